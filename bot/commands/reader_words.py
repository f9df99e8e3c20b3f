"""A reading in words, for the command line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TextIO

from bot.apart.work import Progress
from dialogs.case.documents import LARGEST
from dialogs.speaking.words import DEFAULT, words_in

EVERY = 10
"""Pages between two lines of progress."""


def problem(name: str, **args: object) -> str:
    """Why a file could not be read."""
    return words_in(DEFAULT)(f"read-{name}", **{"limit": LARGEST // 1024**2, **args})


def progress(out: TextIO) -> Progress:
    """Says now and then how far it is, on a terminal."""

    def tell(page: int, count: int) -> None:
        if count > EVERY and page % EVERY == 0 and out.isatty():
            out.write("\r" + words_in(DEFAULT)("read-progress", page=page, pages=count))
            out.write("\n" if page + EVERY > count else "")

    return tell


def told(found: Mapping[str, Any]) -> str:
    """The reading as lines."""
    words = words_in(DEFAULT)
    lines = [words("read-kind", kind=found["kind"], pages=found["pages"], ocr=found["ocr_pages"])]
    for name, value in found["fields"].items():
        sure = round(100 * value["confidence"])
        lines.append(
            words(
                "read-field",
                label=words(f"read-label-{name.replace('_', '-')}"),
                value=str(value["value"]),
                page=value["page"],
                sure=sure,
            )
        )
    for hit in found["clauses"]:
        sure = round(100 * hit["confidence"])
        lines.append(
            words(
                "read-clause",
                kind=hit["kind"].replace("_", " "),
                page=hit["page"],
                heading=hit["heading"] or "-",
                sure=sure,
                passage=hit["passage"],
            )
        )
    lines += [words(f"read-warning-{warning}") for warning in found["warnings"]]
    return "\n".join(lines)
