"""The treatment history, the condition, the checklist and the papers, as a person goes through them."""

from __future__ import annotations

from typing import Any

from bot.files.papers import content
from tests.support.person import Person

PASTE = (
    "gabapentin 2019 6 months didn't help, lyrica made me dizzy, PT 12 visits, 2 nerve blocks, cymbalta 60mg 2 years"
    " wore off, baclofen 3 months no relief, tens unit did nothing, allergic to tramadol"
)
BUTTONS_AT_MOST, PASTED_AT_MOST = 40, 12


class Counted:
    """A person whose messages are counted."""

    def __init__(self, chat: Person) -> None:
        self.chat, self.sent = chat, 0

    async def say(self, text: str) -> str:
        self.sent += 1
        return await self.chat.say(text)

    async def press(self, title: str) -> str:
        self.sent += 1
        return await self.chat.press(title)


def entries(chat: Person) -> list[dict[str, Any]]:
    return list(chat.slots["tried"]["entries"])


async def test_eight_treatments_by_pasting(chat: Person) -> None:
    await chat.say("/start")
    person = Counted(chat)
    await person.say("/history")
    heard = await person.say(f"{PASTE}, flurbo thing")
    assert "I did not understand: flurbo thing" in heard
    assert len(entries(chat)) == 8
    assert "PT: what happened?" in chat.heard
    await person.press("Some relief, not enough")
    await person.say("nothing at all, no relief")
    await person.say("no")
    await person.say("some")
    heard = await person.say("1, 5 and 8")
    assert chat.question == "history.review"
    heard = await person.say("yes")
    print(f"{person.sent} messages by pasting")
    assert person.sent <= PASTED_AT_MOST
    assert "3. PT: 12 times, some relief, not enough" in heard
    assert "4. nerve blocks: 2 times, no relief" in heard
    assert "of 6 shown. This is no chance of winning" in heard
    assert [row.get("paper") for row in entries(chat)].count("yes") == 3


async def test_eight_treatments_by_buttons(chat: Person) -> None:
    await chat.say("/start")
    person = Counted(chat)
    await person.say("/history")
    await person.press("Skip")
    for drug in ("Gabapentin and pregabalin", "SNRI antidepressants", "Opioids", "Muscle relaxants"):
        await person.press(drug)
    await person.press("Done")
    for therapy in ("Physical and occupational therapy", "Acupuncture"):
        await person.press(therapy)
    await person.press("Done")
    for procedure in ("Nerve blocks", "Epidural injections"):
        await person.press(procedure)
    await person.press("Done")
    for number in range(8):
        assert f"tried.{number}.length" in str(chat.question)
        if number == 0:
            await person.say("lyrica 75 mg twice a day from 2019 to 2021")
        else:
            await person.press("3 to 6 months")
        await person.press("Side effects" if number == 1 else "No relief")
        if number == 1:
            await person.say("made me sick to my stomach")
    await person.press("That is all")
    await person.press("Yes for all of them")
    heard = await person.press("Yes, all right")
    print(f"{person.sent} messages by buttons")
    assert person.sent <= BUTTONS_AT_MOST
    assert "1. Lyrica: 75 mg twice a day, 2019 to 2021, no relief" in heard or "1. lyrica: 75 mg twice a day" in heard
    assert "✅ Drugs that were tried and did not do (lyrica, SNRI antidepressants" in heard


async def test_what_fits_the_diagnosis_comes_first(chat: Person) -> None:
    await chat.say("/start")
    await chat.say("/coverage")
    for answer in ("me", "texas", "marketplace", "fibromyalgia"):
        await chat.say(answer)
    await chat.say("/history")
    await chat.press("Skip")
    first = [title for title in chat.buttons if title.startswith("☐")][:3]
    assert first == ["☐ Gabapentin and pregabalin", "☐ SNRI antidepressants", "☐ Tramadol"]
    await chat.say("2")
    assert [row["name"] for row in entries(chat)] == ["SNRI antidepressants"]


async def test_a_list_without_any_treatment_leads_to_the_lists(chat: Person) -> None:
    await chat.say("/start")
    await chat.say("/history")
    assert "step by step" in await chat.say("I really do not remember it all that well sorry")
    assert chat.question == "history.tried_drug"


async def test_a_treatment_of_ones_own_and_taking_one_out(chat: Person) -> None:
    await chat.say("/start")
    await chat.say("/history")
    await chat.say("gabapentin 6 months no help")
    assert chat.question == "history.tried.more"
    await chat.say("magic mud bath for 2 weeks did nothing")
    assert [row["name"] for row in entries(chat)][1].startswith("magic mud bath")
    assert entries(chat)[1]["outcome"] == "none"
    await chat.press("Remove no. 1")
    assert len(entries(chat)) == 1


