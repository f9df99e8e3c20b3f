"""Answers to a person's own questions, from knowledge, with their sources."""

from __future__ import annotations

from typing import Any

from dialogs.actions.base import Subject, simple
from dialogs.turn import Event, Voice, entity


class AnswerQuestion(Subject):
    """Answers from one topic or, when none fits, says so and offers the nearest ones."""

    action = "action_answer_question"

    def act(self, voice: Voice, tracker: Any) -> list[Event]:
        topic = self.library.topics.get(entity(tracker, "topic") or entity(tracker, "value") or "")
        if topic is None:
            self._offer(voice, entity(tracker, "near") or [])
            return []
        voice.say("topic", custom={"topic": topic.id}, text=topic.text, sources=self.sources(topic, voice))
        return []

    def _offer(self, voice: Voice, near: list[str]) -> None:
        buttons = [
            {"title": self.library.topics[topic].title, "payload": f"g:question:{topic}", "row": row}
            for row, topic in enumerate(near)
            if topic in self.library.topics
        ]
        voice.say("topic-none", buttons)


ACTIONS = (AnswerQuestion, simple("action_unclear", "unclear"))
