"""Who helps a person for free, by kind of plan and state: the shape of `content/contacts.yaml`, and the look-up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from pydantic import Field, model_validator

from knowledge.base.schema import Confidence, Entry, Id, Source
from knowledge.law.states import Code

if TYPE_CHECKING:
    from knowledge.library import Library


class Contact(Entry):
    """Whom to call or where to look: at least one. `does`, `sources`: where they are not those of its kind."""

    name: str = Field(max_length=120)
    phone: str | None = Field(default=None, pattern=r"^\d{3}-\d{3}-\d{4}$")
    web: str | None = Field(default=None, pattern=r"^https://")
    does: str | None = None
    sources: tuple[Id, ...] = ()

    @model_validator(mode="after")
    def _reached(self) -> Contact:
        if not (self.phone or self.web):
            raise ValueError(f"{self.name}: a contact has a phone or an address")
        return self


class HelpKind(Entry):
    """A kind of helper. The comments in contacts.yaml say what each field means."""

    id: Id
    does: str
    plans: tuple[Id, ...] = ()
    other_than: tuple[Id, ...] | None = Field(default=None, alias="except")
    where: Literal["federal"] | None = None
    contact: Contact | None = None
    instead: Contact | None = None
    instead_sources: tuple[Id, ...] = ()
    sources: tuple[Id, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _for_some(self) -> HelpKind:
        if bool(self.plans) == (self.other_than is not None):
            raise ValueError(f"{self.id}: a kind of helper has either `plans` or `except`")
        return self

    def helps(self, plan: str | None) -> bool:
        """Whether it is for this kind of plan. A plan that is not known has those who help with any."""
        if plan is None:
            return self.other_than is not None
        return plan in self.plans if self.other_than is None else plan not in self.other_than


class Contacts(Entry):
    """Every kind of helper, and by state who it is there."""

    kinds: tuple[HelpKind, ...]
    checked: dt.date
    review_by: dt.date
    confidence: Confidence
    states: dict[Code, dict[Id, Contact]]

    @cached_property
    def cited(self) -> frozenset[str]:
        """Ids of all its sources."""
        kinds = {name for kind in self.kinds for name in (*kind.sources, *kind.instead_sources)}
        return frozenset(kinds | {name for row in self.states.values() for one in row.values() for name in one.sources})

    @model_validator(mode="after")
    def _known_kinds(self) -> Contacts:
        kinds = {kind.id for kind in self.kinds}
        for code, row in self.states.items():
            for name in row:
                if name not in kinds:
                    raise ValueError(
                        f"{code}: there is no kind of helper {name!r}; there are {', '.join(sorted(kinds))}"
                    )
        return self


@dataclass(frozen=True, slots=True)
class Helper:
    """One who helps.

    Attributes:
        kind: Id of its kind, such as ``department``.
        does: What it does, as the rest of a sentence that begins with its name.
        phone: Ten digits with hyphens; None where only an address was seen.
        address: On the web; None where only a phone was seen.
        source: Where the number or address was read.
    """

    kind: str
    name: str
    does: str
    phone: str | None
    address: str | None
    source: Source


def helpers_for(library: Library, plan_kind: str | None, state: str | None) -> list[Helper]:
    """Who helps for free, the one to ask first at the head; nobody is named twice.

    Args:
        library: The knowledge base.
        plan_kind: Kind of plan; None when not known.
        state: Two letters; None when not known.

    Returns:
        At least one helper, whatever is known.
    """
    found: list[Helper] = []
    for helper in _each(library, plan_kind, state):
        if not any(_same(helper, other) for other in found):
            found.append(helper)
    return found


def helpers_of(library: Library, kinds: Sequence[str], state: str | None) -> list[Helper]:
    """Those of some kinds in a state, whatever the plan."""
    found = (_of(kind, library, state) for kind in library.contacts.kinds if kind.id in kinds)
    return [helper for helper in found if helper]


def _same(one: Helper, other: Helper) -> bool:
    return one.phone == other.phone if one.phone and other.phone else one.name == other.name


def _each(library: Library, plan: str | None, state: str | None) -> Iterator[Helper]:
    row = library.rulebook.state_for(plan, state)
    for kind in library.contacts.kinds:
        elsewhere = kind.where and (row is None or row.external.run_by != kind.where)
        if kind.helps(plan) and not elsewhere and (helper := _of(kind, library, state)):
            yield helper


def _of(kind: HelpKind, library: Library, state: str | None) -> Helper | None:
    here = library.contacts.states.get(state or "", {}).get(kind.id)
    one = here or kind.contact or kind.instead
    if one is None:
        return None
    own = kind.instead_sources if one is kind.instead else ()
    source = library.sources[(one.sources or own or kind.sources)[0]]
    return Helper(kind.id, one.name, one.does or kind.does, one.phone, one.web, source)
