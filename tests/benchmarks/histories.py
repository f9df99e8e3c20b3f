"""How well pasted treatment histories are taken apart: precision, recall and F1 per field; and what a text costs."""

from __future__ import annotations

import datetime as dt
import re
import statistics
import time
from collections import Counter
from typing import Any

from rapidfuzz import fuzz

from knowledge.extraction.histories import Entry, Histories
from knowledge.library import shipped
from tests.conftest import cases

TODAY = dt.date(2026, 11, 24)
FIELDS = {"d": "duration_days", "o": "outcome", "start": "start", "end": "end", "count": "count", "dose": "dose"}


def treatment(told: dict[str, Any]) -> str | None:
    name = told["t"]
    known = shipped().treatments
    return f"treatment-{name}" if name and f"treatment-{name}" in known else name


def paired(entries: tuple[Entry, ...], told: list[dict[str, Any]]) -> list[tuple[Entry | None, dict[str, Any] | None]]:
    """Entries beside what was told, in order, by treatment."""
    left = list(entries)
    pairs: list[tuple[Entry | None, dict[str, Any] | None]] = []
    for row in told:
        match = next((entry for entry in left if entry.treatment == treatment(row)), None)
        if match:
            left.remove(match)
        pairs.append((match, row))
    return pairs + [(entry, None) for entry in left]


def alike(found: Any, told: Any, field: str) -> bool:
    if field == "dose":
        return bool(fuzz.ratio(str(found).replace(" ", "").lower(), str(told).replace(" ", "").lower()) >= 80)
    if field == "d":
        return bool(abs(found - told) <= max(5, 0.04 * told))
    return bool(str(found) == str(told))


def scores(part: str, histories: Histories) -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 of the treatments and of each field."""
    right: Counter[str] = Counter()
    found: Counter[str] = Counter()
    told: Counter[str] = Counter()
    for case in cases("histories")[part]:
        for entry, row in paired(histories.parse(case["text"], TODAY).entries, case["entries"]):
            found["treatment"] += entry is not None
            told["treatment"] += row is not None
            right["treatment"] += entry is not None and row is not None
            for short, name in FIELDS.items():
                has = getattr(entry, name) if entry else None
                has = None if has == "unknown" else has
                want = row.get(short) if row else None
                want = None if want == "unknown" else want
                found[short] += has is not None
                told[short] += want is not None
                right[short] += has is not None and want is not None and alike(has, want, short)
    result = {}
    for name in ("treatment", *FIELDS):
        precision, recall = right[name] / max(1, found[name]), right[name] / max(1, told[name])
        result[name] = (precision, recall, 2 * precision * recall / max(1e-9, precision + recall))
    return result


def by_plain_names() -> tuple[float, float, float]:
    """The alternative: names of the catalogue looked up word for word, with no repair and no words of ours."""
    right = found = told = 0
    names = [(name.lower(), row.id) for row in shipped().treatments.values() for name in row.called]
    for case in cases("histories")["unseen"]:
        text = case["text"].lower()
        hits = Counter(id_ for name, id_ in names for _ in re.finditer(rf"\b{re.escape(name)}\b", text))
        want = Counter(str(treatment(row)) for row in case["entries"])
        right += (hits & want).total()
        found, told = found + hits.total(), told + want.total()
    precision, recall = right / max(1, found), right / max(1, told)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def main() -> None:
    histories = Histories(shipped())
    for part in ("tune", "unseen", "fresh", "last", "final", "held"):
        print(f"{part}: {len(cases('histories')[part])} texts")
        for name, (precision, recall, f1) in scores(part, histories).items():
            print(f"  {FIELDS.get(name, name):14} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")
    precision, recall, f1 = by_plain_names()
    print(f"unseen, names alone: precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")
    times = []
    for case in [case for part in cases("histories").values() for case in part] * 5:
        started = time.perf_counter()
        histories.parse(case["text"], TODAY)
        times.append((time.perf_counter() - started) * 1000)
    print(f"a text: p50 {statistics.median(times):.1f} ms, most {max(times):.1f} ms")
