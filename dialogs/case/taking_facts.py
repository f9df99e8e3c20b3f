"""Facts into a case: one truth for each, with where it came from. A date that cannot be is asked about, not taken."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from dialogs.case import ledger, matters
from dialogs.case.ledger import BETWEEN, LOOSE, PASSED, TOLD, Origin
from dialogs.case.taken import Change, Taken
from dialogs.case.view import current
from knowledge.base.conditions import SKIPPED, UNKNOWN
from knowledge.base.text import plain
from knowledge.hearing.acts import Fact
from knowledge.law.agenda import Agenda, CaseFact, Clash
from knowledge.law.path import DECISIONS
from knowledge.library import Library

SURE, ASKABLE = 0.8, 0.6
"""From the first on an act is used; from the second on it may be asked about."""
PLAN, SECOND = "plan_kind", "second_plan"


class FactTaking:
    """Takes facts into a case.

    Args:
        slots: The case before; it is not changed.
        today: The person's calendar day.
        origin: Where the facts come from.
    """

    def __init__(
        self, slots: Mapping[str, Any], library: Library, today: dt.date, origin: Origin = Origin.WORDS
    ) -> None:
        self.library, self.today, self.origin = library, today, origin
        self.agenda: Agenda = library.agenda
        self.taken = Taken(dict(slots))
        self.text = ""

    @property
    def slots(self) -> dict[str, Any]:
        return self.taken.slots

    def fact(self, fact: Fact) -> None:
        """Take in one fact, or note that it has to be asked about."""
        kind = self.agenda.by_slot.get(fact.slot)
        if kind is None:
            return
        if fact.confidence < SURE:
            if fact.confidence >= ASKABLE and not self._holds(kind, fact):
                self.taken.doubtful.append(fact)
            return
        if fact.slot == PLAN and self._is_second(fact):
            kind = self.agenda.by_slot[SECOND]
            if len(fact.values) > 1:
                return  # which of them it is does not matter before the first plan has answered
        if len(fact.values) > 1 and kind.type != "choices":
            self._candidates(kind, fact)
            return
        value = list(fact.values) if kind.type == "choices" else fact.values[0]
        self.put(kind, value, fact.words)

    def _is_second(self, fact: Fact) -> bool:
        """Whether a kind of plan is told beside the one that is known, and not instead of it."""
        known = self.held(self.agenda.by_slot[PLAN])
        if known is None or known in fact.values or self.taken.corrects:
            return False
        said = f" {plain(self.text)} "
        return any(f" {plain(word)} " in said for word in self.agenda.beside)

    def _holds(self, kind: CaseFact, fact: Fact) -> bool:
        held = self.held(kind)
        return held is not None and held in (*fact.values, list(fact.values))

    def _candidates(self, kind: CaseFact, fact: Fact) -> None:
        """Several values fit. What is known among them stands; else the person chooses between them."""
        if self.held(kind) in fact.values:
            return
        before = (self.slots.get(BETWEEN) or {}).get(fact.slot)
        values = [value for value in fact.values if value in before] if before else []
        values = values or list(fact.values)
        if len(values) == 1:
            self.put(kind, values[0], fact.words)
            return
        if self.held(kind) is not None:
            self._clear(kind)
        self.slots[BETWEEN] = {**(self.slots.get(BETWEEN) or {}), fact.slot: values}
        self.taken.between.append(fact.slot)

    def put(self, kind: CaseFact, value: Any, words: str) -> bool:
        """Enter a fact. A value that was there is replaced and leaves no trace."""
        if kind.type == "date" and (clash := self._clash(kind, value)):
            self.taken.clashes.append((clash, kind.slot))
            return False
        old = self.held(kind)
        if kind.type == "choices" and isinstance(old, list) and not self.taken.corrects and self.origin != "button":
            value = list(dict.fromkeys([*old, *value]))
        if kind.adds and isinstance(old, str) and not self.taken.corrects:
            value = old if str(value) in old else f"{old}; {value}"
        self._store(kind, value)
        self.slots[TOLD] = ledger.noted(
            self.slots, kind.slot, words, self.origin, self.today, confirmed=self.origin is Origin.BUTTON
        )
        for name in (BETWEEN, LOOSE if kind.part in ("decision", "event") and not self._is_loose(kind) else BETWEEN):
            self.slots[name] = ledger.without(self.slots.get(name), kind.slot)
        self.slots[PASSED] = [one for one in self.slots.get(PASSED) or () if one != kind.slot] or None
        first = next((one for one in self.taken.changes if one.slot == kind.slot), None)
        if value != old or first:
            self.taken.changes = [one for one in self.taken.changes if one.slot != kind.slot]
            self.taken.changes.append(Change(kind.slot, value, first.old if first else old))
        return True

    def held(self, kind: CaseFact) -> Any:
        """The value that is known, None where there is none."""
        value = self._held(kind)
        return None if value in (UNKNOWN, SKIPPED) else value

    def _held(self, kind: CaseFact) -> Any:
        if kind.part in ("case", "door", "history"):
            return self.slots.get(kind.slot)
        row = self._row(kind)
        if row is None:
            return (self.slots.get(LOOSE) or {}).get(kind.slot)
        return row["facts"].get(kind.slot)

    def _row(self, kind: CaseFact) -> dict[str, Any] | None:
        """The event that a fact belongs to: the newest denial, or the newest event."""
        rows = self._kept()["happened"]
        fitting = [row for row in rows if kind.part == "event" or row["event"] in DECISIONS]
        return fitting[-1] if fitting else None

    def _kept(self) -> dict[str, Any]:
        number = current(self.slots, self.library).id
        return next(kept for kept in matters.stored(self.slots) if kept["id"] == number)

    def _is_loose(self, kind: CaseFact) -> bool:
        return kind.part in ("decision", "event") and self._row(kind) is None

    def _store(self, kind: CaseFact, value: Any) -> None:
        if kind.part in ("case", "door", "history"):
            self.slots[kind.slot] = value
        elif row := self._row(kind):
            self.slots[matters.MATTERS] = matters.with_event_facts(
                self.slots, self._kept()["id"], {kind.slot: value}, row["event"]
            )
        else:
            self.slots[LOOSE] = {**(self.slots.get(LOOSE) or {}), kind.slot: value}

    def _clear(self, kind: CaseFact) -> None:
        """Take a fact out, with all that stood beside it."""
        if kind.part in ("case", "door", "history"):
            self.slots[kind.slot] = None
        elif row := self._row(kind):
            self.slots[matters.MATTERS] = matters.with_event_facts(
                self.slots, self._kept()["id"], {kind.slot: None}, row["event"]
            )
        self.slots[LOOSE] = ledger.without(self.slots.get(LOOSE), kind.slot)
        self.slots[TOLD] = ledger.without(self.slots.get(TOLD), kind.slot)

    def clear(self, slot: str) -> None:
        """Take a fact out because the person said that it is wrong."""
        if kind := self.agenda.by_slot.get(slot):
            self._clear(kind)

    # --- dates that cannot be -------------------------------------------------------------------

    def _clash(self, kind: CaseFact, value: str) -> str | None:
        """Why a date cannot be right, an id of a message; None where nothing speaks against it."""
        day = _day(value)
        if day is None:
            return None  # a month or a year alone contradicts nothing
        if not kind.future and day > self.today:
            return "clash-ahead"
        if (self.today - day).days > self.agenda.oldest:
            return "clash-old"
        for clash in self.agenda.clashes:
            if self._against(clash, kind.slot, day):
                return f"clash-{clash.id}"
        return None

    def _against(self, clash: Clash, slot: str, day: dt.date) -> bool:
        days = {name: _day(self.held(self.agenda.by_slot[name])) for name in (clash.later, clash.earlier)}
        if slot not in days:
            return False
        days[slot] = day
        later, earlier = days[clash.later], days[clash.earlier]
        return later is not None and earlier is not None and later < earlier


def _day(value: Any) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
