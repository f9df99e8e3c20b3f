"""Which reminders a case wants, and when. Pure: the same case, rules, settings and moment give the same plan.

A reminder is for a day: what it says is worked out when it is due, from the case as it then stands. So two dates on one
day are one message, nothing stale is ever sent, and a new plan is a comparison of days.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from dialogs.case import matters
from dialogs.speaking.voice import LAST_SEEN, zone
from dialogs.speaking.words import Words
from dialogs.wording import dates
from dialogs.wording.dates import Dated
from knowledge.law.path import place_of
from knowledge.law.schema import ReminderRules
from knowledge.library import Library

EXTERNAL = "EXTERNAL_reminder"
"""The intent with which a stored reminder comes back into the tracker, as Rasa names such events."""
PLANNED, REMINDED = "reminders", "reminded_on"
"""Slots: what is planned (due by name, in UTC), and the last day that a reminder was sent for."""
SNOOZED, MUTED, DROPPED = "snoozed", "reminders_muted", "reminders_dropped"
"""Slots: day by key of what was put off; kinds that the person wants no more; keys that are not theirs or are done."""
PAUSED_UNTIL, SENT_AT = "reminders_paused_until", "reminded_at"
"""Slots: the day until which nothing is sent; the moment of the last message."""
QUIET_FROM, QUIET_TO, DISCREET, DIGEST = "quiet_from", "quiet_to", "discreet", "digest"
"""Slots of the settings."""
DAY, GENTLE, WEEK = "day", "gentle", "week"
ONE_DAY = dt.timedelta(days=1)
AHEAD = 400
"""Days ahead for which there is a plan."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to be told of on a day.

    Attributes:
        dated: The date behind it.
        on: The local day on which it is told of.
        left: Days from then to its day; below zero when it has gone by.
    """

    dated: Dated
    on: dt.date
    left: int


@dataclass(frozen=True, slots=True)
class Planned:
    """One message to come. `urgency`: what goes first when many are due (0 is first)."""

    name: str
    due: dt.datetime
    urgency: int
    items: tuple[Item, ...]


def plan(slots: Mapping[str, Any], library: Library, words: Words, now: dt.datetime) -> list[Planned]:
    """Every message to come, the earliest first. Nothing is planned for a moment that is past.

    Args:
        now: The moment of planning, in UTC.
    """
    rules, place = library.reminders, zone(slots)
    today = now.astimezone(place).date()
    paused = _day(slots.get(PAUSED_UNTIL))
    by_day: dict[dt.date, list[Item]] = {}
    for item in _items(slots, library, words, now):
        day = max(item.on, paused) if paused else item.on
        # What a pause pushes past its last day is told of when the pause ends, if it is still of use.
        if day > item.on and (item.dated.day - day).days < -rules.kinds[item.dated.kind].last_use:
            continue
        by_day.setdefault(day, []).append(item)
    planned = [
        Planned(
            f"{DAY}.{day.isoformat()}",
            moment_of(day, rules.morning, slots, rules, place),
            _first(items, rules),
            tuple(items),
        )
        for day, items in by_day.items()
    ]
    planned += _repeats(by_day, slots, rules, place)
    if slots.get(DIGEST) == "yes":
        ahead = (rules.digest_weekday - today.weekday()) % 7 or 7
        due = moment_of(today + dt.timedelta(days=ahead), rules.morning, slots, rules, place)
        name = f"{WEEK}.{(today + dt.timedelta(days=ahead)).isoformat()}"
        planned.append(Planned(name, due, rules.kinds["digest"].urgency, ()))
    coming = [one for one in planned if one.due > now and one.due < now + dt.timedelta(days=AHEAD)]
    return sorted(coming, key=lambda one: (one.due, one.name))


def _first(items: list[Item], rules: ReminderRules) -> int:
    """The urgency of a message: its most urgent item, and less the further off that is."""
    return min(min(9, rules.kinds[item.dated.kind].urgency + (0 if item.left <= 1 else 1)) for item in items)


def _repeats(
    by_day: Mapping[dt.date, list[Item]], slots: Mapping[str, Any], rules: ReminderRules, place: ZoneInfo
) -> Iterator[Planned]:
    """On the last day of a limit a message that is not answered is repeated once, later the same day."""
    for day, items in by_day.items():
        last = tuple(item for item in items if item.dated.kind == "limit" and item.left == 0)
        due = moment_of(day, rules.gentle, slots, rules, place)
        if last and due.astimezone(place).date() == day:
            yield Planned(f"{GENTLE}.{day.isoformat()}", due, 0, last)


def _items(slots: Mapping[str, Any], library: Library, words: Words, now: dt.datetime) -> Iterator[Item]:
    """Everything to be told of, one for each date and day."""
    place = zone(slots)
    today = now.astimezone(place).date()
    muted, dropped = set(slots.get(MUTED) or ()), set(slots.get(DROPPED) or ())
    snoozed = slots.get(SNOOZED) or {}
    found = dates.dated(slots, library, words, today, str(place))
    for one in (*found, *_waiting(slots, library, words, place)):
        if one.kind in muted or one.key in dropped:
            continue
        until = _day(snoozed.get(one.key))
        for before in library.reminders.kinds[one.kind].days:
            on = one.day - dt.timedelta(days=before)
            if until is None or on > until:
                yield Item(one, on, before)
        if until:
            yield Item(one, until, (one.day - until).days)


def _waiting(slots: Mapping[str, Any], library: Library, words: Words, place: ZoneInfo) -> Iterator[Dated]:
    """A case that is open while the person is silent."""
    seen = slots.get(LAST_SEEN)
    if not seen or not any(
        matter.happened and place_of(matter, library.road).stage.kind != "end" for matter in matters.matters(slots)
    ):
        return
    told = slots.get(SENT_AT)
    last = max(dt.datetime.fromisoformat(moment) for moment in (seen, told) if moment)
    day = last.astimezone(place).date() + dt.timedelta(days=library.reminders.still_waiting)
    yield Dated("waiting", "waiting", day, words("remind-waiting-title"), words("remind-waiting-why"))


def due_items(slots: Mapping[str, Any], library: Library, words: Words, now: dt.datetime) -> tuple[list[Item], int]:
    """What is to be told of now: what falls on today, and what was missed since the last message and is still of use.

    Returns:
        The items, the most urgent first, each date once; and how many were past their use.
    """
    rules = library.reminders
    today = now.astimezone(zone(slots)).date()
    since = _day(slots.get(REMINDED)) or today - ONE_DAY
    newest: dict[str, Item] = {}
    for item in _items(slots, library, words, now):
        if since < item.on <= today and (item.dated.key not in newest or newest[item.dated.key].on < item.on):
            newest[item.dated.key] = item
    items, gone = [], 0
    for item in newest.values():
        left = (item.dated.day - today).days
        if left < -rules.kinds[item.dated.kind].last_use:
            gone += 1
        else:
            items.append(Item(item.dated, item.on, left))
    return sorted(items, key=lambda one: (rules.kinds[one.dated.kind].urgency, one.dated.day, one.dated.key)), gone


def moment_of(day: dt.date, hour: int, slots: Mapping[str, Any], rules: ReminderRules, place: ZoneInfo) -> dt.datetime:
    """The moment, in UTC, at which a message of a local day goes out: at `hour`, or when quiet hours end.

    Where the quiet hours take the rest of the day, it goes out before they begin, and not on the next day.
    """
    start, end = _hour(slots.get(QUIET_FROM), rules.quiet_from), _hour(slots.get(QUIET_TO), rules.quiet_to)
    if _quiet(hour, start, end):
        later = next((h for h in range(hour, 24) if not _quiet(h, start, end)), None)
        hour = later if later is not None else next((h for h in range(hour, -1, -1) if not _quiet(h, start, end)), hour)
    return dt.datetime.combine(day, dt.time(hour), place).astimezone(dt.UTC)


def _quiet(hour: int, start: int, end: int) -> bool:
    """Whether an hour is a quiet one. The same hour twice means no quiet hours."""
    return start <= hour < end if start <= end else hour >= start or hour < end


def _hour(held: object, otherwise: int) -> int:
    """An hour of the day from a choice of the list ``hours``."""
    return int(held[1:]) if isinstance(held, str) and held[1:].isdigit() else otherwise


def _day(held: object) -> dt.date | None:
    return dt.date.fromisoformat(held) if isinstance(held, str) and len(held) == len("2026-11-24") else None


def discreet(slots: Mapping[str, Any]) -> bool:
    """Whether messages say nothing private on a locked screen. So it is unless the person says otherwise."""
    return slots.get(DISCREET) != "no"
