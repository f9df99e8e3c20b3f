"""Compiles `knowledge/content/` into one SQLite file, the same bytes for the same input.

Every table can be browsed (with Datasette, for one): a row an entry, lists as JSON. What the search needs stands
beside them: `asks` and `bodies` hold the terms (see `knowledge.questions.language`), `passages` is the FTS5 index over
them, and `meanings` has a vector for each row of `asks`, in the same order (see `knowledge.questions.meaning`).
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import sqlite_utils
from pydantic import BaseModel

from knowledge.base.schema import OUTSIDE, Sourced
from knowledge.base.text import plain
from knowledge.library import BASE, VERSION, Library, about
from knowledge.library.loader import CONTENT, Content, digest, read
from knowledge.questions import votes
from knowledge.questions.language import Reader
from knowledge.questions.meaning import SCALE, installed, meaning
from knowledge.questions.schema import Topic
from knowledge.questions.votes import learned
from knowledge.safety.schema import Safety
from knowledge.safety.teaching import as_taught, taught


def fit(entry: Sourced) -> bool:
    """Whether an entry may reach a person."""
    return entry.confidence != "unverified"


def build(target: Path, folder: Path = CONTENT) -> None:
    """Write the base. An existing file is replaced in one step, so that a reader never sees half of it.

    Raises:
        KnowledgeError: A content file does not fit its schema.
    """
    write(target, read(folder), digest(folder))


def write(target: Path, content: Content, mark: str, *, anew: bool = True) -> None:
    """Write the base of what was read.

    Args:
        target: The file; replaced in one step where there is one.
        content: What was read.
        mark: Digest of its files.
        anew: Let the second ear learn where its lessons have changed, else take it as it was last taught.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".tmp")
    os.close(handle)
    new = Path(name)
    new.unlink()
    try:
        base = sqlite_utils.Database(new)
        base.execute("pragma synchronous = off")  # it is synced once, before it takes the place of the old one
        _fill(base, content, mark, anew=anew)
        base.vacuum()
        base.close()
        _sync(new)
        new.chmod(0o644)
        new.replace(target)
    finally:
        new.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    held = os.open(path, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)


def _rows(entries: Iterable[BaseModel]) -> list[dict[str, Any]]:
    return [entry.model_dump(mode="json") for entry in entries]


def _fill(base: sqlite_utils.Database, content: Content, mark: str, *, anew: bool) -> None:
    topics = [topic for topic in content.topics.values() if fit(topic)]
    table = base.table
    about = {"content": mark, "version": VERSION, "meaning": installed(), "votes": _way_of_voting()}
    table("about").insert_all({"name": name, "value": value} for name, value in about.items())
    table("wholes").insert_all(
        {"name": name, "body": whole.model_dump_json(by_alias=True)}
        for name, whole in _wholes(content, anew=anew).items()
    )
    for name, rows in content.lists.items():
        table(name).insert_all(_rows(rows.values()), pk="id")
    table("choices").insert_all(
        {"list": name, **row} for name, choices in content.choices.items() for row in _rows(choices.values())
    )
    table("topics").insert_all(_rows(topics), pk="id", foreign_keys=[("area", "areas", "id")])
    for name, held in content.tables.items():
        entries = [entry for entry in held.values() if fit(entry)]
        table(name).insert_all(_rows(entries), pk="id")
    _index(base, topics, content.outside, Reader(content.words))


def _wholes(content: Content, *, anew: bool) -> dict[str, Any]:
    """Files that are one object, with what is learned from them."""
    known = _taught_before()
    if known is not None and not anew:
        return content.wholes | {"safety": as_taught(content.safety, known)}
    calm = [ask for topic in content.topics.values() for ask in topic.asks]
    calm += content.outside
    marks = content.wholes["hearing"].patterns.marks.values()
    calm += [said for kind in marks for rows in kind.values() for row in rows for said in (*row.hears, *row.no)]
    return content.wholes | {"safety": taught(content.safety, calm, known)}


def _taught_before() -> Safety | None:
    """What the second ear learned when the shipped base was last built; None where there is none of today's layout."""
    try:
        return Library(BASE).safety if about(BASE).get("version") == VERSION else None
    except (ValueError, sqlite3.Error):
        return None  # a file of another shape or a damaged one: it is about to be replaced


