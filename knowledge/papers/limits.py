"""The limits that a letter names: what each is for, read before its number is.

A letter names several: to appeal, to keep care going, for a hearing, for the plan's own answer. In each sentence one
amount at a time is marked, and the patterns of `papers.yaml` (``limits``) say what that amount is for. Only then does
a number mean anything; a limit of another act never stands for the appeal's.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from knowledge.papers import dates
from knowledge.papers.words import LimitWords, compiled

_CONTRACTED = re.compile(r"['\u2019]ll\b")
AMOUNT, OTHER = "\u00abN\u00bb", "\u00abM\u00bb"
"""What stands in a sentence for the amount that is looked at, and for every other one."""
MOST_AMOUNTS = 16
"""A sentence with more amounts is a list or noise, and states no limit."""


@dataclass(frozen=True)
class Limit:
    """One limit.

    Attributes:
        act: What it is for: an act of `papers.yaml`, or of its list of things that are none of a person's acts.
        days: A number of days, or words such as "4 months"; None where a date is named.
        by: The date that is named, or None.
        unit: Of `days`, as it is written.
        counted_from: receipt, notice, mailing, or None where nothing is said.
        sure: How sure it is that the limit is for this act, 0 to 1.
        start: Where the amount begins in the sentence.
    """

    act: str
    days: int | str | None
    by: dt.date | None
    unit: str | None
    counted_from: str | None
    sure: float
    start: int


@dataclass(frozen=True)
class _Amount:
    start: int
    end: int
    days: int | str | None = None
    by: dt.date | None = None
    unit: str | None = None


def limits_in(sentence: str, words: LimitWords, heading: str = "", before: str = "") -> list[Limit]:
    """The limits of a sentence, each with its act; amounts that are no limit are left out.

    Args:
        sentence: A whole sentence.
        words: How limits are written.
        heading: What stands over its paragraph.
        before: The sentence before it, which may say what "it" is.
    """
    amounts = [*_periods(sentence, words), *_days(sentence, words)]
    if len(amounts) > MOST_AMOUNTS:
        return []
    found = []
    for amount in sorted(amounts, key=lambda one: one.start):
        act = _act(_marked(sentence, amount, amounts), words, heading, before)
        if act is not None:
            stated = next((name for name, said in words.stated.items() if compiled(said).search(sentence)), None)
            found.append(Limit(act[0], amount.days, amount.by, amount.unit, stated, act[1], amount.start))
    return found


def _periods(sentence: str, words: LimitWords) -> Iterator[_Amount]:
    for match in words.amount.finditer(sentence):
        written = " ".join((match["word"] or "").lower().replace("-", " ").split())
        amount = int(match["number"]) if match["number"] else words.numbers.get(written)
        if amount:
            written = match["unit"].lower()
            unit = next(name for name, said in words.units.items() if compiled(said).search(written))
            yield _Amount(
                match.start(), match.end(), amount if unit.endswith("days") else f"{amount} {unit}", unit=unit
            )


def _days(sentence: str, words: LimitWords) -> Iterator[_Amount]:
    for day, start, end in dates.found(sentence):
        if compiled(words.by).search(sentence[:start]):
            yield _Amount(start, end, by=day)


def _marked(sentence: str, amount: _Amount, every: list[_Amount]) -> str:
    """The sentence with this amount as one mark, and the others as another."""
    text, at = "", 0
    for one in sorted(every, key=lambda other: other.start):
        if one.start < at:
            continue
        text += sentence[at : one.start] + (AMOUNT if one is amount else OTHER)
        at = one.end
    return re.sub(r"\s+", " ", _CONTRACTED.sub(" will", text + sentence[at:]))


def _act(marked: str, words: LimitWords, heading: str, before: str) -> tuple[str, float] | None:
    """What the marked amount is for, and how sure that is; None where it is no limit at all.

    The sentence itself is asked first; then its heading, then the sentence before it, which only say what "it" is.
    """
    for rule in words.acts:
        if any(compiled(said).search(marked) for said in rule.says):
            return (rule.act, rule.sure) if rule.act != words.none else None
    if not compiled(words.asks).search(marked):
        return None
    for context, sure in ((heading, words.by_heading), (before, words.by_sentence_before)):
        for rule in words.acts:
            if context and rule.named and compiled(rule.named).search(context):
                return (rule.act, sure) if rule.act != words.none else None
    return None


def as_json(limit: Limit, page: int, passage: str) -> dict[str, Any]:
    """For a program."""
    made: dict[str, Any] = {"act": limit.act, "page": page, "passage": passage, "confidence": limit.sure}
    told = {"days": limit.days, "by": limit.by.isoformat() if limit.by else None}
    told |= {"unit": limit.unit, "counted_from": limit.counted_from}
    return made | {name: value for name, value in told.items() if value is not None}
