"""Which program this is: its release, the commit it was made from, and the day of its knowledge."""

from __future__ import annotations

import subprocess
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from knowledge.library import BASE, Library

COMMIT = Path(__file__).with_name("commit.txt")
"""Written into a wheel when it is built; in a checkout git is asked."""
UNKNOWN = "unknown"


@lru_cache(maxsize=1)
def built() -> dict[str, str]:
    """Release, commit, and the day on which something of the knowledge was last checked; nothing is made for it."""
    knowledge = _knowledge()
    return {"version": version("infusion-navigator"), "commit": commit(), "knowledge": knowledge}


def _knowledge() -> str:
    return str(Library(BASE).rows("select max(checked) from topics")[0][0]) if BASE.is_file() else UNKNOWN


def commit() -> str:
    """The commit of this checkout, or the one that a wheel was made from."""
    if COMMIT.is_file():
        return COMMIT.read_text("utf-8").strip()
    command = ["git", "-C", str(COMMIT.parent), "describe", "--always", "--dirty", "--exclude=*"]
    try:
        done = subprocess.run(  # noqa: S603 - our own words
            command, capture_output=True, text=True, check=True, timeout=5
        )
    except (OSError, subprocess.SubprocessError):
        return UNKNOWN
    return done.stdout.strip()


def line() -> str:
    """For a person."""
    found = built()
    return f"infusion-navigator {found['version']}, commit {found['commit']}, knowledge of {found['knowledge']}"
