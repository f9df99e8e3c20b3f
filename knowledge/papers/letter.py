"""A letter as its parts are searched, and a value that was found in one."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from knowledge.papers.layout import Block, Line, sentences
from knowledge.papers.page import Run
from knowledge.papers.words import FieldWords, PaperWords

LONGEST = 700
"""Characters of a value and of a passage at most."""


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
