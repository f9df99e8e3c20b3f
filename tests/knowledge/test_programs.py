"""Who may help whom; amounts by year; the poverty guideline."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from dialogs.case.money import facts, helping
from knowledge.law.rulebook import UnknownYear
from knowledge.library import shipped
from knowledge.money.paying import Range
from knowledge.money.programs import guideline, match, matches, met, remaining
from knowledge.money.schema import Need, Program
from tests.conftest import cases

LIBRARY = shipped()
BOOK = LIBRARY.rulebook
NAVIGATOR = str(Path(sys.executable).parent / "navigator")


@pytest.mark.parametrize("case", cases("programs"), ids=lambda case: str(case["person"]))
def test_a_person_and_the_programs_that_may_help(case: dict[str, Any]) -> None:
    held = facts(case["facts"], LIBRARY, case["today"])
    found = {one.id: match(one, held) for one in LIBRARY.programs.values()}
    for fit in ("fits", "ask", "no"):
        for name in case.get(fit, ()):
            assert found[name].fit == fit, (name, found[name])
    for name, open_ in case.get("may", {}).items():
        assert (found[name].fit, list(found[name].open)) == ("may", open_), name
    shown = {one.program.id for one in helping(case["facts"], LIBRARY, case["today"])}
    assert shown.isdisjoint(case.get("no", ()))


def program(status: str, *needs: dict[str, Any], kind: str = "foundation") -> Program:
    told = {"label": "P", "gives": "", "who": "", "how": "", "bring": "", "follow_up": 7, "sources": ["paf"]}
    days = {"checked": dt.date(2026, 1, 1), "review_by": dt.date(2027, 1, 1), "confidence": "secondary"}
    return Program.model_validate({"id": status, "kind": kind, "status": status, "needs": needs, **told, **days})


def test_a_closed_program_is_never_shown_and_an_unsure_one_comes_after_the_open_ones() -> None:
    found = matches([program("closed"), program("unknown"), program("open")], {})
    assert [one.program.status for one in found] == ["open", "unknown"]


def test_what_is_left_to_ask_starts_with_what_settles_most() -> None:
    every = matches(LIBRARY.programs.values(), {})
    assert remaining(every)[0] == "plan_kind"
    assert remaining([]) == []


money = st.decimals(0, 200_000, places=2)


@given(st.lists(money, min_size=2, max_size=2).map(sorted), st.integers(0, 500), st.integers(0, 500))
def test_a_range_meets_a_need_only_where_every_income_in_it_does(ends: list[Decimal], least: int, most: int) -> None:
    need = Need(fact="poverty", least=min(least, most), most=max(least, most))
    result = met(need, {"poverty": Range(low=ends[0], high=ends[1])})
    inside = [met(need, {"poverty": Range(low=one, high=one)}) for one in (*ends, Decimal(min(least, most)))]
    if result is True:
        assert inside[:2] == [True, True]
    if result is False:
        assert inside[:2] == [False, False]
        assert not ends[0] <= min(least, most) <= ends[1]


@pytest.mark.parametrize(
    "told",
    [
        {"fact": "age"},
        {"fact": "age", "any": ["old"]},
        {"fact": "state", "least": 3},
        {"fact": "state", "any": ["OH"], "most": 3},
        {"fact": "mood", "any": ["good"]},
    ],
)
def test_a_need_that_says_nothing_or_two_things_is_refused(told: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Need.model_validate(told)


def test_every_need_names_answers_that_a_person_can_give() -> None:
    lists = {"state": "states", "diagnosis": "diagnoses", "plan_kind": "plan_kinds", "setting": "settings"}
    for one in LIBRARY.programs.values():
        for need in one.needs:
            allowed = set(LIBRARY.choices[lists[need.fact]]) if need.fact in lists else {"yes", "no"}
            assert {*need.any, *need.none} <= allowed, one.id


@pytest.mark.parametrize(
    ("household", "state", "year", "line"),
    [
        (1, "OH", 2026, 15960),
        (2, "OH", 2026, 21640),
        (4, "TX", 2026, 33000),
        (8, "DC", 2026, 55720),
        (9, "NY", 2026, 61400),
        (3, "CA", 2025, 26650),
        (1, "AK", 2026, 19950),
        (1, "HI", 2025, 17990),
    ],
)
def test_the_guideline_is_the_one_of_the_year(household: int, state: str, year: int, line: int) -> None:
    assert guideline(household, state, year, BOOK) == line


@pytest.mark.parametrize(
    ("household", "state", "year"),
    [(1, "OH", 2024), (1, "OH", 2027), (2, "AK", 2026), (1, "PR", 2026), (1, None, 2026)],
)
def test_a_guideline_that_was_not_seen_is_refused(household: int, state: str | None, year: int) -> None:
    with pytest.raises(UnknownYear):
        guideline(household, state, year, BOOK)


def test_every_amount_has_its_year_its_text_and_a_source_that_was_seen() -> None:
    assert len({table.id for table in BOOK.amounts}) == len(BOOK.amounts)
    for table in BOOK.amounts:
        assert table.year in range(2024, 2028)
        assert table.cite
        assert LIBRARY.cite(table.sources)
    with pytest.raises(UnknownYear, match="fsa 2027: no amount of that year was seen; there are 2025, 2026"):
        BOOK.told("fsa", 2027)


def test_no_date_of_an_appeal_hangs_on_a_mere_account_of_an_amount() -> None:
    assert BOOK.told("hsa", 2026).confidence == "secondary"
    with pytest.raises(UnknownYear):
        BOOK.amount("hsa", "self_only", 2026)


def run(*args: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([NAVIGATOR, *args], capture_output=True, text=True, check=False, cwd=cwd)


def test_limits_and_programs_on_the_command_line(tmp_path: Path) -> None:
    told = json.loads(run("limits", "hsa", "--year", "2026", "--json", cwd=tmp_path).stdout)
    assert told["values"] == {"self_only": 4400.0, "family": 8750.0, "extra_from_55": 1000.0}
    assert told["sources"][0]["address"].startswith("https://")
    refused = run("limits", "fsa", "--year", "2031", cwd=tmp_path)
    assert refused.returncode != 0
    assert "no amount of that year was seen" in refused.stderr
    assert "there are" in run("limits", "nothing", cwd=tmp_path).stderr
    assert "part b" in run("limits", "--year", "2026", cwd=tmp_path).stdout.lower()
    (tmp_path / "case.yaml").write_text(
        "state: OH\nplan_kind: none\nhousehold: '1'\nyearly_income: '9000.00'\nage: '40'\n"
    )
    lines = run("programs", "--case", "case.yaml", "--today", "2026-11-25", "--json", cwd=tmp_path).stdout.splitlines()
    fits = {one["program"]: one["fit"] for one in map(json.loads, lines)}
    assert fits["program-medicaid"] == "fits"
    assert "program-marketplace" not in fits
