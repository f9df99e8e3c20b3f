"""A message in items: dates and names each in the place of their words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from knowledge.extraction.histories import reader
from knowledge.hearing.amounts import Amounts
from knowledge.hearing.codes import Codes
from knowledge.hearing.dates import Dates
from knowledge.hearing.days import When
from knowledge.hearing.mending import Mender
from knowledge.hearing.names import MARKETPLACE, Found, Names, Plan
from knowledge.hearing.spans import Item
from knowledge.hearing.tokens import Token, Tokens

if TYPE_CHECKING:
    from knowledge.library import Library


class Itemizer:
    """Makes items of a message by the words of one library."""

    def __init__(self, library: Library, dates: Dates, vocabulary: Collection[str]) -> None:
        words = library.hearing
        self._dates = dates
        self._tokens = Tokens(words.spelling)
        self._labels = {code: choice.label for code, choice in library.choices["states"].items()}
        drugs = reader(library).names.every
        markets = {code: row[MARKETPLACE].name for code, row in library.contacts.states.items() if MARKETPLACE in row}
        self._names = Names(words, drugs, self._labels, library.choices["plan_kinds"], markets)
        self._codes = _codes(library)
        sets = words.names.sets
        self._amounts = Amounts(words.dates.numbers, sets["dollars"], sets["percents"], sets["thousands"])
        known = set(vocabulary) | self._names.words | self._codes.words | self._amounts.words
        self._mender = Mender(known, words.spelling.keep)
        self._numbers = frozenset(word for word, count in words.dates.numbers.items() if count > 1)

    def items(self, text: str) -> list[Item]:
        """The items of a message in order."""
        tokens = self._tokens.of(text)
        whens = {when.start: when for when in self._dates.find(text)}
        dated = _dated(tokens, whens.values())
        mended = [self._mender.mended(token.word) for token in tokens]
        codes = self._codes.find(tokens)
        coded = {at for code in codes.values() for at in range(code.first, code.last + 1)}
        taken = [when is not None or at in coded for at, when in enumerate(dated)]
        names = {found.first: found for found in self._names.find(tokens, mended, taken)}
        made: list[Item] = []
        at = 0
        while at < len(tokens):
            when, found = dated[at], names.get(at)
            if when is not None:
                end = at
                while end + 1 < len(tokens) and dated[end + 1] is when:
                    end += 1
                made.append(_item(tokens, at, end, "span" if when.kind == "length" else "date", when))
                at = end + 1
            elif code := codes.get(at):
                made.append(_item(tokens, at, code.last, "code", code.kinds))
                at = code.last + 1
            elif found:
                made.append(self._named(tokens, found))
                at = found.last + 1
            else:
                made.append(self._plain(tokens[at], mended[at]))
                at += 1
        return self._amounts.joined(self._joined(made))

    def _plain(self, token: Token, word: str) -> Item:
        number = token.word[0].isdigit() or token.word in self._numbers
        return replace(_item([token], 0, 0, "num" if number else "", None), word=word)

    def _named(self, tokens: Sequence[Token], found: Found) -> Item:
        return _item(tokens, found.first, found.last, found.kind, found.value, found.sure)

    def _joined(self, items: list[Item]) -> list[Item]:
        """An insurer with the state in its name is one: "Blue Cross of Alabama", "BCBS Illinois", "BCBS-IL"."""
        made: list[Item] = []
        at = 0
        while at < len(items):
            item = items[at]
            of = at + 1 < len(items) and items[at + 1].word == "of"
            state = items[at + 2 if of else at + 1] if at + (2 if of else 1) < len(items) else None
            code = self._state_in(item, state, of=of)
            if item.kind == "insurer" and state is not None and code:
                plan: Plan = item.value
                name = plan.insurer or ""
                label = self._labels[code]
                longer = name if label in name else f"{name} of {label}"
                value = Plan(plan.kinds, longer, code, plan.card)
                made.append(replace(item, end=state.end, value=value, closed=state.closed))
                at += 3 if of else 2
                continue
            made.append(item)
            at += 1
        return made

    def _state_in(self, insurer: Item, state: Item | None, *, of: bool) -> str | None:
        if insurer.kind != "insurer" or state is None or state.sentence != insurer.sentence:
            return None
        if not of and not (insurer.value.insurer or "").startswith("Blue"):
            return None
        if state.kind == "state" and (of or state.clause == insurer.clause):
            return str(state.value)
        code = state.said.upper()
        if code in self._labels and state.clause == insurer.clause and (state.said.isupper() or of):
            return code
        return None


def _item(tokens: Sequence[Token], first: int, last: int, kind: str, value: object, sure: float = 0.95) -> Item:
    begin, end = tokens[first], tokens[last]
    word = " ".join(token.word for token in tokens[first : last + 1])
    said = " ".join(token.said for token in tokens[first : last + 1])
    also = _programme(value) if kind == "plan" and isinstance(value, Plan) else ""
    return Item(word, said, begin.start, end.end, begin.sentence, begin.clause, kind, also, value, sure, end.closed)


def _codes(library: Library) -> Codes:
    """The claim codes of a library, with the kinds of denial that each tells of."""
    sets = library.hearing.names.sets
    by_system: dict[str, dict[str, tuple[str, ...]]] = {"CARC": {}, "RARC": {}}
    for code in library.codes.values():
        if code.system in by_system:
            kinds = tuple(denial.id for denial in library.denials.values() if code.id in denial.codes)
            by_system[code.system][code.code.lower()] = kinds
    return Codes(by_system["CARC"], by_system["RARC"], sets["code_groups"], sets["code_words"])


def _programme(plan: Plan) -> str:
    """The programme of a plan of which nothing more is told."""
    programmes = {kind.split("_")[0] for kind in plan.kinds}
    if len(plan.kinds) < 2:
        return ""
    if programmes == {"original", "medicare"}:
        return "medicare"
    return "medicaid" if programmes == {"medicaid"} and not plan.card else ""


def _dated(tokens: Sequence[Token], whens: Collection[When]) -> list[When | None]:
    """The date that each token belongs to."""
    held: list[When | None] = [None] * len(tokens)
    ordered = sorted(whens, key=lambda when: when.start)
    at = 0
    for when in ordered:
        while at < len(tokens) and tokens[at].end <= when.start:
            at += 1
        here = at
        while here < len(tokens) and tokens[here].start < when.end:
            held[here] = when
            here += 1
    return held
