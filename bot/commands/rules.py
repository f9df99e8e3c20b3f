"""`navigator deadline`, `deadlines` and `rules`: the rules of appeal from the command line, for people and programs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml

from bot.errors import UserError
from dialogs.case import matters
from dialogs.speaking.voice import HOME_ZONE, zone
from dialogs.speaking.words import DEFAULT, words_in
from dialogs.wording import deadlines as deadline_words
from knowledge.law.deadlines import Deadline, Facts, When, at_stage, compute, day_of, either
from knowledge.law.limits import time_limit
from knowledge.law.path import deadline_of, place_of
from knowledge.law.rulebook import Rule
from knowledge.library import shipped
from knowledge.library.loader import CONTENT, rules_beside

PAGE = Path(__file__).parents[1] / "templates" / "rules.html"
CASES = tuple(rules_beside(CONTENT) / name for name in ("cases.yaml", "cases_states.yaml"))
DATES = ("notice_date", "effective_date", "extension_notice", "letter_date", "appeal_filed", "service_on")
OTHERS = ("extended", "state", "state_days", "urgent", "service", "levels")


def rule_named(name: str) -> Rule:
    """The rule with this id.

    Raises:
        UserError: There is none; names near ones.
    """
    rules = shipped().rulebook.by_id
    if name in rules:
        return rules[name]
    from rapidfuzz import fuzz, process

    near = [match for match, _, _ in process.extract(name, list(rules), scorer=fuzz.ratio, limit=3)]
    raise UserError(f"there is no rule {name!r}; near it: {', '.join(near)} (`navigator rules` lists all)")


def stage_named(name: str) -> str:
    """A stage of the road.

    Raises:
        UserError: There is none; names them.
    """
    if name not in shipped().rulebook.stages:
        raise UserError(f"there is no stage {name!r}; there are {', '.join(shipped().rulebook.stages)}")
    return name


def read_day(text: str) -> dt.date:
    """A day that was typed as an option.

    Raises:
        UserError: It is no ISO date.
    """
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise UserError(f"{text!r} is no date: write 2026-11-24") from None


def read_when(text: str) -> When:
    """A day, or a local day and time.

    Raises:
        UserError: Neither.
    """
    if len(text) <= len("2026-11-24"):
        return read_day(text)
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        raise UserError(f"{text!r} is no time: write 2026-11-24T09:30") from None
    if moment.tzinfo is not None:
        raise UserError(f"{text!r}: leave out the offset; the time is that of the zone given with --tz")
    return moment


def facts_from(row: Mapping[str, Any], today: dt.date | None = None) -> Facts:
    """Facts from a mapping of texts, as a table of cases has them.

    Args:
        row: `notice_date`, `received` and so on; `today` where it is given.
        today: The day of asking where the row gives none; by default the day after its latest date.

    Raises:
        UserError: A field cannot be read.
    """
    known: dict[str, Any] = {name: read_day(str(row[name])) for name in DATES if row.get(name)}
    if row.get("received"):
        value = row["received"]
        known["received"] = value if isinstance(value, dt.date) else read_when(str(value))
    known |= {name: row[name] for name in OTHERS if row.get(name) is not None}
    if "state" in known:
        known["state"] = str(known["state"]).upper()
    if row.get("tz"):
        known["zone"] = _zone(str(row["tz"]))
    if row.get("today"):
        today = read_day(str(row["today"]))
    if today is None:
        days = [day_of(value) for value in known.values() if isinstance(value, dt.date)]
        today = max(days, default=dt.datetime.now(HOME_ZONE).date()) + dt.timedelta(days=1)
    return Facts(today=today, **known)


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UserError(f"there is no time zone {name!r}: write America/Chicago, for one") from None
    return name


def as_json(deadline: Deadline) -> dict[str, Any]:
    """What a program is told of a deadline."""
    words = words_in(DEFAULT)
    rule = deadline.rule
    return {
        "rule": rule.id if rule else None,
        "legal_date": _iso(deadline.legal_date),
        "act_by": _iso(deadline.act_by),
        "counted": deadline_words.counted(deadline, words),
        "citation": rule.cite if rule else None,
        "confidence": rule.confidence if rule else None,
        "refused": deadline_words.refused(deadline, words),
        "reason": deadline.refused.id if deadline.refused else None,
        "letter_date": _iso(deadline.letter_date),
        "warnings": deadline_words.minded(deadline, words),
    }


def _iso(when: When | None) -> str | None:
    return when.isoformat(*(["T", "minutes"] if isinstance(when, dt.datetime) else [])) if when else None


def read_cases() -> list[dict[str, Any]]:
    """The rows of the worked cases, each value a text."""
    texts = (path.read_text("utf-8") for path in CASES)
    return [row for text in texts for row in yaml.load(text, Loader=yaml.BaseLoader)]  # noqa: S506 - no objects


def worked_cases() -> dict[str, list[dict[str, Any]]]:
    """The cases that stand beside the rules, by rule, ready for the reviewer's page."""
    found: dict[str, list[dict[str, Any]]] = {}
    shown = {"rule", "notice_date", "received", "legal_date", "act_by", "refused"}
    for row in read_cases():
        other = ", ".join(f"{name} {value}" for name, value in row.items() if name not in shown)
        whole = {"notice_date": "", "received": "", "legal_date": "", **row, "other": other}
        found.setdefault(row["rule"], []).append(whole)
    return found


