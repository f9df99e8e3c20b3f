"""`navigator knowledge sources` and `due`: what the base rests on, and what has to be read again."""

from __future__ import annotations

import datetime as dt
from typing import Any

from bot.errors import UserError
from knowledge.library import upkeep
from knowledge.library.loader import CONTENT, Content, KnowledgeError, read

AHEAD = 90
"""Days that `due` looks ahead where no day is given."""


def _content() -> Content:
    try:
        return read(CONTENT)
    except (KnowledgeError, OSError) as error:
        raise UserError(str(error)) from None


def sources() -> list[dict[str, Any]]:
    """Every source, by address, with the parts that rest on it."""
    content = _content()
    parts = upkeep.resting(content)
    rows = [
        {
            "id": source.id, "address": source.address, "title": source.title, "authority": source.authority,
            "how": source.how, "seen": source.seen.isoformat(), "parts": parts[source.id],
        }
        for source in content.sources.values()
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (str(row["address"]), str(row["id"])))


def due(by: dt.date) -> list[dict[str, Any]]:
    """What has to be read again by a day, the oldest first."""
    return [
        {
            "where": part.where,
            "review_by": part.review_by.isoformat() if part.review_by else None,
            "sources": list(part.sources),
        }
        for part in upkeep.due(_content(), by)
    ]
