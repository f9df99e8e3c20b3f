"""Bringing the tables to the newest migration. Alembic is loaded only when there is something to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, inspect, text

MIGRATIONS = Path(__file__).parent / "migrations"


class NewerStore(Exception):
    """The tables were made by a newer program; start that one, or restore a backup."""


def known() -> list[str]:
    """Ids of the migrations that this program has, oldest first: the first four signs of their file names."""
    return sorted(path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def current(connection: Connection) -> str | None:
    """The migration that the tables are at; None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    at: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return at


def head() -> str:
    """The newest migration that this program has."""
    return known()[-1]


def bring_to_head(connection: Connection, before: Callable[[str], None] = lambda at: None) -> str | None:
    """Run the migrations that are missing, in the caller's transaction.

    Args:
        connection: Of the transaction.
        before: Called with the migration of a store that is about to be changed.

    Returns:
        The migration at which the store was, where it was one and was brought up.

    Raises:
        NewerStore: The tables are at a migration that this program does not have.
    """
    at, versions = current(connection), known()
    if at == versions[-1]:
        return None
    if at is not None and at not in versions:
        raise NewerStore(f"the store is at migration {at}; this program knows up to {versions[-1]}")
    if at is not None:
        before(at)
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    return at
