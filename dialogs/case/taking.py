"""Taking in: from the acts of a message to the case. One truth for each fact, with where it came from.

Nothing enters the case that is not an act of the message (its words, a paper, a button). What is sure is used and said
back; what is less sure is only asked about; what contradicts is asked about; what nobody could place is kept as words.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from dialogs.case import histories, ledger, matters
from dialogs.case.ledger import UNPLACED, Origin
from dialogs.case.taken import Taken
from dialogs.case.taking_back import BackTaking
from dialogs.forms import walk
from knowledge.base.text import plain
from knowledge.extraction.histories import reader
from knowledge.hearing.acts import About, Answer, Correction, Event, Fact, Feeling, Heard, Standing, Unheard
from knowledge.law.path import DECISIONS
from knowledge.library import Library

KIN = "kin"
"""Slot: who the patient is to the helper, an id of `Agenda.kin`."""
LEAST_UNPLACED = 4
"""Words from which a stretch that nobody could place is kept."""


class Taking(BackTaking):
    """Takes the acts of one message into a case."""

    def heard(self, heard: Heard) -> Taken:
        """Take in a message."""
        self.text = heard.text
        self.taken.corrects = bool(heard.of(Correction))
        facts = [self._meant(fact, heard) for fact in (*_answers(heard), *heard.facts)]
        history = [fact for fact in facts if fact.slot == "tried"]
        for event in heard.events:
            if event.happened == matters.CHANGED:
                self.event(event)  # what the message says of the plan is about the new one
        with_events = {slot for event in heard.events if event.happened in DECISIONS for slot in event.facts}
        ranked = sorted((f for f in facts if f.slot != "tried"), key=self._rank)
        of_letter = [fact for fact in ranked if fact.slot in with_events and self._is_of_letter(fact)]
        for fact in ranked:
            if fact not in of_letter:
                self.fact(fact)
        for event in heard.events:
            if event.happened != matters.CHANGED:
                self.event(event)
        for fact in of_letter:
            self.fact(fact)  # after the decision that it belongs to, so that it is not held against an earlier letter
        self._taken_back(heard)
        if history:
            others = {word for fact in facts if fact.slot != "tried" for word in plain(fact.words).split()}
            self.history(heard.text, others, ketamine=any(_tells_of_ketamine(fact) for fact in facts))
        self._kin(heard)
        self._unplaced(heard)
        return self.taken

    def _is_of_letter(self, fact: Fact) -> bool:
        kind = self.agenda.by_slot.get(fact.slot)
        return kind is not None and kind.part == "decision"

    def _taken_back(self, heard: Heard) -> None:
        """What the message says was never so, or is another day than was told."""
        asserted = {fact.slot for fact in heard.facts}
        for act in heard:
            if isinstance(act, Correction):
                self.corrected(act)
            elif isinstance(act, Fact | Event) and act.standing is Standing.NEGATED and act.about is not About.OTHER:
                if isinstance(act, Fact):
                    if act.slot not in asserted or act.slot == "denial_kinds":
                        self.denied(act)
                else:
                    self.undone(act)

    def _meant(self, fact: Fact, heard: Heard) -> Fact:
        """A fact under the name that it has beside what happened."""
        for event in heard.events:
            if name := self.agenda.meant.get(event.happened, {}).get(fact.slot):
                return replace(fact, slot=name)
        return fact

    def _rank(self, fact: Fact) -> int:
        """The case first: what happened is placed by the kind of plan. Dates of a letter in the order of the file."""
        order = [known.slot for known in self.agenda.facts]
        return order.index(fact.slot) if fact.slot in order else len(order)

    def history(self, text: str, others: Collection[str] = (), *, ketamine: bool = True) -> None:
        """Treatments that were told, each once; what is told of one that is there goes to that one.

        Args:
            others: Words that tell of something else, such as the diagnosis: a name of ours that no list knows and
                that holds one of them is no treatment.
            ketamine: Whether ketamine is among what was had; else it is what is asked for or refused.
        """
        found = reader(self.library).parse(text, self.today)
        rows = walk.entries(self.slots, histories.GROUP)
        found_here = [one for one in found.entries if ketamine or one.treatment != histories.KETAMINE]
        told = [one for one in found_here if one.treatment or not set(plain(one.name).split()) & set(others)]
        for entry in told:
            place = next((at for at, row in enumerate(rows) if _same(row, entry)), None)
            if place is None:
                rows.append(histories.row_of(entry, self.library))
            else:
                said = text[: ledger.LONGEST_WORDS]
                rows[place] = histories.merged(rows[place], entry, "outcome", said, self.library)
            self.taken.tried.append(str(entry.name))
        if told:
            self.slots[histories.GROUP] = {"entries": rows, "closed": walk.closed(self.slots, histories.GROUP)}

    def _kin(self, heard: Heard) -> None:
        """Whom a helper helps: a word of kinship in the words that told of helping."""
        said = " ".join(fact.words for fact in heard.facts if fact.slot == "who" and fact.value == "caregiver")
        words = plain(said).split()
        for kin, names in self.agenda.kin.items():
            if any(plain(name) in words for name in names):
                self.slots[KIN] = kin
                return

    def _unplaced(self, heard: Heard) -> None:
        explained = any(isinstance(act, Fact | Event | Answer | Feeling) for act in heard)
        left = [act.words for act in heard.of(Unheard) if len(act.words.split()) >= LEAST_UNPLACED]
        if explained and left and not self.taken.tried:  # what is told of treatments is read, and kept with them
            self.taken.unplaced = left
            self.slots[UNPLACED] = ledger.unplaced(self.slots, left, self.today)


def _tells_of_ketamine(fact: Fact) -> bool:
    """Whether a fact says that ketamine was had."""
    named = fact.slot == "tried" and any("ketamin" in plain(str(value)) for value in fact.values)
    return named or fact.slot in ("had_ketamine", "ket_count")


def _same(row: Mapping[str, Any], entry: Any) -> bool:
    """Whether an entry tells of a treatment that is listed: by its name, or by the beginning of it ("gaba")."""
    if entry.treatment and row.get("treatment") and entry.treatment != row["treatment"]:
        return False
    one, other = plain(str(row.get("name"))), plain(str(entry.name))
    return one.startswith(other) or other.startswith(one)


def _answers(heard: Heard) -> Iterable[Fact]:
    """Answers to the open question, as facts of its slot."""
    for answer in heard.of(Answer):
        values = tuple(answer.value) if isinstance(answer.value, list | tuple) else (answer.value,)
        yield Fact(answer.span, answer.words, answer.confidence, answer.slot, values)


def take_in(
    heard: Heard,
    slots: Mapping[str, Any],
    library: Library,
    today: dt.date,
    origin: Origin = Origin.WORDS,
) -> Taken:
    """Take a message into a case; see `Taking`."""
    return Taking(slots, library, today, origin).heard(heard)
