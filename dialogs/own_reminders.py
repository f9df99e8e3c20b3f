"""Reminders of a person's own: a day and their words ("remind me friday to call Dr. Lee")."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any

from dialogs.answers import AnswerError, read_date
from dialogs.speech import clipped
from knowledge.text import plain

OWN = "own_reminders"
"""Slot: reminders of the person's own as JSON, oldest first: ``id``, ``day``, ``what``."""
MOST, LONGEST_DATE, LONGEST = 30, 4, 120
_LEAD = re.compile(
    r"^\W*(please\s+|can you\s+|could you\s+)*(remind me|set a reminder|recuerdame|recordarme)\b[\s,:]*(for\s+)?", re.I
)
_JOIN = re.compile(r"^(to|that|about|of|on|de|que|para)\s+", re.I)


def stored(slots: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [dict(one) for one in slots.get(OWN) or ()]


def added(slots: Mapping[str, Any], day: dt.date, what: str) -> list[dict[str, Any]]:
    """The list with one more."""
    every = stored(slots)
    number = 1 + max((int(one["id"]) for one in every), default=0)
    return [*every, {"id": str(number), "day": day.isoformat(), "what": clipped(what, LONGEST)}][-MOST:]


def without(slots: Mapping[str, Any], number: str) -> list[dict[str, Any]]:
    return [one for one in stored(slots) if one["id"] != number]


def asked_for(text: str, today: dt.date) -> tuple[dt.date | None, str]:
    """The day that words ask to be reminded on, and of what. The day is None where none is named.

    Args:
        text: What the person wrote, with or without "remind me".
        today: The person's calendar day; the day lies ahead.
    """
    words = _LEAD.sub("", text.strip()).split()
    for first, last in _stretches(len(words)):
        try:
            day = dt.date.fromisoformat(read_date(" ".join(words[first:last]), today, future=True))
        except (AnswerError, ValueError):
            continue
        while first and plain(words[first - 1]) in ("on", "by", "next", "el"):
            first -= 1
        rest = " ".join([*words[:first], *words[last:]])
        return day if day >= today else None, _JOIN.sub("", rest).strip(" .,!")
    return None, _JOIN.sub("", " ".join(words)).strip(" .,!")


def _stretches(count: int) -> Iterator[tuple[int, int]]:
    """Stretches of words that may be a date, the longest first."""
    for size in range(min(LONGEST_DATE, count), 0, -1):
        for first in range(count - size + 1):
            yield first, first + size
