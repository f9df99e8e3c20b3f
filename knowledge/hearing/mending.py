"""Misspelled words of our own vocabulary, mended; words of English and Spanish stay as they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from functools import lru_cache

from rapidfuzz.distance import OSA

from knowledge.extraction.histories import is_word

_SHORTEST = 6
_LONG = 9
"""From this many letters on two slips are mended."""


class Mender:
    """Mends words that no dictionary knows.

    Args:
        vocabulary: Words that are heard.
        keep: Words that look misspelled and are not.
    """

    def __init__(self, vocabulary: Collection[str], keep: Collection[str]) -> None:
        self._known = frozenset(vocabulary) | frozenset(keep)
        self._by_letter: dict[str, list[str]] = defaultdict(list)
        for word in sorted(vocabulary):
            if len(word) >= _SHORTEST and word.isalpha():
                self._by_letter[word[0]].append(word)
        self.mended = lru_cache(maxsize=4096)(self._mended)
        is_word("a")  # the dictionary takes a second to load: now, and not under the first message

    def _mended(self, word: str) -> str:
        """The word that is meant, or the word itself."""
        if len(word) < _SHORTEST or word in self._known or not word.isalpha() or is_word(word):
            return word
        most = 2 if len(word) >= _LONG else 1
        near = [(OSA.distance(word, one, score_cutoff=most), one) for one in self._by_letter.get(word[0], ())]
        best = min((pair for pair in near if pair[0] <= most), default=None)
        return best[1] if best else word
