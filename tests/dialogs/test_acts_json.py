"""Acts survive being sent as plain data, whatever a message held."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from dialogs.case.acts_json import KINDS, packed, unpacked
from knowledge.hearing.acts import Command, Feeling, Heard, Span, Unheard
from knowledge.hearing.listener import Situation, hearing
from knowledge.library import shipped

STORIES = (
    "hi, I help my dad, he has humana gold plus in ohio, they cut off his infusions on dec 5 and he is in so much pain",
    "they denied it nov 3, i appealed nov 10, what now?",
    "actually the letter came nov 12, thanks",
    "le negaron las infusiones a mi mama, estoy desesperada",
)


@pytest.mark.parametrize("story", STORIES)
def test_what_was_heard_comes_back_the_same(story: str) -> None:
    heard = hearing(shipped()).hear(story, Situation(dt.date(2026, 11, 25)))
    again = unpacked(json.loads(json.dumps(packed(heard))))
    assert json.dumps(packed(again), sort_keys=True) == json.dumps(packed(heard), sort_keys=True)
    assert [type(act) for act in again] == [type(act) for act in heard]


def test_a_field_that_is_called_like_the_mark_of_an_act_hides_nothing() -> None:
    heard = Heard(
        "x", (Feeling(Span(0, 1), "x", 0.9, "pain"), Command(Span(0, 1), "x", 0.9, "skip"), Unheard(Span(0, 1), "x", 1))
    )
    assert unpacked(json.loads(json.dumps(packed(heard)))) == heard
    assert {"Feeling", "Fact", "Event"} <= KINDS.keys()
