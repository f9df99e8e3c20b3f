"""Whole conversations over the real reader: what is said, what is kept, and what is nowhere."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from dialogs.case.view import view
from dialogs.speaking.messages import Incoming
from dialogs.turn.manager import Dialog
from knowledge.library import shipped

HELD: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "conversations" / "talks.yaml").read_text()
)
NOW = dt.datetime.fromisoformat(str(HELD["now"]))


class Talker:
    """One conversation straight over the dialog, without a store."""

    def __init__(self, dialog: Dialog) -> None:
        self.dialog = dialog
        self.stored: dict[str, Any] | None = None
        self.count = 0
        self.files: list[str] = []

    async def say(self, text: str) -> str:
        self.count += 1
        at = NOW + dt.timedelta(seconds=30 * self.count)
        turn = await self.dialog.turn(self.stored, Incoming("test", "1", str(self.count), at, "text", text))
        self.stored = turn.conversation.stored()
        self.files = [reply.attachment["name"] for reply in turn.replies if reply.attachment]
        return "\n\n".join(reply.text for reply in turn.replies)

    @property
    def slots(self) -> dict[str, Any]:
        assert self.stored is not None
        held: dict[str, Any] = self.stored["slots"]
        return held

    def value(self, slot: str) -> Any:
        """What the case holds, wherever it stands."""
        if slot == "matters":
            return self.slots.get("matters")
        return view(self.slots, shipped(), NOW.date(), "America/New_York").values.get(slot)

    def whole_case(self) -> str:
        """Everything that letters, dates and reminders are made of."""
        return json.dumps({name: value for name, value in self.slots.items() if name != "last_seen"})


@pytest.mark.parametrize("name", sorted(HELD["talks"]))
async def test_a_conversation_is_heard(dialog: Dialog, name: str) -> None:
    talker = Talker(dialog)
    for line in HELD["talks"][name]:
        heard = await talker.say(line["say"])
        where = f"{name}: {line['say']}\n{heard}"
        for wanted in line.get("hears", ()):
            assert wanted in heard, where
        for never in line.get("never", ()):
            assert never not in heard, where
        for slot, value in line.get("holds", {}).items():
            assert talker.value(slot) == value, f"{slot}: {talker.value(slot)!r}; {where}"
        for gone in line.get("nowhere", ()):
            assert gone not in talker.whole_case(), where
        if line.get("file"):
            assert talker.files == [line["file"]], where
