"""A denial told, answered and appealed in conversation."""

from __future__ import annotations

import pytest

from tests.dialogs.test_path import covered, tell_denial
from tests.support.files import pdf
from tests.support.person import Person

REASON = "We consider this experimental, since the evidence does not permit conclusions."


async def told(chat: Person, plan: str = "employer self funded", urgent: str = "no") -> None:
    await covered(chat, plan)
    await tell_denial(chat, "11/2/2026", "11/5/2026", urgent=urgent)
    await chat.say("/denial")


async def finish(chat: Person) -> str:
    """Skip what is left, and confirm."""
    for _ in range(30):
        if chat.question in ("denial.review", None):
            break
        await chat.say("skip")
    return await chat.say("yes")


async def test_the_kind_is_read_from_the_words_and_kept_with_the_denial(chat: Person) -> None:
    await told(chat)
    assert chat.question == "denial.denied_what"
    await chat.say("infusions")
    await chat.say("mail")
    assert "Experimental or investigational" in await chat.say(REASON)
    heard = await finish(chat)
    assert "This is the kind of denial: Experimental" in heard
    assert "29 CFR 2560.503-1(h)(3)(i)" in heard
    facts = chat.slots["matters"][0]["happened"][-1]["facts"]
    assert facts["denial_kinds"] == ["experimental"]
    assert facts["reason_words"] == REASON
    assert "reason_words" not in chat.slots


async def test_stopping_in_the_middle_loses_nothing(chat: Person) -> None:
    await told(chat)
    await chat.say("infusions")
    await chat.say("stop")
    await chat.restart()
    chat.away(40)
    await chat.say("continue")
    assert chat.question == "denial.came_by"
    await chat.say("mail")
    await chat.say(REASON)
    await finish(chat)
    assert chat.slots["matters"][0]["happened"][-1]["facts"]["denied_what"] == "infusions"


async def test_what_was_told_can_be_changed_later(chat: Person) -> None:
    await told(chat)
    await chat.say("infusions")
    await chat.say("mail")
    await chat.say(REASON)
    await finish(chat)
    await chat.say("/denial")
    await chat.say("came by")
    await chat.say("fax")
    await chat.say("yes")
    facts = chat.slots["matters"][0]["happened"][-1]["facts"]
    assert (facts["came_by"], facts["denied_what"]) == ("fax", "infusions")


async def test_two_denials_never_mix(chat: Person) -> None:
    await told(chat)
    await chat.say("infusions")
    await chat.say("mail")
    await chat.say(REASON)
    await finish(chat)
    await chat.say("/report")
    await chat.press("Another request or denial")
    await chat.payload("g:happened:2.denied")
    for words in ("11/9/2026", "11/12/2026", "skip", "yes", "no", "yes"):
        await chat.say(words)
    await chat.payload("g:denial:2")
    await chat.say("claim")
    await chat.payload("g:denial:1")  # goes over to the other one in the middle
    await chat.say("yes")
    first, second = (matter["happened"][-1]["facts"] for matter in chat.slots["matters"])
    assert (first["denied_what"], first["denial_kinds"]) == ("infusions", ["experimental"])
    assert second["denied_what"] == "claim"
    assert "denial_kinds" not in second


async def test_a_denial_of_the_appeal_has_its_own_reason(chat: Person) -> None:
    await told(chat)
    await chat.say("infusions")
    await chat.say("mail")
    await chat.say(REASON)
    await finish(chat)
    await chat.payload("g:happened:1.appeal_filed")
    for words in ("11/20/2026", "no", "yes"):
        await chat.say(words)
    await chat.payload("g:happened:1.denied")
    for words in ("11/23/2026", "11/24/2026", "skip", "not yet", "no", "yes"):
        await chat.say(words)
    assert "I need to know why they refused" in await chat.say("/external")
    await chat.say("/denial")
    assert chat.question == "denial.came_by"  # what was refused is taken over, the letter's own words are asked anew
    await chat.say("mail")
    await chat.say("It does not meet our medical necessity criteria")
    await finish(chat)
    facts = [row["facts"] for row in chat.slots["matters"][0]["happened"] if row["event"] == "denied"]
    assert [fact["denial_kinds"] for fact in facts] == [["experimental"], ["not_necessary"]]
    heard = await chat.say("/external")
    assert "The outside review is open to you" in heard
    assert "the federal process applies (45 CFR 147.136(d)" in heard


