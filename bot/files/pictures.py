"""Pictures that go with a reply. Each has its twin in the text of the reply: nothing is only in the picture."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

TEMPLATE = Path(__file__).parents[1] / "templates" / "picture.typ"
RESOLUTION = 150.0
"""Dots an inch."""
KINDS = frozenset({"timeline", "table", "bars", "grid"})


def draw(picture: Mapping[str, Any]) -> bytes:
    """The PNG of a reply's picture, drawn by `templates/picture.typ`.

    Args:
        picture: ``kind`` and ``points``, one a row. ``timeline``: title, state (done, here, ahead), date (words or
            None). ``table``: title, state (a status of `knowledge.law.criteria`), told. ``bars``, with ``legend``, the
            words for the three kinds of bar: title, low, high and plan in dollars, told. ``grid``, with ``heads``:
            title and cells, one fewer than heads.

    Raises:
        KeyError: There is no such kind of picture.
    """
    import typst

    if picture["kind"] not in KINDS:
        raise KeyError(picture["kind"])
    body = json.dumps(picture, ensure_ascii=False, default=float)
    made = typst.compile(
        TEMPLATE.read_bytes(), format="png", ppi=RESOLUTION, sys_inputs={"picture": body}, ignore_system_fonts=True
    )
    assert isinstance(made, bytes)
    return made
