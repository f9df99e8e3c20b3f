"""The reader of messages: the one way from words to acts, for every door of the program."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from knowledge.hearing.acts import Act, Event, Fact, Heard, Span, Standing, Unheard
from knowledge.hearing.dates import Dates
from knowledge.hearing.itemizing import Itemizer
from knowledge.hearing.marking import Marker
from knowledge.hearing.resolve import care, events, figures, living, people, plans, said, taken_back, when
from knowledge.hearing.resolve.making import standing_of
from knowledge.hearing.schema import Pattern
from knowledge.hearing.situation import Situation
from knowledge.hearing.spans import Mark, Read

if TYPE_CHECKING:
    from knowledge.library import Library

__all__ = ["Hearing", "Situation", "hearing"]
LEAST = 0.6
"""An act that is less sure is not reported."""


@lru_cache(maxsize=2)
def hearing(library: Library) -> Hearing:
    """The one reader of a library: its tables and patterns are made once."""
    return Hearing(library)


class Hearing:
    """Reads messages into acts. Built once for a library; keeps nothing between messages."""

    def __init__(self, library: Library) -> None:
        self.library = library
        words = library.hearing
        self.dates = Dates(words.dates)
        self._marker = Marker(words, library.choices["plan_kinds"])
        self._itemizer = Itemizer(library, self.dates, self._marker.words)
        self._sets = {name: frozenset(held) for name, held in words.names.sets.items()}
        self._filler = frozenset(library.history.filler) | frozenset(words.names.filler)

    @property
    def rows(self) -> list[tuple[str, str, Pattern]]:
        """Every row of patterns with its kind and name."""
        return self._marker.rows

    def hear(self, text: str, situation: Situation) -> Heard:
        """All acts of a message. What is not explained comes back as `Unheard`; nothing is ever raised."""
        if not text.strip():
            return Heard(text)
        read = self.read(text)
        if not read.items:
            return Heard(text, (Unheard(Span(0, len(text)), text, 1.0),))
        acts = [act for act in self._acts(read, situation) if act.confidence >= LEAST]
        acts += said.unheard(read, acts, self._filler)
        return Heard(text, tuple(sorted(acts, key=lambda act: (act.span.start, act.span.end))))

    def read(self, text: str) -> Read:
        """A message with its items and marks, before any slot is looked at."""
        items = self._itemizer.items(text)
        return Read(text, items, self._marker.marks(items), self._sets)

    def _acts(self, read: Read, situation: Situation) -> list[Act]:
        marks = events.told_events(read)
        implied = events.implied_denial(read, marks)
        if implied:
            marks = [*marks, implied]
        dates = when.dated(read, situation, marks)
        latent = when.latent(read, situation, self.dates) if not dates else []
        happened = events.events(read, marks, dates)
        facts: list[Fact] = [
            *latent,
            *when.facts(read, dates, situation.today),
            *when.impossible(read, dates),
            *events.reasons(read, happened, situation.asked),
            *plans.plan_kind(read),
            *plans.insurer(read),
            *people.who(read, situation.asked),
            *care.diagnosis(read),
            *care.treatment(read, situation.asked),
            *care.requested_by(read),
            *care.service(read, happened, situation.asked),
            *care.ongoing(read, happened),
            *care.urgent(read, situation.asked),
            *care.tried(read, situation.asked),
            *figures.figures(read, situation.known),
            *living.living(read),
        ]
        caregiver = any(fact.slot == "who" and fact.value == "caregiver" for fact in facts)
        facts += plans.state(read, caregiver, situation.asked)
        happened = _with_reasons(when.with_dates(happened, facts), facts)
        asides = (*said.questions(read, self._marker.asking(read.items)), *said.commands(read), *said.feelings(read))
        corrections = taken_back.with_days(read, said.corrections(read), dates, situation.today)
        return [*facts, *taken_back.denied_facts(read), *happened, *corrections, *asides, *_not_told(read, happened)]


def _with_reasons(happened: list[Event], facts: list[Fact]) -> list[Event]:
    """The latest decision with the kinds of denial that were told."""
    kinds = [kind for fact in facts if fact.slot == "denial_kinds" for kind in fact.values]
    decisions = [event for event in happened if event.happened in ("denied", "partly_approved")]
    if not kinds or not decisions:
        return happened
    latest = max(decisions, key=lambda event: event.order)
    return [replace(e, facts={**e.facts, "denial_kinds": kinds}) if e is latest else e for e in happened]


def _not_told(read: Read, happened: list[Event]) -> list[Event]:
    """Events that are supposed, asked about, negated or of somebody else: heard, and never part of the case."""
    told = {(event.span.start, event.span.end) for event in happened}
    made = []
    for mark in read.all("event"):
        if not mark.scopes - {"background"} or mark.name in ("nothing", "other"):
            continue
        span = read.span(mark)
        if (span.start, span.end) not in told:
            made.append(_scoped(read, mark))
    return made


def _scoped(read: Read, mark: Mark) -> Event:
    standing, about = standing_of(mark)
    name = "denied" if mark.name == "cut" else mark.name
    if standing is Standing.ASSERTED and "other" not in mark.scopes:
        standing = Standing.SUPPOSED
    return Event(read.span(mark), read.words(mark), round(mark.sure, 2), name, None, about, standing)
