"""One process for one SQLite store: two would each send what the outbox holds."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from dialogs.memory.address import readable
from dialogs.memory.faults import StoreTrouble


@contextlib.contextmanager
def alone(url: str) -> Iterator[None]:
    """Hold a SQLite store while the block runs; the end of the process, however it comes, lets go of it too.

    Args:
        url: The store. PostgreSQL takes many processes, and is not held.

    Raises:
        StoreTrouble: Another process holds it.
    """
    address = readable(url)
    database = address.database
    if address.get_backend_name() != "sqlite" or not database or database == ":memory:":
        yield
        return
    path = Path(f"{database}.lock")
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        held = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise StoreTrouble(f"cannot open the store: {error.strerror}: {path}") from None
    with held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise StoreTrouble(
                f"another process works on {database}; end it first. For several at once use PostgreSQL (DATABASE_URL)"
            ) from None
        yield
