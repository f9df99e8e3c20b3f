"""The shape of `knowledge/rules/states.yaml`: what each state says on external review, and the rules made from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field

from knowledge.schema import Entry, Id

Code = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Unit = Literal["calendar_days", "business_days", "calendar_months", "hours", "year_ends"]


class Period(Entry):
    """A length of time."""

    amount: int = Field(ge=1, le=1000)
    unit: Unit


class Window(Period):
    """How long a person has to ask. `starts`, `filed` as in deadlines.yaml."""

    starts: Literal["receipt", "notice"]
    filed: Literal["received", "sent"] | None = None


class UrgentWindow(Window):
    """The time of its own that a state gives to urgent requests, with its law."""

    cite: str
    sources: tuple[Id, ...] = Field(min_length=1)


class Silence(Entry):
    """Days after the appeal was filed on which the clock starts although the plan has not answered."""

    days: int = Field(ge=1)
    urgent_days: int = Field(ge=1)


class ExternalReview(Entry):
    """External review of an insured plan in one state. The comments in states.yaml say what each field means."""

    run_by: Literal["state", "federal", "unknown"]
    name: str | None = None
    office: str | None = None
    phone: str | None = Field(default=None, pattern=r"^\d{3}-\d{3}-\d{4}$")
    web: str | None = Field(default=None, pattern=r"^https://")
    form: str | None = None
    file_with: Literal["office", "insurer", "reviewer"] | None = None
    window: Window | None = None
    urgent: UrgentWindow | None = None
    silence: Silence | None = None
    act_by: tuple[Period, ...] = ()
    fee: str | None = None
    advice: tuple[str, ...] = ()
    cite: str
    sources: tuple[Id, ...] = Field(min_length=1)
    confidence: Literal["verified", "secondary", "unverified"]
    basis: Literal["law", "office", "accounts", "none"]
    checked: dt.date
    review_by: dt.date


class State(Entry):
    """One state or territory."""

    code: Code
    name: str
    external: ExternalReview


class States(Entry):
    """Every state and territory, and how their rules are made."""

    plans: tuple[Id, ...] = Field(min_length=1)
    stage: Id
    label: str
    label_urgent: str
    federal: str
    floor: tuple[Period, ...] = Field(min_length=1)
    unknown: dict[str, Any]
    rows: tuple[State, ...]

    @cached_property
    def by_code(self) -> dict[str, State]:
        return {row.code: row for row in self.rows}


def rules_of(raw: Mapping[str, Any], rules: Mapping[str, Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """The deadline rules that follow from the states, in the form of deadlines.yaml.

    A state whose window was seen gets a rule that computes. One where it was not gets a rule that gives a day to act by
    (`floor`) and no last day. Where the federal process holds, its rule is copied. `unknown` becomes the rule for a
    person whose state is not known: its day to act by is the earliest of all states.

    Args:
        raw: The file as read.
        rules: The rules of deadlines.yaml by id, as read.
    """
    states = States.model_validate(raw)
    for row in states.rows:
        yield _file(row, states, rules)
        if row.external.urgent:
            yield _urgent(row, row.external.urgent, states)
    windows = [window for row in states.rows for window in (row.external.window, *row.external.act_by) if window]
    every = {(period.amount, period.unit) for period in (*states.floor, *windows)}
    floor = [{"amount": amount, "unit": unit} for amount, unit in sorted(every, key=str)]
    yield {**states.unknown, "stage": states.stage, "plans": list(states.plans), "starts": "notice", "floor": floor}


def _file(row: State, states: States, rules: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    review = row.external
    floor = (*review.act_by, *(() if review.confidence == "verified" else states.floor))
    own: dict[str, Any] = {
        **_common(row, states),
        "id": f"state.{row.code}.external.file",
        "label": states.label.format(state=row.name),
        "cite": review.cite,
        "sources": list(review.sources),
        "floor": _periods(floor),
        "advice": list(review.advice),
    }
    if review.run_by == "federal" and review.confidence == "verified":
        federal = rules[states.federal]
        return {**federal, **own, "cite": f"{federal['cite']}; {review.cite}", "note": None}
    if review.window is None or review.confidence != "verified":
        return {**own, "starts": "notice"}
    silence = review.silence.model_dump() if review.silence else None
    return {**own, **_clock(review.window), "silence": silence}


def _urgent(row: State, window: UrgentWindow, states: States) -> dict[str, Any]:
    return {
        **_common(row, states),
        **_clock(window),
        "id": f"state.{row.code}.external.urgent",
        "label": states.label_urgent.format(state=row.name),
        "urgent": True,
        "cite": window.cite,
        "sources": list(window.sources),
    }


def _common(row: State, states: States) -> dict[str, Any]:
    return {
        "stage": states.stage,
        "plans": list(states.plans),
        "state": row.code,
        "who": "person",
        "may_change": ["policy-state"],
        "confidence": row.external.confidence,
        "read": row.external.checked,
    }


def _clock(window: Window) -> dict[str, Any]:
    return {"starts": window.starts, "filed": window.filed, "clocks": _periods((window,))}


def _periods(periods: tuple[Period, ...]) -> list[dict[str, Any]]:
    return [{"amount": period.amount, "unit": period.unit} for period in periods]
