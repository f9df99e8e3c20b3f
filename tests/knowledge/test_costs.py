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
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.costs import CostError, Course, Infusion, Plan, lines, options, total
from tests.conftest import cases

CASES = cases("costs")
NAVIGATOR = str(Path(sys.executable).parent / "navigator")


def course_of(case: dict[str, Any]) -> Course:
    visits = [{"date": day, "price": price, "allowed": allowed} for day, price, allowed in case["visits"]]
    more = {name: case[name] for name in ("network", "covered") if name in case}
    return Course.model_validate({"plan": case["plan"], "infusions": visits, **more})


def test_each_case_has_a_name_of_its_own() -> None:
    assert len({case["name"] for case in CASES}) == len(CASES) >= 30


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_a_worked_case(case: dict[str, Any]) -> None:
    found = [[one.you_pay, one.plan_pays, one.balance_bill, one.toward_deductible] for one in lines(course_of(case))]
    assert found == [[Decimal(str(amount)) for amount in line] for line in case["lines"]]


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


def test_what_is_missing_is_asked_for_and_not_guessed() -> None:
    visit = Infusion(date=dt.date(2026, 3, 1), price=Decimal(700))
    with pytest.raises(CostError, match="allowed"):
        lines(Course(plan=Plan(coinsurance=Decimal("0.2")), infusions=(visit,)))
    with pytest.raises(CostError, match=r"plan\.coinsurance"):
        lines(Course(infusions=(visit,)))
    ways = {one.option: one for one in options(Course(plan=Plan(coinsurance=Decimal("0.2")), infusions=(visit,)))}
    assert ways["in_network"].total is None
    assert "allowed" in (ways["in_network"].lacking or "")
    assert ways["self_pay"].total is not None
    assert ways["self_pay"].total.you_pay == 700


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
        ("{", "cost.yaml"),
    ],
)
def test_a_file_that_does_not_fit_gets_one_clear_line(tmp_path: Path, text: str, why: str) -> None:
    from bot import costing

    path = tmp_path / "cost.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(costing.CannotCost, match=why.replace(".", r"\.")):
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
    assert "you pay $600.00 ($400.00 of it over what the plan allows), the plan pays $300.00" in told
