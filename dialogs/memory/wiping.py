"""What was forgotten must not stay readable in what a database keeps beside its rows.

SQLite overwrites what is deleted (`secure_delete`), but until a checkpoint the old pages stand in the file and the new
ones in its write-ahead log; a reader (a backup, a look at the figures) keeps a checkpoint from ending. PostgreSQL keeps
dead rows until VACUUM. So a wipe is owed from the transaction that forgets, and repeated until it is done.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from dialogs.memory.tables import conversations, documents, helpers, inbox, outbox, people, reminders, store_facts

OWED = "wipe"
"""The fact of a store that a wipe is owed."""
_WIPED = (people, conversations, documents, outbox, reminders, helpers, inbox)
_WAIT_MILLISECONDS = 200


def owe(connection: Connection) -> None:
    """Note that a wipe is owed, in the transaction that makes it so."""
    made = sqlite if connection.dialect.name == "sqlite" else postgresql
    connection.execute(made.insert(store_facts).values(name=OWED, value=b"").on_conflict_do_nothing())


def is_owed(connection: Connection) -> bool:
    """Whether something was asked to be forgotten and still stands in freed pages."""
    return connection.scalar(select(store_facts.c.name).where(store_facts.c.name == OWED)) is not None


def wipe(engine: Engine) -> bool:
    """Overwrite what was deleted. False where a reader stands in the way; it is tried again then."""
    done = _sqlite(engine) if engine.dialect.name == "sqlite" else _postgresql(engine)
    if done:
        with engine.begin() as connection:
            connection.execute(delete(store_facts).where(store_facts.c.name == OWED))
    return done


def _sqlite(engine: Engine) -> bool:
    with engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        before = raw.execute("PRAGMA busy_timeout").fetchone()[0]
        raw.execute(f"PRAGMA busy_timeout={_WAIT_MILLISECONDS}")
        try:
            busy, *_ = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            raw.execute(f"PRAGMA busy_timeout={before}")
    return not busy


def _postgresql(engine: Engine) -> bool:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in _WIPED:
            connection.exec_driver_sql(f"VACUUM {table.name}")
    return True
