"""Boxes to tick: what stands beside one that was left empty is not said, and taken out before the rest is read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.papers.layout import rows
from knowledge.papers.page import Page, Run

EMPTY = r"\[\s*\]|\(\s+\)|[\u2610\u25a1\u25a2\u274f\u2751\u25fb\u25ef]"
TICKED = r"\[\s*[xX*\u2713\u2714]\s*\]|\(\s*[xX]\s*\)|[\u2611\u2612\u25a0\u22a0\u2713\u2714\u25c9]"
_MARK = re.compile(rf"\s*(?:(?P<empty>{EMPTY})|(?P<ticked>{TICKED}))\s*")
_SIGN = re.compile(r"[\[(\u2610-\u2612\u25a0-\u25a2\u22a0\u2713\u2714\u25c9\u25ef\u25fb\u274f\u2751]")
LEAST = 2
"""Boxes that a paper has at least: a single sign may be anything."""
_ENDS = re.compile(r"[.;:!?]\s*$")
LONG = 40
"""Characters of a line that may go on in the next one."""


def ticked(pages: Sequence[Page]) -> list[Page]:
    """The pages without what stands beside empty boxes, if any box is ticked; else as they are."""
    boxed = (run.text for page in pages for run in page.runs if _SIGN.search(run.text))
    marks = [match for text in boxed for match in _MARK.finditer(text)]
    if len(marks) < LEAST or not any(match["ticked"] for match in marks):
        return list(pages)
    return [replace(page, runs=_kept(page)) for page in pages]


def _kept(page: Page) -> list[Run]:
    kept: list[Run] = []
    left: Run | None = None  # the last piece of an empty box, which may go on in the next line
    for row in rows(page):
        empty = left is not None and _goes_on(left, row)
        for run in row:
            last = run if empty else None
            for piece, mark in _pieces(run):
                empty = mark == "empty" if mark else empty
                last = piece if empty else None
                if piece.text and not empty:
                    kept.append(piece)
            left = last
    return kept


def _goes_on(left: Run, row: Sequence[Run]) -> bool:
    """Whether a row goes on with the words of the one before: close under it, not further left, no end before."""
    first = row[0]
    under = first.left >= left.left - 1 and first.top - left.bottom <= 0.75 * max(left.height, 6)
    return under and len(left.text) >= LONG and not _ENDS.search(left.text) and not _MARK.match(first.text)


def _pieces(run: Run) -> list[tuple[Run, str | None]]:
    """The parts of a piece of text, each with the box before it."""
    marks = list(_MARK.finditer(run.text))
    if not marks:
        return [(run, None)]
    width = (run.right - run.left) / max(1, len(run.text))
    made: list[tuple[Run, str | None]] = []
    bounds = [(0, marks[0].start(), None), *_between(run.text, marks)]
    for start, end, mark in bounds:
        text = run.text[start:end].strip()
        if text or mark:
            left, right = run.left + start * width, run.left + end * width
            made.append((replace(run, text=text, left=left, right=right), mark))
    return made


def _between(text: str, marks: list[re.Match[str]]) -> list[tuple[int, int, str]]:
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    kinds = ["empty" if mark["empty"] else "ticked" for mark in marks]
    return [(mark.end(), end, kind) for mark, end, kind in zip(marks, ends, kinds, strict=True)]
