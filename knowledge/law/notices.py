"""What the law requires of a denial notice, and what is missing from one. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from knowledge.base.text import fold
from knowledge.law.schema import Notice

if TYPE_CHECKING:
    from knowledge.library import Library


def required(plan: str | None, library: Library) -> list[Notice]:
    """What a notice must say for a kind of plan, in the order of the table. Empty where we have checked nothing."""
    return [item for item in library.notices.values() if plan in item.plans]


def citation(item: Notice, plan: str) -> str:
    """The paragraph of law that requires it of this kind of plan."""
    return item.cite.get(plan) or item.cite["default"]


def missing(plan: str | None, answers: Mapping[str, str], library: Library) -> list[Notice]:
    """What a person said is not there. What they do not know is not called missing.

    Args:
        answers: yes, no or anything else, by id of what is required.
    """
    return [item for item in required(plan, library) if answers.get(item.id) == "no"]


def found_in(text: str, plan: str | None, library: Library) -> dict[str, bool]:
    """Whether the words of a notice have each thing that is required. Reads wording, not meaning: to be confirmed."""
    said = fold(text)
    return {
        item.id: any(re.search(pattern, said, re.IGNORECASE | re.DOTALL) for pattern in item.patterns)
        for item in required(plan, library)
    }
