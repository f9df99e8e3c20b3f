"""The fields of a letter: each with its page, the words it was read from, and how sure that is.

A value stands after its label, in the cell beside it or below it, or in a sentence. Two values that are equally good
are both given, with little sureness: the person is asked. What was not found is not there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from knowledge.papers import reasons, stated, tables
from knowledge.papers.labels import labelled
from knowledge.papers.layout import Line, blocks, lines
from knowledge.papers.letter import Letter, Value, cells, words_of
from knowledge.papers.letterhead import head
from knowledge.papers.limits import as_json
from knowledge.papers.page import Page
from knowledge.papers.reach import reach
from knowledge.papers.sort import Sort
from knowledge.papers.values import DOUBTFUL, best, reconciled
from knowledge.papers.words import PaperWords, compiled

SHORT = 5
"""Characters from which a value is looked for in a line that was read badly."""
MOST_OF_PICTURE = 0.97
"""How sure a value is at most that was read from a picture."""


@dataclass(frozen=True)
class LetterReading:
    """What a letter says.

    Attributes:
        fields: Values by field.
        limits: Every limit that it names, for programs: what it is for, how long or by when, its page and passage.
        warnings: What the person should look at, as ids: ``two-dates``, ``last-day-before-letter``, ``tells-us-to``.
    """

    fields: dict[str, Value]
    limits: list[dict[str, Any]]
    warnings: list[str]


def read_letter(pages: Sequence[Page], words: PaperWords, what: Sort) -> LetterReading:
    """Read a letter.

    Args:
        pages: The letter, as it was taken from its file.
        words: How letters are written.
        what: What it is: after a decision on an appeal the limits are those of the next way, of a request for records
            those of the answer.
    """
    every = [line for page in pages for line in lines(page)]
    letter = Letter(tuple(every), tuple(blocks(pages)), words)
    named = stated.limits(letter)
    found = [*_found(letter), *stated.limits_of(what, named, words.limits, [one for one, _, _ in letter.sentences])]
    read_badly = _Badly(pages, every)
    found = [replace(one, confidence=round(one.confidence * read_badly.sure(one), 3)) for one in found]
    whole = " ".join(words_of(line) for line in every)
    fields = {
        name: best([one for one in found if one.name == name], whole)
        for name in dict.fromkeys(one.name for one in found)
    }
    fields = {name: one for name, one in reconciled(fields).items() if _belongs(name, what)}
    return LetterReading(fields, [as_json(*one) for one in named], list(_warnings(fields, letter)))


def _found(letter: Letter) -> Iterator[Value]:
    for one in letter.words.fields:
        yield from labelled(one, letter)
        yield from stated.said(one, letter)
    yield from head(letter)
    yield from stated.whole(letter)
    yield from reasons.stated(letter)
    yield from reasons.behind_lead_in(letter)
    yield from tables.rows(letter)
    yield from tables.codes(letter)
    yield from reach(letter)


def _belongs(name: str, what: Sort) -> bool:
    """Whether a paper of this sort has such a field: only what grants has dates of it, only what refuses an appeal."""
    if name.startswith("approved_"):
        return what.grants
    return not (name.startswith("appeal_") and what.no_denial)


def _warnings(fields: dict[str, Value], letter: Letter) -> Iterator[str]:
    if any(one.others for name, one in fields.items() if name.endswith(("_date", "_by"))):
        yield "two-dates"
    if any(name.endswith("_by") and one.confidence <= DOUBTFUL for name, one in fields.items()):
        yield "last-day-before-letter"
    if any(compiled(letter.words.suspicious).search(sentence) for sentence, _, _ in letter.sentences):
        yield "tells-us-to"


class _Badly:
    """How far what was read from a picture may be trusted: by its own lines, and by its page on the whole."""

    def __init__(self, pages: Sequence[Page], every: Sequence[Line]) -> None:
        self.pages = {page.number: _of_page(page) for page in pages}
        ocr = {page.number for page in pages if page.ocr}
        self.doubtful = [
            (line.page, words_of(cell), cell.sure)
            for line in every
            if line.page in ocr
            for cell in cells(line)
            if cell.sure < self.pages.get(line.page, 1.0)
        ]

    def sure(self, value: Value) -> float:
        """The sureness of the worst piece that the value's words hold, or of the page."""
        text = str(value.value)
        own = [
            sure
            for page, piece, sure in self.doubtful
            if page == value.page and piece and (piece in value.passage or (len(text) > SHORT and text in piece))
        ]
        return min([self.pages.get(value.page, 1.0), *own])


def _of_page(page: Page) -> float:
    if not page.ocr or not page.runs:
        return 1.0
    weights = sum(len(run.text) for run in page.runs)
    return min(MOST_OF_PICTURE, sum(run.sure * len(run.text) for run in page.runs) / max(1, weights))
