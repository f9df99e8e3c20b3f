"""Where each fact of a case came from, what is still between two values, and what could not be placed.

The fact itself stands in one place only: a slot, or the event that it belongs to. The ledger stands beside it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from dialogs.forms.speech import clipped

TOLD, BETWEEN, LOOSE = "told", "between", "told_loose"
"""Slots: where each fact came from, by slot; values between which only the person can choose, by slot; facts about a
letter or an event that is not reported yet, by slot."""
BETWEEN_TOLD = "between_told"
"""Slot: for which values it was last explained how to tell them apart, by slot."""
UNPLACED, PASSED = "unplaced", "passed_over"
"""Slots: words that no reader could place; slots that the person skipped or does not know."""
ASKED = "agenda_asked"
"""Slot: what ended the last message: its ``slot`` if it is an open question, its ``key``, how often it came in a row
(``times``) and was missed (``misses``)."""
MOST_UNPLACED, LONGEST_WORDS = 40, 300

Stored = dict[str, Any]


class Origin(StrEnum):
    """Where a fact came from."""

    WORDS = "words"
    PAPER = "paper"
    BUTTON = "button"


def noted(
    slots: Mapping[str, Any], slot: str, words: str, origin: Origin, today: dt.date, *, confirmed: bool = False
) -> Stored:
    """The ledger with one fact entered. A new entry replaces the one before; nothing of that stays."""
    row = {"words": clipped(words, LONGEST_WORDS), "from": origin.value, "on": today.isoformat()}
    return {**(slots.get(TOLD) or {}), slot: {**row, "confirmed": confirmed}}


def without(held: Mapping[str, Any] | None, slot: str) -> Stored | None:
    """A map without one slot; None when nothing is left."""
    return {name: value for name, value in (held or {}).items() if name != slot} or None


def unplaced(slots: Mapping[str, Any], words: list[str], today: dt.date) -> list[Stored]:
    """The words that could not be placed, with some more of them."""
    new = [{"words": clipped(one, LONGEST_WORDS), "on": today.isoformat()} for one in words]
    return [*(slots.get(UNPLACED) or []), *new][-MOST_UNPLACED:]


def asked_slot(slots: Mapping[str, Any]) -> str | None:
    """The slot of the open question, if one is open."""
    held = slots.get(ASKED)
    return held.get("slot") if isinstance(held, dict) else None


def passed_over(slots: Mapping[str, Any]) -> frozenset[str]:
    """Slots that were skipped, or that the person said they do not know."""
    return frozenset(slots.get(PASSED) or ())
