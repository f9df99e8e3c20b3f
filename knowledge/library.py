"""The one way to read the knowledge base."""

from __future__ import annotations

from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError

from knowledge.schema import Choice, Clause, NextStep, Safety, Source, Sourced, Topic

CONTENT = Path(__file__).parent / "content"
Model = TypeVar("Model", bound=BaseModel)
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class KnowledgeError(Exception):
    """A content file cannot be used; the text names the file, the entry and the field."""


def read_yaml(path: Path) -> Any:
    """Parse one YAML file.

    Raises:
        KnowledgeError: The file is not YAML; names file, line and column.
    """
    try:
        return yaml.load(path.read_text("utf-8"), Loader=_Loader)  # noqa: S506 - a safe loader, in C
    except yaml.YAMLError as error:
        raise KnowledgeError(f"{path.name}: {error}") from error


class Library:
    """Curated content, loaded once and never changed.

    Args:
        folder: Where the YAML files lie; the shipped content by default.
    """

    def __init__(self, folder: Path = CONTENT) -> None:
        self.folder = folder

    def _load(self, name: str, kind: Any) -> Any:
        raw = read_yaml(self.folder / name)
        try:
            return TypeAdapter(kind).validate_python(raw)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            raise KnowledgeError(f"{name}: {where}: {first['msg']}") from error

    def _table(self, name: str, kind: type[Model]) -> dict[str, Model]:
        rows = self._load(name, list[kind])  # type: ignore[valid-type]
        table = {row.id: row for row in rows}
        if len(table) != len(rows):
            raise KnowledgeError(f"{name}: an id stands twice")
        return {key: row for key, row in table.items() if not _unfit(row)}

    @cached_property
    def sources(self) -> dict[str, Source]:
        return self._table("sources.yaml", Source)

    @cached_property
    def choices(self) -> dict[str, dict[str, Choice]]:
        """Closed lists by name, each from choice id to choice, in the order in which they are offered."""
        lists = self._load("choices.yaml", dict[str, list[Choice]])
        return {name: {row.id: row for row in rows} for name, rows in lists.items()}

    @cached_property
    def clauses(self) -> dict[str, Clause]:
        return self._table("clauses.yaml", Clause)

    @cached_property
    def next_steps(self) -> dict[str, NextStep]:
        return self._table("next_steps.yaml", NextStep)

    @cached_property
    def topics(self) -> dict[str, Topic]:
        return self._table("topics.yaml", Topic)

    @cached_property
    def safety(self) -> Safety:
        loaded: Safety = self._load("safety.yaml", Safety)
        return loaded

    def cite(self, ids: tuple[str, ...]) -> list[Source]:
        """The sources behind an entry, in its own order."""
        return [self.sources[source] for source in ids]

    def sourced(self) -> dict[str, dict[str, Sourced]]:
        """Every table whose entries state facts, by name."""
        return {"clauses": {**self.clauses}, "next_steps": {**self.next_steps}, "topics": {**self.topics}}


def _unfit(row: BaseModel) -> bool:
    """An entry that was never verified does not reach a person."""
    return isinstance(row, Sourced) and row.confidence == "unverified"


@lru_cache(maxsize=1)
def shipped() -> Library:
    """The library that comes with the program."""
    return Library()
