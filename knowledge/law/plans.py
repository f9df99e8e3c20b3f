"""Kinds of plan: one row of `rules/plans.yaml` each, with its traits. Everything else names families and traits."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from pydantic import Field, model_validator

from knowledge.base.schema import Choice, Entry, Id

Market = Literal[
    "group", "bought", "medicare", "medicaid", "federal", "military", "veterans", "injury", "contract", "none"
]
"""Under which part of the law a plan stands. ``contract``: none of them, its own papers decide."""
ANY = "any"
"""The name of every kind."""
_LISTED = re.compile(r"\bplan_kind (in|not in) \[([^\]]*)\]")


class Plan(Entry):
    """A kind of plan. The comments in plans.yaml say what each field means."""

    id: Id
    label: str = Field(max_length=80)
    also: tuple[str, ...] = ()
    find: str | None = None
    market: Market
    funding: Literal["self", "insured", "either", "public", "none"]
    families: tuple[Id, ...] = ()
    track: Id
    like: tuple[Id, ...] = ()
    outside: Id | None = None
    external: Literal["federal", "state", "either", "own", "ask", "none"]
    refuse: Id | None = None
    notice: Id | None = None
    common: int | None = None
    retired: bool = False

    @property
    def names(self) -> frozenset[str]:
        """Everything by which a rule or a condition may name it."""
        retired = ("retired",) if self.retired else ()
        return frozenset({ANY, self.id, self.market, f"external_{self.external}", *self.families, *retired})

    @property
    def reviewed(self) -> bool:
        """Whether its outside step is the external review of an insured or job plan, or may be."""
        return self.external not in ("own", "none")

    @property
    def choice(self) -> Choice:
        """As it is offered to a person."""
        return Choice(id=self.id, label=self.label, also=self.also, find=self.find, retired=self.retired)

    @model_validator(mode="after")
    def _answers(self) -> Plan:
        if self.like and self.id in self.like:
            raise ValueError(f"{self.id}: it cannot be like itself")
        if self.retired and not self.like:
            raise ValueError(f"{self.id}: a kind that is offered no more says in `like` what it may be")
        return self


class Kinds:
    """Every kind of plan, by id and by the names of their families and traits."""

    def __init__(self, plans: Sequence[Plan]) -> None:
        self.by_id: Mapping[str, Plan] = {plan.id: plan for plan in plans}
        self.families: Mapping[str, tuple[str, ...]] = {
            name: tuple(plan.id for plan in plans if name in plan.names)
            for name in dict.fromkeys(name for plan in plans for name in sorted(plan.names))
        }

    def named(self, names: Sequence[str]) -> tuple[str, ...]:
        """The kinds that these names mean, each once.

        Raises:
            LookupError: A name is no kind, family or trait; the text names it.
        """
        for name in names:
            if name not in self.families:
                raise LookupError(f"there is no kind or family of plans {name!r} in plans.yaml")
        return tuple(dict.fromkeys(plan for name in names for plan in self.families[name]))

    def written_out(self, raw: object) -> Any:
        """Content with each family or trait replaced by its kinds: in conditions on `plan_kind`, in needs, in notices.

        Raises:
            LookupError: A name is no kind, family or trait.
        """
        if isinstance(raw, str):
            return _LISTED.sub(self._in_condition, raw) if "plan_kind" in raw else raw
        if isinstance(raw, list):
            return [self.written_out(item) for item in raw]
        if not isinstance(raw, dict):
            return raw
        held = {key: self.written_out(value) for key, value in raw.items()}
        if held.get("fact") == "plan_kind":
            held |= {key: list(self.named(held[key])) for key in ("any", "none") if held.get(key)}
        if "plans" in held and isinstance(held.get("cite"), dict):
            held["plans"] = list(self.named(held["plans"]))
            held["cite"] = self._by_kind(held["cite"])
        return held

    def _in_condition(self, found: re.Match[str]) -> str:
        names = [name.strip() for name in found[2].split(",") if name.strip()]
        return f"plan_kind {found[1]} [{', '.join(self.named(names))}]"

    def _by_kind(self, cite: Mapping[str, str]) -> dict[str, str]:
        """Paragraphs of law by kind; one for a kind itself wins over one for its family."""
        wide: Callable[[str], int] = lambda name: -len(self.families.get(name, ()))  # noqa: E731
        found = {"default": cite["default"]} if "default" in cite else {}
        for name in sorted((name for name in cite if name != "default"), key=wide):
            found |= dict.fromkeys(self.named([name]), cite[name])
        return found
