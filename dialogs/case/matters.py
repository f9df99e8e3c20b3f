"""Matters in the slots: each request or denial with what was reported about it. Read and changed here only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from dialogs.case.ledger import BETWEEN
from dialogs.forms.flow import Flow
from knowledge.base.conditions import SKIPPED, UNKNOWN
from knowledge.law.path import DECISIONS, Happened, Matter, Road, place_of

MATTERS = "matters"
"""Slot: a list of matters as JSON, oldest first."""
EVENT, ABOUT = "happened", "happened_matter"
"""Slots: the event that is being reported, and the matter it belongs to."""
CHANGED = "changed_plan"
"""The event after which the old matters keep the plan that was left."""
MOST_MATTERS, MOST_EVENTS = 20, 60

Stored = dict[str, Any]


def stored(slots: Mapping[str, Any]) -> list[Stored]:
    """The matters as they are kept; a case with none has an empty first one."""
    held = slots.get(MATTERS)
    return [dict(matter) for matter in held] if held else [new("1")]


def new(number: str) -> Stored:
    """A matter in which nothing happened yet."""
    return {"id": number, "happened": [], "done": []}


def matters(slots: Mapping[str, Any]) -> list[Matter]:
    """Every matter of a case. Only one that was under a plan that the person left keeps that plan."""
    every = stored(slots)
    changed = any(row["event"] == CHANGED for kept in every for row in kept["happened"])
    return [_matter(kept, slots, changed=changed) for kept in every]


def _matter(kept: Stored, slots: Mapping[str, Any], *, changed: bool) -> Matter:
    happened = tuple(
        Happened(row["event"], dt.date.fromisoformat(row["told"]), row["facts"]) for row in kept["happened"]
    )
    left = kept.get("plan") if changed else None
    plan = left or known(slots.get("plan_kind"))
    among = () if plan else tuple((slots.get(BETWEEN) or {}).get("plan_kind") or ())
    return Matter(kept["id"], plan, known(slots.get("state")), happened, frozenset(kept["done"]), among)


def known(value: object) -> str | None:
    """A slot's value, None where the person does not know or skipped it."""
    return value if isinstance(value, str) and value not in (UNKNOWN, SKIPPED) else None


def find(slots: Mapping[str, Any], number: str | None) -> Matter | None:
    """A matter by its number; None where there is none."""
    return next((matter for matter in matters(slots) if matter.id == number), None)


def decisions(matter: Matter) -> list[Happened]:
    """What refused something in a matter, the newest last."""
    return [happened for happened in matter.happened if happened.event in DECISIONS]


def open_ones(slots: Mapping[str, Any], road: Road) -> list[Matter]:
    """Matters that are not at an end; all of them when every one is."""
    every = matters(slots)
    return [matter for matter in every if place_of(matter, road).stage.kind != "end"] or every


def with_new(slots: Mapping[str, Any]) -> tuple[list[Stored], str]:
    """The matters with one more, and its number. An empty one that is there already is taken."""
    every = stored(slots)
    if not every[-1]["happened"]:
        return every, str(every[-1]["id"])
    number = str(1 + max(int(kept["id"]) for kept in every))
    return [*every, new(number)], number


def with_event(
    slots: Mapping[str, Any], number: str, event: str, facts: Mapping[str, Any], told: dt.date
) -> list[Stored]:
    """The matters after something happened: placed by its day among what happened before, where both days are known.

    When the plan was changed, all that there is stays with the old one.
    """
    every = stored(slots)
    plan = known(slots.get("plan_kind"))
    row = {"event": event, "told": told.isoformat(), "facts": {k: v for k, v in facts.items() if _is_told(v)}}
    for kept in every:
        if kept["id"] == number:
            kept["happened"] = _in_order(kept["happened"], row)[-MOST_EVENTS:]
        if event == CHANGED and plan and kept["happened"]:
            kept["plan"] = kept.get("plan") or plan
    return every


def _is_told(value: object) -> bool:
    return bool(known(value) or isinstance(value, list))


