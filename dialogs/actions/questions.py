"""Answers to a person's own questions, from knowledge, with their sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rasa_sdk.events import SlotSet

from dialogs.actions.base import Subject, simple
from dialogs.case import matters
from dialogs.speaking.callback import goes_to
from dialogs.speaking.voice import Event, Voice, entity, today, zone
from dialogs.wording.answering import ASKED, Told, said, tell, tell_more
from knowledge.law.limits import Likely, Limits
from knowledge.law.path import deadline_of, place_of
from knowledge.questions.answering import Found

if TYPE_CHECKING:
    from rasa_sdk import Tracker


class AnswerQuestion(Subject):
    """Answers from one topic, declines, or says that it does not know and offers the nearest topics."""

    action = "action_answer_question"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        held = entity(tracker, "found")
        found = Found.from_entity(held) if held else Found(topic=entity(tracker, "value"))
        limits = self._limits(found, tracker)
        told = tell(found, self.library, voice.words, tracker.slots, limits)
        say(voice, told, with_start=not tracker.active_loop_name)
        return [SlotSet(ASKED, said(found, tracker.slots.get(ASKED)))]

    def _limits(self, found: Found, tracker: Tracker) -> Limits | None:
        """The day of the case, where the answer speaks of the stage at which the case stands."""
        topic = self.library.topics.get(found.topic or "")
        if topic is None or topic.stage is None or found.plans:
            return None
        for matter in reversed(matters.open_ones(tracker.slots, self.library.road)):
            stage = place_of(matter, self.library.road).stage.deadline
            if stage == topic.stage:
                limit = deadline_of(matter, self.library, today(tracker), str(zone(tracker.slots)))
                plans = (matter.plan,) if matter.plan else matter.among
                return Limits(stage, (Likely(plans, limit),), None) if limit else None
        return None


class TellMore(Subject):
    """Says the rest of a topic; of one that is gone, that there is no answer."""

    action = "action_tell_more"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        topic = self.library.topics.get(entity(tracker, "value") or "")
        told = tell_more(topic, self.library, voice.words) if topic else tell(Found(), self.library, voice.words, {})
        say(voice, told, with_start=False)
        return []


def say(voice: Voice, told: Told, *, with_start: bool) -> None:
    """Say it. In the middle of a questionnaire only what leads back to it soon is offered."""
    inside = ("more", "question") if told.topic is None else ("more",)
    buttons = [button for button in told.buttons if with_start or goes_to(button["payload"]) in inside]
    custom = {"topic": told.topic.id} if told.topic else {}
    if told.cited:
        voice.say("topic", buttons, custom=custom, text=told.text, sources=told.cited)
    else:
        voice.say("topic-plain", buttons, custom={**custom, "message": told.message}, text=told.text)


ACTIONS = (AnswerQuestion, TellMore, simple("action_unclear", "unclear"))
