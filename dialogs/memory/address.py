"""How a store is named: `sqlite:///PATH` or `postgresql+psycopg://USER:PASSWORD@HOST/NAME`."""

from __future__ import annotations

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

KINDS = ("sqlite", "postgresql")


class AddressError(ValueError):
    """A name of no store that can be used. It is not repeated: it may hold a password."""


def readable(url: str) -> URL:
    """The address of a store.

    Raises:
        AddressError: It names none that can be used.
    """
    try:
        found = make_url(url)
        if found.get_backend_name() not in KINDS:
            raise NoSuchModuleError
        found.get_dialect().import_dbapi()
    except (ArgumentError, NoSuchModuleError, ImportError):
        raise AddressError(
            "a store is named as sqlite:///PATH or postgresql+psycopg://USER:PASSWORD@HOST/NAME"
        ) from None
    return found
