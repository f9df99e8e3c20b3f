"""What a denial notice lacks: from answers, and from its words."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge.library import shipped
from knowledge.notices import citation, found_in, missing, required
from tests.conftest import cases

LIBRARY = shipped()
CHECKED = [plan for plan in LIBRARY.choices["plan_kinds"] if required(plan, LIBRARY)]


@pytest.mark.parametrize("case", cases("notices"), ids=lambda c: c["name"])
def test_the_words_of_a_notice_are_read(case: dict[str, Any]) -> None:
    found = found_in(case["text"], case["plan"], LIBRARY)
    assert {name for name, there in found.items() if not there} == set(case["lacks"])


@pytest.mark.parametrize("plan", CHECKED)
def test_everything_required_has_its_paragraph(plan: str) -> None:
    assert all("CFR" in citation(item, plan) for item in required(plan, LIBRARY))


def test_what_is_not_known_is_not_called_missing() -> None:
    answers = {"reason": "yes", "provision": "no", "criteria": "(unknown)", "external": "(skipped)"}
    assert [item.id for item in missing("marketplace", answers, LIBRARY)] == ["provision"]


def test_each_kind_of_plan_is_asked_what_its_own_law_requires() -> None:
    assert "external" not in [item.id for item in required("grandfathered", LIBRARY)]
    assert "keep_care" in [item.id for item in required("medicaid_managed_care", LIBRARY)]
    assert required("va", LIBRARY) == []
    assert required(None, LIBRARY) == []
