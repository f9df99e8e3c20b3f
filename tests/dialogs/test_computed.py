"""A question that asks for a day gets the day, where its words or the case hold the dates."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest

from dialogs.speaking.words import words_in
from dialogs.wording.answering import day_told
from knowledge.library import shipped
from knowledge.questions.answering import Answerer
from knowledge.questions.computing import limits_asked
from tests.conftest import cases
from tests.support.person import Person

LIBRARY = shipped()
TODAY = dt.date(2026, 11, 25)


@pytest.mark.parametrize("case", cases("computed"), ids=lambda case: case["ask"])
def test_the_day_stands_first_in_the_answer(case: dict[str, Any]) -> None:
    found = Answerer(LIBRARY).place(case["ask"])
    topic = LIBRARY.topics.get(found.topic or "")
    limits = limits_asked(case["ask"], topic, LIBRARY, TODAY, found.plans) if topic else None
    said = day_told(limits, LIBRARY, words_in("en"))
    if case.get("none"):
        assert said is None
    else:
        assert said is not None, found.topic
        assert all(words in re.sub(",", "", said) for words in case["says"]), said


async def test_the_day_of_the_case_is_given_to_whoever_asks_for_it(chat: Person) -> None:
    await chat.say("my marketplace plan denied the ketamine infusion. the letter is dated 11/2/2026, it came 11/5/2026")
    heard = await chat.say("how many days do i have to appeal?")
    assert "April 30, 2027" in heard
