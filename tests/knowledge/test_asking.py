"""Which part of a message asks, and what a few words after an answer ask about it."""

from __future__ import annotations

import pytest

from knowledge.library import shipped
from knowledge.questions.answering import Answerer, Said


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    return Answerer(shipped())


def test_of_a_story_only_what_asks_is_answered(answerer: Answerer) -> None:
    told = "We moved twice. I have had pain since a car crash. My plan is from work. How many days do I have to appeal?"
    asked = [sentence.words for sentence in answerer.asking.sentences(told) if sentence.asks]
    assert asked == ["How many days do I have to appeal?"]
    assert answerer.place(told).topic == "appeal_deadline"


def test_a_run_of_words_without_points_is_cut_where_a_question_begins(answerer: Answerer) -> None:
    told = (
        "so they denied it in may and i have called them nine times and every time it is somebody else who knows "
        "nothing and my hand hurts all day how long do i have to appeal"
    )
    assert answerer.place(told).topic == "appeal_deadline"


def test_two_questions_get_two_answers_and_what_nothing_answers_is_said(answerer: Answerer) -> None:
    found = answerer.place("What is a claim file? What is a peer to peer call? Who won the cup final in 1998?")
    assert {found.topic, *found.also} == {"claim_file", "peer_to_peer"}
    assert found.unanswered == ("Who won the cup final in 1998?",)


def test_nothing_of_a_long_message_is_cut(answerer: Answerer) -> None:
    story = "It was a long year with many calls and much pain. " * 60
    assert answerer.place(f"{story} What is an external review?").topic == "external_review"


@pytest.mark.parametrize(
    ("last", "words", "topic", "plans"),
    [
        ("appeal_deadline", "and for medicare advantage?", "appeal_deadline", ("medicare_advantage",)),
        ("appeal_decision_time", "what if they don't?", "missed_clock", ()),
        ("appeal_deadline", "what if I can't", "late_appeal", ()),
        ("coverage_of_ketamine", "so is that a no?", "verdict_coverage", ()),
        ("claim_file", "how do I get it", "claim_file", ()),
    ],
)
def test_a_short_question_is_about_the_answer_before_it(
    last: str, words: str, topic: str, plans: tuple[str, ...], answerer: Answerer
) -> None:
    found = answerer.place(words, Said(last))
    assert found.topic == topic
    assert found.plans == plans


def test_a_question_of_its_own_is_no_follow_up(answerer: Answerer) -> None:
    assert answerer.place("what is step therapy", Said("appeal_deadline")).topic == "step_therapy"


def test_another_plan_after_an_aside_goes_to_what_differs_by_plan(answerer: Answerer) -> None:
    found = answerer.place("and for medicaid?", Said("peer_to_peer", before="appeal_deadline"))
    assert found.topic == "appeal_deadline"


def test_the_name_of_the_question_is_kept(answerer: Answerer) -> None:
    assert answerer.place("does Cigna cover ketamine?").named["payer"] == "Cigna"
