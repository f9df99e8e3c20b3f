"""The ways to pay for a course: under the plan, by oneself, over time, from an account; and what waiting changes.

What is not known exactly is a range and stays one; what is missing is named, and never guessed. Pure functions.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal
from itertools import product
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from knowledge.base.schema import Entry
from knowledge.money.costs import (
    CENT,
    ZERO,
    Coordination,
    CostError,
    Course,
    Fraction,
    Infusion,
    Line,
    Money,
    Network,
    Plan,
    SecondPlan,
    cents,
    lines,
    total,
)

WEEK = dt.timedelta(weeks=1)
MONTHS = 12
End = Literal["low", "high"]
Option = Literal["in_network", "out_of_network", "self_pay", "self_pay_discount", "payment_plan"]


class Range(Entry):
    """Between the least and the most that it may be; the same twice where it is known."""

    low: Money
    high: Money

    @model_validator(mode="after")
    def _in_order(self) -> Range:
        if self.low > self.high:
            raise ValueError("low is more than high")
        return self

    @property
    def exact(self) -> bool:
        return self.low == self.high

    def at(self, end: End) -> Decimal:
        return self.low if end == "low" else self.high


def _one_or_two(told: object) -> Any:
    """An amount in dollars is a range from itself to itself."""
    return told if isinstance(told, dict | Range) else {"low": told, "high": told}


Amount = Annotated[Range, BeforeValidator(_one_or_two)]


class Visit(Entry):
    """One infusion as it was told: each amount in dollars, or as ``{low, high}``."""

    date: dt.date
    price: Amount
    allowed: Amount | None = None


class SelfPay(Entry):
    """What a clinic offers those who pay themselves.

    Attributes:
        discount: Off the price, a fraction.
        months: Of a payment plan; `rate` is its yearly interest, a fraction; `down` is paid at once.
        deferred: Interest is added from the first day if a part is left at the end, as with many medical credit cards.
    """

    discount: Fraction | None = None
    months: Annotated[int, Field(ge=1, le=120)] | None = None
    rate: Fraction = ZERO
    down: Money = ZERO
    deferred: bool = False


class Account(Entry):
    """Money in an HSA or FSA; `tax_rate` is the person's marginal tax rate, a fraction."""

    kind: Literal["hsa", "fsa"]
    balance: Money
    tax_rate: Fraction | None = None


class Appeal(Entry):
    """How long an appeal may take."""

    weeks: Annotated[int, Field(ge=1, le=260)]


class Sheet(Entry):
    """All that is told of a course and of the ways to pay for it. What `navigator cost` reads."""

    plan: Plan = Plan()
    network: Network = "in"
    covered: bool = True
    second: SecondPlan | None = None
    infusions: Annotated[tuple[Visit, ...], Field(min_length=1, max_length=500)]
    self_pay: SelfPay = SelfPay()
    account: Account | None = None
    appeal: Appeal | None = None

    def course(self, price: End, allowed: End, coordination: Coordination | None, **changed: object) -> Course:
        """The course at one end of each range."""
        visits = tuple(
            Infusion(date=one.date, price=one.price.at(price), allowed=one.allowed.at(allowed) if one.allowed else None)
            for one in self.infusions
        )
        second = self.second.model_copy(update={"coordination": coordination}) if self.second else None
        told = {"plan": self.plan, "network": self.network, "covered": self.covered, **changed}
        return Course(infusions=visits, second=second, **told)

    def courses(self, **changed: object) -> Iterator[Course]:
        """The course at every combination of ends.

        The person's share of all visits lies between the least of these and the most: it only grows with a price, and
        with an allowed amount it grows in network and shrinks out of it.
        """
        known = self.second.coordination if self.second else None
        coordinations: tuple[Coordination | None, ...] = (known,)
        if self.second and known is None:
            coordinations = ("standard", "carve_out")
        prices: tuple[End, ...] = ("low",) if all(one.price.exact for one in self.infusions) else ("low", "high")
        unsure = any(one.allowed and not one.allowed.exact for one in self.infusions)
        for price, allowed, coordination in product(prices, ("low", "high") if unsure else ("low",), coordinations):
            yield self.course(price, allowed, coordination, **changed)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Between:
    """An amount of dollars from the least to the most."""

    low: Decimal
    high: Decimal

    @property
    def exact(self) -> bool:
        return self.low == self.high

    def map(self, change: Callable[[Decimal], Decimal]) -> Between:
        """The same with each end changed."""
        ends = sorted((change(self.low), change(self.high)))
        return Between(ends[0], ends[1])


