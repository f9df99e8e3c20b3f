"""Whole conversations over the real reader: what is said, what is kept, and what is nowhere."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from dialogs.case.view import view
from dialogs.speaking.messages import Incoming, Reply
from dialogs.turn.manager import Dialog
from dialogs.wording.saying import MOST_BUTTONS
from knowledge.library import shipped

HELD: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "conversations" / "talks.yaml").read_text()
)
NOW = dt.datetime.fromisoformat(str(HELD["now"]))
LONGEST = 700
"""Characters of a reply, sources apart."""


class Talker:
    """One conversation straight over the dialog, without a store."""

    def __init__(self, dialog: Dialog) -> None:
        self.dialog = dialog
        self.stored: dict[str, Any] | None = None
        self.count = 0
        self.replies: list[Reply] = []
        self.files: list[str] = []

    async def say(self, text: str) -> str:
        self.count += 1
        at = NOW + dt.timedelta(seconds=30 * self.count)
        turn = await self.dialog.turn(self.stored, Incoming("test", "1", str(self.count), at, "text", text))
        self.stored = turn.conversation.stored()
        self.replies = turn.replies
        self.files = [reply.attachment["name"] for reply in turn.replies if reply.attachment]
        said = [part for reply in turn.replies for part in (reply.text, *(button["title"] for button in reply.buttons))]
        return "\n\n".join(said)

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


@pytest.mark.parametrize("name", sorted(HELD["talks"]))
async def test_a_reply_is_one_short_message_with_few_buttons(dialog: Dialog, name: str) -> None:
    talker = Talker(dialog)
    for line in HELD["talks"][name]:
        await talker.say(line["say"])
        heard = [reply for reply in talker.replies if reply.message == "heard-reply"]
        assert len(heard) <= 1 and (not heard or len(talker.replies) == 1), line["say"]
        for reply in heard:
            assert len(reply.text) <= LONGEST, f"{len(reply.text)}: {line['say']}\n{reply.text}"
            assert len(reply.buttons) <= MOST_BUTTONS, line["say"]
