"""What a fault of the database means: it is away and comes back, or something in it is damaged and stays so."""

from __future__ import annotations

import sqlite3

from sqlalchemy import exc

from dialogs.memory.sealing import KeyTrouble
from dialogs.memory.upgrades import TooNew

_DAMAGED_SQLITE = frozenset(
    {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_SHORT_READ}
)
_DAMAGED_POSTGRESQL = frozenset({"XX001", "XX002"})
"""data_corrupted and index_corrupted (PostgreSQL, appendix A, error codes)."""
_AWAY = (exc.OperationalError, exc.InterfaceError, exc.InternalError, exc.TimeoutError)


class Unreadable(Exception):
    """What the store holds of a person cannot be opened or kept. Others are not touched by it."""


class StoreTrouble(Exception):
    """The store cannot be opened; the text says what to do."""


class StoreMoved(StoreTrouble):
    """The store is not the one that is used any more. What comes waits, and is answered by who opens the right one."""


def damaged(error: BaseException) -> bool:
    """Whether the database says that what it holds is damaged."""
    if not isinstance(error, exc.DBAPIError):
        return False
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return code in _DAMAGED_SQLITE or (code & 0xFF) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
    return getattr(error.orig, "sqlstate", None) in _DAMAGED_POSTGRESQL


def away(error: BaseException | None) -> bool:
    """Whether the store is out of reach, locked or full: what failed now may go well later."""
    if isinstance(error, StoreTrouble):
        return True
    return isinstance(error, _AWAY) and not damaged(error)


def of_one_person(error: BaseException) -> bool:
    """Whether a fault lies in what is held of one person: damaged, changed, or in a shape that nobody knows."""
    return damaged(error) or isinstance(error, KeyTrouble | TooNew | ValueError | LookupError | TypeError)
