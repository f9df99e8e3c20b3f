"""Help in a crisis or an emergency, before anything else. The numbers are knowledge's, with their sources."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from rasa_sdk.events import SlotSet

from dialogs.actions.base import Subject
from dialogs.case.care import ALARM, CARE, DOUBTS, Care
from dialogs.forms.policy import open_flow
from dialogs.speaking.callback import Go
from dialogs.speaking.voice import Button, Event, Voice, entity, intent_of, moment
from dialogs.speaking.words import Words, message_ids, words_in
from knowledge.base.conditions import condition

if TYPE_CHECKING:
    from rasa_sdk import Tracker


class _Caring(Subject):
    """Speaks in the language of the cry, and never the same words twice in a row."""

    def prepared(self, voice: Voice, tracker: Tracker) -> tuple[Voice, Care, dict[str, Any]]:
        """The voice, what is remembered, and what was heard."""
        care, heard = Care.of(tracker.slots), entity(tracker, ALARM) or {}
        known = condition(self.library.safety.veteran_when).holds(tracker.slots)
        care = replace(
            care,
            about=heard.get("about", care.about),
            spanish=heard.get("spanish", care.spanish),
            veteran=care.veteran or known or bool(heard.get("veteran")),
        )
        language = "es" if care.spanish else voice.words.language
        return Voice(voice.dispatcher, words_in(language)), care, heard

    def line(self, name: str, care: Care, words: Words) -> str:
        """A line with numbers; somebody who served gets theirs, where there is one."""
        lines = self.library.safety.lines
        own = f"{name}_veteran"
        line = lines[own if care.veteran and own in lines else name]
        return line.es if words.language == "es" else line.en

    def speak(
        self, voice: Voice, care: Care, key: str, buttons: list[Button], *, help: str, alone: bool = True
    ) -> Care:
        """Say the next variant of a reply. After the last come the last two in turn, so that none repeats itself."""
        texts = _variants(key, voice.words)
        times = care.said.get(key, 0)
        place = times if times < len(texts) else len(texts) - 1 - (times - len(texts) + 1) % min(2, len(texts))
        args = {"help": self.line(help, care, voice.words), "short": self.line("short", care, voice.words)}
        voice.say(texts[place], buttons, {"alone": True} if alone else None, **args)
        return replace(care, said={**care.said, key: times + 1})


class Safety(_Caring):
    """Answers words of crisis, emergency or distress in the language they were said in; a questionnaire waits."""

    action = "action_safety"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        speaking, care, heard = self.prepared(voice, tracker)
        kind, note = intent_of(tracker), heard.get("note")
        if kind == "distress":
            return [SlotSet(CARE, self.wonder(speaking, care, note if note in DOUBTS else "distress").stored())]
        name = "taken" if kind == "emergency" and note == "taken" else kind
        line = name if care.about == "self" else f"{name}_other"
        buttons = []
        if kind == "crisis" and care.about == "self":
            buttons = [speaking.button("button-safe-now", Go("safe")), speaking.button("button-not-safe", Go("crisis"))]
        if open_flow(tracker.current_state()):
            buttons.append(speaking.button("button-resume-later", Go("resume"), 1))
        care = self.speak(speaking, care, f"safety-{name}-{care.about}", buttons, help=line)
        care = replace(care, at=moment(tracker).isoformat(), kind=name, open=True, asked="", settled=False)
        return [SlotSet(CARE, care.stored())]

    def wonder(self, voice: Voice, care: Care, key: str) -> Care:
        """Ask whether somebody is safe, or whether it happens right now."""
        buttons: list[Button] = []
        if key != "body":
            of_self = care.about == "self"
            safe = "button-safe-now" if of_self else "button-they-safe"
            not_safe = "button-not-safe" if of_self else "button-they-not-safe"
            buttons = [voice.button(safe, Go("safe")), voice.button(not_safe, Go("crisis"))]
        care = self.speak(voice, care, f"safety-{key}-{care.about}", buttons, help="distress")
        return replace(care, open=False, asked="body" if key == "body" else "safe")


class Safe(_Caring):
    """The person says that they, or the one they worry about, are safe: gently on, and nothing is asked."""

    action = "action_safe"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        speaking, care, _ = self.prepared(voice, tracker)
        waiting = open_flow(tracker.current_state())
        buttons = [speaking.button("button-resume-later", Go("resume"))] if waiting else []
        still = "button-not-safe" if care.about == "self" else "button-they-not-safe"
        buttons.append(speaking.button(still, Go("crisis"), 1))
        care = self.speak(speaking, care, f"safe-{care.about}", buttons, help="short")
        return [SlotSet(CARE, replace(care, settled=True, open=False, asked="").stored())]


class Comfort(_Caring):
    """A word of comfort or help that goes beside the answer to something else."""

    action = "action_comfort"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        speaking, care, heard = self.prepared(voice, tracker)
        key = "-".join(["beside", heard["kind"], *([heard["note"].replace("_", "-")] if heard.get("note") else [])])
        if not _variants(key, speaking.words):
            return []
        help_ = "distress" if heard["kind"] == "distress" else "short"
        care = self.speak(speaking, care, key, [], help=help_, alone=False).moved_on()
        return [SlotSet(CARE, replace(care, wondered=heard.get("note") in DOUBTS).stored())]


def _variants(key: str, words: Words) -> list[str]:
    """Ids of the variants of a reply, in the order in which they are said."""
    known = message_ids(words.language)
    found: list[str] = []
    while (name := f"{key}-{len(found) + 1}") in known:
        found.append(name)
    return found


ACTIONS = (Safety, Safe, Comfort)