def day_of(row: Mapping[str, Any]) -> str:
    """The day on which an event happened, as far as it was told; empty where it was not."""
    facts = row["facts"]
    return str(facts.get("event_on") or facts.get("notice_date") or facts.get("received_on") or "")


def _in_order(rows: list[Stored], row: Stored) -> list[Stored]:
    """The events with one more. An earlier one that is told later goes before those that came after it."""
    place, day = len(rows), day_of(row)
    while day and place and day_of(rows[place - 1]) > day:
        place -= 1
    return [*rows[:place], row, *rows[place:]]


def left_plan(slots: Mapping[str, Any], number: str) -> str | None:
    """The plan that a matter was left under; None where none was left."""
    return next((kept.get("plan") for kept in stored(slots) if kept["id"] == number), None)


def with_facts(slots: Mapping[str, Any], number: str, facts: Mapping[str, Any]) -> list[Stored]:
    """The matters with more told about the newest decision of one. What is not known is taken out."""
    every = stored(slots)
    for kept in every:
        if kept["id"] == number:
            rows = [dict(row) for row in kept["happened"]]
            decided = [row for row in rows if row["event"] in DECISIONS]
            if decided:
                old = {name: value for name, value in decided[-1]["facts"].items() if name not in facts}
                new = {name: value for name, value in facts.items() if _is_told(value)}
                decided[-1]["facts"] = {**old, **new}
            kept["happened"] = rows
    return every


def without_last(slots: Mapping[str, Any], number: str) -> tuple[list[Stored], str | None]:
    """The matters with the newest report of one taken back, and which event it was."""
    every = stored(slots)
    for kept in every:
        if kept["id"] == number and kept["happened"]:
            *rest, last = kept["happened"]
            kept["happened"] = rest
            if last["event"] == CHANGED:
                every = [{name: value for name, value in one.items() if name != "plan"} for one in every]
            return every, str(last["event"])
    return every, None


def with_done(slots: Mapping[str, Any], number: str, key: str) -> list[Stored]:
    """The matters with a step marked as done."""
    every = stored(slots)
    for kept in every:
        if kept["id"] == number and key not in kept["done"]:
            kept["done"] = [*kept["done"], key]
    return every


def facts_told(flow: Flow, slots: Mapping[str, Any]) -> dict[str, Any]:
    """What was answered about the event, by slot."""
    return {slot: slots.get(slot) for slot in flow.slots}


def with_event_facts(
    slots: Mapping[str, Any], number: str, facts: Mapping[str, Any], event: str | None = None
) -> list[Stored]:
    """The matters with facts of the newest event of one, or of its newest event of a kind. None takes a fact out."""
    every = stored(slots)
    for kept in every:
        if kept["id"] != number:
            continue
        rows = [dict(row) for row in kept["happened"]]
        fitting = [row for row in rows if event in (None, row["event"])]
        if fitting:
            merged = {**fitting[-1]["facts"], **facts}
            fitting[-1]["facts"] = {name: value for name, value in merged.items() if _is_told(value)}
        kept["happened"] = rows
    return every


def with_row_facts(slots: Mapping[str, Any], number: str, row: int, facts: Mapping[str, Any]) -> list[Stored]:
    """The matters with facts of one event of a matter, by its place."""
    every = stored(slots)
    for kept in every:
        if kept["id"] == number:
            rows = [dict(one) for one in kept["happened"]]
            merged = {**rows[row]["facts"], **facts}
            rows[row]["facts"] = {name: value for name, value in merged.items() if _is_told(value)}
            kept["happened"] = rows
    return every


def sorted_by_day(slots: Mapping[str, Any], number: str) -> list[Stored]:
    """The matters with the events of one by their days; those without a day stay behind the one before them."""
    every = stored(slots)
    for kept in every:
        if kept["id"] == number:
            rows: list[Stored] = []
            for row in kept["happened"]:
                rows = _in_order(rows, row)
            kept["happened"] = rows
    return every
