"""Papers written from a case: words and tables with marked blanks, each with where it comes from. No layout here."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dialogs import criteria_words, histories, speech
from dialogs.appeals import Case
from dialogs.flow import Question, load_flows
from dialogs.words import Words
from knowledge.conditions import SKIPPED, UNKNOWN, Condition
from knowledge.library import Library
from knowledge.schema import Evidence, Letter, LetterBlock, Point

FORMATS = ("docx", "pdf", "txt")
"""What a paper can be laid out as."""
_FIELD = re.compile(r"\{(\w+)\}")
_PROPER = re.compile(r"[A-Z][^a-z ]|I\b")
"""A label that keeps its capital in the middle of a sentence: "CRPS", "I"."""
Part = dict[str, Any]


@dataclass(frozen=True)
class Paper:
    """A paper before layout.

    Attributes:
        parts: Each has ``kind``: heading, text, item, note (with ``text``) or table (with ``rows``, the head first, and
            ``columns``, their widths); and ``trace``, the ids of knowledge and the slots that it was made from.
            A text between the marks of `letter-blank` is a blank.
        gaps: What was left out since nobody told it.
    """

    title: str
    language: str
    parts: tuple[Part, ...]
    gaps: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def _questions() -> dict[str, Question]:
    """Every question outside groups by its slot, which says how an answer is written."""
    return {question.slot: question for flow in load_flows().values() for question in flow.questions}


def compose(letter: Letter, case: Case, library: Library, words: Words, today: dt.date) -> Paper:
    """Write a paper from a case.

    Args:
        case: What is missing in it, skipped or not known becomes a blank, or leaves its block out.
        today: The day on the paper.
    """
    writer = _Writer(letter, case, library, words, today)
    parts = [*writer.parts(), *writer.references()]
    if not letter.ready:
        cited = [(s.id, words("letter-cited", title=s.title, address=s.address)) for s in library.cite(letter.sources)]
        parts.append({"kind": "heading", "text": words("letter-sources"), "trace": ["words.letter-sources"]})
        parts += [{"kind": "item", "text": text, "trace": [f"sources.{name}"]} for name, text in cited]
        parts.append({"kind": "note", "text": words("letter-made"), "trace": ["words.letter-made"]})
    against = [words("letter-against", count=writer.against)] if writer.against else []
    return Paper(letter.title, words.language, tuple(parts), tuple(dict.fromkeys([*writer.gaps, *against])))


class _Writer:
    def __init__(self, letter: Letter, case: Case, library: Library, words: Words, today: dt.date) -> None:
        self.letter, self.case, self.library, self.words, self.today = letter, case, library, words, today
        self.values: Mapping[str, Any] = case.values
        self.gaps: list[str] = []
        self.cited: list[str] = []
        self.against = 0

    def parts(self) -> Iterator[Part]:
        waiting: Part | None = None
        for number, block in enumerate(self.letter.blocks):
            if not Condition(block.when).holds(self.values):
                continue
            for part in self._block(block, f"letters.{self.letter.id}.{number}"):
                # A heading under which everything was left out is left out too.
                if part["kind"] == "heading":
                    waiting = part
                    continue
                if waiting:
                    yield waiting
                    waiting = None
                yield part

    def _block(self, block: LetterBlock, name: str) -> Iterator[Part]:
        if block.heading:
            yield {"kind": "heading", "text": block.heading, "trace": [name]}
        if lacking := [field for field in block.needs if self.field(field) is None]:
            self.gaps += [] if block.quiet else [self._named(field) for field in lacking]
            return
        if block.text and block.each is None:
            yield self._text("text", block.text, name)
        for item in block.items:
            yield self._text("item", item, name)
        if block.table:
            yield from self._history(name)
        if block.each:
            yield from self._each(block, name)

    def _each(self, block: LetterBlock, name: str) -> Iterator[Part]:
        match block.each:
            case "points":
                yield from self._points()
            case "asks":
                yield from self._asks()
            case "enclosures":
                yield from self._enclosures(name)
            case "evidence":
                rows = list(self._evidence(block.text or ""))
                yield from rows or [self._none("evidence")]
            case "gaps":
                rows = list(self._lacking(block.text or "", name))
                yield from rows or [self._none("gaps")]

    def _none(self, what: str) -> Part:
        return {"kind": "item", "text": self.words(f"letter-no-{what}"), "trace": [f"words.letter-no-{what}"]}

    # --- words -----------------------------------------------------------------------------------------

    def _text(self, kind: str, text: str, name: str) -> Part:
        fields = _FIELD.findall(text)
        return {"kind": kind, "text": self.filled(text), "trace": [name, *(self._origin(field) for field in fields)]}

    def _origin(self, field: str) -> str:
        if field == "today":
            return "day.today"
        return self.case.origin.get(field) or f"slots.{field}"

    def filled(self, text: str) -> str:
        """A text with its fields put in; what is not known is a blank."""

        def put(match: re.Match[str]) -> str:
            name = match.group(1)
            shown = self.field(name)
            if shown is None:
                return self.blank(name)
            before = text[: match.start()].rstrip()
            inside = bool(before) and before[-1] not in '.:"“'
            lowered = inside and self._is_choice(name) and not _PROPER.match(shown)
            return shown[0].lower() + shown[1:] if lowered else shown

        return _FIELD.sub(put, text)

    def _is_choice(self, name: str) -> bool:
        question = _questions().get(name)
        return question is not None and question.type == "choice"

    def blank(self, field: str) -> str:
        return self.words("letter-blank", what=self._named(field))

    def _named(self, field: str) -> str:
        return self.words(f"blank-{field}".replace("_", "-"))

    def field(self, name: str) -> str | None:
        """A field in words; None where the case does not have it."""
        if name == "today":
            return speech.shown_date(self.today.isoformat(), self.words.language)
        held = self.values.get(name)
        if held in (None, UNKNOWN, SKIPPED):
            return None
        if name == "last_day":
            return speech.shown_date(str(held), self.words.language)
        question = _questions().get(name)
        if question is None:
            return " ".join(str(held).split())
        if question.type == "choices":
            return self._listed(held, question)
        if question.type in ("choice", "date", "money", "percent"):
            return speech.shown(held, question, self.words, self.library)
        return " ".join(str(held).split())

    def _listed(self, held: Any, question: Question) -> str | None:
        if not isinstance(held, list):
            return None
        choices = self.library.choices[question.of or ""]
        return ", ".join(choices[item].label.lower() for item in held) or self.words("letter-none")

    # --- tables and lists ------------------------------------------------------------------------------

    def _history(self, name: str) -> Iterator[Part]:
        words = self.words
        head = [words("letter-head"), *(words(f"letter-head-{part}") for part in ("dose", "when", "outcome", "paper"))]
        rows = [
            [
                words("letter-treatment-by", name=row.name, by=row.prescriber) if row.prescriber else row.name,
                row.dose or (words("told-visits", count=row.count) if row.count else self.blank("dose")),
                ", ".join(p for p in (histories.span(row, words), histories.length(row, words)) if p)
                or self.blank("when"),
                histories.outcome(row, words, self.library) if row.outcome else self.blank("outcome"),
                words("letter-paper-yes" if row.documented else "letter-paper-no"),
            ]
            for row in histories.tried(self.values, self.library)
        ]
        trace = [name, f"slots.{histories.GROUP}"]
        if rows:
            widths = [1.3, 1.1, 1.3, 1.6, 0.7]
            yield {"kind": "table", "rows": [head, *rows], "columns": widths, "trace": trace}
        else:
            yield {"kind": "text", "text": words("letter-blank", what=words("letter-no-treatments")), "trace": trace}

    def _fitting(self) -> list[Evidence]:
        return [row for row in self.library.evidence.values() if self.values.get("diagnosis") in row.conditions]

    def _evidence(self, text: str) -> Iterator[Part]:
        for row in self._fitting():
            source = self.library.sources[row.sources[0]]
            cited = self.words("letter-cited", title=source.title, address=source.address)
            side = self.words(f"letter-evidence-{row.side}")
            told = text.format(label=row.label, side=side, found=row.found, limits=row.limits, cited=cited)
            yield {"kind": "item", "text": told, "trace": [f"evidence.{row.id}", f"sources.{source.id}"]}

    def _lacking(self, text: str, name: str) -> Iterator[Part]:
        for shown in criteria_words.gaps(self.values, self.library):
            criterion = shown.wanted.criterion
            told = text.format(label=criterion.label, paper=criterion.paper)
            yield {"kind": "item", "text": told, "trace": [name, f"criteria.{criterion.id}"]}

    def _points(self) -> Iterator[Part]:
        """The answer to each stated reason; what is not shown is a gap."""
        used: set[str] = set()
        for kind in self.case.kinds:
            said = [
                part
                for answer in self.case.answers(self.library, [kind])
                for part in self._point(answer.point, answer.shown, used)
            ]
            if said:
                label = self.library.denials[kind].label
                yield {
                    "kind": "heading",
                    "text": self.words("letter-reason", label=label),
                    "trace": [f"denials.{kind}"],
                }
                yield from said
        if not self.case.kinds:
            yield {"kind": "text", "text": self.blank("denial_kinds"), "trace": [f"letters.{self.letter.id}"]}

    def _point(self, point: Point, shown: bool, used: set[str]) -> list[Part]:
        if point.id in used:
            return []
        used.add(point.id)
        if not shown or any(self.field(field) is None for field in _FIELD.findall(point.text)):
            self.gaps.append(self.words("letter-gap", label=point.label, paper=point.paper))
            return []
        part = self._text("text", point.text, f"points.{point.id}")
        if point.cites:
            part["text"] += " " + "".join(self._reference(source) for source in point.sources)
            part["trace"] += [f"sources.{source}" for source in point.sources]
        parts = [part]
        if point.each == "evidence":
            for row in self._fitting():
                if row.side == "against":
                    self.against += 1
                    continue
                told = self.words("letter-study", label=row.label, found=row.found, limits=row.limits)
                told += " " + self._reference(row.sources[0])
                trace = [f"evidence.{row.id}", f"sources.{row.sources[0]}"]
                parts.append({"kind": "item", "text": told, "trace": trace})
        return parts

    def _reference(self, source: str) -> str:
        """The number of a source among the references."""
        if source not in self.cited:
            self.cited.append(source)
        return f"[{self.cited.index(source) + 1}]"

    def references(self) -> Iterator[Part]:
        """The sources that were referred to, numbered."""
        if self.cited:
            yield {"kind": "heading", "text": self.words("letter-references"), "trace": ["words.letter-references"]}
        for number, name in enumerate(self.cited, 1):
            source = self.library.sources[name]
            told = self.words(
                "letter-reference", number=number, by=source.authority, title=source.title, address=source.address
            )
            yield {"kind": "text", "text": told, "trace": [f"sources.{name}"]}

    def _asks(self) -> Iterator[Part]:
        road = self.library.roads.get(self.case.place.family)
        for ask in road.asks if road else ():
            if Condition(ask.when).holds(self.values):
                assert road is not None
                yield {"kind": "item", "text": ask.text, "trace": [f"roads.{road.id}"]}

    def _enclosures(self, name: str) -> Iterator[Part]:
        """What goes with the letter: the documents as exhibits, then what the person has on paper."""
        kinds = self.library.choices["document_kinds"]
        for number, one in enumerate(self.case.exhibits, 1):
            kind = kinds.get(one.get("kind") or "")
            about = [
                kind.label if kind else "",
                speech.shown_date(one["date"], self.words.language) if one.get("date") else "",
            ]
            title = ", ".join(part for part in (one["name"], *about) if part)
            told = self.words("letter-exhibit", number=number, title=title)
            yield {"kind": "item", "text": told, "trace": [name, "slots.documents"]}
        sent = {one.get("kind") for one in self.case.exhibits}
        for held in self.values.get("appeal_has") or ():
            if held not in sent and held in self.library.choices["appeal_papers"]:
                label = self.library.choices["appeal_papers"][held].label
                yield {"kind": "item", "text": label, "trace": [name, "slots.appeal_has"]}
        if (missing := self.field("missing_now")) and "administrative" in self.case.kinds:
            yield {"kind": "item", "text": missing, "trace": [name, "slots.missing_now"]}
