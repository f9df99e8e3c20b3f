"""The shape of everything in `knowledge/content/`. A file that does not fit is refused with its name and field."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$", max_length=40)]
Language = Literal["en", "es"]


def _compiles(pattern: str) -> str:
    re.compile(pattern)
    return pattern


Pattern = Annotated[str, AfterValidator(_compiles)]


class Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(Entry):
    """A text that an entry cites. `how` says whether we saw the text itself or a faithful account of it."""

    id: Id
    authority: str
    title: str
    year: int
    address: str = Field(pattern=r"^https://")
    seen: dt.date
    how: Literal["primary", "secondary"]


class Choice(Entry):
    """One answer that a question offers. `also` are other words for it; `find` and `get` say where to look."""

    id: Id
    label: str = Field(max_length=80)
    also: tuple[str, ...] = ()
    family: str | None = None
    find: str | None = None
    get: str | None = None
    sources: tuple[Id, ...] = ()


class Sourced(Entry):
    """Anything that states a fact to a person."""

    id: Id
    sources: tuple[Id, ...] = Field(min_length=1)
    checked: dt.date
    confidence: Literal["primary", "secondary", "unverified"]


class Clause(Sourced):
    """A kind of policy clause: how to ask for it, what it means for a ketamine infusion, what to do."""

    label: str
    ask: str
    why: str
    means: str
    todo: str
    weight: int = Field(ge=0, le=100)
    blocks: bool
    patterns: tuple[Pattern, ...] = Field(min_length=1)


class NextStep(Sourced):
    """A thing to do after the coverage questions, if `when` holds (see `knowledge.conditions`)."""

    when: str
    title: str
    text: str


class Topic(Sourced):
    """A short answer and the ways in which people ask for it."""

    title: str
    asks: tuple[str, ...] = Field(min_length=1)
    text: str


class SafetyLine(Entry):
    en: str
    es: str
    sources: tuple[Id, ...] = Field(min_length=1)


class SafetyKind(Entry):
    kind: Literal["crisis", "emergency", "distress"]
    patterns: tuple[Pattern, ...]


class Safety(Entry):
    """Phrases that are caught before anything else, and the help that they bring."""

    lines: dict[str, SafetyLine]
    unless: tuple[Pattern, ...]
    kinds: tuple[SafetyKind, ...]
