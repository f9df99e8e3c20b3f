"""The path in conversation: what happened is told, the next step follows, and nothing is lost or mixed."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.files.pictures import draw
from tests.support.person import Person


async def covered(chat: Person, plan: str = "employer self-funded", *papers: str) -> None:
    """Answer what the path needs to know, then stop."""
    for words in ("/start", "/coverage", "me", "texas", plan, "/pause", *papers):
        await chat.say(words)


async def tell_denial(chat: Person, notice: str, received: str, letter: str = "skip", urgent: str = "no") -> str:
    for words in ("g:happened:1.denied", notice, received, letter, "not yet", urgent):
        await chat.say(words)
    assert chat.question == "happened.review"
    return await chat.say("yes")


async def test_an_approval_says_when_it_ends_and_when_to_ask_for_more(chat: Person) -> None:
    await chat.say("/start")
    await chat.say("/report")
    await chat.press("They said yes")
    await chat.say("2026-11-20")
    heard = await chat.say("2027-03-31")
    assert "no question" not in heard
    if chat.question:
        heard = await chat.say("yes")
    assert "The approval ends on" in heard
    assert "March 31, 2027" in heard
    assert "January 30, 2027" in heard
    chat.away(200)
    assert "The approval ended on" in await chat.say("/next")


async def test_a_denial_told_in_ones_own_words_gives_the_date_with_its_law(chat: Person) -> None:
    await covered(chat)
    heard = await tell_denial(chat, "11/2/2026", "11/5/2026")
    assert "Noted: They said no" in heard
    assert "By: Thursday, November 26, 2026" in heard  # the step's own day, paced from today
    assert (
        "All of it must be done by Friday, April 30, 2027" in heard
    )  # 180 days from the date on the letter end on a Saturday
    assert "After that" in heard
    dates = await chat.press("How is the date counted?")
    assert "I say Thursday, November 26, 2026" in dates
    assert "Last day by law: Tuesday, May 4, 2027" in dates
    assert "29 CFR 2560.503-1(h)(3)(i)" in dates
    assert "https://" in dates


async def test_an_appeal_moves_the_case_and_the_plans_own_clock_runs(chat: Person) -> None:
    await covered(chat)
    await tell_denial(chat, "11/2/2026", "11/5/2026")
    assert "On which day did they get it" in await chat.say("I sent the appeal")
    heard = await chat.say("11/20/2026")
    assert "They must answer by Sunday, December 20, 2026" in heard
    chat.away(40)
    heard = await chat.say("g:step")
    assert "Their time to decide has run out" in heard
    letter = await chat.press("A letter that says so")
    assert "due by Sunday, December 20, 2026" in letter
    assert "147.136(b)(2)(ii)(F)" in letter


async def test_a_late_second_appeal_opens_the_outside_review(chat: Person) -> None:
    await covered(chat)
    await tell_denial(chat, "1/5/2026", "1/8/2026")
    for words in ("I sent the appeal", "1/20/2026", "no", "yes"):
        await chat.say(words)
    await tell_denial(chat, "2/20/2026", "2/23/2026")
    await chat.payload("g:denial:1")
    for words in ("infusions", "mail", "It is experimental and investigational."):
        await chat.say(words)
    for _ in range(20):
        if chat.question in ("denial.review", None):
            break
        await chat.say("skip")
    await chat.say("yes")
    assert "is open to you" in await chat.say("/external")
    for words in ("I sent the appeal", "3/20/2026", "no", "yes"):
        await chat.say(words)
    assert "waiting on the second appeal" in await chat.say("/case")
    heard = await chat.say("/external")  # eight months without a word
    assert "is open to you" in heard
    assert "own appeal comes first" not in heard


async def test_a_corrected_kind_of_plan_holds_for_what_runs(chat: Person) -> None:
    await covered(chat, "medicaid straight from the state")
    for words in ("g:happened:1.denied", "11/2/2026", "11/5/2026", "skip", "90", "not yet", "no", "no", "yes"):
        await chat.say(words)
    assert "plan" not in chat.slots["matters"][0]
    await chat.payload("g:change:coverage")
    await chat.press("3. Kind of plan")
    await chat.say("medicaid health plan (managed care)")
    assert chat.slots["plan_kind"] == "medicaid_managed_care"
    assert "42 CFR 438.402" in await chat.payload("g:dates:1")


async def test_a_plan_that_was_left_stays_with_what_was_under_it_until_that_is_taken_back(chat: Person) -> None:
    await covered(chat)
    await tell_denial(chat, "11/2/2026", "11/5/2026")
    await chat.say("I have a new plan")
    assert chat.slots["matters"][0]["plan"] == "employer_self_funded"
    await chat.payload("g:undo:1")
    assert chat.slots["plan_kind"] == "employer_self_funded"
    assert "plan" not in chat.slots["matters"][0]


async def test_each_step_explains_its_own_date(chat: Person) -> None:
    await covered(chat, "medicaid health plan")
    for words in ("g:happened:1.denied", "11/20/2026", "11/23/2026", "skip", "120", "not yet", "no"):
        await chat.say(words)
    for words in ("yes", "12/4/2026"):
        await chat.say(words)
    heard = await chat.say("yes")
    assert "December 4, 2026" in heard
    dates = await chat.press("How is the date counted?")
    assert "42 CFR 438.420" in dates
    assert "December 4, 2026" in dates
    assert "January" not in dates


@pytest.mark.parametrize(
    ("plan", "notice", "says"),
    [
        ("employer self-funded", "11/2/2026", "The dates are safe"),
        ("workers comp", "11/2/2026", "no last day for this yet"),
        ("employer self-funded", "1/5/2026", "The last day has gone by"),
    ],
)
async def test_dates_are_called_safe_only_where_there_is_one_ahead(
    chat: Person, plan: str, notice: str, says: str
) -> None:
    await covered(chat, plan)
    await tell_denial(chat, notice, notice)
    assert says in await chat.say("/denial")


async def test_a_last_day_that_has_gone_by_has_its_own_road(chat: Person) -> None:
    await covered(chat)
    heard = await tell_denial(chat, "1/5/2026", "1/8/2026")
    assert "ask that a late request is accepted" in heard
    assert "The last day was Tuesday, July 7, 2026" in heard
    assert "Check if the letter told you how long you had" in heard


async def test_an_urgent_case_is_not_told_to_take_months(chat: Person) -> None:
    await covered(chat)
    heard = await tell_denial(chat, "11/2/2026", "11/5/2026", urgent="yes")
    assert "(tomorrow)" in heard


async def test_the_letter_of_being_late_is_not_written_before_its_time(chat: Person) -> None:
    await covered(chat)
    for words in ("my doctor sent the request", "11/20/2026", "no", "yes"):
        await chat.say(words)
    heard = await chat.payload("g:late:1")
    assert "not over yet" in heard


async def test_a_wrong_report_is_taken_back(chat: Person) -> None:
    await covered(chat)
    await tell_denial(chat, "11/2/2026", "11/5/2026")
    heard = await chat.say("take that back")
    assert "Taken back: They said no" in heard
    assert "getting ready (you are here)" in await chat.say("/case")
    assert "nothing to take back" in await chat.say("take that back")


async def test_two_denials_do_not_mix(chat: Person) -> None:
    await covered(chat)
    await tell_denial(chat, "11/2/2026", "11/5/2026")
    await chat.say("/report")
    await chat.press("Another request or denial")
    await chat.press("They said no")
    assert chat.question == "happened.notice_date"
    for words in ("6/1/2026", "6/4/2026", "skip", "not yet", "no"):
        await chat.say(words)
    heard = await chat.say("yes")
    assert "It is for No. 2: denied" in heard
    assert "All of it must be done by Friday, November 27, 2026" in heard
    case = await chat.say("/case")
    assert "No. 1: denied" in case
    assert "No. 2: denied" in case
    await chat.say("/report")
    await chat.press("No. 1: denied")
    await chat.press("I sent the appeal")
    for words in ("11/24/2026", "no", "yes"):
        await chat.say(words)
    case = await chat.say("/case")
    assert "No. 1: waiting on the appeal" in case
    assert "No. 2: denied" in case


async def test_a_step_that_is_done_does_not_come_back(chat: Person) -> None:
    await covered(chat)
    await tell_denial(chat, "11/2/2026", "11/5/2026")
    assert "Read the denial letter" in await chat.say("g:step")
    assert "peer-to-peer" in await chat.press("Done")
    assert "Read the denial letter" not in await chat.say("g:step")
    await chat.payload("g:step_done:1:denied.read_denial")
    assert "peer-to-peer" in await chat.say("g:step")


async def test_a_plan_without_checked_rules_gets_no_date_but_the_letters(chat: Person) -> None:
    await covered(chat, "workers comp")
    heard = await tell_denial(chat, "11/2/2026", "11/5/2026", letter="1/10/2027")
    assert "All of it must be done by Friday, January 8, 2027" in heard
    dates = await chat.say("/case")
    assert "workers' compensation board" in dates.lower() or "compensation" in dates
    assert "Last day by law" not in dates


async def test_medicaid_asks_for_the_states_own_number(chat: Person) -> None:
    await covered(chat, "medicaid straight from the state")
    for words in ("g:happened:1.denied", "11/2/2026", "11/5/2026", "skip"):
        await chat.say(words)
    assert chat.question == "happened.state_days"
    assert "one number" in await chat.say("soon")
    for words in ("30 days", "not yet", "no"):
        await chat.say(words)
    await chat.say("no")
    heard = await chat.say("yes")
    assert "Wednesday, December 2, 2026" in heard


async def test_the_day_counts_in_a_date_of_a_letter(chat: Person) -> None:
    await covered(chat)
    await chat.say("g:happened:1.denied")
    assert "whole date" in await chat.say("November 2026")
    assert chat.question == "happened.notice_date"


async def test_severe_pain_opens_the_urgent_track(chat: Person) -> None:
    await covered(chat)
    heard = await tell_denial(chat, "11/2/2026", "11/5/2026", urgent="yes")
    assert "72 hours" in heard
    words = await chat.press("Words for my doctor")
    assert "severe pain that cannot be adequately managed" in words
    assert "29 CFR 2560.503-1(m)(1)" in words


async def test_a_new_plan_ends_the_old_matter_and_asks_about_the_new_plan(chat: Person) -> None:
    await covered(chat)
    await tell_denial(chat, "11/2/2026", "11/5/2026")
    await chat.say("I have a new plan")
    assert chat.slots.get("plan_kind") is None
    assert "closed" in await chat.say("/case")


async def test_what_a_letter_must_say_is_checked_by_kind_of_plan(chat: Person) -> None:
    await covered(chat)
    heard = await chat.say("/notice")
    assert "paste" in heard
    assert "specific reason" in await chat.say("skip")
    for words in ("yes", "no", "idk", "yes", "no", "yes", "yes", "yes", "yes"):
        await chat.say(words)
    assert chat.question == "notice.review"
    heard = await chat.say("yes")
    assert "The sentence of the plan (29 CFR 2560.503-1(g)(1)(ii))" in heard
    assert "The rule or criteria used" in heard
    assert "What more they need" not in heard


async def test_a_letter_cannot_be_checked_for_a_plan_whose_law_was_not_checked(chat: Person) -> None:
    await covered(chat, "va")
    assert "have not checked what the law wants" in await chat.say("/notice")
    assert chat.question is None


async def test_the_path_comes_as_a_picture_too(chat: Person) -> None:
    await covered(chat)
    await tell_denial(chat, "11/2/2026", "11/5/2026")
    await chat.say("/case")
    picture = next(reply["picture"] for reply in chat.replies if reply.get("picture"))
    assert [p["state"] for p in picture["points"]][:2] == ["done", "here"]
    assert all(p["title"] in chat.heard for p in picture["points"])
    assert draw(picture).startswith(b"\x89PNG")


async def test_the_report_goes_on_after_a_question_and_a_restart(chat: Person) -> None:
    await covered(chat)
    await chat.say("g:happened:1.denied")
    await chat.say("11/2/2026")
    await chat.restart()
    chat.away(20)
    await chat.say("what is an external review?")
    assert chat.question == "happened.received_on"
    for words in ("11/5/2026", "skip", "not yet", "no"):
        await chat.say(words)
    assert "Noted" in await chat.say("yes")


async def test_today_is_the_persons_own_day(chat: Person) -> None:
    await covered(chat)
    await chat.say("/start")
    chat.now = dt.datetime(2026, 11, 25, 5, 30, tzinfo=dt.UTC)  # still the 24th in Texas
    await chat.say("g:happened:1.denied")
    heard = await chat.say("11/25/2026")
    assert "has not come yet" in heard


@pytest.mark.parametrize("words", ["yes", "skip", "5", "11/5/2026", "idk"])
async def test_an_answer_to_no_question_is_not_taken_for_a_question(chat: Person, words: str) -> None:
    await chat.say("/start")
    await chat.say("/next")
    await chat.say("/help")
    heard = await chat.say(words)
    assert "Source:" not in heard


@pytest.mark.parametrize(
    ("words", "event"),
    [
        ("My insurance denied my claim yesterday", "denied"),
        ("i was denied again", "denied"),
        ("me negaron la ketamina", "denied"),
        ("the clinic sent the prior auth on Monday", "request_sent"),
        ("it was approved", "approved"),
    ],
)
async def test_what_happened_may_be_told_in_many_words(chat: Person, words: str, event: str) -> None:
    await covered(chat)
    await chat.say(words)
    assert [row["event"] for row in chat.slots["matters"][0]["happened"]] == [event]
    assert chat.question is None  # no questionnaire: it is recorded, and one thing is asked


@pytest.mark.parametrize("words", ["why was I denied?", "can they deny it again", "what if they say no"])
async def test_a_question_about_a_denial_is_no_report(chat: Person, words: str) -> None:
    await covered(chat)
    await chat.say(words)
    assert chat.question is None


async def test_the_pasted_words_of_a_letter_answer_for_themselves_and_can_be_put_right(chat: Person) -> None:
    await covered(chat)
    await chat.say("/notice")
    heard = await chat.say(
        "Your request was denied because it is experimental. You may appeal within 180 days of this letter."
    )
    assert "I found 2 of 9" in heard
    assert chat.question == "notice.review"
    await chat.say("External review")
    await chat.say("yes")
    heard = await chat.say("yes")
    assert "The medical judgment explained" in heard
    assert "External review (" not in heard
