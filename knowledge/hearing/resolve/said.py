"""What is said beside the facts: questions, wishes, feelings, corrections, and what nothing explains."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.hearing.acts import Act, Command, Correction, Feeling, Question, Span, Unheard
from knowledge.hearing.spans import Item, Mark, Read


def sentences(items: list[Item]) -> list[list[Item]]:
    """Items by sentence."""
    found: dict[int, list[Item]] = {}
    for item in items:
        found.setdefault(item.sentence, []).append(item)
    return list(found.values())


def questions(read: Read, asking: Iterable[Mark]) -> list[Question]:
    """Sentences that ask: with a question mark, or from a word of asking on."""
    starts: dict[int, Mark] = {}
    for mark in asking:
        starts.setdefault(read.sentence(mark), mark)
    made = []
    for sentence in sentences(read.items):
        number, marked = sentence[0].sentence, "?" in sentence[-1].closed
        cue = starts.get(number)
        if not marked and (cue is None or not _asks(read, cue, sentence)):
            continue
        start = read.items[cue.first].start if cue and not marked else sentence[0].start
        span = Span(start, sentence[-1].end)
        made.append(Question(span, read.text[span.start : span.end], 0.9 if marked else 0.75))
    return made


def _asks(read: Read, cue: Mark, sentence: list[Item]) -> bool:
    """Whether a cue of asking without a question mark really begins a question: at a start, or after a break."""
    first = read.items[cue.first]
    if first.start == sentence[0].start:
        return True
    before = read.items[cue.first - 1]
    named = before.kind in ("insurer", "plan", "doctor") or before.word in read.sets["tells_before"]
    if first.word in read.sets["auxiliaries"] and named and before.clause == first.clause:
        return False  # "Aetna just does the paperwork" tells
    return before.clause != first.clause or before.word in read.sets["joins"] or first.word in read.sets["asks"]


def commands(read: Read) -> list[Command]:
    """What the person wants the program to do."""
    return [Command(read.span(mark), read.words(mark), mark.sure, mark.name) for mark in read.told("command")]


def feelings(read: Read) -> list[Feeling]:
    """How the person says that they feel."""
    return [Feeling(read.span(mark), read.words(mark), mark.sure, mark.name) for mark in read.told("feeling")]


def corrections(read: Read) -> list[Correction]:
    """Where something is taken back. What has not been done after all comes first."""
    marks = sorted(read.told("correction"), key=lambda mark: mark.name != "undone")
    return [Correction(read.span(mark), read.words(mark), mark.sure, mark.name == "undone") for mark in marks]


def unheard(read: Read, acts: Iterable[Act], filler: frozenset[str]) -> list[Unheard]:
    """What no act explains, a piece a sentence; words that carry nothing alone are left out."""
    spans = sorted((act.span.start, act.span.end) for act in acts)
    made = []
    for sentence in sentences(read.items):
        piece: list[Item] = []
        for item in [*sentence, None]:
            covered = item is None or any(start < item.end and item.start < end for start, end in spans)
            if item is not None and not covered:
                piece.append(item)
                continue
            if piece and any(one.word not in filler for one in piece):
                span = Span(piece[0].start, piece[-1].end)
                made.append(Unheard(span, read.text[span.start : span.end], 1.0))
            piece = []
    return made
