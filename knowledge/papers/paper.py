"""What a paper is, and all that was read from it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from knowledge.papers import amounts, boxes, denial, policy, sort
from knowledge.papers.layout import lines
from knowledge.papers.letter import Value
from knowledge.papers.page import Page
from knowledge.papers.words import PaperWords

if TYPE_CHECKING:
    from knowledge.library import Library

Kind = Literal["policy", "denial"]
FIRST_PAGES, MOST_HITS, SHORT = 6, 8, 3
"""Pages that tell what a paper is; a pattern counts so often at most; a letter has so many pages, as a rule."""

NO_PAGE, LEAST_LETTERS, UNSHARP = "no-page", 200, 0.8
"""The warning that a picture is no page of a letter: it has fewer letters; how sure they are together at least."""


@dataclass
class Reading:
    """A paper as it was read. `warnings` are ids of messages."""

    kind: Kind
    pages: int
    ocr_pages: int
    sort: sort.Sort
    clauses: list[policy.Hit] = field(default_factory=list)
    fields: dict[str, Value] = field(default_factory=dict)
    limits: list[dict[str, Any]] = field(default_factory=list)
    amounts: dict[str, Any] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """For a program."""
        return {
            "kind": self.kind,
            "paper": self.sort.paper,
            "paper_confidence": self.sort.confidence,
            **({"level": self.sort.level} if self.sort.level else {}),
            "denies": self.sort.denies,
            "grants": self.sort.grants,
            "pages": self.pages,
            "ocr_pages": self.ocr_pages,
            "clauses": [asdict(hit) for hit in self.clauses],
            "fields": {name: _field(value) for name, value in self.fields.items()},
            "limits": self.limits,
            "amounts": self.amounts,
            "warnings": self.warnings,
        }


def _field(value: Value) -> dict[str, Any]:
    made = {"value": value.value, "page": value.page, "passage": value.passage, "confidence": value.confidence}
    if value.others:
        made["others"] = list(value.others)
    return made | {name: found for name, found in value.more.items() if found is not None}


def kind_of(pages: Sequence[Page], words: PaperWords) -> Kind:
    """A policy or a denial letter, by its words and its length."""
    text = "\n".join(" ".join(line.text.split()) for page in pages[:FIRST_PAGES] for line in lines(page))
    scores: dict[str, float] = {}
    for kind, patterns in words.kinds.items():
        scores[kind] = sum(one.weight * min(MOST_HITS, _count(one.pattern, text)) ** 0.5 for one in patterns)
    scores["policy"] += 0.5 * min(12, len(pages) - SHORT) if len(pages) > SHORT else -1.0
    return "policy" if scores["policy"] > scores["denial"] else "denial"


def _count(pattern: str, text: str) -> int:
    return sum(1 for _ in re.finditer(pattern, text, re.IGNORECASE | re.MULTILINE))


def _cautions(reading: Reading, pages: Sequence[Page], words: PaperWords) -> Iterator[str]:
    """Warnings about the letter as a whole."""
    if reading.sort.no_denial:
        yield "not-a-denial"
    if not {"appeal_days", "appeal_by", "next_days", "next_by"} & set(reading.fields) and sort.rights_elsewhere(
        pages, words.papers
    ):
        yield "rights-elsewhere"
    if reading.ocr_pages == len(pages):
        letters = [run.sure for page in pages for run in page.runs for _ in run.text]
        if len(letters) < LEAST_LETTERS:
            yield NO_PAGE
        elif sum(letters) < UNSHARP * len(letters):
            yield "unsharp"
    if sort.line_unread(pages, words.reach.about):
        yield "line-unread"


def read(pages: Sequence[Page], kind: Kind | None, library: Library) -> Reading:
    """Read a paper.

    Args:
        pages: The paper.
        kind: What it is; None to find out.
        library: For how papers are written.
    """
    given = kind
    pages = boxes.ticked(pages)
    kind = kind or kind_of(pages, library.papers)
    what = sort.Sort(sort.POLICY, sort.TELLING if given else sort.MOST_SURE)
    if kind == "denial":
        what = sort.sort_of(pages, library.papers.papers)
    reading = Reading(kind, len(pages), sum(page.ocr for page in pages), what)
    if kind == "policy":
        reading.clauses = policy.clauses(pages, library)
        if not reading.clauses:
            reading.warnings.append("no-clauses")
    else:
        letter = denial.read_letter(pages, library.papers, what)
        reading.fields, reading.limits, reading.warnings = letter.fields, letter.limits, letter.warnings
        reading.amounts = amounts.statement(pages, library.papers.amounts).as_json()
        if not reading.fields:
            reading.warnings.append("no-fields")
        reading.warnings += _cautions(reading, pages, library.papers)
    if not any(page.runs for page in pages):
        reading.warnings.append("no-words")
    return reading