def _index(base: sqlite_utils.Database, topics: list[Topic], outside: Iterable[str], reader: Reader) -> None:
    asks: list[dict[str, Any]] = []
    bodies: list[dict[str, Any]] = []
    passages: list[dict[str, Any]] = []
    found_in: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for topic in topics:
        put = [topic.title, *topic.asks]
        body = " ".join((topic.text, topic.more or "", *(variant.text for variant in topic.variants)))
        terms = [reader.terms(ask) for ask in put]
        said = reader.terms(body)
        asks += [
            {"topic": topic.id, "ask": ask, "terms": " ".join(dict.fromkeys(found))}
            for ask, found in zip(put, terms, strict=True)
        ]
        bodies.append({"topic": topic.id, "terms": " ".join(dict.fromkeys(said))})
        passages.append(
            {
                "topic": topic.id,
                "title": " ".join(terms[0]),
                "asks": " ".join(term for found in terms[1:] for term in found),
                "body": " ".join(said),
            }
        )
        found_in.update({term for found in (*terms, said) for term in found})
        words.update(plain(" ".join((*put, body))).split())
    for ask in outside:
        terms_of = reader.terms(ask)
        asks.append({"topic": OUTSIDE, "ask": ask, "terms": " ".join(dict.fromkeys(terms_of))})
        words.update(plain(ask).split())
    base.table("asks").insert_all(asks)
    base.table("meanings").insert_all(_meanings(asks))
    base.table("bodies").insert_all(bodies, pk="topic")
    base.table("terms").insert_all(
        ({"term": term, "topics": count} for term, count in sorted(found_in.items())), pk="term"
    )
    base.table("known").insert_all(({"word": word, "uses": uses} for word, uses in sorted(words.items())), pk="word")
    base.execute(
        "create virtual table passages using fts5"
        "(topic unindexed, title, asks, body, tokenize=\"unicode61 tokenchars '_'\")"
    )
    base.table("passages").insert_all(passages)
    base.execute("insert into passages(passages) values ('optimize')")


def _meanings(asks: list[dict[str, Any]]) -> Iterator[dict[str, bytes]]:
    """For each way of asking its vector and its votes; a vector that the shipped base holds is taken from there."""
    import numpy as np

    known = _encoded_before()
    new = [ask["ask"] for ask in asks if ask["ask"] not in known]
    for ask in new:  # each alone: among others its last digits would depend on them
        known[ask] = (meaning().vectors([ask])[0] * SCALE).round().astype("int8").tobytes()
    if not new and (same := _voted_before(asks)):
        yield from ({"vector": known[ask["ask"]], "votes": held} for ask, held in zip(asks, same, strict=True))
        return
    joined = np.frombuffer(b"".join(known[ask["ask"]] for ask in asks), dtype=np.int8).reshape(len(asks), -1)
    numbers = {topic: number for number, topic in enumerate(dict.fromkeys(ask["topic"] for ask in asks))}
    weights = learned(
        joined.astype(np.float32) / np.float32(SCALE), [numbers[ask["topic"]] for ask in asks], len(numbers)
    )
    for row, held in zip(joined, weights.astype(np.float16), strict=True):
        yield {"vector": row.tobytes(), "votes": held.tobytes()}


def _voted_before(asks: list[dict[str, Any]]) -> list[bytes]:
    """The votes of the shipped base, where it holds just these ways of asking and learned from them in today's way."""
    if about(BASE).get("votes") != _way_of_voting():
        return []
    query = "select topic, ask, votes from asks join meanings on asks.rowid = meanings.rowid order by asks.rowid"
    held = Library(BASE).rows(query)
    same = [(topic, ask) for topic, ask, _ in held] == [(ask["topic"], ask["ask"]) for ask in asks]
    return [votes for *_, votes in held] if same else []


def _way_of_voting() -> str:
    """A digest of the code that learns the votes."""
    return hashlib.sha256(Path(votes.__file__).read_bytes()).hexdigest()


def _encoded_before() -> dict[str, bytes]:
    """The vectors of the shipped base by way of asking, where it was made with the encoder of today."""
    held = about(BASE)
    if held.get("version") != VERSION or held.get("meaning") != installed():
        return {}
    try:
        return dict(Library(BASE).rows("select ask, vector from asks join meanings on asks.rowid = meanings.rowid"))
    except sqlite3.Error:
        return {}  # a damaged file: it is about to be replaced
