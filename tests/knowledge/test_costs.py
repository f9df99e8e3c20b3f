"""What a course costs: worked cases, and what must hold for every course."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from knowledge.money.costs import CostError, Course, Infusion, Plan, SecondPlan, cents, lines, total
from knowledge.money.paying import Between, SelfPay, Sheet, instalments, waiting, ways
from tests.conftest import cases

CASES = cases("costs")
PAYING = cases("paying")
NAVIGATOR = str(Path(sys.executable).parent / "navigator")


def course_of(case: dict[str, Any]) -> Course:
    visits = [{"date": day, "price": price, "allowed": allowed} for day, price, allowed in case["visits"]]
    more = {name: case[name] for name in ("network", "covered", "second") if name in case}
    return Course.model_validate({"plan": case["plan"], "infusions": visits, **more})


def test_each_case_has_a_name_of_its_own() -> None:
    every = [case["name"] for case in (*CASES, *PAYING)]
    assert len(set(every)) == len(every) >= 60


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_a_worked_case(case: dict[str, Any]) -> None:
    width = len(case["lines"][0])
    found = [
        [one.you_pay, one.plan_pays, one.balance_bill, one.toward_deductible, one.second_pays][:width]
        for one in lines(course_of(case))
    ]
    assert found == [[Decimal(str(amount)) for amount in line] for line in case["lines"]]


def plain(value: Any) -> Any:
    """An amount, or the least and the most where they differ, as a table of cases writes it."""
    if isinstance(value, Between):
        return value.low if value.exact else [value.low, value.high]
    return value


def exact(told: Any) -> Any:
    return [exact(one) for one in told] if isinstance(told, list) else None if told is None else Decimal(str(told))


@pytest.mark.parametrize("case", PAYING, ids=lambda case: str(case["name"]))
def test_a_worked_way_to_pay(case: dict[str, Any]) -> None:
    sheet = Sheet.model_validate(case["sheet"])
    found = {one.option: one for one in ways(sheet)}
    for option, told in case.get("ways", {}).items():
        way = found[option]
        assert (way.you_pay is None) == (told is None) == (way.lacking is not None)
        if told is not None:
            assert [plain(way.you_pay), plain(way.plan_pays)] == exact(told), option
    for option, told in case.get("account", {}).items():
        held = found[option].account
        assert held is not None
        assert [plain(held.used), plain(held.saved), plain(held.after_tax)] == exact(told), option
    if "plan" in case:
        plans = found["payment_plan"].plan
        assert plans is not None
        low = plans[0]
        assert [low.months, low.monthly, low.last, low.interest, low.late] == exact(case["plan"])
    if "waiting" in case:
        compared = waiting(sheet)
        told = {name: exact(value) for name, value in case["waiting"].items()}
        assert {name: plain(getattr(compared, name)) for name in told if name != "visits"} == {
            name: value for name, value in told.items() if name != "visits"
        }
        assert list(compared.visits) == told["visits"]


MONEY = st.decimals(0, 5000, places=2)
DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2028, 12, 31))


@st.composite
def courses(draw: st.DrawFn, network: str = "in") -> Course:
    deductible, maximum = draw(MONEY), draw(st.none() | MONEY)
    plan = Plan(
        deductible=deductible,
        deductible_met=draw(st.decimals(0, deductible, places=2)),
        coinsurance=draw(st.decimals(0, 1, places=3)),
        copay=draw(st.none() | st.decimals(0, 300, places=2)),
        out_of_pocket_max=maximum,
        out_of_pocket_met=draw(st.decimals(0, maximum, places=2)) if maximum is not None else Decimal(0),
        year_ends=draw(st.none() | DAYS),
    )
    visits = draw(st.lists(st.builds(Infusion, date=DAYS, price=MONEY, allowed=MONEY), min_size=1, max_size=8))
    return Course(plan=plan, network=network, infusions=tuple(visits))


@settings(deadline=None, max_examples=300)
@given(courses())
def test_in_network_no_cent_is_lost_and_no_year_costs_more_than_its_maximum(course: Course) -> None:
    found, plan = lines(course), course.plan
    prices = sorted((one.date, min(one.price, one.allowed or Decimal(0))) for one in course.infusions)
    assert sorted((one.date, one.you_pay + one.plan_pays) for one in found) == prices
    assert all(one.you_pay >= 0 and one.plan_pays >= 0 and one.balance_bill == 0 for one in found)
    assert total(found).you_pay == sum(one.you_pay for one in found)
    if plan.out_of_pocket_max is not None and plan.year_ends is None:
        assert total(found).you_pay <= plan.out_of_pocket_max - plan.out_of_pocket_met
    if plan.year_ends is None:
        assert sum(one.toward_deductible for one in found) <= plan.deductible - plan.deductible_met


@settings(deadline=None, max_examples=200)
@given(courses("out"))
def test_out_of_network_the_whole_price_is_paid_by_someone(course: Course) -> None:
    found = lines(course)
    assert sum(one.you_pay + one.plan_pays for one in found) == sum(one.price for one in course.infusions)
    assert all(one.you_pay >= one.balance_bill >= 0 for one in found)


@settings(deadline=None, max_examples=200)
@given(courses(), st.integers(0, 7), MONEY)
def test_a_dearer_visit_never_costs_the_person_less(course: Course, number: int, more: Decimal) -> None:
    visit = course.infusions[number % len(course.infusions)]
    dearer = Infusion(date=visit.date, price=visit.price + more, allowed=(visit.allowed or Decimal(0)) + more)
    visits = tuple(dearer if one is visit else one for one in course.infusions)
    assert total(lines(course.model_copy(update={"infusions": visits}))).you_pay >= total(lines(course)).you_pay


@settings(deadline=None, max_examples=200)
@given(courses(), MONEY, st.decimals(0, 1, places=2), st.sampled_from(["standard", "carve_out"]))
def test_two_plans_never_pay_more_than_is_allowed_and_never_cost_the_person_more(
    course: Course, deductible: Decimal, share: Decimal, how: Any
) -> None:
    both = course.model_copy(update={"second": SecondPlan(deductible=deductible, coinsurance=share, coordination=how)})
    alone, found = lines(course), lines(both)
    for one, two in zip(alone, found, strict=True):
        assert two.you_pay + two.plan_pays == one.you_pay + one.plan_pays
        assert 0 <= two.you_pay <= one.you_pay
        assert two.plan_pays == one.plan_pays + two.second_pays


@settings(deadline=None, max_examples=200)
@example(amount=Decimal("0.80"), months=82, rate=Decimal("0.0072"), deferred=False)
@given(st.decimals(0, 100_000, places=2), st.integers(1, 120), st.decimals(0, "0.5", places=4), st.booleans())
def test_a_payment_plan_loses_no_cent(amount: Decimal, months: int, rate: Decimal, deferred: bool) -> None:
    found = instalments(amount, SelfPay(months=months, rate=rate, deferred=deferred))
    assert found.interest >= 0
    assert found.late >= 0
    assert found.months <= months
    paid = found.monthly * (found.months - 1) + found.last
    if not found.interest:
        assert paid == amount
    if deferred:
        assert found.interest == 0
    else:
        assert found.late == 0
        assert paid == amount + found.interest


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    course = draw(courses(draw(st.sampled_from(["in", "out"]))))
    visits = []
    for one in course.infusions:
        ends = sorted((one.price, draw(MONEY)))
        allowed = sorted((one.allowed or Decimal(0), draw(MONEY)))
        visits.append(
            {"date": one.date, "price": dict(zip(("low", "high"), ends, strict=True)),
             "allowed": dict(zip(("low", "high"), allowed, strict=True))}
        )  # fmt: skip
    return Sheet.model_validate({"plan": course.plan.model_dump(), "network": course.network, "infusions": visits})


@settings(deadline=None, max_examples=150)
@given(sheets(), st.data())
def test_whatever_lies_in_the_ranges_costs_what_lies_in_the_range(sheet: Sheet, data: st.DataObject) -> None:
    visits = []
    for one in sheet.infusions:
        assert one.allowed is not None
        price = data.draw(st.decimals(one.price.low, one.price.high, places=2))
        allowed = data.draw(st.decimals(one.allowed.low, one.allowed.high, places=2))
        visits.append(Infusion(date=one.date, price=price, allowed=allowed))
    inside = total(lines(Course(plan=sheet.plan, network=sheet.network, infusions=tuple(visits)))).you_pay
    way = next(one for one in ways(sheet) if one.option == f"{'in' if sheet.network == 'in' else 'out_of'}_network")
    assert way.you_pay is not None
    slack = Decimal("0.01") * len(visits)  # each visit is rounded to the cent by itself
    assert way.you_pay.low - slack <= inside <= way.you_pay.high + slack


@settings(deadline=None, max_examples=100)
@given(courses(), st.decimals(0, 1, places=2), MONEY)
def test_an_account_saves_tax_on_what_it_pays_and_on_nothing_else(
    course: Course, rate: Decimal, balance: Decimal
) -> None:
    told = {"plan": course.plan, "infusions": [one.model_dump() for one in course.infusions]}
    sheet = Sheet.model_validate({**told, "account": {"kind": "hsa", "balance": balance, "tax_rate": rate}})
    for way in ways(sheet):
        assert way.you_pay is not None and way.account is not None and way.account.after_tax is not None
        used = min(way.you_pay.low, balance)
        assert way.account.used.low == used
        assert way.account.after_tax.low == way.you_pay.low - cents(used * rate)


def test_what_is_missing_is_asked_for_and_not_guessed() -> None:
    visit = Infusion(date=dt.date(2026, 3, 1), price=Decimal(700))
    with pytest.raises(CostError, match="allowed"):
        lines(Course(plan=Plan(coinsurance=Decimal("0.2")), infusions=(visit,)))
    with pytest.raises(CostError, match=r"plan\.coinsurance"):
        lines(Course(infusions=(visit,)))
    with pytest.raises(CostError, match=r"second\.coordination"):
        known = Infusion(date=visit.date, price=visit.price, allowed=visit.price)
        plan = Plan(coinsurance=Decimal(0))
        lines(Course(plan=plan, second=SecondPlan(coinsurance=Decimal(0)), infusions=(known,)))
    found = {one.option: one for one in ways(Sheet.model_validate({"infusions": [visit.model_dump()]}))}
    assert found["in_network"].you_pay is None
    assert found["in_network"].missing == "plan.coinsurance"
    assert found["self_pay"].you_pay == Between(Decimal(700), Decimal(700))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("plan: {coinsurance: 20}\ninfusions: [{date: 2026-03-01, price: 700, allowed: 500}]", "plan.coinsurance"),
        ("plan: {deductible: -5}\ninfusions: [{date: 2026-03-01, price: 700}]", "plan.deductible"),
        (
            "plan: {deductible: 5, deductible_met: 6}\ninfusions: [{date: 2026-03-01, price: 700}]",
            "more than deductible",
        ),
        ("plan: {deductable: 5}\ninfusions: [{date: 2026-03-01, price: 700}]", "plan.deductable"),
        ("plan: {}\ninfusions: []", "infusions"),
        ("infusions: [{date: soon, price: 700}]", "infusions.0.date"),
        ("covered: true\ninfusions: [{date: 2026-03-01, price: 700}]", "coinsurance"),
        ("- 1", "file"),
        ("infusions: [{date: 2026-13-01, price: 700}]", "YYYY-MM-DD"),
        ("infusions: [{date: 2026-03-01, price: .nan}]", "infusions.0.price"),
        ("[" * 5000, "nesting"),
        ("{", "cost.yaml"),
    ],
)
def test_a_file_that_does_not_fit_gets_one_clear_line(tmp_path: Path, text: str, why: str) -> None:
    from bot.commands import costing
    from bot.errors import UserError

    path = tmp_path / "cost.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(UserError, match=why.replace(".", r"\.")):
        costing.reckoned(costing.read(path))


def test_the_command_gives_lines_totals_and_options(tmp_path: Path) -> None:
    path = tmp_path / "cost.yaml"
    visits = "[{date: 2026-03-01, price: 900, allowed: 500}]"
    path.write_text(f"plan: {{coinsurance: 0.4}}\nnetwork: out\ncovered: true\ninfusions: {visits}\n", "utf-8")
    done = subprocess.run([NAVIGATOR, "cost", path, "--json"], capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    assert found["totals"] == {"you_pay": 600.0, "plan_pays": 300.0}
    assert found["lines"][0]["balance_bill"] == 400.0
    assert [one["option"] for one in found["options"]] == ["in_network", "out_of_network", "self_pay"]
    told = subprocess.run([NAVIGATOR, "cost", path], capture_output=True, text=True, check=True).stdout
    assert "you pay $600 ($400 of it over what the plan allows), the plan pays $300" in told
