"""Whether a free text can be what it is kept as: a quotation of a policy, a dose, a name (plausible.yaml).

An answer is kept as it was given. What does not look like what the field is must not enter a paper that somebody signs.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from knowledge.law.letters import Fitting

if TYPE_CHECKING:
    from knowledge.library import Library


@lru_cache(maxsize=512)
def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(source)


def _found(patterns: tuple[str, ...], said: str) -> int:
    return sum(bool(_pattern(pattern).search(said)) for pattern in patterns)


def is_chatter(text: str, library: Library) -> bool:
    """Whether a text speaks to us ("Done", "I already told you that") and is no words of a paper."""
    return bool(_found(library.plausible.chatter, _lowered(text)))


def fits(field: str, text: str, library: Library) -> bool:
    """Whether a text can be what `field` is. A field without a shape takes what is given."""
    name = library.plausible.fields.get(field)
    return name is None or has_shape(name, text, library)


def has_shape(name: str, text: str, library: Library) -> bool:
    """Whether a text has one of the shapes of plausible.yaml.

    Raises:
        KeyError: There is no such shape.
    """
    shape: Fitting = library.plausible.shapes[name]
    said = _lowered(text)
    if not shape.least_words <= len(said.split()) <= shape.most_words:
        return False
    if name in QUOTED and is_chatter(text, library):
        return False
    return (not shape.any or _found(shape.any, said) >= shape.least_hits) and not _found(shape.none, said)


QUOTED = frozenset({"policy_text", "reason", "criteria", "effect", "account"})
"""Shapes whose text is printed as somebody's words."""


def _lowered(text: str) -> str:
    return " ".join(text.lower().replace("’", "'").split())
