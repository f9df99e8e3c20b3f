"""What goes into a packet, in which order, and how it is divided when it is too much for one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dialogs.case.documents import Document
from knowledge.library import Library

MEGABYTE = 1024 * 1024
MOST_MEGABYTES = 50
"""What a bot may send in one file (Bot API, sendDocument)."""
MOST_PAGES = 300
FRONT_PAGES = 12
"""Room for cover, index and letter in the first part."""
_ROOM = 0.9
"""Part of `MOST_MEGABYTES` that documents may fill: pictures may grow when they become pages."""


def in_order(documents: Sequence[Document], library: Library) -> list[Document]:
    """Documents as exhibits: by kind in the order of knowledge, then by their date, then as they were sent."""
    place = {kind: number for number, kind in enumerate(library.choices["document_kinds"])}
    return sorted(
        documents,
        key=lambda one: (place.get(one.get("kind") or "", len(place)), one.get("date") or "9", one["number"]),
    )


def divided(documents: Sequence[Document]) -> list[list[Document]]:
    """The parts of a packet, each of at most `MOST_PAGES` pages and about `MOST_MEGABYTES`. One part if all fits."""
    parts: list[list[Document]] = [[]]
    pages, size = FRONT_PAGES, 0
    for one in documents:
        over = pages + one["pages"] > MOST_PAGES or size + one["size"] > MOST_MEGABYTES * MEGABYTE * _ROOM
        if over and parts[-1]:
            parts.append([])
            pages, size = FRONT_PAGES, 0
        parts[-1].append(one)
        pages, size = pages + one["pages"], size + one["size"]
    return parts


def exhibits(documents: Sequence[Document], titles: Sequence[str], first: int = 1) -> list[dict[str, Any]]:
    """Exhibits of a packet as JSON, numbered from `first`."""
    return [
        {"id": one["id"], "type": one["type"], "title": title, "number": number, "pages": one["pages"]}
        for number, (one, title) in enumerate(zip(documents, titles, strict=True), first)
    ]
