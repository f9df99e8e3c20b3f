"""Questions find their answer, or the honest word that there is none."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge.library import shipped
from knowledge.questions.answering import ANSWERS_FROM, Answerer
from knowledge.questions.search import Finder
from tests.benchmarks.answers import figures, ours
from tests.conftest import cases


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    return Answerer(shipped())


@pytest.mark.parametrize("case", cases("questions"), ids=lambda c: c["ask"])
def test_a_question_is_answered_refused_or_left_open(case: dict[str, Any], answerer: Answerer) -> None:
    found = answerer.place(case["ask"])
    assert found.topic == case["topic"]
    assert found.refused == case.get("refused")
    assert found.safety == case.get("safety")
    assert found.spanish == case.get("spanish", False)


@pytest.mark.parametrize(
    ("part", "first", "third", "false"), [("tune", 0.95, 0.98, 0.05), ("unseen", 0.82, 0.93, 0.05)]
)
def test_recall_does_not_fall_below_what_was_measured(part: str, first: float, third: float, false: float) -> None:
    found = figures(ours(shipped()), cases("evaluation")[part], ANSWERS_FROM)
    assert found["recall@1"] >= first
    assert found["recall@3"] >= third
    assert found["false"] <= false


def test_every_topic_of_the_evaluation_exists() -> None:
    known = set(shipped().topics)
    named = {topic for part in cases("evaluation").values() for case in part for topic in case["topics"]}
    assert named <= known


@pytest.mark.parametrize("case", cases("vetoes"), ids=lambda case: case["ask"])
def test_an_answer_is_about_what_the_question_names(case: dict[str, Any], answerer: Answerer) -> None:
    found = answerer.place(case["ask"])
    assert found.topic not in case.get("never", ())
    if "topic" in case:
        assert found.topic == case["topic"]


@pytest.mark.parametrize("message", cases("made_up")["declined"])
def test_a_wish_for_something_untrue_is_declined_first(message: str, answerer: Answerer) -> None:
    found = answerer.declined_first(message)
    assert found is not None and found.refused == "made_up"
    assert answerer.place(message).refused == "made_up"


@pytest.mark.parametrize("message", cases("made_up")["heard"])
def test_what_only_holds_the_same_words_is_not_declined(message: str, answerer: Answerer) -> None:
    assert answerer.declined_first(message) is None
    assert answerer.place(message).refused is None


def test_the_same_words_lead_to_the_same_place(answerer: Answerer) -> None:
    again = Answerer(shipped())
    for case in cases("evaluation")["tune"][:60]:
        assert answerer.place(case["ask"]) == again.place(case["ask"])


@pytest.mark.parametrize("text", ["", "   ", "?", "🙂🙂", '"', "a" * 5000, "what " * 2000, "\x00", "*"])
def test_what_asks_nothing_finds_nothing(text: str, answerer: Answerer) -> None:
    assert answerer.place(text).topic is None


@pytest.mark.parametrize(
    "text", ["' OR 1=1 --", "NEAR(ira appeal)", '"appeal', "appeal*", "title:appeal", "-appeal", "^a"]
)
def test_the_query_language_of_the_index_is_only_words(text: str, answerer: Answerer) -> None:
    answerer.place(text)


def test_a_code_that_we_do_not_know_is_not_answered_with_another(answerer: Answerer) -> None:
    assert answerer.place("what is CARC 9999").topic != "code-carc-96"
    assert answerer.place("J2001").topic is None


def test_misspelled_words_are_mended_to_the_word_that_is_used_most() -> None:
    reader = Finder(shipped()).reader
    assert reader.terms("apeal leter", repair=True) == reader.terms("appeal letter")
    assert reader.terms("constitution", repair=True) == reader.terms("constitution")
