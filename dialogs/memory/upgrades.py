"""Lifting stored conversations of older versions. One function a version, applied in order; never edited later."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dialogs.case.casefile import VERSION

Stored = dict[str, Any]


class TooNew(Exception):
    """The store was written by a newer program; start that one, or restore a backup."""


STEPS: dict[int, Callable[[Stored], Stored]] = {}
"""From a version to the function that makes the next one out of it."""


def lifted(
    stored: Stored, steps: Mapping[int, Callable[[Stored], Stored]] | None = None, version: int = VERSION
) -> Stored:
    """The stored conversation in the newest shape.

    Args:
        stored: What a store holds, with its ``version``.
        steps: `STEPS` unless told otherwise.
        version: The version wanted.

    Raises:
        TooNew: It has a version above the wanted one.
    """
    steps = STEPS if steps is None else steps
    if stored["version"] > version:
        raise TooNew(f"a conversation has version {stored['version']}; this program knows up to {version}")
    while stored["version"] < version:
        at = stored["version"]
        stored = {**steps[at](stored), "version": at + 1}
    return stored