async def test_words_of_crisis_in_a_list_bring_help_first_and_the_list_is_kept(chat: Person) -> None:
    await chat.say("/start")
    await chat.say("/history")
    heard = await chat.say("gabapentin 6 months no help, cymbalta made me sick, PT 3 months nothing. I want to die")
    assert "988" in heard
    assert "gabapentin" not in heard
    assert [row["name"] for row in entries(chat)] == ["gabapentin", "cymbalta", "PT"]
    heard = await chat.press("Continue when ready")
    assert "2. cymbalta: side effects" in heard or chat.question == "history.tried.more"


async def test_words_of_distress_in_a_list_are_answered_and_the_list_goes_on(chat: Person) -> None:
    await chat.say("/start")
    await chat.say("/history")
    heard = await chat.say("gabapentin 6 months, no help. PT 3 months, no help. i can't go on like this")
    assert "988" in heard
    assert "1. gabapentin" in heard
    assert len(entries(chat)) == 2


async def test_words_of_crisis_alone_are_no_answer(chat: Person) -> None:
    await chat.say("/start")
    await chat.say("/history")
    assert "988" in await chat.say("I want to kill myself")
    assert "tried" not in chat.slots
    assert "history_text" not in chat.slots


async def test_a_treatment_can_be_added_after_the_end(chat: Person) -> None:
    await chat.say("/start")
    await chat.say("/history")
    await chat.say("gabapentin 6 months no help")
    for answer in ("no", "all", "yes"):
        await chat.say(answer)
    assert chat.question is None
    await chat.press("Change an answer")
    number = next(title.split(".")[0] for title in chat.buttons if "Add or remove a treatment" in title)
    await chat.say(number)
    assert chat.question == "history.tried.more"
    await chat.say("then lyrica for 2 years, wore off")
    assert [row["name"] for row in entries(chat)] == ["gabapentin", "lyrica"]


async def test_who_prescribed_it_and_the_words_stay(chat: Person) -> None:
    await chat.say("/start")
    await chat.say("/history")
    await chat.press("Skip")
    await chat.say("gabapentin")
    await chat.say("none")
    await chat.say("none")
    said = "lyrica 75 mg from 2019 to 2021, prescribed by Dr. Smith, it was in the old house"
    await chat.say(said)
    row = entries(chat)[0]
    assert (row["name"], row["prescriber"], row["told"]) == ("lyrica", "prescribed by Dr Smith", [said])
    await chat.say("/letters")
    await chat.press("Treatment history")
    assert "pregabalin (Lyrica) (prescribed by Dr Smith)" in await chat.press("Text") or any(
        "pregabalin (Lyrica) (prescribed by Dr Smith)" in str(reply) for reply in chat.replies
    )


async def test_the_condition_takes_numbers_from_0_to_10(chat: Person) -> None:
    await chat.say("/start")
    await chat.say("/condition")
    await chat.say("2019")
    await chat.say("pain doctor")
    assert "from 0 to 10" in await chat.say("eleventy")
    await chat.say("7 out of 10")
    await chat.say("10/10")
    assert (chat.slots["pain_now"], chat.slots["pain_worst"]) == ("7", "10")
    await chat.say("sleep and walking")
    await chat.say("0")
    await chat.say("none")
    heard = await chat.say("no")
    assert chat.question == "condition.review"
    heard = await chat.say("yes")
    assert "I noted that" in heard


async def test_the_checklist_says_what_is_missing_and_who_gets_it(chat: Person) -> None:
    await chat.say("/start")
    await chat.say("/authorization")
    for answer in ("yes", "no", "idk", "no", "yes", "yes", "yes", "yes", "yes", "2026-11-20", "fax", "AB-77"):
        await chat.say(answer)
    assert chat.question == "preauth.review"
    heard = await chat.say("yes")
    assert "5 of 8 things are there" in heard
    assert "❌ Medical records." in heard and "(Who: you)" in heard
    assert "Sent: November 20, 2026, by fax, reference AB-77" in heard
    assert [row["event"] for row in chat.slots["matters"][0]["happened"]] == ["request_sent"]
    assert "The plan's time to decide" in heard
    await chat.say("/authorization")
    assert len(chat.slots["matters"][0]["happened"]) == 1
    assert "Tell me what happened" in chat.buttons


async def test_a_letter_is_written_in_the_chat(chat: Person) -> None:
    await chat.say("/start")
    await chat.say("/history")
    await chat.say(PASTE)
    await chat.say("/letters")
    await chat.press("Treatment history")
    await chat.press("PDF (to print)")
    attachment = next(reply["attachment"] for reply in chat.replies if "attachment" in reply)
    assert attachment["name"] == "history.pdf"
    assert content(attachment).startswith(b"%PDF")


async def test_the_words_of_the_plan_are_the_list(chat: Person) -> None:
    await chat.say("/start")
    await chat.say("/coverage")
    for answer in ("me", "texas", "marketplace", "crps", "iv", "pain doctor", "none", "no"):
        await chat.say(answer)
    await chat.say(
        "Experimental unless the member has failed at least two drugs for 3 months and sees a pain specialist."
    )
    heard = await chat.say("/criteria")
    assert "your plan's own words" in heard
    assert "Drugs that were tried and did not do (at least 2)" in heard
    assert "(at least 90 days)" in heard
