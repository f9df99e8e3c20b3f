"""What the operator has to say to everybody. A locked screen shows only that there is something."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rasa_sdk.events import SlotSet

from dialogs.actions.base import Subject
from dialogs.speaking.callback import Go
from dialogs.speaking.voice import Event, Voice
from dialogs.wording import reminders

if TYPE_CHECKING:
    from rasa_sdk import Tracker

ANNOUNCED = "announced"
"""Slot: what the operator said last, so that it can be shown."""


def announced(found: Mapping[str, Any] | None, voice: Voice, tracker: Tracker) -> list[Event]:
    """Tell that there is news; all of it at once to those whose reminders need not be discreet."""
    if not found:
        return []
    if reminders.discreet(tracker.slots):
        show = [voice.button("button-remind-show", Go("announced"))]
        voice.say("announced-discreet", show, {"alone": True}, kind=found["kind"])
    else:
        voice.say("announced", custom={"alone": True}, text=found["text"])
    return [SlotSet(ANNOUNCED, found["text"])]


class Shown(Subject):
    """What the operator said, on wish."""

    action = "action_announced"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        text = tracker.slots.get(ANNOUNCED)
        voice.say("announced", text=text) if text else voice.say("button-old")
        return []


ACTIONS = (Shown,)
