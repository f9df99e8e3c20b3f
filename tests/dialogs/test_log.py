"""The log in conversation: one line is enough; it is read back, put right, found again, taken out."""

from __future__ import annotations

import csv
import io

from tests.support.person import Person

LINE = "called aetna, Sandra, ref 8841, said decision by friday"


async def test_one_line_is_enough_with_the_command_or_without(chat: Person) -> None:
    await chat.say("/start")
    for words in (f"/log {LINE}", LINE):
        heard = await chat.say(words)
        assert "With: aetna, Sandra" in heard
        assert "Reference: 8841" in heard
        assert "Friday, November 27, 2026" in heard
    assert len(chat.slots["log"]) == 2


async def test_the_next_words_are_the_note_after_add(chat: Person) -> None:
    await chat.say("/start")
    await chat.say("/log")
    await chat.press("Add a note")
    assert "Kevin" in await chat.say("Kevin at UHC, no record of the fax")
    assert chat.slots["log"][0]["note_with"] == "Kevin, UHC"


async def test_a_question_or_a_plan_is_no_note(chat: Person) -> None:
    await chat.say("/start")
    for words in ("what do I say when I call aetna?", "should I call aetna", "I need to call aetna tomorrow"):
        await chat.say(words)
    assert "log" not in chat.slots


async def test_a_note_in_the_middle_of_a_questionnaire_leaves_the_question(chat: Person) -> None:
    await chat.say("/start")
    await chat.say("/coverage")
    await chat.say("me")
    assert "Which state" in await chat.say(f"/log {LINE}")
    assert chat.question == "coverage.state"
    assert len(chat.slots["log"]) == 1


async def test_a_note_can_be_put_right_and_taken_back(chat: Person) -> None:
    await chat.say("/start")
    await chat.say(LINE)
    await chat.press("Change")
    await chat.say("with")
    await chat.say("Sandra Lopez, Aetna")
    heard = await chat.say("yes")
    assert "With: Sandra Lopez, Aetna" in heard
    assert chat.slots["log"][0]["note_reference"] == "8841"
    await chat.say("/log undo")
    assert chat.slots["log"] == []


async def test_notes_are_found_by_any_word(chat: Person) -> None:
    await chat.say("/start")
    await chat.say(f"/log {LINE}")
    await chat.say("/log faxed records to Cigna, confirmation 7712")
    heard = await chat.say("/log find cigna")
    assert "7712" in heard
    assert "8841" not in heard
    await chat.say("/log")
    await chat.press("Find")
    assert "8841" in await chat.say("8841")
    assert "no note with that" in await chat.say("/log find humana")


async def test_a_promise_is_named_with_the_next_step_until_it_is_kept(chat: Person) -> None:
    await chat.say("/start")
    await chat.say("g:happened:1.denied")
    for words in ("11/2/2026", "11/5/2026", "skip", "not yet", "no", "yes"):
        await chat.say(words)
    await chat.say(f"/log {LINE}")
    assert 'They owe you a promise: aetna, Sandra, "decision by friday"' in await chat.say("/next")
    assert "one promise" in await chat.say("/log promises")
    await chat.press("No. 1")
    await chat.press("They did it")
    assert "They owe you" not in await chat.say("/next")
    assert "No promise is open" in await chat.say("/log promises")


async def test_the_log_goes_out_as_csv_and_pdf_and_with_export(chat: Person) -> None:
    await chat.say("/start")
    await chat.say(f"/log {LINE}")
    await chat.say('/log =HYPERLINK("http://x") called Humana')
    await chat.say("/log")
    await chat.press("As a table (CSV)")
    rows = list(csv.reader(io.StringIO(chat.replies[-1]["attachment"]["text"])))
    assert rows[1][2] == "aetna, Sandra"
    assert rows[1][-1] == LINE
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    await chat.say("/log")
    await chat.press("As PDF")
    assert chat.replies[-1]["attachment"]["form"] == "pdf"
    await chat.say("/export")
    assert "8841" in chat.replies[-1]["attachment"]["text"]


async def test_words_of_crisis_in_a_note_bring_help(chat: Person) -> None:
    await chat.say("/start")
    assert "988" in await chat.say("/log called aetna, I want to kill myself")
