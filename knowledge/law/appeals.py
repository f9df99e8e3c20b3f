"""A denial and what answers it: its kinds, the parts of a definition, the points of an appeal, external review.

Pure functions of words and answers. What a case holds is a mapping, with ``has`` and ``kinds`` (see points.yaml).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rapidfuzz import fuzz

from knowledge.base.conditions import condition
from knowledge.base.text import fold, plain
from knowledge.law.schema import Code, Counterargument, ExternalRule, Point, Prong

if TYPE_CHECKING:
    from knowledge.library import Library

_GROUP = r"(?:co|pr|oa|pi|cr)"
_CARC = re.compile(
    rf"\b{_GROUP}[- ]?(\d{{1,3}})\b|\b(?:carc|reason code|denial code|adjustment code|code)[ #:-]*(\d{{1,3}})\b"
)
_RARC = re.compile(r"\b(?:rarc[ #:-]*)?((?:m|n|ma)\d{1,3})\b")
_BARE = re.compile(r"\d{1,3}")
_ALIKE = 82.0
"""How much of a part's usual wording has to stand in the plan's words, in percent (rapidfuzz, partial_ratio)."""


def codes_in(words: str, library: Library) -> list[Code]:
    """The claim codes that words name: "CO-55, N10", "reason code 197"; a text of numbers alone is one of codes."""
    said = fold(words)
    numbers = {found.group(1) or found.group(2) for found in _CARC.finditer(said)}
    if not re.search(r"[a-z]{3}", said):
        numbers |= set(_BARE.findall(said))
    remarks = {found.group(1).upper() for found in _RARC.finditer(said)}
    return [
        code
        for code in library.codes.values()
        if (code.system == "CARC" and code.code in numbers) or (code.system == "RARC" and code.code in remarks)
    ]


def kinds_of(words: str, codes: str, library: Library) -> list[str]:
    """The kinds of denial that the letter's words and codes tell of, the weightiest first."""
    said = fold(words)
    named = {code.id for code in codes_in(f"{words} ; {codes}", library)} | {
        code.id for code in codes_in(codes, library)
    }
    found = [
        kind
        for kind in library.denials.values()
        if named & set(kind.codes) or any(re.search(pattern, said, re.IGNORECASE) for pattern in kind.patterns)
    ]
    certain = [kind for kind in found if not kind.alone or named & set(kind.codes)]
    return [kind.id for kind in sorted(certain or found, key=lambda kind: -kind.weight)]


def _named(words: str) -> str:
    """Words to compare: the FDA is always called so."""
    return re.sub(r"\b(u s )?food and drug administration\b|\bu s fda\b", "fda", plain(words))


def prongs_in(words: str, library: Library) -> list[Prong]:
    """The parts of a definition that stand in the plan's words."""
    said = _named(words)
    return [
        prong
        for prong in library.prongs.values()
        if any(len(wording) > 8 and fuzz.partial_ratio(_named(wording), said) >= _ALIKE for wording in prong.wording)
    ]


@dataclass(frozen=True, slots=True)
class Answer:
    """A point, and whether the case shows it."""

    point: Point
    shown: bool


def answers(kinds: Sequence[str], case: Mapping[str, Any], library: Library) -> list[Answer]:
    """What answers these kinds of denial, in the order of the table."""
    return [
        Answer(point, condition(point.shown).holds(case))
        for point in library.points.values()
        if set(point.denials) & set(kinds) and condition(point.when).holds(case)
    ]


def external(case: Mapping[str, Any], library: Library) -> ExternalRule:
    """The rule that says whether an external review is open."""
    return next(rule for rule in library.external.values() if condition(rule.when).holds(case))


_MARK = re.compile(
    r"(?:(?<=^)|(?<=[\s;:,.]))(\((?:\d{1,2}|[a-h]|[ivx]{1,4})\)|\d{1,2}[.)](?=\s)|(?<=\n)[a-h][.)](?=\s)|[•*](?=\s))\s*",
    re.IGNORECASE,
)
_LEAST_PART = 3
"""Words from which a stretch of a definition is a part of it."""


@dataclass(frozen=True, slots=True)
class DefinitionPart:
    """One part of a plan's definition, in its own words. `mark`: its number there; `prong`: what kind of part it is."""

    mark: str
    words: str
    prong: Prong | None


def parts_in(words: str, library: Library) -> list[DefinitionPart]:
    """The parts of a definition in their own order, each with its number where it has one.

    A text without numbers is taken apart at semicolons and line ends; stretches of it that are no known part are left
    out there, since they need not be parts at all.
    """
    marks = list(_MARK.finditer(words))
    if len(marks) >= 2:
        ends = [*(mark.start() for mark in marks[1:]), len(words)]
        pieces = [(m.group(1), words[m.end() : end]) for m, end in zip(marks, ends, strict=True)]
    else:
        pieces = [("", piece) for piece in re.split(r"[;\n]|(?<=[a-z])\.\s", words)]
    found: list[DefinitionPart] = []
    used: set[str] = set()
    for mark, piece in pieces:
        said = re.sub(r"[\s;,.]+(?:and|or)?[\s;,.]*$", "", piece.strip())
        if len(said.split()) < _LEAST_PART:
            continue
        prong = _best_prong(said, used, library)
        if prong or mark:
            used |= {prong.id} if prong else set()
            found.append(DefinitionPart(mark, said, prong))
    return found


def _best_prong(said: str, used: set[str], library: Library) -> Prong | None:
    """The kind of part whose usual wording fits best: first by how many of its words are there, then by their order."""
    part = _named(said)
    words = set(part.split())
    found: tuple[float, float] = (0.0, 0.0)
    best: Prong | None = None
    for prong in library.prongs.values():
        if prong.id in used:
            continue
        for wording in (_named(one) for one in prong.wording if len(one) > 8):
            alike = fuzz.partial_ratio(wording, part)
            own = [word for word in wording.split() if len(word) > 2]
            there = sum(word in words for word in own) / max(1, len(own))
            if (alike >= _ALIKE or there == 1) and (there, alike) > found:
                found, best = (there, alike), prong
    return best


def counters_in(words: str, library: Library) -> list[Counterargument]:
    """The arguments of plans that stand in a denial or a policy, in the order of counters.yaml."""
    said = " ".join(words.lower().split())
    return [row for row in library.counters.values() if any(re.search(pattern, said) for pattern in row.patterns)]
