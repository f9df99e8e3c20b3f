"""A reader of messages that knows the messages it was given: for tests of what follows from what was heard."""

from __future__ import annotations

import datetime as dt
from typing import Any

from knowledge.hearing.acts import Act, Event, Fact, Heard, Question, Span, Standing, Unheard


class ScriptedHearing:
    """Hears what it was told to hear in a text; of any other text nothing."""

    def __init__(self) -> None:
        self.told: dict[str, tuple[Act, ...]] = {}

    def knows(self, text: str, *acts: Act) -> str:
        """Give the acts of a text; returns the text, to be said."""
        self.told[text] = acts
        return text

    def hear(self, text: str, situation: Any) -> Heard:
        if text in self.told:
            return Heard(text, self.told[text])
        return Heard(text, (Unheard(Span(0, len(text)), text, 1.0),))


def fact(slot: str, *values: Any, words: str = "", sure: float = 0.9, standing: Standing = Standing.ASSERTED) -> Fact:
    return Fact(Span(0, len(words)), words or slot, sure, slot, values, standing=standing)


def event(
    happened: str, on: str | None = None, order: int = 0, sure: float = 0.9, words: str = "", **facts: Any
) -> Event:
    day = dt.date.fromisoformat(on) if on else None
    return Event(Span(0, 0), words or happened, sure, happened, day, facts=facts, order=order)


def question(words: str) -> Question:
    return Question(Span(0, len(words)), words, 0.9)


def unheard(words: str) -> Unheard:
    return Unheard(Span(0, len(words)), words, 1.0)
