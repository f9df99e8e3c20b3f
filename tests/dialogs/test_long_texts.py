"""Long and odd texts: read for what they say, and at the cost of nobody else."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.turn.manager import LONG_TEXT
from knowledge.base.text import fold, tamed
from tests.support.person import Person

ODD = {
    "a sign that stands for a phrase": "\ufdfa" * 4096,
    "marks upon marks": "a" + "\u0301\u0302\u0303" * 1365,
    "dots": "." * 4096,
    "dots and spaces": ". " * 2048,
    "lines": "_" * 4096,
    "nothing": "\n \t" * 1365,
    "one word": "not " * 1024,
    "one question": "what is ketamine? " * 227,
    "one amount": "$1 " * 1365,
    "one date": "11/2/2026 " * 409,
    "faces": "\U0001f600" * 2048,
}


@pytest.mark.parametrize("name", ODD)
def test_what_no_person_writes_is_short_before_it_is_read(name: str) -> None:
    assert len(fold(tamed(ODD[name]))) <= 500


@given(
    st.lists(
        st.sampled_from(["they", "denied", "my", "claim", "on", "11/2", "for", "$300.50", "as", "experimental"]),
        max_size=60,
    )
)
def test_what_people_write_is_left_as_it_is(words: list[str]) -> None:
    text = " ".join(words)
    runs = max((sum(1 for _ in run) for run in _runs(words)), default=0)
    if runs <= 10:
        assert tamed(text) == text


def _runs(words: list[str]) -> list[list[str]]:
    made: list[list[str]] = []
    for word in words:
        if made and made[-1][-1] == word:
            made[-1].append(word)
        else:
            made.append([word])
    return made


@given(st.text(max_size=300))
def test_taming_adds_nothing_and_needs_doing_once(text: str) -> None:
    once = tamed(text)
    assert len(once) <= len(text)
    assert tamed(once) == once


@pytest.mark.parametrize(
    "text", ["...... 45", "Member ID: __________", "crying --------- all night", "café señor naïve ½"]
)
def test_blanks_leaders_and_accents_stay(text: str) -> None:
    assert tamed(text) == text


async def test_a_long_text_is_read_beside_the_loop(chat: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[int] = []
    turn = chat.dialog.turn

    async def seen(before: Any, incoming: Any) -> Any:
        threads.append(threading.get_ident())
        return await turn(before, incoming)

    monkeypatch.setattr(chat.dialog, "turn", seen)
    story = "They denied it in March, my doctor wrote again, and aetna has not answered since. "
    assert await chat.say(story * (LONG_TEXT // len(story) + 2))
    assert await chat.say("what is an IRO?")
    assert threads[0] != threading.get_ident() == threads[1]


async def test_danger_in_a_long_text_is_heard(chat: Person) -> None:
    filler = "I called them again and again and wrote letters. " * 40
    assert "988" in await chat.say(f"{filler} I want to kill myself. {filler}")
    assert "988" in await chat.say("\ufdfa" * 2000 + " i want to die " + "." * 2000)
