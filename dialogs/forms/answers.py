"""Typed answers: what a person wrote, turned into a value, or an error that says what would be accepted."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from dialogs.speaking.spellings import spelled
from knowledge.base.conditions import UNKNOWN
from knowledge.base.schema import Choice
from knowledge.base.text import fold, plain
from knowledge.hearing.dates import Dates
from knowledge.hearing.days import Way
from knowledge.library import Library, shipped
from knowledge.library.plausible import is_chatter

MENU = 24
"""Most choices that are offered as buttons and may be picked by number."""
LONGEST_TEXT = 4000
"""Characters kept of one typed answer, about what one Telegram message holds."""
_ALIKE, _LEAD, _INSIDE = 84.0, 5.0, 0.85
_EARLIEST_YEAR = 1930


class AnswerError(Exception):
    """An answer that cannot be used; `message` is the catalogue's line, `args_` what it needs."""

    message = "answer-unclear"

    def __init__(self, **args: Any) -> None:
        super().__init__(self.message)
        self.args_ = args


class UnclearChoice(AnswerError):
    """The words fit none of the choices, or more than one."""

    message = "answer-unclear-choice"


class UnlistedChoice(UnclearChoice):
    """The same where the choices are too many to be offered as buttons."""

    message = "answer-unclear-unlisted"


class AmbiguousChoice(UnclearChoice):
    """The words fit more than one choice; `choices` names them."""

    message = "answer-ambiguous-choice"


class UnclearChoices(AnswerError):
    """One part of a list fits none of the choices."""

    message = "answer-unclear-choices"


class UnclearYesNo(AnswerError):
    """Neither yes, no nor unsure."""

    message = "answer-unclear-yes-no"


class UnclearDate(AnswerError):
    """The words do not name one date."""

    message = "answer-unclear-date"


class ImpossibleDate(UnclearDate):
    """There is no such day, as November 31."""

    message = "answer-impossible-date"


class PartialDate(AnswerError):
    """A month or a year where the day counts."""

    message = "answer-partial-date"


class UnclearNumber(AnswerError):
    """No single whole number."""

    message = "answer-unclear-number"


class FutureDate(AnswerError):
    """The date has not come yet, and the question is about the past."""

    message = "answer-future-date"


class UnclearMoney(AnswerError):
    """No single amount of dollars."""

    message = "answer-unclear-money"


class UnclearRange(UnclearMoney):
    """No amount of dollars, and no two of them in order."""

    message = "answer-unclear-range"


class UnclearPercent(AnswerError):
    """No single percentage from 0 to 100."""

    message = "answer-unclear-percent"


class EmptyText(AnswerError):
    """Nothing was written."""

    message = "answer-empty-text"


class NoSuchWords(AnswerError):
    """Words to us ("done", "I already told you") where words of a paper are asked for."""

    message = "answer-no-such-words"


class TextTooLong(AnswerError):
    """More than is kept of one answer."""

    message = "answer-text-too-long"


class UnclearClause(AnswerError):
    """Neither yes, no, unsure nor a sentence from the papers."""

    message = "answer-unclear-clause"


@dataclass(frozen=True)
class Room:
    """What an answer is read against: the day it is given, the knowledge behind the choices, and the other answers."""

    today: dt.date
    library: Library
    slots: Mapping[str, Any] = field(default_factory=dict)


def read_choice(raw: str, choices: Sequence[Choice]) -> str:
    """The id of the one choice that `raw` names: by number, by words, or nearly so.

    Raises:
        UnclearChoice: None or more than one fits.
    """
    said = plain(raw)
    if said.isdigit() and len(choices) <= MENU and 1 <= int(said) <= len(choices):
        return choices[int(said) - 1].id
    names = _names(tuple(choices))
    for meant in (_exact(said, names), _alike(said, names), _contained(raw, said, names)):
        if len(meant) == 1:
            return meant.pop()
        if meant:
            raise AmbiguousChoice(choices="; ".join(c.label for c in choices if c.id in meant))
    raise UnclearChoice if len(choices) <= MENU else UnlistedChoice


@lru_cache(maxsize=64)
def _names(choices: tuple[Choice, ...]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (plain(name), c.id) for c in choices for name in (c.id.replace("_", " "), c.label, *c.also) if plain(name)
    )


