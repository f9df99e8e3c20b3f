"""Danger is heard in any words, of whoever it is; what only sounds like it is left alone."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.library import shipped
from knowledge.library.loader import read
from knowledge.safety import Listener
from knowledge.safety.schema import Safety
from knowledge.safety.teaching import taught
from tests.conftest import cases

URGENT = ("crisis", "emergency")
HELPED = (*URGENT, "distress")
"""Kinds that bring a number to call: as an alarm, or with the question whether somebody is safe."""
TOLD = [one._asdict() for kind in read().safety.examples for one in kind.said()]
ORDINARY = [ask for topic in shipped().topics.values() for ask in topic.asks]


LISTENER = Listener(shipped().safety)


@pytest.fixture
def listener() -> Listener:
    return LISTENER


@pytest.mark.parametrize("case", cases("safety"), ids=lambda c: c["say"])
def test_a_cry_for_help_has_its_kind_and_language(listener: Listener, case: dict[str, Any]) -> None:
    heard = listener.hear(case["say"])
    if heard and heard.note in ("doubt", "body"):  # asked about only where nothing else is understood
        heard = None
    assert (heard.kind if heard else "none") == case["kind"]
    if heard:
        assert heard.spanish == case.get("spanish", False)


def test_danger_is_heard_and_whose_it_is(listener: Listener) -> None:
    """Of what was learned from: all is heard or asked about, nearly all as what it is."""
    cries = [(case, listener.hear(case["say"])) for case in TOLD if case["want"] != "calm"]
    missed = [case["say"] for case, heard in cries if heard is None or heard.kind not in HELPED]
    unsure = [case["say"] for case, heard in cries if heard is None or heard.kind != case["want"]]
    others = [case["say"] for case, heard in cries if heard and heard.about != case["about"]]
    tongue = [case["say"] for case, heard in cries if heard and heard.spanish != case["spanish"]]
    assert len(missed) <= len(cries) / 200, missed
    assert len(unsure) <= len(cries) / 20, unsure
    assert len(others) <= len(cries) / 20, others
    assert len(tongue) <= len(cries) / 50, tongue


def test_what_only_sounds_like_danger_is_no_alarm(listener: Listener) -> None:
    calm = [case["say"] for case in TOLD if case["want"] == "calm"]
    alarmed = [words for words in calm if (heard := listener.hear(words)) and heard.urgent]
    assert len(alarmed) <= len(calm) / 40, alarmed


@pytest.mark.parametrize("around", ["{}. What is an external review?", "Denied 11/3, appeal sent. {}", "{}\n\nthanks"])
def test_danger_is_heard_in_the_middle_of_other_things(listener: Listener, around: str) -> None:
    cries = [around.format(case["say"]) for case in TOLD if case["want"] in URGENT][::7]
    missed = [words for words in cries if (heard := listener.hear(words)) is None or heard.kind not in HELPED]
    assert len(missed) <= len(cries) / 50, missed


@pytest.mark.parametrize(
    ("part", "least", "alarms"),
    [("safety_unseen", 0.93, 5 / 67), ("safety_fresh", 0.97, 11 / 156), ("safety_apart", 0.9, 6 / 60)],
)
def test_unseen_words_are_heard_as_a_rule(part: str, least: float, alarms: float) -> None:
    """Veiled words never learned from: most are heard or asked about, and few harmless ones raise an alarm."""
    unseen = [(LISTENER.hear(case["say"]), case["want"] != "calm") for case in cases(part)]
    cries = [heard for heard, cry in unseen if cry]
    calm = [heard for heard, cry in unseen if not cry]
    assert (
        sum(heard is not None and (heard.urgent or heard.kind == "distress") for heard in cries) / len(cries) >= least
    )
    assert sum(heard is not None and heard.urgent for heard in calm) / len(calm) <= alarms


def test_no_ordinary_question_raises_an_alarm() -> None:
    assert [ask for ask in ORDINARY if (heard := LISTENER.hear(ask)) and heard.urgent] == []


def test_the_second_ear_learns_the_same_every_time() -> None:
    content = _few()
    assert taught(content, ORDINARY[:50]) == taught(content, ORDINARY[:50])


def test_the_second_ear_learns_again_only_from_other_lessons() -> None:
    content = _few()
    before = taught(content, ORDINARY[:50])
    known = before.model_copy(update={"learned": {"crisis": {"": 1.0}}})
    assert taught(content, ORDINARY[:50], known).learned == known.learned
    assert taught(content, ORDINARY[:49], known).learned != known.learned


def _few() -> Safety:
    content = read().safety
    rows = tuple(row for row in content.rows if row.kind == "crisis")[:20]
    return content.model_copy(update={"examples": content.examples[::40], "rows": rows})


@given(st.text(max_size=400))
def test_no_words_are_too_odd_to_listen_to(words: str) -> None:
    heard = LISTENER.hear(words)
    assert heard is None or 0 <= heard.start < heard.end <= len(words)
