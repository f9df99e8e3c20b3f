"""Questions: topics, the names that they speak of, follow-ups, what is declined."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from knowledge.base.schema import About, Entry, Id, Pattern, Sourced, When


class Variant(Entry):
    """What is said first in a case of this kind; `alone`: the rest of the answer is then left out."""

    when: When
    text: str
    alone: bool = False


class Subject(Entry):
    """A name that a question may hold. The comments in subjects.yaml say what each field means."""

    kind: Id
    id: Id
    label: str
    plans: tuple[Id, ...] = ()
    patterns: tuple[Pattern, ...] = Field(min_length=1)


class Subjects(Entry):
    """Every name, and the kinds whose answers need one. The comments in subjects.yaml say what each field means."""

    needs_name: tuple[Id, ...]
    outside: dict[Id, Id] = {}
    shared: dict[Id, float]
    subjects: tuple[Subject, ...]


class FollowUp(Entry):
    """A short question about the answer before it. The comments in asking.yaml say what each field means."""

    id: Id
    words: int = Field(ge=1)
    plan: bool = False
    pattern: Pattern


class AskingMost(Entry):
    """How much of one message is answered and read."""

    answered: int = Field(ge=1)
    read: int = Field(ge=1)


class Asking(Entry):
    """How people ask. The comments in asking.yaml say what each field means."""

    opens: Pattern
    inside: Pattern
    pleas: Pattern
    points: Pattern
    joins: Pattern
    goes_on: Pattern
    field: Pattern
    longest: int = Field(ge=5)
    most: AskingMost
    follow_ups: tuple[FollowUp, ...]


class Topic(Sourced):
    """What answers a question: a page of `topics/`, or a row of a table put into words.

    Attributes:
        about: Names that it speaks of alone, beside those of its title (see subjects.yaml).
        hears: Wordings, on plain words, that ask just this: they count beside likeness.
        needs: Wordings without one of which it is not what is asked.
        unless: Wordings with which it is not what is asked, however alike.
        instead: The topic that answers in its place when the question names one of a kind: ``payer``, ``plan``.
        then: What answers a short question after it: by kind of follow-up (see asking.yaml).
        limits: Rules of deadlines.yaml whose figures it says; the check holds both together.
        stage: The stage of deadlines.yaml whose day it speaks of: with a date in the question or the case, it is given.
        origin: Where it comes from: ``topics`` or the name of a table.
        asks: Ways in which people put the question.
        text: The short answer.
        more: What is said on demand.
        see: Related topics.
        start: The intent that a button offers, such as a questionnaire.
        helpers: Kinds of helper (contacts.yaml) to be named with their numbers; ``all`` for those who fit the case.
        by_state: What the row of the person's state (states.yaml) says of this is told first.
    """

    origin: str = "topics"
    title: str
    area: Id
    asks: tuple[str, ...] = Field(min_length=1)
    text: str
    more: str | None = None
    see: tuple[Id, ...] = ()
    start: str | None = None
    helpers: tuple[Id, ...] = ()
    by_state: tuple[Literal["external", "fee", "hearing"], ...] = ()
    variants: tuple[Variant, ...] = ()
    about: tuple[About, ...] = ()
    hears: tuple[Pattern, ...] = ()
    needs: tuple[Pattern, ...] = ()
    unless: tuple[Pattern, ...] = ()
    instead: dict[Id, Id] = {}
    then: dict[Id, Id] = {}
    limits: tuple[str, ...] = ()
    stage: Id | None = None


class Refusal(Entry):
    """A kind of question that is not answered, and what is said instead.

    `offer`: topics that do help. `first`: it is declined before anything that the message tells is taken down.
    """

    id: Id
    title: str
    text: str
    offer: tuple[Id, ...]
    sources: tuple[Id, ...]
    patterns: tuple[Pattern, ...] = Field(min_length=1)
    unless: tuple[Pattern, ...] = ()
    first: bool = False


class Words(Entry):
    """The words of the field: what means the same, what is Spanish for what, and what carries no meaning."""

    same: dict[str, tuple[str, ...]]
    spanish: dict[str, tuple[str, ...]]
    spanish_words: tuple[str, ...]
    empty: tuple[str, ...]
