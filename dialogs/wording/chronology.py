"""What happened in a matter and what was noted of calls and letters, as lines of a paper by their days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dialogs.case.appeals import Case
from dialogs.forms import speech
from dialogs.speaking.words import Words
from knowledge.base.conditions import SKIPPED, UNKNOWN

LOG = "log"
"""Slot: notes as JSON, oldest first: ``id``, ``text``, ``matter``, ``kept`` and the slots of the flow `note`."""
_NOTHING = (None, "", UNKNOWN, SKIPPED)


def lines(case: Case, words: Words) -> list[tuple[str, str]]:
    """The lines, each with the slot that it was made from. What has no day stands at the end."""
    found = [*_events(case, words), *_notes(case, words)]
    return [(text, source) for _, text, source in sorted(found, key=lambda line: (line[0] is None, line[0] or ""))]


def _events(case: Case, words: Words) -> Iterator[tuple[str | None, str, str]]:
    for happened in case.matter.happened:
        day = _day(happened.facts, "event_on", "notice_date", "received_on")
        said = words(f"letter-event-{happened.event}".replace("_", "-"))
        received = _day(happened.facts, "received_on")
        if received and received != day:
            said = words("letter-event-received", said=said, date=speech.shown_date(received, words.language))
        yield day, _dated(day, said, words), "slots.matters"


def _notes(case: Case, words: Words) -> Iterator[tuple[str | None, str, str]]:
    for note in case.values.get(LOG) or ():
        if note.get("matter") not in (None, case.matter.id):
            continue
        told = {name: note[f"note_{name}"] for name in _PARTS if note.get(f"note_{name}") not in _NOTHING}
        if not {"said", "promise"} & set(told):
            continue
        by = words("letter-note-with", who=told["with"]) if "with" in told else words("letter-note")
        pieces = [
            words(f"letter-note-{name}", value=told[name]) for name in ("said", "promise", "reference") if name in told
        ]
        day = _day(note, "note_date")
        yield day, _dated(day, f"{by}: {'; '.join(pieces)}", words), f"slots.{LOG}"


_PARTS = ("with", "said", "promise", "reference")


def _day(facts: Mapping[str, Any], *names: str) -> str | None:
    return next((str(facts[name]) for name in names if str(facts.get(name) or "")[:1].isdigit()), None)


def _dated(day: str | None, said: str, words: Words) -> str:
    return words("letter-dated-line", date=speech.shown_date(day, words.language), said=said) if day else f"{said}."
