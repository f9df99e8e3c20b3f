"""Words that nobody said do not enter a paper: each kind of free text held against what its field can be."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from dialogs.case import histories
from dialogs.case.appeals import case_of
from dialogs.speaking.words import words_in
from dialogs.wording.letters import compose
from knowledge.extraction.histories import reader
from knowledge.library import shipped
from knowledge.library.plausible import fits
from tests.conftest import cases

CASES: dict[str, Any] = dict(cases("told_words"))
TODAY, ZONE = dt.date(2026, 11, 25), "America/New_York"
NAMED = {"days": "duration_days"}


@pytest.mark.parametrize("case", CASES["histories"], ids=lambda case: case["case"])
def test_a_history_holds_what_was_told_and_nothing_else(case: dict[str, Any]) -> None:
    found = reader(shipped()).parse(case["text"], TODAY).entries
    assert len(found) == len(case["rows"])
    for entry, row in zip(found, case["rows"], strict=True):
        assert {name: getattr(entry, NAMED.get(name, name)) for name in row} == row


@pytest.mark.parametrize("case", CASES["answers"], ids=lambda case: case["case"])
def test_a_dose_belongs_to_the_treatment_in_whose_words_it_stood(case: dict[str, Any]) -> None:
    names = list(dict.fromkeys((case["open"], case["other"])))
    rows = [histories.row_of(reader(shipped()).details(name, TODAY), shipped()) for name in names]
    entry = reader(shipped()).details(case["said"], TODAY)
    assert histories.is_other(rows[0], entry) is (case["open"] != case["other"])
    place = histories.place_of(entry, rows)
    assert place is not None
    assert rows[place]["name"] == case["other"]
    new = histories.merged(rows[place], entry, "told", case["said"], shipped())
    assert {name: new.get(name) for name in ("dose", "start") if name in case} == {
        name: case[name] for name in ("dose", "start") if name in case
    }


@pytest.mark.parametrize("case", CASES["fields"], ids=lambda case: f"{case['field']}: {case['said']}")
def test_a_text_enters_a_paper_only_where_it_can_be_what_the_field_is(case: dict[str, Any]) -> None:
    assert fits(case["field"], case["said"], shipped()) is case["fits"]


@pytest.mark.parametrize("said", ["Done", "I already told you that", "all of this is right"])
def test_what_is_no_quotation_is_not_printed_and_does_not_count_as_shown(said: str) -> None:
    slots: dict[str, Any] = {
        "plan_kind": "marketplace",
        "denial_kinds": ["experimental"],
        "diagnosis": "crps",
        "plan_sentence": said,
    }
    slots["tried"] = {"closed": True, "entries": [{"name": "its all in the chart at the clinic", "outcome": "none"}]}
    case = case_of(slots, shipped(), TODAY, ZONE)
    assert "quote" not in case.values["has"]
    assert "failed" not in case.values["has"]
    points = {answer.point.id: answer.shown for answer in case.answers(shipped())}
    assert points["point-words"] is False
    for letter in shipped().letters.values():
        paper = compose(letter, case, shipped(), words_in("en"), TODAY)
        told = " ".join(part.get("text", "") + str(part.get("rows", "")) for part in paper.parts)
        assert said not in told
        assert "chart at the clinic" not in told
    assert "plan_sentence" in case.refused
