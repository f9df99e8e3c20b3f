"""Matters: one truth for the kind of plan, events in the order of their days."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dialogs.case import matters
from dialogs.forms.flow import load_flows
from dialogs.speaking.words import words_in
from dialogs.wording.dates import dated
from knowledge.law.path import deadline_of, place_of, tasks
from knowledge.library import shipped

DAY = dt.date(2026, 11, 24)


def test_a_kind_of_plan_that_is_put_right_holds_for_what_was_reported_before() -> None:
    slots: dict[str, Any] = {"plan_kind": "medicaid_fee_for_service"}
    slots["matters"] = matters.with_event(slots, "1", "denied", {"notice_date": "2026-11-20"}, DAY)
    slots["plan_kind"] = "medicaid_managed_care"
    assert [matter.plan for matter in matters.matters(slots)] == ["medicaid_managed_care"]


def test_a_change_of_plans_keeps_the_old_plan_with_the_old_matter() -> None:
    slots: dict[str, Any] = {"plan_kind": "marketplace"}
    for event in ("denied", "changed_plan"):
        slots["matters"] = matters.with_event(slots, "1", event, {}, DAY)
    slots["plan_kind"] = "medicare_advantage"
    assert matters.matters(slots)[0].plan == "marketplace"
    every, taken_back = matters.without_last(slots, "1")
    assert taken_back == "changed_plan"
    assert matters.matters({**slots, "matters": every})[0].plan == "medicare_advantage"


def test_an_earlier_event_that_is_told_later_stands_before() -> None:
    slots: dict[str, Any] = {}
    slots["matters"] = matters.with_event(slots, "1", "appeal_filed", {"event_on": "2026-10-20"}, DAY)
    slots["matters"] = matters.with_event(slots, "1", "denied", {"notice_date": "2026-10-01"}, DAY)
    assert [h.event for h in matters.matters(slots)[0].happened] == ["denied", "appeal_filed"]


def test_a_stored_kind_of_plan_that_is_now_two_loads_with_a_safe_day_and_a_question() -> None:
    library = shipped()
    slots: dict[str, Any] = {"plan_kind": "government_church", "state": "NC"}
    slots["matters"] = matters.with_event(
        slots, "1", "denied", {"notice_date": "2026-11-02", "received_on": "2026-11-05"}, DAY
    )
    matter = matters.matters(slots)[0]
    limit = deadline_of(matter, library, DAY, "America/New_York")
    assert limit is not None
    assert limit.legal_date is None
    assert limit.act_by == dt.date(2027, 4, 30)
    first = next(iter(tasks(matter, slots, library, DAY, "America/New_York")))
    assert first.step.id == "settle_plan"
    assert first.by is not None
    assert "government_church" not in [choice.id for choice in load_flows()["coverage"].questions[2].choices(library)]


def test_a_plan_between_two_kinds_has_the_day_that_both_give_and_reminders_for_it() -> None:
    library = shipped()
    slots: dict[str, Any] = {"between": {"plan_kind": ["employer_self_funded", "employer_insured"]}}
    facts = {"notice_date": "2026-11-02", "received_on": "2026-11-05"}
    slots["matters"] = matters.with_event(slots, "1", "denied", facts, DAY)
    matter = matters.matters(slots)[0]
    limit = deadline_of(matter, library, DAY, "America/New_York")
    assert limit is not None
    assert limit.legal_date == dt.date(2027, 5, 4)
    assert place_of(matter, library.road).family == "job_and_individual"
    last = [one.day for one in dated(slots, library, words_in("en"), DAY, "America/New_York") if one.kind == "limit"]
    assert last == [dt.date(2027, 4, 30)]


def test_a_plan_between_two_kinds_that_differ_has_the_earlier_day_to_act_and_no_last_day() -> None:
    library = shipped()
    slots: dict[str, Any] = {"between": {"plan_kind": ["medicare_advantage", "marketplace"]}}
    facts = {"notice_date": "2026-11-02", "received_on": "2026-11-05"}
    slots["matters"] = matters.with_event(slots, "1", "denied", facts, DAY)
    limit = deadline_of(matters.matters(slots)[0], library, DAY, "America/New_York")
    assert limit is not None
    assert limit.legal_date is None
    assert limit.act_by == dt.date(2026, 12, 31)
