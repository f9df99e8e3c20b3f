"""After a cry for help: it is remembered, nothing is said twice in a row, and nobody is told of it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.conftest import cases
from tests.support.person import Person


@pytest.mark.parametrize("case", cases("care"), ids=lambda c: c["case"])
async def test_what_follows_from_danger(chat: Person, case: dict[str, Any]) -> None:
    await chat.say("/start")
    for turn in case["turns"]:
        if "away" in turn:
            chat.away(turn["away"] / 24)
            continue
        heard = await (chat.press(turn["press"]) if "press" in turn else chat.say(turn["say"]))
        for words in turn.get("has", ()):
            assert any(one in heard for one in words.split("|")), (turn, heard)
        for words in turn.get("lacks", ()):
            assert words not in heard, (turn, heard)


@pytest.mark.parametrize(
    "words", ["i want to die", "my dad wants to die", "i took all my pills", "my chest hurts", "quiero morirme"]
)
async def test_the_same_reply_never_comes_twice_in_a_row(chat: Person, words: str) -> None:
    before = ""
    for said in [words, "yes", words, "ok", "i dont know", "no", words, words, "hm", "yes", words]:
        heard = await chat.say(said)
        assert heard != before
        before = heard


async def test_each_step_of_help_is_shorter_than_the_first(chat: Person) -> None:
    first = await chat.say("i want to die")
    for _ in range(4):
        assert len(await chat.say("yes")) < len(first)


async def test_a_caption_and_a_note_are_heard_too(chat: Person) -> None:
    await chat.say("/start")
    assert "988" in await chat.send_file(b"%PDF-1.4", "letter.pdf", "this is my goodbye letter")
    assert "988" in await chat.say("/log called them, i have nothing to live for")


async def test_the_log_does_not_tell_who_was_in_danger(chat: Person, capsys: pytest.CaptureFixture[str]) -> None:
    await chat.say("what is an external review?")
    asked = capsys.readouterr().out
    await chat.say("i want to die")
    told = capsys.readouterr().out
    assert '"intent": "words"' in asked or "intent=words" in asked
    assert "crisis" not in told
    assert "die" not in told
    assert "intent" in told


async def test_what_is_remembered_is_in_the_export_and_goes_with_the_person(chat: Person) -> None:
    await chat.say("i want to die")
    await chat.say("/export")
    exported = json.loads(chat.replies[-1]["attachment"]["text"])
    assert exported["settings"]["care"]["kind"] == "crisis"
    await chat.say("/forget")
    await chat.say("yes")
    await chat.say("hello")
    assert "care" not in chat.slots
