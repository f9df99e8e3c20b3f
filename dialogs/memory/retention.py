"""How long things are kept. Gone through once a day; who is to be erased is told before."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select, update

from dialogs.memory import due
from dialogs.memory.forgetting import forget
from dialogs.memory.tables import forgotten, outbox, people, updates_seen

UPDATES_KEPT = dt.timedelta(days=7)
"""How long a delivery is remembered. Telegram keeps updates for 24 hours (Bot API, getUpdates)."""
UNSENT_KEPT = dt.timedelta(days=30)
EVENT = "retention"
"""The kind of external event by which a person is told; the day behind it is the one on which they are erased."""
A_DAY, MOST = dt.timedelta(days=1), 500
"""People who are told, and who are erased, in one go: the rest the next day."""


@dataclass(frozen=True)
class Purged:
    """What a purge did with people."""

    told: int = 0
    erased: int = 0


@dataclass(frozen=True)
class Kept:
    """Days: after a person's last message until they are erased, before that until they are told, of copies."""

    idle: int
    warn: int
    copies: int


def seen(connection: Connection, person: str, at: dt.datetime) -> None:
    """A person wrote. Whoever was told that they would be erased is not."""
    connection.execute(update(people).where(people.c.id == person).values(seen=at, warned=None))


def purge(connection: Connection, key: bytes, kept: Kept, now: dt.datetime) -> Purged:
    """Drop what has been kept for long enough; tell those whose time comes.

    Args:
        connection: Of a transaction.
        key: Of the marks of who was forgotten.
        kept: How long.
        now: The present moment.
    """
    connection.execute(delete(updates_seen).where(updates_seen.c.seen < now - UPDATES_KEPT))
    connection.execute(delete(outbox).where(outbox.c.made < now - UNSENT_KEPT))
    connection.execute(delete(forgotten).where(forgotten.c.at < now - dt.timedelta(days=kept.copies) - A_DAY))
    told, idle = now - dt.timedelta(days=kept.warn), now - dt.timedelta(days=kept.idle)
    ripe = (people.c.seen < idle) & (people.c.warned <= told)
    over = connection.execute(select(people.c.id, people.c.channel, people.c.chat).where(ripe).limit(MOST)).all()
    for row in over:
        forget(connection, key, row.id, row.channel, row.chat, now)
    soon = (people.c.seen < idle + dt.timedelta(days=kept.warn)) & people.c.warned.is_(None)
    coming = connection.scalars(select(people.c.id).where(soon).limit(MOST)).all()
    last = (now + dt.timedelta(days=kept.warn)).date()
    for person in coming:
        due.keep(connection, person, {f"{EVENT}.{last.isoformat()}": (now, 9)}, set())
        connection.execute(update(people).where(people.c.id == person).values(warned=now))
    return Purged(len(coming), len(over))
