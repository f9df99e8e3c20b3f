"""The money of a case, read from its slots: the course and its ways to pay, the facts that programs ask about. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dialogs.case.matters import known
from knowledge.law.rulebook import UnknownYear
from knowledge.library import Library
from knowledge.money.costs import CostError, Plan, SecondPlan
from knowledge.money.paying import Account, Appeal, Between, Range, SelfPay, Sheet, Visit, Waiting, Way, waiting, ways
from knowledge.money.programs import Match, guideline, matches, percent

COST, PAY, ASSIST, TRIALS = "cost", "pay", "assist", "trials"
"""Flows."""
SHARE = "share_is_high"
"""Slot: whether the share under the plan is high for this person (see money.yaml): ``yes`` or ``no``."""
HUNDRED = Decimal(100)
INTERVAL = "weekly"
NEEDED = ("deductible", "plan_share", "coinsurance", "copay")
"""What the plan's part cannot be reckoned without, where the questions apply."""


@dataclass(frozen=True)
class Reckoning:
    """What a course comes to.

    Attributes:
        missing: Questions without whose answer the plan's part is not known.
        notes: Messages on what was taken where nothing was told.
    """

    sheet: Sheet
    ways: list[Way]
    waiting: Waiting | None
    missing: tuple[str, ...]
    notes: tuple[str, ...]

    def way(self, option: str) -> Way | None:
        return next((one for one in self.ways if one.option == option), None)

    @property
    def approved(self) -> Way | None:
        """The person's share if the plan approves, in the network that they told."""
        return self.way("in_network" if self.sheet.network == "in" else "out_of_network")


def reckon(slots: Mapping[str, Any], library: Library, today: dt.date) -> Reckoning:
    """What the course costs under each way, as far as it is known.

    Args:
        today: Stands in for the day of the first infusion where none was told.
    """
    notes: list[str] = []
    missing = _missing(slots)
    sheet = Sheet(
        plan=Plan() if missing else _plan(slots, notes, today),
        network="out" if known(slots.get("in_network")) == "out" else "in",
        covered=not missing,
        second=None if missing else _second(slots),
        infusions=_visits(slots, library, notes, today),
        self_pay=_self_pay(slots),
        account=_account(slots),
        appeal=Appeal(weeks=int(weeks)) if (weeks := known(slots.get("appeal_weeks"))) else None,
    )
    if known(slots.get("plan_kind")) != "none" and known(slots.get("in_network")) is None:
        notes.append("cost-note-network")
    try:
        compared = None if missing else waiting(sheet)
    except CostError:
        compared = None
    if missing:  # without the plan's part there is nothing that these would change
        notes = [note for note in notes if note not in ("cost-note-allowed", "cost-note-network")]
    return Reckoning(sheet, ways(sheet), compared, missing, tuple(dict.fromkeys(notes)))


def _missing(slots: Mapping[str, Any]) -> tuple[str, ...]:
    if slots.get("plan_kind") == "none":
        return ("plan_kind",)
    share = known(slots.get("plan_share"))
    wanted = [name for name in NEEDED if name not in ("coinsurance", "copay") or name == share]
    if known(slots.get("second_plan")) == "yes":
        wanted.append("second_coinsurance")
    return tuple(name for name in wanted if known(slots.get(name)) is None)


def _visits(slots: Mapping[str, Any], library: Library, notes: list[str], today: dt.date) -> tuple[Visit, ...]:
    count = known(slots.get("infusion_count"))
    if count is None:
        notes.append("cost-note-count")
    price = _range(slots.get("infusion_price"))
    if price is None:
        usual = library.usual_price
        price = Range(low=Decimal(usual.low), high=Decimal(usual.high))
        notes.append("cost-note-price")
    every = known(slots.get("infusion_interval"))
    first = known(slots.get("first_infusion"))
    if first is None or every is None:
        notes.append("cost-note-days")
    start = dt.date.fromisoformat(first) if first else today
    step = dt.timedelta(days=library.money.intervals[every or INTERVAL])
    allowed = _range(slots.get("allowed_amount"))
    if allowed is None:  # a plan never reckons with more than the price: a bound, and no guess
        allowed = Range(low=Decimal(0), high=price.high)
        notes.append("cost-note-allowed")
    return tuple(
        Visit(date=start + number * step, price=price, allowed=allowed) for number in range(int(count) if count else 1)
    )


def _range(held: object) -> Range | None:
    """An amount as `dialogs.forms.answers.read_money_range` keeps it."""
    told = known(held)
    if told is None:
        return None
    low, _, high = told.partition("-")
    return Range(low=Decimal(low), high=Decimal(high or low))


def _amount(held: object) -> Decimal | None:
    told = known(held)
    return Decimal(told) if told is not None else None


def _fraction(held: object) -> Decimal | None:
    told = _amount(held)
    return told / HUNDRED if told is not None else None


