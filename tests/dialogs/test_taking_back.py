"""What is taken back in plain words leaves the case: days, facts, things that were not done after all."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from dialogs.case.taking import take_in
from dialogs.case.view import view
from knowledge.hearing.listener import Situation, hearing
from knowledge.library import shipped
from tests.conftest import cases

TODAY = dt.date(2026, 11, 25)


def told(slots: dict[str, Any], text: str) -> dict[str, Any]:
    heard = hearing(shipped()).hear(text, Situation(TODAY))
    return take_in(heard, slots, shipped(), TODAY).slots


@pytest.mark.parametrize("case", cases("taken_back"), ids=lambda case: case["case"])
def test_what_is_taken_back_is_gone_and_what_is_meant_stands(case: dict[str, Any]) -> None:
    slots: dict[str, Any] = {}
    for text in (*case["told"], case["then"]):
        slots = told(slots, text)
    seen = view(slots, shipped(), TODAY, "America/New_York")
    newest = seen.matter.happened[-1] if seen.matter.happened else None
    held = {**seen.values, "happened": newest.event if newest else None, **(newest.facts if newest else {})}
    assert {slot: held.get(slot) for slot in case["holds"]} == case["holds"]
