"""Applications for help, and dates about money that a person asked to be kept. In the slots, changed here only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from dialogs.forms import speech
from dialogs.speaking.words import Words
from knowledge.library import Library

APPLICATIONS = "applications"
"""Slot: entries as JSON, oldest first: ``id``, ``what`` (id of a program, or one of `DATES`), ``state``, ``due``."""
DATES = ("claim", "account", "dispute", "enrollment")
"""Kinds of date that are no application: send a claim, use an account, dispute a bill, sign up for a plan."""
OPEN = ("planned", "sent", "kept")
"""States of what is not at an end: an application to be made, one that was made, a date that is kept."""
MOST = 40
Stored = dict[str, Any]


def stored(slots: Mapping[str, Any]) -> list[Stored]:
    """The applications for help that were written down, as they are stored."""
    return [dict(one) for one in slots.get(APPLICATIONS) or []]


def open_ones(slots: Mapping[str, Any]) -> list[Stored]:
    """What waits for something, the earliest first."""
    return sorted((one for one in stored(slots) if one["state"] in OPEN), key=lambda one: str(one["due"]))


def find(slots: Mapping[str, Any], what: str) -> Stored | None:
    """The newest entry about a program or a kind of date."""
    return next((one for one in reversed(stored(slots)) if one["what"] == what), None)


def due(one: Stored) -> dt.date:
    """The day on which an application is due."""
    return dt.date.fromisoformat(one["due"])


def with_entry(slots: Mapping[str, Any], what: str, state: str, day: dt.date) -> list[Stored]:
    """The entries with one set: an open one about the same thing is changed, else a new one is added."""
    every = stored(slots)
    for one in every:
        if one["what"] == what and one["state"] in OPEN:
            one |= {"state": state, "due": day.isoformat()}
            return every
    number = str(1 + max((int(one["id"]) for one in every), default=0))
    return [*every, {"id": number, "what": what, "state": state, "due": day.isoformat()}]


def ended(slots: Mapping[str, Any], number: str, state: str) -> list[Stored]:
    """The entries with one at an end: ``yes``, ``no`` or ``dropped``."""
    return [{**one, "state": state} if one["id"] == number else one for one in stored(slots)]


def named(one: Stored, library: Library, words: Words) -> str:
    """What an entry is about."""
    if one["what"] in DATES:
        return words(f"money-date-{one['what']}")
    program = library.programs.get(one["what"])
    return words(f"apply-title-{one['state']}", label=program.label if program else one["what"])


def lines(slots: Mapping[str, Any], library: Library, words: Words) -> list[str]:
    """What waits, a line each."""
    return [
        words("apply-line", what=named(one, library, words), date=speech.shown_date(one["due"], words.language))
        for one in open_ones(slots)
    ]
