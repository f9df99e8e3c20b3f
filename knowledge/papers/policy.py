"""The clauses of a policy: whole sentences, with page and heading, the kind, why it matches, and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from knowledge.law.appeals import prongs_in
from knowledge.law.schema import Clause
from knowledge.papers.layout import Block, blocks, sentences
from knowledge.papers.page import Page
from knowledge.papers.words import ClauseWords, PaperWords, compiled

if TYPE_CHECKING:
    from knowledge.library import Library

LONGEST = 1500
_DEFINES = re.compile(
    r"[\"\u201c]?[\w /,-]{3,80}[\"\u201d]?\s*(?:\([^)]{0,40}\))?\s*"
    r"(?:means|is defined as|are defined as|shall mean|refers to|include[s]? (?:any|those))\b"
    r"|^[\"\u201c]?[A-Z][\w /,-]{3,60}[\"\u201d]?\s*(?::|\u2013|\u2014)\s+[a-z]",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r"(?::|\b(?:the following|any of the following|all of the following|if|unless)\s*:?)\s*$", re.IGNORECASE
)
_TOGETHER = re.compile(
    r"\b(any|all|one( or more)?|each|either|both) of the following\b|\b(if|when|unless|that|which)\W*$", re.IGNORECASE
)
_PARTS = re.compile(r"(?:^|\s)\(?(?P<mark>\d{1,2}|[a-h]|[ivx]{1,4})[.)]\s+(?=\S)", re.IGNORECASE)


@dataclass(frozen=True)
class Part:
    """One part of a definition, and the entries that answer it."""

    mark: str
    text: str
    answered_by: tuple[str, ...]


@dataclass
class Hit:
    """One clause.

    `matched`: the words by which it was known; `means`: what it means for ketamine; `links`: numbers of the clauses
    that define its word, or use it.
    """

    kind: str
    page: int
    heading: str
    passage: str
    confidence: float
    matched: str
    defines: bool = False
    means: str = ""
    parts: list[Part] = field(default_factory=list)
    links: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class _Passage:
    text: str
    page: int
    heading: str
    sure: float


def clauses(pages: Sequence[Page], library: Library) -> list[Hit]:
    """The clauses of a policy, in its order.

    Args:
        pages: The policy, as it was read.
        library: For how clauses are written and what answers the parts of a definition.
    """
    words = library.papers
    hits: list[Hit] = []
    for passage in _passages(blocks(pages)):
        if _one_of(words.trivial).search(passage.text):
            continue
        for kind, sure, matched in _kinds(passage, words):
            hits.append(_hit(kind, sure, matched, passage, library))
    hits = _merged(hits, library.clauses)
    _link(hits)
    return hits


def _passages(every: list[Block]) -> Iterator[_Passage]:
    """Sentences. One that leads into a list goes with all its items where they make one definition, else with each."""
    number = 0
    while number < len(every):
        block = every[number]
        number += 1
        if block.kind not in ("text", "item"):
            continue
        told = sentences(block.text)
        for place, (offset, sentence) in enumerate(told):
            text, sure = sentence, block.sure
            items: list[Block] = []
            if place == len(told) - 1 and _LEADS.search(sentence):
                while number < len(every) and every[number].kind == "item":
                    items.append(every[number])
                    number += 1
            if items and not _TOGETHER.search(sentence) and not _DEFINES.search(sentence):
                for item in items:
                    yield _Passage(f"{sentence} {item.text}"[:LONGEST], item.page, block.heading, min(sure, item.sure))
                continue
            text = " ".join([text, *(item.text for item in items)])
            sure = min([sure, *(item.sure for item in items)])
            yield _Passage(text[:LONGEST], block.page_at(offset), block.heading, sure)


def _kinds(passage: _Passage, words: PaperWords) -> Iterator[tuple[str, float, str]]:
    """Kinds that a passage is of, each once with its best sureness."""
    best: dict[str, tuple[float, str]] = {}
    for rule in words.clauses:
        fitted = _fits(rule, passage)
        if fitted and fitted[0] > best.get(rule.kind, (0.0, ""))[0]:
            best[rule.kind] = fitted
    defined = _DEFINES.match(passage.text)
    head = defined.group(0) if defined else ""
    of_head = {kind for kind, (_, matched) in best.items() if matched and matched.casefold() in head.casefold()}
    for kind, (sure, matched) in best.items():
        if not of_head or kind in of_head:  # a definition is about what it defines, whatever else its parts name
            yield kind, sure, matched


@lru_cache(maxsize=256)
def _one_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return compiled("|".join(f"(?:{pattern})" for pattern in patterns))


@lru_cache(maxsize=4096)
def _is_under(pattern: str, heading: str) -> bool:
    """Whether a heading fits; many passages stand under one."""
    return bool(compiled(pattern).search(heading))


def _fits(rule: ClauseWords, passage: _Passage) -> tuple[float, str] | None:
    text = passage.text
    found = _one_of(rule.any).search(text)
    bonus = 0.04 if rule.heading and _is_under(rule.heading, passage.heading) else 0.0
    if not found and not (bonus and rule.weak):
        return None
    if rule.unless and _one_of(rule.unless).search(text):
        return None
    if found and all(compiled(pattern).search(text) for pattern in rule.also):
        return min(0.98, rule.sure + bonus), found.group(0)
    if rule.heading and bonus and len(text.split()) >= 4:
        weak = _one_of(rule.weak).search(text) if rule.weak else None
        if weak:
            return rule.sure - 0.15, weak.group(0)
    return None


def _hit(kind: str, sure: float, matched: str, passage: _Passage, library: Library) -> Hit:
    defines = bool(_DEFINES.search(passage.text))
    hit = Hit(
        kind,
        passage.page,
        passage.heading,
        passage.text,
        round(sure * (0.95 if passage.sure < 1 else 1), 3),
        matched,
        defines,
    )
    if defines or kind in ("experimental", "investigational", "medical_necessity"):
        hit.parts = _parts(passage.text, library)
    return hit


def _parts(text: str, library: Library) -> list[Part]:
    """A definition taken apart at its numbers or letters."""
    marks = list(_PARTS.finditer(text))
    if len(marks) < 2:
        return []
    parts = []
    for number, mark in enumerate(marks):
        end = marks[number + 1].start() if number + 1 < len(marks) else len(text)
        words = text[mark.end() : end].strip(" ;,.")
        parts.append(Part(mark["mark"], words, tuple(prong.id for prong in prongs_in(words, library))))
    return parts


def _merged(hits: list[Hit], clauses: Mapping[str, Clause]) -> list[Hit]:
    """Passages of one kind that follow one another under one heading stay apart; the same words are said once."""
    seen: set[tuple[str, str]] = set()
    kept = []
    for hit in hits:
        key = (hit.kind, re.sub(r"\W+", "", hit.passage.casefold()))
        if key not in seen:
            seen.add(key)
            hit.means = clauses[hit.kind].means if hit.kind in clauses else ""
            kept.append(hit)
    return kept


_ALIKE = {"investigational": "experimental"}


def _link(hits: list[Hit]) -> None:
    """Tie a definition to the exclusions that use its word."""
    for number, hit in enumerate(hits):
        for other_number, other in enumerate(hits):
            same = _ALIKE.get(hit.kind, hit.kind) == _ALIKE.get(other.kind, other.kind)
            if number != other_number and same and hit.defines != other.defines and hit.passage != other.passage:
                hit.links.append(other_number)
