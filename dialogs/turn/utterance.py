"""One typed message as it is read: words folded once, what is open, what it tells; each worked out when asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from dialogs.case import ledger, matters
from dialogs.case.listened import SHORT, HeardText, with_answer
from dialogs.case.taking_facts import ASKABLE
from dialogs.forms import walk
from dialogs.forms.answers import AnswerError, Room
from dialogs.forms.flow import Flow
from dialogs.forms.moves import read_answer
from dialogs.speaking.spellings import asks, spelled
from dialogs.turn.asides import aside, signs
from knowledge.base.text import plain
from knowledge.hearing.acts import Heard
from knowledge.hearing.listener import Hearing, Situation

HELD = ("who", "state", "plan_kind", "insurer", "diagnosis", "treatment", "had_ketamine")
"""What is known already and helps to read a message."""
LONGEST_HEARD = 8_000
"""Characters of one message that are read."""
MENU_WORDS = 4
"""Words from which a message to the menu of a group is a new entry."""


@dataclass(frozen=True)
class Utterance:
    """What a person wrote, and the state in which they wrote it.

    Attributes:
        text: The words as written.
        flow: The questionnaire that is open.
        slots: The case and the dialog's own state.
        room: What an answer is read against.
        hearing: Reads what a message tells.
    """

    text: str
    flow: Flow | None
    slots: Mapping[str, Any]
    room: Room
    hearing: Hearing

    @cached_property
    def said(self) -> str:
        """The words without spelling habits."""
        return plain(self.text)

    @cached_property
    def asks(self) -> bool:
        return asks(self.text)

    @property
    def place(self) -> str | None:
        """Where in the questionnaire the person is."""
        return self.slots.get("requested_slot") if self.flow else None

    @cached_property
    def step(self) -> walk.Step | None:
        """The open question of the questionnaire."""
        return walk.find(self.flow, self.slots, self.place) if self.flow else None

    @property
    def open_fact(self) -> str | None:
        """The slot of the agenda's open question; a questionnaire goes before it."""
        return ledger.asked_slot(self.slots) if self.flow is None else None

    @cached_property
    def aside(self) -> str | None:
        """What it means for the conversation itself (asides.yaml)."""
        return signs(self.text) or aside(self.said)

    @cached_property
    def fits(self) -> str | None:
        """Whether it answers the open question: ``clear``, ``paste`` (free words), or not (None)."""
        return _fits(self.step, self.text, self.room)

    @cached_property
    def told(self) -> HeardText:
        """What it tells, read with what is open and known."""
        question = self.step.question if self.step else None
        slot = self.open_fact or (question.slot if question else None)
        known = {name: self.slots[name] for name in HELD if self.slots.get(name)}
        situation = Situation(self.room.today, slot, known)
        heard = self.hearing.hear(self.text[:LONGEST_HEARD], situation)
        heard = with_answer(heard, self.open_fact, self.slots, self.room)
        bare = len(self.text.split()) <= SHORT and not HeardText(heard, self.open_fact).anything
        if self.open_fact and bare:
            heard = self._out_of_turn(heard, self.open_fact, situation)
        return HeardText(heard, self.open_fact)

    @property
    def _ends(self) -> bool:
        """Whether care that was approved is being ended, so that a day ahead may be its end."""
        rows = (row for matter in matters.stored(self.slots) for row in matter["happened"])
        return any(row["facts"].get("ongoing") == "yes" for row in rows)

    def _out_of_turn(self, heard: Heard, asked: str, situation: Situation) -> Heard:
        """The bare answer to a question that was not asked yet; a date is only asked about."""
        agenda = self.room.library.agenda
        for kind in agenda.facts:
            if kind.slot == asked or kind.slot not in agenda.out_of_turn or (kind.future and not self._ends):
                continue
            found = self.hearing.hear(heard.text, replace(situation, asked=kind.slot))
            facts = [fact for fact in found.facts if fact.slot == kind.slot]
            ahead = kind.type == "date" and bool(facts) and str(facts[0].value) > situation.today.isoformat()
            if facts and ahead == kind.future:
                sure = ASKABLE if kind.type == "date" else facts[0].confidence
                return replace(heard, acts=(*heard.acts, replace(facts[0], confidence=sure)))
        return heard


def _fits(step: walk.Step | None, text: str, room: Room) -> str | None:
    if step is None:
        return None
    said = plain(text)
    if step.is_menu:
        clear = any(spelled(name, said) for name in ("yes", "no", "done", "none_of_these"))
        return "clear" if clear else "paste" if len(said.split()) >= MENU_WORDS else None
    question = step.question
    assert question is not None
    if any(spelled(name, said) for name in ("back", "skip", "unknown", "why", "pause", "help", "cancel")):
        return None
    try:
        value = read_answer(question, text, room)
    except AnswerError:
        return None
    free = question.type == "text" or (isinstance(value, dict) and "words" in value)
    if question.type == "choice" and question.other == "allowed":
        free = all(choice.id != value for choice in question.choices(room.library))
    return "paste" if free else "clear"
