"""What holds for every message: nothing enters the case that was not said, and a correction leaves nothing behind."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogs.case import matters
from dialogs.case.appeals import case_of
from dialogs.case.ledger import TOLD, Origin
from dialogs.case.taking import Taking, take_in
from dialogs.speaking.words import words_in
from dialogs.wording import reminders
from dialogs.wording.letters import compose
from knowledge.hearing.acts import Correction, Event, Fact, Heard, Span
from knowledge.hearing.listener import Situation, hearing
from knowledge.library import shipped

TODAY = dt.date(2026, 11, 25)
NOW = dt.datetime(2026, 11, 25, 15, tzinfo=dt.UTC)
STORIES = [
    row["text"]
    for name in ("stories.yaml", "stories_unseen.yaml")
    for row in yaml.safe_load((Path(__file__).parents[1] / "cases" / name).read_text("utf-8"))
]
OWN = {fact.slot for fact in shipped().agenda.facts}


def facts_in(slots: dict[str, Any]) -> dict[str, Any]:
    """Every fact that a case holds, wherever it stands."""
    held = {name: slots[name] for name in OWN if slots.get(name) is not None}
    for kept in matters.stored(slots):
        for row in kept["happened"]:
            held |= {name: value for name, value in row["facts"].items() if name in OWN}
    return held | (slots.get("told_loose") or {})


@pytest.mark.parametrize("text", STORIES)
def test_every_fact_has_the_words_that_it_came_from(text: str) -> None:
    heard = hearing(shipped()).hear(text, Situation(TODAY))
    slots = take_in(heard, {}, shipped(), TODAY).slots
    for slot in facts_in(slots):
        if slot == "tried":
            continue
        words = (slots[TOLD] or {})[slot]["words"]
        assert words.rstrip("…") in " ".join(text.split()), f"{slot}: {words!r} is not in {text!r}"


TAKING_BACK = ["sorry", "not", "actually", "no i did not send it", "10/3", "10/13", "CO-197", "$1850", "i never said"]
SALAD = [*sorted({word for text in STORIES for word in text.split()}), *TAKING_BACK, "last tuesday"]


@given(messages=st.lists(st.lists(st.sampled_from(SALAD), max_size=12).map(" ".join), max_size=4))
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
def test_any_order_of_any_words_is_taken_in_without_a_fault(messages: list[str]) -> None:
    slots: dict[str, Any] = {}
    for text in messages:
        slots = take_in(hearing(shipped()).hear(text, Situation(TODAY)), slots, shipped(), TODAY).slots
    json.dumps(slots)


@given(text=st.text(alphabet="abcdefghijklmnop ,.?!'", max_size=120))
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
def test_noise_leaves_no_fact(text: str) -> None:
    heard = hearing(shipped()).hear(text, Situation(TODAY))
    slots = take_in(heard, {}, shipped(), TODAY).slots
    told = slots.get(TOLD) or {}
    assert set(facts_in(slots)) - {"tried"} <= set(told)


def denied(received: str, notice: str) -> Heard:
    facts = {"notice_date": notice, "received_on": received, "denial_kinds": ["experimental"]}
    plan = Fact(Span(0, 0), "self funded", 0.95, "plan_kind", ("employer_self_funded",))
    illness = Fact(Span(0, 0), "crps", 0.95, "diagnosis", ("crps",))
    return Heard("a story", (plan, illness, Event(Span(0, 0), "they denied it", 0.9, "denied", facts=facts)))


@given(days=st.integers(2, 20), later=st.integers(1, 20))
@settings(deadline=None, max_examples=25)
def test_a_correction_leaves_no_trace_in_letters_dates_and_reminders(days: int, later: int) -> None:
    notice = TODAY - dt.timedelta(days=60)
    first, second = (notice + dt.timedelta(days=n) for n in (days, days + later))
    slots = take_in(denied(first.isoformat(), notice.isoformat()), {}, shipped(), TODAY).slots
    fact = Fact(Span(0, 0), "actually", 0.9, "received_on", (second.isoformat(),))
    heard = Heard("actually", (Correction(Span(0, 0), "actually", 0.9), fact))
    slots = take_in(heard, slots, shipped(), TODAY).slots
    assert first.isoformat() not in json.dumps(slots)
    words = words_in("en")
    case = case_of(slots, shipped(), TODAY, "America/New_York")
    paper = json.dumps(list(compose(shipped().letters["appeal"], case, shipped(), words, TODAY).parts))
    assert f"{first:%B} {first.day}, {first.year}" not in paper
    planned = reminders.plan(slots, shipped(), words, NOW)
    fresh = take_in(denied(second.isoformat(), notice.isoformat()), {}, shipped(), TODAY).slots
    assert [one.due for one in planned] == [one.due for one in reminders.plan(fresh, shipped(), words, NOW)]


def test_a_candidate_is_never_taken_and_a_half_heard_fact_only_asked_about() -> None:
    two = Fact(Span(0, 0), "through work", 0.9, "plan_kind", ("employer_self_funded", "employer_insured"))
    half = Fact(Span(0, 0), "maybe crps", 0.7, "diagnosis", ("crps",))
    taken = take_in(Heard("through work, maybe crps", (two, half)), {}, shipped(), TODAY)
    assert facts_in(taken.slots) == {}
    assert taken.between == ["plan_kind"]
    assert [fact.slot for fact in taken.doubtful if isinstance(fact, Fact)] == ["diagnosis"]


@pytest.mark.parametrize(
    ("slot", "value", "why"),
    [
        ("received_on", "2026-11-01", "clash-received-before-written"),
        ("letter_date", "2026-11-02", "clash-last-day-before-letter"),
        ("notice_date", "2016-11-10", "clash-old"),
        ("notice_date", "2027-01-10", "clash-ahead"),
    ],
)
def test_a_date_that_cannot_be_is_asked_about_and_not_taken(slot: str, value: str, why: str) -> None:
    taking = Taking({}, shipped(), TODAY, Origin.WORDS)
    taking.event(Event(Span(0, 0), "denied", 0.9, "denied", facts={"notice_date": "2026-11-10"}))
    before = dict(facts_in(taking.slots))
    taking.fact(Fact(Span(0, 0), "words", 0.9, slot, (value,)))
    assert taking.taken.clashes == [(why, slot)]
    assert facts_in(taking.slots) == before
