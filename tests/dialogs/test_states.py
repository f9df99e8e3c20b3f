"""The outside review follows the state: what is asked, what date is told, who is named."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from dialogs.turn.manager import Dialog
from tests.support.hearing import ScriptedHearing, event, fact
from tests.support.person import Person

TWICE = "they refused twice, the appeal went out on august 20"


@pytest.fixture
def hearing(dialog: Dialog, monkeypatch: pytest.MonkeyPatch) -> ScriptedHearing:
    scripted = ScriptedHearing()
    monkeypatch.setattr(dialog.interpreter, "hearing", scripted)
    return scripted


async def refused_twice(chat: Person, hearing: ScriptedHearing, state: str | None, **dates: Any) -> str:
    """An appeal and the refusal that answers it; of the first refusal nothing is told."""
    chat.at(dt.datetime(2026, 11, 25, 15, 0, tzinfo=dt.UTC))
    where = [fact("state", state, words="where I live")] if state else []
    return await chat.say(
        hearing.knows(
            TWICE,
            fact("plan_kind", "marketplace", words="my plan"),
            *where,
            event("appeal_filed", event_on="2026-08-20", words="the appeal went out"),
            event("denied", denial_kinds=["experimental"], words="they refused", **dates),
        )
    )


async def test_a_refusal_after_an_appeal_opens_the_outside_review(chat: Person, hearing: ScriptedHearing) -> None:
    heard = await refused_twice(chat, hearing, "SC", notice_date="2026-11-02", received_on="2026-11-05")
    assert "outside review" in heard
    assert "January 4, 2027" in heard  # November 5 and 60 days
    shown = await chat.say("/external")
    assert "open to you" in shown
    assert "South Carolina Department of Insurance" in shown
    assert "S.C. Code 38-71-1970(A)(1)" in shown
    assert shown.count("leaves out denials under $500") == 1


async def test_the_state_is_asked_where_it_decides(chat: Person, hearing: ScriptedHearing) -> None:
    heard = await refused_twice(chat, hearing, None, notice_date="2026-11-02", received_on="2026-11-05")
    assert "Which state do you live in?" in heard
    assert "January 4, 2027" in await chat.say("South Carolina")


async def test_the_date_on_the_letter_is_asked_where_only_it_gives_a_safe_day(
    chat: Person, hearing: ScriptedHearing
) -> None:
    heard = await refused_twice(chat, hearing, "GA", received_on="2026-11-05")
    assert "What date is printed on the letter" in heard


async def test_a_state_whose_rule_was_not_seen_gives_a_safe_day_and_no_last_day(
    chat: Person, hearing: ScriptedHearing
) -> None:
    heard = await refused_twice(chat, hearing, "GA", notice_date="2026-11-02", received_on="2026-11-05")
    assert "by Tuesday, March 2, 2027 to be safe" in heard
    assert "the letter names" not in heard
    shown = await chat.say("/external")
    assert "Act by: Tuesday, March 2, 2027" in shown  # November 2 and 120 days, or 4 months: the same day here
    assert "the safe day, not the last day by law" in shown
    assert "Last day by law" not in shown
    assert "800-656-2298" in shown


async def test_after_a_safe_day_the_way_is_not_called_closed(chat: Person, hearing: ScriptedHearing) -> None:
    heard = await refused_twice(chat, hearing, "GA", notice_date="2026-06-30", received_on="2026-07-03")
    assert "The law may still give time" in heard
    chat.at(dt.datetime(2026, 11, 26, 15, 0, tzinfo=dt.UTC))
    assert "open to you" in await chat.say("/external")


async def test_severe_pain_alone_does_not_open_the_fast_outside_review(chat: Person, hearing: ScriptedHearing) -> None:
    chat.at(dt.datetime(2026, 11, 25, 15, 0, tzinfo=dt.UTC))
    await chat.say(
        hearing.knows(
            "they refused it on november 2 and my doctor says it is urgent",
            fact("plan_kind", "marketplace", words="my plan"),
            fact("state", "NY", words="where I live"),
            event(
                "denied", notice_date="2026-11-02", denial_kinds=["experimental"], urgent_doctor="yes", words="refused"
            ),
        )
    )
    shown = await chat.say("/external")
    assert "The outside review is open to you" not in shown
    assert "life, your health" in shown


ASKED = [
    ("how many days do I have to ask for an external review in South Carolina?", ["60 days", "38-71-1970", "15 days"]),
    ("what is the deadline for external review in Ohio", ["180 days from the date on that denial", "800-686-1526"]),
    ("what is the deadline for external review in Virginia", ["120 days", "must have arrived by then"]),
    ("what is the deadline for external review in Georgia", ["to be safe", "not the last day by law"]),
    ("who runs the external review in Iowa", ["Iowa Insurance Division", "877-955-1212", "4 months"]),
    ("where do I send the external review request in New York", ["Department of Financial Services"]),
    ("how many days to ask for a Medicaid fair hearing in Ohio", ["90 days from the day that denial was sent"]),
    ("does the external review cost money in New York?", ["New York, plan from an insurer. Cost: up to $25"]),
    ("who runs the outside review in my state?", ["Tell me your state"]),
]


@pytest.mark.parametrize(("question", "parts"), ASKED, ids=lambda value: value if isinstance(value, str) else "")
async def test_a_question_on_a_state_is_answered_from_its_row(chat: Person, question: str, parts: list[str]) -> None:
    heard = await chat.say(question)
    assert [part for part in parts if part not in heard] == []


async def test_a_plan_that_follows_no_state_is_not_told_of_one(chat: Person) -> None:
    heard = await chat.say("external review deadline for a self-funded plan in South Carolina")
    assert "60 days from the day" not in heard


LOST = [
    "I have a marketplace plan in South Carolina and my appeal was denied, letter dated {date}",
    "marketplace plan in South Carolina. They denied my ketamine and then they denied my appeal too, letter dated {date}",
    "I have a marketplace plan in South Carolina. I lost my appeal, letter dated {date}",
]


@pytest.mark.parametrize("told", LOST)
async def test_a_lost_appeal_is_no_first_denial(chat: Person, told: str) -> None:
    chat.at(dt.datetime(2026, 11, 25, 15, 0, tzinfo=dt.UTC))
    heard = await chat.say(told.format(date="November 2 2026, it came November 6"))
    assert "outside review" in heard
    assert "January 5, 2027" in heard  # November 6 and 60 days


async def test_an_appeal_that_follows_a_denial_in_one_breath_is_not_lost(chat: Person) -> None:
    chat.at(dt.datetime(2026, 11, 25, 15, 0, tzinfo=dt.UTC))
    heard = await chat.say("marketplace plan in South Carolina, it was denied, appeal went out October 30 2026")
    assert "outside review" not in heard
    assert "the appeal was sent" in heard