def _exact(said: str, names: Iterable[tuple[str, str]]) -> set[str]:
    return {choice for name, choice in names if name == said}


def _alike(said: str, names: Iterable[tuple[str, str]]) -> set[str]:
    """The choice that a misspelling comes closest to, if no other comes nearly as close."""
    best: dict[str, float] = {}
    for name, choice in names:
        if len(name) >= 4 and len(said) >= 4:
            best[choice] = max(best.get(choice, 0.0), fuzz.ratio(said, name), fuzz.token_sort_ratio(said, name))
    top = max(best.values(), default=0.0)
    return {choice for choice, score in best.items() if score > top - _LEAD} if top >= _ALIKE else set()


def _contained(raw: str, said: str, names: Iterable[tuple[str, str]]) -> set[str]:
    """Choices whose name stands inside a longer answer ("I have medicare advantag"), the longest names only."""
    if spelled("negation", said, inside=True):
        return set()
    shouted = set(re.findall(r"\b[A-Z]{2,3}\b", raw))
    hits = {(name, choice) for name, choice in names if _stands_in(name, said, shouted)}
    return {c for name, c in hits if not any(name != other and name in other for other, _ in hits)}


def _stands_in(name: str, said: str, shouted: set[str]) -> bool:
    """Two letters count only in capitals ("TX", not "in"); long names count even misspelled."""
    if len(name) <= 2:
        return name.upper() in shouted
    if re.search(rf"\b{re.escape(name)}\b", said):
        return True
    words, width = said.split(), len(name.split())
    windows = (" ".join(words[at : at + width]) for at in range(len(words) - width + 1))
    return len(name) >= 6 and any(OSA.normalized_similarity(name, window) >= _INSIDE for window in windows)


def read_choices(raw: str, choices: Sequence[Choice]) -> list[str]:
    """Ids of several choices, in the order of the list: "1 and 3", "the booklet, a denial letter", "none".

    Raises:
        UnclearChoices: One part fits nothing; `part` names it.
    """
    said = plain(raw)
    if spelled("none_of_these", said):
        return []
    if spelled("all_of_these", said):
        return [choice.id for choice in choices]
    parts = [p for p in re.split(r"[,;\n/&+]|\band\b|\by\b", raw, flags=re.IGNORECASE) if plain(p)]
    if re.fullmatch(r"\s*\d+(\s+\d+)+\s*", raw):
        parts = raw.split()
    found = set()
    for part in parts:
        try:
            found.add(read_choice(part, choices))
        except UnclearChoice:  # the part is named, so that only it needs to be said again
            raise UnclearChoices(part=part.strip()[:60]) from None
    if not found:
        raise UnclearChoices(part=raw.strip()[:60])
    return [choice.id for choice in choices if choice.id in found]


def read_yes_no(raw: str) -> str:
    """``yes``, ``no`` or the mark for "I don't know".

    Raises:
        UnclearYesNo: Anything else.
    """
    said = plain(raw)
    for name, value in (("yes", "yes"), ("no", "no"), ("unknown", UNKNOWN)):
        if spelled(name, said):
            return value
    raise UnclearYesNo


def read_date(raw: str, today: dt.date, *, future: bool = False) -> str:
    """An ISO date, or only its year and month, or only its year, as precise as what was written.

    Numbers are read month first. What is only half understood is not read. Where `future` is false, a weekday and a day
    without a year are the latest gone by; else the next, or one just past where the next is far.

    Args:
        raw: "3/4/26", "March 2024", "last Tuesday", "2 weeks ago", "2021", "3 de marzo de 2024".
        today: The day on which it is said.
        future: Whether a day to come is an answer.

    Raises:
        UnclearDate: It names no date, or something beside it.
        ImpossibleDate: There is no such day.
        FutureDate: It lies after `today` and `future` is false.
    """
    when = _dates().answer(raw)
    if when is None:
        raise UnclearDate
    if when.impossible:
        raise ImpossibleDate
    value = when.iso(today, Way.AHEAD if future else Way.BEHIND)
    if not value or int(value[:4]) < _EARLIEST_YEAR:
        raise UnclearDate
    if not future and value > today.isoformat()[: len(value)]:
        raise FutureDate
    return value


