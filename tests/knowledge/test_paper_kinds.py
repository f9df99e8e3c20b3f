"""What a paper is, and what is said of it: an approval fills in no denial."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dialogs.case.letters_read import pasted
from knowledge.library import shipped
from knowledge.library.loader import read_yaml
from knowledge.papers import paper
from knowledge.papers.page import Page, Run, from_text

LIBRARY = shipped()
CASES = read_yaml(Path(__file__).parents[1] / "cases" / "paper_kinds.yaml")["papers"]
KINDS = {"approval": "approval", "denial": "denial", "other": False, "policy": False}
HEAD = "Clear Lake Health Plan\nDate: May 4, 2026\nMember ID: CL5510923\nClaim number: 2026-884410\n\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['is']}: {case['text'][:40]!r}")
def test_a_paper_is_said_to_be_what_it_is(case: dict[str, Any]) -> None:
    reading = paper.read(from_text(HEAD + case["text"]), None, LIBRARY)
    read = reading.as_json()
    assert (read["paper"], read.get("level")) == (case["is"], case.get("level"))
    warned = set(reading.warnings) & {"not-a-denial", "rights-elsewhere"}
    assert warned == set(case.get("warns", []))


def test_what_is_pasted_is_a_letter_where_it_tells_of_a_case() -> None:
    tail = "\nMail: Appeals Unit, PO Box 12, Dayton, OH 45401\n" + "Thank you. " * 10
    read = {
        what: pasted(HEAD + next(one["text"] for one in CASES if one["is"] == what) + tail, LIBRARY) for what in KINDS
    }
    assert {what: bool(made) and made["paper"] for what, made in read.items()} == KINDS


@pytest.mark.parametrize(("sure", "warned"), [(0.61, True), (0.97, False)])
def test_a_line_read_badly_near_the_appeal_is_said(sure: float, warned: bool) -> None:
    told = [
        ("We denied your claim for the infusions.", 0.99),
        ("Your appeal", 0.99),
        ("youde te st o e t o se wri en", sure),
    ]
    runs = [Run(text, 40, 40 + 16 * row, 400, 52 + 16 * row, False, how) for row, (text, how) in enumerate(told)]
    reading = paper.read([Page(1, runs, True)], "denial", LIBRARY)
    assert ("line-unread" in reading.warnings) == warned
