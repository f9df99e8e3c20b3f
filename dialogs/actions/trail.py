"""The log of calls and letters: a note in one line, read back, put right, found again, taken out as a file."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from rasa_sdk.events import ActiveLoop, SlotSet

from dialogs.actions.base import Subject
from dialogs.case import matters
from dialogs.forms.moves import EDIT, REQUESTED
from dialogs.speaking.callback import Go
from dialogs.speaking.spellings import spelled
from dialogs.speaking.voice import PENDING, Button, Event, Voice, entity, today
from dialogs.wording import deadlines as deadline_words
from dialogs.wording import trail
from knowledge.base.text import plain
from knowledge.extraction.trail import reader

if TYPE_CHECKING:
    from rasa_sdk import Tracker

SHOWN = 8
"""Notes that are shown at once."""
NOTE_ID = "note_id"


class Log(Subject):
    """Takes a note, or shows the log: the newest, those with a promise, or those that hold some words."""

    action = "action_log"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        wish, words = str(entity(tracker, "value") or ""), str(entity(tracker, "rest") or "").strip()
        first, _, rest = words.partition(" ")
        if wish == "add" and not words:
            voice.say("log-how")
            return [SlotSet(PENDING, "log")]
        if wish == "find" and not words:
            voice.say("log-find-what")
            return [SlotSet(PENDING, "log_find")]
        if wish in ("csv", "pdf"):
            self._send(wish, voice, tracker)
        elif wish == "find" or spelled("find", first.casefold()):
            self._show(trail.matching(trail.notes(tracker.slots), words if wish else rest), voice, "log-found")
        elif wish == "promises" or spelled("promises", plain(words)):
            self._show(trail.promises(tracker.slots), voice, "log-promises")
        elif spelled("undo", plain(words)):
            return self._undo(voice, tracker)
        elif words:
            return self._add(words, voice, tracker)
        else:
            self._show(trail.notes(tracker.slots), voice, "log-shown")
        return []

    def _add(self, words: str, voice: Voice, tracker: Tracker) -> list[Event]:
        if len(trail.notes(tracker.slots)) >= trail.MOST:
            voice.say("log-full", most=trail.MOST)
            return []
        contact = reader(self.library).read(words, today(tracker))
        open_ = matters.open_ones(tracker.slots, self.library.road)
        every, note = trail.with_note(tracker.slots, contact, open_[-1].id)
        say_note(self, note, voice, "log-added", undo=True)
        return [SlotSet(trail.LOG, every)]

    def _undo(self, voice: Voice, tracker: Tracker) -> list[Event]:
        held = trail.notes(tracker.slots)
        if not held:
            voice.say("undo-nothing")
            return []
        voice.say("log-removed", number=held[-1]["id"])
        return [SlotSet(trail.LOG, held[:-1])]

    def _show(self, held: list[trail.Note], voice: Voice, message: str) -> None:
        buttons: list[Button] = [voice.button("button-log-add", Go("log", "add"), 0)]
        if not held:
            voice.say(f"{message}-none", buttons)
            return
        newest = held[-SHOWN:] if message != "log-promises" else held[:SHOWN]
        lines = "\n".join(trail.line(note, voice.words, self.library) for note in newest)
        for row, note in enumerate(newest):
            buttons.append(voice.button("button-note", Go("note", note["id"]), 1 + row // 4, number=note["id"]))
        buttons += [
            voice.button("button-log-promises", Go("log", "promises"), 4),
            voice.button("button-log-find", Go("log", "find"), 4),
            voice.button("button-log-pdf", Go("log", "pdf"), 5),
            voice.button("button-log-csv", Go("log", "csv"), 5),
        ]
        voice.say(message, buttons, count=len(held), shown=len(newest), lines=lines)

    def _send(self, form: str, voice: Voice, tracker: Tracker) -> None:
        rows = trail.table(trail.notes(tracker.slots), self.flows[trail.FLOW], voice.words, self.library)
        if len(rows) == 1:
            voice.say("log-shown-none", [voice.button("button-log-add", Go("log", "add"), 0)])
            return
        made: dict[str, Any] = {"text": trail.as_csv(rows)}
        if form == "pdf":
            made = {"form": "pdf", "paper": asdict(trail.as_paper(rows, voice.words))}
        voice.send("log-sent", {"name": f"log.{form}", **made})


class OneNote(Subject):
    """One note: shown, changed, taken out, its promise kept."""

    action = "action_note"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        number, _, wish = str(entity(tracker, "value") or "").partition(".")
        note = trail.find(tracker.slots, number)
        if note is None:
            voice.say("button-old")
            return []
        if wish == "drop":
            voice.say("log-removed", number=number)
            return [SlotSet(trail.LOG, trail.without(tracker.slots, number))]
        if wish == "kept":
            voice.say("log-kept")
            return [SlotSet(trail.LOG, trail.changed(tracker.slots, number, {"kept": "yes"}))]
        if wish == "edit":
            slots = [SlotSet(slot, note.get(slot, "(skipped)")) for slot in self.flows[trail.FLOW].slots]
            return [SlotSet(NOTE_ID, number), *slots, ActiveLoop(trail.FLOW), SlotSet(REQUESTED, EDIT)]
        say_note(self, note, voice, "log-note")
        return []


class NoteDone(Subject):
    """Keeps what was put right."""

    action = "action_note_done"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        slots = self.flows[trail.FLOW].slots
        number = str(tracker.slots.get(NOTE_ID))
        every = trail.changed(tracker.slots, number, {slot: tracker.slots.get(slot) for slot in slots})
        emptied = [SlotSet(slot, None) for slot in (*slots, f"{trail.FLOW}_done", NOTE_ID)]
        if note := next((note for note in every if note["id"] == number), None):
            say_note(self, note, voice, "log-changed")
        return [SlotSet(trail.LOG, every), *emptied]


def say_note(subject: Subject, note: trail.Note, voice: Voice, message: str, *, undo: bool = False) -> None:
    """Read a note back, field by field."""
    told = trail.fields(note, subject.flows[trail.FLOW], voice.words, subject.library)
    lines = [voice.words("note-field", label=label, value=value) for label, value in told]
    if not note.get("note_date"):
        lines.append(voice.words("note-which-day"))
    if note.get("note_due"):
        lines.append(voice.words("note-counts-on", date=deadline_words.spoken(trail.due(note), voice.words)))
    buttons = [voice.button("button-note-edit", Go("note", f"{note['id']}.edit"), 0)]
    if note.get("note_due") and not note.get("kept"):
        buttons.append(voice.button("button-note-kept", Go("note", f"{note['id']}.kept"), 0))
    buttons.append(voice.button("button-undo" if undo else "button-note-drop", Go("note", f"{note['id']}.drop"), 1))
    buttons.append(voice.button("button-log", Go("log"), 1))
    voice.say(message, buttons, number=note["id"], lines="\n".join(lines))


ACTIONS = (Log, OneNote, NoteDone)
