"""Every date of a case, each with an id that stays: what to do by when, when others must decide, what was promised."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dialogs.case import applications, matters, own_reminders
from dialogs.speaking.words import Words
from dialogs.wording import trail
from knowledge.law.path import Matter, day_for, deadline_of, entered, place_of, tasks
from knowledge.library import Library

EPOCH = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
"""From when on the versions of a calendar are counted, in minutes."""
DOMAIN = "infusion-navigator"


@dataclass(frozen=True, slots=True)
class Dated:
    """One date.

    Attributes:
        key: What it is called as long as the case stands where it does.
        kind: limit, step, clock, approval, hearing, promise, application, money or own (see reminders.yaml).
        matter: Number of the matter; None for a promise and for what is about money.
        step: Id of the step, where it is one.
        stage: The stage of deadlines.yaml behind a limit.
    """

    key: str
    kind: str
    day: dt.date
    title: str
    text: str
    matter: str | None = None
    step: str | None = None
    stage: str | None = None


def dated(slots: Mapping[str, Any], library: Library, words: Words, today: dt.date, zone: str) -> list[Dated]:
    """Every date of a case, also those gone by, the earliest first."""
    found: list[Dated] = []
    for matter in matters.matters(slots):
        found += _of_matter(matter, slots, library, words, today, zone)
    for note in trail.promises(slots):
        who = note.get("note_with") or words("calendar-someone")
        promise = words("calendar-promise-text", said=note["note_promise"], reference=note.get("note_reference") or "")
        title = words("calendar-promise", who=who)
        found.append(Dated(f"note-{note['id']}", "promise", trail.due(note), title, promise))
    for one in applications.open_ones(slots):
        kept = one["what"] in applications.DATES
        why = words(f"money-date-why-{one['what']}" if kept else f"apply-why-{one['state']}")
        title = applications.named(one, library, words)
        kind = "money" if kept else "application"
        found.append(Dated(f"apply-{one['id']}", kind, applications.due(one), title, why))
    for row in own_reminders.stored(slots):
        day = dt.date.fromisoformat(row["day"])
        found.append(Dated(f"own-{row['id']}", "own", day, row["what"], words("remind-own-title")))
    return sorted(found, key=lambda one: (one.day, one.key))


def events(
    slots: Mapping[str, Any], library: Library, words: Words, today: dt.date, zone: str, mine: str
) -> list[dict[str, Any]]:
    """The dates still to come as events of a calendar.

    Args:
        mine: What sets this case apart; part of every id.
    """
    kinds = library.reminders.kinds
    return [
        {
            "uid": f"{mine}-{one.key}@{DOMAIN}",
            "date": one.day.isoformat(),
            "title": one.title,
            "text": one.text,
            "alarms": [days for days in kinds[one.kind].days if days >= 0],
            "gone": False,
        }
        for one in dated(slots, library, words, today, zone)
        if one.day >= today
    ]


def _of_matter(
    matter: Matter, slots: Mapping[str, Any], library: Library, words: Words, today: dt.date, zone: str
) -> Iterator[Dated]:
    place = place_of(matter, library.road)
    limit = deadline_of(matter, library, today, zone)
    at = f"{matter.id}.{place.name}"
    own = limit is not None and (limit.rule is None or limit.rule.who == "person")
    last = limit.act_day if limit and own else None
    if limit and last:
        stage = place.stage.deadline or "other"
        title = words("calendar-safe") if limit.safe_only else words(f"calendar-limit-{stage}".replace("_", "-"))
        text = words("calendar-limit-text", cite=limit.rule.cite if limit.rule and limit.legal_date else "")
        yield Dated(f"{at}.limit", "limit", last, title, text, matter.id, stage=stage)
    elif limit and limit.legal_day:
        yield Dated(f"{at}.clock", "clock", limit.legal_day, words("calendar-clock"), "", matter.id)
    for task in tasks(matter, slots, library, today, zone):
        name, step = f"{at}.{task.step.id}", task.step
        if step.until and task.ends:
            yield Dated(name, "approval", task.ends, step.title, step.why, matter.id, step.id)
        elif step.limit and task.ends is None and task.by:
            yield Dated(name, "limit", task.by, step.title, step.why, matter.id, step.id)
        elif last and task.by and task.by != last and step.lead:
            day = day_for(step, last, entered(matter, place)) or last
            yield Dated(name, "step", day, step.title, step.why, matter.id, step.id)
    hearing = matter.newest("hearing_on")
    if hearing and place.stage.hearing:
        day = dt.date.fromisoformat(hearing)
        yield Dated(f"{matter.id}.hearing", "hearing", day, words("calendar-hearing"), "", matter.id)
