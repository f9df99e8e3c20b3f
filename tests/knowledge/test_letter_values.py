"""Values of letters: what stands there is read, and nothing is sure that does not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from knowledge.library import shipped
from knowledge.library.loader import read_yaml
from knowledge.papers import paper
from knowledge.papers.page import from_text

LIBRARY = shipped()
SURE = 0.5
CASES = read_yaml(Path(__file__).parents[1] / "cases" / "letter_values.yaml")["values"]
FRAME = "Clear Lake Health Plan\nDate: September 9, 2026\n\nDear Member:\n\n{}\n"


def fields_of(case: dict[str, Any]) -> dict[str, Any]:
    text = case.get("whole") or FRAME.format(case["text"])
    return paper.read(from_text(text), "denial", LIBRARY).fields


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_value_is_read_and_what_is_none_is_not_sure(case: dict[str, Any]) -> None:
    fields = fields_of(case)
    sure = {name: str(value.value) for name, value in fields.items() if value.confidence > SURE}
    for name, words in case.get("sure", {}).items():
        assert words.casefold() in sure.get(name, "").casefold(), (name, fields.get(name))
    for name in case.get("not_sure", []):
        assert name not in sure, (name, sure[name])
    for name, words in case.get("not_sure_value", {}).items():
        assert words not in sure.get(name, "")
