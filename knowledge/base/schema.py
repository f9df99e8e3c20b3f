"""The shape of everything in `knowledge/content/`. A file that does not fit is refused with its name and field."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from knowledge.base.conditions import Condition

Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$", max_length=40)]
Language = Literal["en", "es"]
Confidence = Literal["primary", "secondary", "unverified"]

OUTSIDE = "outside"
"""Stands in `asks` for the questions about other things, beside the ids of topics."""


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"{pattern!r} is no regular expression: {error}") from error
    return pattern


def _reads(condition: str) -> str:
    Condition(condition)
    return condition


Pattern = Annotated[str, AfterValidator(_compiles)]
When = Annotated[str, AfterValidator(_reads)]


class Entry(BaseModel):
    """A row of a table: frozen, and no field that it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Citable = Literal["letter", "chat", "never"]


class Source(Entry):
    """A text that an entry cites. `how` says whether we saw the text itself or a faithful account of it.

    `citable`: where it may be named. ``letter``: in a paper that goes to an insurer, a reviewer or a doctor (a journal,
    a label, a statute, an agency, a paper of the plan); ``chat``: to the person only; ``never``: it stands behind a
    fact and is named nowhere. `cite`: the reference as a paper prints it, in AMA style.
    """

    id: Id
    authority: str
    title: str
    year: int
    address: str = Field(pattern=r"^https://")
    seen: dt.date
    how: Literal["primary", "secondary"]
    citable: Citable = "chat"
    cite: str | None = None


class Area(Entry):
    """One of the areas into which the base is divided."""

    id: Id
    title: str


class Choice(Entry):
    """One answer that a question offers. `also` are other words for it; `find` and `get` say where to look.

    `zone`: the time zone in which most people of a state live (49 CFR part 71). `days`: the least that a
    length of time means. `at`: latitude and longitude of where most people of a state live (its centre of population
    in the census of 2020). `fits`: answers to another question with which it comes first (see `Question.first`).
    `retired`: offered no more, but a stored case may hold it. `topic`: what is told to somebody who chooses it.
    `formal`: how a paper calls it, where that differs from the label. `brief`: the same in a sentence among others.
    """

    id: Id
    label: str = Field(max_length=80)
    brief: str | None = None
    formal: str | None = None
    also: tuple[str, ...] = ()
    family: str | None = None
    at: tuple[float, float] | None = None
    find: str | None = None
    get: str | None = None
    zone: str | None = None
    days: int | None = None
    fits: tuple[Id, ...] = ()
    retired: bool = False
    topic: Id | None = None
    sources: tuple[Id, ...] = ()

    @property
    def short(self) -> str:
        """How it is called in a sentence among others."""
        return self.brief or self.label


class Sourced(Entry):
    """Anything that states a fact to a person.

    `confidence`: primary (seen in the rule or paper itself), secondary (a faithful account), unverified (never
    reaches a person). `review_by`: the day from which the entry has to be checked again.
    """

    id: Id
    sources: tuple[Id, ...] = Field(min_length=1)
    checked: dt.date
    review_by: dt.date
    confidence: Confidence


About = Annotated[str, Field(pattern=r"^[a-z_]+:[a-z0-9_ -]+$", max_length=80)]
"""A name that an answer speaks of: kind and id, as in subjects.yaml."""


class Table(Entry):
    """How the rows of a table are put into words. Braces name fields; `{name}` stands for each of a row's names.

    `defaults` hold for every row that does not say otherwise. With no `asks` the rows answer no question. `needs`,
    `unless`: as with a topic.
    """

    area: Id | None = None
    title: str = ""
    asks: tuple[str, ...] = ()
    text: str = ""
    more: str | None = None
    needs: tuple[Pattern, ...] = ()
    unless: tuple[Pattern, ...] = ()
    prefix: str = ""
    defaults: dict[str, Any] = {}


class Row(Sourced):
    """A row of a table. `asked`: more ways in which people ask for it; `area`: where it differs from the table's.

    `helpers`: as with a topic. `about`: names that it speaks of, beside those of its title (see subjects.yaml).
    """

    asked: tuple[str, ...] = ()
    helpers: tuple[Id, ...] = ()
    see: tuple[Id, ...] = ()
    area: Id | None = None
    about: tuple[About, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """What people call it or ask about it."""
        return self.asked

    @property
    def called(self) -> tuple[str, ...]:
        """Its proper names, as a list for people shows them."""
        return ()
