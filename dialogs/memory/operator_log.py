"""What operators did to a store: the command, when, and counts. Never a word or an id of a person."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from dialogs.memory.engines import utc
from dialogs.memory.tables import operator_log

LISTED = 20


@dataclass(frozen=True)
class Done:
    """One thing that was done."""

    at: dt.datetime
    what: str
    detail: str


def note(connection: Connection, what: str, detail: str = "") -> None:
    """Note it, in the transaction that does it."""
    connection.execute(insert(operator_log).values(at=dt.datetime.now(dt.UTC), what=what, detail=detail))


def latest(connection: Connection, most: int = LISTED) -> list[Done]:
    """The latest first."""
    rows = connection.execute(select(operator_log).order_by(operator_log.c.id.desc()).limit(most))
    return [Done(utc(row.at), row.what, row.detail) for row in rows]
