"""What is heard in messages: stories in people's manners, what must not be heard, and that nothing is made up."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from knowledge.hearing.acts import Fact, Question, Standing
from knowledge.hearing.dates import Dates
from knowledge.hearing.days import Way
from knowledge.hearing.examples import unlike
from knowledge.hearing.listener import Situation, hearing
from knowledge.library import shipped
from tests.benchmarks.stories import score
from tests.conftest import cases

TODAY = dt.date(2026, 11, 20)
HEARD = {
    "stories": 0.96,
    "stories_unseen": 0.94,
    "phrases": 0.95,
    "stories_later": 0.95,
    "stories_last": 0.94,
    "stories_fresh": 0.94,
    "stories_kinds": 0.98,
    "stories_more": 0.93,
    "stories_third": 0.95,
    "stories_close": 0.93,
}
"""Of what was wanted, how much must be heard."""
RIGHT = {
    "stories": 0.98,
    "stories_unseen": 0.97,
    "phrases": 0.98,
    "stories_later": 0.97,
    "stories_last": 0.96,
    "stories_fresh": 0.98,
    "stories_kinds": 0.98,
    "stories_more": 0.97,
    "stories_third": 0.97,
    "stories_close": 0.97,
}
"""Of what was taken, how much must be right."""


@pytest.mark.parametrize("part", list(HEARD))
def test_stories_are_heard_and_what_is_taken_is_right(part: str) -> None:
    total = score(cases(part))
    assert total.heard / total.wanted >= HEARD[part], f"{total}\n" + "\n".join(total.lines)
    assert total.right / (total.right + total.wrong) >= RIGHT[part], f"{total}\n" + "\n".join(total.lines)


@pytest.mark.parametrize("text", cases("unsaid"))
def test_nothing_is_taken_of_what_tells_nothing(text: str) -> None:
    heard = hearing(shipped()).hear(text, Situation(TODAY))
    assert [*heard.facts, *heard.events] == []


def test_every_row_of_patterns_keeps_its_word() -> None:
    assert list(unlike(hearing(shipped()))) == []


@pytest.mark.parametrize("case", cases("told_dates"), ids=lambda case: case["text"])
def test_a_date_in_a_message_has_its_role_and_its_year(case: dict[str, Any]) -> None:
    heard = hearing(shipped()).hear(case["text"], Situation(TODAY, asked=case.get("asked")))
    dates = {fact.slot: fact.value for fact in heard.facts if fact.slot.endswith(("_on", "_date"))}
    if heard.events and heard.events[-1].on:
        dates["event_on"] = heard.events[-1].on.isoformat()
    assert dates == case["dates"]


def test_a_message_is_heard_in_order_and_in_its_own_words() -> None:
    text = "humana denied it on 10/1, i appealed 10/20, they denied again 11/12, what now?"
    heard = hearing(shipped()).hear(text, Situation(TODAY))
    told = [(event.happened, event.on and event.on.isoformat()) for event in heard.events]
    assert told == [("denied", "2026-10-01"), ("appeal_filed", "2026-10-20"), ("denied", "2026-11-12")]
    assert heard.of(Question)
    assert all(text[act.span.start : act.span.end] == act.words for act in heard.acts)


def test_what_is_supposed_or_of_somebody_else_is_heard_and_stays_out_of_the_case() -> None:
    heard = hearing(shipped()).hear("if they deny it, can my neighbor help? hers was approved", Situation(TODAY))
    assert heard.events == []
    assert heard.facts == []


@given(st.text(max_size=200))
def test_any_text_is_heard_without_a_fault_and_every_act_stands_in_the_text(text: str) -> None:
    heard = hearing(shipped()).hear(text, Situation(TODAY))
    assert all(text[act.span.start : act.span.end] == act.words for act in heard.acts)


WORDS = st.sampled_from(
    [
        "my",
        "insurance",
        "aetna",
        "denied",
        "ketamine",
        "infusions",
        "crps",
        "on",
        "nov",
        "3",
        "the",
        "letter",
        "is",
        "dated",
        "i",
        "got",
        "it",
        "they",
        "say",
        "experimental",
        "if",
        "not",
        "medicaid",
        "texas",
        "appealed",
        "yesterday",
        "two",
        "weeks",
        "ago",
        "through",
        "work",
        "self",
        "funded",
        "wife",
        "hers",
        "approved",
        "3",
        "of",
        "6",
        "until",
        "jan",
        "8",
    ]
)


@given(st.lists(WORDS, max_size=30))
@example(["not", "ketamine", "nov", "3"])
def test_nothing_is_a_fact_that_is_not_in_the_words(words: list[str]) -> None:
    text = " ".join(words)
    for fact in hearing(shipped()).hear(text, Situation(TODAY)).of(Fact):
        assert fact.words
        assert fact.words in text
        if fact.slot == "insurer" and fact.standing is Standing.ASSERTED:
            assert "aetna" in text
        if fact.slot == "state" and fact.standing is Standing.ASSERTED:
            assert "texas" in text


VOCABULARY = sorted(
    {
        word.replace("_", " ")
        for *_, row in hearing(shipped()).rows
        for said in row.say
        for word in re.findall(r"[a-z_]{2,}", re.sub(r"<[a-z]+>|@[A-Z]+", " ", said))
    }
)
"""Every word that a pattern names."""
TOLD = [
    "$1850",
    "CO-197",
    "G90.521",
    "10/3",
    "not 10/13",
    "8 to 3",
    "6 weeks",
    "20%",
    "aetna",
    "my mom",
    "texas",
    ".",
    ",",
]


@given(st.lists(st.sampled_from(VOCABULARY) | st.sampled_from(TOLD), max_size=30))
def test_a_salad_of_all_words_that_are_heard_is_heard_without_a_fault(words: list[str]) -> None:
    text = " ".join(words)
    heard = hearing(shipped()).hear(text, Situation(TODAY))
    assert all(text[act.span.start : act.span.end] == act.words for act in heard.acts)
    for fact in heard.facts:
        if fact.slot == "insurer":
            assert "aetna" in text or any(word in text for word in fact.words.lower().split())
        if fact.slot.startswith("amount_"):
            assert "$1850" in text or any(char.isdigit() for char in fact.words)


@given(
    st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31)),
    st.sampled_from(["%B %d, %Y", "%m/%d/%Y", "%d %B %Y", "%Y-%m-%d"]),
)
def test_a_whole_date_is_read_as_itself_wherever_it_lies(day: dt.date, form: str) -> None:
    dates = Dates(shipped().hearing.dates)
    found = dates.find(f"it says {day.strftime(form)} at the top")
    assert [when.iso(TODAY, way) for when in found for way in Way] == [day.isoformat()] * 3
