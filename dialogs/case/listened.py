"""What a message tells, held against the question that is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from dialogs.case.acts_json import packed
from dialogs.case.ledger import BETWEEN
from dialogs.case.taking_facts import ASKABLE, SURE
from dialogs.forms.answers import AnswerError, Room, read_choice, read_choices, read_yes_no
from dialogs.forms.walk import Step
from dialogs.speaking.spellings import spelled
from knowledge.base.conditions import UNKNOWN
from knowledge.base.text import plain
from knowledge.hearing.acts import About, Answer, Correction, Event, Fact, Feeling, Heard, Question, Span, Standing
from knowledge.hearing.days import Way
from knowledge.hearing.listener import hearing
from knowledge.law.agenda import CaseFact
from knowledge.library import shipped
from knowledge.library.plausible import has_shape, is_chatter

LONG = 25
"""Words of an answer that may begin with a yes or a no."""
LEAST_WORDS = 2
"""Words of an answer that is kept as it was said."""
SHORT = 7
"""Words up to which a message may be the bare answer to an open question."""


YES = frozenset({"yes", "yeah", "yep", "si"})
"""Words that say yes wherever they stand; a "no" may belong to something else ("no relief")."""
POLITE = frozenset({"greeting", "thanks"})
"""Feelings that need no word of sympathy."""
PASSING = frozenset({"who", "insurer", "requested_by"})
"""Facts that any sentence may hold in passing: they alone do not lead away from the open question of a form."""


@dataclass(frozen=True)
class HeardText:
    """The acts of a message, and the slot of the agenda's open question."""

    heard: Heard
    asked: str | None

    @property
    def packed(self) -> dict[str, Any]:
        return packed(self.heard)

    @cached_property
    def acts(self) -> list[Fact | Event | Answer]:
        """What may change the case, or be asked about."""
        told = [*self.heard.facts, *self.heard.events, *self.heard.of(Answer)]
        return [act for act in told if act.confidence >= ASKABLE]

    @property
    def takes_back(self) -> bool:
        """Whether a day is put in the place of another, or something is said not to be so, or not to be done."""
        told = (*self.heard.of(Fact), *self.heard.of(Event))
        denies = any(act.standing is Standing.NEGATED and act.about is not About.OTHER for act in told)
        return denies or self._corrects

    @property
    def _corrects(self) -> bool:
        return any(act.new or act.undoes for act in self.heard.of(Correction))

    @property
    def anything(self) -> bool:
        return bool(self.acts) or self.takes_back

    @property
    def tells(self) -> bool:
        """Whether it tells something of the case, beyond what any sentence may hold in passing."""
        told = any(isinstance(act, Event | Answer) or act.slot not in PASSING for act in self.acts)
        return told or self._corrects

    @property
    def moved(self) -> bool:
        """Whether a feeling was told that wants a word, beyond a greeting or thanks."""
        return any(act.kind not in POLITE for act in self.heard.of(Feeling))

    def beside(self, step: Step | None) -> bool:
        """Whether it tells more than the answer to the open question of a form."""
        if (_takes_words(step) or self._quotes(step)) and not self.heard.of(Correction):
            return False
        if step is not None and step.question is not None and step.question.type == "text" and step.group is None:
            # Words are what is asked for: a place or a name among them is part of the answer, what happened is not.
            return bool(self.heard.events) or (bool(self.heard.of(Correction)) and bool(self.heard.facts))
        return any(not _is_for(act, step) for act in self.acts if act.confidence >= SURE)

    def _quotes(self, step: Step | None) -> bool:
        """Whether it is a sentence of a policy where one was asked for: what the plan writes there did not happen."""
        question = step.question if step else None
        if question is None or question.type != "clause":
            return False
        return has_shape("policy_text", self.heard.text, shipped())

    def instead(self, step: Step | None) -> bool:
        """Whether words that do not fit the open question of a form tell something else."""
        return self.takes_back or any(not _is_for(act, step) or act.confidence >= SURE for act in self.acts)


def _takes_words(step: Step | None) -> bool:
    """Whether a form asks for words that are read for themselves: a reason, a letter."""
    question = step.question if step else None
    if question is None or question.type != "text":
        return False
    return question.keeps == "words" or bool(question.react and question.keeps is None)


