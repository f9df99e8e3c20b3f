"""How many deadlines a second one process computes, beside bare date arithmetic by python-dateutil."""

from __future__ import annotations

import datetime as dt
import time

from dateutil.relativedelta import relativedelta

from bot.commands.rules import facts_from, worked_cases
from knowledge.law.deadlines import compute
from knowledge.library import shipped

ROUNDS = 200


def main() -> None:
    book = shipped().rulebook
    asked = [
        (book.by_id[rule], facts_from({k: v for k, v in row.items() if v and k not in ("state_days", "extended")}))
        for rule, rows in worked_cases().items()
        for row in rows
    ]
    for rule, facts in asked:
        compute(rule, facts, book)
    started = time.perf_counter()
    for _ in range(ROUNDS):
        for rule, facts in asked:
            compute(rule, facts, book)
    took = time.perf_counter() - started
    count = ROUNDS * len(asked)
    print(
        f"deadlines with steps, warnings, act-by day: {count / took:,.0f} a second ({took / count * 1e6:.1f} us each)"
    )
    day = dt.date(2026, 1, 31)
    started = time.perf_counter()
    for number in range(count):
        day + relativedelta(months=4, days=number % 7)
    took = time.perf_counter() - started
    print(f"a bare date + relativedelta, nothing else:  {count / took:,.0f} a second")
