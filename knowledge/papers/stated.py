"""What a letter states in sentences: values, whole sentences, limits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from knowledge.papers.letter import LONGEST, Letter, Value
from knowledge.papers.limits import Limit, limits_in
from knowledge.papers.sort import INFORMATION, Sort
from knowledge.papers.values import UNSURE, made
from knowledge.papers.words import ActWords, FieldWords, LimitWords, compiled

Named = tuple[Limit, int, str]
"""A limit with its page and its sentence."""


def said(one: FieldWords, letter: Letter) -> Iterator[Value]:
    """The values of a field in sentences."""
    for rule in one.sentences:
        pattern = compiled(rule.pattern)
        for sentence, page, _ in letter.sentences:
            if rule.unless and compiled(rule.unless).search(sentence):
                continue
            for match in pattern.finditer(sentence):
                yield from made(one, letter.words, rule.sure, match["v"], page, sentence)


def whole(letter: Letter) -> Iterator[Value]:
    """Sentences that say something as a whole, such as that there is an urgent track."""
    for rule in letter.words.sentences:
        told = letter.sentences
        fit = [one for one in told if not (rule.unless and compiled(rule.unless).search(one[0]))]
        # The first pattern is the clearest: a sentence that it fits goes before one that fits a later pattern.
        found = next((one for pattern in rule.patterns for one in fit if compiled(pattern).search(one[0])), None)
        if found:
            yield Value(rule.field, found[0][:LONGEST], found[1], found[0], rule.sure)


# --- limits -------------------------------------------------------------------------------------------


def limits(letter: Letter) -> list[Named]:
    """Every limit that a letter names, with its page and its sentence."""
    found, before = [], ""
    for sentence, page, block in letter.sentences:
        for limit in limits_in(sentence, letter.words.limits, block.heading, before):
            found.append((limit, page, sentence))
        before = sentence
    return found


def limits_of(what: Sort, named: list[Named], words: LimitWords, told: Sequence[str]) -> Iterator[Value]:
    """The limits that count for this sort of paper, as values.

    Args:
        what: The sort.
        named: Every limit that the paper names.
        words: How limits are written.
        told: The sentences of the paper.
    """
    if what.paper == INFORMATION:
        return _first_of("answer", named, (words.information,))
    if what.level:
        return _first_of("next", named, words.next[what.level])
    return _of_appeal(named, words, told)


def _of_appeal(every: list[Named], words: LimitWords, told: Sequence[str]) -> Iterator[Value]:
    """The limits of the appeal; where a letter has none, those of what stands in its place, such as a fair hearing."""
    appeals = [rule for rule in words.acts if rule.act in words.appeal]
    for acts in (words.appeal, *((act,) for act in words.instead)):
        fitting = [one for one in every if one[0].act in acts]
        for limit, page, sentence in fitting:
            # A hearing may come after the appeal, whose limit may be on another sheet. It stands for it surely where
            # the paper speaks of no appeal but the hearing.
            instead = limit.act not in words.appeal
            own = next(rule for rule in words.acts if rule.act == limit.act)
            unsure = instead and any(_names(appeals, one) and not _names([own], one) for one in told)
            yield _value("appeal", limit, page, sentence, min(limit.sure, UNSURE) if unsure else limit.sure, instead)
        if fitting:
            return


def _names(rules: Sequence[ActWords], sentence: str) -> bool:
    return any(rule.named and compiled(rule.named).search(sentence) for rule in rules)


def _first_of(name: str, every: list[Named], acts: Sequence[str]) -> Iterator[Value]:
    """The limits of the first of these acts that has any: after a decision on an appeal, of the way that is nearest."""
    for act in acts:
        if fitting := [one for one in every if one[0].act == act]:
            yield from (_value(name, limit, page, sentence, limit.sure, True) for limit, page, sentence in fitting)
            return


def _value(name: str, limit: Limit, page: int, sentence: str, sure: float, named: bool) -> Value:
    """A limit as a value: of a day as ``…_by``, of an amount as ``…_days``; with its act where it is `named`."""
    act = {"act": limit.act} if named else {}
    if limit.by is not None:
        return Value(f"{name}_by", limit.by.isoformat(), page, sentence, sure, more=act)
    more = {"unit": limit.unit, "counted_from": limit.counted_from, **act}
    return Value(f"{name}_days", limit.days, page, sentence, sure, more=more)
