"""The schema of `content/papers.yaml`: how the papers of insurers are written."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from pydantic import Field

from knowledge.base.schema import Entry, Id, Pattern

Type = Literal["date", "id", "text", "phone", "codes"]


@lru_cache(maxsize=1024)
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of the content, read once. Capitals do not matter, except where it asks for them itself."""
    return re.compile(pattern, re.IGNORECASE)


class Weighed(Entry):
    """A pattern that counts for a kind of paper."""

    pattern: Pattern
    weight: float = Field(gt=0)


class Found(Entry):
    """A pattern that finds a value (its group ``v``, or what follows a label), and how sure that is."""

    pattern: Pattern
    sure: float = Field(gt=0, le=1)
    unless: Pattern | None = None


class FieldWords(Entry):
    """How one field of a denial letter is written.

    Attributes:
        looks: What a value of it looks like; one that does not is never sure.
        never: What is no value of it.
    """

    field: Id
    type: Type
    labels: tuple[Found, ...] = ()
    sentences: tuple[Found, ...] = ()
    looks: tuple[Pattern, ...] = ()
    never: tuple[Pattern, ...] = ()


class Whole(Entry):
    """Whole sentences that say something."""

    field: Id
    sure: float
    patterns: tuple[Pattern, ...]
    unless: Pattern | None = None


class ActWords(Entry):
    """What a limit may be for.

    Attributes:
        act: Its name.
        says: Sentences in which the marked amount is a limit of this act.
        named: How a heading, or the sentence before, names the act.
        sure: How sure such a sentence is.
    """

    act: Id
    says: tuple[Pattern, ...]
    named: Pattern | None = None
    sure: float = Field(default=0.93, gt=0, le=1)


class LimitWords(Entry):
    """How a letter says by when something must be done. The comments in papers.yaml say what each part means."""

    pattern: Pattern
    numbers: dict[str, int]
    by: Pattern
    none: Id
    asks: Pattern
    by_heading: float = Field(gt=0, le=1)
    by_sentence_before: float = Field(gt=0, le=1)
    appeal: tuple[Id, ...]
    instead: tuple[Id, ...]
    next: dict[Id, tuple[Id, ...]]
    information: Id
    acts: tuple[ActWords, ...]
    stated: dict[str, Pattern]


class Reason(Entry):
    """How a letter says why. The comments in papers.yaml say what each part means."""

    lead_in: Pattern
    strong: Pattern
    verdict: Pattern
    unless: Pattern
    more: Pattern


class ClauseWords(Entry):
    """How a policy writes one kind of clause. The comments in papers.yaml say what each part means."""

    kind: Id
    any: tuple[Pattern, ...]
    also: tuple[Pattern, ...] = ()
    unless: tuple[Pattern, ...] = ()
    heading: Pattern | None = None
    weak: tuple[Pattern, ...] = ()
    sure: float = Field(gt=0, le=1)


class SortWords(Entry):
    """How each sort of paper is written. The comments in papers.yaml say what each part means."""

    unless: Pattern
    unless_of: dict[Id, Pattern] = {}
    least_appeal: float = Field(gt=0)
    least_both: float = Field(gt=0)
    sorts: dict[Id, tuple[Weighed, ...]]
    overturned: Pattern
    levels: dict[Id, Pattern]
    rights_elsewhere: Pattern


class PaperWords(Entry):
    """The whole file."""

    kinds: dict[Literal["denial", "policy"], tuple[Weighed, ...]]
    papers: SortWords
    fields: tuple[FieldWords, ...]
    others: Pattern
    limits: LimitWords
    sentences: tuple[Whole, ...]
    reason: Reason
    letterhead: Pattern
    not_letterhead: Pattern
    payers: tuple[str, ...]
    appeal_context: Pattern
    questions: Pattern
    not_appeal: Pattern
    suspicious: Pattern
    clauses: tuple[ClauseWords, ...]
    trivial: tuple[Pattern, ...]
