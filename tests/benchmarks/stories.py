"""How much of what people tell is heard, and how much of what was taken is right: `python -m tests.benchmarks.stories`.

A case says what a good listener takes (`want`), what must stay empty (`not`) and whether something is asked.
"""

from __future__ import annotations

import datetime as dt
import re
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bot.commands.understanding import facts
from knowledge.hearing.acts import Question
from knowledge.hearing.listener import Situation, hearing
from knowledge.library import shipped

TODAY = dt.date(2026, 11, 20)
NAMED = ("insurer", "tried")
"""Slots whose wanted values are patterns."""


@dataclass
class Score:
    """Counts over many cases."""

    wanted: int = 0
    heard: int = 0
    right: int = 0
    wrong: int = 0
    asked: int = 0
    asked_right: int = 0
    missed: Counter[str] = field(default_factory=Counter)
    mistaken: Counter[str] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    def __str__(self) -> str:
        recall = self.heard / max(1, self.wanted)
        precision = self.right / max(1, self.right + self.wrong)
        questions = f"{self.asked_right}/{self.asked}"
        slow = sorted(self.times)[int(len(self.times) * 0.99)] * 1000 if self.times else 0
        return f"heard {recall:.3f} ({self.heard}/{self.wanted}) right {precision:.3f} (wrong {self.wrong}) questions {questions} p99 {slow:.1f} ms"


def score(cases: list[dict[str, Any]]) -> Score:
    """Hear every case and count."""
    hears, total = hearing(shipped()), Score()
    for case in cases:
        today = case.get("today") or TODAY
        begun = time.perf_counter()
        heard = hears.hear(case["text"], Situation(today, asked=case.get("asked")))
        total.times.append(time.perf_counter() - begun)
        found = {fact["slot"]: fact["value"] for fact in facts(heard)}
        _count(case, found, bool(heard.of(Question)), total)
    return total


def _count(case: dict[str, Any], found: dict[str, Any], asks: bool, total: Score) -> None:
    want, bare = case.get("want") or {}, case.get("not") or []
    notes = []
    for slot, wanted in want.items():
        got = found.get(slot)
        parts = wanted if slot == "tried" else [wanted]
        for part in parts:
            total.wanted += 1
            if _fits(slot, part, got):
                total.heard += 1
                total.right += 1
            elif got is None or slot == "tried":
                total.missed[slot] += 1
                notes.append(f"  missed {slot}: {part}")
            else:
                total.missed[slot] += 1
                total.wrong += 1
                total.mistaken[slot] += 1
                notes.append(f"  WRONG {slot}: {got} instead of {part}")
    for slot in bare:
        if found.get(slot) is not None:
            total.wrong += 1
            total.mistaken[slot] += 1
            notes.append(f"  WRONG {slot}: {found[slot]} instead of nothing")
    if "question" in case:
        total.asked += 1
        total.asked_right += asks == case["question"]
        if asks != case["question"]:
            notes.append(f"  question: {asks}")
    if notes:
        extra = {slot: value for slot, value in found.items() if slot not in want and slot not in bare}
        total.lines += ["- " + case["text"].replace("\n", " / "), *notes, f"  beside: {extra}"]


def _fits(slot: str, wanted: Any, got: Any) -> bool:
    if got is None:
        return False
    values = [str(value) for value in (got if isinstance(got, list) else [got])]
    if slot in NAMED:
        return any(re.search(str(wanted), value, re.IGNORECASE) for value in values)
    if slot == "plan_kind":
        kinds = wanted if isinstance(wanted, list) else [wanted]
        return bool(values) and set(values) <= set(kinds)
    if isinstance(wanted, list):
        return bool(set(map(str, wanted)) & set(values))
    return values == [str(wanted)]


def main(paths: list[str]) -> None:
    for path in paths or sorted(map(str, Path("tests/cases").glob("stories*.yaml"))):
        cases = yaml.safe_load(Path(path).read_text("utf-8"))
        total = score(cases)
        print("\n".join(total.lines))
        print(path, len(cases), "cases:", total)
        print("  missed", dict(total.missed.most_common()), "mistaken", dict(total.mistaken.most_common()))


if __name__ == "__main__":
    main(sys.argv[1:])
