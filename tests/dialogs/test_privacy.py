"""The privacy notice and policy: what the program does and the operator set; consent by version, asked again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dialogs.actions import privacy
from dialogs.actions.privacy import policy
from dialogs.memory.store import Store
from dialogs.speaking.operator import Operator
from dialogs.speaking.voice import NOTICE
from dialogs.speaking.words import words_in
from dialogs.turn.manager import Dialog
from tests.support.person import Person

CLINIC = Operator("The Green Clinic", "help@green.example", keep_days=400, copies_days=9)


@pytest.mark.parametrize("asked", ["/privacy", "privacy policy", "who runs this bot?"])
async def test_who_runs_it_is_said(asked: str, tmp_path: Path) -> None:
    person = Person(lambda: Store(f"sqlite:///{tmp_path / 'p.db'}", None, tmp_path / "key"), Dialog(operator=CLINIC))
    await person.say("/start")
    told = await person.say(asked)
    assert "The Green Clinic" in told
    assert "help@green.example" in told
    await person.manager.store.close()


async def test_the_policy_says_what_the_settings_do(chat: Person) -> None:
    text = policy(words_in("en"), CLINIC)
    for said in ("400 days", "30 days before", "9 days", "/export", "/forget", "not end-to-end encrypted", "version 1"):
        assert said in text
    assert "ClinicalTrials.gov" not in text
    assert "ClinicalTrials.gov" in policy(words_in("en"), Operator(searches_trials=True))
    assert "has not given a name" in policy(words_in("en"), Operator())


async def test_a_human_who_is_wanted_is_the_operator_too(tmp_path: Path) -> None:
    person = Person(lambda: Store(f"sqlite:///{tmp_path / 'p.db'}", None, tmp_path / "key"), Dialog(operator=CLINIC))
    await person.say("/start")
    assert "help@green.example" in await person.say("I want to talk to a human")
    await person.manager.store.close()


async def test_consent_is_kept_with_its_version_and_asked_again_when_that_changes(
    chat: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    await chat.say("/start")
    assert slots(chat)[NOTICE]["version"] == 1
    assert "Is that all right?" not in await chat.say("/coverage")
    monkeypatch.setattr(privacy, "NOTICE_VERSION", 2)
    asked = chat.question
    told = await chat.say("/help")
    at = chat.now.isoformat(timespec="seconds")
    assert "Is that all right?" in told
    assert chat.question == asked, "the open question stays"
    assert "Is that all right?" not in await chat.say("/help"), "it is asked once"
    assert slots(chat)[NOTICE] == {"version": 2, "told": at}
    assert "Noted" in await chat.payload("g:agree")
    assert slots(chat)[NOTICE] == {"version": 2, "agreed": chat.now.isoformat(timespec="seconds")}


async def test_words_of_danger_are_not_held_up_by_a_notice(chat: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    await chat.say("/start")
    monkeypatch.setattr(privacy, "NOTICE_VERSION", 2)
    assert "Is that all right?" not in await chat.say("I want to kill myself")


def slots(person: Person) -> dict[str, Any]:
    assert person.turn is not None
    return person.turn.conversation.slots