def spread(found: list[Decimal]) -> Between:
    """From the least to the most of some amounts, in dollars."""
    return Between(min(found), max(found))


@dataclass(frozen=True)
class Instalments:
    """A payment plan: `monthly`, the `last` payment that makes it even, all `interest`.

    `months`: how many payments; of a few cents there can be fewer than were asked for.

    `late`: the interest that has built up by the end, which is added where it is only deferred and a part is left.
    """

    months: int
    monthly: Decimal
    last: Decimal
    interest: Decimal
    late: Decimal


def instalments(amount: Decimal, terms: SelfPay) -> Instalments:
    """Equal monthly payments in whole cents, interest each month on what is left; the last one makes it even.

    With deferred interest nothing is added while it runs; the interest that builds up is that of each month on the
    balance of that month (source `msu-deferred`).

    Raises:
        CostError: The number of months is not told.
    """
    if terms.months is None:
        raise CostError("self_pay.months", "self_pay.months is needed for a payment plan")
    left = max(ZERO, amount - terms.down)
    rate = terms.rate / MONTHS
    charged = ZERO if terms.deferred else rate
    growth = (1 + charged) ** -terms.months
    monthly = left * charged / (1 - growth) if charged else left / terms.months
    monthly = monthly.quantize(CENT, ROUND_DOWN)
    interest = late = last = ZERO
    month = 0
    while month < terms.months and (left or not month):
        month += 1
        added, built = cents(left * charged), cents(left * rate)
        last = left + added if month == terms.months else min(monthly, left + added)
        left, interest, late = left + added - last, interest + added, late + built
    return Instalments(month, monthly, last, interest, late if terms.deferred else ZERO)


@dataclass(frozen=True)
class FromAccount:
    """What comes from an HSA or FSA. `saved` and `after_tax` are None where the tax rate is not known."""

    kind: str
    used: Between
    saved: Between | None
    after_tax: Between | None


@dataclass(frozen=True)
class Way:
    """One way to pay. Without `you_pay`, `lacking` says what is missing, and `missing` is its field."""

    option: Option
    you_pay: Between | None = None
    plan_pays: Between | None = None
    lacking: str | None = None
    missing: str | None = None
    account: FromAccount | None = None
    plan: tuple[Instalments, Instalments] | None = None
    """The payment plan at the lowest and at the highest price."""


def ways(sheet: Sheet) -> list[Way]:
    """Approved in network, approved out of network, and by oneself; then a discount and a payment plan, if told."""
    found = [
        _under(sheet, "in_network", network="in", covered=True),
        _under(sheet, "out_of_network", network="out", covered=True),
        _under(sheet.model_copy(update={"second": None}), "self_pay", covered=False),
    ]
    cash, terms = found[-1].you_pay, sheet.self_pay
    assert cash is not None  # a price is always told
    if terms.discount is not None:
        cash = cash.map(lambda amount: cents(amount * (1 - (terms.discount or ZERO))))
        found.append(_with_account(sheet, Way("self_pay_discount", cash, Between(ZERO, ZERO))))
    if terms.months is not None:
        low, high = instalments(cash.low, terms), instalments(cash.high, terms)
        paid = Between(cash.low + low.interest, cash.high + high.interest)
        found.append(_with_account(sheet, Way("payment_plan", paid, Between(ZERO, ZERO), plan=(low, high))))
    return found


