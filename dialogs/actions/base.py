"""What our actions share: the flows and the knowledge they were given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from rasa_sdk import Action
from rasa_sdk.events import ActiveLoop, SlotSet

from dialogs.forms import speech, walk
from dialogs.forms.flow import Flow
from dialogs.forms.moves import REQUESTED, REVIEW
from dialogs.speaking.operator import NOBODY, Operator
from dialogs.speaking.voice import Event, Voice
from knowledge.base.schema import Sourced
from knowledge.library import Library

if TYPE_CHECKING:
    from rasa_sdk import Tracker
    from rasa_sdk.executor import CollectingDispatcher
    from rasa_sdk.types import DomainDict


class Subject(Action):
    """An action with a fixed name that speaks through a `Voice`."""

    action: str

    def __init__(self, flows: Mapping[str, Flow], library: Library, operator: Operator = NOBODY) -> None:
        self.flows, self.library, self.operator = flows, library, operator

    def name(self) -> str:
        return self.action

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[Event]:
        return self.act(Voice.of(dispatcher, tracker), tracker)

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        """Say what is to be said and return the events that follow."""
        raise NotImplementedError

    def sources(self, entry: Sourced, voice: Voice) -> str:
        """The line that names the sources of an entry."""
        return self.cited([entry], voice)

    def cited(self, entries: Iterable[Sourced], voice: Voice) -> str:
        """The same for several entries: each source once, with the oldest day of checking."""
        held = list(entries)
        ids = tuple(dict.fromkeys(source for entry in held for source in entry.sources))
        return speech.cited(self.library.cite(ids), min(entry.checked for entry in held), voice.words)


class StartFlow(Subject):
    """Opens a questionnaire where it was, or says what came of it when it is done."""

    flow: str

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        flow = self.flows[self.flow]
        step = walk.first_open(flow, tracker.slots)
        if step is None and tracker.slots.get(f"{flow.flow}_done"):
            self.tell(voice, tracker)
            return []
        if not walk.started(flow, tracker.slots):
            voice.say(f"{flow.flow}-begin")
        place = tracker.slots.get(REQUESTED) if tracker.active_loop_name == flow.flow else None
        return [ActiveLoop(flow.flow), SlotSet(REQUESTED, place or (step.path if step else REVIEW))]

    def tell(self, voice: Voice, tracker: Tracker) -> None:
        """Say what came of the questionnaire."""
        raise NotImplementedError


def simple(action: str, message: str) -> type[Subject]:
    """An action that says one message of the catalogue and changes nothing."""

    def act(self: Subject, voice: Voice, tracker: Tracker) -> list[Event]:
        voice.say(message)
        return []

    name = "".join(part.title() for part in action.split("_")[1:])
    return type(name, (Subject,), {"action": action, "act": act, "__doc__": f"Says `{message}`."})
