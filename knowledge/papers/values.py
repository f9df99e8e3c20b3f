"""From words to a value of a field: by its type, if it looks like one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from knowledge.papers import dates
from knowledge.papers.letter import LONGEST, Value
from knowledge.papers.words import FieldWords, PaperWords, compiled

UNSURE, RIVAL = 0.5, 0.12
"""What two rival values are worth; how near in sureness a rival is."""
UNLIKE = 0.45
"""How sure a value is at most that does not look like one of its field."""
DOUBTFUL = 0.4
"""How sure a last day is that lies before the letter: one of the two was not read right, and the person is asked."""
LONG_FIELDS = ("reason", "criteria", "clause")
SINGLE = ("member_id", "reference", "appeal_fax")
"""Fields of which a letter has one: two values are rivals. So it is with dates and numbers of days."""
DATED_WITHIN, LEAST_DIGITS, LEAST_LETTERS, LEAST_REASON = 40, 3, 2, 3
MOST_WORDS = {True: 120, False: 25}
PHONE = re.compile(r"(?:\+?1[\s.-]?)?(?:\(\d{3}\)\s?|\d{3}[\s.-])\d{3}[\s.-]\d{4}(?!\d)")
IDENTIFIER = re.compile(r"[A-Z0-9](?:[A-Z0-9/.*\-]*[A-Z0-9])?(?:[ -](?=[A-Z0-9/-]*\d)[A-Z0-9/-]+){0,4}", re.IGNORECASE)
_BARE_CODE = re.compile(r"\b[A-Z]{0,3}-?\d{1,4}\b")


def made(one: FieldWords, words: PaperWords, sure: float, text: str, page: int, passage: str) -> Iterator[Value]:
    """The values of a field that some words hold.

    Args:
        one: The field.
        words: How papers are written.
        sure: How sure such words are.
        text: The words.
        page: Where they stand.
        passage: What is shown of the paper for them.
    """
    text = " ".join(text.split()).strip(" :;|")
    passage = " ".join(passage.split())[:LONGEST]
    match one.type:
        case "date":
            days = [day for day, start, _ in dates.found(text) if start < DATED_WITHIN]
            if days:
                more = {"until": days[1].isoformat()} if len(days) > 1 and one.field == "service_date" else {}
                yield Value(one.field, days[0].isoformat(), page, passage, sure, more=more)
        case "id":
            found = IDENTIFIER.match(text.lstrip("#: "))
            digits = sum(sign.isdigit() for sign in found.group(0)) if found else 0
            if found and digits >= LEAST_DIGITS and not dates.found(found.group(0)) and not PHONE.match(text):
                yield from judged(one, found.group(0).strip(" .-"), text, page, passage, sure)
        case "phone":
            if phone := PHONE.search(text[:60]):
                yield Value(one.field, phone.group(0), page, passage, sure)
        case "codes":
            codes = list(dict.fromkeys(compiled(words.codes.reason).findall(text))) or _BARE_CODE.findall(text[:40])
            if codes:
                yield Value(one.field, ", ".join(codes), page, passage, sure)
        case _:
            value = text
            for tail in one.without:
                value = compiled(tail).sub("", value)
            if one.field not in LONG_FIELDS:
                value = value.strip(" .,;-\u2013(")
            if plausible(one, value):
                yield from judged(one, value[:LONGEST], text, page, passage, sure)


def judged(one: FieldWords, value: str, text: str, page: int, passage: str, sure: float) -> Iterator[Value]:
    """The value, unless it is none of this field; hardly sure where it does not look like one."""
    if any(compiled(pattern).search(value) for pattern in one.never):
        return
    if one.looks and not any(compiled(pattern).search(text) for pattern in one.looks):
        sure = min(sure, UNLIKE)
    yield Value(one.field, value, page, passage, sure)


def plausible(one: FieldWords, value: str) -> bool:
    """Whether words could be a value of a field of text at all: letters, a length, no date at their head."""
    letters, count = sum(sign.isalpha() for sign in value), len(value.split())
    if letters < LEAST_LETTERS or count > MOST_WORDS[one.field in LONG_FIELDS]:
        return False
    if one.field == "reason":
        return count >= LEAST_REASON and not any(compiled(pattern).search(value) for pattern in one.never)
    return not dates.found(value[:12]) and not any(compiled(pattern).search(value) for pattern in one.never)


# --- the best of several ------------------------------------------------------------------------------


def best(found: list[Value], text: str) -> Value:
    """The surest value; with rivals as good, all of them and little sureness, the one nearest the head first."""
    ranked = sorted(found, key=lambda one: -one.confidence)
    close = [one for one in ranked if one.confidence >= ranked[0].confidence - RIVAL]
    if any(not same(one.value, ranked[0].value) for one in close):
        close.sort(key=lambda one: (one.page, text.find(one.passage[:20])))
        ranked = [*close, *ranked[len(close) :]]
    first = ranked[0]
    support = [one for one in ranked if same(one.value, first.value)]
    rivals: list[Any] = []
    for one in ranked[1:]:
        if one.confidence >= first.confidence - RIVAL and not any(
            same(one.value, other) for other in (first.value, *rivals)
        ):
            rivals.append(one.value)
    single = first.name.endswith(("_date", "_by", "_days")) or first.name in SINGLE
    if single and rivals:
        return replace(first, confidence=min(first.confidence, UNSURE), others=tuple(rivals))
    return replace(first, confidence=min(0.99, first.confidence + 0.02 * (len({one.passage for one in support}) - 1)))


def same(one: object, other: object) -> bool:
    """Whether two values are the same but for signs and capitals."""
    return bool(re.sub(r"\W", "", str(one)).casefold() == re.sub(r"\W", "", str(other)).casefold())


def reconciled(chosen: dict[str, Value]) -> dict[str, Value]:
    """A date that only repeats another's words is no second fact; no last day lies before its letter."""
    notice, service = chosen.get("notice_date"), chosen.get("service_date")
    for name in ("appeal_by", "next_by", "answer_by"):
        last = chosen.get(name)
        if notice and last and str(last.value) <= str(notice.value):
            chosen[name] = replace(last, confidence=min(last.confidence, DOUBTFUL))
    if notice and service and service.value == notice.value and service.confidence < 0.8:
        chosen.pop("service_date")
    return chosen
