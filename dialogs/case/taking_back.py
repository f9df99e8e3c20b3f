"""What is taken back: a day for another, a fact that was never so, something that has not happened after all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from dialogs.case import ledger, matters
from dialogs.case.ledger import BETWEEN, LOOSE, TOLD
from dialogs.case.taken import Change
from dialogs.case.taking_events import EventTaking
from knowledge.base.text import plain
from knowledge.hearing.acts import Correction, Event, Fact
from knowledge.hearing.days import exists
from knowledge.law.agenda import CaseFact
from knowledge.law.path import DECISIONS

_DOINGS = frozenset({"request_sent", "appeal_filed", "external_filed", "hearing_asked", "withdrawn", "gave_up"})
"""Events that are the person's own doing."""
_DAYS = ("notice_date", "event_on", "received_on")
"""Which day of a decision is meant where none is named ("no, it was October 13")."""


class BackTaking(EventTaking):
    """Takes back what was told."""

    def corrected(self, correction: Correction) -> None:
        """Put one day in the place of another, or of the day of the newest decision where no other is named."""
        if correction.undoes:
            self._undo(_DOINGS)
        if correction.new is None:
            return
        for row, slot, held in self._dated_rows():
            if _is_day(held, correction.old) if correction.old else slot == self._main_day():
                self._replace(row, slot, held, correction.new)
                return
        for slot, held in (self.slots.get(LOOSE) or {}).items():
            if correction.old and _is_day(held, correction.old):
                self.put(self.agenda.by_slot[slot], _in_year_of(held, correction.new), correction.words)
                return

    def denied(self, fact: Fact) -> None:
        """Take out a fact that the person says is not so; another that was told instead stands."""
        kind = self.agenda.by_slot.get(fact.slot)
        if kind is not None and kind.type == "choices":
            self._without(kind, fact)
            return
        if kind is None or any(change.slot == fact.slot for change in self.taken.changes):
            return
        held = self.held(kind)
        if held is not None and any(_same(held, value) for value in fact.values):
            self._clear(kind)
            self.taken.changes.append(Change(fact.slot, None, held))
        self._without_candidates(kind, fact)

    def _without(self, kind: CaseFact, fact: Fact) -> None:
        """Take values out of a list; the others stay."""
        held = self.held(kind)
        left = [value for value in held or () if value not in fact.values]
        if held and len(left) < len(held):
            self._store(kind, left or None)
            changes = [change for change in self.taken.changes if change.slot != kind.slot]
            self.taken.changes = [*changes, Change(kind.slot, left or None, held)]

    def undone(self, event: Event) -> None:
        """Take back the newest event where the person says that it has not happened."""
        self._undo({event.happened})

    def _undo(self, events: Collection[str]) -> None:
        number, rows = self._kept()["id"], self._kept()["happened"]
        if not rows or self.taken.happened or rows[-1]["event"] not in events:
            return
        self.slots[matters.MATTERS], gone = matters.without_last(self.slots, number)
        if gone:
            self.taken.undone.append(gone)

    def _without_candidates(self, kind: CaseFact, fact: Fact) -> None:
        """Values that are denied are no candidates; the only one that is left is the answer."""
        between = (self.slots.get(BETWEEN) or {}).get(kind.slot)
        left = [value for value in between or () if value not in fact.values]
        if between and left and len(left) < len(between):
            if len(left) == 1:
                self.put(kind, left[0], fact.words)
            else:
                self.slots[BETWEEN] = {**self.slots[BETWEEN], kind.slot: left}

    def _dated_rows(self) -> list[tuple[dict[str, Any], str, str]]:
        """Every day of what happened, the newest event first: the event, the slot, the day."""
        rows = reversed(self._kept()["happened"])
        dates = [fact.slot for fact in self.agenda.facts if fact.type == "date"]
        return [(row, slot, row["facts"][slot]) for row in rows for slot in dates if row["facts"].get(slot)]

    def _main_day(self) -> str | None:
        """The slot of the day that the newest decision has; None where there is none."""
        decided = [row for row in self._kept()["happened"] if row["event"] in DECISIONS]
        return next((slot for slot in _DAYS if decided and decided[-1]["facts"].get(slot)), None)

    def _replace(self, row: dict[str, Any], slot: str, held: str, new: str) -> None:
        kind = self.agenda.by_slot[slot]
        value = _in_year_of(held, new)
        if clash := self._clash(kind, value):
            self.taken.clashes.append((clash, slot))
            return
        kept = matters.stored(self.slots)
        for matter in kept:
            matter["happened"] = [
                {**one, "facts": {**one["facts"], slot: value}} if one == row else one for one in matter["happened"]
            ]
        self.slots[matters.MATTERS] = kept
        self.slots[matters.MATTERS] = matters.sorted_by_day(self.slots, self._kept()["id"])
        self.slots[TOLD] = ledger.noted(self.slots, slot, self.text, self.origin, self.today)
        self.taken.changes.append(Change(slot, value, held))


def _is_day(held: Any, told: str) -> bool:
    """Whether a day is meant by another that may have got another year."""
    return isinstance(held, str) and len(held) == len(told) and held[5:] == told[5:]


def _in_year_of(held: str, new: str) -> str:
    """The new day in the year in which it is nearest to the old one."""
    old, day = dt.date.fromisoformat(held), dt.date.fromisoformat(new)
    years = (old.year - 1, old.year, old.year + 1)
    days = [day.replace(year=year) for year in years if exists(year, day.month, day.day)]
    return min(days, key=lambda one: abs((one - old).days)).isoformat() if days else new


def _same(held: Any, value: Any) -> bool:
    """Whether two values are one; of two names of an insurer the shorter counts."""
    if isinstance(held, str) and isinstance(value, str):
        one, other = plain(held), plain(value)
        return one == other or bool(one and other and (one.startswith(other) or other.startswith(one)))
    return bool(held == value)
