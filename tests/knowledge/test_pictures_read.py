"""Pages from pictures: their order, and what is said of a picture that is no page or hard to read."""

from __future__ import annotations

from itertools import permutations

import pytest

from knowledge.library import shipped
from knowledge.papers import paper
from knowledge.papers.order import in_order
from knowledge.papers.page import Page, Run, from_text

LIBRARY = shipped()
HEAD = "Clear Lake Health Plan\nDate: May 4, 2026\n\nDear Member:\n\nWe denied your request for lidocaine infusions."
MIDDLE = "The records show one drug that was tried. The guideline asks for two."
END = "You may appeal within 180 days of receiving this letter.\n\nSincerely,\nClaims"


def photographed(*texts: str, sure: float = 0.99) -> list[Page]:
    """Pages as they come from pictures."""
    pages: list[Page] = []
    for text in texts:
        (page,) = from_text(text)
        runs = [Run(r.text, r.left, r.top, r.right, r.bottom, False, sure) for r in page.runs]
        pages.append(Page(len(pages) + 1, runs, ocr=True))
    return pages


@pytest.mark.parametrize("numbered", [True, False], ids=["with page numbers", "by head and end"])
def test_pages_come_in_any_order(numbered: bool) -> None:
    texts = [HEAD, MIDDLE, END]
    if numbered:
        texts = [f"{text}\n\nPage {number} of 3" for number, text in enumerate(texts, 1)]
    for mixed in permutations(texts):
        ordered = in_order(photographed(*mixed), LIBRARY.papers.order)
        assert [page.number for page in ordered] == [1, 2, 3]
        assert ["Dear" in _words(page) for page in ordered] == [True, False, False]
        assert ["Sincerely" in _words(page) for page in ordered] == [False, False, True]


def test_pages_that_nothing_tells_apart_stay_as_they_came() -> None:
    ordered = in_order(photographed(MIDDLE, "Second words."), LIBRARY.papers.order)
    assert _words(ordered[0]) == MIDDLE


@pytest.mark.parametrize(
    ("text", "sure", "warned"),
    [("PILLS\n20 mg", 0.99, {"no-page"}), (HEAD + MIDDLE + END, 0.7, {"unsharp"}), (HEAD + MIDDLE + END, 0.99, set())],
)
def test_a_picture_that_is_no_page_or_hard_to_read_is_said(text: str, sure: float, warned: set[str]) -> None:
    reading = paper.read(photographed(text, sure=sure), None, LIBRARY)
    assert set(reading.warnings) & {"no-page", "unsharp"} == warned


def _words(page: Page) -> str:
    return " ".join(run.text for run in page.runs)
