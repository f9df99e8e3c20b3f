"""What happened to the case, in order, and the reasons that were given for a denial."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from knowledge.hearing.acts import Event, Fact
from knowledge.hearing.resolve.figures import fewer_than_asked
from knowledge.hearing.resolve.making import fact, standing_of
from knowledge.hearing.resolve.when import Dated
from knowledge.hearing.spans import Mark, Read

_DENIALS = frozenset({"denied", "cut", "partly_approved"})
_FOLLOWS = frozenset({"appeal_filed", "external_filed", "hearing_asked", "hearing_set"})
"""What is only done against a denial."""
_AFTER_A_DENIAL = frozenset({"denied", "partly_approved", "no_answer", "gave_up", *_FOLLOWS})
_IMPLIED, _CODED = 0.75, 0.85
ANSWERS = "answers"
"""Fact of a decision: the event that it answers; of a letter, all that went before it, in order."""
BILLED = 0.85
"""From this sure on a mark of care given is one of a bill or a claim."""
_NOT_OURS = frozenset({"nothing", "other"})


def told_events(read: Read) -> list[Mark]:
    """Event marks that may enter the case; nouns only where no verb tells it, or with a day where no verb is beside."""
    marks = [mark for mark in read.all("event") if mark.scopes <= {"background"} and mark.name not in _NOT_OURS]
    strong = [mark for mark in marks if not mark.weak]
    listed = [mark for mark in marks if mark.weak and _holds_day(read, mark)]
    clauses = {clause for mark in strong for clause in _clauses(read, mark)}
    alone = [mark for mark in listed if not clauses & _clauses(read, mark)]
    return sorted([*strong, *alone], key=lambda mark: mark.first) if strong or len(alone) > 1 else marks


def _holds_day(read: Read, mark: Mark) -> bool:
    return any(item.kind == "date" for item in read.items[mark.first : mark.last + 1])


def _clauses(read: Read, mark: Mark) -> set[int]:
    return {item.clause for item in read.items[mark.first : mark.last + 1]}


def implied_denial(read: Read, events: list[Mark]) -> Mark | None:
    """A denial that is told by its reason alone: "they say it is experimental", "CO-197"."""
    if any(event.name in _DENIALS or event.name in _FOLLOWS for event in events):
        return None
    for reason in read.told("reason"):
        if reason.value is not None:  # a code of a claim
            return Mark("event", "denied", reason.first, reason.last, _CODED, weak=True)
        if reason.name in ("nothing", "administrative", "late"):
            continue
        sentence = read.sentence(reason)
        near = range(max(0, reason.first - 9), min(len(read.items), reason.last + 7))
        before = [i for i in near if read.items[i].sentence == sentence]
        billed = any(mark.sure >= BILLED for mark in read.told("service", "after"))
        if billed:
            return Mark("event", "denied", reason.first, reason.last, _IMPLIED, weak=True)
        said = any(read.items[i].word in read.sets["saying"] for i in before)
        if (said and _by_them(read, before)) or _of_a_letter(read):
            return Mark("event", "denied", reason.first, reason.last, _IMPLIED, weak=True)
    return None


def _of_a_letter(read: Read) -> bool:
    """Whether a letter with its date is spoken of: then a reason without a verb is the reason of that letter."""
    return bool(read.told("role", "notice_date")) and any(item.word in read.sets["letter"] for item in read.items)


def _by_them(read: Read, near: list[int]) -> bool:
    """Whether it is the plan or its letter that says so; words that begin with "says" quote it."""
    if any(read.items[i].word in read.sets["them"] or read.items[i].kind in ("insurer", "plan") for i in near):
        return True
    if any(read.items[i].word in read.sets["they_say"] for i in near):
        return True
    return read.items[near[0]].word in read.sets["saying"] or any(i.word in read.sets["letter"] for i in read.items)


def events(read: Read, marks: list[Mark], dates: list[Dated]) -> list[Event]:
    """The events of a message, numbered from the oldest to the newest."""
    by_event: Mapping[int, Dated] = {
        id(d.event): d for d in dates if d.event is not None and d.value and d.role == "event_on"
    }
    near_day = {id(d.event): d.rough for d in dates if d.event is not None and d.rough}
    made: list[tuple[Mark, dt.date | None, Event]] = []
    for mark in marks:
        held = by_event.get(id(mark))
        on = dt.date.fromisoformat(held.value) if held and held.value and len(held.value) == 10 else None
        facts = {} if mark.name != "cut" else {"ongoing": "yes"}
        if mark.name in (*_DENIALS, "no_answer") and (answered := _answered(read, mark)):
            facts[ANSWERS] = answered
        if held and held.other:
            on = None  # one of two days: a fact of its own, to be asked about
        elif held and held.value and on is None:
            facts = {**facts, "event_on": held.value}
        standing, about = standing_of(mark)
        name = "denied" if mark.name == "cut" else mark.name
        if name == "approved" and fewer_than_asked(read):
            name = "partly_approved"
        rough = near_day.get(id(mark))
        event = Event(read.span(mark), read.words(mark), round(mark.sure, 2), name, on, about, standing, facts)
        made.append((mark, on or rough, event))
    return _numbered(made)


def _answered(read: Read, decision: Mark) -> str | None:
    """The event that a decision answers, where its words tell it within one clause: "they denied my appeal"."""
    near = [mark for mark in read.told("answers") if mark.overlaps(decision)]
    return next((m.name for m in near if read.items[m.first].clause == read.items[m.last].clause), None)


def _numbered(made: list[tuple[Mark, dt.date | None, Event]]) -> list[Event]:
    """By date where all have one, else as told; what is told as background comes first."""
    indexed = list(enumerate(made))
    if made and all(on for _, on, _ in made):
        indexed.sort(key=lambda pair: (pair[1][1], pair[0]))
    else:
        indexed.sort(key=lambda pair: ("background" not in pair[1][0].scopes, pair[0]))
        indexed = _waiting_last(_dates_in_order(indexed))
    numbers = {at: order for order, (at, _) in enumerate(indexed)}
    return [replace(event, order=numbers[at]) for at, (_, _, event) in enumerate(made)]


def _waiting_last(
    indexed: list[tuple[int, tuple[Mark, dt.date | None, Event]]],
) -> list[tuple[int, tuple[Mark, dt.date | None, Event]]]:
    """Who still waits does so now, unless a decision is told after it."""
    names = [event.happened for _, (_, _, event) in indexed]
    if "no_answer" not in names:
        return indexed
    place = len(names) - 1 - names[::-1].index("no_answer")
    after = set(names[place + 1 :])
    if after & {"denied", "approved", "partly_approved", "gave_up", "hearing_set"}:
        return indexed
    return [*indexed[:place], *indexed[place + 1 :], indexed[place]]


def _dates_in_order(
    indexed: list[tuple[int, tuple[Mark, dt.date | None, Event]]],
) -> list[tuple[int, tuple[Mark, dt.date | None, Event]]]:
    """As told, but of those with a date the later comes later."""
    places = [place for place, (_, (_, on, _)) in enumerate(indexed) if on]
    by_date = sorted((indexed[place] for place in places), key=lambda pair: (pair[1][1] or dt.date.min, pair[0]))
    ordered = list(indexed)
    for place, pair in zip(places, by_date, strict=True):
        ordered[place] = pair
    return ordered


def reasons(read: Read, happened: list[Event], asked: str | None) -> list[Fact]:
    """Kinds of denial, all of them in one fact: only where a denial is told, or asked about."""
    denied = any(event.happened in _AFTER_A_DENIAL for event in happened)
    if not denied and asked not in ("denial_kinds", "reason_words"):
        return []
    told = {mark.name: mark for mark in reversed(read.told("reason")) if mark.name != "nothing"}
    if len(told) > 1:
        told.pop("administrative", None)
    if not told:
        return []
    first = min(told.values(), key=lambda mark: mark.first)
    names = sorted(told, key=lambda name: told[name].first)
    return [fact(read, first, "denial_kinds", *names)]
