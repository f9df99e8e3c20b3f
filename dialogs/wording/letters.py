"""Papers written from a case: words and tables with marked blanks, each with where it comes from. No layout here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dialogs.case import histories
from dialogs.case.appeals import Case
from dialogs.forms import speech
from dialogs.speaking.words import Words
from dialogs.wording import chronology
from dialogs.wording import criteria as criteria_words
from dialogs.wording.argument import Argument
from dialogs.wording.fields import Fields
from dialogs.wording.sentences import Sentences
from knowledge.base.conditions import Condition
from knowledge.law.criteria import Tried
from knowledge.law.letters import Letter, LetterBlock
from knowledge.law.notices import citation, missing
from knowledge.law.schema import Evidence, Point, Said
from knowledge.library import Library

FORMATS = ("docx", "pdf", "txt")
"""What a paper can be laid out as."""
NOTICE = "denial_letter"
"""The kind of document that each answer to a denial encloses."""
EDITS = "letter_edits"
"""Slot: what the person left out or changed, by letter and section: ``do`` is drop or change, ``text`` what is new."""
Part = dict[str, Any]


@dataclass(frozen=True)
class Paper:
    """A paper before layout.

    Attributes:
        parts: Each has ``kind``: heading, text (maybe with ``lead``, its first words), lines (one below the other),
            item, number, note, signature, reference (with ``text``), table (with ``rows``, the head first, and
            ``columns``, their widths) or facts (``rows`` of a name and what stands beside it); ``section``, what the
            person may keep, change or leave out; and ``trace``, the ids of knowledge and slots that it was made from.
            A text between the marks of `letter-blank` is a blank.
        gaps: What was left out since nobody told it.
        lacking: Slots that would make the paper stronger.
        open: What the plan says and nothing in the paper answers, for the person.
        head: What stands at the head of each further page.
        titled: Whether the title is printed.
    """

    title: str
    language: str
    parts: tuple[Part, ...]
    gaps: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    head: str = ""
    titled: bool = True


def compose(letter: Letter, case: Case, library: Library, words: Words, today: dt.date) -> Paper:
    """Write a paper from a case.

    Args:
        case: What is missing in it, skipped or not known becomes a blank, or leaves its sentence or block out.
        today: The day on the paper.
    """
    writer = _Writer(letter, case, library, words, today)
    parts = [*writer.parts(), *writer.references()]
    if not letter.ready:
        cited = [(s.id, words("letter-cited", title=s.title, address=s.address)) for s in library.cite(letter.sources)]
        parts.append({"kind": "heading", "text": words("letter-sources"), "trace": ["words.letter-sources"]})
        parts += [{"kind": "item", "text": text, "trace": [f"sources.{name}"]} for name, text in cited]
        parts.append({"kind": "note", "text": words("letter-made"), "trace": ["words.letter-made"]})
    against = len(writer.argument.against)
    open_ = [*writer.argument.open, *([words("letter-against", count=against)] if against else [])]
    return Paper(
        title=letter.title,
        language=words.language,
        parts=tuple(parts),
        gaps=tuple(dict.fromkeys([*writer.gaps, *writer.refused()])),
        lacking=tuple(writer.sentences.lacking),
        open=tuple(dict.fromkeys(open_)),
        head=writer.head() if letter.form == "letter" else "",
        titled=letter.form == "sheet",
    )


def texts_of(block: LetterBlock) -> Iterator[str]:
    """Every text of a block that has braces."""
    yield from (text for text in (block.heading, block.text, *block.items) if text)
    yield from (said.text for said in (*block.says, *(one for row in block.rows.values() for one in row)))


class _Writer:
    def __init__(self, letter: Letter, case: Case, library: Library, words: Words, today: dt.date) -> None:
        self.letter, self.case, self.library, self.words = letter, case, library, words
        self.values: Mapping[str, Any] = case.values
        self.fields = Fields(letter, case, library, words, today)
        self.listed = list(self._exhibits())
        encloses = any(block.each == "enclosures" for block in letter.blocks)  # else there is nothing to point at
        numbered = reversed([*enumerate(self.listed if encloses else (), 1)])
        self.sentences = Sentences(self.fields, {kind: number for number, (kind, _, _) in numbered if kind})
        self.argument = Argument(self.fields, self.sentences)
        self.gaps: list[str] = []
        held = self.values.get(EDITS)
        self.edits: Mapping[str, Any] = held.get(letter.id, {}) if isinstance(held, Mapping) else {}

    def head(self) -> str:
        """Name and number, for the head of each further page."""
        parts = [self.fields.get("name"), self.fields.get("denial_reference") or self.fields.get("member")]
        return " | ".join(part for part in parts if part)

    def refused(self) -> list[str]:
        """What was told for a field and cannot be what the field is."""
        return [
            self.words("letter-refused", what=self.fields.named(name))
            for name in self.case.refused
            if name in self.used()
        ]

    def used(self) -> set[str]:
        """Fields that the paper has a place for."""
        texts = [text for block in self.letter.blocks for text in texts_of(block)]
        return {"quote", *(name for text in texts for name in Sentences.fields_of(text))}

    def parts(self) -> Iterator[Part]:
        waiting: Part | None = None
        section: str | None = None
        for number, block in enumerate(self.letter.blocks):
            if not Condition(block.when).holds(self.values):
                continue
            section = None if block.key == "end" else block.key or (None if block.heading else section)
            for part in self._edited(block, section, f"letters.{self.letter.id}.{number}"):
                part["section"] = section
                # A heading under which everything was left out is left out too.
                if part["kind"] == "heading":
                    waiting = part
                    continue
                if waiting:
                    yield waiting
                    waiting = None
                yield part

    def _edited(self, block: LetterBlock, section: str | None, name: str) -> Iterator[Part]:
        """The parts of a block, or what the person put in place of its section."""
        edit = self.edits.get(section or "") or {}
        if edit.get("do") == "drop":
            return
        if edit.get("do") != "change":
            yield from self._block(block, name)
        elif block.key or block.heading:
            if block.heading:
                yield self._heading(block.heading, name)
            yield {"kind": "text", "text": str(edit["text"]), "trace": [name, f"slots.{EDITS}"]}

    def _heading(self, text: str, name: str) -> Part:
        return {"kind": "heading", "text": self.sentences.filled(text), "trace": [name, *self.sentences.trace(text)]}

    def _block(self, block: LetterBlock, name: str) -> Iterator[Part]:
        if block.heading:
            yield self._heading(block.heading, name)
        if lacking := [field for field in block.needs if self.fields.get(field) is None]:
            self.gaps += [] if block.quiet else [self.fields.named(field) for field in lacking]
            return
        if block.text and block.each is None:
            yield self._text("text", block.text, name)
        if block.says:
            yield from self._says(block, name)
        if block.rows:
            yield from self._facts(block, name)
        for item in block.items:
            yield self._text("item", item, name)
        if block.table:
            yield from self._history(name)
        if block.each:
            yield from self._each(block, name)

    def _says(self, block: LetterBlock, name: str) -> Iterator[Part]:
        told = [
            (text, self.sentences.trace(said.text)) for said in block.says if (text := self.sentences.sentence(said))
        ]
        traces = [part for _, trace in told for part in trace]
        match block.kind:
            case "numbers":
                for text, trace in told:
                    yield {"kind": "number", "text": text, "trace": [name, *trace]}
            case "lines" | "signature" if told:
                yield {"kind": block.kind, "text": "\n".join(text for text, _ in told), "trace": [name, *traces]}
            case "text" if told:
                yield {"kind": "text", "text": " ".join(text for text, _ in told), "trace": [name, *traces]}

    def _facts(self, block: LetterBlock, name: str) -> Iterator[Part]:
        rows: list[list[str]] = []
        traces: list[str] = []
        for label, says in block.rows.items():
            told = ((said, text) for said in says if (text := self.sentences.sentence(said)) is not None)
            if (first := next(told, None)) is not None:
                rows.append([label, first[1]])
                traces += self.sentences.trace(first[0].text)
        if rows:
            yield {"kind": "facts", "rows": rows, "columns": [1, 3.6], "trace": [name, *traces]}

    def _each(self, block: LetterBlock, name: str) -> Iterator[Part]:
        match block.each:
            case "points":
                yield from self._points()
            case "asks":
                yield from self._asks()
            case "enclosures":
                yield from self._enclosures(name)
            case "parts":
                yield from self.argument.parts()
            case "necessity":
                yield from self.argument.necessity()
            case "standard":
                yield from self.argument.standard()
            case "criteria":
                yield from self.argument.criteria()
            case "events":
                yield from self._events(name)
            case "faults":
                yield from self._faults(name)
            case "counters":
                yield from self.argument.counters()
            case "studies":
                yield from self.argument.studies()
            case "contrary":
                yield from self.argument.contrary()
            case "evidence":
                rows = list(self._evidence(block.text or ""))
                yield from rows or [self._none("evidence")]
            case "gaps":
                rows = list(self._lacking(block.text or "", name))
                yield from rows or [self._none("gaps")]

    def _none(self, what: str) -> Part:
        return {"kind": "item", "text": self.words(f"letter-no-{what}"), "trace": [f"words.letter-no-{what}"]}

    def _text(self, kind: str, text: str, name: str) -> Part:
        return {"kind": kind, "text": self.sentences.filled(text), "trace": [name, *self.sentences.trace(text)]}

    # --- tables and lists ------------------------------------------------------------------------------

    def _history(self, name: str) -> Iterator[Part]:
        words = self.words
        head = [words("letter-head"), *(words(f"letter-head-{part}") for part in ("dose", "when", "outcome"))]
        blank = self.sentences.blank
        rows = [
            [
                words("letter-treatment-by", name=row.name, by=row.prescriber) if row.prescriber else row.name,
                row.dose or self._number(row),
                ", ".join(p for p in (histories.span(row, words), histories.length(row, words)) if p) or blank("when"),
                histories.outcome(row, words, self.library, formal=True) if row.outcome else blank("outcome"),
            ]
            for row in histories.presentable(self.values, self.library)
        ]
        trace = [name, f"slots.{histories.GROUP}"]
        if rows:
            yield {"kind": "table", "rows": [head, *rows], "columns": [1.3, 1.1, 1.3, 1.7], "trace": trace}
        else:
            yield {"kind": "text", "text": words("letter-blank", what=words("letter-no-treatments")), "trace": trace}

    def _number(self, row: Tried) -> str:
        """What stands for the dose: how often it was done. One procedure has neither."""
        if row.count:
            return self.words("told-visits", count=row.count)
        return self.words("letter-dash") if row.kind == "procedure" else self.sentences.blank("dose")

    def _fitting(self) -> list[Evidence]:
        return [row for row in self.library.evidence.values() if self.values.get("diagnosis") in row.conditions]

    def _evidence(self, text: str) -> Iterator[Part]:
        for row in self._fitting():
            source = self.library.sources[row.sources[0]]
            cited = source.cite or self.words("letter-cited", title=source.title, address=source.address)
            side = self.words(f"letter-evidence-{row.side}")
            told = text.format(label=row.label, side=side, found=row.found, limits=row.limits, cited=cited)
            yield {"kind": "item", "text": told, "trace": [f"evidence.{row.id}", f"sources.{source.id}"]}

    def _lacking(self, text: str, name: str) -> Iterator[Part]:
        for shown in criteria_words.gaps(self.values, self.library):
            criterion = shown.wanted.criterion
            told = text.format(label=criterion.label, paper=criterion.paper)
            yield {"kind": "item", "text": told, "trace": [name, f"criteria.{criterion.id}"]}

    def _points(self) -> Iterator[Part]:
        """The answer to each stated reason that is not a clinical one; what is not shown is a gap."""
        used: set[str] = set()
        for kind in self.case.kinds:
            said = [
                part
                for answer in self.case.answers(self.library, [kind])
                for part in self._point(answer.point, answer.shown, used)
            ]
            if said:
                label = self.library.denials[kind].label
                text = self.words("letter-reason", label=label)
                yield {"kind": "heading", "text": text, "trace": [f"denials.{kind}"]}
                yield from said
        if not self.case.kinds:
            text = self.sentences.blank("denial_kinds")
            yield {"kind": "text", "text": text, "trace": [f"letters.{self.letter.id}"]}

    def _point(self, point: Point, shown: bool, used: set[str]) -> list[Part]:
        if point.id in used:
            return []
        used.add(point.id)
        if not shown or any(self.fields.get(field) is None for field in self.sentences.fields_of(point.text)):
            self.gaps.append(self.words("letter-gap", label=point.label, paper=point.paper))
            return []
        text = self.sentences.sentence(Said(text=point.text)) if point.text else None
        if text is None:
            return []
        return [{"kind": "text", "text": text, "trace": [f"points.{point.id}", *self.sentences.trace(point.text)]}]

    def references(self) -> Iterator[Part]:
        """The sources that were referred to, numbered."""
        if self.sentences.cited:
            yield {"kind": "heading", "text": self.words("letter-references"), "trace": ["words.letter-references"]}
        for number, name in enumerate(self.sentences.cited, 1):
            told = self.words("letter-reference", number=number, cite=self.library.sources[name].cite or "")
            yield {"kind": "reference", "text": told, "trace": [f"sources.{name}"]}

    def _asks(self) -> Iterator[Part]:
        road = self.library.roads.get(self.case.place.family)
        for ask in road.asks if road else ():
            if Condition(ask.when).holds(self.values):
                assert road is not None
                text = self.sentences.sentence(Said(text=ask.text)) or ""
                yield {"kind": "number", "text": text, "trace": [f"roads.{road.id}"]}

    def _exhibits(self) -> Iterator[tuple[str | None, str, str]]:
        """What goes with the paper: the documents in the order of a packet, then what the person has."""
        kinds = self.library.choices["document_kinds"]
        if self.fields.get("notice_date") and NOTICE not in {one.get("kind") for one in self.case.exhibits}:
            yield NOTICE, self.words("letter-the-notice"), "words.letter-the-notice"
        for one in self.case.exhibits:
            kind = kinds.get(one.get("kind") or "")
            about = [
                kind.label if kind else "",
                speech.shown_date(one["date"], self.words.language) if one.get("date") else "",
            ]
            yield one.get("kind"), ", ".join(part for part in (one["name"], *about) if part), "slots.documents"
        sent = {one.get("kind") for one in self.case.exhibits}
        for held in self.values.get("appeal_has") or ():
            if held not in sent and held in self.library.choices["appeal_papers"]:
                choice = self.library.choices["appeal_papers"][held]
                yield held, choice.formal or choice.label, "slots.appeal_has"
        if (missing := self.fields.get("missing_now")) and "administrative" in self.case.kinds:
            yield None, missing, "slots.missing_now"

    def _events(self, name: str) -> Iterator[Part]:
        """What happened and what was noted of calls and letters, by its days."""
        found = chronology.lines(self.case, self.words) or [(self.sentences.blank("grievance_facts"), name)]
        for text, source in found:
            yield {"kind": "item", "text": text, "trace": [name, source]}

    def _faults(self, name: str) -> Iterator[Part]:
        """What the law asks of a notice and this one lacks, a missed time; a blank where neither is known."""
        answers = {item: str(self.values.get(f"notice_{item}")) for item in self.library.notices}
        plan, words = self.case.matter.plan, self.words
        found = [
            (
                self.words("letter-notice-lacks", what=item.label.lower(), cite=citation(item, plan)),
                f"notices.{item.id}",
            )
            for item in missing(plan, answers, self.library)
            if plan
        ]
        if self.values.get("missed") == "yes":
            found.append((words("letter-missed"), "words.letter-missed"))
        found = found or [(self.sentences.blank("complaint_facts"), name)]
        yield from ({"kind": "item", "text": text, "trace": [name, source]} for text, source in found)

    def _enclosures(self, name: str) -> Iterator[Part]:
        for number, (_, title, source) in enumerate(self.listed, 1):
            told = self.words("letter-exhibit", number=number, title=title)
            yield {"kind": "item", "text": told, "trace": [name, source]}
