"""Moving a store from one database to another, row by row; an interrupted move goes on where it was.

The rows stay sealed: nothing is opened, and the operator's key goes along by hand. While it moves, the source takes no
writes; the target opens for nobody until every row was compared.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, delete, func, insert, select, text, tuple_
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from dialogs.memory.address import readable
from dialogs.memory.engines import bots, sqlite_engine, utc
from dialogs.memory.schema_version import bring_to_head, current, known
from dialogs.memory.tables import (
    conversations,
    documents,
    forgotten,
    helpers,
    inbox,
    operator_log,
    outbox,
    people,
    reminders,
    store_facts,
    updates_seen,
)

TABLES = (
    people,
    conversations,
    documents,
    reminders,
    helpers,
    inbox,
    outbox,
    updates_seen,
    forgotten,
    operator_log,
)
"""In the order in which rows may refer to each other."""
BATCH, FEW = 500, 4
"""Rows compared at once; documents may be of 20 MB each."""
MOVING, MOVED, CANARY = "moving", "moved", "canary"
Row = tuple[Any, ...]
Told = Callable[[str, int], None]


class CannotMove(Exception):
    """The move cannot begin or did not hold; the text says what to do."""


def move(source: str, target: str, told: Told = lambda table, rows: None) -> dict[str, int]:
    """Copy a whole store and compare every row.

    Args:
        source: URL of a store that exists.
        target: URL of an empty database, or of one into which this very store was being moved.
        told: Called after each table with its name and number of rows.

    Returns:
        The number of rows of each table; nothing where an earlier move had brought them all and only the source
        was still open.

    Raises:
        CannotMove: See its text; the source is as it was.
    """
    here, there = readable(source), readable(target)
    if here == there:
        raise CannotMove("FROM and TO are the same store")
    if here.get_backend_name() == "sqlite" and not Path(here.database or "").is_file():
        raise CannotMove(f"there is no store {here.database}")
    counts = {}
    try:
        with _reading(here) as reader, _writing(there) as writer:
            facts = _begin(reader, writer)
            if facts is not None:
                for table in TABLES:
                    counts[table.name] = _bring(table, reader, writer)
                    told(table.name, counts[table.name])
                for table in TABLES:
                    _compare(table, reader, writer)
                _open(writer, facts)
            _close(reader)
    except DBAPIError as error:
        raise CannotMove(f"the database said: {str(error.orig).splitlines()[0]}") from None
    return counts


def _engine(url: URL) -> Engine:
    return sqlite_engine(url) if url.get_backend_name() == "sqlite" else create_engine(url)


def _reading(url: URL) -> Connection:
    """The source, locked against writes until the end."""
    connection = _engine(url).connect()
    at, head = current(connection), known()[-1]
    if at != head:
        connection.close()
        raise CannotMove(
            f"{url.render_as_string()} is at migration {at or 'none'}, this program at {head}: "
            "run `navigator status` on it once, which brings it up"
        )
    if url.get_backend_name() != "sqlite":
        if bots(connection):
            connection.close()
            raise CannotMove("a bot is connected to FROM; end every bot first")
        names = ", ".join(table.name for table in (*TABLES, store_facts))
        connection.execute(text(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE"))
    return connection


def _writing(url: URL) -> Connection:
    if url.get_backend_name() == "sqlite":
        Path(url.database or "").parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    connection = _engine(url).connect()
    bring_to_head(connection)
    connection.commit()
    return connection


def _facts(connection: Connection) -> dict[str, bytes]:
    return {row.name: row.value for row in connection.execute(select(store_facts))}


def _begin(reader: Connection, writer: Connection) -> dict[str, bytes] | None:
    """Check that these two may be joined, and mark the target as unfinished. None: it is complete already."""
    mine, theirs = _facts(reader), _facts(writer)
    if MOVING in mine:
        raise CannotMove("FROM is itself the unfinished target of a move")
    if MOVED in mine:
        raise CannotMove(f"FROM was moved already, on {mine[MOVED].decode()}")
    if CANARY not in mine:
        raise CannotMove("FROM holds no store")
    if theirs == mine:
        return None
    if theirs and MOVING not in theirs:
        raise CannotMove("TO holds a store already; name an empty database")
    if theirs.get(MOVING, mine[CANARY]) != mine[CANARY]:
        raise CannotMove("TO is the unfinished target of another store's move; name an empty database")
    if MOVING not in theirs:
        writer.execute(insert(store_facts).values(name=MOVING, value=mine[CANARY]))
    writer.commit()
    return mine


def _open(writer: Connection, facts: dict[str, bytes]) -> None:
    """From now on the target is a store."""
    if writer.dialect.name == "postgresql":
        last = writer.scalar(select(func.max(outbox.c.id))) or 1
        writer.execute(select(func.setval(func.pg_get_serial_sequence("outbox", "id"), last)))
    writer.execute(delete(store_facts))
    writer.execute(insert(store_facts), [{"name": name, "value": value} for name, value in facts.items()])
    writer.commit()


def _close(reader: Connection) -> None:
    """From now on the source opens for nobody, so that two stores do not grow apart."""
    day = dt.datetime.now(dt.UTC).date().isoformat().encode()
    reader.execute(insert(store_facts).values(name=MOVED, value=day))
    reader.commit()


def _key(table: Table) -> list[Any]:
    return list(table.primary_key.columns)


def _batches(table: Table, connection: Connection, *columns: Any) -> Iterator[list[Any]]:
    """All rows in the order of their key, some at a time: their `columns`, of which the key is the first."""
    key, most = _key(table), FEW if table is documents else BATCH
    after: Row | None = None
    while True:
        query = select(*columns).order_by(*key).limit(most)
        if after is not None:
            query = query.where(tuple_(*key) > tuple_(*after))
        rows = list(connection.execute(query))
        if not rows:
            return
        yield rows
        after = tuple(getattr(rows[-1], column.name) for column in key)


def _held(table: Table, connection: Connection, keys: Iterable[Row]) -> dict[Row, Row]:
    """Rows by key, of those keys that are there."""
    key = _key(table)
    wanted = tuple_(*key).in_(list(keys))
    return {_named(table, row): _plain(row) for row in connection.execute(select(table).where(wanted))}


def _named(table: Table, row: object) -> Row:
    return tuple(getattr(row, column.name) for column in _key(table))


def _plain(row: Any) -> Row:
    """The values, comparable between databases: SQLite forgets the zone of a moment, which is UTC."""
    return tuple(utc(value) if isinstance(value, dt.datetime) else value for value in row)


def _bring(table: Table, reader: Connection, writer: Connection) -> int:
    """Make the target's rows those of the source. What an earlier try brought is left as it is."""
    count = 0
    for rows in _batches(table, reader, table):
        mine = {_named(table, row): _plain(row) for row in rows}
        theirs = _held(table, writer, mine)
        changed = [key for key, row in mine.items() if theirs.get(key) != row]
        stale = [key for key in changed if key in theirs]
        if stale:
            writer.execute(delete(table).where(tuple_(*_key(table)).in_(stale)))
        if changed:
            names = [column.name for column in table.columns]
            writer.execute(insert(table), [dict(zip(names, mine[key], strict=True)) for key in changed])
        writer.commit()
        count += len(rows)
    for rows in _batches(table, writer, *_key(table)):
        keys = {tuple(row) for row in rows}
        gone = keys - set(_held(table, reader, keys))
        if gone:
            writer.execute(delete(table).where(tuple_(*_key(table)).in_(list(gone))))
    writer.commit()
    return count


def _compare(table: Table, reader: Connection, writer: Connection) -> None:
    """Compare every row.

    Raises:
        CannotMove: One differs, or there are others.
    """
    for rows in _batches(table, reader, table):
        mine = {_named(table, row): _plain(row) for row in rows}
        if mine != _held(table, writer, mine):
            raise CannotMove(f"a row of {table.name} differs after the move; run it again")
    ours, theirs = (one.scalar(select(func.count()).select_from(table)) for one in (reader, writer))
    if ours != theirs:
        raise CannotMove(f"{table.name} has {theirs} rows after the move, not {ours}; run it again")
