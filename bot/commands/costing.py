"""The money part on the command line: what a course costs, the limits of a year, programs and trials for a case."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from bot.errors import UserError
from dialogs.case import money
from dialogs.speaking.words import DEFAULT, words_in
from dialogs.wording import costs as cost_words
from knowledge.law.rulebook import UnknownYear
from knowledge.library import shipped
from knowledge.library.loader import KnowledgeError, read_yaml
from knowledge.money import costs, paying
from knowledge.money.trials import search_link, searched_for

if TYPE_CHECKING:
    from bot.jobs.trials import Registry

LARGEST = 200_000
AT_LOW, AT_HIGH = "at_low_end", "at_high_end"


def read(path: Path) -> paying.Sheet:
    """A course, and what is told of the ways to pay, from a YAML or JSON file.

    Raises:
        UserError: It is no such file, or a value in it does not fit.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise UserError(f"{path} is too large for a course of infusions")
        return paying.Sheet.model_validate(read_yaml(path))
    except ValidationError as error:
        places = [f"{'.'.join(map(str, one['loc'])) or 'file'}: {one['msg']}" for one in error.errors()]
        raise UserError("; ".join(places[:5])) from None
    except (OSError, UnicodeDecodeError, KnowledgeError) as error:
        raise UserError(" ".join(str(error).split())) from None


def reckoned(sheet: paying.Sheet) -> dict[str, Any]:
    """The sheet for a program.

    An amount that is not exact is an object: in lines at the lower and at the higher end of each range, in sums the
    least and the most.

    Raises:
        UserError: Something is missing that may not be guessed.
    """
    try:
        found = [costs.lines(course) for course in sheet.courses()]
        compared = paying.waiting(sheet) if sheet.appeal else None
    except costs.CostError as error:
        raise UserError(str(error)) from None
    sums = [costs.total(one) for one in found]
    totals = {name: _sum(paying.spread([getattr(one, name) for one in sums])) for name in ("you_pay", "plan_pays")}
    rows = [_row(low, high) for low, high in zip(found[0], found[-1], strict=True)]
    told: dict[str, Any] = {"lines": rows, "totals": totals, "options": [_way(one) for one in paying.ways(sheet)]}
    return told | ({"waiting": _plain(compared)} if compared else {})


def _row(low: costs.Line, high: costs.Line) -> dict[str, Any]:
    return {field.name: _ends(getattr(low, field.name), getattr(high, field.name)) for field in dataclasses.fields(low)}


def _ends(low: object, high: object) -> Any:
    return _plain(low) if low == high else {AT_LOW: _plain(low), AT_HIGH: _plain(high)}


def _way(way: paying.Way) -> dict[str, Any]:
    told: dict[str, Any] = {"option": way.option, "lacking": way.lacking}
    if way.you_pay and way.plan_pays:
        told |= {"you_pay": _sum(way.you_pay), "plan_pays": _sum(way.plan_pays)}
    if way.account:
        told["account"] = _plain(way.account)
    if way.plan:
        told["payment_plan"] = _ends(*way.plan)
    return told


def _sum(amount: paying.Between) -> Any:
    return float(amount.low) if amount.exact else {"low": float(amount.low), "high": float(amount.high)}


def _plain(value: object) -> Any:
    if isinstance(value, paying.Between):
        return _sum(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if hasattr(value, "isoformat") else value


def told(sheet: paying.Sheet) -> str:
    """The same as lines for a person.

    Raises:
        UserError: Something is missing that may not be guessed.
    """
    try:
        return "\n".join(cost_words.sheet_lines(sheet, words_in(DEFAULT)))
    except costs.CostError as error:
        raise UserError(str(error)) from None


def limits(name: str | None, year: int, *, as_json: bool) -> Iterator[str]:
    """Tables of amounts of a year, a line or a block each.

    Raises:
        UserError: There is no such table, or none of that year.
    """
    book = shipped().rulebook
    names = list(dict.fromkeys(table.name for table in book.amounts))
    if name is not None and name not in names:
        raise UserError(f"there is no table {name!r}; there are {', '.join(names)}")
    found = []
    for wanted in [name] if name else names:
        try:
            found.append(book.told(wanted, year))
        except UnknownYear as error:
            if name:
                raise UserError(str(error)) from None
    for table in found:
        sources = [{"title": one.title, "address": one.address} for one in shipped().cite(table.sources)]
        told = {"name": table.name, "year": table.year, "values": {k: float(v) for k, v in table.values.items()}}
        told |= {"cite": table.cite, "confidence": table.confidence, "checked": table.read.isoformat()}
        if as_json:
            yield json.dumps({**told, "sources": sources}, ensure_ascii=False)
        else:
            yield f"{table.label}, {table.year} ({table.cite}; {table.confidence}, seen {table.read})"
            yield from (f"  {key.replace('_', ' ')}: {value:,}" for key, value in table.values.items())
            yield from (f"  {one['title']}: {one['address']}" for one in sources)


def helping(slots: Mapping[str, Any], day: dt.date, *, as_json: bool) -> Iterator[str]:
    """Programs that may help, the best first."""
    for one in money.helping(slots, shipped(), day):
        if as_json:
            told = {"program": one.program.id, "status": one.program.status, "fit": one.fit, "open": list(one.open)}
            yield json.dumps(told)
        else:
            left = f" ({', '.join(one.open)} not known)" if one.open else ""
            yield f"{one.fit:5} {one.program.label}{left}"


async def trials_told(slots: Mapping[str, Any], registry: Registry | None, *, as_json: bool) -> str:
    """The page to search, and what a search found where one is allowed."""
    library = shipped()
    told: dict[str, Any] = {"link": search_link(searched_for(slots.get("diagnosis"), library), library)}
    if registry is not None:
        from bot.jobs import trials

        told |= await trials.searched(slots, registry, library)
    if as_json:
        return json.dumps(told, ensure_ascii=False)
    lines = [told["link"], *([f"problem: {told['problem']}"] if "problem" in told else [])]
    lines += [f"{one['id']}  {one['title']}  {one['place']}  {one['miles']} miles" for one in told.get("trials", [])]
    return "\n".join(lines)
