"""Scopes: what is negated, supposed, still to come, asked, of the past or of somebody else.

After ConText (Harkema and others, 2009): a cue, its direction, how far it reaches, on what, and what ends it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from knowledge.hearing.patterns import Matcher
from knowledge.hearing.schema import Scope
from knowledge.hearing.spans import Item, Mark

INSIDE = ("asked", "other")
"""Scopes that reach a name inside their own cue: "does Cigna", "heard Aetna"."""


NEGATED = "negated"


class Scopes:
    """Lays the scopes of `scopes.yaml` on marks."""

    def __init__(self, scopes: Sequence[Scope], classes: Mapping[str, str]) -> None:
        self._scopes = scopes
        self._cues = Matcher(classes, each=True)
        for number, scope in enumerate(scopes):
            for cue in scope.cue:
                self._cues.add(cue, number, scope.kind, scope.way)
        self._stops = [frozenset(scope.stop) for scope in scopes]
        self.words = self._cues.words

    def lay(self, items: Sequence[Item], marks: Sequence[Mark]) -> None:
        """Add to each mark the scopes that reach it."""
        cues = self._cues.find(items)
        pseudo = [cue for cue in cues if cue.name == "pseudo"]
        for cue in cues:
            if cue.name == "pseudo" or _covered(cue, pseudo):
                continue
            scope = self._scopes[cue.rule]
            if scope.begins and not _begins(cue, items):
                continue
            first, last = self._reach(cue, scope, items)
            denying = cues if scope.kind == NEGATED else ()
            for mark in marks:
                if scope.on and mark.kind not in scope.on and f"{mark.kind}.{mark.name}" not in scope.on:
                    continue
                if any(one.kind == NEGATED and _within(one, mark) for one in denying):
                    continue  # "isnt offered and wont refer me" says no twice and means no
                inside = first <= mark.first <= last and (mark.last <= last or mark.first > cue.last)
                if inside and (not mark.overlaps(cue) or (cue.kind in INSIDE and cue.first < mark.first)):
                    mark.scopes.add(scope.kind)

    def cues(self, items: Sequence[Item], kind: str) -> list[Mark]:
        """Where the cues of one kind of scope stand."""
        cues = self._cues.find(items)
        pseudo = [cue for cue in cues if cue.name == "pseudo"]
        found = [cue for cue in cues if cue.kind == kind and not _covered(cue, pseudo)]
        return [cue for cue in found if not self._scopes[cue.rule].begins or _begins(cue, items)]

    def _reach(self, cue: Mark, scope: Scope, items: Sequence[Item]) -> tuple[int, int]:
        sentence, clause = items[cue.first].sentence, items[cue.last].clause
        begin = end = cue.first
        while begin > 0 and items[begin - 1].sentence == sentence:
            begin -= 1
        while end + 1 < len(items) and items[end + 1].sentence == sentence:
            end += 1
        if scope.way == "sentence":
            return begin, end
        first, last = cue.first, cue.last
        stops = self._stops[cue.rule]
        if scope.way in ("forward", "both"):
            while last < end and last - cue.last < scope.reach and items[last + 1].word not in stops:
                following = items[last + 1]
                if following.clause != clause and (scope.clause or following.word in scope.resumes):
                    break
                clause = clause if scope.clause else following.clause
                last += 1
        if scope.way in ("back", "both"):
            while first > begin and cue.first - first < scope.reach and items[first - 1].word not in stops:
                first -= 1
        return first, last


def _covered(cue: Mark, pseudo: Sequence[Mark]) -> bool:
    """Whether words that only look like a cue are none."""
    return any(p.first <= cue.first and cue.last <= p.last for p in pseudo)


def _within(one: Mark, other: Mark) -> bool:
    return other.kind == "event" and other.first <= one.first and one.last <= other.last


def _begins(cue: Mark, items: Sequence[Item]) -> bool:
    """Whether a cue begins its clause."""
    return cue.first == 0 or items[cue.first - 1].clause != items[cue.first].clause
