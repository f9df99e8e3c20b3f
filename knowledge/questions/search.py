"""Which topics a question is about: FTS5 finds candidates, shared terms weighted by rarity put them in order."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from knowledge.base.schema import OUTSIDE, Subjects, Topic
from knowledge.base.text import plain
from knowledge.questions.language import Reader
from knowledge.questions.meaning import SCALE, installed, meaning
from knowledge.questions.subjects import Named, Naming

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from knowledge.library import Library

CANDIDATES = 20
"""Topics that FTS5 hands on to be compared closely."""
NEAREST = 12
"""Topics that are nearest in meaning and compared closely too."""
WEIGHTS = (0.0, 4.0, 3.0, 1.0)
"""Weights of the columns of `passages` in bm25: topic (never matched), title, asks, body."""
ASK, COVER = 0.65, 0.35
"""How much likeness to one way of asking counts, and how much the share of the question that a topic speaks of."""
ALIKE = 0.05
"""How much the likeness of the very words adds, so that of two equal topics the one asked in these words is first."""
MEANING = 0.5
"""How much likeness of meaning counts beside likeness of words, where the vectors are installed."""
HEARD = 0.35
"""How much it adds that a question is worded as only one topic is asked for."""
STRANGE = 3.0
"""How much a code counts that the base does not know (a claim code, a diagnosis): no other code answers for it."""
_CODE = re.compile(r"[a-z]\d|\d[a-z]")
FOREIGN = 0.5
"""How much an unknown word of a Spanish question counts: our Spanish is a word list."""


@dataclass(frozen=True)
class Hit:
    """A topic with its score, from 0 (nothing in common) to 1 (asked in our own words)."""

    topic: str
    score: float


@dataclass(frozen=True)
class _Rule:
    """What a topic says of itself about the questions that it answers (see `Topic`)."""

    spoken: Named
    hears: re.Pattern[str] | None
    needs: re.Pattern[str] | None
    unless: re.Pattern[str] | None

    @classmethod
    def of(cls, topic: Topic, naming: Naming) -> _Rule:
        spoken = naming.named(topic.title)
        for name in topic.about:
            kind, _, one = name.partition(":")
            spoken[kind] = spoken.get(kind, frozenset()) | {one}
        return cls(spoken, _any(topic.hears), _any(topic.needs), _any(topic.unless))

    def allows(self, said: str, asked: Named, naming: Naming) -> bool:
        """Whether the topic may answer: nothing that it does not speak of is asked about."""
        if self.unless and self.unless.search(said):
            return False
        if self.needs and not self.needs.search(said):
            return False
        return not naming.vetoed(asked, self.spoken)


def _any(patterns: Iterable[str]) -> re.Pattern[str] | None:
    joined = "|".join(f"(?:{pattern})" for pattern in patterns)
    return re.compile(joined) if joined else None


def _plain_words(subjects: Subjects) -> set[str]:
    """The words of the names as people write them."""
    return {word for subject in subjects.subjects for p in subject.patterns for word in re.findall(r"[a-z]{4,}", p)}


@dataclass(frozen=True)
class _Ask:
    words: str
    terms: frozenset[str]
    weight: float


class Finder:
    """Finds topics by question.

    Args:
        library: The base to search.
        by_meaning: Use the vectors of `knowledge.questions.meaning`, where they are installed and the base holds them.
    """

    def __init__(self, library: Library, *, by_meaning: bool = True) -> None:
        self._library = library
        self.naming = Naming(library.subjects)
        names = (word for subject in library.subjects.subjects for word in plain(subject.label).split())
        known = dict(library.rows("select word, uses from known"))
        self.reader = Reader(library.words, known, (*names, *_plain_words(library.subjects)))
        self._rules = {topic.id: _Rule.of(topic, self.naming) for topic in library.topics.values()}
        self._shared: dict[frozenset[tuple[str, frozenset[str]]], float] = {}
        self._topics = library.rows("select count(*) from bodies")[0][0]
        self._weights = {term: self._weight(count) for term, count in library.rows("select term, topics from terms")}
        self._unknown = self._weight(0.5)
        self._asks: dict[str, list[_Ask]] = {}
        self._first_ask: dict[str, int] = {}  # the number of each topic's first way of asking: they stand together
        for number, (topic, ask, joined) in enumerate(
            library.rows("select topic, ask, terms from asks order by rowid")
        ):
            terms = frozenset(joined.split())
            self._asks.setdefault(topic, []).append(_Ask(plain(ask), terms, self._sum(terms)))
            self._first_ask.setdefault(topic, number)
        bodies = dict(library.rows("select topic, terms from bodies"))
        self._speaks = {
            topic: frozenset(bodies.get(topic, "").split()).union(*(ask.terms for ask in asks))
            for topic, asks in self._asks.items()
        }
        self.by_meaning = by_meaning and installed() is not None and library.about.get("meaning") == installed()

    @cached_property
    def _vectors(self) -> NDArray[np.float32]:
        """One row for each way of asking, in the order of the base. Read with the first question."""
        import numpy as np

        rows = self._library.rows("select vector from meanings order by rowid")
        joined = np.frombuffer(b"".join(vector for (vector,) in rows), dtype=np.int8)
        return joined.reshape(len(rows), -1).astype(np.float32) / np.float32(SCALE)

    def _meant(self, said: str) -> dict[str, float]:
        """Likeness of meaning of each topic, from its likest way of asking."""
        vectors = meaning() if self.by_meaning else None
        if vectors is None:
            return {}
        import numpy as np

        # Not by `@`: its threads cost more than they save here, most of all on a busy machine.
        likeness = np.einsum("ij,j->i", self._vectors, vectors.vectors([said])[0])
        best = np.maximum.reduceat(likeness, list(self._first_ask.values())).tolist()
        return {topic: alike for topic, alike in zip(self._first_ask, best, strict=True) if alike > 0.0}

    def speaks_of(self, topic: str, kind: str, names: frozenset[str]) -> bool:
        """Whether a topic is about one of these names."""
        return bool(self._rules[topic].spoken.get(kind, frozenset()) & names)

    def _weight(self, count: float) -> float:
        return math.log(1 + self._topics / count)

    def _weight_of_unknown(self, term: str, *, foreign: bool) -> float:
        return self._unknown * (STRANGE if _CODE.search(term) else FOREIGN if foreign else 1.0)

    def _sum(self, terms: Iterable[str]) -> float:
        return math.fsum(self._weights.get(term, self._unknown) for term in terms)

    def find(self, question: str, context: Named | None = None) -> list[Hit]:
        """Topics in falling order of score; `OUTSIDE` stands among them for everything that we know nothing of.

        A topic that does not speak of what the question names is left out, however alike its words are.

        Args:
            question: One sentence.
            context: What the sentences around it name, where it names nothing of that kind itself.
        """
        terms = frozenset(self.reader.terms(question, repair=True))
        said = plain(question)
        heard = self._heard(said)
        if not terms and not heard:
            return []
        foreign = self.reader.is_spanish(question)
        weight = {t: self._weights.get(t) or self._weight_of_unknown(t, foreign=foreign) for t in sorted(terms)}
        own = self.naming.named(question)
        if self.naming.outside(own):
            return [Hit(OUTSIDE, 1.0)]
        asked = {**(context or {}), **own}
        meant = self._meant(" ".join(self.reader.english(question, repair=True)) if foreign else said)
        share = MEANING if meant else 0.0
        candidates = dict.fromkeys(self._candidates(sorted(term for term in terms if term in self._weights)))
        candidates |= dict.fromkeys(sorted(meant, key=lambda topic: -meant[topic])[:NEAREST])
        candidates.pop(OUTSIDE, None)
        candidates |= dict.fromkeys(sorted(heard))
        allowed = [topic for topic in candidates if self._rules[topic].allows(said, asked, self.naming)]
        hits = [
            Hit(OUTSIDE, round((1 - share) * self._alike(OUTSIDE, said, weight) + share * meant.get(OUTSIDE, 0.0), 4))
        ]
        for topic in allowed:
            likeness = (1 - share) * self._alike(topic, said, weight) + share * meant.get(topic, 0.0)
            named = self.naming.shared(asked, self._rules[topic].spoken)
            hits.append(Hit(topic, round(likeness + named + (HEARD if topic in heard else 0.0), 4)))
        return sorted(hits, key=lambda hit: (-hit.score, hit.topic))

    def surely(self, ask: str, topic: str) -> bool:
        """Whether a topic is sure to be found by one of its own ways of asking, told without comparing them.

        To itself a question is wholly alike. So another topic comes before its own only by what counts beside likeness,
        a name in common or a wording, or where another question has the same terms. False where that cannot be told.
        """
        said, asked, rule = plain(ask), self.naming.named(ask), self._rules[topic]
        own = next((held.terms for held in self._asks[topic] if held.words == said), None)
        if not self.by_meaning or not own or self._same_terms[own] != {topic}:
            return False
        if self._heard(said) - {topic} or self.naming.outside(asked) or not rule.allows(said, asked, self.naming):
            return False
        return self.naming.shared(asked, rule.spoken) >= self._most_shared(asked)

    @cached_property
    def _same_terms(self) -> dict[frozenset[str], set[str]]:
        """The topics that are asked for in the same terms."""
        found: dict[frozenset[str], set[str]] = {}
        for topic, asks in self._asks.items():
            for ask in asks:
                found.setdefault(ask.terms, set()).add(topic)
        return found

    def _most_shared(self, asked: Named) -> float:
        """The most that names in common count for any topic."""
        key = frozenset(asked.items())
        if key not in self._shared:
            self._shared[key] = max(self.naming.shared(asked, rule.spoken) for rule in self._rules.values())
        return self._shared[key]

    def _heard(self, said: str) -> set[str]:
        """The topics that a question is worded for."""
        return {topic for topic, rule in self._rules.items() if rule.hears and rule.hears.search(said)}

    def _alike(self, topic: str, said: str, weight: dict[str, float]) -> float:
        """Likeness of words: to the likest way of asking, and to all that the topic speaks of."""
        whole = math.fsum(weight.values()) or 1.0
        asked = weight.items()
        likeness, words = max(
            [
                (2 * sum([w for term, w in asked if term in ask.terms]) / (whole + ask.weight), ask.words)
                for ask in self._asks[topic]
            ]
        )
        cover = sum(weight[term] for term in self._speaks[topic] & weight.keys()) / whole
        return (1 - ALIKE) * (ASK * likeness + COVER * cover) + ALIKE * fuzz.ratio(said, words) / 100

    def _candidates(self, terms: list[str]) -> list[str]:
        if not terms:
            return []
        quoted = " OR ".join(f'"{term}"' for term in terms)
        found = self._library.rows(
            "select topic from passages where passages match ? order by bm25(passages, ?, ?, ?, ?), topic limit ?",
            quoted,
            *WEIGHTS,
            CANDIDATES,
        )
        return [topic for (topic,) in found]
