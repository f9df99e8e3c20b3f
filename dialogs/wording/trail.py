"""The log of a case in its slots: who said what and when, what was promised. Read and changed here only."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Mapping
from typing import Any

from dialogs.forms import speech
from dialogs.forms.flow import Flow, Question
from dialogs.speaking.words import Words
from dialogs.wording.chronology import LOG as LOG
from dialogs.wording.letters import Paper
from knowledge.base.conditions import SKIPPED, UNKNOWN
from knowledge.base.text import plain
from knowledge.extraction.trail import Contact
from knowledge.library import Library

FLOW = "note"
MOST = 1000
Note = dict[str, Any]


def notes(slots: Mapping[str, Any]) -> list[Note]:
    """Every note, oldest first."""
    return [dict(note) for note in slots.get(LOG) or []]


def with_note(slots: Mapping[str, Any], contact: Contact, matter: str) -> tuple[list[Note], Note]:
    """The notes with one more, and that one."""
    held = notes(slots)
    number = str(1 + max((int(note["id"]) for note in held), default=0))
    note = {
        "id": number,
        "text": contact.text,
        "matter": matter,
        "note_channel": contact.channel,
        "note_with": contact.who,
        "note_reference": contact.reference,
        "note_date": contact.date.isoformat() if contact.date else None,
        "note_time": contact.time,
        "note_said": contact.said,
        "note_promise": contact.promise,
        "note_due": contact.promise_due.isoformat() if contact.promise_due else None,
    }
    note = {name: value for name, value in note.items() if value is not None}
    return [*held, note], note


def find(slots: Mapping[str, Any], number: str) -> Note | None:
    """A note of the log by its number; None where there is none."""
    return next((note for note in notes(slots) if note["id"] == number), None)


def without(slots: Mapping[str, Any], number: str) -> list[Note]:
    """The notes that stay when one is taken out."""
    return [note for note in notes(slots) if note["id"] != number]


def changed(slots: Mapping[str, Any], number: str, fields: Mapping[str, Any]) -> list[Note]:
    """The notes with some fields of one set; a field that is not known is taken out."""
    known = {name: value for name, value in fields.items() if value not in (None, UNKNOWN, SKIPPED)}
    return [
        {**{k: v for k, v in note.items() if k not in fields}, **known} if note["id"] == number else note
        for note in notes(slots)
    ]


def matching(held: Iterable[Note], words: str) -> list[Note]:
    """Notes that hold every one of these words, in any of their fields."""
    wanted = plain(words).split()
    return [note for note in held if all(word in plain(" ".join(map(str, note.values()))) for word in wanted)]


def promises(slots: Mapping[str, Any]) -> list[Note]:
    """Promises with a day that nobody has called kept, the earliest first."""
    waiting = [note for note in notes(slots) if note.get("note_due") and not note.get("kept")]
    return sorted(waiting, key=lambda note: str(note["note_due"]))


def due(note: Note) -> dt.date:
    """The day by which something was promised."""
    return dt.date.fromisoformat(note["note_due"])


def fields(note: Note, flow: Flow, words: Words, library: Library) -> list[tuple[str, str]]:
    """What a note says, field by field, as a person reads it."""
    return [
        (speech.label(flow, question, words, library), speech.shown(note[question.slot], question, words, library))
        for question in flow.questions
        if note.get(question.slot)
    ]


def line(note: Note, words: Words, library: Library) -> str:
    """A note on one line."""
    channel = library.choices["channels"].get(note.get("note_channel") or "")
    reference, day = note.get("note_reference"), note.get("note_due")
    parts = [
        speech.shown_date(note["note_date"], words.language) if note.get("note_date") else words("note-no-day"),
        channel.label if channel else None,
        note.get("note_with"),
        words("note-reference-line", reference=reference) if reference else None,
        speech.clipped(note.get("note_said") or note["text"], 120),
        words("note-due-line", date=speech.shown_date(day, words.language)) if day else None,
    ]
    return words("note-line", number=note["id"], text=" · ".join(part for part in parts if part))


def table(held: Iterable[Note], flow: Flow, words: Words, library: Library) -> list[list[str]]:
    """Every note as a row of words, the head first; the last column is the person's own line."""
    head = [words("note-number"), *(speech.label(flow, q, words, library) for q in flow.questions), words("note-words")]
    rows = [
        [note["id"], *(_cell(note, question, words, library) for question in flow.questions), note["text"]]
        for note in held
    ]
    return [head, *rows]


def _cell(note: Note, question: Question, words: Words, library: Library) -> str:
    return speech.shown(note[question.slot], question, words, library) if note.get(question.slot) else ""


def as_csv(rows: Iterable[list[str]]) -> str:
    """Rows as CSV. A cell that a spreadsheet would take for a formula begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerows(
        [f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell for cell in row] for row in rows
    )
    return out.getvalue()


def as_paper(rows: list[list[str]], words: Words) -> Paper:
    """The log as a paper: a table without the person's own line, which says the same."""
    return Paper(words("note-title"), words.language, ({"kind": "table", "rows": [row[:-1] for row in rows]},))
