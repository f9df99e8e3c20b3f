"""The one way to read the knowledge base at run time: a SQLite file, opened read-only and memory-mapped."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
import threading
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, get_origin

from knowledge.base.schema import Choice, Source, Sourced
from knowledge.library.loader import CONTENT, digest
from knowledge.library.registry import Model, Rows, Tables, Whole
from knowledge.money.schema import Price
from knowledge.questions.meaning import installed
from knowledge.questions.schema import Topic

BASE = Path(__file__).parents[1] / "knowledge.db"
MAPPED = 64 * 1024 * 1024
"""Bytes of the file that may be memory-mapped."""
VERSION = "21"
"""The layout read here and written by `knowledge.library.build`; raised with each change, so that files are rebuilt."""


class Library(Tables):
    """Curated content, read when first asked for and never changed.

    Args:
        path: A file made by `knowledge.library.build`.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connections = threading.local()

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """What a query finds; each thread has its own connection."""
        connection = getattr(self._connections, "open", None)
        if connection is None:
            connection = sqlite3.connect(f"file:{self.path}?mode=ro&immutable=1", uri=True)
            connection.execute(f"pragma mmap_size={MAPPED}")
            self._connections.open = connection
        return list(connection.execute(query, values))

    @cached_property
    def about(self) -> dict[str, str]:
        """Digest of the content, version of the layout, and which vectors it holds."""
        return dict(self.rows("select name, value from about"))

    def _table(self, name: str, kind: type[Model]) -> dict[str, Model]:
        columns = list(kind.model_fields)
        listed = {
            column for column, field in kind.model_fields.items() if get_origin(field.annotation) in (tuple, dict)
        }
        found = self.rows(f"select {_quoted(columns)} from {name} order by rowid")  # noqa: S608 - our own names
        rows = (
            kind.model_validate(
                {c: json.loads(v) if c in listed else v for c, v in zip(columns, row, strict=True)},
            )
            for row in found
        )
        return {row.id: row for row in rows}  # type: ignore[attr-defined]

    def rows_of(self, rows: Rows[Model]) -> dict[str, Model]:
        return self._table(rows.name, rows.model)

    def whole_of(self, whole: Whole[Model]) -> Model:
        body = self.rows("select body from wholes where name = ?", whole.name)[0][0]
        return whole.model.model_validate_json(body)

    @cached_property
    def choices(self) -> dict[str, dict[str, Choice]]:
        """Closed lists by name, each from choice id to choice, in the order in which they are offered."""
        lists: dict[str, dict[str, Choice]] = {}
        columns = list(Choice.model_fields)
        query = f"select list, {_quoted(columns)} from choices order by rowid"  # noqa: S608 - our own names
        for name, *row in self.rows(query):
            held = dict(zip(columns, row, strict=True))
            held |= {name: json.loads(held[name] or "null") for name in ("also", "at", "fits", "sources")}
            choice = Choice.model_validate(held)
            lists.setdefault(name, {})[choice.id] = choice
        return lists

    @cached_property
    def topics(self) -> dict[str, Topic]:
        """Everything that answers a question, by id."""
        return self._table("topics", Topic)

    @property
    def usual_price(self) -> Price:
        """What is taken where a person does not know the price."""
        return next(iter(self.prices.values()))

    def cite(self, ids: tuple[str, ...]) -> list[Source]:
        """The sources behind an entry that may be named, in its own order."""
        return [self.sources[source] for source in ids if self.sources[source].citable != "never"]

    def overdue(self, on: dt.date) -> list[Sourced]:
        """Topics whose day of review has come."""
        return [topic for topic in self.topics.values() if topic.review_by <= on]


def _quoted(columns: list[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def up_to_date(path: Path = BASE, folder: Path = CONTENT) -> bool:
    """Whether a file holds what the content folder says, in the layout of today and with the vectors we can read."""
    held = about(path)
    same = held.get("content") == digest(folder) and held.get("version") == VERSION
    return same and held.get("meaning") == installed()


def about(path: Path) -> dict[str, str]:
    """What a base says of itself; nothing where it cannot be read."""
    if not path.is_file():
        return {}
    base = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    try:
        return dict(base.execute("select name, value from about"))
    except sqlite3.DatabaseError:
        return {}
    finally:
        base.close()


@lru_cache(maxsize=1)
def shipped() -> Library:
    """The library that comes with the program; in a checkout it is built again when its content has changed.

    Raises:
        OSError: There is no file that holds the content and the vectors of today, and none can be written.
    """
    if not up_to_date():
        from knowledge.library.build import build  # the builder's libraries are needed only here

        build(BASE)
    return Library(BASE)
