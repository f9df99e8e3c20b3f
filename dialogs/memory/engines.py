"""How a database is opened, and what SQLite forgets of a moment. Shared by the store and by moving one."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL

APPLICATION = "infusion-navigator"
"""What PostgreSQL is told of a connection: a restore and a move refuse while one of this name is open."""


def sqlite_engine(url: URL, *, synchronous: str = "FULL", begin: str = "BEGIN IMMEDIATE") -> Engine:
    """SQLite with a write-ahead log, where a transaction begins as `begin` says and not when it first writes."""
    engine = create_engine(url, connect_args={"check_same_thread": False, "timeout": 30})

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, record: Any) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", f"synchronous={synchronous}", "foreign_keys=ON", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def bots(connection: Connection) -> int:
    """How many connections bots have to this database; of SQLite a lock beside the file tells."""
    if connection.dialect.name == "sqlite":
        return 0
    mine = "datname = current_database() AND application_name = :name"
    query = text(f"SELECT count(*) FROM pg_stat_activity WHERE {mine}")  # noqa: S608 - our own words
    return connection.scalar(query, {"name": APPLICATION}) or 0


def utc(moment: dt.datetime) -> dt.datetime:
    """A moment as it was stored. SQLite forgets the zone, which is UTC."""
    return moment.astimezone(dt.UTC) if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
