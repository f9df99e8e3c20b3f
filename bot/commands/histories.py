"""`navigator parse history`: pasted treatment histories taken apart, for people and for programs."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Iterable
from typing import Any, TextIO

from knowledge.extraction.histories import Entry, History, reader
from knowledge.library import shipped


def parse_all(texts: Iterable[str], today: dt.date, *, as_json: bool, out: TextIO) -> None:
    """Take each text apart.

    Args:
        texts: One history each.
        today: The day of telling, for "last year".
        as_json: One object a text, on one line; else lines for people.
        out: Where to write.
    """
    histories = reader(shipped())
    for text in texts:
        found = histories.parse(text, today)
        out.write((json.dumps(as_object(found), ensure_ascii=False) if as_json else _for_people(found)) + "\n")


def as_object(found: History) -> dict[str, Any]:
    """What a program is told: see `docs/commands.md`."""
    return {"entries": [dataclasses.asdict(entry) for entry in found.entries], "rest": list(found.rest)}


def _for_people(found: History) -> str:
    lines = [_line(entry) for entry in found.entries]
    return "\n".join([*lines, *(f"? {words}" for words in found.rest)])


def _line(entry: Entry) -> str:
    told = {name: value for name, value in dataclasses.asdict(entry).items() if value is not None and name != "name"}
    return f"{entry.name}: " + ", ".join(f"{name} {value}" for name, value in told.items())