def _under(sheet: Sheet, option: Option, **changed: object) -> Way:
    try:
        sums = [total(lines(course)) for course in sheet.courses(**changed)]
    except CostError as error:
        return Way(option, lacking=str(error), missing=error.missing)
    way = Way(option, spread([one.you_pay for one in sums]), spread([one.plan_pays for one in sums]))
    return _with_account(sheet, way)


def _with_account(sheet: Sheet, way: Way) -> Way:
    """The same way with what an HSA or FSA pays of it. What it pays was never taxed: that is the saving."""
    account, owed = sheet.account, way.you_pay
    if account is None or owed is None:
        return way
    used = owed.map(lambda amount: min(amount, account.balance))
    if account.tax_rate is None:
        return replace(way, account=FromAccount(account.kind, used, None, None))
    rate = account.tax_rate
    after = owed.map(lambda amount: amount - cents(min(amount, account.balance) * rate))
    saved = used.map(lambda amount: cents(amount * rate))
    return replace(way, account=FromAccount(account.kind, used, saved, after))


@dataclass(frozen=True)
class Waiting:
    """What an appeal is worth in money. It says nothing of the chance to win, nor of what waiting costs in pain.

    Attributes:
        now: The course paid by oneself, with the discount if there is one.
        approved: The person's share if the plan approves, in the network that was told.
        saved: What the approval saves against paying oneself; below zero where paying oneself is cheaper.
        refund: What the plan would owe on what was paid, if the appeal then wins. At most: the plan may first ask for a
            claim in time, and whether it was authorized.
        later: The share if the visits move by the weeks that the appeal takes; another plan year may begin.
        visits: The number of visits from which on the approved share is the smaller one, at the lowest and at the
            highest price; None where it never is.
    """

    now: Between
    approved: Between
    saved: Between
    refund: Between
    later: Between | None
    visits: tuple[int | None, int | None]


def waiting(sheet: Sheet) -> Waiting:
    """Compares paying now with waiting for the approval.

    Raises:
        CostError: Something is missing to reckon the plan's share.
    """
    keep = Decimal(1) - (sheet.self_pay.discount or ZERO)
    pairs = []
    for course in sheet.courses(covered=True):
        shares = lines(course)
        visits = [one.model_copy(update={"price": cents(one.price * keep)}) for one in course.infusions]
        paid = course.model_copy(update={"infusions": tuple(visits)})
        cash = [one.price for one in sorted(visits, key=lambda one: one.date)]
        pairs.append((sum(cash, ZERO), total(shares), total(lines(paid)).plan_pays, _from_which(shares, cash)))
    later = None
    if sheet.appeal is not None:
        moved = [one.model_copy(update={"date": one.date + sheet.appeal.weeks * WEEK}) for one in sheet.infusions]
        shifted = sheet.model_copy(update={"infusions": tuple(moved)})
        later = spread([total(lines(course)).you_pay for course in shifted.courses(covered=True)])
    return Waiting(
        now=spread([cash for cash, _, _, _ in pairs]),
        approved=spread([shares.you_pay for _, shares, _, _ in pairs]),
        saved=spread([cash - shares.you_pay for cash, shares, _, _ in pairs]),
        refund=spread([refund for _, _, refund, _ in pairs]),
        later=later,
        visits=(pairs[0][3], pairs[-1][3]),
    )


def _from_which(shares: list[Line], cash: list[Decimal]) -> int | None:
    """The number of visits from which on, and to the end, the share under the plan is no more than the cash price."""
    found, plan, own = None, ZERO, ZERO
    for number, (share, price) in enumerate(zip(shares, cash, strict=True), 1):
        plan, own = plan + share.you_pay, own + price
        found = (found or number) if plan <= own else None
    return found
