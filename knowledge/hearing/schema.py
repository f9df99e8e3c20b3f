"""What the files of `content/hearing/` hold. Their comments say what each field means."""

from __future__ import annotations

import datetime as dt

from pydantic import BaseModel, ConfigDict, Field


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Spelling(_Row):
    """How words are cut and mended."""

    spoken: dict[str, tuple[str, ...]]
    forms: dict[str, tuple[str, ...]]
    short: tuple[str, ...]
    keep: tuple[str, ...]


class Holiday(_Row):
    """A holiday by its names: a day of a month, or the nth weekday of one (-1 the last), and days after that."""

    names: tuple[str, ...]
    month: int = Field(ge=1, le=12)
    day: int | None = Field(default=None, ge=1, le=31)
    weekday: int | None = Field(default=None, ge=0, le=6)
    nth: int | None = Field(default=None, ge=-1, le=5)
    after: int = 0


class DateWords(_Row):
    """The words of dates."""

    months: tuple[tuple[str, ...], ...] = Field(min_length=12, max_length=12)
    need_more: tuple[str, ...]
    weekdays: tuple[tuple[str, ...], ...] = Field(min_length=7, max_length=7)
    day_words: dict[str, int]
    numbers: dict[str, int]
    ordinals: dict[str, int]
    units: dict[int, tuple[str, ...]]
    months_unit: tuple[str, ...]
    years_unit: tuple[str, ...]
    hours_unit: tuple[str, ...]
    about: tuple[str, ...]
    or_so: tuple[str, ...]
    after_ordinal: tuple[str, ...]
    fractions: tuple[str, ...]
    scores: tuple[str, ...]
    counted: tuple[str, ...]
    dateish: tuple[str, ...]
    small: tuple[str, ...]
    holidays: tuple[Holiday, ...]


class Card(_Row):
    """A name that people read on a card, and what it tells."""

    names: tuple[str, ...] = Field(min_length=1)
    plan: tuple[str, ...] = ()
    insurer: str | None = None
    state: str | None = None
    sure: float = Field(ge=0, le=1)
    seen: str


class Cards(_Row):
    """All names on cards, with the day on which they were looked at."""

    checked: dt.date
    review_by: dt.date
    rows: tuple[Card, ...]


class Insurer(_Row):
    """An insurer by its names.

    `near` are words that a bare common word needs beside it, and if it is `strict` no others will do.
    """

    name: str
    names: tuple[str, ...]
    bare: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    strict: bool = False


class Names(_Row):
    """Words that stand for one thing."""

    plan: dict[str, tuple[str, ...]]
    insurers: tuple[Insurer, ...]
    dx: dict[str, tuple[str, ...]]
    rx: dict[str, tuple[str, ...]]
    doctor: dict[str, tuple[str, ...]]
    kin: tuple[str, ...]
    far: tuple[str, ...]
    client: tuple[str, ...]
    cities: dict[str, tuple[str, ...]]
    state_words: dict[str, tuple[str, ...]]
    drugs: tuple[str, ...]
    not_drugs: tuple[str, ...]
    nothing: tuple[str, ...]
    filler: tuple[str, ...]
    sets: dict[str, tuple[str, ...]]
    ids: dict[str, str]


class Pattern(_Row):
    """Ways of saying one thing, with sentences that must be heard and sentences that must not."""

    say: tuple[str, ...] = Field(min_length=1)
    sure: float = Field(default=0.9, ge=0, le=1)
    weak: bool = False
    hears: tuple[str, ...] = ()
    no: tuple[str, ...] = Field(default=(), alias="not")


class Scope(_Row):
    """A cue and how far it reaches; after ConText (Harkema and others, 2009)."""

    kind: str
    cue: tuple[str, ...] = Field(min_length=1)
    way: str = Field(default="forward", pattern="^(forward|back|both|sentence|pseudo)$")
    reach: int = 99
    on: tuple[str, ...] = ()
    stop: tuple[str, ...] = ()
    begins: bool = False
    clause: bool = False
    resumes: tuple[str, ...] = ()


class Patterns(_Row):
    """Everything that is heard in more than one word."""

    classes: dict[str, str]
    over: dict[str, tuple[str, ...]]
    marks: dict[str, dict[str, tuple[Pattern, ...]]]


class HearingWords(_Row):
    """The words by which people are heard."""

    spelling: Spelling
    dates: DateWords
    cards: Cards
    names: Names
    patterns: Patterns
    scopes: tuple[Scope, ...]
