"""Clauses of a policy are known by the words that exclude, define and ask."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from knowledge.library import shipped
from knowledge.library.loader import read_yaml
from knowledge.papers.page import from_text
from knowledge.papers.policy import clauses

CASES = read_yaml(Path(__file__).parents[1] / "cases" / "policy_clauses.yaml")["clauses"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_a_sentence_is_the_clause_that_it_is(case: dict[str, Any]) -> None:
    kinds = {hit.kind for hit in clauses(from_text(f"Benefits\n\n{case['text']}\n"), shipped())}
    assert case.get("is", "-") in {*kinds, "-"}
    assert case.get("never") not in kinds
