"""A letter as its parts are searched, and a value that was found in one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from knowledge.papers.layout import Block, Line, sentences
from knowledge.papers.page import Run
from knowledge.papers.words import FieldWords, PaperWords

LONGEST = 700
"""Characters of a value and of a passage at most."""
LEAST_CELLS = 3
"""Cells of a line from which it is a row of a table."""
MOST_WRAPPED, CLOSE, ALIGNED = 2, 2.2, 6.0
"""Lines that a cell goes on for; heights of a line below it, and points aside, within which they stand."""


@dataclass(frozen=True)
class Value:
    """One value of the field `name`."""

    name: str
    value: Any
    page: int
    passage: str
    confidence: float
    others: tuple[Any, ...] = ()
    more: dict[str, Any] = field(default_factory=dict, hash=False, compare=False)


@dataclass(frozen=True)
class Letter:
    """A letter as its parts are searched: lines as they stand, paragraphs, the sentences of these."""

    lines: tuple[Line, ...]
    blocks: tuple[Block, ...]
    words: PaperWords

    @cached_property
    def sentences(self) -> tuple[tuple[str, int, Block], ...]:
        """Every whole sentence, with its page and its paragraph."""
        told = (block for block in self.blocks if block.kind in ("text", "item"))
        return tuple(
            (sentence, block.page_at(offset), block) for block in told for offset, sentence in sentences(block.text)
        )

    def field(self, name: str) -> FieldWords:
        """How a field is written."""
        return next(one for one in self.words.fields if one.field == name)


def cells(line: Line) -> list[Run]:
    """The cells of a line; a line that was not divided is one."""
    return list(line.cells) or [line]


def row(line: Line) -> list[str]:
    """The cells of a line as words; also those that bars part."""
    return [cell.strip() for one in cells(line) for cell in one.text.split("|")]


def words_of(run: Run) -> str:
    """The text of a piece, with single spaces."""
    return " ".join(run.text.split())


def wrapped(number: int, every: Sequence[Line]) -> list[str]:
    """The cells of a row with what goes on below one of them: in a line of fewer cells, close under it."""
    line = every[number]
    if "|" in line.text or len(line.cells) < LEAST_CELLS:
        return row(line)
    told = [cell.text.strip() for cell in line.cells]
    for following in every[number + 1 : number + 1 + MOST_WRAPPED]:
        pieces = cells(following)
        close = following.page == line.page and following.top - line.bottom < CLOSE * line.height
        in_first = pieces[0].left < line.cells[0].right
        anew = in_first and (len(pieces) < LEAST_CELLS or any(sign.isdigit() for sign in following.text))
        if not close or anew or (len(pieces) >= len(line.cells) and not in_first):
            break
        for piece in pieces:
            above = min(range(len(told)), key=lambda at: abs(line.cells[at].left - piece.left))
            if abs(line.cells[above].left - piece.left) <= ALIGNED:
                told[above] += f" {piece.text.strip()}"
    return told
