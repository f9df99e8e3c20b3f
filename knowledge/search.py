"""Which topic a question is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from knowledge.schema import Topic
from knowledge.text import plain

ANSWERS_FROM = 74.0
"""Score (0 to 100) from which an answer is given; tests/cases/questions.yaml holds the cases behind it."""

_EMPTY = frozenset(
    [
        "a",
        "an",
        "the",
        "is",
        "are",
        "was",
        "do",
        "does",
        "did",
        "i",
        "my",
        "me",
        "you",
        "your",
        "it",
        "its",
        "of",
        "to",
        "for",
        "in",
        "on",
        "at",
        "and",
        "or",
        "with",
        "what",
        "whats",
        "how",
        "who",
        "which",
        "when",
        "where",
        "why",
        "can",
        "could",
        "should",
        "would",
        "will",
        "mean",
        "means",
        "meaning",
        "please",
        "tell",
        "about",
        "explain",
        "define",
        "if",
        "que",
        "es",
        "un",
        "una",
        "el",
        "la",
        "los",
        "las",
        "de",
        "significa",
        "como",
        "se",
        "mi",
        "por",
        "para",
        "cual",
        "en",
    ]
)


@dataclass(frozen=True)
class Hit:
    topic: str
    score: float


def _core(words: str) -> str:
    kept = [word for word in plain(words).split() if word not in _EMPTY]
    return " ".join(kept)


class Finder:
    """Compares a question with the ways in which people ask for each topic."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        self._asks = [(topic.id, plain(ask), _core(ask)) for topic in topics for ask in (topic.title, *topic.asks)]

    def find(self, question: str) -> list[Hit]:
        """Topics in falling order of score; the words that carry meaning count three times the whole."""
        whole, core = plain(question), _core(question)
        if not core:
            return []
        best: dict[str, float] = {}
        for topic, ask, ask_core in self._asks:
            score = 0.75 * fuzz.token_sort_ratio(core, ask_core) + 0.25 * fuzz.token_set_ratio(whole, ask)
            best[topic] = max(best.get(topic, 0.0), score)
        return sorted((Hit(t, round(s, 1)) for t, s in best.items()), key=lambda h: (-h.score, h.topic))
