"""Every date of a case, each with an id that stays: what to do by when, when others must decide, what was promised."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from dialogs import matters, trail
from dialogs.words import Words
from knowledge.library import Library
from knowledge.path import Matter, deadline_of, place_of, tasks

EPOCH = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
"""From when on the versions of a calendar are counted, in minutes."""
ALARMS = {"limit": (14, 7, 3, 1, 0), "step": (0,), "clock": (0,), "hearing": (14, 7, 1, 0), "promise": (0,)}
"""Days before at which the calendar rings, by kind of date."""
DOMAIN = "infusion-navigator"
Dated = dict[str, Any]


def events(
    slots: Mapping[str, Any], library: Library, words: Words, today: dt.date, zone: str, mine: str
) -> list[Dated]:
    """The dates still to come, the earliest first.

    Args:
        mine: What sets this case apart; part of every id.
    """
    found: list[Dated] = []
    for matter in matters.matters(slots):
        found += _of_matter(matter, slots, library, words, today, zone)
    for note in trail.promises(slots):
        who = note.get("note_with") or words("calendar-someone")
        promise = words("calendar-promise-text", said=note["note_promise"], reference=note.get("note_reference") or "")
        title = words("calendar-promise", who=who)
        found.append(_event(f"note-{note['id']}", "promise", trail.due(note), title, promise))
    coming = [event for event in found if event["date"] >= today.isoformat()]
    return sorted(({**event, "uid": f"{mine}-{event['uid']}@{DOMAIN}"} for event in coming), key=lambda e: e["date"])


def _of_matter(
    matter: Matter, slots: Mapping[str, Any], library: Library, words: Words, today: dt.date, zone: str
) -> Iterator[Dated]:
    place = place_of(matter, library.road)
    limit = deadline_of(matter, library, today, zone)
    own = limit is not None and (limit.rule is None or limit.rule.who == "person")
    if limit and own and limit.act_day:
        title = words(f"calendar-limit-{place.stage.deadline or 'other'}".replace("_", "-"))
        text = words("calendar-limit-text", cite=limit.rule.cite if limit.rule and limit.legal_date else "")
        yield _event(f"{matter.id}-{place.name}-limit", "limit", limit.act_day, title, text)
    elif limit and limit.legal_day:
        yield _event(f"{matter.id}-{place.name}-clock", "clock", limit.legal_day, words("calendar-clock"), "")
    for task in tasks(matter, slots, library, today, zone):
        if task.by and own and task.by != (limit.act_day if limit else None):
            name = f"{matter.id}-{place.name}-{task.step.id}"
            yield _event(name, "step", task.by, task.step.title, task.step.why)
        elif task.by and task.step.until:
            yield _event(f"{matter.id}-{place.name}-{task.step.id}", "step", task.by, task.step.title, task.step.why)
    hearing = matter.newest("hearing_on")
    if hearing and place.name == "hearing":
        yield _event(f"{matter.id}-hearing", "hearing", dt.date.fromisoformat(hearing), words("calendar-hearing"), "")


def _event(uid: str, kind: str, day: dt.date, title: str, text: str) -> Dated:
    return {"uid": uid, "date": day.isoformat(), "title": title, "text": text, "alarms": ALARMS[kind], "gone": False}
