"""`navigator ask` and `navigator knowledge show`: the base from the command line, for people and for programs."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TextIO

from bot.errors import UserError
from dialogs.speaking.voice import HOME_ZONE, LANGUAGE
from dialogs.speaking.words import DEFAULT, words_in
from dialogs.wording.answering import Told, tell
from knowledge.library import Library, shipped
from knowledge.library.loader import KnowledgeError, read_yaml
from knowledge.questions.answering import Answerer, Found
from knowledge.questions.computing import given, limits_asked

MOST = 4000
"""Characters of one question that are read."""
LARGEST = 5_000_000
"""Bytes of a file that are read."""


def read_questions(path: Path) -> list[str]:
    """The lines of a file; an empty line stays, so that answers and lines keep step."""
    return _text(path).splitlines()


def read_case(path: Path) -> dict[str, Any]:
    """The slots of a case file: a mapping of slots, or what `/export` writes (then its ``stored`` part).

    Raises:
        UserError: There is no such file, or it holds no mapping.
    """
    _text(path)
    try:
        held = read_yaml(path)
    except KnowledgeError as error:
        raise UserError(f"{path}: {error}") from None
    if not isinstance(held, dict):
        raise UserError(f"{path}: a case is a mapping such as plan_kind: marketplace, or a file from /export")
    for part in ("stored", "slots", "coverage"):
        if isinstance(held.get(part), dict):
            held = {**held, **held[part]}
            break
    return {name: _as_answer(value) for name, value in held.items()}


def _as_answer(value: Any) -> Any:
    """An answer as the slots keep it: YAML reads yes, a year and a date as values of their own."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if isinstance(value, int) else _as_kept(value)


def _as_kept(value: object) -> Any:
    """Dates as the slots keep them; YAML reads them as dates."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: _as_kept(held) for name, held in value.items()}
    return [_as_kept(held) for held in value] if isinstance(value, list) else value


def _text(path: Path) -> str:
    if not path.is_file():
        raise UserError(f"no such file: {path}")
    if path.stat().st_size > LARGEST:
        raise UserError(f"{path}: at most {LARGEST // 1_000_000} MB can be read")
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise UserError(f"{path}: the text must be UTF-8") from None


def answer_all(questions: Iterable[str], slots: Mapping[str, Any], *, as_json: bool, out: TextIO) -> None:
    """Answer each question in turn."""
    library = shipped()
    answerer = Answerer(library)
    for question in questions:
        if as_json:
            out.write(json.dumps(answer(question, library, answerer, slots), ensure_ascii=False) + "\n")
        else:
            out.write(_for_people(question, library, answerer, slots) + "\n")


def answer(question: str, library: Library, answerer: Answerer, slots: Mapping[str, Any]) -> dict[str, Any]:
    """What a program is told: see `docs/commands.md`."""
    found = answerer.place(question[:MOST])
    told = _told(question, found, library, slots)
    return {
        "question": question,
        "answered": told.topic is not None,
        "topic": found.topic,
        "score": found.score,
        "text": told.text,
        "more": told.topic.more if told.topic else None,
        "checked": told.topic.checked.isoformat() if told.topic else None,
        "sources": [{"id": s.id, "title": s.title, "address": s.address} for s in told.sources],
        "alternatives": [*found.either, *found.near],
        "refused": found.refused,
        "safety": found.safety,
    }


def _told(question: str, found: Found, library: Library, slots: Mapping[str, Any]) -> Told:
    topic = library.topics.get(found.topic or "")
    plans, state = given(slots)
    today = dt.datetime.now(HOME_ZONE).date()
    limits = limits_asked(question[:MOST], topic, library, today, found.plans or plans, state) if topic else None
    return tell(found, library, words_in(slots.get(LANGUAGE) or DEFAULT), slots, limits)


def _for_people(question: str, library: Library, answerer: Answerer, slots: Mapping[str, Any]) -> str:
    told = _told(question, answerer.place(question[:MOST]), library, slots)
    titles = [str(button["title"]) for button in told.buttons if button["payload"].startswith("g:question:")]
    more = [told.topic.more] if told.topic and told.topic.more else []
    return "\n\n".join([told.text, *more, *([told.cited] if told.cited else []), *(f"- {t}" for t in titles)])


def listed() -> str:
    """Every entry by area: id, title, how sure."""
    library = shipped()
    lines = []
    for area in library.areas.values():
        inside = [topic for topic in library.topics.values() if topic.area == area.id]
        lines += [f"{area.title} ({len(inside)})", *(f"  {t.id}: {t.title} [{t.confidence}]" for t in inside)]
    return "\n".join(lines)


def shown(entry: str) -> str:
    """One entry whole, with its sources.

    Raises:
        UserError: There is no such entry; names near ones.
    """
    library = shipped()
    topic = library.topics.get(entry)
    if topic is None:
        near = [hit.topic for hit in Answerer(library).finder.find(entry.replace("_", " ").replace("-", " "))[:3]]
        raise UserError(f"no entry {entry!r}; near it: {', '.join(near) or 'none'} (`knowledge show` lists all)")
    fields = topic.model_dump(mode="json", exclude={"sources"}, exclude_none=True)
    body = json.dumps(fields, ensure_ascii=False, indent=2)
    sources = [
        f"[{s.how}] {s.title} ({s.authority}, {s.year}), seen {s.seen}: {s.address}"
        for s in library.cite(topic.sources)
    ]
    return "\n".join([body, *sources])
