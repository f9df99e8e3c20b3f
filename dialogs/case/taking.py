"""Taking in: from the acts of a message to the case. One truth for each fact, with where it came from.

Nothing enters the case that is not an act of the message (its words, a paper, a button). What is sure is used and said
back; what is less sure is only asked about; what contradicts is asked about; what nobody could place is kept as words.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from dialogs.case import histories, ledger, matters
from dialogs.case.ledger import BETWEEN, LOOSE, PASSED, TOLD, UNPLACED, Origin
from dialogs.case.view import current, view
from dialogs.forms import walk
from dialogs.speaking.voice import zone
from knowledge.base.conditions import SKIPPED, UNKNOWN
from knowledge.base.text import plain
from knowledge.extraction.histories import reader
from knowledge.hearing.acts import Answer, Correction, Event, Fact, Feeling, Heard, Unheard
from knowledge.hearing.resolve.events import ANSWERS
from knowledge.law.agenda import Agenda, CaseFact, Clash
from knowledge.law.path import DECISIONS, UNKNOWN_PLAN, may_happen
from knowledge.library import Library

SURE, ASKABLE = 0.8, 0.6
"""From the first on an act is used; from the second on it may be asked about."""
PLAN, SECOND = "plan_kind", "second_plan"
KIN = "kin"
"""Slot: who the patient is to the helper, an id of `Agenda.kin`."""
LEAST_UNPLACED = 4
"""Words from which a stretch that nobody could place is kept."""


@dataclass(frozen=True)
class Change:
    """A fact that is new, or that replaces another."""

    slot: str
    value: Any
    old: Any = None


@dataclass
class Taken:
    """What came of a message.

    Attributes:
        slots: All slots afterwards.
        changes: Facts that are new or different, in the order of the message.
        happened: Events that were recorded.
        between: Slots that are now between two or more values.
        doubtful: What was heard but is only to be asked about.
        clashes: Dates that cannot be, each with why; they were not taken.
        unplaced: Stretches that no act explains.
        tried: Treatments that were added or told more of.
        corrects: The person took something back.
        early: It was told that no answer came, while there is still time for one.
        earlier: A letter told more of a decision that a later one followed.
    """

    slots: dict[str, Any]
    changes: list[Change] = field(default_factory=list)
    happened: list[str] = field(default_factory=list)
    between: list[str] = field(default_factory=list)
    doubtful: list[Fact | Event] = field(default_factory=list)
    clashes: list[tuple[str, str]] = field(default_factory=list)
    unplaced: list[str] = field(default_factory=list)
    tried: list[str] = field(default_factory=list)
    corrects: bool = False
    early: bool = False
    earlier: bool = False

    @property
    def anything(self) -> bool:
        return bool(
            self.early or self.changes or self.happened or self.between or self.tried or self.clashes or self.doubtful
        )


class Taking:
    """Takes the acts of one message into a case.

    Args:
        slots: The case before; it is not changed.
        today: The person's calendar day.
        origin: Where the acts come from.
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

    def heard(self, heard: Heard) -> Taken:
        """Take in a message."""
        self.text = heard.text
        self.taken.corrects = bool(heard.of(Correction))
        facts = [self._meant(fact, heard) for fact in (*_answers(heard), *heard.facts)]
        history = [fact for fact in facts if fact.slot == "tried"]
        for event in heard.events:
            if event.happened == matters.CHANGED:
                self.event(event)  # what the message says of the plan is about the new one
        for fact in sorted((f for f in facts if f.slot != "tried"), key=self._rank):
            self.fact(fact)
        for event in heard.events:
            if event.happened != matters.CHANGED:
                self.event(event)
        if history:
            others = {word for fact in facts if fact.slot != "tried" for word in plain(fact.words).split()}
            self.history(heard.text, others)
        self._kin(heard)
        self._unplaced(heard)
        return self.taken

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

    # --- facts ----------------------------------------------------------------------------------

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

    def _store(self, kind: CaseFact, value: object) -> None:
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

    # --- what happened --------------------------------------------------------------------------

    def event(self, event: Event) -> None:
        """Record what happened, or more about what is recorded already."""
        if not self._fits_the_path(event.happened):
            return  # heard amiss, or of another matter: it cannot have happened here
        if event.confidence < SURE:
            if event.confidence >= ASKABLE and event.happened not in self._events():
                self.taken.doubtful.append(event)
            return
        if event.happened in self.agenda.untimely and not self._is_their_time_over():
            self.taken.early = True
            for before in self._implied(event.happened):
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

    # --- the rest -------------------------------------------------------------------------------

    def history(self, text: str, others: Collection[str] = ()) -> None:
        """Treatments that were told, each once; what is told of one that is there goes to that one.

        Args:
            others: Words that tell of something else, such as the diagnosis: a name of ours that no list knows and
                that holds one of them is no treatment.
        """
        found = reader(self.library).parse(text, self.today)
        rows = walk.entries(self.slots, histories.GROUP)
        told = [one for one in found.entries if one.treatment or not set(plain(one.name).split()) & set(others)]
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


def _same(row: Mapping[str, Any], entry: Any) -> bool:
    """Whether an entry tells of a treatment that is listed: by its name, or by the beginning of it ("gaba")."""
    if entry.treatment and row.get("treatment") and entry.treatment != row["treatment"]:
        return False
    one, other = plain(str(row.get("name"))), plain(str(entry.name))
    return one.startswith(other) or other.startswith(one)


def _untold(chain: list[str], told: list[str]) -> list[str]:
    """What of a chain of events was not told: all that follows on its longest beginning that was told in order."""
    for event in told:
        if chain and event == chain[0]:
            chain = chain[1:]
    return chain


def _answers(heard: Heard) -> Iterable[Fact]:
    """Answers to the open question, as facts of its slot."""
    for answer in heard.of(Answer):
        values = tuple(answer.value) if isinstance(answer.value, list | tuple) else (answer.value,)
        yield Fact(answer.span, answer.words, answer.confidence, answer.slot, values)


def _day(value: object) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def take_in(
    heard: Heard,
    slots: Mapping[str, Any],
    library: Library,
    today: dt.date,
    origin: Origin = Origin.WORDS,
) -> Taken:
    """Take a message into a case; see `Taking`."""
    return Taking(slots, library, today, origin).heard(heard)
