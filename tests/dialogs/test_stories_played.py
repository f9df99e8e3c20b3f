"""Whole stories in people's own words, heard by the real reader: the date comes in the first reply."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.support.person import Person


@pytest.fixture
def chat_in_november(chat: Person) -> Person:
    chat.at(dt.datetime(2026, 11, 25, 15, 0, tzinfo=dt.UTC))
    return chat


async def test_a_question_that_would_not_change_the_date_does_not_hold_it_back(chat_in_november: Person) -> None:
    chat = chat_in_november
    heard = await chat.say(
        "they denied my ketamine infusions, insurance is through work. letter dated nov 2, got it nov 5. nerve pain"
    )
    # a job plan, self-funded or insured: 180 days from receipt, November 5 + 180 = May 4
    assert "Tuesday, May 4, 2027" in heard
    assert "self-funded" not in heard


async def test_part_of_a_buttons_title_presses_it(chat_in_november: Person) -> None:
    chat = chat_in_november
    await chat.say(
        "insurance through work denied ketamine infusions for crps as experimental, dated nov 2, got it nov 5"
    )
    assert "Not asked yet" in chat.buttons
    assert "What was tried before" in await chat.say("not yet")


async def test_what_is_only_supposed_does_not_happen(chat_in_november: Person) -> None:
    chat = chat_in_november
    await chat.say("what if they say no")
    assert not chat.slots.get("matters")


async def test_how_long_is_answered_with_the_persons_own_day(chat_in_november: Person) -> None:
    chat = chat_in_november
    heard = await chat.say(
        "FEP Blue denied my ketamine request on Oct 30, what are my appeal rights? I am a retired letter carrier"
    )
    # 5 CFR 890.105: six months from the plan's decision of October 30
    assert "Friday, April 30, 2027" in heard
    assert "depend on the kind of plan" not in heard
    assert "Friday, April 30, 2027" in await chat.say("how long do i have to appeal?")
