"""Words of treatment histories and of notes."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from knowledge.base.schema import Entry, Id, Pattern, Row


class Treatment(Row):
    """A class of conventional treatment."""

    label: str
    kind: Literal["drug", "therapy", "procedure"]
    generic: tuple[str, ...]
    brands: tuple[str, ...]
    conditions: tuple[Id, ...] = Field(min_length=1)
    use: str
    trial: str

    @property
    def names(self) -> tuple[str, ...]:
        return (*self.called, *self.asked)

    @property
    def called(self) -> tuple[str, ...]:
        return (*self.generic, *self.brands)


class MoreTreatment(Entry):
    """A treatment that people list and that treatments.yaml has no row for: recognized, nothing is said about it."""

    id: Id
    label: str
    kind: Literal["drug", "therapy", "procedure"]
    names: tuple[str, ...] = Field(min_length=1)


class HistoryWords(Entry):
    """Words by which people tell what they tried. The comments in history.yaml say what each field means."""

    names: dict[str, tuple[str, ...]]
    more: tuple[MoreTreatment, ...]
    outcomes: dict[str, tuple[Pattern, ...]]
    prescriber: tuple[Pattern, ...]
    filler: tuple[str, ...]
    numbers: dict[str, float]
    units: dict[int, tuple[str, ...]]
    months: dict[str, int]
    written: dict[str, str]


class TrailWords(Entry):
    """Words by which people note a call or a letter. The comments in trail.yaml say what each field means."""

    channels: dict[str, tuple[Pattern, ...]]
    begins: Pattern
    sent: dict[str, Pattern]
    companies: tuple[str, ...]
    roles: tuple[str, ...]
    offices: tuple[Pattern, ...]
    titles: tuple[str, ...]
    said: tuple[Pattern, ...]
    promises: tuple[Pattern, ...]
    reference: tuple[Pattern, ...]
    numbers: dict[str, int]
    months: tuple[tuple[str, ...], ...]
    weekdays: tuple[tuple[str, ...], ...]
    days: dict[str, int]
    things: tuple[str, ...]
    empty: tuple[str, ...]
