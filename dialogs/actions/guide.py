"""Finding one's way: start, help, coming back, pausing, and messages that are not words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rapidfuzz import process
from rasa_sdk.events import ActiveLoop, FollowupAction, SlotSet

from dialogs.actions.base import Subject, simple
from dialogs.actions.privacy import told
from dialogs.case import matters
from dialogs.forms import walk
from dialogs.forms.moves import EDIT, REQUESTED, REVIEW
from dialogs.forms.policy import open_flow, rules
from dialogs.speaking.callback import Go, button
from dialogs.speaking.voice import MET, PAUSED, Event, Voice, entity, intent_of

if TYPE_CHECKING:
    from rasa_sdk import Tracker

NEAR_COMMAND = 70
"""How alike (0 to 100) a command must be to be offered for one that there is not."""
DOORS = ("denied", "asking", "covered", "cost")
"""What a person may come with; each is a button at the start."""


class Start(Subject):
    """Greets and listens. A new person gets the notice, folded away: what this is not, what is stored."""

    action = "action_start"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        if tracker.slots.get(MET):
            voice.say("start-again", self._ways(voice, tracker))
            return []
        if intent_of(tracker) in ("start", "greet"):
            doors = [voice.button(f"door-{door}", Go("door", door), row // 2) for row, door in enumerate(DOORS)]
            voice.say("welcome-listening", [*doors, voice.button("button-notice", Go("privacy"), 2)], {"alone": True})
        else:
            voice.say("met")  # what was told or asked is answered in the same message
        voice.say("notice-under", sources=voice.words("notice-short"))
        return [SlotSet(MET, True), told(tracker)]

    @staticmethod
    def _ways(voice: Voice, tracker: Tracker) -> list[dict[str, Any]]:
        if tracker.active_loop_name:
            return []
        if open_flow(tracker.current_state()):
            return [voice.button("button-resume", Go("resume"))]
        return [voice.button("button-begin", Go("coverage")), voice.button("button-next", Go("next"))]


class WelcomeBack(Subject):
    """After an absence: what matters now where there is a case, else where the person was."""

    action = "action_welcome_back"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        if intent_of(tracker) not in rules().greeted:
            voice.say("welcome-back")
            return []
        flow = self.flows.get(open_flow(tracker.current_state()) or "")
        if flow is None or any(matter.happened for matter in matters.matters(tracker.slots)):
            voice.say("welcome-back")
            return [FollowupAction("action_agenda")]
        at = walk.progress(flow, tracker.slots, tracker.slots.get(REQUESTED))
        voice.say("welcome-back-form", flow=flow.flow, answered=at.answered, total=at.of)
        return [FollowupAction("action_resume")]


class Resume(Subject):
    """Goes on with what was paused."""

    action = "action_resume"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        name = open_flow(tracker.current_state())
        if name is None or name not in self.flows:
            voice.say("nothing-to-resume", [voice.button("button-begin", Go("coverage"))])
            return []
        step = walk.first_open(self.flows[name], tracker.slots)
        paused = [other for other in tracker.slots.get(PAUSED) or [] if other != name]
        place = tracker.slots.get(REQUESTED) or (step.path if step else REVIEW)
        return [SlotSet(PAUSED, paused), ActiveLoop(name), SlotSet(REQUESTED, place)]


class Change(Subject):
    """Opens the list of answers of a finished or paused questionnaire."""

    action = "action_change"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        name = str(entity(tracker, "value") or entity(tracker, "flow") or open_flow(tracker.current_state()))
        if name not in self.flows or not walk.started(self.flows[name], tracker.slots):
            voice.say("review-empty")
            return []
        return [ActiveLoop(name), SlotSet(REQUESTED, EDIT)]


class Help(Subject):
    """Says what there is: the commands of the menu, the others folded away."""

    action = "action_help"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        menu, rest = (self._lines(voice, menu=menu) for menu in (True, False))
        voice.say("help", commands=menu, sources=voice.words("help-more", commands=rest))
        return []

    @staticmethod
    def _lines(voice: Voice, *, menu: bool) -> str:
        """Commands with what they are for; those without words for that are not named."""
        named = [one.intent for one in rules().rules if one.command and one.menu is menu]
        told = {name: voice.words.get(f"command-{name}") for name in named}
        return "\n".join(voice.words("help-line", command=name, what=what) for name, what in told.items() if what)


class NothingOpen(Subject):
    """An answer or a button where no question is open: what matters next is said."""

    action = "action_nothing_open"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        if open_flow(tracker.current_state()):
            voice.say("nothing-open-paused", [voice.button("button-resume", Go("resume"))])
            return []
        return [FollowupAction("action_agenda")]


class UnknownCommand(Subject):
    """A command that there is not: the nearest one is offered."""

    action = "action_unknown_command"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        asked = str(tracker.latest_message.get("text") or "")[1:].split("@")[0].split()
        known = sorted(rules().commands)
        near = process.extractOne(asked[0].lower() if asked else "", known, score_cutoff=NEAR_COMMAND)
        voice.say("unknown-command", [button(f"/{near[0]}", Go(near[0]))] if near else [])
        return []


ACTIONS = (
    Start,
    WelcomeBack,
    Resume,
    Change,
    Help,
    NothingOpen,
    simple("action_pause", "pause-nothing"),
    simple("action_greet", "greet"),
    simple("action_thanks", "thanks"),
    simple("action_voice", "voice-not-yet"),
    simple("action_sticker", "sticker"),
    simple("action_contact", "contact"),
    simple("action_edited", "edited"),
    simple("action_old_button", "button-old"),
    UnknownCommand,
)
