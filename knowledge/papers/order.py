"""The order of pages that were photographed one by one: by printed numbers, else by what begins and ends a letter."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.papers.layout import lines
from knowledge.papers.letter import words_of
from knowledge.papers.page import Page
from knowledge.papers.words import OrderWords, compiled

EDGE = 4
"""Lines at the upper and the lower edge of a page in which its number stands."""
HEAD_LINES = 15


def in_order(pages: Sequence[Page], words: OrderWords) -> list[Page]:
    """The pages in the order in which they are read, numbered anew; those that nothing tells apart stay as they came.

    Args:
        pages: Pages in the order in which they came.
        words: How pages are numbered, how letters begin and end.
    """
    numbers = [_number(page, words) for page in pages]
    known = [number for number in numbers if number is not None]
    if len(known) == len(pages) and len(set(known)) == len(pages):
        places = [float(number) for number in known]
    else:
        places = [_place(page, number, words) for page, number in zip(pages, numbers, strict=True)]
    ordered = [page for _, page in sorted(zip(places, pages, strict=True), key=lambda pair: pair[0])]
    for number, page in enumerate(ordered, 1):
        page.number = number
    return ordered


def _number(page: Page, words: OrderWords) -> int | None:
    """The number that is printed on a page."""
    every = sorted(lines(page), key=lambda line: line.top)
    for line in [*every[:EDGE], *every[-EDGE:]]:
        if found := compiled(words.numbered).search(words_of(line)):
            return int(next(group for group in found.groups() if group))
    return None


def _place(page: Page, number: int | None, words: OrderWords) -> float:
    """Where a page belongs: one that begins a letter goes first, one that closes it last, a number counts between."""
    told = [words_of(line) for line in lines(page)]
    begins = number == 1 or any(compiled(words.begins).search(text) for text in told[:HEAD_LINES])
    closes = any(compiled(words.closes).search(text) for text in told)
    if begins:
        return 0.0
    return (number or 2) + (0.5 if closes and number is None else 0.0)
