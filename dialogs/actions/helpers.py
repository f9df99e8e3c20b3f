"""Someone who helps gets the reminders too: a code is made, told, used; either side ends it."""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING, Any

from rasa_sdk.events import SlotSet

from dialogs.actions.base import Subject
from dialogs.speaking.callback import Go
from dialogs.speaking.voice import Event, Voice, entity

if TYPE_CHECKING:
    from rasa_sdk import Tracker

HELPERS, HELPS, WISH = "helpers", "helps", "helper_wish"
"""Slots: how many get this person's reminders; whether this person gets another's; what the host is to do."""
EVENT = "helper"
"""The kind of external event with which the other side's doing comes back; see `dialogs.memory.helpers`."""
ALPHABET, SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ", 8


def new_code() -> str:
    """Eight signs that are not mistaken for one another."""
    return "".join(secrets.choice(ALPHABET) for _ in range(SIGNS))


def read_code(text: str) -> str | None:
    """A code as people type it, or None."""
    code = re.sub(r"[\s-]", "", text).upper()
    return code if len(code) == SIGNS and set(code) <= set(ALPHABET) else None


class Helper(Subject):
    """Says who gets the reminders; makes a code, takes one, ends it."""

    action = "action_helper"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        wish, typed = entity(tracker, "value"), entity(tracker, "rest")
        match wish:
            case "code":
                code = new_code()
                voice.say("helper-code", custom={"alone": True}, code=f"{code[:4]}-{code[4:]}")
                return [SlotSet(WISH, {"do": "invite", "code": code})]
            case "off":
                voice.say("helper-off")
                return [SlotSet(WISH, {"do": "dismiss"}), SlotSet(HELPERS, None)]
            case "leave":
                voice.say("helper-leave")
                return [SlotSet(WISH, {"do": "leave"}), SlotSet(HELPS, None)]
        if not typed:
            self._tell(voice, tracker.slots)
            return []
        given = read_code(str(typed))
        voice.say("helper-joining" if given else "helper-unclear")
        return [SlotSet(WISH, {"do": "join", "code": given})] if given else []

    @staticmethod
    def _tell(voice: Voice, slots: Any) -> None:
        buttons = [voice.button("button-helper-code", Go("helper", "code"), 0)]
        if slots.get(HELPERS):
            buttons.append(voice.button("button-helper-off", Go("helper", "off"), 1))
        if slots.get(HELPS):
            buttons.append(voice.button("button-helper-leave", Go("helper", "leave"), 1))
        voice.say("helper", buttons, count=int(slots.get(HELPERS) or 0), helps="yes" if slots.get(HELPS) else "no")


def happened(what: str, voice: Voice, tracker: Tracker) -> list[Event]:
    """Tell what the other side did."""
    count = int(tracker.slots.get(HELPERS) or 0)
    off = [voice.button("button-helper-off", Go("helper", "off"))]
    leave = [voice.button("button-helper-leave", Go("helper", "leave"))]
    match what:
        case "joined":
            voice.say("helper-joined", off, {"alone": True})
            return [SlotSet(HELPERS, count + 1)]
        case "left":
            voice.say("helper-left", custom={"alone": True})
            return [SlotSet(HELPERS, max(0, count - 1) or None)]
        case "accepted":
            voice.say("helper-accepted", leave, {"alone": True})
            return [SlotSet(HELPS, True)]
    voice.say("helper-refused", custom={"alone": True})
    return []


def share(voice: Voice, tracker: Tracker) -> None:
    """Give the reminder that was just said to those who help, too."""
    if tracker.slots.get(HELPERS):
        text = voice.dispatcher.messages[-1]["text"]
        leave = [voice.button("button-helper-leave", Go("helper", "leave"))]
        voice.say("helper-copy", leave, {"alone": True, "to": HELPERS}, text=text)


ACTIONS = (Helper,)
