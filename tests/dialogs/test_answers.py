"""Typed answers: every spelling that people use gives the value, everything else a clear complaint."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.forms import answers
from dialogs.forms.answers import AnswerError, Room
from dialogs.speaking.words import words_in
from knowledge.base.conditions import UNKNOWN
from knowledge.library import shipped
from tests.conftest import cases

TODAY = dt.date(2026, 11, 24)


def check(case: dict[str, Any], read: Any) -> None:
    if "error" in case:
        with pytest.raises(AnswerError) as caught:
            read()
        assert type(caught.value).__name__ == case["error"]
    else:
        assert read() == case["value"]


@pytest.mark.parametrize("case", cases("dates"), ids=lambda c: c["say"])
def test_a_date_is_read_as_people_write_it(case: dict[str, Any]) -> None:
    check(case, lambda: answers.read_date(case["say"], TODAY, future=case.get("future", False)))


@pytest.mark.parametrize("case", cases("money"), ids=lambda c: c["say"])
def test_money_is_read_as_people_write_it(case: dict[str, str]) -> None:
    check(case, lambda: answers.read_money(case["say"]))


@pytest.mark.parametrize("case", cases("choices"), ids=lambda c: f"{c['of']}-{c['say']}")
def test_a_choice_is_read_by_number_words_and_typos(case: dict[str, str]) -> None:
    check(case, lambda: answers.read_choice(case["say"], list(shipped().choices[case["of"]].values())))


@pytest.mark.parametrize(
    ("say", "value"),
    [
        ("1 and 4", ["summary_of_benefits", "denial_letter"]),
        ("4, 1", ["summary_of_benefits", "denial_letter"]),
        ("1 3", ["summary_of_benefits", "medical_policy"]),
        ("the booklet and a denial letter", ["plan_booklet", "denial_letter"]),
        ("none", []),
        ("all of them", ["summary_of_benefits", "plan_booklet", "medical_policy", "denial_letter"]),
        ("a banana", None),
        ("booklet and a banana", None),
    ],
)
def test_several_choices_are_read_from_one_line(say: str, value: list[str] | None) -> None:
    papers = list(shipped().choices["papers"].values())
    if value is None:
        with pytest.raises(answers.UnclearChoices, match="unclear-choices"):
            answers.read_choices(say, papers)
    else:
        assert answers.read_choices(say, papers) == value


@pytest.mark.parametrize(
    ("say", "value"),
    [("yes", "yes"), ("Yep!", "yes"), ("sí", "yes"), ("nope", "no"), ("I don't know", UNKNOWN), ("idk", UNKNOWN)],
)
def test_yes_no_and_unsure_in_many_spellings(say: str, value: str) -> None:
    assert answers.read_yes_no(say) == value


def test_a_clause_answer_keeps_pasted_words_and_their_kinds() -> None:
    room = Room(TODAY, shipped())
    words = "We do not cover services that are experimental or investigational."
    assert answers.read_clause(words, room) == {
        "answer": "yes",
        "words": words,
        "kinds": ["experimental", "investigational"],
    }
    with pytest.raises(answers.UnclearClause):
        answers.read_clause("blah", room)


def test_text_has_limits() -> None:
    assert answers.read_text("  hello \n") == "hello"
    with pytest.raises(answers.EmptyText):
        answers.read_text(" \n ")
    with pytest.raises(answers.TextTooLong):
        answers.read_text("x" * (answers.LONGEST_TEXT + 1))


@given(st.dates(dt.date(1931, 1, 1), TODAY))
def test_every_past_date_is_read_back_in_each_spelling(day: dt.date) -> None:
    spellings = [day.isoformat(), f"{day.month}/{day.day}/{day.year}", f"{day:%B} {day.day}, {day.year}"]
    assert {answers.read_date(text, TODAY) for text in spellings} == {day.isoformat()}


@given(st.text(max_size=80))
def test_no_words_make_a_reader_fail_in_another_way_than_its_own(raw: str) -> None:
    room, library = Room(TODAY, shipped()), shipped()
    readers = [
        lambda: answers.read_date(raw, TODAY),
        lambda: answers.read_money(raw),
        lambda: answers.read_yes_no(raw),
        lambda: answers.read_text(raw),
        lambda: answers.read_clause(raw, room),
        *(lambda of=of: answers.read_choice(raw, list(library.choices[of].values())) for of in library.choices),
        lambda: answers.read_choices(raw, list(library.choices["papers"].values())),
    ]
    for read in readers:
        try:
            read()
        except AnswerError as error:
            assert words_in("en").get(error.message, **error.args_)