def _plan(slots: Mapping[str, Any], notes: list[str], today: dt.date) -> Plan:
    deductible = _amount(slots.get("deductible")) or Decimal(0)
    met = _amount(slots.get("deductible_met"))
    most, most_met = _amount(slots.get("out_of_pocket_max")), _amount(slots.get("out_of_pocket_met"))
    if deductible and met is None:
        notes.append("cost-note-met")
    if most is None:
        notes.append("cost-note-maximum")
    elif most_met is None:
        notes.append("cost-note-maximum-met")
    if (met or Decimal(0)) > deductible or (most is not None and (most_met or Decimal(0)) > most):
        notes.append("cost-note-more-than-all")
    share = known(slots.get("plan_share"))
    return Plan(
        deductible=deductible,
        deductible_met=min(met or Decimal(0), deductible),
        coinsurance=_fraction(slots.get("coinsurance")) if share == "coinsurance" else Decimal(0),
        copay=_amount(slots.get("copay")) if share == "copay" else None,
        out_of_pocket_max=most,
        out_of_pocket_met=min(most_met or Decimal(0), most) if most is not None else Decimal(0),
        year_ends=_year_ends(slots, notes, today),
    )


def _year_ends(slots: Mapping[str, Any], notes: list[str], today: dt.date) -> dt.date | None:
    """The end of the plan year in which the first infusion falls or that comes before it."""
    match known(slots.get("year_end")):
        case "december":
            return dt.date(today.year, 12, 31)
        case "other":
            told = known(slots.get("year_ends_on"))
            return dt.date.fromisoformat(told) if told else None
    notes.append("cost-note-year")
    return None


def _second(slots: Mapping[str, Any]) -> SecondPlan | None:
    if known(slots.get("second_plan")) != "yes":
        return None
    how = known(slots.get("second_pays"))
    return SecondPlan(
        deductible=_amount(slots.get("second_deductible")) or Decimal(0),
        coinsurance=_fraction(slots.get("second_coinsurance")),
        coordination=how if how in ("standard", "carve_out") else None,
    )


def _self_pay(slots: Mapping[str, Any]) -> SelfPay:
    months = known(slots.get("plan_months"))
    return SelfPay(
        discount=_fraction(slots.get("cash_discount")),
        months=int(months) if months else None,
        rate=_fraction(slots.get("plan_rate")) or Decimal(0),
        deferred=known(slots.get("plan_deferred")) == "yes",
    )


def _account(slots: Mapping[str, Any]) -> Account | None:
    kind, balance = known(slots.get("account")), _amount(slots.get("account_balance"))
    if kind not in ("hsa", "fsa") or balance is None:
        return None
    return Account(kind=kind, balance=balance, tax_rate=_fraction(slots.get("tax_rate")))


# --- help -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Standing:
    """Income beside the poverty guideline. `unknown` says in which way it could not be worked out."""

    share: Range | None
    line: Decimal | None
    year: int | None
    unknown: str | None = None


def standing(slots: Mapping[str, Any], library: Library, today: dt.date) -> Standing:
    """Income as percent of the guideline of this year, or of last year while this year's was not seen."""
    household, income = known(slots.get("household")), _range(slots.get("yearly_income"))
    state = known(slots.get("state"))
    if household is None or income is None or state is None:
        return Standing(None, None, None, "told")
    for year in (today.year, today.year - 1):
        try:
            line = guideline(int(household), state, year, library.rulebook)
        except UnknownYear:
            continue
        return Standing(percent(income, line), line, year)
    return Standing(None, None, None, "guideline")


def facts(slots: Mapping[str, Any], library: Library, today: dt.date) -> dict[str, Any]:
    """What programs ask about, by fact; what is not known is None."""
    age = known(slots.get("age"))
    told = {name: known(slots.get(name)) for name in ("state", "diagnosis", "plan_kind", "veteran", "setting")}
    years = Range(low=Decimal(age), high=Decimal(age)) if age else None
    return {**told, "age": years, "poverty": standing(slots, library, today).share}


def helping(slots: Mapping[str, Any], library: Library, today: dt.date) -> list[Match]:
    """The programs that may help, the best first."""
    return matches(library.programs.values(), facts(slots, library, today))


def share_is_high(found: Reckoning, slots: Mapping[str, Any], library: Library, today: dt.date) -> str | None:
    """Whether the share under the plan is high for the income, as the underinsured are counted; None if not known."""
    income = _range(slots.get("yearly_income"))
    way = found.approved
    if income is None or way is None or way.you_pay is None or not income.high:
        return None
    rules, poverty = library.money, standing(slots, library, today).share
    low_income = poverty is not None and poverty.high < rules.low_income
    least = rules.high_share_low_income if low_income else rules.high_share
    return "yes" if HUNDRED * way.you_pay.high / income.high >= least else "no"


def cost_of(option: str | None, found: Reckoning) -> Between | None:
    """What a way of the comparison costs; None where words say it, or it is not known."""
    if option == "account":
        way = found.way("self_pay_discount") or found.way("self_pay")
        return way.account.after_tax if way and way.account else None
    way = found.approved if option == "in_network" else found.way(option or "")
    if option == "self_pay":
        way = found.way("self_pay_discount") or way
    return way.you_pay if way else None
