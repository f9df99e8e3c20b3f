"""The acts that one message may hold. Each keeps its place in the text, so that every word is accounted for.

The nearest standard is the list of commands of a dialogue-understanding component (Rasa CALM: set slot, correct slot,
start flow, clarify, knowledge answer, chitchat); these acts add what a case needs: the words, how sure, and about whom.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class About(StrEnum):
    """Whom an act is about."""

    PATIENT = "patient"
    TELLER = "teller"  # the one who writes, where that is not the patient
    OTHER = "other"  # a friend, a neighbor, somebody read about: never part of the case


class Standing(StrEnum):
    """How a fact or an event is meant. Only what is `ASSERTED` may enter the case."""

    ASSERTED = "asserted"
    NEGATED = "negated"  # "not self-funded"
    SUPPOSED = "supposed"  # "if they deny it"
    PAST = "past"  # "I used to have Aetna"
    ASKED = "asked"  # "does Cigna cover it?"


@dataclass(frozen=True)
class Span:
    """A stretch of the message: `text[start:end]`, in characters of what the person wrote."""

    start: int
    end: int


@dataclass(frozen=True)
class Act:
    """What all acts have: the stretch of the message, its words as written, and how sure the reader is (0 to 1).

    From 0.8 on an act is used and said back; from 0.6 to 0.8 it is only asked about and never used for law or
    dates; below that it is not reported.
    """

    span: Span
    words: str
    confidence: float


@dataclass(frozen=True)
class Fact(Act):
    """A value of a slot. Several `values` are candidates between which only the person can choose.

    `denial_kinds` holds all kinds that were told, not candidates; `tried` comes as one fact a treatment.

    Dates are `YYYY-MM-DD`, or `YYYY-MM` and `YYYY` where no more was said; choices are ids of `choices.yaml`.
    """

    slot: str
    values: tuple[Any, ...]
    about: About = About.PATIENT
    standing: Standing = Standing.ASSERTED

    @property
    def value(self) -> Any:
        """The one value, or None where there are candidates."""
        return self.values[0] if len(self.values) == 1 else None


@dataclass(frozen=True)
class Event(Act):
    """Something that happened to a case: `happened` is an event of `path.yaml`.

    `order` counts the events of a message from the oldest to the newest, whatever the order they were told in.
    """

    happened: str
    on: dt.date | None = None
    about: About = About.PATIENT
    standing: Standing = Standing.ASSERTED
    facts: Mapping[str, Any] = field(
        default_factory=dict
    )  # what was told with it: notice_date, received_on, denial_kinds, …
    order: int = 0


@dataclass(frozen=True)
class Question(Act):
    """A question of the person's own, one sentence. Which topic answers it is for `knowledge.questions.answering`."""


@dataclass(frozen=True)
class Command(Act):
    """A wish about the conversation: an intent of `dialogs/rules.yaml` or of the open form ("skip", "next")."""

    name: str


@dataclass(frozen=True)
class Answer(Act):
    """The value of the open question, where the words fit it."""

    slot: str
    value: Any


@dataclass(frozen=True)
class Correction(Act):
    """A mark that something told before is taken back ("actually", "no, not X"): the facts beside it replace.

    Attributes:
        undoes: What was reported last has not been done ("no, i did not ask for it yet").
        new: The day that is meant ("sorry 10/13 not 10/3"), `YYYY-MM-DD`.
        old: The day that it replaces, where it was named; which year is meant follows from what was told before.
    """

    undoes: bool = False
    new: str | None = None
    old: str | None = None


@dataclass(frozen=True)
class Feeling(Act):
    """Pain, fear, anger, thanks, a greeting: to be met with a word, never stored."""

    kind: str


@dataclass(frozen=True)
class Unheard(Act):
    """Words that no act explains. They are kept with the case and said back, never dropped."""


@dataclass(frozen=True)
class Heard:
    """All acts of one message, in the order of the text."""

    text: str
    acts: tuple[Act, ...] = ()

    def __iter__(self) -> Iterator[Act]:
        return iter(self.acts)

    def of(self, kind: type[Act]) -> list[Any]:
        """The acts of one kind."""
        return [act for act in self.acts if isinstance(act, kind)]

    @property
    def facts(self) -> list[Fact]:
        """What may enter the case: asserted, and about the patient or the teller."""
        return [f for f in self.of(Fact) if f.standing is Standing.ASSERTED and f.about is not About.OTHER]

    @property
    def events(self) -> list[Event]:
        """What happened in the case, oldest first."""
        told = [e for e in self.of(Event) if e.standing is Standing.ASSERTED and e.about is not About.OTHER]
        return sorted(told, key=lambda event: event.order)
