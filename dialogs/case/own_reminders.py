"""Reminders of a person's own: a day and their words ("remind me friday to call Dr. Lee")."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from dialogs.forms.speech import clipped
from knowledge.hearing.dates import Dates
from knowledge.hearing.days import Way

OWN = "own_reminders"
"""Slot: reminders of the person's own as JSON, oldest first: ``id``, ``day``, ``what``."""
MOST, LONGEST = 30, 120
_LEAD = re.compile(
    r"^\W*(please\s+|can you\s+|could you\s+)*(remind me|set a reminder|recuerdame|recordarme)\b[\s,:]*(for\s+)?", re.I
)
_BEFORE = re.compile(r"\b(on|by|el|this)\s*$", re.I)
_JOIN = re.compile(r"^(to|that|about|of|on|de|que|para)\s+", re.I)


def stored(slots: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The reminders that a person asked for, as they are stored."""
    return [dict(one) for one in slots.get(OWN) or ()]


def added(slots: Mapping[str, Any], day: dt.date, what: str) -> list[dict[str, Any]]:
    """The list with one more."""
    every = stored(slots)
    number = 1 + max((int(one["id"]) for one in every), default=0)
    return [*every, {"id": str(number), "day": day.isoformat(), "what": clipped(what, LONGEST)}][-MOST:]


def without(slots: Mapping[str, Any], number: str) -> list[dict[str, Any]]:
    """The reminders that stay when one is done."""
    return [one for one in stored(slots) if one["id"] != number]


def asked_for(text: str, today: dt.date, dates: Dates) -> tuple[dt.date | None, str]:
    """The day that words ask to be reminded on, and of what. The day is None where none is named.

    Args:
        text: What the person wrote, with or without "remind me".
        today: The person's calendar day; the day lies ahead.
        dates: Finds dates in words.
    """
    rest = _LEAD.sub("", text.strip())
    for when in dates.find(rest):
        iso = when.iso(today, Way.AHEAD)
        if iso is None or len(iso) < len("2026-11-24"):
            continue
        day = dt.date.fromisoformat(iso)
        what = f"{_BEFORE.sub('', rest[: when.start])} {rest[when.end :]}"
        return day if day >= today else None, _named(what)
    return None, _named(rest)


def _named(words: str) -> str:
    """What it is about, without the words that lead to it."""
    return _JOIN.sub("", " ".join(words.split()).strip(" .,!")).strip(" .,!")
