"""Pasted treatment histories: the fields, the names, and that nothing is dropped or made up."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spellchecker import SpellChecker

from knowledge.extraction.histories import MOST, Histories
from knowledge.library import shipped
from tests.benchmarks.histories import scores
from tests.conftest import cases

TODAY = dt.date(2026, 11, 24)
COMMON = 4000
"""Words of English, the most common first, none of which is a treatment unless the catalogue has it."""


@cache
def histories() -> Histories:
    return Histories(shipped())


@pytest.mark.parametrize("part", list(cases("histories")))
def test_fields_are_read_well_enough(part: str) -> None:
    found = scores(part, histories())
    for name, (precision, recall, f1) in found.items():
        print(f"{part} {name}: precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}")
    assert found["treatment"][2] >= 0.9
    assert found["d"][2] >= 0.8
    assert found["o"][2] >= 0.8


def test_names_are_resolved() -> None:
    pairs = [(f"treatment-{kind}", name) for kind, names in cases("names").items() for name in names]
    found = {name: histories().names.resolve(name) for _, name in pairs}
    wrong = [(want, name, found[name]) for want, name in pairs if (found[name] or (None,))[0] != want]
    right = 1 - len(wrong) / len(pairs)
    print(f"{right:.3f} of {len(pairs)} names; wrong: {wrong}")
    assert right >= 0.95


def test_common_words_are_no_treatments() -> None:
    checker = SpellChecker()
    counts = checker.word_frequency.dictionary
    common = sorted(counts, key=lambda word: counts[word], reverse=True)
    named = {word for name in histories().names.every for word in name.split()}
    false = [
        word
        for word in common[:COMMON]
        if not named & {word, word.removesuffix("s")} and histories().names.resolve(word)
    ]
    assert false == []


@given(st.text(max_size=400))
def test_any_text_is_read_and_nothing_is_invented(text: str) -> None:
    found = histories().parse(text, TODAY)
    assert len(found.entries) <= MOST
    for entry in found.entries:
        assert entry.name in text or all(word in text for word in entry.name.split())
        assert entry.outcome in {"none", "some", "wore_off", "side_effects", "contraindicated", "helped", "unknown"}
        if entry.start:
            assert dt.date.fromisoformat((entry.start + "-01-01")[:10])


def test_more_entries_than_are_kept_leave_their_names() -> None:
    found = histories().parse("\n".join(f"gabapentin {number} days no help" for number in range(2, MOST + 12)), TODAY)
    assert len(found.entries) == MOST
    assert found.rest.count("gabapentin") == 10


@pytest.mark.parametrize("words", ["zqxv blorf", "my uncle sings loudly"])
def test_words_that_are_not_understood_are_kept(words: str) -> None:
    found = histories().parse(f"gabapentin 2019. {words}", TODAY)
    kept = " ".join([*found.rest, *(entry.name for entry in found.entries)])
    assert all(word in kept for word in words.split() if word != "my")
