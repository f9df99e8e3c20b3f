"""Who helps for free, a line each, with number and address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dialogs.case.matters import known
from dialogs.speaking.words import Words
from knowledge.law.contacts import Helper, helpers_for, helpers_of
from knowledge.library import Library

ALL = "all"
"""Stands for those who fit the case."""


def helpers_in(kinds: Sequence[str], slots: Mapping[str, Any], library: Library) -> list[Helper]:
    """The helpers of some kinds where the person lives.

    Args:
        kinds: Ids of contacts.yaml, or `ALL`.
        slots: The case: `state` and `plan_kind` are read, where they are known.
    """
    state = known(slots.get("state"))
    if ALL in kinds:
        return helpers_for(library, known(slots.get("plan_kind")), state)
    return helpers_of(library, kinds, state) if state else []


def lines(helpers: Sequence[Helper], words: Words) -> list[str]:
    """A line for each: what it is, what it does, how to reach it."""
    return [
        words("helper-line", name=one.name, does=one.does, reach=", ".join(filter(None, (one.phone, one.address))))
        for one in helpers
    ]


def told(kinds: Sequence[str], slots: Mapping[str, Any], library: Library, words: Words) -> str:
    """The lines with a head; empty where there is nobody to name."""
    found = helpers_in(kinds, slots, library)
    if not found:
        return ""
    sources = ", ".join(dict.fromkeys(one.source.authority for one in found))
    date = library.contacts.checked.isoformat()
    return words("helper-lines", lines="\n".join(lines(found, words)), sources=sources, date=date)
