"""What the reader may know beside the words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


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
