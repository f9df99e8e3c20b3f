"""Papers that were read enter the case as what they are: a decision of its level, an approval, a request for records."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from dialogs.case.ledger import Origin
from dialogs.case.letters_read import acts_of
from dialogs.case.taking import Taking, take_in
from dialogs.case.view import current
from knowledge.hearing.acts import Event, Span
from knowledge.hearing.listener import Situation, hearing
from knowledge.law.path import DECISIONS, place_of
from knowledge.library import shipped
from knowledge.library.loader import read_yaml
from knowledge.papers import paper
from knowledge.papers.page import from_text
from tests.support import notices

LIBRARY = shipped()
TODAY = dt.date(2026, 11, 25)
DATA = read_yaml(Path(__file__).parents[1] / "cases" / "letters_told.yaml")
TEXTS = {case["name"]: case["text"] for case in notices.papers("first")} | DATA["texts"]


def after(case: dict[str, Any]) -> dict[str, Any]:
    """The slots after what was told and after the papers."""
    slots: dict[str, Any] = {"plan_kind": case["plan"]}
    taking = Taking(slots, LIBRARY, TODAY)
    for event in case.get("told", []):
        taking.event(Event(Span(0, 0), event, 1.0, event))
    slots = taking.slots
    for name in case["papers"]:
        reading = paper.read(from_text(TEXTS[name]), None, LIBRARY).as_json() | {"text": TEXTS[name]}
        heard = acts_of(reading, LIBRARY, hearing(LIBRARY), Situation(TODAY))
        slots = take_in(heard, slots, LIBRARY, TODAY, Origin.PAPER).slots
    return slots


@pytest.mark.parametrize("case", DATA["cases"], ids=lambda case: case["name"])
def test_a_paper_enters_the_case_as_what_it_is(case: dict[str, Any]) -> None:
    matter = current(after(case), LIBRARY)
    assert [one.event for one in matter.happened] == case["events"]
    assert place_of(matter, LIBRARY.road).name == case["stage"]
    decisions = [one for one in matter.happened if one.event in DECISIONS]
    for number, facts in case.get("facts", {}).items():
        assert {name: decisions[number].facts.get(name) for name in facts} == facts
    if "ends_on" in case:
        assert matter.happened[-1].facts["ends_on"] == case["ends_on"]
