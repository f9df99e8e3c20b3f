"""The whole assistant as one action of a Rasa server: danger first, then hearing, questionnaires, answers, as here.

Rasa reaches an action only after its own model has chosen one. So a project of ours sends every message to this action,
which takes the person's raw words and runs the same turn as our own host. `navigator rasa export` writes the project.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from rasa_sdk import Action
from rasa_sdk.events import AllSlotsReset, ReminderCancelled, ReminderScheduled, SlotSet

from dialogs.speaking.messages import Incoming, Reply, bare
from dialogs.speaking.voice import Event, moment
from dialogs.turn.manager import Dialog, Turn
from dialogs.wording.reminders import EXTERNAL

if TYPE_CHECKING:
    from rasa_sdk import Tracker
    from rasa_sdk.executor import CollectingDispatcher
    from rasa_sdk.types import DomainDict

STATE = "navigator_state"
"""Slot: the conversation as our host stores it."""
PRESS, DATA = "press", "data"
"""Intent of a pressed button, and its entity."""
REMINDER = "reminder"
"""Entity of the external event of a reminder that is due: its name."""


class Navigator(Action):
    """Runs one turn on the words of the latest message.

    Args:
        dialog: What answers.
        kept: Slots of ours that the domain of the project declares; they are set beside `STATE`, for other actions.
    """

    def __init__(self, dialog: Dialog, kept: frozenset[str]) -> None:
        self.dialog, self.kept = dialog, kept

    def name(self) -> str:
        return "action_navigator"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[Event]:
        turn = await self.dialog.turn(tracker.slots.get(STATE), incoming(tracker))
        for reply in turn.replies:
            dispatcher.utter_message(**uttered(reply))
        return [AllSlotsReset()] if turn.forget else self._events(turn, tracker)

    def _events(self, turn: Turn, tracker: Tracker) -> list[Event]:
        stored = turn.conversation.stored()
        ours = stored["slots"]
        events: list[Event] = [SlotSet(STATE, stored)]
        events += [
            SlotSet(name, ours.get(name))
            for name in sorted(self.kept)
            if ours.get(name) != tracker.slots.get(name)
        ]  # fmt: skip
        events += [ReminderCancelled(name=name) for name in sorted(turn.unscheduled)]
        for name, (due, _) in sorted(turn.scheduled.items()):
            event = ReminderScheduled(EXTERNAL, trigger_date_time=due, name=name, kill_on_user_message=False)
            events.append({**event, "entities": {REMINDER: name}})
        return events


def incoming(tracker: Tracker) -> Incoming:
    """The latest message of a Rasa tracker as our host takes it."""
    message: dict[str, Any] = dict(tracker.latest_message or {})
    intent = (message.get("intent") or {}).get("name")
    held = {one.get("entity"): str(one.get("value")) for one in message.get("entities") or []}
    common: dict[str, Any] = {"channel": "rasa", "chat": tracker.sender_id, "at": moment(tracker)}
    common["update"] = str(message.get("message_id"))
    if intent == PRESS and DATA in held:
        return Incoming(**common, kind="button", text=held[DATA])
    if intent == EXTERNAL and REMINDER in held:
        return Incoming(**common, kind="external", text=held[REMINDER])
    return Incoming(**common, kind="text", text=str(message.get("text") or ""))


def uttered(reply: Reply) -> dict[str, Any]:
    """A reply as Rasa utters one. Its sources stand under it; a file is named in `custom`, for a channel of yours."""
    said: dict[str, Any] = {"text": bare("\n\n".join(filter(None, (reply.text, reply.sources))))}
    if reply.buttons:
        said["buttons"] = [{"title": b["title"], "payload": _payload(b["payload"])} for b in reply.buttons]
    if reply.attachment:
        said["json_message"] = {"attachment": reply.attachment}
    return said


def _payload(data: str) -> str:
    """A button's data in Rasa's own spelling: an intent with an entity."""
    return f"/{PRESS}{json.dumps({DATA: data})}"
