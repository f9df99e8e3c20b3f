"""What a plan wants to see shown: read from its words, and held against a case."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.law.criteria import Tried, general, match, wanted_by
from knowledge.library import shipped
from tests.conftest import cases

TABLE: Any = cases("criteria")


@pytest.mark.parametrize("case", TABLE["texts"], ids=lambda case: case["text"][:40])
def test_what_words_of_a_policy_ask_for(case: dict[str, Any]) -> None:
    found, strange = wanted_by(case["text"], shipped())
    assert {w.criterion.id for w in found} == set(case["wants"])
    for wanted in found:
        for name, number in case["wants"][wanted.criterion.id].items():
            assert getattr(wanted, name) == number
    assert len(strange) == case.get("strange", 0)


@pytest.mark.parametrize("case", TABLE["matches"], ids=lambda case: case["name"])
def test_how_far_a_case_shows_it(case: dict[str, Any]) -> None:
    tried = [Tried(n, kind=k, outcome=o, days=d, documented=p) for n, k, o, d, p in case["tried"]]
    found = match(general(shipped()), case["slots"], tried, shipped(), complete=case["complete"])
    assert {shown.wanted.criterion.id: shown.status for shown in found} == case["status"]


def test_two_drugs_of_one_class_count_once_where_the_plan_wants_classes() -> None:
    tried = [
        Tried(name, f"treatment-{kind}", "drug", outcome="none", documented=True)
        for name, kind in (("gabapentin", "gabapentinoids"), ("Lyrica", "gabapentinoids"))
    ]
    for words, status in (("failed two drugs", "met"), ("failed two drug classes", "not_met")):
        wanted, _ = wanted_by(words, shipped())
        assert match(wanted, {}, tried, shipped(), complete=True)[0].status == status


@given(st.text(max_size=300))
def test_any_words_are_read(text: str) -> None:
    found, _ = wanted_by(text, shipped())
    assert all(wanted.count >= 1 and wanted.days >= 0 for wanted in found)


@given(
    st.lists(
        st.tuples(st.sampled_from(["none", "helped", None]), st.integers(1, 900) | st.none(), st.booleans()), max_size=6
    )
)
def test_one_more_treatment_with_papers_never_shows_less(rows: list[tuple[str | None, int | None, bool]]) -> None:
    ranks = ("not_known", "not_met", "not_documented", "met")
    tried = [Tried(f"t{n}", kind="drug", outcome=o, days=d, documented=p) for n, (o, d, p) in enumerate(rows)]
    more = [*tried, Tried("new", kind="drug", outcome="none", days=400, documented=True)]
    wanted = [w for w in general(shipped()) if w.criterion.test == "tried"]
    before, after = (match(wanted, {}, rows_, shipped(), complete=True) for rows_ in (tried, more))
    for one, two in zip(before, after, strict=True):
        assert ranks.index(two.status) >= ranks.index(one.status)
