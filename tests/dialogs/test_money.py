"""Money in conversation: the sums, unknowns and ranges, waiting, programs with their reminders, dates, the comparison."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.files.papers import content
from bot.files.pictures import draw
from dialogs.case.money import reckon
from dialogs.forms.flow import load_flows
from knowledge.library import shipped
from tests.conftest import cases
from tests.support.person import Person

LIBRARY = shipped()
DAY = dt.date(2026, 11, 24)
COURSE = (
    "6",
    "800",
    "12/1/2026",
    "weekly",
    "in",
    "600",
    "2000",
    "500",
    "percent",
    "20",
    "6000",
    "900",
    "december",
    "no",
)


async def begin(chat: Person, plan: str = "employer insured", state: str = "ohio") -> None:
    await chat.say("/coverage")
    for answer in ("me", state, plan, "crps", "stop"):
        await chat.say(answer)


async def costed(chat: Person, answers: tuple[str, ...] = COURSE) -> str:
    await chat.say("/money")
    await chat.press("What will it cost?")
    for answer in answers:
        await chat.say(answer)
    assert chat.question == "cost.review", chat.heard
    return await chat.say("yes")


async def test_a_course_is_reckoned_under_each_way_with_its_picture(chat: Person) -> None:
    await begin(chat)
    heard = await costed(chat)
    # 2000 - 500 open: 600, 600, 300 + 20 % of 300, then 120 twice; the sixth falls into the next plan year: 600
    assert "If it is approved in network: you pay $2,400, the plan pays $1,200" in heard
    assert "If it is approved out of network: you pay $3,600, the plan pays $1,200" in heard
    assert "If it is denied and you pay it yourself: you pay $4,800" in heard
    assert "Source:" in heard
    picture = chat.replies[-1]["picture"]
    assert [one["told"] for one in picture["points"]] == ["$2,400", "$3,600", "$4,800"]
    assert draw(picture).startswith(b"\x89PNG")
    heard = await chat.press("Each infusion")
    assert "January 5, 2027: you pay $600 ($600 to the deductible), the plan pays $0" in heard
    assert "In all: you pay $2,400, the plan pays $1,200" in heard


async def test_what_is_not_known_is_carried_as_a_range_or_a_bound_and_said(chat: Person) -> None:
    await begin(chat)
    answers = ("6", "idk", "skip", "skip", "idk", "idk", "1000", "idk", "percent", "20", "idk", "idk", "no")
    heard = await costed(chat, answers)
    assert "For 6 infusions at $600 to $2,000 each" in heard
    assert (
        "is what a price guide gives for one infusion for pain (Price guide of Healing Maps, seen November 25, 2026)"
        in heard
    )
    assert "If it is denied and you pay it yourself: you pay $3,600 to $12,000" in heard
    assert "If it is approved in network: you pay at most $3,200" in heard  # 1000 + 20 % of 11000
    for note in (
        "It is at most the price",
        "took the deductible as not met",
        "maximum is not known",
        "end of the plan year",
    ):
        assert note in heard


async def test_without_the_deductible_the_plans_part_is_not_told(chat: Person) -> None:
    await begin(chat)
    heard = await costed(chat, ("2", "700", "skip", "skip", "in", "500", "idk", "idk", "idk", "idk", "no"))
    assert "If it is approved in network: not known" in heard
    assert "Still missing for the plan's part: deductible, your share" in heard
    assert "you pay it yourself: you pay $1,400" in heard
    heard = await chat.press("Pay now, or wait for the appeal?")
    assert "To compare that, I need the plan's part" in heard


async def test_a_person_without_insurance_is_asked_about_no_plan(chat: Person) -> None:
    await begin(chat, "uninsured")
    heard = await costed(chat, ("4", "650.50", "skip", "weekly"))
    assert "you pay $2,602" in heard
    assert "approved" not in heard
    assert "no plan pays" in heard
    assert "Pay now, or wait for the appeal?" not in chat.buttons


async def test_nothing_told_is_lost_when_an_answer_cannot_be_used(chat: Person) -> None:
    await begin(chat)
    await chat.say("/money")
    await chat.press("What will it cost?")
    assert "from 1 to 100" in await chat.say("0")
    await chat.say("6")
    for odd in ("900-600", "cheap", "-5", "1 to 2 to 3"):
        heard = await chat.say(odd)
        assert "amount" in heard, odd
        assert chat.question == "cost.infusion_price"
    assert "out-of-pocket maximum" in (await chat.say("what is an out of pocket maximum?")).lower()
    assert chat.question == "cost.infusion_price"
    await chat.say("$600 to $900")
    assert chat.slots["infusion_price"] == "600.00-900.00"
    assert chat.slots["infusion_count"] == "6"


@pytest.mark.parametrize("case", cases("ranges"), ids=lambda case: str(case["say"]))
def test_ranges_and_percents_are_read_as_people_write_them(case: dict[str, str]) -> None:
    from dialogs.forms import answers

    read = {"range": answers.read_money_range, "percent": answers.read_percent}[case["as"]]
    if "error" in case:
        with pytest.raises(getattr(answers, case["error"])):
            read(case["say"])
    else:
        assert read(case["say"]) == case["value"]


async def test_a_discount_a_payment_plan_and_an_account(chat: Person) -> None:
    await begin(chat)
    await costed(chat)
    await chat.press("Discount, payment plan, HSA or FSA")
    for answer in ("10%", "12", "24", "yes", "hsa", "1500", "22", "8"):
        await chat.say(answer)
    heard = await chat.say("yes")
    assert "The same with the discount: you pay $4,320" in heard
    assert "12 payments of about $360, $0 of interest in all" in heard
    # 2 % a month on 4320, 3960 … 360: 0.02 * 360 * 78
    assert "up to $561.60 of interest is added at once" in heard
    assert "The HSA pays $1,500 of it. That saves $330 in tax, so it costs you $2,070." in heard
    heard = await chat.press("Pay now, or wait for the appeal?")
    assert "Paying it all yourself now: $4,320." in heard
    assert "If the appeal wins first, your part: $2,400." in heard
    assert "waiting and winning saves you $1,920" in heard
    assert "a new plan year begins" in heard
    assert "I cannot say if you will win" in heard


async def test_all_ways_side_by_side_and_as_a_page_to_print(chat: Person) -> None:
    await begin(chat)
    await costed(chat)
    await chat.say("/money")
    heard = await chat.press("All ways side by side")
    assert "Cost: $2,400. Time: days to weeks" in heard
    assert "Join a clinical trial" in heard
    assert draw(chat.replies[-1]["picture"]).startswith(b"\x89PNG")
    await chat.press("To print (PDF)")
    attachment = chat.replies[-1]["attachment"]
    assert content(attachment).startswith(b"%PDF")
    assert "$2,400" in str(attachment["paper"])
    assert "no promise" in str(attachment["paper"])


async def test_each_button_of_the_comparison_leads_somewhere(chat: Person) -> None:
    await begin(chat)
    await chat.say("/money")
    await chat.press("All ways side by side")
    for title in [row.next for row in LIBRARY.payment_options.values()]:
        payload = chat.buttons[title]
        heard = await chat.payload(payload)
        assert heard, title
        assert "older question" not in heard, title
        await chat.say("stop")
        await chat.say("/money")
        await chat.press("All ways side by side")


async def test_programs_are_matched_and_an_application_is_followed_up(chat: Person) -> None:
    await begin(chat)
    await chat.say("/money")
    await chat.press("Who can help with the cost")
    for answer in ("2", "24000-26000", "48", "no", "hospital"):
        await chat.say(answer)
    heard = await chat.say("yes")
    assert (
        "Your income is about 111 to 120 % of the federal poverty guideline ($21,640 for your household in 2026"
        in heard
    )
    assert "Hospital financial assistance (charity care): you seem to fit" in heard
    assert "VA health care" not in heard
    assert "I could not see if these take applications now" in heard
    heard = await chat.payload("g:program:program-hospital")
    assert "240 days" in heard
    assert "Source:" in heard
    heard = await chat.press("I applied")
    assert "Tuesday, December 15, 2026" in heard
    assert "Hospital financial assistance" in await chat.say("/reminders")
    chat.at(dt.datetime(2026, 12, 15, 14, 0, tzinfo=dt.UTC))
    (due,) = [one for one in await chat.manager.store.due(chat.now, 9) if one.name.startswith("day.2026-12-15")]
    heard = await chat.external(due.name)
    assert "You have a step due" in heard
    assert "hospital" not in heard.lower()  # discreet
    heard = await chat.press("Show it")
    assert "Ask what became of your application to Hospital financial assistance" in heard
    await chat.press("Done")
    heard = await chat.press("Still waiting")
    assert "Tuesday, January 5, 2027" in heard
    await chat.payload("g:program:program-hospital")
    assert "said no" in await chat.press("They said no")
    assert "Hospital" not in await chat.say("/reminders")


async def test_a_yearly_maximum_above_what_a_plan_may_set_is_said(chat: Person) -> None:
    await begin(chat)
    heard = await costed(chat, (*COURSE[:10], "11000", *COURSE[11:]))
    assert "above $10,600, the highest that a plan may set for one person in 2026" in heard
    assert "45 CFR 156.130" in heard


async def test_a_date_about_money_is_kept_and_never_worked_out(chat: Person) -> None:
    await begin(chat)
    await chat.payload("g:money_date:claim")
    assert "has gone by" in await chat.say("1/5/2020")
    assert "could not read a date" in await chat.say("soon")
    assert "whole date" in await chat.say("March 2027")
    assert "detailed receipt" in await chat.say("what is a superbill?")
    await chat.payload("g:money_date:claim")
    heard = await chat.say("3/31/2027")
    assert "Last day to send your claim, Wednesday, March 31, 2027" in heard
    assert "March 31, 2027" in await chat.say("/reminders")
    assert "Last day to send your claim (March 31, 2027)" in await chat.say("/money")
    await chat.payload("g:money_date")
    await chat.press("Take out: Last day to send your claim")
    assert "claim" not in await chat.say("/reminders")


async def test_a_high_share_of_the_income_is_said_and_becomes_a_step(chat: Person) -> None:
    await begin(chat)
    await costed(chat)
    await chat.payload("g:assist")
    for answer in ("1", "16000", "48", "no", "clinic"):
        await chat.say(answer)
    await chat.say("yes")
    assert chat.slots["share_is_high"] == "yes"
    assert "programs for that" in await chat.payload("g:cost")
    for answer in ("they approved it", "skip", "skip", "yes"):
        await chat.say(answer)
    assert "Get help with your part of the cost" in await chat.say("/next")


async def test_money_is_offered_while_one_waits_and_when_all_is_lost(chat: Person) -> None:
    await begin(chat)
    for answer in ("g:happened:1.denied", "11/2/2026", "11/6/2026", "skip", "skip", "no", "yes"):
        await chat.say(answer)
    for answer in ("I sent the appeal", "11/20/2026", "no", "yes"):
        await chat.say(answer)
    assert "See what it will cost you" in await chat.say("/next")
    await chat.say("/report")
    await chat.press("I stop here")
    heard = await chat.say("/next")
    assert "other ways to pay" in heard
    assert "the other ways to pay" in await chat.press("What it will cost")


async def test_limits_of_a_year_have_a_source_and_a_missing_year_is_refused(chat: Person) -> None:
    await begin(chat)
    await chat.payload("g:limits")
    heard = await chat.payload("g:limits:fsa")
    assert "2026:" in heard
    assert "$3,400" in heard
    assert "https://" in heard
    heard = await chat.press("2027")
    assert "I have not seen the amounts of 2027, so I give none. There are those of 2025, 2026." in heard


async def test_a_message_about_the_cost_leads_there(chat: Person) -> None:
    await begin(chat)
    for words in ("cost", "how much will it cost", "cuanto cuesta", "/money"):
        assert "the other ways to pay" in await chat.say(words)


async def test_what_is_good_to_know_is_a_button_away(chat: Person) -> None:
    await begin(chat)
    await chat.say("/money")
    await chat.press("Good to know")
    for title in [title for title in chat.buttons if title != "Money"]:
        await chat.payload("g:money:topics")
        heard = await chat.press(title)
        assert "Source:" in heard, title


async def test_forgetting_takes_the_money_too(chat: Person) -> None:
    await begin(chat)
    await costed(chat)
    assert "infusion_price" in str((await chat.say("/export"), chat.replies))
    await chat.say("/forget")
    await chat.say("yes")
    assert await chat.manager.store.conversation("test", chat.chat) is None


def _answers(question: Any) -> st.SearchStrategy[Any]:
    missing = st.sampled_from([None, "(unknown)", "(skipped)"])
    amount = st.decimals(0, 20_000, places=2).map(str)
    match question.type:
        case "money" if question.range == "allowed":
            ends = st.lists(st.decimals(0, 20_000, places=2), min_size=2, max_size=2).map(sorted)
            told: st.SearchStrategy[Any] = amount | ends.map(lambda pair: f"{pair[0]}-{pair[1]}")
        case "money":
            told = amount
        case "percent":
            told = st.integers(0, 100).map(str)
        case "number":
            told = st.integers(*question.between).map(str)
        case "date":
            told = st.dates(dt.date(2026, 1, 1), dt.date(2028, 12, 31)).map(dt.date.isoformat)
        case "yes_no":
            told = st.sampled_from(["yes", "no"])
        case _:
            told = st.sampled_from(sorted(LIBRARY.choices[question.of]))
    return missing | told


QUESTIONS = [question for name in ("cost", "pay", "assist") for question in load_flows()[name].questions]
SLOTS = st.fixed_dictionaries({question.slot: _answers(question) for question in QUESTIONS})


@settings(deadline=None, max_examples=300)
@given(SLOTS, st.sampled_from([None, "none", "marketplace", "grandfathered", "(unknown)"]))
def test_whatever_was_answered_can_be_reckoned_and_told(slots: dict[str, Any], plan: str | None) -> None:
    from dialogs.case.money import share_is_high
    from dialogs.speaking.words import words_in
    from dialogs.wording.costs import ends, visit_lines, waiting_lines, way_lines

    found = reckon({**slots, "plan_kind": plan}, LIBRARY, DAY)
    words = words_in("en")
    assert all(list(way_lines(way, words)) for way in found.ways)
    if found.waiting:
        assert list(waiting_lines(found.waiting, words))
    for _, told in ends(list(found.sheet.courses()), words):
        assert list(visit_lines(told, words))
    cash = found.way("self_pay")
    assert cash is not None and cash.you_pay is not None
    assert found.missing == ("plan_kind",) if plan == "none" else "plan_kind" not in found.missing
    assert share_is_high(found, {**slots, "plan_kind": plan}, LIBRARY, DAY) in ("yes", "no", None)
