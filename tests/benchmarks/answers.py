"""How well questions find their topic, by retrieval variant, beside plain FTS5; and what a query and an opening cost."""

from __future__ import annotations

import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from knowledge.base.schema import OUTSIDE
from knowledge.base.text import plain
from knowledge.library import BASE, Library, shipped
from knowledge.questions.answering import ANSWERS_FROM
from knowledge.questions.language import Reader
from knowledge.questions.search import CANDIDATES, WEIGHTS, Finder
from tests.conftest import cases

Ranked = list[tuple[str, float]]
Search = Callable[[str], Ranked]


def whole_text(library: Library) -> Search:
    """Plain FTS5 with its Porter stemmer over title, ways of asking and text; the words as they were typed."""
    base = sqlite3.connect(":memory:")
    base.execute("create virtual table plain using fts5(topic unindexed, words, tokenize='porter unicode61')")
    base.executemany(
        "insert into plain values (?, ?)",
        [(t.id, " ".join((t.title, *t.asks, t.text, t.more or ""))) for t in library.topics.values()],
    )

    def search(question: str) -> Ranked:
        words = plain(question).split()
        if not words:
            return []
        query = " OR ".join(f'"{word}"' for word in words)
        found = base.execute(
            "select topic, -bm25(plain) from plain where plain match ? order by 2 desc limit 10", (query,)
        )
        return list(found)

    return search


def weighted(library: Library, *, known: bool) -> Search:
    """FTS5 over our terms with weights by field; `known`: misspelled words are mended and Spanish is read."""
    reader = Reader(library.words, dict(library.rows("select word, uses from known")))

    def search(question: str) -> Ranked:
        terms = reader.terms(question, repair=known)
        if not terms:
            return []
        query = " OR ".join(f'"{term}"' for term in terms)
        return library.rows(
            "select topic, -bm25(passages, ?, ?, ?, ?) as s from passages where passages match ? order by s desc limit ?",
            *WEIGHTS, query, CANDIDATES,
        )  # fmt: skip

    return search


def ours(library: Library) -> Search:
    finder = Finder(library)
    return lambda question: [(hit.topic, hit.score) for hit in finder.find(question)]


def figures(search: Search, questions: list[dict[str, Any]], answers_from: float) -> dict[str, float]:
    """recall@1, recall@3, mean reciprocal rank, share answered, wrong answers and false answers."""
    inside = [case for case in questions if case["topics"]]
    outside = [case for case in questions if not case["topics"]]
    ranks, answered, wrong = [], 0, 0
    for case in inside:
        found = search(case["ask"])
        ours = [topic for topic, _ in found if topic != OUTSIDE]
        places = [place for place, topic in enumerate(ours, 1) if topic in case["topics"]]
        ranks.append(places[0] if places else 0)
        if answers(found, answers_from):
            answered += 1
            wrong += found[0][0] not in case["topics"]
    false = sum(answers(search(case["ask"]), answers_from) for case in outside)
    return {
        "recall@1": sum(rank == 1 for rank in ranks) / len(inside),
        "recall@3": sum(1 <= rank <= 3 for rank in ranks) / len(inside),
        "mrr": sum(1 / rank for rank in ranks if rank) / len(inside),
        "answered": answered / len(inside),
        "wrong": wrong / len(inside),
        "false": false / len(outside),
    }


def answers(found: Ranked, answers_from: float) -> bool:
    return bool(found) and found[0][1] >= answers_from and found[0][0] != OUTSIDE


def best_threshold(search: Search, questions: list[dict[str, Any]]) -> float:
    """The score that best parts answerable from unanswerable questions; the kindest choice for a peer."""
    tops = [(found[0][1] if (found := search(case["ask"])) else 0.0, bool(case["topics"])) for case in questions]
    return max((score for score, _ in tops), key=lambda cut: sum((score >= cut) == inside for score, inside in tops))


def main() -> None:
    library, sets = shipped(), cases("evaluation")
    variants = {
        "plain FTS5": whole_text(library),
        "FTS5, fields weighted, our terms": weighted(library, known=False),
        "the same, spelling and Spanish": weighted(library, known=True),
        "ours": ours(library),
    }
    for part in ("tune", "unseen"):
        inside = sum(bool(case["topics"]) for case in sets[part])
        print(f"{part}: {inside} questions with an answer, {len(sets[part]) - inside} without")
        for name, search in variants.items():
            cut = ANSWERS_FROM if name == "ours" else best_threshold(search, sets["tune"])
            found = figures(search, sets[part], cut)
            print(f"  {name:34}" + "  ".join(f"{key} {value:.3f}" for key, value in found.items()))
    for cut in (0.4, 0.45, 0.5, 0.55, 0.6):
        found = figures(variants["ours"], sets["tune"], cut)
        print(
            f"  tune, answering from {cut}: answered {found['answered']:.3f} wrong {found['wrong']:.3f} false {found['false']:.3f}"
        )
    cost(variants["ours"], [case["ask"] for part in sets.values() for case in part])


def cost(search: Search, questions: list[str]) -> None:
    """Time of a query, and of opening the file in a new process."""
    times = []
    for _ in range(20):
        for question in questions:
            started = time.perf_counter()
            search(question)
            times.append((time.perf_counter() - started) * 1000)
    cuts = statistics.quantiles(times, n=100)
    print(f"query: p50 {cuts[49]:.2f} ms, p99 {cuts[98]:.2f} ms, most {max(times):.2f} ms over {len(times)} queries")
    code = (
        "import time; from knowledge.library import Library, up_to_date, BASE\n"
        "from knowledge.questions.answering import Answerer\n"
        "s = time.perf_counter(); fresh = up_to_date(); a = time.perf_counter()\n"
        "library = Library(BASE); library.rows('select count(*) from topics'); b = time.perf_counter()\n"
        "Answerer(library); c = time.perf_counter()\n"
        "print((a - s) * 1000, (b - a) * 1000, (c - b) * 1000)"
    )
    runs = [
        [
            float(n)
            for n in subprocess.run(
                [sys.executable, "-c", code], capture_output=True, text=True, check=True
            ).stdout.split()
        ]
        for _ in range(7)
    ]
    checked, opened, ready = (statistics.median(column) for column in zip(*runs, strict=True))
    size = Path(BASE).stat().st_size / 1024
    print(
        f"file: {size:.0f} KiB; opens in {opened:.1f} ms; is it of today: {checked:.1f} ms; search ready: {ready:.1f} ms"
    )
