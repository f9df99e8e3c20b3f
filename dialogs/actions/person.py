"""A person's own data: export, forgetting, starting over, language."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from rasa_sdk.events import ActiveLoop, SessionEnded, SlotSet

from dialogs.actions.base import Subject, simple
from dialogs.case.casefile import VERSION
from dialogs.forms import speech, walk
from dialogs.forms.moves import REQUESTED
from dialogs.forms.policy import open_flow
from dialogs.speaking.callback import Go
from dialogs.speaking.voice import (
    DIALOG_SLOTS,
    DRAFT,
    HINTED,
    LANGUAGE,
    MISSES,
    PAUSED,
    PENDING,
    Event,
    Voice,
    intent_of,
    moment,
)
from dialogs.speaking.words import LOCALES, words_in

if TYPE_CHECKING:
    from rasa_sdk import Tracker

FORGET = {"forget": True}
"""Metadata of the `SessionEnded` event on which the host destroys a person's key and rows."""


class Export(Subject):
    """Sends one readable JSON file with everything that is stored about the person."""

    action = "action_export"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        slots = tracker.slots
        readable = {
            flow.flow: [
                {
                    "question": speech.step_label(flow, step, voice.words, self.library),
                    "answer": speech.shown(walk.answer_at(slots, step), step.question, voice.words, self.library),
                }
                for step in walk.steps(flow, slots)
                if step.question is not None and walk.answer_at(slots, step) is not None
            ]
            for flow in self.flows.values()
        }
        everything = {
            "exported": moment(tracker).isoformat(timespec="seconds"),
            "version": VERSION,
            "answers": readable,
            "stored": {name: value for name, value in sorted(slots.items()) if name not in DIALOG_SLOTS},
            "settings": {name: slots.get(name) for name in sorted(DIALOG_SLOTS) if slots.get(name) is not None},
        }
        content = json.dumps(everything, ensure_ascii=False, indent=2)
        voice.send("export", {"name": "infusion-navigator.json", "text": content})
        return []


class Forget(Subject):
    """Asks once before everything is destroyed."""

    action = "action_forget"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        buttons = [
            voice.button("button-forget-yes", Go("forget_yes"), 0),
            voice.button("button-forget-no", Go("forget_no"), 1),
        ]
        voice.say("forget-ask", buttons)
        return [SlotSet(PENDING, "forget")]


class ForgetNow(Subject):
    """Ends the session for good: the host destroys the key and the rows."""

    action = "action_forget_now"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        if tracker.slots.get(PENDING) != "forget":
            voice.say("button-old")
            return []
        voice.say("forgotten")
        return [SessionEnded(metadata=FORGET)]


class Cancel(Subject):
    """Asks before any answer is thrown away."""

    action = "action_cancel"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        flow = self.flows.get(open_flow(tracker.current_state()) or "") or _answered(self.flows, tracker.slots)
        if flow is None or not walk.started(flow, tracker.slots):
            voice.say("cancel-nothing")
            return []
        at = walk.progress(flow, tracker.slots, None)
        buttons = [
            voice.button("button-cancel-keep", Go("cancel_keep"), 0),
            voice.button("button-pause", Go("pause"), 1),
            voice.button("button-cancel-erase", Go("cancel_erase"), 2),
        ]
        voice.say("cancel-ask", buttons, flow=flow.flow, answered=at.answered)
        return [SlotSet(PENDING, "cancel")]


class CancelNow(Subject):
    """Empties the answers of the open questionnaire."""

    action = "action_cancel_now"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        flow = self.flows.get(open_flow(tracker.current_state()) or "") or _answered(self.flows, tracker.slots)
        if flow is None or tracker.slots.get(PENDING) != "cancel":
            voice.say("button-old")
            return []
        voice.say("cancelled", [voice.button("button-begin", Go(flow.flow))], flow=flow.flow)
        emptied = [SlotSet(slot, None) for slot in (*flow.slots, f"{flow.flow}_done", DRAFT, MISSES, HINTED)]
        paused = [name for name in tracker.slots.get(PAUSED) or [] if name != flow.flow]
        return [*emptied, SlotSet(PAUSED, paused), SlotSet(REQUESTED, None), ActiveLoop(None)]


def _answered(flows: Any, slots: Any) -> Any:
    return next((flow for flow in flows.values() if walk.started(flow, slots)), None)


class Language(Subject):
    """Takes a wish for another language and says how far it can be met."""

    action = "action_language"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        wanted = "es" if intent_of(tracker) == "spanish" else "en"
        complete = wanted == "en" or (LOCALES / wanted / "coverage.ftl").exists()
        Voice(voice.dispatcher, words_in(wanted)).say(f"language-{wanted}")
        return [SlotSet(LANGUAGE, wanted)] if complete else []


ACTIONS = (
    Export,
    Forget,
    ForgetNow,
    Cancel,
    CancelNow,
    Language,
    simple("action_kept", "kept"),
)
