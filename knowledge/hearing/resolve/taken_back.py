"""What is taken back: facts that are said not to be so, and a day that stands in the place of another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from knowledge.hearing.acts import Correction, Fact, Standing
from knowledge.hearing.days import Way
from knowledge.hearing.names import Plan
from knowledge.hearing.resolve.making import fact
from knowledge.hearing.resolve.when import Dated
from knowledge.hearing.spans import Mark, Read

_WHOLE = len("2026-11-24")


def denied_facts(read: Read) -> list[Fact]:
    """Facts that are said not to be so: "i never said medicaid", "not Aetna"."""
    made: list[Fact] = []
    for mark in read.marks:
        if mark.scopes != {"negated"} or mark.name == "nothing":
            continue
        if mark.kind == "reason":
            made.append(fact(read, mark, "denial_kinds", mark.name))
        made += _of_plan(read, mark) if mark.kind in ("plan", "insurer") else _of_name(read, mark)
    return [one for one in made if one.standing is Standing.NEGATED]


def _of_plan(read: Read, mark: Mark) -> list[Fact]:
    if not isinstance(mark.value, Plan):
        return []
    made = [fact(read, mark, "plan_kind", *mark.value.kinds)] if mark.value.kinds else []
    return made + ([fact(read, mark, "insurer", mark.value.insurer)] if mark.value.insurer else [])


def _of_name(read: Read, mark: Mark) -> list[Fact]:
    if mark.kind == "dx":
        return [fact(read, mark, "diagnosis", mark.name)]
    return [fact(read, mark, "state", mark.value)] if mark.kind == "state" else []


def with_days(read: Read, corrections: list[Correction], dates: Iterable[Dated], today: dt.date) -> list[Correction]:
    """Corrections with the day that is meant and the one that it replaces: "sorry 10/13 not 10/3"."""
    old = [mark for mark in read.all("date") if "negated" in mark.scopes or _instead(read, mark)]
    told = [d for d in dates if d.when.kind != "length" and d.role in (None, "nothing") and d.event is None and d.value]
    new = [d for d in told if d.mark not in old and len(d.value or "") == _WHOLE and (old or _it_was(read, d.mark))]
    if len(old) > 1 or not new or not (corrections or old):
        return corrections
    day = dt.date.fromisoformat(new[0].value or "")
    taken = old[0].value.iso(today, Way.NEAREST if old[0].value.ordinal else Way.BEHIND, day) if old else None
    if old and (taken is None or len(taken) != _WHOLE):
        return corrections
    first = corrections[0] if corrections else Correction(read.span(new[0].mark), read.words(new[0].mark), 0.85)
    return [replace(first, old=taken, new=new[0].value), *corrections[1:]]


def _instead(read: Read, mark: Mark) -> bool:
    """Whether "no" right before a later day says that it is not that one: "el 13 de octubre no el 3"."""
    if mark is read.all("date")[0] or not mark.first:
        return False
    before = read.items[mark.first - 1]
    return before.word in read.sets["not_that"] and before.clause == read.items[mark.first].clause


def _it_was(read: Read, mark: Mark) -> bool:
    """Whether a day is told as the right one: "no, it was October 13"."""
    before = [item.word for item in read.items[max(0, mark.first - 2) : mark.first]]
    return bool(before) and before[-1] in read.sets["right_one"]
