"""Looking at a store without changing it: nothing is made, no migration runs, no key is needed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, create_engine, func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from dialogs.memory.address import readable
from dialogs.memory.engines import utc
from dialogs.memory.faults import StoreTrouble
from dialogs.memory.schema_version import current, known
from dialogs.memory.tables import outbox, people


@dataclass(frozen=True)
class People:
    """How many people the store knows, and how many of them have blocked us."""

    known: int
    blocked: int


@dataclass(frozen=True)
class OutboxState:
    """How many replies wait, and since when the oldest does."""

    waiting: int
    oldest: dt.datetime | None


@contextmanager
def looking(url: str) -> Iterator[Connection]:
    """A connection that only reads.

    Raises:
        StoreTrouble: There is no store, or it cannot be read.
    """
    address = readable(url)
    if address.get_backend_name() == "sqlite":
        path = Path(address.database or "")
        if not path.is_file():
            raise StoreTrouble(
                f"there is no store {path}. If the bot has one, run this as its user, with DATABASE_URL or "
                "NAVIGATOR_HOME as the bot has them"
            )
        address = address.set(database=path.resolve().as_uri(), query={"mode": "ro", "uri": "true"})
        engine = create_engine(address, poolclass=NullPool)
    else:
        engine = create_engine(
            address, poolclass=NullPool, connect_args={"options": "-c default_transaction_read_only=on"}
        )
    try:
        with engine.connect() as connection:
            yield connection
    except DBAPIError as error:
        raise StoreTrouble(f"cannot open the store: {str(error.orig).splitlines()[0]}") from None


def migration(connection: Connection) -> str | None:
    """At which migration a store stands, None where it stands at the newest.

    Raises:
        StoreTrouble: There are no tables of ours.
    """
    at = current(connection)
    if at is None:
        raise StoreTrouble("the database holds no store")
    return None if at == known()[-1] else at


def count_people(connection: Connection) -> People:
    """For the operator."""
    total, blocked = connection.execute(select(func.count(), func.count(people.c.blocked))).one()
    return People(total, blocked)


def outbox_state(connection: Connection) -> OutboxState:
    """For metrics and the operator."""
    count, oldest = connection.execute(select(func.count(), func.min(outbox.c.made))).one()
    return OutboxState(count, utc(oldest) if oldest else None)
