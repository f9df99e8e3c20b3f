"""The shape of `knowledge/rules/states.yaml`: what each state says of its own, and the rules made from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field

from knowledge.base.schema import Entry, Id

Code = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Unit = Literal["calendar_days", "business_days", "calendar_months", "hours", "year_ends"]


class Period(Entry):
    """A length of time."""

    amount: int = Field(ge=1, le=1000)
    unit: Unit


class Window(Period):
    """How long a person has to ask. `starts`, `filed`, `presumed` as in deadlines.yaml."""

    starts: Literal["receipt", "notice", "sent"]
    presumed: int = Field(default=0, ge=0)
    filed: Literal["received", "sent"] | None = None


class UrgentWindow(Window):
    """The time of its own that a state gives to urgent requests, with its law."""

    cite: str
    sources: tuple[Id, ...] = Field(min_length=1)


class Decision(Period):
    """How long a state gives those who decide, from the day of the request, with its law."""

    cite: str
    sources: tuple[Id, ...] = Field(min_length=1)


class Read(Entry):
    """How sure we are of what a state says, and of when. The comments in states.yaml say what each field means."""

    advice: tuple[str, ...] = ()
    act_by: tuple[Period, ...] = ()
    cite: str
    sources: tuple[Id, ...] = Field(min_length=1)
    confidence: Literal["verified", "secondary", "unverified"]
    basis: Literal["law", "office", "accounts", "none"]
    checked: dt.date
    review_by: dt.date


class Hearing(Read):
    """How long a person on Medicaid has to ask for a fair hearing."""

    window: Window | None = None


class Silence(Entry):
    """Days after the appeal was filed on which the clock starts although the plan has not answered."""

    days: int = Field(ge=1)
    urgent_days: int = Field(ge=1)


class ExternalReview(Read):
    """External review of an insured plan in one state. The comments in states.yaml say what each field means."""

    run_by: Literal["state", "federal", "unknown"]
    name: str | None = None
    office: str | None = None
    phone: str | None = Field(default=None, pattern=r"^\d{3}-\d{3}-\d{4}$")
    web: str | None = Field(default=None, pattern=r"^https://")
    form: str | None = None
    file_with: Literal["office", "insurer", "reviewer"] | None = None
    filed: Literal["received", "sent"] | None = None
    window: Window | None = None
    urgent: UrgentWindow | None = None
    silence: Silence | None = None
    decision: Decision | None = None
    decision_urgent: Decision | None = None
    fee: str | None = None


class Own(Entry):
    """What a state adds to a federal rule: the advice that goes with its date, and the law."""

    advice: tuple[str, ...] = Field(min_length=1)
    cite: str
    sources: tuple[Id, ...] = Field(min_length=1)
    checked: dt.date
    review_by: dt.date


Side = Literal["plan", "state"]
"""Who decided before a Medicaid hearing: a health plan, or the state itself."""


class State(Entry):
    """One state or territory. `appeal`: what it adds there; `hearing`: of Medicaid, by who decided before."""

    code: Code
    name: str
    external: ExternalReview
    appeal: Own | None = None
    hearing: dict[Side, Hearing] = {}

    @property
    def read(self) -> Iterator[tuple[str, Read | Own]]:
        """Every part that has a source and a day of review, by name."""
        yield "external", self.external
        if self.appeal:
            yield "appeal", self.appeal
        yield from ((f"hearing.{side}", hearing) for side, hearing in self.hearing.items())


class Made(Entry):
    """What the rules of one kind have in common, whatever the state; `copies`: the rule that they start from."""

    plans: tuple[Id, ...] = Field(min_length=1)
    stage: Id
    label: str
    copies: str | None = None
    also: tuple[Id, ...] = ()
    who: str = "person"
    may_change: tuple[Id, ...] = ()
    urgent: bool = False

    def rule(self, row: State, ending: str, read: Read | Own | UrgentWindow | Decision) -> dict[str, Any]:
        """What a rule of this kind says in a state, but for its clock."""
        return {
            "id": f"state.{row.code}.{ending}",
            "label": self.label.format(state=row.name),
            "stage": self.stage,
            "also": list(self.also),
            "plans": list(self.plans),
            "state": row.code,
            "who": self.who,
            "urgent": self.urgent,
            "may_change": list(self.may_change),
            "cite": read.cite,
            "sources": list(read.sources),
            "confidence": "verified",
            "read": row.external.checked,
            "made": True,
        }


class States(Entry):
    """Every state and territory, and how their rules are made."""

    made: dict[str, Made]
    floor: tuple[Period, ...] = Field(min_length=1)
    unknown: dict[str, Any]
    rows: tuple[State, ...]

    @property
    def plans(self) -> tuple[str, ...]:
        """The kinds of plan whose external review depends on the state."""
        return self.made["external"].plans

    @property
    def federal(self) -> str:
        """The rule of the federal process."""
        return self.made["external"].copies or ""

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
        yield from _external(row, states, rules)
        if row.appeal:
            made = states.made["appeal"]
            copied = rules[made.copies or ""]
            own = made.rule(row, "appeal.file", row.appeal)
            yield {**copied, **own, "cite": f"{copied['cite']}; {row.appeal.cite}", "advice": list(row.appeal.advice)}
        for side, hearing in row.hearing.items():
            own = states.made[f"hearing_{side}"].rule(row, f"hearing.{side}", hearing)
            yield {**own, **_read(hearing, states), **_window(hearing.window, hearing)}
    yield _unknown(states)


def _external(row: State, states: States, rules: Mapping[str, Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    review, made = row.external, states.made
    own = {**made["external"].rule(row, "external.file", review), **_read(review, states)}
    if review.run_by == "federal" and review.confidence == "verified":
        federal = rules[states.federal]
        cite = f"{federal['cite']}; {review.cite}"
        yield {**federal, **own, "cite": cite, "note": None, "filed": review.filed}
    else:
        silence = review.silence.model_dump() if review.silence else None
        yield {**own, **_window(review.window, review), "silence": silence}
    if review.urgent:
        yield {**made["external_urgent"].rule(row, "external.urgent", review.urgent), **_clock(review.urgent)}
    for ending in ("decision", "decision_urgent"):
        if decision := getattr(review, ending):
            rule = made[f"external_{ending}"].rule(row, f"external.{ending}", decision)
            yield {**rule, "starts": "request", "clocks": _periods((decision,))}


def _unknown(states: States) -> dict[str, Any]:
    """The rule for a person whose state is not known."""
    reviews = [row.external for row in states.rows]
    windows = [window for review in reviews for window in (review.window, *review.act_by) if window]
    every = {(period.amount, period.unit) for period in (*states.floor, *windows)}
    floor = [{"amount": amount, "unit": unit} for amount, unit in sorted(every, key=str)]
    made = states.made["external"]
    return {
        **states.unknown,
        "made": True,
        "stage": made.stage,
        "plans": list(made.plans),
        "starts": "notice",
        "floor": floor,
    }


def _read(read: Read, states: States) -> dict[str, Any]:
    """How sure a rule is, what is told with it, and its safe days."""
    external = isinstance(read, ExternalReview)
    floor = (*read.act_by, *(states.floor if external and read.confidence != "verified" else ()))
    return {
        "confidence": read.confidence,
        "read": read.checked,
        "floor": _periods(floor),
        "advice": list(read.advice),
    }


def _window(window: Window | None, read: Read) -> dict[str, Any]:
    """A clock only where its wording was seen."""
    return _clock(window) if window and read.confidence == "verified" else {"starts": "notice"}


def _clock(window: Window) -> dict[str, Any]:
    how = window.model_dump(include={"starts", "filed", "presumed"})
    return {**how, "clocks": _periods((window,))}


def _periods(periods: tuple[Period, ...]) -> list[dict[str, Any]]:
    return [{"amount": period.amount, "unit": period.unit} for period in periods]
