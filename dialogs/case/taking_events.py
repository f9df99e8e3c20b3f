"""What happened into a case: where the path has a place for it, with what must have happened before and its day."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dialogs.case import ledger, matters
from dialogs.case.ledger import LOOSE, TOLD
from dialogs.case.taken import Change
from dialogs.case.taking_facts import ASKABLE, SURE, FactTaking
from dialogs.case.view import current, view
from dialogs.speaking.voice import zone
from knowledge.base.text import plain
from knowledge.hearing.acts import Event
from knowledge.hearing.resolve.events import ANSWERS
from knowledge.law.agenda import CaseFact
from knowledge.law.path import DECISIONS, UNKNOWN_PLAN, may_happen


class EventTaking(FactTaking):
    """Takes events into a case."""

    def event(self, event: Event) -> None:
        """Record what happened, or more about what is recorded already."""
        if not self._fits_the_path(event.happened):
            return  # heard amiss, or of another matter: it cannot have happened here
        event = self._as_next(event)
        if event.confidence < SURE:
            if event.confidence >= ASKABLE and event.happened not in self._events():
                self.taken.doubtful.append(event)
            return
        if event.happened in self.agenda.untimely and not self._is_their_time_over():
            self.taken.early = True
            for before in self._answered(event) or self._implied(event.happened):
                self._record(before)  # they are asked for an answer: so there was something to answer
                self.taken.happened.append(before)
            return
        day = event.on.isoformat() if event.on else None
        if (row := self._earlier(event)) is not None:
            self._complete(row, event)
            return
        answered = self._answered(event)
        if answered or not self._repeats(event, day or event.facts.get("notice_date")):
            for before in answered or self._implied(event.happened):
                self._record(before)
            self._record(event.happened)
            self.taken.happened.append(event.happened)
        self._event_facts(event, day)

    def _as_next(self, event: Event) -> Event:
        """An appeal that is half told ("i mailed it today"): after a decision it is the next step."""
        rows = self._kept()["happened"]
        if (
            event.happened != "appeal_filed"
            or event.confidence >= SURE
            or not rows
            or rows[-1]["event"] not in DECISIONS
        ):
            return event
        possible = may_happen(current(self.slots, self.library), self.library.road)
        following = [name for name in ("appeal_filed", "external_filed") if name in possible]
        first = sum(row["event"] in DECISIONS for row in rows) == 1
        clear = len(following) == 1 or (first and len(following) > 1)  # a first no is appealed before anything else
        return replace(event, happened=following[0], confidence=SURE) if clear else event

    def _events(self) -> list[str]:
        return [row["event"] for row in self._kept()["happened"]]

    def _repeats(self, event: Event, day: str | None) -> bool:
        """Whether it tells of what is recorded already: nothing in this case can have happened so twice."""
        matter = current(self.slots, self.library)
        held = [h for h in matter.happened if h.event == event.happened]
        if not held:
            return False
        days = {value for h in held for value in h.facts.values() if isinstance(value, str)}
        if day and day in days:
            return True
        newest_decision = matter.happened[-1].event in DECISIONS and event.happened in DECISIONS
        possible = event.happened in may_happen(matter, self.library.road)
        if self.library.road.family_of(matter.plan, matter.among) == UNKNOWN_PLAN:
            return matter.happened[-1].event == event.happened or newest_decision
        return not possible

    def _earlier(self, event: Event) -> int | None:
        """The place of the decision that an older letter is of: not the newest one, and of no other day."""
        written = event.facts.get("notice_date")
        rows = self._kept()["happened"]
        told = [place for place, row in enumerate(rows) if row["event"] in DECISIONS]
        if not written or event.happened not in DECISIONS or len(told) < 2:
            return None
        newest = rows[told[-1]]["facts"].get("notice_date")
        if not newest or newest <= written:
            return None
        return next((place for place in told[:-1] if rows[place]["facts"].get("notice_date") in (None, written)), None)

    def _complete(self, row: int, event: Event) -> None:
        """Give an earlier decision what its letter says; where the case stands, and its date, do not change."""
        known = {slot: value for slot, value in event.facts.items() if slot in self.agenda.by_slot}
        self.slots[matters.MATTERS] = matters.with_row_facts(self.slots, self._kept()["id"], row, known)
        self.taken.earlier = True

    def _is_their_time_over(self) -> bool:
        """Whether the one who must decide has let the time run out: before that nobody is late."""
        seen = view(self.slots, self.library, self.today, str(zone(self.slots)))
        return bool(seen.values["theirs"] == "passed")

    def _fits_the_path(self, event: str) -> bool:
        """Whether it can have happened where the matter stands, or tells of what is recorded already."""
        road, matter = self.library.road, current(self.slots, self.library)
        if event in self._events():
            return True
        if event in road.always:
            return bool(matter.happened)  # what has not begun cannot be given up or left behind
        if road.family_of(matter.plan) == UNKNOWN_PLAN:
            # The plan is not known: what can happen on the road of the first of the choices can happen.
            matter = replace(matter, plan=next(iter(self.library.choices["plan_kinds"])))
        told = [h.event for h in matter.happened]
        chain = self.agenda.implied.get(event, ())
        return event in may_happen(matter, road) or told == list(chain[: len(told)])

    def _implied(self, event: str) -> tuple[str, ...]:
        """What must have happened before, as far as it was not told."""
        matter = current(self.slots, self.library)
        if event in may_happen(matter, self.library.road):
            return ()
        told = [h.event for h in matter.happened]
        chain = self.agenda.implied.get(event, ())
        return chain[len(told) :] if told == list(chain[: len(told)]) else () if told else chain

    def _answered(self, event: Event) -> list[str]:
        """By a decision's own words, what went before and was not told: the appeal, and the denial before it."""
        answers, told = event.facts.get(ANSWERS), self._events()
        if isinstance(answers, tuple | list):
            return _untold(list(answers), told)
        if answers is None or answers in told:
            return []
        chain = [*self.agenda.implied.get(answers, ()), answers]
        return chain[chain.index(told[-1]) + 1 :] if told and told[-1] in chain else chain

    def _record(self, event: str) -> None:
        number = self._kept()["id"]
        facts: dict[str, Any] = {"denial_told": "no"} if event in DECISIONS else {}
        loose = self.slots.get(LOOSE) or {}
        parts = ("decision", "event") if event in DECISIONS else ("event",)
        for slot in [name for name in loose if self.agenda.by_slot[name].part in parts]:
            facts[slot] = loose[slot]
            self.slots[LOOSE] = ledger.without(self.slots.get(LOOSE), slot)
        self.slots[matters.MATTERS] = matters.with_event(self.slots, number, event, facts, self.today)
        if event == matters.CHANGED:
            self.clear("plan_kind")
            self.slots["coverage_done"] = None

    def _event_facts(self, event: Event, day: str | None) -> None:
        """The day of an event and what was told with it. A date that cannot be is asked about and not taken."""
        meant = self.agenda.meant.get(event.happened, {})
        named = {meant.get(slot, slot): value for slot, value in event.facts.items()}
        told = {**({"event_on": day} if day else {}), **named}
        for slot, value in told.items():
            kind = self.agenda.by_slot.get(slot)
            if kind is None or (slot == "event_on" and event.happened in DECISIONS and self._dated()):
                continue
            if kind.type == "choices" and not isinstance(value, list):
                value = list(value) if isinstance(value, tuple | set) else [value]
            if slot == "event_on":
                self._event_day(kind, value, event)
            elif value is not None:
                self.put(kind, value, event.words)
        if event.happened in DECISIONS and self._unwritten():
            self.put(self.agenda.by_slot["in_writing"], "no", event.words)

    def _unwritten(self) -> bool:
        """Whether the message says that there is no letter."""
        said = f" {plain(self.text)} "
        return any(f" {plain(words)} " in said for words in self.agenda.unwritten)

    def _dated(self) -> bool:
        """Whether the newest denial has a date of its letter: then the day of the event adds nothing."""
        row = self._row(self.agenda.by_slot["notice_date"])
        return row is not None and bool(row["facts"].get("notice_date"))

    def _event_day(self, kind: CaseFact, value: str, event: Event) -> None:
        if clash := self._clash(kind, value):
            self.taken.clashes.append((clash, kind.slot))
            return
        number = self._kept()["id"]
        self.slots[matters.MATTERS] = matters.with_event_facts(self.slots, number, {kind.slot: value}, event.happened)
        self.slots[matters.MATTERS] = matters.sorted_by_day(self.slots, number)
        self.slots[TOLD] = ledger.noted(self.slots, kind.slot, event.words, self.origin, self.today)
        self.taken.changes = [one for one in self.taken.changes if one.slot != kind.slot]
        self.taken.changes.append(Change(kind.slot, value))


def _untold(chain: list[str], told: list[str]) -> list[str]:
    """What of a chain of events was not told: all that follows on its longest beginning that was told in order."""
    for event in told:
        if chain and event == chain[0]:
            chain = chain[1:]
    return chain
