"""What keeps the base true: the page of what is known, what rests on an address, what has to be read again."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.commands import coverage, rules
from bot.jobs import upkeep
from knowledge.library import shipped
from knowledge.library.loader import CONTENT, read
from knowledge.library.upkeep import due, parts

LIBRARY = shipped()
BOOK = LIBRARY.rulebook
DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_of_what_is_known_is_current() -> None:
    """Write it again with `navigator rules --coverage docs/law.md`."""
    assert (DOCS / "law.md").read_text("utf-8") == coverage.page(LIBRARY)


def test_every_plan_stage_and_state_is_counted_once() -> None:
    found = list(coverage.cells(BOOK))
    kinds = [plan.id for plan in BOOK.plan_kinds if not plan.retired]
    for plan in kinds:
        mine = sum(cell.count.total() for cell in found if cell.plan == plan)
        assert mine == len(BOOK.stages) * len(BOOK.states.rows)


@pytest.mark.parametrize(("state", "expected"), [("SC", "date"), ("TX", "date"), ("GA", "act_by"), ("GU", "act_by")])
def test_the_page_says_what_a_person_gets(state: str, expected: str) -> None:
    assert coverage.answer("marketplace", "external", state, BOOK) == expected
    assert coverage.answer("church", "external", state, BOOK) == "none"


def test_the_reviewers_page_has_every_state_on_its_map() -> None:
    page = rules.page({}, dt.date(2026, 11, 25))
    for row in BOOK.states.rows:
        assert f">{row.code}</text>" in page
    assert "60 calendar days from receipt" in page


def test_every_dot_of_the_map_lies_inside_it_and_apart() -> None:
    dots = coverage.dots(LIBRARY)
    places = {(dot["x"], dot["y"]) for dot in dots}
    assert len(places) == len(dots) == len(BOOK.states.rows)
    assert all(0 <= dot["x"] <= coverage.WIDTH and 0 <= dot["y"] <= coverage.HEIGHT + 60 for dot in dots)


def test_every_source_has_the_parts_that_rest_on_it() -> None:
    rows = upkeep.sources()
    assert len(rows) == len(LIBRARY.sources)
    assert all(row["parts"] for row in rows)
    by_id = {row["id"]: row["parts"] for row in rows}
    assert "states.yaml: VA: external" in by_id["va-scc-external"]
    assert "contacts.yaml" in by_id["fhi-state-help"]


def test_every_rule_state_and_amount_has_a_day_of_review_after_its_reading() -> None:
    content = read(CONTENT)
    dated = {part.where: part.review_by for part in parts(content)}
    for row in BOOK.states.rows:
        for name, held in row.read:
            assert dated[f"states.yaml: {row.code}: {name}"] == held.review_by > held.checked
    for rule in BOOK.rules:
        day = dated[f"deadlines.yaml: {rule.id}"]
        assert rule.made == (day is None)
        assert day is None or day > rule.read
    assert all(dated[f"amounts.yaml: {amount.id}"] for amount in BOOK.amounts)


def test_what_is_due_grows_with_the_day_and_comes_oldest_first() -> None:
    content = read(CONTENT)
    soon, late = due(content, dt.date(2027, 1, 31)), due(content, dt.date(2028, 1, 1))
    assert {part.where for part in soon} < {part.where for part in late}
    days = [part.review_by for part in late if part.review_by]
    assert days == sorted(days)


def test_the_commands_print_both() -> None:
    run = [str(Path(sys.executable).parent / "navigator"), "knowledge"]
    lines = subprocess.run([*run, "due", "--by", "2027-01-31", "--json"], capture_output=True, text=True, check=True)
    assert all(json.loads(line)["review_by"] <= "2027-01-31" for line in lines.stdout.splitlines())
    told = subprocess.run([*run, "sources"], capture_output=True, text=True, check=True).stdout
    assert "    states.yaml: SC: external" in told
