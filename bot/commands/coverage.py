"""What is known of the law, counted: every kind of plan, stage and state, as a page in Markdown and as a map.

Each is asked of the engine itself with one letter that everybody could have, so that the page says what a person gets.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from knowledge.law.deadlines import Facts, at_stage
from knowledge.law.rulebook import Rulebook
from knowledge.law.states import State
from knowledge.library import Library

Answer = Literal["date", "act_by", "none"]
ANSWERS: tuple[Answer, ...] = ("date", "act_by", "none")
HEAD = """\
# What is known of the law, by plan, stage and state

Made from the rules by `navigator rules --coverage docs/law.md`; a test holds it to them. For each kind of plan and
stage the engine was asked about one letter with all its dates, in each of the {states} states and territories.

- **date**: a last day by law, and a day to act by
- **act by**: a safe day to act by, and no last day
- **none**: no date; the program says why and whom to ask

Counted: {date} date, {act_by} act by, {none} none.

## By kind of plan and stage
"""
NOTICE = dt.date(2026, 6, 1)
LETTER = Facts(
    today=dt.date(2026, 6, 10),
    notice_date=NOTICE,
    received=dt.date(2026, 6, 4),
    appeal_filed=dt.date(2026, 4, 20),
    effective_date=dt.date(2026, 6, 20),
    extension_notice=NOTICE,
)
"""The letter that is asked about, with every date that a person can know."""
ELSEWHERE = "XX"
"""A state without any rule of its own."""
WIDTH, HEIGHT = 760, 420
"""Size of the map."""
EAST, WEST, NORTH, SOUTH = -66.0, -125.0, 49.5, 24.0
"""The part of the earth that it shows; what lies outside stands in a row below."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one kind of plan gets at one stage: in how many states a date, a day to act by, or neither."""

    plan: str
    stage: str
    count: Counter[Answer]


def answer(plan: str, stage: str, state: str | None, book: Rulebook) -> Answer:
    """What is answered to `LETTER`."""
    found = at_stage(plan, stage, Facts(**{**_fields(LETTER), "state": state}), book)
    return "date" if found.legal_date else "act_by" if found.act_by else "none"


def _fields(facts: Facts) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in Facts.__slots__}


def cells(book: Rulebook) -> Iterator[Cell]:
    """Every kind of plan and stage that has a rule, over all states; then the stages without one, as one."""
    states = list(book.states.by_code)
    for plan in book.plan_kinds:
        if plan.retired:
            continue
        without = 0
        for stage in book.stages:
            kinds = (plan.id, *plan.like)
            rules = [rule for kind in kinds for rule in book.at(kind, stage) if rule.kind == "deadline"]
            if not rules:
                without += 1
                continue
            by_state = {rule.state for rule in rules} - {None}
            one = answer(plan.id, stage, ELSEWHERE, book)
            many = [answer(plan.id, stage, state, book) if state in by_state else one for state in states]
            yield Cell(plan.id, book.stages[stage], Counter(many))
        yield Cell(plan.id, f"{without} stages without a rule", Counter({"none": without * len(states)}))


def page(library: Library) -> str:
    """The page, in Markdown."""
    book = library.rulebook
    found = list(cells(book))
    total = sum((cell.count for cell in found), Counter[Answer]())
    lines = [
        *HEAD.format(states=len(book.states.rows), **{one: total[one] for one in ANSWERS}).splitlines(),
        "",
        "| kind of plan | stage | date | act by | none |",
        "|---|---|---|---|---|",
    ]
    for cell in found:
        numbers = " | ".join(str(cell.count[one] or "") for one in ANSWERS)
        lines.append(f"| `{cell.plan}` | {cell.stage} | {numbers} |")
    lines += ["", "## By state", "", *_states(book)]
    return "\n".join(lines) + "\n"


def _states(book: Rulebook) -> list[str]:
    """What holds in each state, with how sure we are and until when."""
    head = ["| state | outside review: who runs it | window | seen | Medicaid hearing: plan / state | review by |"]
    rows = [f"| {row.code} {row.name} | {_row(row)} |" for row in book.states.rows]
    return [*head, "|---|---|---|---|---|---|", *rows]


def _row(row: State) -> str:
    review = row.external
    seen = {"law": "law", "office": "the office's own page", "accounts": "accounts of others", "none": "nothing"}[
        review.basis
    ]
    hearings = " / ".join(window_of(row.hearing[side]) if side in row.hearing else "-" for side in ("plan", "state"))
    by = min(read.review_by for _, read in row.read)
    return f"{review.run_by} | {window_of(review)} | {seen} | {hearings} | {by}"


def window_of(read: Any) -> str:
    """A window in short: "120 calendar days from receipt"."""
    if read.confidence != "verified":
        return "not seen"
    window = read.window
    return f"{window.amount} {window.unit.replace('_', ' ')} from {window.starts}" if window else "the federal rule"


def dots(library: Library) -> list[dict[str, Any]]:
    """The states for the map: where each stands, and how sure we are of its outside review."""
    found: list[dict[str, Any]] = []
    aside = 0
    for code, choice in library.choices["states"].items():
        row = library.rulebook.states.by_code[code]
        lat, lon = choice.at or (0.0, 0.0)
        x, y = (lon - WEST) / (EAST - WEST) * WIDTH, (NORTH - lat) / (NORTH - SOUTH) * HEIGHT
        if not (WEST <= lon <= EAST and SOUTH <= lat <= NORTH):
            x, y, aside = 30 + aside * 45, HEIGHT + 30, aside + 1
        sure = row.external.confidence if row.external.basis != "office" else "office"
        found.append(
            {"code": code, "row": row, "x": round(x), "y": round(y), "sure": sure, "window": window_of(row.external)}
        )
    return found
