"""What a limit in a letter is for is read before its number."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from knowledge.library import shipped
from knowledge.library.loader import read_yaml
from knowledge.papers.limits import limits_in

CASES = read_yaml(Path(__file__).parents[1] / "cases" / "limits.yaml")
EVERY = [case for part in CASES.values() for case in part]


@pytest.mark.parametrize("case", EVERY, ids=lambda case: case["says"][:60])
def test_a_limit_is_of_the_act_that_its_sentence_is_about(case: dict[str, Any]) -> None:
    found = limits_in(case["says"], shipped().papers.limits, case.get("heading", ""))
    if case["act"] is None:
        assert found == []
        return
    fitting = [one for one in found if one.act == case["act"]]
    assert fitting, [(one.act, one.days, one.by) for one in found]
    if "days" in case:
        assert case["days"] in [one.days for one in fitting]
    if "by" in case:
        assert case["by"] in [one.by for one in fitting]
    if "from" in case:
        assert case["from"] in [one.counted_from for one in fitting]


def test_a_limit_of_another_act_never_stands_for_the_appeals() -> None:
    wrong = [
        case["says"]
        for case in EVERY
        for one in limits_in(case["says"], shipped().papers.limits, case.get("heading", ""))
        if one.act == "internal_appeal" and case["act"] != "internal_appeal"
    ]
    assert wrong == []