@lru_cache(maxsize=1)
def _dates() -> Dates:
    return Dates(shipped().hearing.dates)


def read_money(raw: str) -> str:
    """Dollars and cents as a decimal number in words of digits: "$1,200.50" is ``1200.50``, "1.5k" ``1500.00``.

    Raises:
        UnclearMoney: No amount, more than one, or a negative one.
    """
    found = re.findall(r"(-?)\s*\$?\s*(\d[\d,]*(?:\.\d+)?)\s*(k|thousand|mil)?\b", fold(raw.replace(",", "")))
    if len(found) != 1 or found[0][0]:
        raise UnclearMoney
    try:
        amount = Decimal(found[0][1]) * (1000 if found[0][2] else 1)
    except InvalidOperation:
        raise UnclearMoney from None
    if amount >= 10_000_000:
        raise UnclearMoney
    return str(amount.quantize(Decimal("0.01")))


def read_money_range(raw: str) -> str:
    """One amount, or two as ``400.00-800.00``: "400 to 800", "$400-$800", "between 400 and 800".

    Raises:
        UnclearRange: No amount, more than two, or the second is less than the first.
    """
    said = fold(raw.replace(",", ""))
    parts = re.split(r"(?<=[\dk])\s*(?:-|–|\bto\b|\band\b|\ba\b|\by\b)\s*(?=\$?\s*\d)", said)
    try:
        amounts = [read_money(part) for part in parts]
    except UnclearMoney:
        raise UnclearRange from None
    if len(amounts) == 1:
        return amounts[0]
    if len(amounts) != 2 or Decimal(amounts[0]) > Decimal(amounts[1]):
        raise UnclearRange
    return "-".join(amounts)


def read_percent(raw: str) -> str:
    """A percentage in digits: "20%", "20 percent" and "20" are ``20``, "7.99" is ``7.99``.

    Raises:
        UnclearPercent: None, more than one, over 100; or a fraction such as 0.2, which may be meant as 20 %.
    """
    said = fold(raw)
    found = re.findall(r"(?<![\d.])(\d{1,3}(?:\.\d{1,4})?)(?![\d.])", said)
    if len(found) != 1 or re.search(r"-\s*\d", said):
        raise UnclearPercent
    amount = Decimal(found[0])
    marked = "%" in said or "percent" in said or "por ciento" in said
    if amount > 100 or (0 < amount < 1 and not marked):
        raise UnclearPercent
    return format(amount.normalize(), "f")


def read_number(raw: str, least: int = 1, most: int = 999) -> str:
    """A whole number in digits: "90 days" is ``90``, "7/10" and "7 out of 10" are ``7`` where 10 is the most.

    Raises:
        UnclearNumber: None, more than one, or one that is too small or too large.
    """
    found = re.findall(r"\d+", re.sub(rf"(/|out of|of|de)\s*{most}\b", "", raw))
    if len(found) != 1 or not least <= int(found[0]) <= most:
        raise UnclearNumber(least=least, most=most)
    return str(int(found[0]))


def read_text(raw: str) -> str:
    """The words as they were written, trimmed.

    Raises:
        EmptyText: Only white space.
        TextTooLong: Over `LONGEST_TEXT` characters.
    """
    words = raw.strip()
    if not words:
        raise EmptyText
    if len(words) > LONGEST_TEXT:
        raise TextTooLong(limit=LONGEST_TEXT)
    return words


def read_clause(raw: str, room: Room) -> dict[str, Any]:
    """A clause answer: ``answer`` (yes, no or unknown), and for pasted words ``words`` and the ``kinds`` found there.

    Raises:
        UnclearClause: Too short to be a sentence from a policy, and not yes, no or unsure.
        TextTooLong: Over `LONGEST_TEXT` characters.
    """
    from knowledge.law.clauses import recognize

    try:
        return {"answer": read_yes_no(raw)}
    except UnclearYesNo:
        words = read_text(raw)
    kinds = recognize(words, room.library.clauses.values())
    if not kinds and is_chatter(words, room.library):
        raise UnclearClause
    if len(words.split()) < 4 and not (kinds and len(words.split()) > 1):
        raise UnclearClause
    return {"answer": "yes", "words": words, "kinds": kinds}
