"""The argument of a paper: the parts of the plan's definition, what the plan says against it, the studies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from dialogs.wording.fields import Fields
from dialogs.wording.sentences import Sentences
from knowledge.base.schema import Evidence, Said
from knowledge.law.appeals import counters_in, parts_in
from knowledge.library import Library

Part = dict[str, object]
STRONG = 80
"""Weight of a study from which the evidence for a diagnosis is not called weak."""
MOST_CONTRARY = 2
"""Contrary studies that one paper answers; the others go to the person."""
MOST_STUDIES = 4
"""Studies in one paper, the strongest first: two to three pages are read."""
QUOTED = 160
"""Characters of a part of a definition that are quoted before its answer."""
SAYS_AGAINST = ("reason_words", "quote", "plan_sentence", "criteria_cited", "told_beside")
"""Where the plan's own words stand; those with the parts of its definition are answered part by part instead."""


@dataclass
class Argument:
    """What is to be argued in one paper, and what has to go to the person instead.

    Attributes:
        open: Lines for the person: arguments of the plan and parts of its definition that nothing answers.
        against: Contrary studies that are not in the paper.
    """

    fields: Fields
    sentences: Sentences
    open: list[str] = field(default_factory=list)
    against: list[Evidence] = field(default_factory=list)
    _met: set[str] = field(default_factory=set)

    @property
    def library(self) -> Library:
        return self.fields.library

    @property
    def diagnosis(self) -> str:
        return str(self.fields.values.get("diagnosis"))

    def definition(self) -> tuple[str, str]:
        """The slot and the words that hold a definition: a sentence that was pasted, else a notice with parts."""
        texts = [(name, text) for name in ("quote", "plan_sentence", "reason_words") if (text := self._raw(name))]
        parted = [(name, text) for name, text in texts if len(parts_in(text, self.library)) > 1]
        whole = [(name, text) for name, text in texts if name != "reason_words"]
        return next(iter([*parted, *whole]), ("quote", ""))

    def _raw(self, name: str) -> str:
        """The words with their line ends, where they can be what the field is."""
        return str(self.fields.values.get(name)) if self.fields.get(name) else ""

    def parts(self) -> Iterator[Part]:
        """Each part of the definition in the plan's order, with its answer."""
        slot, words = self.definition()
        for part in parts_in(words, self.library):
            told, trace = self._said(part.prong.argument if part.prong else ())
            quoted = " ".join(part.words.split())
            quoted = quoted if len(quoted) <= QUOTED else quoted[: QUOTED - 1].rsplit(" ", 1)[0] + " …"
            if not told:
                self.open.append(self.fields.words("letter-open-part", mark=part.mark, words=quoted))
                continue
            lead = self.fields.words("letter-part", mark=part.mark, words=quoted).strip()
            prong = part.prong
            assert prong is not None
            source = self.fields.case.origin.get(slot, f"slots.{slot}")
            yield {
                "kind": "text",
                "lead": lead,
                "text": told,
                "trace": [f"prongs.{prong.id}", source, "words.letter-part", *trace],
            }

    def counters(self) -> Iterator[Part]:
        """The plan's arguments, each with its answer; those without one go to the person."""
        answered, words = self.definition()
        parted = answered if words and parts_in(words, self.library) else None
        said = " ".join(self._raw(name) for name in SAYS_AGAINST if name != parted)
        for row in counters_in(said, self.library):
            told, trace = self._said(row.says)
            if not told and any(one.once in self.sentences.said for one in row.says if one.once):
                continue
            if not told:
                self.open.append(row.person)
                continue
            self._met |= set(self._cited(row.says))
            yield {"kind": "text", "lead": row.heading, "text": told, "trace": [f"counters.{row.id}", *trace]}

    def studies(self) -> Iterator[Part]:
        """The studies for this diagnosis, the strongest first."""
        rows = [row for row in self._fitting() if row.side != "against" and self.diagnosis in row.formal]
        for row in rows[:MOST_STUDIES]:
            yield self._study(row, answered=False)

    def contrary(self) -> Iterator[Part]:
        """What speaks most against it, with its answer. What has none goes to the person."""
        shown = 0
        for row in self._fitting():
            if row.side != "against":
                continue
            answered = self.diagnosis in row.formal and self.diagnosis in row.answer
            if answered and row.sources[0] in self._met:
                continue
            if not answered or shown == MOST_CONTRARY:
                self.against.append(row)
                continue
            shown += 1
            yield self._study(row, answered=True)

    def _study(self, row: Evidence, *, answered: bool) -> Part:
        texts = [row.formal[self.diagnosis], *([row.answer[self.diagnosis]] if answered else [])]
        told, trace = self._said([Said(text=text) for text in texts])
        return {"kind": "text" if answered else "item", "text": told or "", "trace": [f"evidence.{row.id}", *trace]}

    def _fitting(self) -> list[Evidence]:
        rows = [row for row in self.library.evidence.values() if self.diagnosis in row.conditions]
        return sorted(rows, key=lambda row: -row.weight)

    def _said(self, says: Iterable[Said]) -> tuple[str | None, list[str]]:
        return self.sentences.paragraph(says)

    @staticmethod
    def _cited(says: Iterable[Said]) -> Iterator[str]:
        for said in says:
            yield from Sentences.sources_of(said.text)


def weak(diagnosis: object, library: Library) -> bool:
    """Whether no study or guideline that carries weight speaks for the treatment of this diagnosis."""
    return not any(
        row.side != "against" and str(diagnosis) in row.formal and row.weight >= STRONG
        for row in library.evidence.values()
    )
