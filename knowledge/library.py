"""The one way to read the knowledge base at run time: a SQLite file, opened read-only and memory-mapped."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
import threading
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar, get_origin

from pydantic import BaseModel

from knowledge.meaning import installed
from knowledge.papers.words import PaperWords
from knowledge.path import Road
from knowledge.reading import CONTENT, digest
from knowledge.rulebook import Rulebook
from knowledge.schema import (
    Area,
    Checked,
    Choice,
    Clause,
    Code,
    Criterion,
    Denial,
    Evidence,
    ExternalRule,
    HistoryWords,
    Letter,
    MoneyRules,
    Notice,
    Outcome,
    PathStep,
    Payer,
    PaymentOption,
    Point,
    Price,
    Program,
    Prong,
    Refusal,
    ReminderRules,
    RoadWords,
    Safety,
    Source,
    Sourced,
    Topic,
    TrailWords,
    Treatment,
    Words,
)

BASE = Path(__file__).parent / "knowledge.db"
MAPPED = 64 * 1024 * 1024
"""Bytes of the file that may be memory-mapped."""
VERSION = "13"
"""The layout that is read here and written by `knowledge.build`; raised with each change, so that files are rebuilt."""
OUTSIDE = "outside"
"""Stands in `asks` for the questions about other things, beside the ids of topics."""
Model = TypeVar("Model", bound=BaseModel)


class Library:
    """Curated content, read when first asked for and never changed.

    Args:
        path: A file made by `knowledge.build`.
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

    def _whole(self, name: str, kind: type[Model]) -> Model:
        return kind.model_validate_json(self.rows("select body from wholes where name = ?", name)[0][0])

    @cached_property
    def sources(self) -> dict[str, Source]:
        return self._table("sources", Source)

    @cached_property
    def areas(self) -> dict[str, Area]:
        return self._table("areas", Area)

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

    @cached_property
    def clauses(self) -> dict[str, Clause]:
        return self._table("clauses", Clause)

    @cached_property
    def prongs(self) -> dict[str, Prong]:
        return self._table("prongs", Prong)

    @cached_property
    def evidence(self) -> dict[str, Evidence]:
        return self._table("evidence", Evidence)

    @cached_property
    def treatments(self) -> dict[str, Treatment]:
        return self._table("treatments", Treatment)

    @cached_property
    def codes(self) -> dict[str, Code]:
        return self._table("codes", Code)

    @cached_property
    def payers(self) -> dict[str, Payer]:
        return self._table("payers", Payer)

    @cached_property
    def outcomes(self) -> dict[str, Outcome]:
        return self._table("outcomes", Outcome)

    @cached_property
    def programs(self) -> dict[str, Program]:
        """Who helps, with money or with advice."""
        return self._table("programs", Program)

    @cached_property
    def payment_options(self) -> dict[str, PaymentOption]:
        """The ways to pay, as they are compared."""
        return self._table("payment_options", PaymentOption)

    @cached_property
    def prices(self) -> dict[str, Price]:
        """What clinics ask, the usual price first."""
        return self._table("prices", Price)

    @property
    def usual_price(self) -> Price:
        """What is taken where a person does not know the price."""
        return next(iter(self.prices.values()))

    @cached_property
    def money(self) -> MoneyRules:
        return self._whole("money", MoneyRules)

    @cached_property
    def steps(self) -> dict[str, PathStep]:
        return self._table("steps", PathStep)

    @cached_property
    def notices(self) -> dict[str, Notice]:
        """What a denial notice must say."""
        return self._table("notices", Notice)

    @cached_property
    def checklist(self) -> dict[str, Checked]:
        """What a request for prior authorization needs."""
        return self._table("checklist", Checked)

    @cached_property
    def criteria(self) -> dict[str, Criterion]:
        """What plans want to see shown."""
        return self._table("criteria", Criterion)

    @cached_property
    def letters(self) -> dict[str, Letter]:
        """The papers that are written from a case."""
        return self._table("letters", Letter)

    @cached_property
    def denials(self) -> dict[str, Denial]:
        """Kinds of denial."""
        return self._table("denials", Denial)

    @cached_property
    def points(self) -> dict[str, Point]:
        """What answers a denial."""
        return self._table("points", Point)

    @cached_property
    def roads(self) -> dict[str, RoadWords]:
        """The words of each family of plans."""
        return self._table("roads", RoadWords)

    @cached_property
    def external(self) -> dict[str, ExternalRule]:
        """Whether an external review is open, in order."""
        return self._table("external", ExternalRule)

    @cached_property
    def refusals(self) -> dict[str, Refusal]:
        return self._table("refusals", Refusal)

    @cached_property
    def safety(self) -> Safety:
        return self._whole("safety", Safety)

    @cached_property
    def rulebook(self) -> Rulebook:
        """Every deadline rule, what it refuses, and amounts by year."""
        return self._whole("rulebook", Rulebook)

    @cached_property
    def road(self) -> Road:
        """The path of a case, for each family of plans."""
        return self._whole("road", Road)

    @cached_property
    def history(self) -> HistoryWords:
        """Words by which people tell what they tried."""
        return self._whole("history", HistoryWords)

    @cached_property
    def papers(self) -> PaperWords:
        """How the papers of insurers are written."""
        return self._whole("papers", PaperWords)

    @cached_property
    def reminders(self) -> ReminderRules:
        """When a person is reminded."""
        return self._whole("reminders", ReminderRules)

    @cached_property
    def trail(self) -> TrailWords:
        """Words by which people note a call or a letter."""
        return self._whole("trail", TrailWords)

    @cached_property
    def words(self) -> Words:
        return self._whole("words", Words)

    def cite(self, ids: tuple[str, ...]) -> list[Source]:
        """The sources behind an entry, in its own order."""
        return [self.sources[source] for source in ids]

    def overdue(self, on: dt.date) -> list[Sourced]:
        """Topics whose day of review has come."""
        return [topic for topic in self.topics.values() if topic.review_by <= on]


def _quoted(columns: list[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def up_to_date(path: Path = BASE, folder: Path = CONTENT) -> bool:
    """Whether a file holds what the content folder says, in the layout of today and with the vectors we can read."""
    held = about(path)
    same = held.get("content") == digest(folder) and held.get("version") == VERSION
    return same and installed() in (None, held.get("meaning"))


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
        OSError: There is no file that holds the content of today, and none can be written.
    """
    if not up_to_date():
        from knowledge.build import build  # the builder's libraries are needed only here

        try:
            build(BASE)
        except OSError:
            if about(BASE).get("content") != digest():
                raise
            # Only the word vectors differ, and the search does without those that it cannot read.
    return Library(BASE)
