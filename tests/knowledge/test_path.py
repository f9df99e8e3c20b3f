"""The path of a case: no dead end, no stage that nothing reaches, every road walked."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.law.path import Happened, Matter, facts_of, may_happen, next_tasks, place_of, tasks
from knowledge.library import shipped
from tests.conftest import cases

LIBRARY = shipped()
ROAD = LIBRARY.road
DAY = dt.date(2026, 11, 24)
ZONE = "America/Chicago"
PLANS = [*LIBRARY.choices["plan_kinds"], None]


def matter(plan: str | None, *events: str | tuple[str, dict[str, Any]], number: str = "1") -> Matter:
    told = [event if isinstance(event, tuple) else (event, {}) for event in events]
    return Matter(number, plan, "TX", tuple(Happened(name, DAY, facts) for name, facts in told))


def reachable(plan: str | None) -> dict[str, Matter]:
    """Every stage that a kind of plan can come to, with the shortest story that leads there."""
    found: dict[str, Matter] = {}
    waiting = [matter(plan)]
    while waiting:
        now = waiting.pop(0)
        place = place_of(now, ROAD)
        if place.name in found:
            continue
        found[place.name] = now
        waiting += [matter(plan, *(h.event for h in now.happened), event) for event in may_happen(now, ROAD)]
    return found


@pytest.mark.parametrize("plan", PLANS)
def test_every_stage_has_a_next_step_or_is_a_stated_end(plan: str | None) -> None:
    for name, story in reachable(plan).items():
        place = place_of(story, ROAD)
        assert list(tasks(story, {}, LIBRARY, DAY, ZONE)), f"{plan}: nothing to do at {name}"
        if place.stage.kind == "wait":
            assert place.stage.then, f"{plan}: nothing can happen at {name}"
        if place.stage.kind == "step":
            assert set(place.stage.then) - set(ROAD.always), f"{plan}: nothing leads on from {name}"


@pytest.mark.parametrize("family", ROAD.whole)
def test_no_stage_is_out_of_reach(family: str) -> None:
    plans = ROAD.plans_of(family) or (None,)
    own = ROAD.families[ROAD.families[family].same_as or family].stages
    assert set(own) <= set(reachable(plans[0]))


@pytest.mark.parametrize("plan", PLANS)
def test_from_every_stage_an_end_can_be_reached(plan: str | None) -> None:
    stages = ROAD.whole[ROAD.family_of(plan)]
    ends = {name for name, stage in stages.items() if stage.kind == "end"}
    for start in stages:
        seen, waiting = set(), [start]
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                waiting += stages[name].then.values()
        assert seen & ends, f"{plan}: no end from {start}"


@pytest.mark.parametrize("walk", cases("walks"), ids=lambda w: f"{w['plan']}: {' '.join(w['events'])}")
def test_a_story_leads_through_its_stages(walk: dict[str, Any]) -> None:
    places = [place_of(matter(walk["plan"], *walk["events"][:n]), ROAD).name for n in range(len(walk["events"]) + 1)]
    assert places == walk["stages"]


def test_every_plan_has_a_walk_to_yes_to_no_and_to_giving_up() -> None:
    ends: dict[str, set[str]] = {}
    for walk in cases("walks"):
        ends.setdefault(walk["plan"], set()).add(walk["stages"][-1])
    for plan in LIBRARY.choices["plan_kinds"]:
        wanted = {"closed"} if plan == "none" else {"approved", "lost", "closed"}
        assert wanted <= ends.get(plan, set()), plan


events = st.lists(st.sampled_from(list(ROAD.events)), max_size=12)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(PLANS), events, st.integers(0, 12))
def test_whatever_is_reported_there_is_a_place_and_a_step(plan: str | None, told: list[str], later: int) -> None:
    story = matter(plan, *told)
    place = place_of(story, ROAD)
    assert place.stage is ROAD.whole[place.family][place.name]
    found = list(tasks(story, {}, LIBRARY, DAY + dt.timedelta(days=30 * later), ZONE))
    assert found
    for task in found:
        if task.by is not None and task.deadline is not None and task.deadline.act_day is not None:
            assert task.by <= task.deadline.act_day


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(PLANS), events)
def test_taking_the_last_report_back_restores_the_place(plan: str | None, told: list[str]) -> None:
    before = place_of(matter(plan, *told), ROAD)
    after = place_of(matter(plan, *told, "withdrawn"), ROAD)
    assert place_of(matter(plan, *told), ROAD).name == before.name
    assert after.name in (before.name, "closed")


def test_two_denials_do_not_mix() -> None:
    one = matter("marketplace", ("denied", {"received_on": "2026-11-01"}), ("appeal_filed", {"event_on": "2026-11-10"}))
    two = matter("marketplace", ("denied", {"received_on": "2026-06-15"}), number="2")
    todo = next_tasks([one, two], {}, LIBRARY, DAY, ZONE)
    assert todo[0].matter == "2"
    assert {task.place for task in todo if task.matter == "2"} == {"denied"}
    assert {task.place for task in todo if task.matter == "1"} == {"appealing"}
    place = place_of(two, ROAD)
    assert facts_of(two, place, DAY, ZONE).received == dt.date(2026, 6, 15)


def test_what_runs_out_first_comes_first() -> None:
    soon = matter("marketplace", ("denied", {"received_on": "2026-06-01"}), number="1")
    late = matter("marketplace", ("denied", {"received_on": "2026-11-20"}), number="2")
    waiting = matter("marketplace", ("request_sent", {"event_on": "2026-11-20"}), number="3")
    order = list(dict.fromkeys(task.matter for task in next_tasks([waiting, late, soon], {}, LIBRARY, DAY, ZONE)))
    assert order == ["1", "2", "3"]


def test_when_their_time_has_run_out_that_comes_first() -> None:
    story = matter("marketplace", ("request_sent", {"event_on": "2026-11-01"}))
    found = list(tasks(story, {}, LIBRARY, DAY, ZONE))
    assert (found[0].step.id, found[0].late) == ("say_late", True)
    early = list(tasks(story, {}, LIBRARY, dt.date(2026, 11, 10), ZONE))
    assert not any(task.late for task in early)


def test_an_urgent_request_has_the_urgent_clock() -> None:
    sent = {"event_on": "2026-11-20", "urgent_doctor": "yes"}
    found = next(iter(tasks(matter("employer_insured", ("request_sent", sent)), {}, LIBRARY, DAY, ZONE)))
    assert found.deadline is not None
    assert found.deadline.rule is not None
    assert found.deadline.rule.id == "group.claim.urgent"


def test_a_doctor_who_said_that_it_is_urgent_need_not_be_asked_again() -> None:
    story = matter("marketplace", ("denied", {"received_on": "2026-11-20", "urgent_doctor": "yes"}))
    assert "ask_urgent" not in [task.step.id for task in tasks(story, {}, LIBRARY, DAY, ZONE)]


def test_a_step_that_takes_time_is_begun_before_the_last_day() -> None:
    story = matter("marketplace", ("denied", {"received_on": "2026-11-20"}))
    letter = next(task for task in tasks(story, {}, LIBRARY, DAY, ZONE) if task.step.id == "doctor_letter")
    assert letter.deadline is not None
    assert letter.deadline.act_day is not None
    assert letter.by is not None
    assert letter.by <= letter.deadline.act_day - dt.timedelta(days=letter.step.lead)
    near = matter("marketplace", ("denied", {"received_on": "2026-06-10"}))
    letter = next(task for task in tasks(near, {}, LIBRARY, DAY, ZONE) if task.step.id == "doctor_letter")
    assert letter.by == DAY
