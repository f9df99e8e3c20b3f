"""Telling everybody something: kept sealed once, and a reminder for each person, delivered at the queue's pace."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select

from dialogs.memory.due import PENDING
from dialogs.memory.sealing import Sealer
from dialogs.memory.tables import people, reminders, store_facts

EVENT = "announce"
"""The kind of external event by which a person is told; behind it stands the number of the announcement."""
URGENCY = 8
"""Behind every reminder of a date."""
HOUR_UTC = 17
"""From when on it goes out: noon in New York, nine in Los Angeles."""


class AnnouncedAlready(Exception):
    """The same words were announced before; they do not go out twice."""


@dataclass(frozen=True)
class Announced:
    """What was begun: under which name, from when on, to how many."""

    name: str
    due: dt.datetime
    people: int


def name_of(text: str) -> str:
    """The name of an announcement: the same words have the same."""
    return f"{EVENT}.{hashlib.sha256(text.encode()).hexdigest()[:12]}"


def announce(connection: Connection, operator: Sealer, text: str, now: dt.datetime, *, breach: bool) -> Announced:
    """Begin to tell everybody who has not blocked the bot, in the caller's transaction.

    Args:
        connection: Of the transaction: all are to be told, or nobody.
        operator: Seals the words.
        text: What is to be said.
        now: The present moment.
        breach: It is about a breach of their data, and its first line says that it is important.

    Raises:
        AnnouncedAlready: See there.
    """
    name = name_of(text)
    if connection.scalar(select(store_facts.c.name).where(store_facts.c.name == name)):
        raise AnnouncedAlready(f"these words were announced before ({name}); they do not go out twice")
    held = json.dumps({"text": text, "kind": "breach" if breach else "news"}).encode()
    connection.execute(insert(store_facts).values(name=name, value=operator.seal(held, name)))
    start = now.replace(hour=HOUR_UTC, minute=0, second=0, microsecond=0)
    due = max(now, start) if now.hour < HOUR_UTC + 8 else start + dt.timedelta(days=1)
    ids = connection.scalars(select(people.c.id).where(people.c.blocked.is_(None))).all()
    if ids:
        row = {"name": name, "due": due, "urgency": URGENCY, "state": PENDING, "tries": 0}
        connection.execute(insert(reminders), [{"person": person, **row} for person in ids])
    return Announced(name, due, len(ids))


def announcement(connection: Connection, operator: Sealer, name: str) -> dict[str, Any]:
    """What is to be said, by its name: ``text`` and ``kind``."""
    sealed = connection.scalar(select(store_facts.c.value).where(store_facts.c.name == name))
    found: dict[str, Any] = json.loads(operator.open(sealed, name)) if sealed else {}
    return found
