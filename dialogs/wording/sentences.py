"""Sentences of papers with their braces filled in: fields, references, exhibits, and who speaks to whom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from dialogs.wording.fields import Fields, questions
from knowledge.base.conditions import condition
from knowledge.law.rulebook import Rule
from knowledge.law.schema import Said

BRACE = re.compile(r"\{(?:(cite|exhibit|law|me|to):)?([^{}]*)\}")
_EXHIBITS = re.compile(r"(?: \(Exhibit \d+\)){2,}")
_PROPER = re.compile(r"[A-Z][^a-z ]|I\b")
"""A label that keeps its capital in the middle of a sentence: "CRPS", "I"."""


class Sentences:
    """Puts sentences into words and counts the references.

    Args:
        exhibits: Number of the exhibit by kind of document.

    Attributes:
        cited: Sources in the order of their numbers.
        lacking: Fields for want of which a sentence was left out.
        said: Names of sentences that stand in a paper once, and stand in it.
    """

    def __init__(self, fields: Fields, exhibits: Mapping[str, int]) -> None:
        self.fields, self.exhibits = fields, exhibits
        self.cited: list[str] = []
        self.lacking: dict[str, None] = {}
        self.said: set[str] = set()

    @staticmethod
    def fields_of(text: str) -> list[str]:
        """Names of the fields in a text."""
        return [name for kind, name in BRACE.findall(text) if not kind]

    @staticmethod
    def sources_of(text: str) -> list[str]:
        """Sources that a text refers to."""
        return [name for kind, name in BRACE.findall(text) if kind == "cite"]

    def paragraph(self, says: Iterable[Said]) -> tuple[str | None, list[str]]:
        """The sentences that can be said, as one text, and where they come from; None where there is none."""
        told: list[str] = []
        trace: list[str] = []
        for said in says:
            if (text := self.sentence(said)) is not None:
                told.append(text)
                trace += self.trace(said.text)
        return (" ".join(told) or None), trace

    def sentence(self, said: Said) -> str | None:
        """One sentence; None where it does not hold or a field of it was not told."""
        if not condition(said.when).holds(self.fields.values) or said.once in self.said:
            return None
        if any(kind == "law" and self.law(name) is None for kind, name in BRACE.findall(said.text)):
            return None
        missing = [name for name in self.fields_of(said.text) if self.fields.get(name) is None]
        if missing and not said.blank:
            self.lacking |= dict.fromkeys(missing)
            return None
        text = self.filled(said.text)
        self.said |= {said.once} if said.once else set()
        return text[:1].upper() + text[1:]

    def filled(self, text: str) -> str:
        """A text with its braces filled in; what is not known is a blank."""

        def put(match: re.Match[str]) -> str:
            kind, name = match.groups()
            match kind:
                case "cite":
                    return self.reference(name)
                case "exhibit":
                    number = self.exhibits.get(name)
                    return self.fields.words("letter-see-exhibit", number=number) if number else ""
                case "law":
                    rule = self.law(name)
                    return rule.cite if rule else self.blank("law")
                case "me":
                    return _either(name, first=self.fields.first)
                case "to":
                    return _either(name, first=self.fields.letter.to == "plan")
            shown = self.fields.get(name)
            return self.blank(name) if shown is None else self._cased(name, shown, text[: match.start()])

        said = BRACE.sub(put, text)
        said = re.sub(r"\]\[", ",", said)
        said = _EXHIBITS.sub(self._together, said)
        return re.sub(r"\.\.(?!\.)", ".", said)

    def _together(self, match: re.Match[str]) -> str:
        """Exhibits that stand side by side, in one pair of brackets."""
        numbers = re.findall(r"\d+", match.group(0))
        return self.fields.words("letter-see-exhibits", numbers=self.fields.joined(numbers))

    def _cased(self, name: str, shown: str, before: str) -> str:
        before = before.rstrip()
        inside = bool(before) and before[-1] not in '.:"“'
        question = questions().get(name)
        lowered = inside and question is not None and question.type == "choice" and not _PROPER.match(shown)
        return shown[0].lower() + shown[1:] if lowered else shown

    def law(self, about: str) -> Rule | None:
        """The right that holds for this kind of plan (`says` in deadlines.yaml), where its words were seen."""
        case = self.fields.case
        rule = self.fields.library.rulebook.says(case.matter.plan, about) if case.matter.plan else None
        return rule if rule and rule.confidence == "verified" else None

    def blank(self, field: str) -> str:
        return self.fields.words("letter-blank", what=self.fields.named(field))

    def reference(self, source: str) -> str:
        """The number of a source among the references."""
        if source not in self.cited:
            self.cited.append(source)
        return f"[{self.cited.index(source) + 1}]"

    def trace(self, text: str) -> list[str]:
        """Where what stands in the braces of a text comes from."""
        found: list[str] = []
        for kind, name in BRACE.findall(text):
            if kind == "cite":
                found.append(f"sources.{name}")
            elif kind == "law" and (rule := self.law(name)):
                found.append(f"rules.{rule.id}")
            elif kind == "exhibit" and name in self.exhibits:
                found.append("slots.documents")
            elif not kind:
                found += self.fields.origin(name)
        return found


def _either(words: str, *, first: bool) -> str:
    one, _, other = words.partition("|")
    return one if first else other
