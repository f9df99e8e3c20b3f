"""A paper that was sent is read at once, told, and put right piece by piece."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from bot.jobs import errands
from tests.dialogs.test_path import covered
from tests.support import booklets, letters
from tests.support.person import Person

FOLDER = Path(__file__).parents[1] / "cases" / "letters"
MADE = letters.made({"table": letters.table}, 1, 8)[0]


async def ask_to_read(person: Person, content: bytes, name: str) -> str:
    """Send a file and have it read, as the host does it."""
    await person.send_file(content, name)
    (one,) = [one for one in await person.manager.store.due(person.now, 20) if errands.asks(one)]
    found = await errands.found(person.manager.store, one, None)
    return await person.external(one.name, found)


async def test_a_letter_starts_the_case_with_one_read_back(chat: Person) -> None:
    await covered(chat)
    told = await ask_to_read(chat, MADE.pdf(), "denial.pdf")
    assert len(chat.replies) == 1
    assert "I read the letter" in told
    assert MADE.truth["member_id"] not in told
    assert chat.slots["member"] == MADE.truth["member_id"]
    facts = chat.slots["matters"][0]["happened"][-1]["facts"]
    assert facts["notice_date"] == MADE.truth["notice_date"]
    assert facts["letter_date"] == MADE.truth["appeal_by"]
    assert MADE.truth["reason"] in facts["reason_words"]
    assert facts["denial_reference"] == MADE.truth["reference"]
    assert letters.right("appeal_address", MADE.truth["appeal_address"], facts["send_to"])
    assert chat.slots["told"]["notice_date"]["from"] == "paper"


async def test_each_piece_can_be_confirmed_left_out_or_typed(chat: Person) -> None:
    await covered(chat)
    await ask_to_read(chat, MADE.pdf(), "denial.pdf")
    said = await chat.press("One by one")
    assert "Date on the letter" in said
    assert "Page 1 says" in said
    await chat.press("Type it")
    assert "date" in (await chat.say("the day before")).lower()
    await chat.say("March 9, 2026")
    await chat.press("Leave it out")
    for _ in range(30):
        if "Is that right?" not in chat.heard:
            break
        await chat.press("Right")
    facts = chat.slots["matters"][0]["happened"][-1]["facts"]
    assert facts["notice_date"] == "2026-03-09"
    assert "letter_date" not in facts
    assert chat.slots["plan_name"] == MADE.truth["insurer"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Your appointment for the infusion is on May 19, 2026. Please arrive 20 minutes early. To reschedule, call us.",
            "appointment",
        ),
        ("PATIENT STATEMENT\n\nAmount due: $420.00. Please pay by June 10, 2026, or mail a check.", "like a bill"),
    ],
)
async def test_a_paper_that_is_no_decision_fills_in_nothing(chat: Person, text: str, said: str) -> None:
    await covered(chat)
    before = chat.slots.get("matters")
    told = await ask_to_read(
        chat, f"Clear Lake Clinic\nDate: May 4, 2026\n\nDear Mr. Ode:\n\n{text}\n".encode(), "letter.txt"
    )
    assert said in told
    assert chat.slots.get("matters") == before


async def test_the_sums_of_a_statement_go_into_the_costs_when_the_person_wants_it(chat: Person) -> None:
    await covered(chat)
    statement = (
        "Clear Lake Health Plan\nExplanation of Benefits\nTHIS IS NOT A BILL\n\nStatement date: 05/04/2026\n\n"
        "Date         Description         Billed      Allowed     You may owe\n"
        "04/02/2026   Ketamine infusion   $600.00     $400.00     $80.00\n"
        "04/09/2026   Ketamine infusion   $600.00     $400.00     $80.00\n\n"
        "Keep this page. It tells you how the claims were paid, and what you may owe the clinic for them.\n"
    )
    told = await ask_to_read(chat, statement.encode(), "eob.txt")
    assert "billed: 1,200" in told
    await chat.press("Use the sums for my costs")
    assert (chat.slots["infusion_price"], chat.slots["allowed_amount"]) == ("600.00", "400.00")


async def test_an_approval_is_said_to_be_one(chat: Person) -> None:
    await covered(chat)
    approval = "Clear Lake Health Plan\nDate: May 4, 2026\n\nNOTICE OF APPROVAL\n\nDear Mr. Ode:\n\nWe approved your six infusions.\n"
    told = await ask_to_read(chat, approval.encode(), "letter.txt")
    assert "It says yes." in told
    assert [row["event"] for row in chat.slots["matters"][0]["happened"]] == ["approved"]


async def test_two_dates_are_asked_about_and_a_planted_line_changes_nothing(chat: Person) -> None:
    await covered(chat)
    told = await ask_to_read(chat, (FOLDER / "planted.txt").read_bytes(), "letter.txt")
    assert "nothing changes by that" in told
    assert "It could be" in told
    assert "notice_date" not in chat.slots["matters"][0]["happened"][-1]["facts"], "neither of the two is taken"
    await chat.press("September 2, 2026")
    assert chat.slots["matters"][0]["happened"][-1]["facts"]["notice_date"] == "2026-09-02"


async def test_the_clauses_of_a_policy_go_into_the_questions_with_their_pages(chat: Person) -> None:
    await covered(chat)
    booklet = booklets.made("dev", 3, 2, 9)
    told = await ask_to_read(chat, booklet.pdf(), "booklet.pdf")
    assert "I found these clauses" in told
    assert "Ketamine named as not covered" in told
    said = await chat.press("Use all of it")
    assert "filled in" in said
    held = chat.slots["clause_named_exclusion"]
    assert held["answer"] == "yes"
    assert "(page " in held["words"]


async def test_a_question_in_the_middle_is_answered_and_the_piece_is_asked_again(chat: Person) -> None:
    await covered(chat)
    await ask_to_read(chat, MADE.pdf(), "denial.pdf")
    asked = await chat.press("One by one")
    for words in ("what is an IRO?", "thanks", "/help"):
        said = await chat.say(words)
        assert asked.splitlines()[0] in said
    await chat.say("right")
    assert chat.slots["reading"]["right"]["notice_date"] == MADE.truth["notice_date"]


async def test_what_was_confirmed_is_used_when_that_is_enough(chat: Person) -> None:
    await covered(chat)
    await ask_to_read(chat, (FOLDER / "booklet.txt").read_bytes(), "booklet.txt")
    assert "Page 1 says" in await chat.press("One by one")
    await chat.press("Right")
    assert "One clause is filled in" in await chat.press("That is enough")
    assert [name for name in chat.slots if name.startswith("clause_")] == ["clause_experimental"]


async def test_the_definition_is_taken_before_a_sentence_that_uses_its_word(chat: Person) -> None:
    await covered(chat)
    told = await ask_to_read(chat, (FOLDER / "booklet.txt").read_bytes(), "booklet.txt")
    assert "• Experimental: Experimental or Investigational Services: medical" in told


async def test_a_letter_that_is_not_theirs_is_taken_back(chat: Person) -> None:
    await covered(chat)
    await ask_to_read(chat, MADE.pdf(), "denial.pdf")
    await chat.press("Something is wrong")
    assert "Taken back" in await chat.press("they said no")
    assert chat.slots["matters"][0]["happened"] == []


@pytest.mark.parametrize("content", [b"%PDF-1.4 no more than that", b"\x89PNG\r\n\x1a\n" + bytes(200)])
async def test_what_cannot_be_read_is_said_and_the_conversation_goes_on(chat: Person, content: bytes) -> None:
    await chat.say("/start")
    said = await chat.send_file(content, "x.pdf")
    if "reading it now" in said:
        (one,) = await chat.manager.store.due(chat.now, 5)
        said = await chat.external(one.name, await errands.found(chat.manager.store, one, None))
    assert "damaged" in said
    assert "Nothing" not in await chat.say("what is an IRO?")


async def test_a_file_that_was_destroyed_meanwhile_is_not_told_of(chat: Person) -> None:
    await chat.say("/start")
    await chat.send_file(MADE.pdf(), "denial.pdf")
    (one,) = await chat.manager.store.due(chat.now, 5)
    (document,) = chat.slots["documents"]
    await chat.payload(f"g:document:{document['id']}.gone")
    found = await errands.found(chat.manager.store, one, None)
    assert found["problem"] == "gone"
    assert await chat.external(one.name, found) == ""


async def test_a_photo_of_a_letter_is_read(chat: Person) -> None:
    await chat.say("/start")
    held = io.BytesIO()
    MADE.picture().save(held, "JPEG", quality=80)
    told = await ask_to_read(chat, held.getvalue(), "")
    assert "the letter is dated" in told


async def test_photos_sent_one_after_the_other_are_read_as_one_paper(chat: Person) -> None:
    """In the order in which they were sent, although they came in one second."""
    await chat.say("/start")
    made = letters.made({"labels": letters.labels}, 1, 4)[0]
    page = made.picture(170)
    top, bottom = (
        page.crop((0, 0, page.width, page.height // 2)),
        page.crop((0, page.height // 2, page.width, page.height)),
    )
    for half in (top, bottom):
        held = io.BytesIO()
        half.save(held, "PNG")
        await chat.send_file(held.getvalue())
    (one,) = await chat.manager.store.due(chat.now, 5)
    found = await errands.found(chat.manager.store, one, None)
    assert found["reading"]["pages"] == 2
    assert found["reading"]["fields"]["notice_date"]["page"] == 1
    assert found["reading"]["fields"]["external_review"]["page"] == 2
    assert "I read the letter" in await chat.external(one.name, found)