def _is_for(act: Fact | Event | Answer, step: Step | None) -> bool:
    """Whether an act is about what the form asks."""
    if step is None or isinstance(act, Event):
        return False
    question = step.question
    if act.slot in PASSING and not (question and question.other == "allowed" and step.group is None):
        return True
    if step.group is not None or (question and (question.keeps == "treatments" or question.slot == "history_text")):
        return act.slot == "tried"
    return question is not None and act.slot == question.slot


def with_answer(heard: Heard, asked: str | None, slots: Mapping[str, Any], room: Room) -> Heard:
    """The acts with the bare answer to the agenda's question, where the reader of stories found none."""
    kind = room.library.agenda.by_slot.get(asked or "")
    if kind is None or any(_answers(act, kind) for act in heard):
        return heard
    if any(act.new or act.undoes for act in heard.of(Correction)):
        return heard  # a "no" with a sentence of its own is about that sentence
    if kind.type == "date" and any(_dated(act, room) for act in heard):
        return heard  # the date was told, and of something else
    if kind.type in ("choice", "choices") and any(isinstance(act, Event) for act in heard):
        return heard  # what happened was told, and a word of it may only look like a choice
    value = _read(heard.text, kind, slots, room) if len(heard.text.split()) <= SHORT else None
    if value is None and kind.type == "yes_no":
        value = _led(heard.text)
    if value is None and kind.type == "text":
        value = _own_words(heard, room)
    sure = 1.0
    if value is None and kind.own and len(heard.text.split()) <= SHORT:
        value, sure = _own_words(heard, room, least=1), ASKABLE
    if value is None:
        return heard
    answer = Answer(Span(0, len(heard.text)), heard.text, sure, kind.slot, value)
    return replace(heard, acts=(*heard.acts, answer))


def _dated(act: object, room: Room) -> bool:
    """Whether an act has a date of its own."""
    if isinstance(act, Event):
        return act.on is not None
    slots = room.library.agenda.by_slot
    return isinstance(act, Fact) and act.slot in slots and slots[act.slot].type == "date"


def _answers(act: object, kind: CaseFact) -> bool:
    return isinstance(act, Fact | Answer) and act.slot == kind.slot and act.confidence >= ASKABLE


def _read(text: str, kind: CaseFact, slots: Mapping[str, Any], room: Room) -> Any:
    """A bare answer by its type; None where it is none."""
    choices = list(room.library.choices[kind.of].values()) if kind.of else []
    between = (slots.get(BETWEEN) or {}).get(kind.slot)
    if between:
        choices = [choice for choice in choices if choice.id in between]
    try:
        match kind.type:
            case "choice":
                value: Any = read_choice(text, choices)
            case "choices":
                value = read_choices(text, choices)
            case "yes_no":
                value = read_yes_no(text)
            case "date":
                value = _day(text, kind, room)
            case _:
                return None
    except AnswerError:
        return None
    if value == UNKNOWN:
        return None
    return value if plain(text) else None


def _own_words(heard: Heard, room: Room, least: int = LEAST_WORDS) -> str | None:
    """The words of a message that tells nothing else and asks nothing, where words are what was asked for."""
    told = any(isinstance(act, Fact | Event | Question | Feeling) for act in heard)
    words = " ".join(heard.text.split())
    return None if told or len(words.split()) < least or is_chatter(words, room.library) else words


def _led(text: str) -> str | None:
    """The yes or no of a longer answer ("yes, the doctor said it is severe", "she did say so, yes")."""
    words = plain(text).split()
    if not words or len(words) > LONG:
        return None
    first = next((value for value in ("yes", "no") if spelled(value, words[0])), None)
    return first or ("yes" if YES & set(words) else None)


def _day(text: str, kind: CaseFact, room: Room) -> str | None:
    """The one whole date of a bare answer; which year is meant follows from what is asked."""
    found = [
        when.iso(room.today, Way.AHEAD if kind.future else Way.BEHIND)
        for when in hearing(room.library).dates.find(text)
    ]
    days = [day for day in found if day and len(day) == len("2026-11-24")]
    return days[0] if len(days) == 1 else None
