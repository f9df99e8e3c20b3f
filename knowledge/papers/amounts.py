"""Amounts of a statement: columns of a table with their totals, and labels with a sum behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from knowledge.papers import dates
from knowledge.papers.layout import Line, lines
from knowledge.papers.letter import cells, words_of, wrapped
from knowledge.papers.page import Page, Run
from knowledge.papers.words import AmountWords, compiled

MONEY = re.compile(r"^\(?-?\$? ?(\d{1,3}(?:,\d{3})+|\d+)\.(\d\d)\)?$")
_BEHIND = r"\W{0,6}\$ ?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d\d))?\b"
LEAST_COLUMNS = 2
"""Columns of amounts that make a table of them."""
ASIDE = 24.0
"""Points that a sum may stand aside of the head of its column."""


@dataclass(frozen=True)
class Amount:
    """A sum of money in dollars, with where it was read; of a table its total, by its own last row or added up."""

    value: Decimal
    page: int
    passage: str

    def as_json(self) -> dict[str, Any]:
        """For a program."""
        return {"value": str(self.value), "page": self.page, "passage": self.passage}


@dataclass
class Statement:
    """The amounts of a paper by their kind (``amounts.columns``), and the days of care that they are for."""

    amounts: dict[str, Amount]
    days: int

    def as_json(self) -> dict[str, Any]:
        """For a program; empty where there is no amount."""
        found = {name: one.as_json() for name, one in self.amounts.items()}
        return {"days": self.days, **found} if found else {}


def statement(pages: Sequence[Page], words: AmountWords) -> Statement:
    """The amounts of a statement of benefits, a remittance or a bill."""
    every = [line for page in pages for line in lines(page)]
    days: set[object] = set()
    amounts: dict[str, Amount] = {}
    for number, line in enumerate(every):
        columns = _columns(cells(line), wrapped(number, every), words)
        if len(columns) >= LEAST_COLUMNS and not amounts:
            body = list(_body(every[number + 1 :]))
            days |= {day for row in body for day, _, _ in dates.found(words_of(row))[:1]}
            amounts = dict(_totals(columns, body, words))
    for name, found in _labelled(every, words):
        amounts.setdefault(name, found)
    return Statement(amounts, max(1, len(days)))


def _columns(row: list[Run], heads: list[str], words: AmountWords) -> dict[str, Run]:
    """The columns of amounts that a row of heads names."""
    return {
        name: cell
        for name, said in words.columns.items()
        for cell, head in zip(row, heads, strict=False)
        if compiled(rf"^(?:{said})\W*$").search(head)
    }


def _body(following: Sequence[Line]) -> Iterator[Line]:
    """The rows of a table: lines with sums, up to the first paragraph after them."""
    begun = False
    for line in following:
        sums = sum(bool(MONEY.match(words_of(cell))) for cell in cells(line))
        if sums:
            begun = True
            yield line
        elif begun and len(cells(line)) == 1 and len(line.text.split()) > 4:
            return


def _totals(columns: dict[str, Run], body: list[Line], words: AmountWords) -> Iterator[tuple[str, Amount]]:
    total = next((row for row in body if compiled(words.total).search(words_of(row))), None)
    for name, head in columns.items():
        rows = [total] if total else body
        sums = [value for row in rows if (value := _under(head, row, list(columns.values()))) is not None]
        if sums:
            yield name, Amount(sum(sums, Decimal(0)), rows[0].page, words_of(rows[0]))


def _under(head: Run, row: Line, heads: list[Run]) -> Decimal | None:
    """The sum of a row that stands under a head, its left or its right edge under that of the head."""
    for cell in cells(row):
        nearest = min(heads, key=lambda one: _apart(one, cell))
        if nearest is head and _apart(head, cell) <= ASIDE and (found := MONEY.match(words_of(cell))):
            return _money(found)
    return None


def _apart(head: Run, cell: Run) -> float:
    return min(
        abs(head.left - cell.left),
        abs(head.right - cell.right),
        abs(head.left + head.right - cell.left - cell.right) / 2,
    )


def _money(found: re.Match[str]) -> Decimal:
    return Decimal(f"{found[1].replace(',', '')}.{found[2] or '00'}")


def _labelled(every: Sequence[Line], words: AmountWords) -> Iterator[tuple[str, Amount]]:
    for line in every:
        text = words_of(line)
        for name, said in {**words.columns, **words.labels}.items():
            if found := re.search(rf"\b(?:{said}){_BEHIND}", text, re.IGNORECASE):
                groups = found.groups()[-2:]
                value = Decimal(f"{groups[0].replace(',', '')}.{groups[1] or '00'}")
                yield name, Amount(value, line.page, text)
