"""What a text names: an insurer, a kind of plan, an illness, a drug, a state, a code. A name is a veto, no likeness."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from knowledge.base.text import plain
from knowledge.questions.schema import Subject, Subjects

Named = Mapping[str, frozenset[str]]
"""Ids of what is named, by kind."""


_GROUP = re.compile(r"\(\?P<\w+>")
ANY = "any"
"""What speaks of ``payer:any`` is about whichever insurer is named."""


@dataclass(frozen=True)
class _Pattern:
    subject: Subject
    found: re.Pattern[str]


class Naming:
    """Finds the names of `content/subjects.yaml` in a text.

    The longest name at a place counts alone: "Blue Shield of California" is not "Blue Shield" too.
    """

    def __init__(self, subjects: Subjects) -> None:
        self._needed = frozenset(subjects.needs_name)
        self._shared = subjects.shared
        self._outside = subjects.outside
        self.subjects = {(subject.kind, subject.id): subject for subject in subjects.subjects}
        self._patterns: dict[str, list[_Pattern]] = {}
        for subject in subjects.subjects:
            for pattern in subject.patterns:
                found = _Pattern(subject, re.compile(rf"\b(?:{pattern})s?\b"))
                self._patterns.setdefault(subject.kind, []).append(found)
        self._any = {
            kind: re.compile("|".join(_GROUP.sub("(?:", pattern.found.pattern) for pattern in patterns))
            for kind, patterns in self._patterns.items()
        }

    def named(self, text: str) -> dict[str, frozenset[str]]:
        """What a text names, by kind; a kind of which nothing is named is left out."""
        said = plain(text)
        return {
            kind: self._of(said, patterns)
            for kind, patterns in self._patterns.items()
            if self._any[kind].search(said)  # one look at the text for each kind; most name nothing
        }

    @staticmethod
    def _of(said: str, patterns: Iterable[_Pattern]) -> frozenset[str]:
        hits = [
            (match.start(), match.end(), _name(pattern.subject, match))
            for pattern in patterns
            for match in pattern.found.finditer(said)
        ]
        spans = [(start, end) for start, end, _ in hits]
        return frozenset(name for start, end, name in hits if not _inside(start, end, spans))

    def vetoed(self, asked: Named, spoken: Named) -> bool:
        """Whether what speaks of `spoken` is no answer to what asks about `asked`."""
        for kind, ids in spoken.items():
            wanted = asked.get(kind)
            if ANY in ids or (wanted and ANY in wanted):
                continue
            if wanted is None:
                if kind in self._needed:
                    return True
            elif not self._meant(kind, ids) & self._meant(kind, wanted):
                return True
        return False

    def outside(self, asked: Named) -> bool:
        """Whether a question names only what is not our subject: a root canal, a car."""
        return any(asked.get(kind) == frozenset({name}) for kind, name in self._outside.items())

    def shared(self, asked: Named, spoken: Named) -> float:
        """How much it counts that what speaks of `spoken` has names in common with a question."""
        both = asked.keys() & spoken.keys()
        same = (k for k in both if ANY in spoken[k] or self._meant(k, spoken[k]) & self._meant(k, asked[k]))
        return sum(self._shared[kind] for kind in same)

    def _meant(self, kind: str, names: Iterable[str]) -> set[str]:
        """What the names stand for: "Medicare" is either of two kinds of plan."""
        found: set[str] = set()
        for name in names:
            subject = self.subjects.get((kind, name))
            found.update(subject.plans if subject and subject.plans else (name,))
        return found

    def label(self, kind: str, name: str) -> str:
        """What a name is called in a sentence for people."""
        subject = self.subjects.get((kind, name))
        return subject.label if subject else name.title()

    def plans(self, asked: Named) -> tuple[str, ...]:
        """The kinds of plan that the named ones may be, none twice."""
        found = (self.subjects[("plan", name)].plans for name in sorted(asked.get("plan", ())))
        return tuple(dict.fromkeys(plan for plans in found for plan in plans))


def _inside(start: int, end: int, spans: Iterable[tuple[int, int]]) -> bool:
    """Whether a stretch lies in a longer one."""
    return any(s <= start and end <= e and e - s > end - start for s, e in spans)


def _name(subject: Subject, match: re.Match[str]) -> str:
    """The name itself: what a group ``id…`` of the pattern caught, else the id of the subject."""
    own = [caught for group, caught in match.groupdict().items() if caught]
    return own[0] if own else subject.id
