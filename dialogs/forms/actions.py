"""Flows become rasa-sdk forms: one `FormValidationAction` and one asking action for each flow file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rasa_sdk import Action, FormValidationAction
from rasa_sdk.events import SlotSet

from dialogs.forms import walk
from dialogs.forms.asking import AskStep
from dialogs.forms.flow import Flow
from dialogs.forms.moves import FORM_INTENTS, REQUESTED, Moment
from dialogs.speaking.voice import Event, Voice, intent_of
from knowledge.library import Library

if TYPE_CHECKING:
    from rasa_sdk import Tracker
    from rasa_sdk.executor import CollectingDispatcher
    from rasa_sdk.types import DomainDict


class FlowForm(FormValidationAction):
    """Takes a message to the open question of one flow and says which question comes next."""

    def __init__(self, flow: Flow, library: Library) -> None:
        self.flow, self.library = flow, library

    def name(self) -> str:
        return f"validate_{self.flow.flow}"

    async def required_slots(
        self, domain_slots: list[str], dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[str]:
        return [step.path for step in walk.steps(self.flow, tracker.slots)]

    async def get_extraction_events(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[Event]:
        now = Moment(self.flow, self.library, tracker, Voice.of(dispatcher, tracker))
        intent = intent_of(tracker)
        events = now.act(intent if intent in FORM_INTENTS else "answer")
        tracker.latest_message["events"] = events
        return events

    async def get_validation_events(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[Event]:
        """What was extracted is typed already (`read_answer`), so it stands as it is."""
        return list(tracker.latest_message.pop("events"))

    async def next_requested_slot(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> Event | None:
        """The first open question, unless this message itself said where to go (Back, an edit, a miss)."""
        for event in reversed(tracker.events):
            if event.get("event") == "user":
                break
            if event.get("event") == "slot" and event.get("name") == REQUESTED:
                return None
        now = Moment(self.flow, self.library, tracker, Voice.of(dispatcher, tracker))
        return SlotSet(REQUESTED, now.next_place())


def form_actions(flows: Sequence[Flow], library: Library) -> list[Action]:
    """The two actions that each flow file turns into."""
    return [made for flow in flows for made in (FlowForm(flow, library), AskStep(flow, library))]
