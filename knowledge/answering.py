"""What to do with a question: answer from a topic, decline, or say that we do not know."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.library import OUTSIDE, Library
from knowledge.safety import Listener
from knowledge.search import Finder
from knowledge.text import plain

ANSWERS_FROM = 0.45
"""Score from which an answer is given: `./navigator bench answers` shows what other values would do."""
NEAR = 3
"""Topics offered beside an answer, or instead of one."""
NEAR_FROM = 0.15
"""Score under which a topic is not offered: it has next to nothing to do with the question."""


@dataclass(frozen=True)
class Found:
    """Where a question leads.

    Attributes:
        topic: The topic that answers it, None where none does.
        score: Of the best topic, answered or not (0 to 1).
        near: Other topics that may be meant, the nearest first.
        refused: Id of the refusal that fits, if one does.
        safety: crisis or emergency, heard before anything else.
        spanish: The question was put in Spanish.
    """

    topic: str | None = None
    score: float = 0.0
    near: tuple[str, ...] = ()
    refused: str | None = None
    safety: str | None = None
    spanish: bool = False


class Answerer:
    """Places questions. Deterministic: the same words lead to the same place."""

    def __init__(self, library: Library) -> None:
        self.listener = Listener(library.safety)
        self.finder = Finder(library)
        self._refusals = [
            (r.id, r.offer, [re.compile(p) for p in r.patterns], [re.compile(p) for p in r.unless])
            for r in library.refusals.values()
        ]

    def place(self, question: str) -> Found:
        """Where a question leads. Words of crisis come first, then what we decline, then the topics."""
        alarm = self.listener.hear(question)
        if alarm and alarm.kind in ("crisis", "emergency"):
            return Found(safety=alarm.kind, spanish=alarm.spanish)
        spanish = self.finder.reader.is_spanish(question)
        if declined := self._declined(question):
            return Found(refused=declined[0], near=declined[1], spanish=spanish)
        hits = self.finder.find(question)
        ours = [hit for hit in hits if hit.topic != OUTSIDE]
        near = tuple(hit.topic for hit in ours[: NEAR + 1] if hit.score >= NEAR_FROM)
        score = ours[0].score if ours else 0.0
        if score >= ANSWERS_FROM and hits[0].topic != OUTSIDE:
            return Found(near[0], score, near[1:], spanish=spanish)
        return Found(None, score, near[:NEAR], spanish=spanish)

    def _declined(self, question: str) -> tuple[str, tuple[str, ...]] | None:
        said = plain(question)
        for name, offer, patterns, unless in self._refusals:
            if any(p.search(said) for p in patterns) and not any(p.search(said) for p in unless):
                return name, offer
        return None
