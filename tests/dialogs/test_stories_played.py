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


async def test_where_no_last_day_exists_the_way_is_said_and_no_day_is_asked_for(chat_in_november: Person) -> None:
    chat = chat_in_november
    heard = await chat.say(
        "I write for my dad, a veteran with phantom limb pain. The VA told him no ketamine, at his visit, nothing in writing"
    )
    assert "patient advocate" in heard
    assert "last day does the letter name" not in heard


async def test_a_safe_day_of_a_rule_that_was_not_seen_is_not_said_to_stand_in_the_letter(
    chat_in_november: Person,
) -> None:
    chat = chat_in_november
    heard = await chat.say("hurt my back at work in california, workers comp denied ketamine, letter dated nov 10")
    assert "to be safe" in heard
    assert "that the letter names" not in heard


async def test_two_dates_in_a_few_words_are_two(chat_in_november: Person) -> None:
    chat = chat_in_november
    heard = await chat.say("they said no. letter nov 3, got it nov 5. marketplace plan")
    assert "dated November 3" in heard
    assert "came on November 5" in heard


async def test_a_diagnosis_beside_a_history_is_no_treatment(chat_in_november: Person) -> None:
    chat = chat_in_november
    heard = await chat.say(
        "CRPS in my foot since a fall in 2021. tried gabapentin, duloxetine and PT for a year, nothing helped"
    )
    assert "3 treatments" in heard
    assert "foot" not in heard


async def test_write_the_appeal_goes_to_the_appeal_and_not_to_a_list(chat_in_november: Person) -> None:
    chat = chat_in_november
    await chat.say("marketplace plan denied my ketamine for crps as experimental, letter dated nov 2, got it nov 5")
    assert "Which paper shall I write" not in await chat.say("write the appeal")
