"""Reads `knowledge/content/`: Markdown topics with front matter, and YAML tables. Only the builder and the check do."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from knowledge.base.schema import Choice, Row, Sourced, Table
from knowledge.base.text import plain
from knowledge.extraction.schema import HistoryWords, Treatment
from knowledge.law.plans import Kinds, Plan
from knowledge.law.schema import Denial
from knowledge.library.registry import LISTS, TABLES, WHOLES, Model, Rows, Tables, Whole
from knowledge.questions.schema import Topic

CONTENT = Path(__file__).parents[1] / "content"
MORE = "\n## More\n"
"""What stands between the short answer of a topic and the rest of it."""

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class KnowledgeError(Exception):
    """A content file cannot be used; the text names the file, the entry and the field."""


@dataclass(frozen=True)
class Content(Tables):
    """Everything in the content folder, the unverified entries too."""

    lists: dict[str, dict[str, Any]]
    tables: dict[str, dict[str, Sourced]]
    wholes: dict[str, Any]
    choices: dict[str, dict[str, Choice]]
    topics: dict[str, Topic]
    outside: tuple[str, ...]
    names: dict[str, str]
    """The proper names of a row, as its words list them, by the id of its topic."""

    def rows_of(self, rows: Rows[Model]) -> dict[str, Model]:
        return (self.lists if rows.bare else self.tables)[rows.name]  # type: ignore[return-value]

    def whole_of(self, whole: Whole[Model]) -> Model:
        held: Model = self.wholes[whole.name]
        return held

    def sourced(self) -> Iterator[tuple[str, Sourced]]:
        """Every entry that states a fact, with the file that holds it."""
        for topic in self.topics.values():
            if topic.origin == "topics":
                yield f"topics/{topic.id}.md", topic
        for name, rows in self.tables.items():
            for row in rows.values():
                yield f"{name}.yaml", row


def read_yaml(path: Path) -> Any:
    """Parse one YAML file.

    Raises:
        KnowledgeError: The file is not YAML; names file, line and column.
    """
    return _parsed(path.read_text("utf-8"), path.name)


def rules_beside(folder: Path) -> Path:
    """Where the rules stand that go with a content folder."""
    return folder.parent / "rules"


def digest(folder: Path = CONTENT) -> str:
    """What the content and its rules are, in one word: changes when any file of them does."""
    found = hashlib.sha256()
    for path in sorted((*folder.rglob("*"), *rules_beside(folder).rglob("*"))):
        if path.suffix in (".yaml", ".md"):
            found.update(path.relative_to(folder.parent).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()


def read(folder: Path = CONTENT) -> Content:
    """All content of a folder.

    Raises:
        KnowledgeError: A file does not fit its schema, or an id stands twice.
    """
    kinds = kinds_in(folder)
    topics = [_topic(path, kinds) for path in sorted((folder / "topics").glob("*.md"))]
    tables: dict[str, dict[str, Sourced]] = {}
    names: dict[str, str] = {}
    for name, held in TABLES.items():
        table, rows = _table(_found(folder, held.file), held.model, kinds)
        tables[name] = _by_id(rows, held.file)
        if table.asks:
            answering = [row for row in rows if isinstance(row, Row)]
            topics += [_worded(name, table, row) for row in answering]
            names |= {table.prefix + row.id: _listed(row.called) for row in answering}
    wholes = {name: _read_whole(folder, whole, kinds) for name, whole in WHOLES.items()}
    lists = _fits(dict[str, list[Choice]], folder / "choices.yaml") | _tried(tables["treatments"], wholes["history"])
    lists["plan_kinds"] = [plan.choice for plan in kinds.by_id.values()]
    lists["denial_kinds"] = [
        Choice(id=row.id, label=row.label, also=row.asked)
        for row in tables["denials"].values()
        if isinstance(row, Denial)
    ]
    return Content(
        lists={name: _read_list(folder, rows) for name, rows in LISTS.items()},
        tables=tables,
        wholes=wholes,
        choices={name: _by_id(rows, "choices.yaml") for name, rows in lists.items()},
        topics=_by_id(topics, "topics"),
        outside=tuple(ask for asks in _fits(list[list[str]], folder / "outside.yaml") for ask in asks),
        names=names,
    )


def _found(folder: Path, file: str) -> Path:
    """Where a file stands: in the content folder, or with the rules beside it."""
    here = folder / file
    return here if here.exists() else rules_beside(folder) / file


def _read_list(folder: Path, rows: Rows[Any]) -> dict[str, Any]:
    kind: Any = list[rows.model]  # type: ignore[name-defined]
    return _by_id([row for file in (rows.file, *rows.more) for row in _fits(kind, folder / file)], rows.file)


def kinds_in(folder: Path = CONTENT) -> Kinds:
    """The kinds of plan that go with a content folder.

    Raises:
        KnowledgeError: plans.yaml does not fit its schema.
    """
    return Kinds(_fits(list[Plan], _found(folder, "plans.yaml")))


def _read_whole(folder: Path, whole: Whole[Any], kinds: Kinds) -> Any:
    path = _found(folder, whole.file)
    raw = _written_out(read_yaml(path), kinds, path.name)
    if whole.parts:
        raw |= {field: read_yaml(_found(folder, file)) for field, file in whole.parts.items()}
    return _valid(whole.model, raw, ", ".join((whole.file, *whole.parts.values())))


def _written_out(raw: object, kinds: Kinds, name: str) -> Any:
    """Content with the families of plans replaced by their kinds."""
    try:
        return kinds.written_out(raw)
    except LookupError as error:
        raise KnowledgeError(f"{name}: {error}") from error


def _tried(treatments: Mapping[str, Sourced], words: HistoryWords) -> dict[str, list[Choice]]:
    """Lists of what one may have tried, by kind: ``tried_drug``, ``tried_therapy``, ``tried_procedure``."""
    found: dict[str, list[Choice]] = {}
    for row in treatments.values():
        assert isinstance(row, Treatment)
        also = (*row.called, *words.names.get(row.id, ()))
        choice = Choice(id=row.id, label=row.label, also=also, fits=row.conditions)
        found.setdefault(f"tried_{row.kind}", []).append(choice)
    for more in words.more:
        found.setdefault(f"tried_{more.kind}", []).append(Choice(id=more.id, label=more.label, also=more.names))
    return found


def _parsed(text: str, name: str) -> Any:
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader, in C
    except yaml.YAMLError as error:
        raise KnowledgeError(f"{name}: {error}") from error
    except ValueError as error:  # what YAML makes of 2026-13-20
        raise KnowledgeError(f"{name}: {error}; a date is written YYYY-MM-DD and must exist") from error


def _valid(kind: object, raw: object, name: str) -> Any:
    try:
        return TypeAdapter(kind).validate_python(raw)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise KnowledgeError(f"{name}: {where}: {first['msg']}") from error


def _fits(kind: object, path: Path) -> Any:
    return _valid(kind, read_yaml(path), path.name)


def _by_id(rows: list[Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for row in rows:
        if row.id in found:
            raise KnowledgeError(f"{name}: {row.id}: this id stands twice")
        found[row.id] = row
    return found


def _topic(path: Path, kinds: Kinds) -> Topic:
    """A topic file: YAML between two lines of dashes, then the short answer, then what is said on demand."""
    name = f"topics/{path.name}"
    parts = path.read_text("utf-8").split("---\n", 2)
    if len(parts) != 3 or parts[0]:
        raise KnowledgeError(f"{name}: a topic starts with YAML between two lines of three dashes")
    head = _written_out(_parsed(parts[1], name), kinds, name)
    if not isinstance(head, dict):
        raise KnowledgeError(f"{name}: the part between the dashes must be fields with values")
    text, _, more = parts[2].partition(MORE)
    body = {"id": path.stem, "text": text.strip(), "more": more.strip() or None}
    topic: Topic = _valid(Topic, {**head, **body}, name)
    return topic


def _table(path: Path, kind: type[Sourced], kinds: Kinds) -> tuple[Table, list[Sourced]]:
    raw = _written_out(read_yaml(path), kinds, path.name)
    if not isinstance(raw, dict) or set(raw) != {"table", "entries"} or not isinstance(raw["entries"], list):
        raise KnowledgeError(f"{path.name}: a table has two parts, `table` and `entries`")
    table: Table = _valid(Table, raw["table"], f"{path.name}: table")
    rows = []
    for number, entry in enumerate(raw["entries"]):
        if not isinstance(entry, dict):
            raise KnowledgeError(f"{path.name}: entry {number}: fields with values are wanted")
        rows.append(_valid(kind, {**table.defaults, **entry}, f"{path.name}: {entry.get('id', number)}"))
    return table, rows


def _listed(values: tuple[str, ...]) -> str:
    return ", ".join(values)


def _is_words(value: object) -> bool:
    return isinstance(value, tuple) and all(isinstance(item, str) for item in value)


def _worded(name: str, table: Table, row: Row) -> Topic:
    """A row in the words of its table."""
    held = {key: _listed(value) if _is_words(value) else value for key, value in row}
    held["called"] = _listed(row.called)
    try:
        asks = [
            pattern.format_map({**held, "name": called})
            for pattern in table.asks
            for called in (row.names if "{name}" in pattern else ("",))
        ]
        return Topic(
            id=table.prefix + row.id,
            origin=name,
            title=table.title.format_map(held),
            area=row.area or table.area or "",
            asks=tuple({plain(ask): ask for ask in reversed(asks)}.values())[::-1],
            text=table.text.format_map(held),
            more=table.more.format_map(held) if table.more and (row.called or "{called}" not in table.more) else None,
            see=row.see,
            helpers=row.helpers,
            about=row.about,
            needs=table.needs,
            unless=table.unless,
            sources=row.sources,
            checked=row.checked,
            review_by=row.review_by,
            confidence=row.confidence,
        )
    except (KeyError, ValidationError) as error:
        raise KnowledgeError(f"{name}.yaml: table: {row.id} cannot be put into its words: {error}") from error
