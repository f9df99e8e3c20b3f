"""What the base recognizes is what its cases say, and its conditions mean what they read."""

from __future__ import annotations

import pytest

from knowledge.base.conditions import SKIPPED, UNKNOWN, Condition, ConditionError
from knowledge.law.clauses import recognize
from knowledge.library import shipped
from tests.conftest import cases


@pytest.mark.parametrize("case", cases("clauses"), ids=lambda c: c["words"][:40])
def test_a_clause_is_recognized_by_its_words(case: dict[str, str]) -> None:
    found = recognize(case["words"], shipped().clauses.values())
    assert (found[0] if found else None) == case["first"]


@pytest.mark.parametrize(
    ("condition", "slots", "holds"),
    [
        ("who == caregiver", {"who": "caregiver"}, True),
        ("who == caregiver", {}, False),
        ("who != caregiver", {}, True),
        ("plan in [a, b]", {"plan": "b"}, True),
        ("plan not in [a, b]", {"plan": "c"}, True),
        ("letter in papers", {"papers": ["letter"]}, True),
        ("letter in papers", {"papers": UNKNOWN}, False),
        ("not (letter in papers)", {}, True),
        ("plan is unknown", {"plan": UNKNOWN}, True),
        ("plan is known", {"plan": UNKNOWN}, False),
        ("plan is known", {"plan": "x"}, True),
        ("plan is skipped", {"plan": SKIPPED}, True),
        ("clause is yes", {"clause": {"answer": "yes"}}, True),
        ("clause is not yes", {"clause": {"answer": "no"}}, True),
        ("a == x and b == y or c == z", {"c": "z"}, True),
        ("true", {}, True),
    ],
)
def test_a_condition_means_what_it_reads(condition: str, slots: dict[str, object], holds: bool) -> None:
    assert Condition(condition).holds(slots) is holds


@pytest.mark.parametrize(
    "text", ["__import__('os')", "a.b == c", "f(x)", "1 + 1", "a ==", "a < b", "'x' == a", "a is big"]
)
def test_a_condition_that_is_more_than_a_comparison_is_refused(text: str) -> None:
    with pytest.raises(ConditionError):
        Condition(text)
