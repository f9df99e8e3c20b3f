"""Acts as plain data, since what an action reads of a message must survive being sent to an action server."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import Any

from knowledge.hearing.acts import About, Act, Heard, Span, Standing

KINDS: dict[str, type[Act]] = {kind.__name__: kind for kind in Act.__subclasses__()}
"""Every kind of act, by its name."""


def packed(heard: Heard) -> dict[str, Any]:
    """Acts as JSON can hold them."""
    return {"text": heard.text, "acts": [{"act": type(act).__name__, **_plain(asdict(act))} for act in heard]}


def unpacked(held: dict[str, Any]) -> Heard:
    """The acts of `packed`."""
    return Heard(held["text"], tuple(_act(dict(row)) for row in held["acts"]))


def _plain(value: object) -> Any:
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def _act(row: dict[str, Any]) -> Act:
    kind = KINDS[row.pop("act")]
    row["span"] = Span(**row["span"])
    for name, read in (("about", About), ("standing", Standing)):
        if row.get(name) is not None:
            row[name] = read(row[name])
    if "values" in row:
        row["values"] = tuple(row["values"])
    if row.get("on"):
        row["on"] = dt.date.fromisoformat(row["on"])
    return kind(**row)


def understood(heard: Heard) -> list[dict[str, Any]]:
    """The facts of a message for a program to read, events among them."""
    facts = [
        {
            "slot": fact.slot,
            "value": fact.value if len(fact.values) == 1 else list(fact.values),
            "words": fact.words,
            "about": fact.about.value,
            "confidence": fact.confidence,
        }
        for fact in heard.facts
    ]
    for event in heard.events:
        told = {"happened": event.happened, **({"event_on": event.on.isoformat()} if event.on else {}), **event.facts}
        facts += [
            {"slot": slot, "value": _plain(value), "words": event.words, "about": event.about.value,
             "confidence": event.confidence}
            for slot, value in told.items()
        ]  # fmt: skip
    return facts
