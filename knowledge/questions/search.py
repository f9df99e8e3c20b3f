"""Which topics a question is about: FTS5 finds candidates, shared terms weighted by rarity put them in order."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from knowledge.base.schema import OUTSIDE
from knowledge.base.text import plain
from knowledge.questions.language import Reader
from knowledge.questions.meaning import SCALE, meaning
from knowledge.questions.schema import Subjects, Topic
from knowledge.questions.subjects import Named, Naming
from knowledge.questions.votes import votes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from knowledge.library import Library

CANDIDATES = 20
"""Topics that FTS5 hands on to be compared closely."""
NEAREST = 20
"""Topics that are nearest in meaning and compared closely too."""
WEIGHTS = (0.0, 4.0, 3.0, 1.0)
"""Weights of the columns of `passages` in bm25: topic (never matched), title, asks, body."""
LIKE, COVER = 0.3, 0.2
"""How much likeness to one way of asking counts beside the votes of all, and how much of it a topic speaks of."""
ALIKE = 0.02
"""How much the likeness of the very words adds, so that of two equal topics the one asked in these words is first."""
HEARD = 0.25
"""How much it adds that a question is worded as only one topic is asked for."""
STRANGE = 3.0
"""How much a code counts that the base does not know (a claim code, a diagnosis): no other code answers for it."""
_CODE = re.compile(r"[a-z]\d|\d[a-z]")
FOREIGN = 0.5
"""How much an unknown word of a Spanish question counts: our Spanish is a word list."""


Votes = dict[str, float]
"""By topic."""


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
    """

    def __init__(self, library: Library) -> None:
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
        for topic, ask, joined in library.rows("select topic, ask, terms from asks order by rowid"):
            terms = frozenset(joined.split())
            self._asks.setdefault(topic, []).append(_Ask(plain(ask), terms, self._sum(terms)))
        bodies = dict(library.rows("select topic, terms from bodies"))
        self._speaks = {
            topic: frozenset(bodies.get(topic, "").split()).union(*(ask.terms for ask in asks))
            for topic, asks in self._asks.items()
        }

    @cached_property
    def _learned(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """The vector of each way of asking, and its votes for each topic. Read with the first question."""
        import numpy as np

        rows = self._library.rows("select vector, votes from meanings order by rowid")
        vectors = np.frombuffer(b"".join(vector for vector, _ in rows), dtype=np.int8)
        weights = np.frombuffer(b"".join(held for _, held in rows), dtype=np.float16)
        shape = (len(rows), -1)
        return vectors.reshape(shape).astype(np.float32) / np.float32(SCALE), weights.reshape(shape).astype(np.float32)

    def warm(self) -> None:
        """Read what the first question would otherwise wait for."""
        self.meant(["ready"])

    def meant(self, questions: Sequence[str]) -> dict[str, Votes]:
        """For each question about 1 for the topic that it means, about 0 for the others, by the votes of all asks."""
        found = votes(meaning().vectors([self.reader.mended(one) for one in questions]), *self._learned).tolist()
        return {asked: dict(zip(self._asks, row, strict=True)) for asked, row in zip(questions, found, strict=True)}

    def speaks_of(self, topic: str, kind: str, names: frozenset[str]) -> bool:
        """Whether a topic is about one of these names."""
        return bool(self._rules[topic].spoken.get(kind, frozenset()) & names)

    def _weight(self, count: float) -> float:
        return math.log(1 + self._topics / count)

    def _weight_of_unknown(self, term: str, *, foreign: bool) -> float:
        return self._unknown * (STRANGE if _CODE.search(term) else FOREIGN if foreign else 1.0)

    def _sum(self, terms: Iterable[str]) -> float:
        return math.fsum(self._weights.get(term, self._unknown) for term in terms)

    def find(self, question: str, context: Named | None = None, meant: Votes | None = None) -> list[Hit]:
        """Topics in falling order of score; `OUTSIDE` stands among them for everything that we know nothing of.

        A topic that does not speak of what the question names is left out, however alike its words are.

        Args:
            question: One sentence.
            context: What the sentences around it name, where it names nothing of that kind itself.
            meant: The votes on it, where they were counted already.
        """
        terms = frozenset(self.reader.terms(question, repair=True))
        said = plain(question)
        heard = self._heard(said)
        if not said:
            return []
        foreign = self.reader.is_spanish(question)
        weight = {t: self._weights.get(t) or self._weight_of_unknown(t, foreign=foreign) for t in sorted(terms)}
        own = self.naming.named(question)
        if self.naming.outside(own):
            return [Hit(OUTSIDE, 1.0)]
        asked = {**(context or {}), **own}
        meant = meant or self.meant([question])[question]
        candidates = dict.fromkeys(self._candidates(sorted(term for term in terms if term in self._weights)))
        candidates |= dict.fromkeys(sorted(meant, key=lambda topic: -meant[topic])[:NEAREST])
        candidates.pop(OUTSIDE, None)
        candidates |= dict.fromkeys(sorted(heard))
        allowed = [topic for topic in candidates if self._rules[topic].allows(said, asked, self.naming)]
        hits = [Hit(OUTSIDE, round(self._alike(OUTSIDE, said, weight) + meant[OUTSIDE], 4))]
        for topic in allowed:
            likeness = self._alike(topic, said, weight) + meant[topic]
            named = self.naming.shared(asked, self._rules[topic].spoken)
            hits.append(Hit(topic, round(likeness + named + (HEARD if topic in heard else 0.0), 4)))
        return sorted(hits, key=lambda hit: (-hit.score, hit.topic))

    def surely(self, ask: str, topic: str) -> bool:
        """Whether a topic is sure to be found by one of its own ways of asking, told without comparing them.

        To itself a question is wholly alike. So another topic comes before its own only by votes, a name in common or a
        wording, or where another question has the same terms. False where that cannot be told.
        """
        said, asked, rule = plain(ask), self.naming.named(ask), self._rules[topic]
        own = next((held.terms for held in self._asks[topic] if held.words == said), None)
        if not own or self._same_terms[own] != {topic} or self._elected.get(said) != topic:
            return False
        if self._heard(said) - {topic} or self.naming.outside(asked) or not rule.allows(said, asked, self.naming):
            return False
        return self.naming.shared(asked, rule.spoken) >= self._most_shared(asked)

    @cached_property
    def _elected(self) -> dict[str, str]:
        """The topic that gets the most votes, by way of asking."""
        vectors, weights = self._learned
        most = votes(vectors, vectors, weights).argmax(axis=1).tolist()
        words = (ask.words for asks in self._asks.values() for ask in asks)
        topics = list(self._asks)
        return {said: topics[number] for said, number in zip(words, most, strict=True)}

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
        return LIKE * likeness + COVER * cover + ALIKE * fuzz.ratio(said, words) / 100

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
