"""A second ear: weighs a message, or each stretch of a long one, by its likeness to what people in danger say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from knowledge.safety.likeness import pieces, sureness
from knowledge.safety.schema import Safety
from knowledge.safety.words import Sentence


@dataclass(frozen=True)
class Overheard:
    """What the second ear takes a stretch of a message for.

    Attributes:
        kind: crisis or emergency.
        doubt: It may be that, or nothing.
        text: The words of the stretch.
        start: Where its sentences begin in the message, in characters.
        end: Where they end.
    """

    kind: Literal["crisis", "emergency"]
    doubt: bool
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class _Stretch:
    text: str
    start: int
    end: int
    whole: bool

    @property
    def length(self) -> int:
        return len(self.text.split())


class Ear:
    """Hears by likeness what no pattern describes, and doubts what a pattern hears in likeness to harmless words.

    Args:
        safety: The content, with what was learned; without that it hears and doubts nothing.
    """

    def __init__(self, safety: Safety) -> None:
        self._rules, self._weights = safety.ear, safety.learned
        listed = (
            (name, one.strip()) for name in safety.ear.classes for row in safety.classes[name] for one in row.split(",")
        )
        self._classes = {word: name for name, word in listed if " " not in word}

    def pieces(self, text: str) -> set[str]:
        """What a text is made of, as the examples are learned from."""
        return pieces(text.split(), self._classes)

    def hear(self, sentences: Sequence[Sentence], *, wary: bool) -> Overheard | None:
        """The surest kind, in doubt where it is not sure enough; None where nothing is likely.

        Args:
            sentences: The message.
            wary: The patterns found distress and no more: it takes more to believe otherwise.
        """
        rules, doubted = self._rules, None
        for stretch in self._stretches(sentences):
            kind, sure = self._surest(stretch.text)
            short = stretch.length < rules.short
            if sure >= (rules.wary if wary else rules.sure if stretch.whole and not short else rules.very_sure):
                return Overheard(kind, False, stretch.text, stretch.start, stretch.end)
            if doubted is None and sure >= (rules.sure if short or wary else rules.ask):
                doubted = Overheard(kind, True, stretch.text, stretch.start, stretch.end)
        return doubted

    def denies(self, sentences: Sequence[Sentence]) -> bool:
        """Whether it finds no stretch of this anything but harmless."""
        stretches = list(self._stretches(sentences))
        return bool(stretches) and all(self._surest(one.text)[1] < self._rules.denied for one in stretches)

    def _surest(self, text: str) -> tuple[Literal["crisis", "emergency"], float]:
        found = self.pieces(text)
        crisis, emergency = (sureness(found, self._weights[kind]) for kind in ("crisis", "emergency"))
        return ("crisis", crisis) if crisis >= emergency else ("emergency", emergency)

    def _stretches(self, sentences: Sequence[Sentence]) -> Iterator[_Stretch]:
        """The message where it is short enough, then each sentence, and windows over those that run on."""
        rules = self._rules
        if not self._weights or not sentences:
            return
        told = "".join(s.text for s in sentences)
        if rules.shortest <= len(told.split()) <= rules.longest:
            yield _Stretch(told, sentences[0].start, sentences[-1].end, whole=True)
        for sentence in sentences:
            words = sentence.text.split()
            if len(sentences) > 1 and rules.shortest <= len(words) <= rules.longest:
                yield _Stretch(sentence.text, sentence.start, sentence.end, whole=False)
            if len(words) > rules.window:
                for at in range(0, len(words) - rules.window // 2, rules.window // 2):
                    text = " ".join(words[at : at + rules.window]) + " "
                    yield _Stretch(text, sentence.start, sentence.end, whole=False)
