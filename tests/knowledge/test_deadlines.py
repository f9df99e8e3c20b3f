"""The dates are those that the law gives; where we do not know, there is none."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.commands.rules import _typed, facts_from, read_cases
from knowledge.base.calendar import business_day, federal_holidays, office_day
from knowledge.law.deadlines import Deadline, Facts, at_stage, compute, day_of
from knowledge.law.rulebook import Rule, Rulebook, UnknownYear
from knowledge.library import shipped

BOOK = shipped().rulebook
ROWS = read_cases()
RULES = [rule for rule in BOOK.rules if rule.kind == "deadline"]
VERIFIED = [rule for rule in RULES if rule.confidence == "verified"]
PLANS = list(shipped().choices["plan_kinds"])


def result(row: dict[str, Any]) -> Deadline:
    return compute(BOOK.by_id[row["rule"]], facts_from(_typed(row)), BOOK)


def iso(deadline: Deadline) -> str | None:
    when = deadline.legal_date
    return when.isoformat(*(["T", "minutes"] if isinstance(when, dt.datetime) else [])) if when else None


@pytest.mark.parametrize("row", ROWS, ids=lambda r: " ".join(v for k, v in r.items() if k != "legal_date"))
def test_a_deadline_is_the_one_the_law_gives(row: dict[str, Any]) -> None:
    found = result(row)
    assert iso(found) == row.get("legal_date")
    assert (found.refused is not None) == (row.get("refused") == "true")
    if "act_by" in row:
        assert str(found.act_by) == row["act_by"]


def test_every_rule_has_three_cases_of_its_own() -> None:
    count = Counter(row["rule"] for row in ROWS)
    assert {rule.id for rule in BOOK.rules if count[rule.id] < 3} == set()


dates = st.dates(dt.date(2025, 1, 1), dt.date(2030, 12, 31))
rules = st.sampled_from(RULES)


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    received: Any = draw(st.none() | dates | st.datetimes(dt.datetime(2025, 1, 1), dt.datetime(2030, 12, 31)))
    return Facts(
        today=draw(dates),
        notice_date=draw(st.none() | dates),
        received=received,
        effective_date=draw(st.none() | dates),
        extension_notice=draw(st.none() | dates),
        extended=draw(st.booleans()),
        state=draw(st.sampled_from([None, "XX", *BOOK.states.by_code])),
        state_days=draw(st.none() | st.integers(-5, 400)),
        letter_date=draw(st.none() | dates),
        urgent=draw(st.booleans()),
        service=draw(st.sampled_from([None, "before", "after"])),
        levels=draw(st.sampled_from([None, 1, 2])),
        appeal_filed=draw(st.none() | dates),
        zone=draw(st.sampled_from(["America/New_York", "America/Phoenix", "America/Adak", "Pacific/Guam"])),
    )


@settings(max_examples=600, deadline=None)
@given(rules, facts())
def test_acting_is_never_advised_for_later_than_the_last_day(rule: Rule, known: Facts) -> None:
    found = compute(rule, known, BOOK)
    if found.legal_date is not None:
        assert found.act_day <= found.legal_day
        assert found.counted
        assert rule.cite
        assert rule.confidence == "verified"
        if rule.who == "person":
            assert office_day(found.act_day)  # type: ignore[arg-type]
    else:
        assert found.refused is not None
    if known.letter_date and rule.who == "person" and found.act_by is not None:
        assert found.act_day <= known.letter_date


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(VERIFIED), facts(), st.integers(1, 90))
def test_what_starts_later_never_ends_earlier(rule: Rule, known: Facts, days: int) -> None:
    later = dt.timedelta(days=days)
    base = Facts(
        dt.date(2040, 1, 1),
        notice_date=known.notice_date if rule.starts in ("notice", "sent") else None,
        received=known.received if rule.starts in ("receipt", "request") else None,
        extension_notice=known.extension_notice,
        state_days=100 if rule.id == "mmc.hearing.file" else 60,
        zone=known.zone,
    )
    moved = Facts(
        base.today,
        notice_date=base.notice_date + later if base.notice_date else None,
        received=base.received + later if base.received else None,
        extension_notice=base.extension_notice + later if base.extension_notice else None,
        state_days=base.state_days,
        zone=base.zone,
    )
    one, two = compute(rule, base, BOOK), compute(rule, moved, BOOK)
    same_law = len(rule.clocks) == 1
    if one.legal_date is not None and two.legal_date is not None and same_law:
        assert two.legal_date >= one.legal_date


@settings(max_examples=300, deadline=None)
@given(dates)
def test_a_last_day_that_moves_falls_on_a_business_day(received: dt.date) -> None:
    rule = BOOK.by_id["external.file"]
    found = compute(rule, Facts(dt.date(2040, 1, 1), received=received), BOOK)
    assert business_day(found.legal_day)  # type: ignore[arg-type]


@settings(max_examples=500, deadline=None)
@given(st.sampled_from(PLANS), st.sampled_from(list(BOOK.stages)), facts())
def test_every_plan_and_stage_gives_a_date_or_a_reason(plan: str, stage: str, known: Facts) -> None:
    found = at_stage(plan, stage, known, BOOK)
    assert (found.legal_date is None) == (found.refused is not None)


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("stage", BOOK.stages)
def test_no_plan_and_stage_raises(plan: str, stage: str) -> None:
    known = Facts(dt.date(2026, 11, 24), notice_date=dt.date(2026, 11, 1), received=dt.date(2026, 11, 3))
    found = at_stage(plan, stage, known, BOOK)
    assert (found.legal_date is None) == (found.refused is not None)
    if found.legal_date is not None:
        assert found.rule is not None
        assert found.rule.confidence == "verified"


def test_of_several_rules_the_safe_one_is_taken() -> None:
    known = Facts(dt.date(2026, 11, 24), received=dt.date(2026, 11, 1))
    unknown = at_stage("employer_self_funded", "appeal_decision", known, BOOK)
    assert unknown.legal_date == dt.date(2026, 12, 31)  # the longest: nobody is called late who is not
    assert "several-rules" in [warning.id for warning in unknown.warnings]
    before = Facts(known.today, received=known.received, service="before", levels=1)
    assert at_stage("employer_self_funded", "appeal_decision", before, BOOK).legal_date == dt.date(2026, 12, 1)


def test_every_state_has_a_row_and_each_kind_of_answer() -> None:
    assert set(BOOK.states.by_code) == set(shipped().choices["states"])
    for code in BOOK.states.by_code:
        assert f"state.{code}.external.file" in BOOK.by_id


def test_an_insured_plan_follows_its_state_and_a_self_funded_one_does_not() -> None:
    known = Facts(dt.date(2026, 11, 24), notice_date=dt.date(2026, 11, 1), received=dt.date(2026, 11, 3), state="SC")
    found = at_stage("marketplace", "external", known, BOOK)
    assert (found.rule.id, found.legal_date) == ("state.SC.external.file", dt.date(2027, 1, 2))  # type: ignore[union-attr]
    own = at_stage("employer_self_funded", "external", known, BOOK)
    assert (own.rule.id, own.legal_date) == ("external.file", dt.date(2027, 3, 3))  # type: ignore[union-attr]


def test_an_urgent_request_has_a_shorter_time_in_some_states() -> None:
    known = Facts(dt.date(2026, 11, 10), notice_date=dt.date(2026, 11, 1), received=dt.date(2026, 11, 3), state="MI")
    fast = at_stage("individual", "external", replace(known, urgent=True), BOOK)
    assert fast.legal_date == dt.date(2026, 11, 13)
    assert dict(fast.warnings[-1].args) == {"date": dt.date(2027, 3, 8)}
    assert at_stage("individual", "external", known, BOOK).legal_date == dt.date(2027, 3, 8)
    late = replace(known, today=dt.date(2026, 11, 20), urgent=True)
    assert at_stage("individual", "external", late, BOOK).legal_date == dt.date(2027, 3, 8)


@settings(max_examples=600, deadline=None)
@given(st.sampled_from(BOOK.kinds.families["insured"]), facts())
def test_nobody_is_told_to_ask_for_the_outside_review_later_than_a_state_that_may_hold(plan: str, known: Facts) -> None:
    """No day to act by after the earliest verified window that may hold, counted from the earliest day it may count."""
    known = replace(
        known, letter_date=None, appeal_filed=known.appeal_filed if known.state in BOOK.states.by_code else None
    )
    found = at_stage(plan, "external", known, BOOK)
    if found.act_day is None:
        return
    holds = [rule for rule in VERIFIED if rule.stage == "external" and plan in BOOK.plans(rule) and not rule.urgent]
    if known.state in BOOK.states.by_code:
        holds = [rule for rule in holds if rule.state == known.state]
    for rule in holds:
        own = compute(rule, replace(known, state=rule.state), BOOK)
        assert own.act_day is None or found.act_day <= own.act_day


@settings(max_examples=400, deadline=None)
@given(st.sampled_from([rule for rule in BOOK.rules if rule.confidence != "verified"]), facts())
def test_a_rule_that_is_not_verified_gives_no_last_day(rule: Rule, known: Facts) -> None:
    found = compute(rule, known, BOOK)
    assert found.legal_date is None
    assert found.refused is not None
    if rule.floor and found.act_by and not known.letter_date:
        assert known.notice_date is not None


def test_medicaid_follows_the_state_where_its_window_was_seen_and_the_number_in_the_notice_first() -> None:
    known = Facts(dt.date(2026, 11, 24), notice_date=dt.date(2026, 11, 2), received=dt.date(2026, 11, 5), state="OH")
    assert at_stage("medicaid_managed_care", "hearing", known, BOOK).legal_date == dt.date(2027, 1, 31)
    told = at_stage("medicaid_managed_care", "hearing", replace(known, state_days=120), BOOK)
    assert told.legal_date == dt.date(2027, 3, 2)
    elsewhere = at_stage("medicaid_managed_care", "hearing", replace(known, state="TX"), BOOK)
    assert (elsewhere.legal_date, elsewhere.act_by) == (None, dt.date(2027, 1, 29))  # the least that a state may give
    straight = at_stage("medicaid_fee_for_service", "appeal", replace(known, state="AL"), BOOK)
    assert straight.legal_date == dt.date(2027, 1, 1)


def test_without_a_state_the_day_is_safe_in_every_state_and_says_so() -> None:
    known = Facts(dt.date(2026, 11, 24), notice_date=dt.date(2026, 11, 1))
    found = at_stage("employer_insured", "external", known, BOOK)
    assert (found.legal_date, found.act_by, found.refused.id) == (None, dt.date(2026, 12, 31), "window-of-any-state")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("letter", "legal", "act", "warning"),
    [
        ("2026-12-31", "2026-12-31", "2026-06-30", "letter-later"),
        ("2026-05-02", "2026-06-30", "2026-05-01", "letter-earlier"),
        ("2026-06-30", "2026-06-30", "2026-06-30", None),
    ],
)
def test_the_later_of_law_and_letter_is_the_last_day_and_the_earlier_the_day_to_act(
    letter: str, legal: str, act: str, warning: str | None
) -> None:
    day = dt.date.fromisoformat
    known = Facts(day("2026-02-01"), received=day("2026-01-01"), letter_date=day(letter))
    found = compute(BOOK.by_id["group.appeal.file"], known, BOOK)
    assert (found.legal_date, found.act_by) == (day(legal), day(act))
    assert [w.id for w in found.warnings if w.id.startswith("letter")] == ([warning] if warning else [])


def test_the_letters_date_is_what_remains_where_the_rule_is_not_verified() -> None:
    known = Facts(dt.date(2026, 3, 1), notice_date=dt.date(2026, 2, 1), letter_date=dt.date(2026, 8, 2))
    found = compute(BOOK.by_id["tricare.expedited.file"], known, BOOK)
    assert found.legal_date is None
    assert found.act_by == dt.date(2026, 7, 31)


def test_a_day_on_which_a_holiday_is_only_observed_is_no_holiday_by_law_but_one_acts_before() -> None:
    found = compute(BOOK.by_id["external.file"], Facts(dt.date(2027, 12, 1), received=dt.date(2027, 8, 31)), BOOK)
    assert found.legal_date == dt.date(2027, 12, 31)
    assert found.act_by == dt.date(2027, 12, 30)
    assert "observed-holiday" in [warning.id for warning in found.warnings]


def test_there_are_eleven_federal_holidays_a_year() -> None:
    assert {len(federal_holidays(year)) for year in range(2022, 2035)} == {11}


def test_the_amount_of_a_year_that_was_not_published_is_refused() -> None:
    assert BOOK.amount("medicare.amount_in_controversy", "judge", 2026).values == {"judge": 200, "court": 1960}
    with pytest.raises(UnknownYear):
        BOOK.amount("medicare.amount_in_controversy", "judge", 2027)
    late = compute(BOOK.by_id["om.alj.file"], Facts(dt.date(2026, 12, 30), received=dt.date(2026, 12, 20)), BOOK)
    assert "amount-unknown" in [warning.id for warning in late.warnings]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"clocks": []}, "clocks"),
        ({"clocks": [{"unit": "hours"}]}, "amount"),
        ({"stage": "nowhere"}, "nowhere"),
        ({"starts": "someday"}, "starts"),
        ({"confidence": "sure"}, "confidence"),
        ({"amount": {"name": "none", "value": "x"}}, "amounts"),
    ],
)
def test_a_rule_that_does_not_fit_is_refused(change: dict[str, Any], complaint: str) -> None:
    book = BOOK.model_dump(mode="json", by_alias=True)
    book["rules"][0] |= change
    with pytest.raises(ValueError, match=complaint):
        Rulebook.model_validate(book)


def test_a_result_names_days_of_the_persons_own_zone() -> None:
    rule = BOOK.by_id["group.appeal.decision.urgent"]
    moment = dt.datetime(2026, 11, 20, 23, 30)
    found = compute(rule, Facts(dt.date(2026, 11, 24), received=moment, zone="Pacific/Honolulu"), BOOK)
    assert found.legal_date == dt.datetime(2026, 11, 23, 23, 30)
    assert day_of(found.legal_date) == dt.date(2026, 11, 23)
