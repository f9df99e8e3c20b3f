"""Marks on the items of a message: names, patterns, and the scopes that lie on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from knowledge.hearing.names import Plan
from knowledge.hearing.patterns import Matcher
from knowledge.hearing.schema import HearingWords
from knowledge.hearing.scopes import Scopes
from knowledge.hearing.spans import Item, Mark

_NAMED = frozenset({"plan", "insurer", "dx", "rx", "drug", "state", "city", "doctor", "date", "span"})
_KEEP_ALL = frozenset({"role", "who", "home", "ask", "tried", "service", "ongoing", "limit", "figure"})
"""Kinds of which several may lie on the same words."""
SHORT = 7
"""Items of a short question."""
NOTHING = "nothing"
UNWILLING = "unwilling"
"""A refusal that is told as how they are ("they wont pay"): a denial, where it is not somebody's hearsay."""


class Marker:
    """Marks items by the patterns and scopes of one library."""

    def __init__(self, words: HearingWords, plans: Collection[str]) -> None:
        patterns = words.patterns
        self.rows = [
            (kind, name, row) for kind, names in patterns.marks.items() for name, rows in names.items() for row in rows
        ]
        self._matcher = Matcher(patterns.classes)
        for number, (kind, name, row) in enumerate(self.rows):
            for said in row.say:
                self._matcher.add(said, number, kind, name, row.sure, weak=row.weak)
        self._over = patterns.over
        self._ids, self._plans = words.names.ids, frozenset(plans)
        self._scopes = Scopes(words.scopes, patterns.classes)
        self.words = frozenset(self._matcher.words | self._scopes.words)

    def marks(self, items: Sequence[Item]) -> list[Mark]:
        """All marks of a message with their scopes, in the order of the text."""
        found: dict[str, list[Mark]] = defaultdict(list)
        for mark in self._without_lesser([m for m in self._matcher.find(items) if not _torn(items, m)]):
            found[mark.kind].append(mark)
        marks = [mark for kind, held in found.items() for mark in _kept(kind, held)]
        for mark in marks:
            if mark.kind == "plan" and mark.name != NOTHING:
                mark.value = self._plan(mark.name)
        blocked = [mark for mark in marks if mark.name == NOTHING]
        marks += [mark for mark in _named(items) if not _eaten(mark, blocked)]
        marks.sort(key=lambda mark: (mark.first, mark.last))
        self._scopes.lay(items, marks)
        _short_questions(items, marks)
        _helped(items, marks)
        for mark in marks:
            if mark.kind == "event" and mark.name == UNWILLING:
                mark.name = "denied"
        return marks

    def _plan(self, name: str) -> Plan:
        """The kinds of a mark, under the ids that the program has."""
        kinds = (kind if kind in self._plans else self._ids.get(kind, kind) for kind in name.split("|"))
        return Plan(tuple(dict.fromkeys(kind for kind in kinds if kind in self._plans)))

    def _without_lesser(self, marks: list[Mark]) -> list[Mark]:
        """Without marks of which a more telling one takes the place (`over` of patterns.yaml)."""
        ruling = [(mark, _ruled(mark)) for mark in marks if _ruled(mark) in self._over]
        return [
            mark
            for mark in marks
            if not any(
                r is not mark and r.overlaps(mark) and f"{mark.kind}.{mark.name}" in self._over[name]
                for r, name in ruling
            )
        ]

    def asking(self, items: Sequence[Item]) -> list[Mark]:
        """Where a question begins."""
        return self._scopes.cues(items, "asked")


def _torn(items: Sequence[Item], mark: Mark) -> bool:
    """Whether words belong to two clauses or to two plans: "asked by pain mgmt, denied again"."""
    if mark.kind == "plan" and mark.name.startswith("medicaid"):
        return sum(item.kind == "plan" for item in items[mark.first : mark.last + 1]) > 1
    whole = mark.kind == "answers" or (mark.kind == "event" and mark.name == NOTHING)
    return whole and items[mark.first].clause != items[mark.last].clause


def _ruled(mark: Mark) -> str:
    """Under which name of `over` a mark rules over others."""
    return mark.name if mark.kind == "event" else mark.kind


def _named(items: Sequence[Item]) -> list[Mark]:
    """A mark for each name and each date."""
    made = []
    for at, item in enumerate(items):
        if item.kind == "code":
            made += [Mark("reason", kind, at, at, item.sure, value=item.word) for kind in item.value]
        if item.kind in _NAMED:
            name = item.value if isinstance(item.value, str) and item.kind in ("dx", "rx", "doctor") else item.kind
            made.append(
                Mark(item.kind, name, at, at, item.sure, value=item.value if item.value is not None else item.word)
            )
    return made


def _eaten(mark: Mark, blocked: Sequence[Mark]) -> bool:
    return any(b.kind == mark.kind and b.first <= mark.first and mark.last <= b.last for b in blocked)


def _kept(kind: str, marks: list[Mark]) -> list[Mark]:
    """Of marks on the same words the longest; what is `nothing` takes away what it holds."""
    if kind in _KEEP_ALL:
        nothing = [mark for mark in marks if mark.name == NOTHING]
        if kind in ("role", "home"):
            return marks
        return [mark for mark in marks if mark.name == NOTHING or not _taken(mark, nothing)]
    order = sorted(marks, key=lambda mark: (-mark.length, mark.name != NOTHING, -mark.sure, -mark.rule))
    kept: list[Mark] = []
    for mark in order:
        over = next((held for held in kept if _covers(held, mark)), None)
        if over is None:
            kept.append(mark)
        elif over.name == mark.name and over.weak and not mark.weak:
            over.weak, over.sure = False, max(over.sure, mark.sure)
    return kept


def _taken(mark: Mark, nothing: Sequence[Mark]) -> bool:
    return any(n.first <= mark.first and mark.last <= n.last for n in nothing)


def _covers(held: Mark, mark: Mark) -> bool:
    """Whether a longer mark leaves no room for another."""
    if held.first <= mark.first and mark.last <= held.last:
        return True
    return held.overlaps(mark) and (held.name == mark.name or held.name == NOTHING)


def _helped(items: Sequence[Item], marks: Sequence[Mark]) -> None:
    """Whoever is helped is no stranger, be it a neighbor: what is told of that one is told of the case."""
    helped = [mark for mark in marks if mark.kind == "who" and mark.name == "caregiver" and not mark.weak]
    if any(item.kind == "far" for mark in helped for item in items[mark.first : mark.last + 1]):
        for mark in marks:
            mark.scopes.discard("other")


def _short_questions(items: Sequence[Item], marks: Sequence[Mark]) -> None:
    """A plan or an insurer in a short sentence with a question mark is asked about, however it is put."""
    for mark in marks:
        if mark.kind not in ("plan", "insurer"):
            continue
        sentence = [item for item in items if item.sentence == items[mark.first].sentence]
        if "?" in sentence[-1].closed and len(sentence) <= SHORT:
            mark.scopes.add("asked")
