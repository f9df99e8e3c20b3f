"""What sort of paper a letter or notice is, told by whole sentences; a condition ("if it is denied") tells nothing.

The mode of reading (letter or policy) is another question: see `knowledge.papers.paper.kind_of`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.papers.layout import Line, blocks, lines, sentences
from knowledge.papers.page import Page
from knowledge.papers.words import SortWords, Weighed, compiled

POLICY, DENIAL, PARTIAL, APPROVAL, APPEAL, STATEMENT, INFORMATION, OTHER = (
    "policy",
    "denial",
    "partial_denial",
    "approval",
    "appeal_decision",
    "explanation_of_benefits",
    "information_request",
    "other",
)
LEAST_LEVEL = "first"
"""The level of a decision on an appeal that names none."""
MOST_SURE, UNTOLD = 0.95, 0.5
"""How sure a sort is at most; how sure it is where no word tells it."""
HEAD_LINES, TITLE_WORDS = 12, 6
"""Lines of the first page among which titles are looked for; words that one has at most."""
TELLING = 0.6
"""From how sure on a paper is said to be no denial."""
READ_BADLY, LONG, NEAR = 0.8, 90.0, 4
"""A line of a picture read less surely than this, so many points long, so many lines from words about the appeal."""


@dataclass(frozen=True)
class Sort:
    """What a paper is.

    Attributes:
        level: Of an appeal's decision: first, second, final, external or hearing.
        denies: It refuses something.
        grants: It gives something: an approval, and an appeal that was won.
    """

    paper: str
    confidence: float
    level: str | None = None
    denies: bool = False
    grants: bool = False

    @property
    def no_denial(self) -> bool:
        """Whether it is surely none that may be appealed as a denial."""
        return not self.denies and self.paper not in (DENIAL, PARTIAL) and self.confidence >= TELLING


def sort_of(pages: Sequence[Page], words: SortWords) -> Sort:
    """The sort of a paper that is read as a letter.

    Args:
        pages: The paper.
        words: How each sort is written.
    """
    told = list(_told(pages, words))
    scores = {sort: _score(sort, patterns, told, words) for sort, patterns in words.sorts.items()}
    ranked = sorted(scores.items(), key=lambda one: -one[1])
    (best, most), second = ranked[0], ranked[1][1]
    if not most:
        return Sort(OTHER, UNTOLD)
    denies = scores[DENIAL] > 0 and best != OTHER
    confidence = min(MOST_SURE, round(0.5 + 0.5 * (most - second) / most, 2))
    if scores[APPEAL] >= words.least_appeal:
        levels = (name for name, said in words.levels.items() if any(compiled(said).search(one) for one in told))
        level = next(levels, LEAST_LEVEL)
        overturned = any(compiled(words.overturned).search(one) for one in told)
        upheld = not overturned or scores[PARTIAL] > 0
        sure = MOST_SURE if scores[APPEAL] > scores[DENIAL] else TELLING
        return Sort(APPEAL, sure, level, upheld, overturned or scores[PARTIAL] > 0)
    both = scores[APPROVAL] >= words.least_both and scores[DENIAL] >= words.least_both
    if best in (DENIAL, PARTIAL, APPROVAL) and (scores[PARTIAL] or both):
        return Sort(PARTIAL, MOST_SURE if scores[PARTIAL] else UNTOLD, None, True, True)
    return Sort(best, confidence, None, denies, best == APPROVAL)


def _score(sort: str, patterns: Sequence[Weighed], told: Sequence[str], words: SortWords) -> float:
    """What speaks for a sort, each pattern once; sentences that speak of another paper or another day say nothing."""
    unless = words.unless_of.get(sort)
    stated = [one for one in told if not (unless and compiled(unless).search(one))]
    return sum(one.weight for one in patterns if any(compiled(one.pattern).search(text) for text in stated))


def _told(pages: Sequence[Page], words: SortWords) -> Iterator[str]:
    """Lines at the head, sentences and titles that state something."""
    unless = compiled(words.unless)
    for line in lines(pages[0])[:HEAD_LINES] if pages else ():
        cells = (" ".join(cell.text.split()) for cell in (line.cells or (line,)))
        yield from (cell for cell in cells if len(cell.split()) <= TITLE_WORDS and cell[-1:] not in ".,")
    for block in blocks(pages):
        for _, sentence in sentences(block.text):
            if not unless.search(sentence):
                yield sentence


def rights_elsewhere(pages: Sequence[Page], words: SortWords) -> bool:
    """Whether the paper says that the rights of appeal stand on another sheet."""
    pattern = compiled(words.rights_elsewhere)
    return any(pattern.search(sentence) for block in blocks(pages) for _, sentence in sentences(block.text))


def line_unread(pages: Sequence[Page], about_appeal: str) -> bool:
    """Whether a line of a picture near the words about the appeal was read badly."""
    pattern = compiled(about_appeal)
    for page in pages:
        if not page.ocr:
            continue
        every: list[Line] = lines(page)
        about = [number for number, line in enumerate(every) if pattern.search(line.text)]
        for number, line in enumerate(every):
            badly = any(cell.sure < READ_BADLY and cell.right - cell.left >= LONG for cell in (line.cells or (line,)))
            if badly and any(abs(number - one) <= NEAR for one in about):
                return True
    return False
