"""Time limits by kind of plan, state and stage, and that a kind of plan is one row."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from bot.commands.rules import of_cases, read_day
from knowledge.law.path import Happened, Matter, deadline_of, nearest_of, tasks
from knowledge.law.plans import Kinds, Plan
from knowledge.library import shipped
from tests.conftest import cases

LIBRARY = shipped()
BOOK = LIBRARY.rulebook
ZONE = "America/Chicago"
ROWS = cases("roads")
FOUND = list(of_cases(Path(__file__).parent.parent / "cases" / "roads.yaml"))


@pytest.mark.parametrize(("row", "found"), list(zip(ROWS, FOUND, strict=True)), ids=[row["case"] for row in ROWS])
def test_the_rule_is_found_and_gives_the_day(row: dict[str, Any], found: dict[str, Any]) -> None:
    legal = None if row.get("refused") else row.get("legal_date")
    assert found["legal_date"] == (str(legal) if legal else None)
    if row.get("act_by_max"):
        assert found["act_by"] is not None
        assert read_day(found["act_by"]) <= read_day(str(row["act_by_max"]))


def test_a_kind_of_plan_is_added_in_one_row() -> None:
    row = Plan(
        id="union_fund",
        label="Union health fund",
        market="group",
        funding="self",
        families=("job_and_individual", "job", "reform", "self_funded", "federal_external"),
        track="job_and_individual",
        external="federal",
    )
    raw = BOOK.model_dump(mode="json", by_alias=True)
    raw["plan_kinds"] = [*raw["plan_kinds"], row.model_dump(mode="json")]
    raw["rules"] = [rule for rule in raw["rules"] if not rule["id"].startswith(("state.", "external.act_by"))]
    book = type(BOOK).model_validate(raw)
    assert {rule.id for rule in book.at("union_fund", "appeal")} == {"group.appeal.file"}
    assert {rule.id for rule in book.at("union_fund", "external")} == {"external.file"}
    kinds = Kinds([*BOOK.plan_kinds, row])
    assert "union_fund" in kinds.written_out("plan_kind in [job]")
    assert "union_fund" not in kinds.written_out("plan_kind in [erisa]")


def test_a_name_that_is_no_kind_or_family_is_refused() -> None:
    with pytest.raises(LookupError, match="jobb"):
        BOOK.kinds.written_out({"when": "plan_kind in [jobb]"})


KINDS = [plan.id for plan in BOOK.plan_kinds if plan.market != "none"]
DENIED = {"notice_date": "2026-03-02", "received_on": "2026-03-05"}


def denied(plan: str, state: str) -> Matter:
    return Matter("1", plan, state, (Happened("denied", dt.date(2026, 3, 6), DENIED),))


@pytest.mark.parametrize("plan", KINDS)
def test_a_denial_has_a_date_or_says_why_not_in_every_state(plan: str) -> None:
    for state in LIBRARY.choices["states"]:
        found = deadline_of(denied(plan, state), LIBRARY, dt.date(2026, 3, 6), ZONE)
        assert found is not None, state
        assert found.act_by or found.refused, state


@pytest.mark.parametrize("plan", KINDS)
def test_a_last_day_gone_by_has_a_road_of_its_own(plan: str) -> None:
    today = dt.date(2028, 3, 2)
    limit = deadline_of(denied(plan, "TX"), LIBRARY, today, ZONE)
    first = next(task for task in tasks(denied(plan, "TX"), {}, LIBRARY, today, ZONE))
    if limit is not None and (limit.legal_day or limit.act_day):
        assert first.passed
        assert first.by == today
        assert first.step.id in LIBRARY.road.steps_when_passed(LIBRARY.road.family_of(plan))


def test_a_hearing_that_is_closed_is_not_offered_while_the_other_way_is_open() -> None:
    early = [task.step.id for task in tasks(denied("feca", "TX"), {}, LIBRARY, dt.date(2026, 3, 20), ZONE)]
    late = [task.step.id for task in tasks(denied("feca", "TX"), {}, LIBRARY, dt.date(2026, 5, 20), ZONE)]
    assert early[:2] == ["feca_which", "ask_hearing_owcp"]
    assert not {"feca_which", "ask_hearing_owcp"} & set(late)
    assert "feca_reconsider" in late


def test_the_way_with_less_time_is_named_first_while_it_is_open() -> None:
    story = denied("feca", "TX")
    early = nearest_of(story, LIBRARY, dt.date(2026, 3, 20), ZONE)
    late = nearest_of(story, LIBRARY, dt.date(2026, 5, 20), ZONE)
    assert early is not None
    assert late is not None
    assert (early.legal_day, late.legal_day) == (dt.date(2026, 4, 1), dt.date(2027, 3, 2))
