"""A page as it was read: pieces of text with their places."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text on one line. The origin is the page's upper left corner; the unit is the point.

    `sure`: how sure the reader is of its letters, 0 to 1; 1 for text that was not read from a picture.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    bold: bool = False
    sure: float = 1.0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(slots=True)
class Page:
    """One page. `number` counts from 1; `ocr`: it was read from a picture."""

    number: int
    runs: list[Run] = field(default_factory=list)
    ocr: bool = False


LINE, LETTER = 14.0, 6.0
"""Of a text without places: the height of a line and the width of a letter, in points."""
LINES = 60
"""Lines that count as one page of such a text."""


def from_text(text: str) -> list[Page]:
    """Pages of a text that has no places: a form feed or `LINES` lines end a page; two spaces or a tab part columns."""
    pages: list[Page] = []
    for part in text.replace("\r\n", "\n").split("\f"):
        lines = part.split("\n")
        for start in range(0, len(lines), LINES):
            page = Page(len(pages) + 1)
            for row, line in enumerate(lines[start : start + LINES]):
                page.runs += _runs(line.expandtabs(8).rstrip(), row * LINE)
            if page.runs:
                pages.append(page)
    return pages


def _runs(line: str, top: float) -> Iterable[Run]:
    column = 0
    for piece in _pieces(line):
        at = line.index(piece, column)
        column = at + len(piece)
        yield Run(piece, at * LETTER, top, column * LETTER, top + LINE * 0.75)


def _pieces(line: str) -> list[str]:
    return [piece for piece in re.split(r" {3,}|(?<![.!?:;,]) {2,}", line.strip()) if piece]