async def test_the_appeal_shows_what_is_there_and_what_is_missing(chat: Person) -> None:
    await told(chat)
    await chat.say("infusions")
    await chat.say("mail")
    await chat.say(REASON)
    await finish(chat)
    heard = await chat.say("/appeal")
    assert "! Your doctor's letter" in heard
    assert "New papers count" in heard
    assert "Send the appeal: by " in heard
    await chat.send_file(pdf(2), "letter of medical necessity.pdf")
    assert "✓ Your doctor's letter" in await chat.say("/appeal")


async def test_the_letter_names_what_it_leaves_out(chat: Person) -> None:
    await told(chat)
    await chat.say("infusions")
    await chat.say("mail")
    await chat.say(REASON)
    await finish(chat)
    heard = await chat.payload("g:letters:appeal.txt")
    assert "I left these out" in heard
    assert "Your list of treatments" in heard
    assert chat.replies[-1]["attachment"]["name"] == "appeal.txt"


async def test_a_cut_course_with_medicaid_is_asked_about_at_once_and_dated(chat: Person) -> None:
    await covered(chat, "medicaid managed care")
    for words in ("g:happened:1.denied", "11/20/2026", "11/23/2026", "skip", "skip", "not yet", "no"):
        await chat.say(words)
    assert chat.question == "happened.ongoing"
    await chat.say("yes")
    await chat.say("12/1/2026")
    heard = await chat.say("yes")
    assert "Ask that your care goes on" in heard
    assert "December 1, 2026" in heard


@pytest.mark.parametrize(
    ("plan", "name"),
    [
        ("medicare advantage", "review by the independent review entity"),
        ("medicaid health plan", "state fair hearing"),
        ("federal employee", "review by the Office of Personnel Management (OPM)"),
        ("tricare", "formal review"),
    ],
)
async def test_each_kind_of_plan_has_its_own_outside_step(chat: Person, plan: str, name: str) -> None:
    await covered(chat, plan)
    assert name in await chat.say("/external")


async def test_a_packet_lists_its_exhibits_and_a_calendar_cancels_what_is_gone(chat: Person) -> None:
    await told(chat)
    await chat.say("infusions")
    await chat.say("mail")
    await chat.say(REASON)
    await finish(chat)
    assert "no document to put in yet" in await chat.say("/packet")
    await chat.send_file(pdf(3), "records.pdf")
    await chat.send_file(pdf(2), "denial letter.pdf")
    heard = await chat.say("/packet")
    assert "Exhibit 1: Denial letter: denial letter.pdf (2)" in heard
    await chat.say("/documents")
    await chat.press("No. 1")
    await chat.press("Leave it out of the packet")
    assert "records.pdf" not in await chat.say("/packet")
    await chat.payload(f"g:document:{chat.slots['documents'][0]['id']}.in")
    await chat.say("/packet")
    await chat.press("Make it")
    packet = chat.replies[-1]["attachment"]["packet"]
    assert [exhibit["pages"] for exhibit in packet["exhibits"]] == [2, 3]
    assert packet["letter"]["title"] == "Appeal of a denial"
    await chat.say("/calendar")
    first = {event["uid"]: event for event in chat.replies[-1]["attachment"]["calendar"]["events"]}
    limit = next(event for event in first.values() if event["title"] == "Last day: send the appeal")
    await chat.say("/calendar")
    again = {event["uid"] for event in chat.replies[-1]["attachment"]["calendar"]["events"]}
    assert again == set(first)
    await chat.payload("g:happened:1.appeal_filed")
    for words in ("11/23/2026", "no", "yes"):
        await chat.say(words)
    await chat.say("/calendar")
    after = {event["uid"]: event for event in chat.replies[-1]["attachment"]["calendar"]["events"]}
    assert after[limit["uid"]]["gone"] is True
    assert any(event["title"].startswith("They must decide") for event in after.values())
