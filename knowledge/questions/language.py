"""From a question to its meaningful terms: spelling repaired, words of the field made one, the rest stemmed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import snowballstemmer
from rapidfuzz.distance import OSA

from knowledge.base.text import plain
from knowledge.questions.schema import Words

LONGEST = 400
"""Words of one sentence that are read; what comes after them is left out."""
MEANT = 60
"""Words of one sentence whose meaning is looked at: a longer one means many things."""
REPAIRED_FROM = 5
"""Letters from which an unknown word may be a misspelled one; shorter ones are too like too many others."""
_NUMBER = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+")
_stem_word = snowballstemmer.stemmer("english").stemWord


@lru_cache(maxsize=8192)
def _stem(word: str) -> str:
    return word if _NUMBER.search(word) else str(_stem_word(word))


class _Phrases:
    """Replaces phrases by the words that stand for them, the longest first."""

    def __init__(self, same: Iterable[tuple[str, Sequence[str]]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for canonical, variants in same:
            for phrase in (canonical, *variants):
                words = tuple(plain(phrase).split())
                self._by_first.setdefault(words[0], []).append((words, canonical))
        for found in self._by_first.values():
            found.sort(key=lambda pair: -len(pair[0]))

    def replaced(self, words: Sequence[str]) -> list[tuple[str, bool]]:
        """The words in order; True marks one that stands for a known phrase."""
        out: list[tuple[str, bool]] = []
        at = 0
        while at < len(words):
            for phrase, canonical in self._by_first.get(words[at], ()):
                if tuple(words[at : at + len(phrase)]) == phrase:
                    out.append((canonical, True))
                    at += len(phrase)
                    break
            else:
                out.append((words[at], False))
                at += 1
        return out


class Reader:
    """Reads questions and content alike, so that both end in the same terms.

    Args:
        words: The words of the field.
        known: Every plain word of the base with how often it stands there, for the repair of spelling; empty while the
            base is built.
        names: Words that are names: they are never taken for a misspelled other word.
    """

    def __init__(self, words: Words, known: Mapping[str, int] | None = None, names: Iterable[str] = ()) -> None:
        self._same = _Phrases(words.same.items())
        self._spanish = _Phrases(words.spanish.items())
        self._spanish_words = frozenset(words.spanish_words)
        self._spanish_terms = frozenset(
            part for variants in words.spanish.values() for phrase in variants for part in plain(phrase).split()
        )
        self._english = {part for name, all_ in words.same.items() for p in (name, *all_) for part in plain(p).split()}
        self._empty = frozenset(words.empty)
        self._uses = known or {}
        self._known = frozenset(self._uses) | self._english | self._empty | self._spanish_words | self._spanish_terms
        self._names = frozenset(names)
        self._by_first: dict[str, list[str]] = {}
        for word in sorted(self._known):
            if len(word) >= REPAIRED_FROM - 1 and not _NUMBER.search(word):
                self._by_first.setdefault(word[0], []).append(word)

    def is_spanish(self, text: str) -> bool:
        """Whether a question is put in Spanish."""
        said = plain(text).split()[:LONGEST]
        small = sum(word in self._spanish_words and word not in self._english for word in said)
        terms = sum(word in self._spanish_terms and word not in self._english for word in said)
        return small + terms >= 2 and small + 2 * terms > len(said) / 2

    def english(self, text: str, *, repair: bool = False) -> list[str]:
        """The words of a text; those of a Spanish one as the English words of the field that they stand for."""
        said = plain(text).split()[:LONGEST]
        if repair:
            said = [self._repaired(word) for word in said]
        if not self.is_spanish(text):
            return said
        return [
            part
            for word, known in self._spanish.replaced(said)
            for part in word.split()
            if known or part not in self._spanish_words
        ]

    def mended(self, text: str) -> str:
        """The first words of a text, the misspelled ones mended."""
        return _WORD.sub(lambda found: self._mended(found[0]), " ".join(text.split()[:MEANT]))

    def _mended(self, word: str) -> str:
        said = plain(word)
        meant = self._repaired(said)
        return word if meant == said else meant

    def terms(self, text: str, *, repair: bool = False) -> list[str]:
        """The terms of a text, in order.

        Args:
            text: A question, or words of the base.
            repair: Mend misspelled words from the vocabulary of the base.
        """
        said = self.english(text, repair=repair)
        found: list[str] = []
        for word, known in self._same.replaced(said):
            if known:
                found += self._meant(word)
            elif word not in self._empty:
                found.append(_stem(word))
        return found

    def _meant(self, canonical: str) -> list[str]:
        """A phrase counts as itself and, less exactly, as its words."""
        parts = plain(canonical).split()
        if len(parts) == 1:
            return [_stem(parts[0])]
        single = [word for part in parts for word, _ in self._same.replaced([part]) if " " not in word]
        return ["_".join(parts), *(_stem(word) for word in single if word not in self._empty)]

    def _repaired(self, word: str) -> str:
        """The known word that was meant by a misspelled one, the most used of those equally near, or the word."""
        if word in self._known or word in self._names or len(word) < REPAIRED_FROM or _NUMBER.search(word):
            return word
        allowed = 1 if len(word) < 8 else 2
        best, least = word, (allowed + 1, 0)
        for known in self._by_first.get(word[0], ()):
            if abs(len(known) - len(word)) <= allowed:
                distance = OSA.distance(word, known, score_cutoff=allowed)
                if distance <= allowed and (distance, -self._uses.get(known, 0)) < least:
                    best, least = known, (distance, -self._uses.get(known, 0))
        return best
