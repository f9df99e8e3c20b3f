"""Whole papers of many payers: what they are, and what stands in them, as text and as Word files."""

from __future__ import annotations

from typing import Any

import pytest

from bot.reader.pages import read
from knowledge.library import shipped
from knowledge.papers import paper
from knowledge.papers.page import Page, from_text
from tests.support import notices

LIBRARY = shipped()
PARTS = sorted(path.stem for path in notices.FOLDER.glob("*.yaml"))
CASES = [case for part in PARTS for case in notices.papers(part)]


def quiet(page: int, count: int) -> None:
    pass


def reading_of(pages: list[Page]) -> dict[str, Any]:
    return paper.read(pages, None, LIBRARY).as_json()


@pytest.mark.parametrize("form", ["text", "word"])
def test_papers_are_read_and_no_date_or_limit_is_surely_wrong(form: str) -> None:
    score = notices.Score()
    for case in CASES:
        text = case["text"]
        pages = from_text(text) if form == "text" else list(read(notices.word(text), "docx", quiet))
        score.add(case, reading_of(pages)["fields"])
    assert score.dates_wrong == 0, score.notes
    assert score.sure_and_wrong <= 0.02 * score.wanted, score.notes
    assert score.right >= 0.93 * score.wanted, score.notes


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_paper_is_what_it_is_and_names_the_limit_that_is_next(case: dict[str, Any]) -> None:
    read = reading_of(from_text(case["text"]))
    assert (read["paper"], read.get("level")) == (case["is"], case.get("level"))
    fields = read["fields"]
    if wanted := case.get("next"):
        found = fields.get("next_by" if "by" in wanted else "next_days")
        assert found is not None
        assert str(found["value"]) == str(wanted.get("by", wanted.get("days")))
        assert found["act"] == wanted["act"] or "act" not in wanted
    if wanted := case.get("approved"):
        assert fields["approved_from"]["value"] == str(wanted["from"])
        assert fields["approved_until"]["value"] == str(wanted["until"])
    assert set(case.get("warns", ())) <= set(read["warnings"])


@pytest.mark.parametrize("form", ["text", "pdf", "word"])
@pytest.mark.parametrize("case", [case for case in CASES if "amounts" in case], ids=lambda case: case["name"])
def test_the_sums_of_a_statement_are_those_of_its_table(case: dict[str, Any], form: str) -> None:
    text = case["text"]
    made = {"text": lambda: from_text(text), "pdf": lambda: read(notices.pdf(text), "pdf", quiet),
            "word": lambda: read(notices.word(text), "docx", quiet)}  # fmt: skip
    found = reading_of(list(made[form]()))["amounts"]
    assert {name: float(found[name]["value"]) for name in case["amounts"]} == case["amounts"]
