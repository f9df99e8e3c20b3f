"""What the pain stops somebody from doing, and what ketamine gave back: kept in the person's own words."""

from __future__ import annotations

from knowledge.hearing.acts import Fact, Span
from knowledge.hearing.spans import Mark, Read

_SURE = 0.85


def living(read: Read) -> list[Fact]:
    """Which parts of a day are limited, the words that tell it, and the words that tell what ketamine changed."""
    limited = [mark for mark in read.told("limit") if mark.name != "nothing"]
    changed = read.told("relief", "changed")
    made: list[Fact] = []
    if limited:
        kinds = tuple(dict.fromkeys(mark.name for mark in limited))
        first = limited[0]
        made.append(Fact(read.span(first), read.words(first), _SURE, "limits", kinds))
        made += _words(read, limited, "day_now")
    return made + _words(read, changed, "ket_changed")


def _words(read: Read, marks: list[Mark], slot: str) -> list[Fact]:
    """The clauses of marks as they were written, one fact each."""
    spans = dict.fromkeys(_clause(read, mark) for mark in marks)
    return [Fact(span, read.text[span.start : span.end], _SURE, slot, (_kept(read, span),)) for span in spans]


def _clause(read: Read, mark: Mark) -> Span:
    """The clause of a mark: up to a comma or the end of the sentence."""
    first, last = mark.first, mark.last
    while first and read.items[first - 1].clause == read.items[first].clause and _one_sentence(read, first - 1, first):
        first -= 1
    while last + 1 < len(read.items) and read.items[last + 1].clause == read.items[last].clause:
        if not _one_sentence(read, last, last + 1):
            break
        last += 1
    return Span(read.items[first].start, read.items[last].end)


def _one_sentence(read: Read, one: int, other: int) -> bool:
    return read.items[one].sentence == read.items[other].sentence


def _kept(read: Read, span: Span) -> str:
    return read.text[span.start : span.end].strip()
