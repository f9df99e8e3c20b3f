"""The typed case: what a person told us, read from slots. Later subjects add their own parts here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from dialogs.forms import walk
from dialogs.forms.flow import Flow
from knowledge.base.conditions import SKIPPED, UNKNOWN

VERSION = 1
"""Version of the slots that a store holds; `dialogs.memory.upgrades` lifts older ones."""


class Part(BaseModel):
    """A part of the case file: frozen, and no field that it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ClauseAnswer(Part):
    """What the papers say about one kind of clause. `words` are the person's own quotation."""

    kind: str
    answer: Literal["yes", "no", "unknown", "skipped", "open"]
    words: str | None = None


class Quote(Part):
    """A passage from the person's papers that worries them."""

    words: str
    paper: str | None = None


class Coverage(Part):
    """Plan, diagnosis and clauses. None is "not asked, skipped or not known": `unknown` names the last."""

    who: str | None = None
    state: str | None = None
    plan_kind: str | None = None
    diagnosis: str | None = None
    treatment: str | None = None
    requested_by: str | None = None
    papers: tuple[str, ...] | None = None
    denial_date: str | None = None
    clauses: tuple[ClauseAnswer, ...] = ()
    quotes: tuple[Quote, ...] = ()
    unknown: tuple[str, ...] = ()


class CaseFile(Part):
    """Everything a person told us that still counts."""

    coverage: Coverage

    @classmethod
    def of(cls, flow: Flow, slots: Mapping[str, Any]) -> CaseFile:
        """The case behind these slots; answers to questions that no longer apply are left out."""
        return cls(coverage=_coverage(flow, slots))


def _coverage(flow: Flow, slots: Mapping[str, Any]) -> Coverage:
    facts: dict[str, Any] = {}
    clauses: list[ClauseAnswer] = []
    unknown: list[str] = []
    for step in walk.steps(flow, slots):
        question = step.question
        if question is None or step.group is not None:
            continue
        value = walk.answer_at(slots, step)
        if question.entry:
            clauses.append(_clause(question.entry, value))
        if value in (UNKNOWN, SKIPPED) or (isinstance(value, dict) and value["answer"] == UNKNOWN):
            unknown.append(step.path)
        elif value is not None and not question.entry:
            facts[question.slot] = tuple(value) if isinstance(value, list) else value
    return Coverage(**facts, clauses=tuple(clauses), quotes=tuple(_quotes(flow, slots)), unknown=tuple(unknown))


def _clause(kind: str, value: Any) -> ClauseAnswer:
    if value is None:
        return ClauseAnswer(kind=kind, answer="open")
    if value == SKIPPED:
        return ClauseAnswer(kind=kind, answer="skipped")
    answer = "unknown" if value["answer"] == UNKNOWN else value["answer"]
    return ClauseAnswer(kind=kind, answer=answer, words=value.get("words"))


def _quotes(flow: Flow, slots: Mapping[str, Any]) -> list[Quote]:
    if not any(step.path == "quotes.more" for step in walk.steps(flow, slots)):
        return []
    return [
        Quote(words=row["words"], paper=row.get("paper") if row.get("paper") not in (UNKNOWN, SKIPPED) else None)
        for row in walk.entries(slots, "quotes")
        if row.get("words")
    ]
