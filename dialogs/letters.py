"""Papers written from a case: which words and tables, with a marked blank for all that is not known. No layout here."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dialogs import criteria_words, histories, speech
from dialogs.words import Words
from knowledge.conditions import SKIPPED, UNKNOWN, Condition
from knowledge.library import Library
from knowledge.schema import Letter, LetterBlock

LISTS = {
    "diagnosis": "diagnoses", "diagnosed_by": "doctors", "limits": "limits", "cautions": "cautions", "sent_by": "ways",
}  # fmt: skip
"""Fields whose answers are ids of a list of choices."""
DATES = ("diagnosed_on", "sent_on")
WORDS = ("pain_now", "pain_worst", "hospital_visits", "ketamine_effect", "reference")
FORMATS = ("docx", "pdf", "txt")
"""What a paper can be laid out as."""
_FIELD = re.compile(r"\{(\w+)\}")
Part = dict[str, Any]


@dataclass(frozen=True)
class Paper:
    """A paper before layout.

    Attributes:
        parts: Each has ``kind``: heading, text, item, note (with ``text``) or table (with ``rows``, the head first).
            A text between the marks of `letter-blank` is a blank.
    """

    title: str
    language: str
    parts: tuple[Part, ...]


def compose(letter: Letter, slots: Mapping[str, Any], library: Library, words: Words, today: dt.date) -> Paper:
    """Write a paper from a case.

    Args:
        slots: Answers; what is missing, skipped or not known becomes a blank.
        today: The day on the paper.
    """
    parts = list(_Writer(slots, library, words, today).parts(letter))
    cited = [words("letter-cited", title=s.title, address=s.address) for s in library.cite(letter.sources)]
    parts += [{"kind": "heading", "text": words("letter-sources")}, *({"kind": "item", "text": text} for text in cited)]
    parts.append({"kind": "note", "text": words("letter-made")})
    return Paper(letter.title, words.language, tuple(parts))


class _Writer:
    def __init__(self, slots: Mapping[str, Any], library: Library, words: Words, today: dt.date) -> None:
        self.slots, self.library, self.words, self.today = slots, library, words, today

    def parts(self, letter: Letter) -> Iterator[Part]:
        for block in letter.blocks:
            if Condition(block.when).holds(self.slots):
                yield from self._block(block)

    def _block(self, block: LetterBlock) -> Iterator[Part]:
        if block.heading:
            yield {"kind": "heading", "text": block.heading}
        if block.text and block.each is None:
            yield {"kind": "text", "text": self.filled(block.text)}
        for item in block.items:
            yield {"kind": "item", "text": self.filled(item)}
        if block.table:
            yield from self._history()
        if block.each:
            rows = list(self._evidence() if block.each == "evidence" else self._gaps())
            for row in rows:
                yield {"kind": "item", "text": (block.text or "").format_map(row)}
            if not rows:
                yield {"kind": "item", "text": self.words(f"letter-no-{block.each}")}

    def filled(self, text: str) -> str:
        return _FIELD.sub(lambda match: self.field(match.group(1)) or self.blank(match.group(1)), text)

    def blank(self, field: str) -> str:
        return self.words("letter-blank", what=self.words(f"blank-{field}".replace("_", "-")))

    def field(self, name: str) -> str | None:
        """A field in words; None where the case does not have it."""
        if name == "today":
            return speech.shown_date(self.today.isoformat(), self.words.language)
        held = self.slots.get(name)
        if held in (None, UNKNOWN, SKIPPED):
            return None
        if name in LISTS:
            choices = self.library.choices[LISTS[name]]
            if isinstance(held, list):
                return ", ".join(choices[item].label.lower() for item in held) or self.words("letter-none")
            return choices[held].label if held in choices else str(held)
        if name in DATES:
            return speech.shown_date(str(held), self.words.language)
        return " ".join(str(held).split()) if name in WORDS else None

    def _history(self) -> Iterator[Part]:
        words = self.words
        head = [words("letter-head"), *(words(f"letter-head-{name}") for name in ("dose", "when", "outcome", "paper"))]
        rows = [
            [
                words("letter-treatment-by", name=row.name, by=row.prescriber) if row.prescriber else row.name,
                row.dose or (words("told-visits", count=row.count) if row.count else self.blank("dose")),
                ", ".join(p for p in (histories.span(row, words), histories.length(row, words)) if p)
                or self.blank("when"),
                histories.outcome(row, words, self.library) if row.outcome else self.blank("outcome"),
                words("letter-paper-yes" if row.documented else "letter-paper-no"),
            ]
            for row in histories.tried(self.slots, self.library)
        ]
        if rows:
            yield {"kind": "table", "rows": [head, *rows]}
        else:
            yield {"kind": "text", "text": words("letter-blank", what=words("letter-no-treatments"))}

    def _evidence(self) -> Iterator[dict[str, str]]:
        for row in self.library.evidence.values():
            if self.slots.get("diagnosis") in row.conditions:
                source = self.library.sources[row.sources[0]]
                cited = self.words("letter-cited", title=source.title, address=source.address)
                side = self.words(f"letter-evidence-{row.side}")
                yield {"label": row.label, "side": side, "found": row.found, "limits": row.limits, "cited": cited}

    def _gaps(self) -> Iterator[dict[str, str]]:
        for shown in criteria_words.gaps(self.slots, self.library):
            yield {"label": shown.wanted.criterion.label, "paper": shown.wanted.criterion.paper}
