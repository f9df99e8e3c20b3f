"""The schema of `content/papers.yaml`: how the papers of insurers are written."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import Any, Literal

from pydantic import Field, model_validator

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
        without: What is cut from a value.
    """

    field: Id
    type: Type
    labels: tuple[Found, ...] = ()
    sentences: tuple[Found, ...] = ()
    looks: tuple[Pattern, ...] = ()
    never: tuple[Pattern, ...] = ()
    without: tuple[Pattern, ...] = ()


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

    unit: Pattern
    behind: Pattern
    numbers: dict[str, int]
    units: dict[str, Pattern]
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

    @cached_property
    def amount(self) -> re.Pattern[str]:
        """An amount of time: a word or figures or both ("sixty (60)"), and a unit."""
        longest_first = sorted(self.numbers, key=len, reverse=True)
        words = "|".join(re.escape(name).replace(r"\ ", "[ -]") for name in longest_first)
        number = rf"(?:(?P<word>{words})\b[\s-]*)?(?:\(?(?P<number>\d{{1,3}})\)?[\s-]*)?"
        return compiled(rf"(?<![\d/.$-])\b{number}(?P<unit>{self.unit})\b(?!{self.behind})")


class Reason(Entry):
    """How a letter says why. The comments in papers.yaml say what each part means."""

    lead_in: Pattern
    why_not: Pattern
    cause: Pattern
    strong: Pattern
    verdict: Pattern
    unless: Pattern
    more: Pattern


class CodeWords(Entry):
    """How codes are written. The comments in papers.yaml say what each part means."""

    named: Pattern
    procedure: Pattern
    supply: Pattern
    reason: Pattern
    reason_near: Pattern
    diagnosis: Pattern
    diagnosis_near: Pattern


class OrderWords(Entry):
    """How pages are numbered (the group that fits), how a letter begins and how it ends."""

    numbered: Pattern
    begins: Pattern
    closes: Pattern


class AmountWords(Entry):
    """How a statement names its amounts: heads of columns, labels, and its row of totals."""

    columns: dict[Id, Pattern]
    labels: dict[Id, Pattern]
    total: Pattern


class ReachWords(Entry):
    """How a letter says where the appeal goes. The comments in papers.yaml say what each part means."""

    about: Pattern
    against: Pattern
    questions: Pattern
    sends: Pattern
    of_person: Pattern
    lead_in: Pattern
    verb: Pattern
    box: Pattern
    named: Pattern
    called: Pattern
    called_at: Pattern
    behind: Pattern
    both: Pattern
    deaf: Pattern
    urgent: Pattern


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
    """The whole file, with what ``papers_es.yaml`` adds to each of its parts."""

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
    plan_kinds: Pattern
    greeting: Pattern
    order: OrderWords
    amounts: AmountWords
    codes: CodeWords
    reach: ReachWords
    suspicious: Pattern
    clauses: tuple[ClauseWords, ...]
    trivial: tuple[Pattern, ...]

    @cached_property
    def every_label(self) -> str:
        """One pattern of every label there is."""
        return "|".join([self.others, *(label.pattern for one in self.fields for label in one.labels)])

    @model_validator(mode="before")
    @classmethod
    def _with_spanish(cls, given: dict[str, Any]) -> dict[str, Any]:
        own = {name: value for name, value in given.items() if name != "spanish"}
        return joined(own, given["spanish"]) if "spanish" in given else own


NAMED_BY = ("field", "act", "kind")
"""Keys by which an entry of a list is told from the others."""


def joined(one: Any, more: Any) -> Any:
    """Words with more words: a pattern becomes either of two, entries of a name are joined, other lists grow."""
    if isinstance(one, dict):
        return {**one, **{name: joined(one[name], value) if name in one else value for name, value in more.items()}}
    if isinstance(one, str):
        return f"{one}|{more}"
    if isinstance(one, list | tuple):
        added = list(more)
        made = []
        for entry in one:
            same = next((other for other in added if _name(other) and _name(other) == _name(entry)), None)
            made.append(joined(entry, {k: v for k, v in same.items() if k not in NAMED_BY}) if same else entry)
            added = [other for other in added if other is not same]
        return [*made, *added]
    return more


def _name(entry: Any) -> str | None:
    found = next((entry[key] for key in NAMED_BY if key in entry), None) if isinstance(entry, dict) else None
    return str(found) if found else None
