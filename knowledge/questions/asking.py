"""Which part of a message asks, and what a few words after an answer ask about it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from knowledge.base.text import fold, plain
from knowledge.questions.schema import Asking, FollowUp

_ENDS = re.compile(r"(?<=[.!?;\n])[\s\"')]+|\n+")
_ABBREVIATED = re.compile(r"\b(dr|mr|mrs|ms|st|vs|no|inc|e\.g|i\.e|u\.s)\.$", re.IGNORECASE)

POINTS = 9
"""Most words of a question that only points back; a longer one says itself what it is about."""


JOINED_FROM = 3
"""Least words of each of two questions that are joined in one sentence."""


@dataclass(frozen=True)
class Sentence:
    """A stretch of a message.

    Attributes:
        words: As they were written.
        asks: It puts a question.
        plea: It calls for help without saying with what.
        points: It is short and points back to what was told before.
    """

    words: str
    asks: bool
    plea: bool = False
    points: bool = False


class AskingReader:
    """Reads messages by the patterns of `content/asking.yaml`."""

    def __init__(self, asking: Asking) -> None:
        self.most = asking.most
        self._opens = re.compile(rf"^(?:{asking.opens})")
        self._inside = re.compile(asking.inside)
        self._pleas = re.compile(asking.pleas)
        self._points = re.compile(asking.points)
        self._joins = re.compile(rf"\b(?:{asking.joins})\b")
        self._goes_on = re.compile(rf"(?:{asking.goes_on})\b")
        self._field = re.compile(asking.field)
        self._longest = asking.longest
        self._follow_ups = [(follow, re.compile(follow.pattern)) for follow in asking.follow_ups]

    def sentences(self, text: str) -> list[Sentence]:
        """The sentences of a message in order; a run of words without points is cut where a question begins in it."""
        return [part for whole in _split(text) for part in self._parts(whole)]

    def asks(self, words: str) -> bool:
        """Whether a sentence puts a question."""
        said = plain(words)
        return bool(self._opens.match(said) or self._pleas.search(said)) or fold(words).endswith("?")

    def of_the_field(self, words: str) -> bool:
        """Whether a question holds a word of the field at all."""
        return bool(self._field.search(plain(words)))

    def short(self, words: str) -> bool:
        """Whether a question has so few words that it may lean on the answer before it."""
        return len(plain(words).split()) <= POINTS

    def leans(self, words: str) -> bool:
        """Whether a question points back, or goes on from what was said."""
        said = plain(words)
        return bool(self._points.search(said) or self._goes_on.match(said))

    def _parts(self, whole: str) -> list[Sentence]:
        said = plain(whole)
        words = said.split()
        if len(words) < self._longest:
            return self._two(whole, said)
        starts = [match.start() for match in self._inside.finditer(said)]
        starts = [start for start, before in zip(starts, [-99, *starts], strict=False) if start - before > 12]
        if not starts:
            return [self._sentence(whole, said)]
        told = [Sentence(said[: starts[0]].strip(), False)] if starts[0] else []
        ends = [*starts[1:], len(said)]
        asked = [said[a:b].strip() for a, b in zip(starts, ends, strict=True)]
        return told + [replace(self._sentence(part, part), asks=True) for part in asked]

    def _two(self, whole: str, said: str) -> list[Sentence]:
        """A sentence, or the questions that "and" joins in it."""
        sentence = self._sentence(whole, said)
        parts = [part.strip() for part in self._joins.split(said)]
        if not sentence.asks or len(parts) < 2 or any(len(part.split()) < JOINED_FROM for part in parts):
            return [sentence]
        return [replace(self._sentence(part, part), asks=True) for part in parts]

    def _sentence(self, words: str, said: str) -> Sentence:
        points = len(said.split()) <= POINTS and bool(self._points.search(said))
        return Sentence(words, self.asks(words), bool(self._pleas.search(said)), points)

    def follow_up(self, text: str, *, names_plan: bool) -> FollowUp | None:
        """What a message asks about the answer before it, if it can be only that."""
        said = plain(text)
        count = len(said.split())
        for follow, pattern in self._follow_ups:
            if count <= follow.words and names_plan == follow.plan and pattern.search(said):
                return follow
        return None


def _split(text: str) -> list[str]:
    found: list[str] = []
    for part in _ENDS.split(text):
        if found and _ABBREVIATED.search(found[-1]):
            found[-1] = f"{found[-1]} {part}"
        elif plain(part):
            found.append(part.strip())
    return found