def of_cases(path: Path) -> Iterator[dict[str, Any]]:
    """The deadline of each row of a table of cases.

    A row names a `rule`, or a `plan_kind` (or several) and a `stage`, for which the rule is found.

    Raises:
        UserError: The file, a rule or a field cannot be read; names the row.
    """
    try:
        rows = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - only texts, lists and mappings
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise UserError(f"{path}: {error}") from None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise UserError(f"{path}: a table is a list of rows, each with `rule`, or with `plan_kind` and `stage`")
    for number, row in enumerate(rows, 1):
        try:
            yield as_json(_of_row(row))
        except UserError as error:
            raise UserError(f"{path}: row {number}: {error}") from None


def _of_row(row: Mapping[str, Any]) -> Deadline:
    book, facts = shipped().rulebook, facts_from(_typed(row))
    if row.get("rule"):
        return compute(rule_named(row["rule"]), facts, book)
    if not row.get("stage"):
        raise UserError("it needs `rule`, or `plan_kind` and `stage`")
    given = row.get("plan_kind") or ()
    kinds = [plan_named(str(name)) for name in ([given] if isinstance(given, str) else given)]
    found = time_limit(kinds, stage_named(row["stage"]), facts, book)
    return found.deadline or either([one.deadline for one in found.answers], facts)


def plan_named(name: str) -> str:
    """A kind of plan.

    Raises:
        UserError: There is none; names them.
    """
    kinds = shipped().rulebook.kinds.by_id
    if name not in kinds:
        raise UserError(f"there is no kind of plan {name!r}; there are {', '.join(kinds)}")
    return name


def _typed(row: Mapping[str, str]) -> dict[str, Any]:
    """Numbers and yes/no of a row of texts."""
    typed: dict[str, Any] = dict(row)
    for name in ("state_days", "levels"):
        if name in row:
            if not str(row[name]).isdigit():
                raise UserError(f"{name}: {row[name]!r} is no number of days or levels")
            typed[name] = int(row[name])
    for name in ("extended", "urgent"):
        if name in row:
            typed[name] = str(row[name]).lower() in ("true", "yes", "1")
    return typed


def of_case(slots: Mapping[str, Any], today: dt.date) -> list[tuple[str, Deadline]]:
    """All deadlines that apply to a case: what each is for, and what its rule gives.

    Args:
        slots: A file from `/export` (its matters tell what happened), or a mapping with `plan_kind` and what
            `facts_from` reads. There `received` is the day the person got the notice; `request_received` is the day
            the plan got the request or the appeal.
        today: The day of asking.

    Raises:
        UserError: There is no `plan_kind`, or a field cannot be read.
    """
    library = shipped()
    plan = slots.get("plan_kind")
    if plan not in library.rulebook.kinds.by_id:
        raise UserError(f"the case needs plan_kind, one of {', '.join(library.rulebook.kinds.by_id)}")
    if slots.get(matters.MATTERS):
        where = str(zone(slots))
        limits = [(m, deadline_of(m, library, today, where)) for m in matters.matters(slots)]
        return [(f"No. {m.id}: {place_of(m, library.road).name}", limit) for m, limit in limits if limit]
    given = {**slots, "notice_date": slots.get("notice_date") or slots.get("denial_date")}
    given = _typed({name: value for name, value in given.items() if value is not None})
    own = facts_from(given, today)
    theirs = facts_from({**given, "received": slots.get("request_received"), "notice_date": None}, today)
    book = library.rulebook
    found = []
    for stage, label in book.stages.items():
        named = (str(plan), *book.kinds.by_id[str(plan)].like)
        if rules := [rule for name in named for rule in book.at(name, stage)]:
            facts = own if rules[0].who == "person" else theirs
            found.append((label, at_stage(str(plan), stage, facts, book)))
    return found


def table() -> list[dict[str, Any]]:
    """Every rule and amount as a program reads it."""
    book = shipped().rulebook
    rows = []
    for rule in book.rules:
        row = rule.model_dump(mode="json", exclude_none=True, by_alias=True)
        rows.append({**row, "plans": list(book.plans(rule))})
    return [*rows, *(amount.model_dump(mode="json") for amount in book.amounts)]


def time_of(rule: Rule) -> str:
    """The time a rule gives, short: "180 calendar days"."""
    parts = []
    for clock in rule.clocks:
        states = clock.states
        number = str(clock.amount) if states is None else f"{states.least or 1}-{states.most} (state)"
        since = f" from {clock.since}" if clock.since else ""
        until = f" to {clock.until}" if clock.until else ""
        parts.append(f"{number} {clock.unit.replace('_', ' ')}{since}{until}")
    return "; ".join(parts) or rule.kind


def page(cases: Mapping[str, list[dict[str, Any]]], today: dt.date) -> str:
    """The reviewer's page: every rule, its law, its worked cases, when it was read."""
    from jinja2 import Environment, StrictUndefined

    from bot.commands import coverage

    library = shipped()
    book = library.rulebook
    template = Environment(autoescape=True, undefined=StrictUndefined).from_string(PAGE.read_text("utf-8"))
    return template.render(
        book=book,
        sources=library.sources,
        plans={plan.id: plan.label for plan in book.plan_kinds},
        time_of=time_of,
        words=words_in(DEFAULT),
        cases=cases,
        dots=coverage.dots(library),
        window_of=coverage.window_of,
        size=(coverage.WIDTH, coverage.HEIGHT + 60),
        today=today,
    )
