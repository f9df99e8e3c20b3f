"""Patterns over items: words, classes of words and typed items, never a whole message.

``a|b`` one of them; ``a_b`` a name of two words; ``x*`` a word that begins so; ``x?`` may miss; ``..`` up to three
items of the same sentence; ``@NAME`` a class; ``<kind>`` an item of that kind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from knowledge.hearing.spans import Item, Mark

GAP = 3


class PatternError(ValueError):
    """A pattern cannot be read; the text says which and what would be accepted."""


@dataclass(frozen=True, slots=True)
class _Part:
    words: frozenset[str]
    starts: tuple[str, ...]
    kinds: frozenset[str]
    optional: bool = False
    gap: bool = False

    def fits(self, item: Item) -> bool:
        if item.kind and (item.kind in self.kinds or item.also in self.kinds):
            return True
        if item.word in self.words:
            return True
        return bool(self.starts) and item.word.startswith(self.starts)


@dataclass(frozen=True, slots=True)
class _Rule:
    parts: tuple[_Part, ...]
    number: int
    kind: str
    name: str
    sure: float
    weak: bool


class Matcher:
    """Finds many patterns at once; they are found by what may come first.

    Args:
        classes: Lists of words by name.
        each: Whether every row keeps its own mark where several make the same.
    """

    def __init__(self, classes: Mapping[str, str], *, each: bool = False) -> None:
        self._classes, self._each = classes, each
        self._barrier = frozenset(self._choices(classes.get("BARRIER", ""), "BARRIER"))
        self._by_word: dict[str, list[_Rule]] = defaultdict(list)
        self._by_kind: dict[str, list[_Rule]] = defaultdict(list)
        self._by_start: dict[str, list[tuple[tuple[str, ...], _Rule]]] = defaultdict(list)
        self.words: set[str] = set()
        """Every word that a pattern names in full."""

    def add(self, said: str, number: int, kind: str, name: str, sure: float = 0.9, *, weak: bool = False) -> None:
        """One more pattern. `number` comes back on each mark that it makes."""
        parts = tuple(self._part(part, said) for part in said.split())
        if not parts or parts[-1].gap or all(part.optional for part in parts):
            raise PatternError(f'"{said}": a pattern needs a word that must be there, and ends with one')
        while parts:
            rule = _Rule(parts, number, kind, name, sure, weak)
            self._index(rule, said)
            if not parts[0].optional:
                return
            parts = parts[1:]

    def _index(self, rule: _Rule, said: str) -> None:
        first = rule.parts[0]
        if first.gap:
            raise PatternError(f'"{said}": a pattern cannot begin with ".."')
        for word in first.words:
            self._by_word[word].append(rule)
        for kind in first.kinds:
            self._by_kind[kind].append(rule)
        for start in first.starts:
            self._by_start[start[:2]].append(((start,), rule))

    def _part(self, part: str, said: str) -> _Part:
        if part == "..":
            return _Part(frozenset(), (), frozenset(), gap=True)
        optional = part.endswith("?")
        words, starts, kinds = set(), [], set()
        for choice in self._choices(part.removesuffix("?"), said):
            if choice.startswith("<"):
                kinds.add(choice[1:-1])
            elif choice.endswith("*"):
                if len(choice) < 4:
                    raise PatternError(f'"{said}": {choice} is too short; three letters at least stand before *')
                starts.append(choice[:-1])
            else:
                words.add(choice.replace("_", " "))
        self.words |= words
        return _Part(frozenset(words), tuple(starts), frozenset(kinds), optional)

    def _choices(self, part: str, said: str) -> Iterator[str]:
        for choice in part.split("|"):
            if not choice.startswith("@"):
                yield choice
            elif choice[1:] in self._classes:
                yield from self._choices(self._classes[choice[1:]], said)
            else:
                raise PatternError(f'"{said}": there is no class {choice}; the file has {", ".join(self._classes)}')

    def find(self, items: Sequence[Item]) -> list[Mark]:
        """A mark for each place of each pattern, the longest that it allows there."""
        found: dict[tuple[str, str, int, int, int], Mark] = {}
        for at, item in enumerate(items):
            for rule in self._at(item):
                end = _match(rule.parts, 0, items, at, self._barrier)
                if end < 0:
                    continue
                key = (rule.kind, rule.name, rule.number if self._each else 0, at, end)
                held = found.get(key)
                if held is None or (held.weak and not rule.weak) or held.sure < rule.sure:
                    found[key] = Mark(rule.kind, rule.name, at, end, rule.sure, rule.weak, rule=rule.number)
        return list(found.values())

    def _at(self, item: Item) -> Iterator[_Rule]:
        yield from self._by_word.get(item.word, ())
        if item.kind:
            yield from self._by_kind.get(item.kind, ())
        if item.also:
            yield from self._by_kind.get(item.also, ())
        for starts, rule in self._by_start.get(item.word[:2], ()):
            if item.word.startswith(starts):
                yield rule


def _match(parts: tuple[_Part, ...], number: int, items: Sequence[Item], at: int, barrier: frozenset[str]) -> int:
    """Index of the last item of the shortest match from here, or -1. No gap passes over a word of `barrier`."""
    if number == len(parts):
        return at - 1
    part = parts[number]
    if part.gap:
        for skipped in range(GAP + 1):
            if at + skipped >= len(items) or (at and items[at + skipped].sentence != items[at - 1].sentence):
                return -1
            end = _match(parts, number + 1, items, at + skipped, barrier)
            if end >= 0:
                return end
            if items[at + skipped].word in barrier:
                return -1
        return -1
    if at < len(items) and part.fits(items[at]) and (number == 0 or items[at].sentence == items[at - 1].sentence):
        end = _match(parts, number + 1, items, at + 1, barrier)
        if end >= 0:
            return end
    return _match(parts, number + 1, items, at, barrier) if part.optional else -1
