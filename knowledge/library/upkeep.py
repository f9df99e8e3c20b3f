"""Keeping the base true: every part that states a fact, what it rests on, and when it has to be read again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.base.calendar import after_months
from knowledge.law.rulebook import Rulebook
from knowledge.library import papers_check
from knowledge.library.loader import Content


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the base.

    Attributes:
        where: File and entry.
        sources: Ids of its sources.
        review_by: The day from which it has to be checked again; None where it states nothing that ages.
    """

    where: str
    sources: tuple[str, ...]
    review_by: dt.date | None = None


def parts(content: Content) -> Iterator[Part]:
    """Every part that cites a source."""
    for where, entry in content.sourced():
        yield Part(f"{where}: {entry.id}", entry.sources, entry.review_by)
    for road in content.roads.values():
        for said in road.says():
            yield Part(f"roads.yaml: {road.id}", said.sources)
    for name, choices in content.choices.items():
        for choice in choices.values():
            yield Part(f"choices.yaml: {name}: {choice.id}", choice.sources)
    for refusal in content.refusals.values():
        yield Part(f"refusals.yaml: {refusal.id}", refusal.sources)
    for kind, line in content.safety.lines.items():
        yield Part(f"safety.yaml: {kind}", line.sources)
    for where, sources in papers_check.citing(content):
        yield Part(where, sources)
    yield Part("money.yaml", content.money.sources)
    yield Part("contacts.yaml", tuple(sorted(content.contacts.cited)), content.contacts.review_by)
    yield from law(content.rulebook)


def law(book: Rulebook) -> Iterator[Part]:
    """The rules, what each state says, and the amounts by year."""
    for row in book.states.rows:
        for name, read in row.read:
            yield Part(f"states.yaml: {row.code}: {name}", read.sources, read.review_by)
    for rule in book.rules:
        day = None if rule.made else _later(rule.read, book)  # what is made from a state's row is reviewed with it
        yield Part(f"deadlines.yaml: {rule.id}", rule.sources, day)
    for amount in book.amounts:
        yield Part(f"amounts.yaml: {amount.id}", amount.sources, _later(amount.read, book))


def _later(read: dt.date, book: Rulebook) -> dt.date:
    return after_months(read, book.review_months, first_of_next=False)[0]


def due(content: Content, by: dt.date) -> list[Part]:
    """What has to be checked again by a day, the oldest first."""
    return sorted(
        (part for part in parts(content) if part.review_by and part.review_by <= by),
        key=lambda part: (part.review_by or by, part.where),
    )


def resting(content: Content) -> dict[str, list[str]]:
    """By id of a source, the parts that rest on it, in the order of the files."""
    found: dict[str, list[str]] = {name: [] for name in content.sources}
    for part in parts(content):
        for name in part.sources:
            found.setdefault(name, []).append(part.where)
    return found
