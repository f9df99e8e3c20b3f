"""Copies of a store that is a file, beside it: before a migration, and what a restore took the place of. They end."""

from __future__ import annotations

import datetime as dt
import sqlite3
from pathlib import Path

KINDS = ("at-", "before-")
"""What is put behind the store's name: `at-0005-…` before a migration, `before-…` by `deploy/restore`."""


def keep(store: Path, kind: str) -> Path:
    """Copy a store as it stands. Only its owner can read the copy.

    Args:
        store: Its file.
        kind: Such as ``at-0005``.
    """
    stamp = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
    target = store.with_name(f"{store.name}.{kind}-{stamp}")
    target.touch(0o600)
    with sqlite3.connect(f"{store.resolve().as_uri()}?mode=ro", uri=True) as here, sqlite3.connect(target) as there:
        here.backup(there)
        there.execute("PRAGMA journal_mode=DELETE")
    return target


def drop(store: Path, before: dt.datetime) -> int:
    """Delete the copies beside a store that are older than a moment. Returns how many files."""
    old = [
        path
        for kind in KINDS
        for path in store.parent.glob(f"{store.name}.{kind}*")
        if path.stat().st_mtime < before.timestamp()
    ]
    for path in old:
        path.unlink()
    return len(old)
