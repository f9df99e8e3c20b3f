"""Claim codes among words ("CO-197", "reason code 50", "N130"), each with the kinds of denial that it tells of."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from knowledge.hearing.tokens import Token


@dataclass(frozen=True, slots=True)
class FoundCode:
    """A code on the tokens from `first` to `last`; `kinds` is empty where it is no refusal (a deductible)."""

    first: int
    last: int
    kinds: tuple[str, ...]


class Codes:
    """The codes of one library.

    Args:
        adjustments: Kinds of denial by the number of a claim adjustment reason code (CARC).
        remarks: The same by the letters and number of a remark code (RARC), in lower case.
        groups: Group codes that stand before a number (CO, PR, …), in lower case.
        called: Words after which a number is a code ("code", "carc", "codigo").
    """

    def __init__(
        self,
        adjustments: Mapping[str, tuple[str, ...]],
        remarks: Mapping[str, tuple[str, ...]],
        groups: Collection[str],
        called: Collection[str],
    ) -> None:
        self._adjustments, self._remarks = adjustments, remarks
        self._groups, self._called = frozenset(groups), frozenset(called)
        self.words = self._groups | self._called

    def find(self, tokens: Sequence[Token]) -> dict[int, FoundCode]:
        """The codes of a message, by the token that each begins at."""
        found = (self._at(tokens, at) for at in range(len(tokens)))
        return {code.first: code for code in found if code}

    def _at(self, tokens: Sequence[Token], at: int) -> FoundCode | None:
        token = tokens[at]
        number = token.word[2:] if token.word[:2] in self._groups else ""
        if number in self._adjustments:
            return FoundCode(at, at, self._adjustments[number])
        after = tokens[at + 1] if at + 1 < len(tokens) and tokens[at + 1].sentence == token.sentence else None
        if token.word in self._groups | self._called and after and after.word in self._adjustments:
            return FoundCode(at, at + 1, self._adjustments[after.word])
        before = tokens[at - 1].word if at else ""
        if token.word in self._remarks and (token.said[0].isupper() or before in self._called):
            return FoundCode(at, at, self._remarks[token.word])
        return None
