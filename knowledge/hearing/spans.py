"""What stands between words and acts: a message in items, and the marks that were put on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from knowledge.hearing.acts import Span, Standing


@dataclass(frozen=True, slots=True)
class Item:
    """One word, or a name or a date of several words in its place.

    Attributes:
        word: Folded; of a name all its words.
        kind: `plan`, `insurer`, `dx`, `rx`, `drug`, `doctor`, `state`, `city`, `kin`, `kins`, `far`, `client`, `date`,
            `span` (a length of time), `code` (of a claim), `num`, `money`, `percent`, `nothing`, or "".
        also: `medicaid` or `medicare` of a plan of which only that is told.
        value: What it stands for: the entry of a name, a `When`, the kinds of denial of a code,
            an amount in digits.
        closed: What ended the sentence after it.
    """

    word: str
    said: str
    start: int
    end: int
    sentence: int
    clause: int
    kind: str = ""
    also: str = ""
    value: Any = None
    sure: float = 0.95
    closed: str = ""


@dataclass(slots=True)
class Mark:
    """Something told, on the items from `first` to `last`.

    Attributes:
        kind: What sort of thing: an item's kind, or a kind of `patterns.yaml` (event, reason, role, …).
        name: Which: an event, a reason, a role.
        scopes: Kinds of scope that lie on it.
    """

    kind: str
    name: str
    first: int
    last: int
    sure: float
    weak: bool = False
    value: Any = None
    scopes: set[str] = field(default_factory=set)
    rule: int = -1

    @property
    def length(self) -> int:
        return self.last - self.first + 1

    def overlaps(self, other: Mark) -> bool:
        return self.first <= other.last and other.first <= self.last


@dataclass(slots=True)
class Read:
    """A message with its items and marks, ready to be resolved. `sets` are sets of words by name (names.yaml)."""

    text: str
    items: list[Item]
    marks: list[Mark]
    sets: Mapping[str, frozenset[str]]

    def all(self, kind: str, *names: str) -> list[Mark]:
        """Marks of a kind, in the order of the text."""
        return [mark for mark in self.marks if mark.kind == kind and (not names or mark.name in names)]

    def told(self, kind: str, *names: str) -> list[Mark]:
        """Marks of a kind that no scope lies on."""
        return [mark for mark in self.all(kind, *names) if not mark.scopes]

    def span(self, mark: Mark) -> Span:
        return Span(self.items[mark.first].start, self.items[mark.last].end)

    def words(self, mark: Mark) -> str:
        span = self.span(mark)
        return self.text[span.start : span.end]

    def sentence(self, mark: Mark) -> int:
        return self.items[mark.first].sentence

    def gap(self, one: Mark, other: Mark) -> int:
        """Items between two marks; 0 where they touch or overlap."""
        return max(one.first - other.last, other.first - one.last, 1) - 1


STANDINGS = {
    "negated": Standing.NEGATED,
    "supposed": Standing.SUPPOSED,
    "coming": Standing.SUPPOSED,
    "asked": Standing.ASKED,
    "past": Standing.PAST,
}
"""How a scope is told to the outside."""
