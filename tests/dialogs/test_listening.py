"""A story is heard: what is said back, what is kept, what is asked next."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from dialogs.case import matters
from dialogs.turn.manager import Dialog
from tests.support.hearing import ScriptedHearing, event, fact
from tests.support.person import Person


@pytest.fixture
def hearing(dialog: Dialog, monkeypatch: pytest.MonkeyPatch) -> ScriptedHearing:
    scripted = ScriptedHearing()
    monkeypatch.setattr(dialog.interpreter, "hearing", scripted)
    return scripted


def facts_of(chat: Person) -> dict[str, Any]:
    return dict(matters.stored(chat.slots)[-1]["happened"][-1]["facts"])


async def told(chat: Person, hearing: ScriptedHearing) -> str:
    """A whole story in the first message."""
    return await chat.say(
        hearing.knows(
            "they refused the infusions for my crps as experimental, dated july 6, came july 8, my job pays the claims",
            fact("plan_kind", "employer_self_funded", words="my job pays the claims"),
            fact("diagnosis", "crps", words="my crps"),
            event(
                "denied", notice_date="2026-07-06", received_on="2026-07-08", denial_kinds=["experimental"],
                words="they refused",
            ),
        )
    )  # fmt: skip


async def test_a_first_message_gets_the_date_in_one_reply(chat: Person, hearing: ScriptedHearing) -> None:
    chat.at(dt.datetime(2026, 11, 25, 15, 0, tzinfo=dt.UTC))
    heard = await told(chat, hearing)
    assert "Monday, January 4, 2027" in heard
    assert "Thursday, December 31, 2026" in heard and "36 days" in heard
    assert "CRPS" in heard and "July 6, 2026" in heard and "July 8, 2026" in heard
    assert "severe pain" in heard
    assert list(chat.buttons) == ["Yes", "No", "Not asked yet", "Something is wrong"]
    assert len(chat.replies[0]["text"]) < 750


@pytest.mark.parametrize(
    ("words", "helped", "appeal"),
    [
        ("my father", "you are helping your father", "Your father's appeal must"),
        ("a neighbor", "you are helping someone", "The appeal must"),
    ],
)
async def test_the_helped_one_is_named_as_the_helper_does(
    chat: Person, hearing: ScriptedHearing, words: str, helped: str, appeal: str
) -> None:
    chat.at(dt.datetime(2026, 11, 25, 15, 0, tzinfo=dt.UTC))
    heard = await chat.say(
        hearing.knows(
            f"i help {words}, his job plan refused, dated july 6, came july 8",
            fact("who", "caregiver", words=words),
            fact("plan_kind", "employer_self_funded", words="his job plan"),
            event("denied", notice_date="2026-07-06", received_on="2026-07-08", words="refused"),
        )
    )
    assert helped in heard
    assert appeal in heard
