"""Notes of calls and letters taken apart: the floor over the table, and what holds for any words."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.extraction.trail import reader
from knowledge.library import shipped
from tests.benchmarks.log import FIELDS, TODAY, scores
from tests.conftest import cases

FLOOR = 0.9


@pytest.mark.parametrize("part", list(cases("log")))
def test_the_fields_of_notes_are_found(part: str) -> None:
    found = scores(part)
    print(part, {field: round(found[field][2], 2) for field in (*FIELDS, "all")})
    assert found["all"][2] >= FLOOR


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ("decision by friday", "2026-11-27"),
        ("decision by tuesday", "2026-12-01"),
        ("will call next friday", "2026-12-04"),
        ("answer in 2 business days", "2026-11-27"),
        ("answer within 48 hours", "2026-11-26"),
        ("will answer in 7 to 10 days", "2026-12-04"),
        ("will call by the end of the month", "2026-11-30"),
        ("will call by 1/5", "2027-01-05"),
        ("will send it by 12/4/26", "2026-12-04"),
        ("will know by the 20th", "2026-12-20"),
        ("will send it in a month", "2026-12-24"),
        ("will know by 2/30", None),
    ],
)
def test_a_promise_is_due_on_its_last_day(said: str, due: str | None) -> None:
    """Thanksgiving, November 26, is no business day."""
    found = reader(shipped()).read(f"called Aetna, she said {said}", TODAY).promise_due
    assert (found.isoformat() if found else None) == due


def test_a_promise_counts_from_the_day_of_the_call() -> None:
    found = reader(shipped()).read("11/20 called Aetna, will answer within 3 days", TODAY)
    assert (found.date, found.promise_due) == (dt.date(2026, 11, 20), dt.date(2026, 11, 23))


@given(st.text(max_size=300), st.dates(dt.date(2000, 1, 1), dt.date(2090, 12, 31)))
def test_any_words_give_a_contact_that_is_not_in_the_future(text: str, today: dt.date) -> None:
    found = reader(shipped()).read(text, today)
    assert found.date <= today
    assert found.text == " ".join(text.split())
