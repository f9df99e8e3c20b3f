"""`navigator parse log`: notes of calls and letters taken apart, for people and for programs."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any, TextIO

from knowledge.extraction.trail import Contact, reader
from knowledge.library import shipped


def parse_all(texts: Iterable[str], today: dt.date, *, as_json: bool, out: TextIO) -> None:
    """Take each note apart.

    Args:
        texts: One note each.
        today: The day of the notes, for "yesterday" and "by friday".
        as_json: One object a note, on one line; else lines for people.
        out: Where to write.
    """
    trail = reader(shipped())
    for text in texts:
        told = as_object(trail.read(text, today))
        if as_json:
            out.write(json.dumps(told, ensure_ascii=False) + "\n")
        else:
            lines = [f"{name}: {value}" for name, value in told.items() if value is not None]
            out.write("\n".join([*lines, "", ""]))


def as_object(found: Contact) -> dict[str, Any]:
    """What a program is told: see `docs/commands.md`."""
    return {
        "channel": found.channel,
        "with": found.who,
        "reference": found.reference,
        "date": found.date.isoformat() if found.date else None,
        "time": found.time,
        "said": found.said,
        "promise": found.promise,
        "promise_due": found.promise_due.isoformat() if found.promise_due else None,
    }
