"""How well notes of calls and letters are taken apart: precision, recall and F1 a field, part by part.

``./navigator bench log`` prints it; `tests/knowledge/test_trail.py` holds the floor.
"""

from __future__ import annotations

import datetime as dt
import re
import statistics
import time
from collections import Counter
from typing import Any

from bot.commands.notes import as_object
from knowledge.base.text import plain
from knowledge.extraction.trail import reader
from knowledge.library import shipped
from tests.conftest import cases

TODAY = dt.date(2026, 11, 24)
FIELDS = ("channel", "with", "reference", "date", "said", "promise", "promise_due")


def read(case: dict[str, Any]) -> dict[str, str | None]:
    """What the reader gives for a case, by the names that the command prints."""
    found = reader(shipped()).read(case["text"], dt.date.fromisoformat(case.get("today", TODAY.isoformat())))
    return as_object(found)


def same(field: str, wanted: str | None, given: str | None) -> bool:
    """Names: as many, each the same or a part of it ("BCBS" and "BCBS TX"). Words: those that are wanted, with not many more."""
    if wanted is None or given is None:
        return wanted == given
    if field == "with":
        names, got = _names(wanted), _names(given)
        return len(names) == len(got) and all(any(a in b or b in a for b in got) for a in names)
    if field in ("said", "promise"):
        words, told = plain(wanted), plain(given)
        return words in told and len(told.split()) <= 2 * len(words.split()) + 4
    return wanted == given


def _names(words: str) -> set[str]:
    parts = (re.sub(r"^(the|my|rep|agent|supervisor|case manager)\s+", "", plain(part)) for part in words.split(","))
    return {part for part in parts if part}


def scores(part: str) -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 by field, and of all together."""
    counts: dict[str, Counter[str]] = {field: Counter() for field in FIELDS}
    for case in cases("log")[part]:
        given = read(case)
        for field in FIELDS:
            wanted = case.get(field)
            right = same(field, wanted, given[field])
            counts[field]["right"] += right and wanted is not None
            counts[field]["given"] += given[field] is not None
            counts[field]["wanted"] += wanted is not None
    counts["all"] = sum(counts.values(), Counter())
    return {field: _score(count) for field, count in counts.items()}


def _score(count: Counter[str]) -> tuple[float, float, float]:
    precision = count["right"] / count["given"] if count["given"] else 1.0
    recall = count["right"] / count["wanted"] if count["wanted"] else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def plainly(case: dict[str, Any]) -> dict[str, str | None]:
    """The named alternative: dateparser's search for dates, a pattern for the reference, the first word for the way."""
    from dateparser.search import search_dates

    base = dt.datetime.combine(dt.date.fromisoformat(case.get("today", TODAY.isoformat())), dt.time(12))
    settings: Any = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "future"}
    dates = search_dates(case["text"], languages=["en"], settings=settings) or []
    reference = re.search(r"(?:ref|case|conf)\w*\W*(?:number|no)?\W*([\w-]*\d[\w-]*)", case["text"], re.IGNORECASE)
    due = dates[-1][1].date().isoformat() if dates else None
    return {"reference": reference.group(1) if reference else None, "promise_due": due}


def main() -> None:
    for part in cases("log"):
        print(f"\n{part}: {len(cases('log')[part])} notes (precision, recall, F1)")
        for field, (precision, recall, f1) in scores(part).items():
            print(f"  {field:12} {precision:.2f} {recall:.2f} {f1:.2f}")
        for field in ("reference", "promise_due"):
            rows = [(case.get(field), plainly(case)[field]) for case in cases("log")[part]]
            right = sum(wanted == given for wanted, given in rows if wanted)
            score = _score(
                Counter(
                    right=right, given=sum(g is not None for _, g in rows), wanted=sum(w is not None for w, _ in rows)
                )
            )
            print(f"  {field} by dateparser and one pattern: {score[0]:.2f} {score[1]:.2f} {score[2]:.2f}")
    every = [case for part in cases("log").values() for case in part]
    spans = []
    for case in every:
        started = time.perf_counter()
        read(case)
        spans.append(time.perf_counter() - started)
    print(f"\na note takes {statistics.median(spans) * 1000:.2f} ms (p50), {max(spans) * 1000:.2f} ms at most")


if __name__ == "__main__":
    main()
