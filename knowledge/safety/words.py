"""A message as sentences of plain tokens: folded, abbreviations written out, slips of the pen mended."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from knowledge.base.text import fold

_ENDS = re.compile(r"[.!?;…]+(?=[\s\"'”’)]|$)|\n+")
_TOKENS = re.compile(r"\w+")
_DRAWN = re.compile(r"([a-z])\1{2,}")
LONG = 9
"""Letters from which two may be wrong; below it, one."""


@dataclass(frozen=True)
class Sentence:
    """One sentence of a message.

    Attributes:
        text: Its tokens, each followed by one space.
        start: Where it begins in the message, in characters.
        end: Where it ends.
    """

    text: str
    start: int
    end: int


class Speller:
    """Writes out what is abbreviated or misspelled.

    Args:
        spelled: One or two tokens, and what they stand for.
        repaired: Words that are recognized with one letter wrong (two in long ones).
        right: Words that are right as they are.
    """

    def __init__(self, spelled: Mapping[str, str], repaired: Iterable[str], right: Iterable[str]) -> None:
        self._spelled = {" ".join(_TOKENS.findall(fold(a))): b for a, b in spelled.items()}
        self._repaired = tuple(repaired)
        self._right = frozenset(right)
        self._known: dict[str, str] = {}

    def sentences(self, words: str) -> list[Sentence]:
        """The sentences of a message that have words in them."""
        return [
            Sentence(text, start, end)
            for start, end in _stretches(words)
            if (text := self._written_out(words[start:end]))
        ]

    def _written_out(self, words: str) -> str:
        tokens = _TOKENS.findall(_DRAWN.sub(r"\1", fold(words)))
        out: list[str] = []
        place = 0
        while place < len(tokens):
            pair = " ".join(tokens[place : place + 2])
            taken = 2 if pair in self._spelled and place + 1 < len(tokens) else 1
            out.append(self._spelled[pair] if taken == 2 else self._one(tokens[place]))
            place += taken
        text = " ".join(token for token in out if token)
        return f"{text} " if text else ""

    def _one(self, token: str) -> str:
        if token in self._spelled:
            return self._spelled[token]
        if len(token) < 6 or token in self._right:
            return token
        if token not in self._known:
            if len(self._known) > 20_000:  # what people write is without end; memory is not
                self._known.clear()
            self._known[token] = self._mended(token)
        return self._known[token]

    def _mended(self, token: str) -> str:
        if token.endswith("in") and f"{token}g" in self._right:
            return f"{token}g"
        for word in self._repaired:
            wrong = 2 if len(word) >= LONG else 1
            if token[0] == word[0] and OSA.distance(token, word, score_cutoff=wrong) <= wrong:
                return word
        return token


def _stretches(words: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in _ENDS.finditer(words):
        yield start, end.end()
        start = end.end()
    yield start, len(words)
