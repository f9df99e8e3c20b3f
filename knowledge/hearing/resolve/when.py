"""Dates and their roles: on the letter, received, last day, from when on, of an event."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from itertools import pairwise

from knowledge.hearing.acts import Event, Fact
from knowledge.hearing.dates import Dates
from knowledge.hearing.days import Way, When
from knowledge.hearing.resolve.making import fact
from knowledge.hearing.situation import Situation
from knowledge.hearing.spans import Mark, Read

WAYS = {
    "notice_date": Way.BEHIND,
    "received_on": Way.BEHIND,
    "event_on": Way.BEHIND,
    "denial_date": Way.BEHIND,
    "letter_date": Way.AHEAD,
    "effective_on": Way.AHEAD,
    "ends_on": Way.AHEAD,
    "hearing_on": Way.AHEAD,
}
"""Where the date of each slot lies."""
_WHOLE = len("2026-11-24")
_APPEALS = ("appeal", "apel")
_YEAR, _SOON = 365, 60
_CLEARLY = 0.92
"""What is surer than this to be another date is one, whatever else its words could tell."""
_REACH = 8
"""Items between an event and a date of its own."""
_FAR = 20
"""The same where there is one event and one date."""
_OTHER_CLAUSE = 2


@dataclass(slots=True)
class Dated:
    """A date of the message with its role, its value, and the `other` day where it may be one of two."""

    mark: Mark
    when: When
    role: str | None
    role_mark: Mark | None
    value: str | None = None
    event: Mark | None = None
    other: str | None = None
    rough: dt.date | None = None


_LETTERS = frozenset({"notice_date", "received_on"})
"""Dates of a letter that a person got."""
_ABOUT_CARE = ("denied", "cut", "approved", "partly_approved", "request_sent", "appeal_filed", "external_filed")
_SENDINGS = frozenset({"appeal_filed", "request_sent", "external_filed", "hearing_asked"})


def dated(read: Read, situation: Situation, events: list[Mark]) -> list[Dated]:
    """Every date of a message with what it is the date of."""
    cut = any(event.name == "cut" for event in events)
    roles = [role for role in read.all("role") if _counts(read, role, cut=cut)]
    found = [_with_role(read, mark, roles) for mark in read.all("date")]
    lengths = [_with_role(read, mark, roles) for mark in read.all("span")]
    free = [d for d in found if not d.mark.scopes]
    asked = situation.asked if situation.asked in WAYS else None
    listed = [d for d in free if any(event.first <= d.mark.first <= event.last for event in events)]
    for one in free:
        if len(listed) > 1 and one in listed and one.role_mark is not None and one.role_mark.weak:
            one.role = one.role_mark = None  # in a list of events with their days, a day is one of an event
        if one.role is None:
            one.event = _event_of(read, one, events, found)
            if one.event is None and asked and _bare(read, one, free):
                one.role = asked
        if one.role == "hearing_on" and (decided := _decided_there(read, one, events, situation.today)):
            one.role, one.event = "event_on", decided
        if one.role is None and one.event is not None:
            one.role = "effective_on" if one.event.name == "cut" and _ahead(one) else "event_on"
    near: dt.date | None = None
    for one in free:
        way = WAYS.get(one.role or "", Way.NEAREST)
        one.value = one.when.iso(situation.today, way, near)
        if way is Way.BEHIND and _rather_ahead(one.when, one.value, situation.today):
            one.value = None  # said of the past, and rather a day to come: no date is better than a wrong one
        one.other = one.when.other(situation.today)
        one.rough = one.when.roughly(situation.today, way)
        if one.value and len(one.value) == 10 and one.role != "nothing":
            near = dt.date.fromisoformat(one.value)
    return free + [d for d in lengths if not d.mark.scopes]


def _decided_there(read: Read, one: Dated, events: list[Mark], today: dt.date) -> Mark | None:
    """The decision that was made at a hearing: its day is past, and the decision is told in the same sentence."""
    day = one.when.roughly(today, Way.AHEAD)
    if day is not None and day > today and one.when.kind == "weekday":
        day = one.when.roughly(today, Way.BEHIND)
    if day is None or day > today:
        return None
    sentence = read.sentence(one.mark)
    made = [event for event in events if event.name in ("denied", "approved", "partly_approved")]
    return next((event for event in made if read.sentence(event) == sentence), None)


def _rather_ahead(when: When, value: str | None, today: dt.date) -> bool:
    """Whether a day without a year lies nearly a year back, and so in a few weeks as well."""
    if value is None or len(value) != _WHOLE or when.kind != "day" or when.year is not None:
        return False
    back = (today - dt.date.fromisoformat(value)).days
    return back > _YEAR - _SOON


def _ahead(one: Dated) -> bool:
    return one.when.way is not Way.BEHIND and not (one.when.kind == "counted" and (one.when.days or 0) < 0)


def _bare(read: Read, one: Dated, dates: list[Dated]) -> bool:
    """Whether a date is the answer to an open question: the only one of a short message."""
    return len([d for d in dates if d.role is None]) == 1 and (len(read.items) <= 8)


def _counts(read: Read, role: Mark, *, cut: bool) -> bool:
    """Whether a role is told as so; a verb of its own between its word and the date takes the date."""
    if role.scopes & {"supposed", "asked", "other"} or (role.name == "effective_on" and not cut):
        return False
    if role.name in _LETTERS and (_of_a_sending(read, role) or _is_a_limit(read, role)):
        return False
    first = read.items[role.first]
    if role.name == "nothing" and (first.kind == "rx" or first.word in read.sets["objects"]) and _is_object(read, role):
        return False
    if role.weak and role.name == "notice_date" and _is_object(read, role):
        return False
    if role.name in ("effective_on", "letter_date", "hearing_on"):
        return True
    return not any(
        role.first < event.last < role.last and not (event.first <= role.first and event.length == 1)
        for event in read.all("event")
        if not event.weak and event.name not in ("nothing", "other")
    )


def _is_a_limit(read: Read, role: Mark) -> bool:
    """Whether a day is one by which something must be there: "must be received by Dec 28"."""
    inside = read.items[role.first : role.last + 1]
    return any(item.kind == "date" and before.word in read.sets["limits"] for before, item in pairwise(inside))


def _of_a_sending(read: Read, role: Mark) -> bool:
    """Whether the words of a role tell that something was sent: "appeal mailed 10/15", "my appeal was received"."""
    return any(
        event.name in _SENDINGS and event.first < role.first <= event.last
        for event in read.all("event")
        if not event.scopes
    )


def _is_object(read: Read, role: Mark) -> bool:
    """Whether what stands before a date is what was refused, allowed or asked for: "denied my infusions on nov 3"."""
    return any(
        event.first < role.first
        and not event.weak
        and role.first - event.last <= 3
        and read.sentence(event) == read.sentence(role)
        for event in read.told("event", *_ABOUT_CARE)
    )


def _with_role(read: Read, mark: Mark, roles: list[Mark]) -> Dated:
    """The role of the words that are nearest; inside one pattern only its last date counts."""
    best: Mark | None = None
    for role in roles:
        if not role.first <= mark.first <= mark.last <= role.last:
            continue
        inside = [m for m in read.marks if m.kind in ("date", "span") and role.first <= m.first <= role.last]
        told = [m for m in inside if not m.scopes]
        if role.name in _LETTERS and _of_another_clause(read, role, mark):
            continue
        if not told or mark is not (told[-1] if role.first < inside[0].first else told[0]):
            continue
        if best is None or _more_telling(read, role, best, mark):
            best = role
    return Dated(mark, mark.value, best.name if best else None, best)


def _of_another_clause(read: Read, role: Mark, date: Mark) -> bool:
    """Whether a letter is spoken of only beyond the clause of a date that has an event of its own in it."""
    clause = read.items[date.first].clause
    others = [item for item in read.items[role.first : role.last + 1] if item is not read.items[date.first]]
    if any(item.clause == clause for item in others):
        return False
    return any(read.items[event.last].clause == clause for event in read.told("event") if not event.weak)


def _more_telling(read: Read, role: Mark, best: Mark, mark: Mark) -> bool:
    """Whether one role tells more than another; what makes a date nothing of ours wins over what it holds."""
    if "nothing" in (role.name, best.name) and role.name != best.name:
        if max(one.sure for one in (role, best) if one.name == "nothing") > _CLEARLY:
            return role.name == "nothing"
        nothing, other = (role, best) if role.name == "nothing" else (best, role)
        if nothing.first <= other.first and other.last <= nothing.last and nothing.first < other.first:
            return nothing is role
        if (
            other.name in ("effective_on", "letter_date")
            and other.first <= nothing.first
            and nothing.last <= other.last
        ):
            return other is role
    if {role.name, best.name} == {"effective_on", "letter_date"}:
        sentence = read.sentence(mark)
        appeals = any(i.word.startswith(_APPEALS) for i in read.items if i.sentence == sentence)
        return role.name == ("letter_date" if appeals else "effective_on")
    return _telling(read, role, mark) > _telling(read, best, mark)


def _telling(read: Read, role: Mark, mark: Mark) -> tuple[bool, float, float]:
    """How much the words of a role tell: weak ones only where there are no others."""
    return not role.weak, _weight(read, role, mark), role.sure


def _weight(read: Read, role: Mark, mark: Mark) -> float:
    """Shorter patterns tell more, and those whose words stand in the clause of the date."""
    clauses = {item.clause for item in read.items[role.first : role.last + 1]}
    return -role.length - 1.5 * (len(clauses) - 1) + 4 * role.sure


def _event_of(read: Read, one: Dated, events: list[Mark], dates: list[Dated]) -> Mark | None:
    """The event that a date stands beside."""
    best: tuple[float, Mark] | None = None
    item = read.items[one.mark.first]
    if one.when.kind == "month" and one.when.months is None and not _placed(read, one.mark):
        return None  # a month in passing: "my post from August"
    for event in events:
        if read.items[event.first].sentence != item.sentence:
            continue
        gap = float(read.gap(event, one.mark))
        clause = read.items[event.last].clause if event.last < one.mark.first else read.items[event.first].clause
        gap += _OTHER_CLAUSE * abs(clause - item.clause)
        between = [d for d in dates if min(event.last, one.mark.last) < d.mark.first < max(event.first, one.mark.first)]
        if between or gap > (_REACH if len(events) > 1 or len(dates) > 1 else _FAR):
            continue
        gap += 1.2 * (event.first > one.mark.first)
        if best is None or gap < best[0]:
            best = (gap, event)
    return best[1] if best else None


def _placed(read: Read, mark: Mark) -> bool:
    return mark.first > 0 and read.items[mark.first - 1].word in read.sets["inside"]


def facts(read: Read, dates: list[Dated], today: dt.date) -> list[Fact]:
    """The dates that are facts of their own: those with a role."""
    made = []
    for one in dates:
        role = one.role
        if one.when.kind == "length":
            if role == "letter_date" and one.when.days and not one.mark.scopes and one.role_mark:
                day = today + dt.timedelta(days=one.when.days)
                made.append(fact(read, one.role_mark, "letter_date", day.isoformat(), sure=0.82))
            continue
        if not one.value or role in (None, "nothing") or (role == "event_on" and not one.other):
            continue
        if role == "letter_date" and len(one.value) < _WHOLE:
            continue  # "the deadline passed like ten days ago" names no last day
        sure = one.role_mark.sure if one.role_mark else 0.8
        values = (one.value, one.other) if one.other else (one.value,)
        made.append(fact(read, one.mark, role or "", *values, sure=_sure(one, sure)))
    return made


def latent(read: Read, situation: Situation, dates: Dates) -> list[Fact]:
    """What is a date only because a date was asked for: "10 29 26", "5th"."""
    way = WAYS.get(situation.asked or "")
    found = dates.answer(read.text) if way else None
    value = found.iso(situation.today, way) if found and way else None
    if value is None or len(value) != _WHOLE:
        return []
    whole = Mark("date", "date", 0, len(read.items) - 1, 0.85)
    return [fact(read, whole, situation.asked or "", value)]


def _sure(one: Dated, sure: float) -> float:
    if one.when.vague or (one.value and len(one.value) < 10):
        return min(sure, 0.7)
    return sure


def impossible(read: Read, dates: list[Dated]) -> list[Fact]:
    """Days that do not exist ("nov 31"), and expressions that are understood only in part: to be asked about."""
    made = []
    for one in dates:
        if one.role in (None, "nothing") or not one.when.impossible:
            continue
        made.append(fact(read, one.mark, one.role or "", sure=0.5))
    return made


def with_dates(events: list[Event], facts_: list[Fact]) -> list[Event]:
    """Events with the dates that were told with them: a letter's dates go with the latest decision."""
    decisions = [event for event in events if event.happened in ("denied", "partly_approved", "approved")]
    if not decisions:
        return events
    latest = max(decisions, key=lambda event: event.order)
    told = {f.slot: f.value for f in facts_ if f.slot in WAYS and f.values}
    return [replace(event, facts={**told, **event.facts}) if event is latest else event for event in events]
