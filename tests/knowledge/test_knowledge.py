"""The base is whole, what it recognizes is what its cases say, and its conditions mean what they read."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.clauses import recognize
from knowledge.conditions import SKIPPED, UNKNOWN, Condition, ConditionError
from knowledge.library import CONTENT, KnowledgeError, Library, shipped
from knowledge.safety import Listener
from knowledge.search import ANSWERS_FROM, Finder
from tests.conftest import cases


@pytest.mark.parametrize("case", cases("safety"), ids=lambda c: c["say"])
def test_words_of_crisis_are_heard_and_harmless_ones_are_not(case: dict[str, str]) -> None:
    heard = Listener(shipped().safety).hear(case["say"])
    assert (heard.kind if heard else "none") == case["kind"]
    if heard:
        assert heard.spanish == case.get("spanish", False)


@pytest.mark.parametrize("case", cases("clauses"), ids=lambda c: c["words"][:40])
def test_a_clause_is_recognized_by_its_words(case: dict[str, str]) -> None:
    found = recognize(case["words"], shipped().clauses.values())
    assert (found[0] if found else None) == case["first"]


@pytest.mark.parametrize("case", cases("questions"), ids=lambda c: c["ask"])
def test_a_question_finds_its_topic_or_none(case: dict[str, str]) -> None:
    best = Finder(shipped().topics.values()).find(case["ask"])[:1]
    assert (best[0].topic if best and best[0].score >= ANSWERS_FROM else None) == case["topic"]


def test_every_source_that_is_cited_exists_and_every_source_is_cited() -> None:
    library = shipped()
    cited = {s for table in library.sourced().values() for entry in table.values() for s in entry.sources}
    cited |= {s for choices in library.choices.values() for choice in choices.values() for s in choice.sources}
    cited |= {s for line in library.safety.lines.values() for s in line.sources}
    assert cited == set(library.sources)


def test_an_unverified_entry_never_reaches_a_person(tmp_path: Path) -> None:
    text = (CONTENT / "topics.yaml").read_text("utf-8")
    (tmp_path / "topics.yaml").write_text(text.replace("confidence: secondary", "confidence: unverified", 1), "utf-8")
    assert len(Library(tmp_path).topics) == len(shipped().topics) - 1


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("sources: [cfr-147-136]", "sources: []", "sources"),
        ("checked: 2026-11-24", "checked: soon", "checked"),
        ("title: External review", "titel: External review", "title"),
        ("id: internal_appeal", "id: external_review", "stands twice"),
    ],
)
def test_content_that_does_not_fit_is_refused_by_file_and_field(
    tmp_path: Path, old: str, new: str, complaint: str
) -> None:
    text = (CONTENT / "topics.yaml").read_text("utf-8")
    assert old in text
    (tmp_path / "topics.yaml").write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(KnowledgeError, match=rf"topics\.yaml.*{complaint}"):
        _ = Library(tmp_path).topics


@pytest.mark.parametrize(
    ("condition", "slots", "holds"),
    [
        ("who == caregiver", {"who": "caregiver"}, True),
        ("who == caregiver", {}, False),
        ("who != caregiver", {}, True),
        ("plan in [a, b]", {"plan": "b"}, True),
        ("plan not in [a, b]", {"plan": "c"}, True),
        ("letter in papers", {"papers": ["letter"]}, True),
        ("letter in papers", {"papers": UNKNOWN}, False),
        ("not (letter in papers)", {}, True),
        ("plan is unknown", {"plan": UNKNOWN}, True),
        ("plan is known", {"plan": UNKNOWN}, False),
        ("plan is known", {"plan": "x"}, True),
        ("plan is skipped", {"plan": SKIPPED}, True),
        ("clause is yes", {"clause": {"answer": "yes"}}, True),
        ("clause is not yes", {"clause": {"answer": "no"}}, True),
        ("a == x and b == y or c == z", {"c": "z"}, True),
        ("true", {}, True),
    ],
)
def test_a_condition_means_what_it_reads(condition: str, slots: dict[str, object], holds: bool) -> None:
    assert Condition(condition).holds(slots) is holds


@pytest.mark.parametrize(
    "text", ["__import__('os')", "a.b == c", "f(x)", "1 + 1", "a ==", "a < b", "'x' == a", "a is big"]
)
def test_a_condition_that_is_more_than_a_comparison_is_refused(text: str) -> None:
    with pytest.raises(ConditionError):
        Condition(text)
