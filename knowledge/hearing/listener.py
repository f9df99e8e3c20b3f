"""The reader of messages: the one way from words to acts, for every door of the program."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from knowledge.hearing.acts import Heard, Span, Unheard
from knowledge.library import Library


@dataclass(frozen=True)
class Situation:
    """What the reader may know beside the words.

    Args:
        today: The person's calendar day.
        asked: Slot of the open question, which only makes its own slot more likely.
        known: Slots that are known already, for "my plan" and the like.
    """

    today: dt.date
    asked: str | None = None
    known: Mapping[str, Any] = field(default_factory=dict)


class Hearing:
    """Reads messages into acts. Built once for a library; keeps nothing between messages."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def hear(self, text: str, situation: Situation) -> Heard:
        """All acts of a message. What is not explained comes back as `Unheard`; nothing is ever raised."""
        if not text.strip():
            return Heard(text)
        return Heard(text, (Unheard(Span(0, len(text)), text, 1.0),))
