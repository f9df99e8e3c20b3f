"""One entry for how long somebody has: one kind of plan, several, or none known."""

from __future__ import annotations

import datetime as dt

import pytest

from knowledge.law.deadlines import Facts, either
from knowledge.law.limits import MOST, time_limit
from knowledge.library import shipped

BOOK = shipped().rulebook
FACTS = Facts(dt.date(2026, 11, 25), notice_date=dt.date(2026, 11, 2), received=dt.date(2026, 11, 5))
BARE = Facts(FACTS.today)


def test_one_kind_of_plan_gets_one_answer() -> None:
    found = time_limit("tricare", "appeal", FACTS, BOOK)
    assert found.deadline is not None
    assert found.deadline.legal_date == dt.date(2027, 1, 31)
    assert found.settles is None


def test_kinds_with_the_same_answer_share_it() -> None:
    found = time_limit(["employer_self_funded", "employer_insured"], "appeal", FACTS, BOOK)
    assert found.deadline is not None
    assert found.deadline.legal_date == dt.date(2027, 5, 4)
    assert found.answers[0].plans == ("employer_self_funded", "employer_insured")


def test_kinds_that_differ_give_an_answer_each_and_the_safe_day_of_all() -> None:
    found = time_limit(["medicaid_managed_care", "medicare_advantage"], "appeal", FACTS, BOOK)
    assert found.deadline is None
    assert [one.plans for one in found.answers] == [("medicaid_managed_care",), ("medicare_advantage",)]
    assert found.act_by == dt.date(2026, 12, 31)
    assert found.settles == "plan_kind"


@pytest.mark.parametrize("facts", [FACTS, BARE])
def test_who_does_not_know_the_kind_gets_the_likely_ones_and_the_question(facts: Facts) -> None:
    found = time_limit(None, "appeal", facts, BOOK)
    assert 2 <= len(found.answers) <= MOST
    assert found.answers[0].plans[0] == "employer_self_funded"
    assert found.settles == "plan_kind"
    assert all(one.deadline.rule for one in found.answers)


def test_without_a_date_it_says_which_one_is_missing_and_what_the_rule_gives() -> None:
    found = time_limit("marketplace", "appeal", BARE, BOOK)
    assert found.deadline is not None
    assert found.deadline.rule is not None
    assert found.deadline.rule.clocks[0].amount == 180
    assert found.settles == "received_on"


def test_the_outside_step_is_found_under_its_common_name() -> None:
    found = time_limit("pshb", "external", FACTS, BOOK)
    assert found.deadline is not None
    assert found.deadline.rule is not None
    assert found.deadline.rule.stage == "opm"


def test_a_kind_that_is_now_two_gives_no_last_day_but_a_safe_one() -> None:
    found = time_limit("government_church", "appeal", FACTS, BOOK)
    assert found.deadline is not None
    assert found.deadline.legal_date is None
    assert found.act_by == dt.date(2027, 4, 30)
    assert found.settles == "plan_kind"


@pytest.mark.parametrize("plan", [plan.id for plan in BOOK.plan_kinds if plan.market != "none"])
def test_every_kind_has_a_date_or_somebody_to_ask(plan: str) -> None:
    found = time_limit(plan, "appeal", FACTS, BOOK)
    assert found.deadline is not None
    assert found.deadline.act_by or found.deadline.refused


def test_of_answers_that_differ_the_earliest_day_counts_for_acting_and_none_is_the_last() -> None:
    early, late = (time_limit(plan, "appeal", FACTS, BOOK).deadline for plan in ("fehb", "marketplace"))
    assert early is not None
    assert late is not None
    both = either([late, early], FACTS)
    assert both.act_by == min(early.act_day or dt.date.max, late.act_day or dt.date.max)
    assert both.legal_date is None
