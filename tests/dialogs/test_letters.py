"""A letter in conversation: offered, read back, gone through part by part, changed in the person's own words."""

from __future__ import annotations

from typing import Any

import pytest

from dialogs.actions.letters import clashes
from dialogs.case import histories
from dialogs.case.histories import KETAMINE
from dialogs.speaking.words import words_in
from knowledge.library import shipped
from tests.support.person import Person

STORY = (
    "my insurance denied ketamine infusions for my crps they say its experimental. letter dated november 2, "
    "received november 5. its through my job at boeing, self funded"
)


def titles(chat: Person) -> set[str]:
    """The buttons of the newest reply."""
    return {button["title"] for button in chat.replies[-1].get("buttons") or ()}


async def told(chat: Person) -> None:
    await chat.say(STORY)
    await chat.say("gabapentin 900 mg for 6 months in 2019 no relief, 3 nerve blocks in 2021 wore off")


@pytest.mark.parametrize("said", ["/letters", "i need you to write a letter"])
async def test_a_wish_for_a_letter_offers_the_few_that_fit(chat: Person, said: str) -> None:
    await told(chat)
    heard = await chat.say(said)
    assert "Appeal of a denial" in heard
    assert "More papers" in titles(chat)
    assert "Letter for an HSA or FSA" not in titles(chat)
    assert "Letter for an HSA or FSA" in await chat.press("More papers")


async def test_a_wish_for_the_appeal_reads_it_back_at_once(chat: Person) -> None:
    await told(chat)
    assert "This will stand at its head" in await chat.say("can you write the appeal for me")


async def test_dates_and_doses_are_read_back_before_a_paper_is_made(chat: Person) -> None:
    await told(chat)
    heard = await chat.payload("g:letters:appeal")
    for line in ("Denial dated November 2, 2026", "May 4, 2027", "gabapentin", "900 mg", "3 times", "no relief"):
        assert line in heard
    assert "Still a marked blank: " in heard
    assert not any("attachment" in reply for reply in chat.replies)


async def test_each_part_can_be_kept_changed_and_left_out(chat: Person) -> None:
    await told(chat)
    await chat.payload("g:letters:appeal.s.0")
    heard = await chat.press("Change")
    assert "Type this part as it should stand" in heard
    own = "I ask that you approve the six infusions that my doctor ordered on October 1."
    await chat.say(own)
    heard = await chat.say("yes")
    assert heard.startswith("Part 2 of ") or "Part 2 of " in heard
    await chat.press("Leave out")
    await chat.payload("g:letters:appeal.txt")
    paper = chat.replies[-1]["attachment"]["paper"]
    texts = [part.get("text", "") for part in paper["parts"]]
    assert own in texts
    assert not any("reason" in (part.get("section") or "") for part in paper["parts"])
    assert chat.slots["letter_edits"]["appeal"]["summary"]["do"] == "change"
    await chat.payload("g:letters:appeal.undo")
    assert chat.slots["letter_edits"] == {}


async def test_weak_evidence_is_said_plainly(chat: Person) -> None:
    await chat.say(
        "denied ketamine for my fibromyalgia as not medically necessary, letter of november 2, marketplace plan"
    )
    assert "few and weak" in await chat.payload("g:letters:appeal")
    assert "few and weak" not in await chat.payload("g:letters:hardship")


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"had_ketamine": "no", "tried": {"entries": [{"name": "ketamine", "treatment": KETAMINE}]}}, ["ketamine"]),
        ({"had_ketamine": "yes", "tried": {"entries": [{"name": "ketamine", "treatment": KETAMINE}]}}, []),
        ({"notice_date": "2026-11-16", "received_on": "2026-11-12"}, ["received"]),
        ({"notice_date": "2026-11-16", "received_on": "2026-11-16"}, []),
        ({"tried": {"entries": [{"name": "x", "start": "2021-05", "end": "2020"}]}}, ["order"]),
        ({"tried": {"entries": [{"name": "x", "start": "2020-05", "end": "2020"}]}}, []),
    ],
)
def test_what_contradicts_itself_is_named_before_a_paper_is_made(values: dict[str, Any], found: list[str]) -> None:
    assert clashes(values, shipped()) == found


def test_dates_that_say_how_long_have_no_other_length_beside_them() -> None:
    row = {"name": "gabapentin", "start": "2019-06", "end": "2020-03", "length": "year"}
    tried = histories.tried({"tried": {"entries": [row]}}, shipped())[0]
    assert histories.length(tried, words_in("en")) == ""


async def test_the_outside_request_names_both_decisions_from_the_first_message(chat: Person) -> None:
    """The day on which they said no again stands in it, and so does the earlier response that was told."""
    await chat.say(
        "i have crps, self funded plan through my job, aetna runs it, texas. denied 9/14 as experimental per CPB 0447, "
        "i appealed 9/28 and they denied again 11/16, got it 11/18"
    )
    await chat.say("i had 3 ketamine infusions in august 2025, from an 8 to a 3 for 7 weeks")
    heard = await chat.payload("g:letters:external")
    assert "Final decision of the plan dated November 16, 2026" in heard
    assert "Denial dated September 14, 2026; appeal sent on September 28, 2026" in heard
