"""What a course of infusions costs whom, line by line, in exact decimals. Pure functions.

In network a price is written down to the allowed amount. The person pays the open deductible first, then coinsurance
(or a copay for each visit), and in a plan year never more than the out-of-pocket maximum. Out of network the plan
reckons with the allowed amount as well, the rest of the price may be billed to the person (a balance bill), and nothing
of it counts toward the maximum, which holds in network only. These are the common meanings of the words (the glossary
of health coverage terms, source `sbc-glossary`); the person's own plan decides.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from knowledge.schema import Entry

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
Money = Annotated[Decimal, Field(ge=0, le=10_000_000, decimal_places=2)]


class CostError(ValueError):
    """Something is missing that may not be guessed; the text says what."""


class Plan(Entry):
    """What a plan asks of a person. `coinsurance` is their share, a fraction; `copay`, for each visit, in its place."""

    deductible: Money = ZERO
    deductible_met: Money = ZERO
    coinsurance: Annotated[Decimal, Field(ge=0, le=1)] | None = None
    copay: Money | None = None
    out_of_pocket_max: Money | None = None
    out_of_pocket_met: Money = ZERO
    year_ends: dt.date | None = None

    @model_validator(mode="after")
    def _met(self) -> Plan:
        if self.deductible_met > self.deductible:
            raise ValueError("deductible_met is more than deductible")
        if self.out_of_pocket_max is not None and self.out_of_pocket_met > self.out_of_pocket_max:
            raise ValueError("out_of_pocket_met is more than out_of_pocket_max")
        return self


class Infusion(Entry):
    """One visit. `allowed`: what the plan reckons with."""

    date: dt.date
    price: Money
    allowed: Money | None = None


class Course(Entry):
    """A course of infusions under a plan."""

    plan: Plan = Plan()
    network: Literal["in", "out"] = "in"
    covered: bool = True
    infusions: Annotated[tuple[Infusion, ...], Field(min_length=1, max_length=500)]


@dataclass(frozen=True)
class Line:
    """Who pays what for one visit. `you_pay` has the balance bill in it."""

    date: dt.date
    you_pay: Decimal
    plan_pays: Decimal
    balance_bill: Decimal
    toward_deductible: Decimal
    toward_maximum: Decimal


@dataclass
class _Year:
    """What is still open in a plan year."""

    deductible: Decimal
    maximum: Decimal | None


def lines(course: Course) -> list[Line]:
    """The visits of a course in the order of their days.

    Raises:
        CostError: A covered visit has no allowed amount, or the plan's share is not told.
    """
    plan = course.plan
    if course.covered and plan.coinsurance is None and plan.copay is None:
        raise CostError("plan.coinsurance (a fraction, such as 0.2) or plan.copay (dollars a visit) is needed")
    left = _Year(plan.deductible - plan.deductible_met, _open_maximum(plan, plan.out_of_pocket_met))
    ends = plan.year_ends
    found = []
    for visit in sorted(course.infusions, key=lambda one: one.date):
        while ends is not None and visit.date > ends:  # a new plan year begins
            left = _Year(plan.deductible, _open_maximum(plan, ZERO))
            ends = _year_later(ends)
        found.append(_line(course, visit, left))
    return found


def _open_maximum(plan: Plan, met: Decimal) -> Decimal | None:
    return None if plan.out_of_pocket_max is None else plan.out_of_pocket_max - met


def _year_later(day: dt.date) -> dt.date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # the last of February
        return day.replace(year=day.year + 1, day=28)


def _line(course: Course, visit: Infusion, left: _Year) -> Line:
    """One visit; takes what it uses off what is left of the year."""
    if not course.covered:
        return Line(visit.date, visit.price, ZERO, ZERO, ZERO, ZERO)
    if visit.allowed is None:
        raise CostError(f"infusions: the one of {visit.date} needs `allowed`, the amount that the plan reckons with")
    plan, inside = course.plan, course.network == "in"
    allowed = min(visit.allowed, visit.price)
    deductible = min(allowed, left.deductible)
    rest = allowed - deductible
    share = min(plan.copay, rest) if plan.copay is not None else _cents(rest * (plan.coinsurance or ZERO))
    owed = deductible + share
    if inside and left.maximum is not None and owed > left.maximum:
        owed = left.maximum
        deductible = min(deductible, owed)
    left.deductible -= deductible
    if inside and left.maximum is not None:
        left.maximum -= owed
    balance = ZERO if inside else visit.price - allowed
    return Line(visit.date, owed + balance, allowed - owed, balance, deductible, owed if inside else ZERO)


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True)
class Total:
    """Sums of a course."""

    you_pay: Decimal
    plan_pays: Decimal


def total(found: Sequence[Line]) -> Total:
    """The sums of lines."""
    return Total(sum((one.you_pay for one in found), ZERO), sum((one.plan_pays for one in found), ZERO))


@dataclass(frozen=True)
class Option:
    """One way that it may go. `total` is None where something is missing to reckon it; `lacking` says what."""

    option: Literal["in_network", "out_of_network", "self_pay"]
    total: Total | None
    lacking: str | None = None


def options(course: Course) -> list[Option]:
    """The same course approved in network, approved out of network, and paid by oneself."""
    ways: tuple[tuple[Literal["in_network", "out_of_network", "self_pay"], dict[str, object]], ...] = (
        ("in_network", {"network": "in", "covered": True}),
        ("out_of_network", {"network": "out", "covered": True}),
        ("self_pay", {"covered": False}),
    )
    found = []
    for name, change in ways:
        try:
            found.append(Option(name, total(lines(course.model_copy(update=change)))))
        except CostError as error:
            found.append(Option(name, None, str(error)))
    return found
