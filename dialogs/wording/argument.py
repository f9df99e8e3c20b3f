"""The argument of a paper: the parts of the plan's definition, what the plan says against it, the studies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dialogs.wording.fields import Fields
from dialogs.wording.sentences import Sentences
from knowledge.base.conditions import condition
from knowledge.law.appeals import counters_in, parts_in
from knowledge.law.schema import Evidence, Proven, Said
from knowledge.library import Library

Part = dict[str, object]
NECESSITY = "medical_necessity"
"""The definition whose usual parts are answered where the plan quotes none."""
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
    _parted: bool = False

    @property
    def library(self) -> Library:
        return self.fields.library

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
            self._parted = True
            source = self.fields.case.origin.get(slot, f"slots.{slot}")
            yield {
                "kind": "text",
                "lead": lead,
                "text": told,
                "trace": [f"prongs.{prong.id}", source, "words.letter-part", *trace],
            }

    def necessity(self) -> Iterator[Part]:
        """The usual parts of a definition of medical necessity, where the plan's own words have none of them."""
        _, words = self.definition()
        if any(part.prong and part.prong.definition == NECESSITY for part in parts_in(words, self.library)):
            return
        for prong in self.library.prongs.values():
            if prong.definition != NECESSITY or not prong.formal:
                continue
            told, trace = self._said(prong.argument)
            if told:
                yield {"kind": "text", "lead": prong.formal, "text": told, "trace": [f"prongs.{prong.id}", *trace]}

    def standard(self) -> Iterator[Part]:
        """The test that the one who decides has to apply, by the kind of plan."""
        road = self.library.roads.get(self.fields.case.place.family)
        told, trace = self._said(one for one in (road.standard if road else ()) if self.fields.letter.to in one.to)
        if told and road:
            yield {"kind": "text", "text": told, "trace": [f"roads.{road.id}", *trace]}

    def criteria(self) -> Iterator[Part]:
        """The findings by the published criteria of the diagnosis, and whether they are met."""
        for row in self.library.findings.values():
            if not condition(row.when).holds(self.fields.values):
                continue
            proven = next((one for one in row.met if _holds(one, self.fields.values)), None)
            told, trace = self._said([*row.says, *([Said(text=proven.says)] if proven else [])])
            if told:
                yield {"kind": "text", "text": told, "trace": [f"findings.{row.id}", *trace]}

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
        rows = [row for row in self._fitting() if row.side != "against" and self._about(row.formal)]
        most = MOST_STUDIES - (1 if self._parted else 0)  # the parts of the definition have named some already
        close = [row for row in rows if self._same_course(row) or self._about_kind(row)][:most]
        others = [row for row in rows if row not in close][: most - len(close)]
        for row in sorted([*close, *others], key=rows.index):
            yield self._study(row, answered=False)
        if rows and self._course() and not any(map(self._same_course, rows)):
            self.open.append(self.fields.words("letter-open-course"))

    def contrary(self) -> Iterator[Part]:
        """What speaks most against it, with its answer. What has none goes to the person."""
        shown = 0
        for row in self._fitting():
            if row.side != "against":
                continue
            answered = self._about(row.formal) and self._about(row.answer)
            if answered and row.sources[0] in self._met:
                continue
            if not answered or shown == MOST_CONTRARY:
                self.against.append(row)
                continue
            shown += 1
            yield self._study(row, answered=True)

    def _study(self, row: Evidence, *, answered: bool) -> Part:
        texts = [self._about(row.formal), *([self._about(row.answer)] if answered else [])]
        told, trace = self._said([Said(text=text) for text in texts if text])
        if not answered and self._same_course(row):
            told, trace = f"{told} {self.fields.words('letter-same-course')}", [*trace, "words.letter-same-course"]
        return {"kind": "text" if answered else "item", "text": told or "", "trace": [f"evidence.{row.id}", *trace]}

    def _fitting(self) -> list[Evidence]:
        about = set(self.fields.conditions)
        rows = [row for row in self.library.evidence.values() if about & set(row.conditions)]
        return sorted(rows, key=lambda row: -row.weight)

    def _about(self, texts: Mapping[str, str]) -> str | None:
        """The words for the kind of the diagnosis, else for the diagnosis."""
        return next((texts[one] for one in self.fields.conditions if one in texts), None)

    def _about_kind(self, row: Evidence) -> bool:
        """Whether a study is of this very kind of the diagnosis."""
        return self.fields.values.get("diagnosis_kind") in row.formal

    def _course(self) -> str:
        """The course that is asked for, in the words of its order."""
        return " ".join(filter(None, (self.fields.get("regimen_dose"), self.fields.get("regimen_rhythm"))))

    def _same_course(self, row: Evidence) -> bool:
        """Whether a study gave the dose that is asked for."""
        return bool(row.course and re.search(row.course, self._course(), re.IGNORECASE))

    def _said(self, says: Iterable[Said]) -> tuple[str | None, list[str]]:
        return self.sentences.paragraph(says)

    @staticmethod
    def _cited(says: Iterable[Said]) -> Iterator[str]:
        for said in says:
            yield from Sentences.sources_of(said.text)


def _holds(proven: Proven, values: Mapping[str, Any]) -> bool:
    """Whether the findings reach what the criteria ask: so many, or these."""

    def reached(slot: str, least: int | tuple[str, ...]) -> bool:
        held = values.get(slot)
        if isinstance(least, tuple):
            return isinstance(held, list) and set(least) <= set(held)
        count = len(held) if isinstance(held, list) else int(str(held)) if str(held).isdigit() else -1
        return count >= least

    return all(reached(slot, least) for slot, least in proven.needs.items())
