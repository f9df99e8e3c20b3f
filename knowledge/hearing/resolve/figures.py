"""Figures with what they count: dollars, infusions asked for and had, pain before and after, weeks of relief."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from knowledge.hearing.acts import Fact
from knowledge.hearing.resolve.making import fact
from knowledge.hearing.spans import Item, Mark, Read

_AMOUNTS = frozenset({"num", "money", "percent"})
_CENT = Decimal("0.01")
_MOST_PAIN = 10
_LONGEST = 200
"""Weeks of relief that are believed."""
_MOST_INFUSIONS = 200
_ALLOWED, _ASKED, _HAD = "approved_count", "regimen_count", "ket_count"
_COUNTS = frozenset({_ALLOWED, _ASKED, _HAD})
_SHARES = {"coinsurance": "coinsurance", "copay": "copay"}


def figures(read: Read, known: Mapping[str, Any]) -> list[Fact]:
    """Every figure that is told as so, once a slot.

    Args:
        known: Slots that are known already: after ketamine was spoken of, "they" is ketamine.
    """
    made: dict[str, Fact] = {}
    for mark in _apart([mark for mark in read.told("figure") if mark.name != "nothing"]):
        amount = _only(read, mark)
        if mark.name != _ALLOWED and amount is not None and _fits(mark.name, amount):
            made.setdefault(mark.name, fact(read, mark, mark.name, _value(mark.name, amount)))
    for slot, share in _SHARES.items():
        if slot in made:
            made["plan_share"] = _beside(made[slot], "plan_share", share)
    made |= {one.slot: one for one in _relief(read, known)}
    if _HAD in made or "ket_before" in made:
        made["had_ketamine"] = _beside(made.get(_HAD) or made["ket_before"], "had_ketamine", "yes")
    return list(made.values())


def fewer_than_asked(read: Read) -> bool:
    """Whether fewer infusions were allowed than the doctor asked for."""
    counts: dict[str, int] = {}
    for mark in read.told("figure", _ALLOWED, _ASKED):
        amount = _only(read, mark)
        if amount is not None and _fits(mark.name, amount):
            counts.setdefault(mark.name, int(amount.value))
    return len(counts) == 2 and counts[_ALLOWED] < counts[_ASKED]


def _apart(marks: list[Mark]) -> list[Mark]:
    """Of marks on the same words the longest: a price of each infusion is no bill."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (-mark.length, mark.first)):
        if not any(mark.overlaps(other) for other in kept):
            kept.append(mark)
    return sorted(kept, key=lambda mark: mark.first)


def _value(slot: str, amount: Item) -> str:
    """The value as a form would keep it: dollars with cents, else digits."""
    is_money = amount.kind == "num" and slot not in _COUNTS and slot not in ("pain_now", "coinsurance")
    return str(Decimal(amount.value).quantize(_CENT)) if is_money else str(amount.value)


def _only(read: Read, mark: Mark) -> Item | None:
    """The amount of a mark; None where there are several, or where it counts something else ("asked for 3 letters")."""
    found = [item for item in read.items[mark.first : mark.last + 1] if item.kind in _AMOUNTS]
    if len(found) != 1 or (mark.name in _COUNTS and _counts_else(read, mark, found[0])):
        return None
    return found[0]


def _counts_else(read: Read, mark: Mark, amount: Item) -> bool:
    """Whether a number at the end of a mark stands before a noun that is no infusion."""
    if read.items[mark.last] is not amount or mark.last + 1 == len(read.items):
        return False
    following = read.items[mark.last + 1]
    return following.clause == amount.clause and following.kind != "rx" and following.word not in read.sets["closing"]


def _fits(slot: str, amount: Item) -> bool:
    """Whether an amount can be that of a slot."""
    if slot in _COUNTS:
        return amount.kind == "num" and str(amount.value).isdigit() and 1 <= int(amount.value) <= _MOST_INFUSIONS
    if slot == "pain_now":
        return _pain(amount) is not None
    if slot == "coinsurance":
        return amount.kind == "percent"
    return amount.kind in ("money", "num")


def _pain(item: Item) -> int | None:
    told = str(item.value)
    return int(told) if item.kind == "num" and told.isdigit() and int(told) <= _MOST_PAIN else None


def _relief(read: Read, known: Mapping[str, Any]) -> list[Fact]:
    """What earlier ketamine did to the pain: "ketamine cut my pain from 8 to 3 for 6 weeks"."""
    for mark in read.told("relief", "from_to"):
        items = read.items[mark.first : mark.last + 1]
        levels = [level for level in map(_pain, items) if level is not None]
        rests = [level for level in levels if level != _MOST_PAIN] if len(levels) > 2 else levels
        if len(rests) != 2 or rests[0] <= rests[1] or not _of_ketamine(read, mark, known):
            continue
        made = [fact(read, mark, "ket_before", str(rests[0])), fact(read, mark, "ket_after", str(rests[1]))]
        return [*made, *_weeks(read, mark)]
    return []


def _of_ketamine(read: Read, mark: Mark, known: Mapping[str, Any]) -> bool:
    """Whether ketamine is spoken of in the sentence or the one before it, or was before and no other drug is."""
    if known.get("had_ketamine") == "yes" and not read.all("drug"):
        return True
    sentence = read.sentence(mark)
    return any(read.sentence(rx) in (sentence, sentence - 1) for rx in read.told("rx"))


def _weeks(read: Read, mark: Mark) -> list[Fact]:
    """How long it lasted, in whole weeks: a length of time told after the fall."""
    for length in read.told("span"):
        days = length.value.days or 0
        near = read.sentence(length) == read.sentence(mark) and length.first > mark.last
        if near and 1 <= days // 7 <= _LONGEST:
            return [fact(read, length, "ket_weeks", str(days // 7))]
    return []


def _beside(told: Fact, slot: str, value: str) -> Fact:
    """What follows from a figure, in the same words."""
    return Fact(told.span, told.words, told.confidence, slot, (value,))
