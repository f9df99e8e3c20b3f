"""Amounts among items: dollars, percentages and numbers, each with its value."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from knowledge.hearing.spans import Item

_CENT = Decimal("0.01")


class Amounts:
    """Reads amounts by the words of one library.

    Args:
        numbers: What words of number stand for ("six").
        dollars: Words after a number that make it one of dollars.
        percents: The same for percentages.
        thousands: Letters and words right after a number that make it thousands.
    """

    def __init__(
        self,
        numbers: Mapping[str, int],
        dollars: Collection[str],
        percents: Collection[str],
        thousands: Collection[str],
    ) -> None:
        self._numbers = numbers
        self._dollars, self._percents = frozenset(dollars), frozenset(percents)
        self._thousands = frozenset(thousands)
        self.words = self._dollars | self._percents | self._thousands

    def joined(self, items: Sequence[Item]) -> list[Item]:
        """Items with "$ 1850", "2300 dolares" and "20 %" each as one; a bare number gets its value."""
        made: list[Item] = []
        at = 0
        while at < len(items):
            first, signed = items[at], items[at].word == "$"
            number = items[at + 1] if signed and at + 1 < len(items) else first
            value = self._value(number) if number.kind == "num" else None
            if value is None:
                made.append(first)
                at += 1
                continue
            last = at + 1 if signed else at
            while last + 1 < len(items) and self._adds(items, last, number):
                last += 1
            made.append(self._one(items[at : last + 1], value, signed=signed))
            at = last + 1
        return made

    def _adds(self, items: Sequence[Item], last: int, number: Item) -> bool:
        """Whether the next item tells what kind of amount it is."""
        following = items[last + 1]
        close = following.start - items[last].end <= 1 and following.sentence == number.sentence
        return close and following.word in self._thousands | self._dollars | self._percents | {"$"}

    def _one(self, parts: Sequence[Item], value: Decimal, *, signed: bool) -> Item:
        words = {part.word for part in parts}
        if words & self._thousands:
            value *= 1000
        first, last = parts[0], parts[-1]
        told = " ".join(part.word for part in parts)
        if words & self._percents:
            kind, held = "percent", format(value.normalize(), "f")
        elif signed or words & (self._dollars | {"$"}) or len(parts) > 1:
            kind, held = "money", str(value.quantize(_CENT))
        else:
            kind, held = "num", str(int(value)) if value == int(value) else str(value)
        return replace(first, word=told, end=last.end, kind=kind, value=held, closed=last.closed)

    def _value(self, item: Item) -> Decimal | None:
        if item.word in self._numbers:
            return Decimal(self._numbers[item.word])
        try:
            value = Decimal(item.word)
        except InvalidOperation:
            return None
        return value if value < 10_000_000 else None
