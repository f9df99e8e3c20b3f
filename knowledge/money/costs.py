"""What a course of infusions costs whom, line by line, in exact decimals. Pure functions.

In network a price is written down to the allowed amount. The person pays the open deductible first, then coinsurance
(or a copay for each visit), and in a plan year never more than the out-of-pocket maximum. Out of network the plan
reckons with the allowed amount as well, the rest of the price may be billed to the person (a balance bill), and nothing
of it counts toward the maximum, which holds in network only. These are the common meanings of the words (the glossary
of health coverage terms, source `sbc-glossary`); the person's own plan decides.

A second plan pays after the first. It works out what it would have paid alone, and then either fills what the first
left open (standard), or pays only what goes beyond the first plan's payment (carve-out); both together never more than
the allowed amount (source `cob-methods`). What it comes to with ranges and by oneself stands in
`knowledge.money.paying`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from knowledge.base.schema import Entry

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
Money = Annotated[Decimal, Field(ge=0, le=10_000_000, decimal_places=2)]
Fraction = Annotated[Decimal, Field(ge=0, le=1)]
Network = Literal["in", "out"]
Coordination = Literal["standard", "carve_out"]


class CostError(ValueError):
    """Something is missing that may not be guessed; `missing` is its field, the text says what it is."""

    def __init__(self, missing: str, text: str) -> None:
        super().__init__(text)
        self.missing = missing


class Plan(Entry):
    """What a plan asks of a person. `coinsurance` is their share, a fraction; `copay`, for each visit, in its place."""

    deductible: Money = ZERO
    deductible_met: Money = ZERO
    coinsurance: Fraction | None = None
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


class SecondPlan(Plan):
    """A plan that pays after the first one. Without `coordination` it is not known which way it reckons."""

    coordination: Coordination | None = None


class Infusion(Entry):
    """One visit. `allowed`: what the plan reckons with."""

    date: dt.date
    price: Money
    allowed: Money | None = None


class Course(Entry):
    """A course of infusions under a plan. `covered`: whether the first plan pays at all."""

    plan: Plan = Plan()
    network: Network = "in"
    covered: bool = True
    second: SecondPlan | None = None
    infusions: Annotated[tuple[Infusion, ...], Field(min_length=1, max_length=500)]


@dataclass(frozen=True)
class Line:
    """Who pays what for one visit. `you_pay` has the balance bill in it, `plan_pays` what a second plan pays."""

    date: dt.date
    you_pay: Decimal
    plan_pays: Decimal
    balance_bill: Decimal
    toward_deductible: Decimal
    toward_maximum: Decimal
    second_pays: Decimal = ZERO


class _Year:
    """What is still open in a plan year."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.ends = plan, plan.year_ends
        self._begin(plan.deductible_met, plan.out_of_pocket_met)

    def _begin(self, deductible_met: Decimal, maximum_met: Decimal) -> None:
        most = self.plan.out_of_pocket_max
        self.deductible = self.plan.deductible - deductible_met
        self.maximum = None if most is None else most - maximum_met

    def reach(self, day: dt.date) -> None:
        """Go on to `day`; when the plan year has ended before it, nothing is met."""
        while self.ends is not None and day > self.ends:
            self._begin(ZERO, ZERO)
            self.ends = _year_later(self.ends)

    def share(self, allowed: Decimal, *, inside: bool) -> tuple[Decimal, Decimal]:
        """The person's share of an allowed amount, and how much of it went to the deductible. Takes it off the year."""
        deductible = min(allowed, self.deductible)
        rest = allowed - deductible
        copay = self.plan.copay
        owed = deductible + (min(copay, rest) if copay is not None else cents(rest * (self.plan.coinsurance or ZERO)))
        if inside and self.maximum is not None:
            owed = min(owed, self.maximum)
            deductible = min(deductible, owed)
            self.maximum -= owed
        self.deductible -= deductible
        return owed, deductible


def lines(course: Course) -> list[Line]:
    """The visits of a course in the order of their days.

    Raises:
        CostError: A covered visit has no allowed amount, or a plan's share or its way of coordinating is not told.
    """
    if course.covered:
        _share_is_told(course.plan, "plan")
    if course.second is not None:
        _share_is_told(course.second, "second")
        if course.second.coordination is None:
            raise CostError("second.coordination", "second.coordination is needed: standard or carve_out")
    first = _Year(course.plan)
    second = _Year(course.second) if course.second else None
    return [_line(course, visit, first, second) for visit in sorted(course.infusions, key=lambda one: one.date)]


def _share_is_told(plan: Plan, name: str) -> None:
    if plan.coinsurance is None and plan.copay is None:
        what = f"{name}.coinsurance (a fraction, such as 0.2) or {name}.copay (dollars a visit) is needed"
        raise CostError(f"{name}.coinsurance", what)


def _year_later(day: dt.date) -> dt.date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # the last of February
        return day.replace(year=day.year + 1, day=28)


def _line(course: Course, visit: Infusion, first: _Year, second: _Year | None) -> Line:
    """One visit; takes what it uses off what is left of the years."""
    if not course.covered and second is None:
        return Line(visit.date, visit.price, ZERO, ZERO, ZERO, ZERO)
    if visit.allowed is None:
        what = f"infusions: the one of {visit.date} needs `allowed`, the amount that the plan reckons with"
        raise CostError("allowed", what)
    inside = course.network == "in"
    allowed = min(visit.allowed, visit.price)
    balance = ZERO if inside else visit.price - allowed
    first.reach(visit.date)
    owed, deductible = first.share(allowed, inside=inside) if course.covered else (allowed, ZERO)
    filled = ZERO
    if second is not None and course.second is not None:
        second.reach(visit.date)
        alone = allowed - second.share(allowed, inside=inside)[0]
        beyond = max(ZERO, alone - (allowed - owed))
        filled = min(owed, alone if course.second.coordination == "standard" else beyond)
    paid = allowed - owed + filled
    counted = owed if inside and course.covered else ZERO
    return Line(visit.date, owed - filled + balance, paid, balance, deductible, counted, filled)


def cents(amount: Decimal) -> Decimal:
    """Rounded to the cent, a half up."""
    return amount.quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True)
class Total:
    """Sums of a course."""

    you_pay: Decimal
    plan_pays: Decimal


def total(found: Sequence[Line]) -> Total:
    """The sums of lines."""
    return Total(sum((one.you_pay for one in found), ZERO), sum((one.plan_pays for one in found), ZERO))
