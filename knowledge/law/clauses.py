"""Recognizing the kind of a clause from its words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from knowledge.base.text import fold
from knowledge.law.schema import Clause


def recognize(words: str, clauses: Iterable[Clause]) -> list[str]:
    """Ids of the clause kinds whose wording stands in `words`, the weightiest first."""
    said = fold(words)
    found = [c for c in clauses if any(re.search(pattern, said, re.IGNORECASE) for pattern in c.patterns)]
    return [c.id for c in sorted(found, key=lambda c: -c.weight)]
