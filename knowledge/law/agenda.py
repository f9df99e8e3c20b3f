"""What matters next in a case: needs in order, and the facts that each one waits for. Pure; the data is agenda.yaml."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from pydantic import Field, model_validator

from knowledge.base.conditions import SKIPPED, UNKNOWN, condition
from knowledge.base.schema import Entry, Id

Part = Literal["case", "decision", "event", "history", "door"]
"""Where a fact belongs: to the whole case, to the newest denial, to the newest event, to the list of treatments."""


class Option(Entry):
    """One button under a question: the values that it may mean. Several are asked about again."""

    id: Id
    values: tuple[str, ...] = Field(min_length=1)


class CaseFact(Entry):
    """A fact of a case that may be told in any words.

    Attributes:
        part: Where it belongs (see `Part`).
        type: How it is read where it is the answer to an open question.
        of: Name of the list of choices.
        options: Buttons that stand for several choices of a long list.
        future: A date that may lie ahead.
        adds: Words that are told later stand beside those that are there.
        law: It decides law or dates, so that it is always read back.
        own: What is on no list may be it as well, in the person's own words; it is asked about first.
        line: With which others it stands on one line where much is read back.
    """

    slot: Id
    part: Part
    type: Literal["choice", "choices", "yes_no", "date", "text", "names"]
    of: Id | None = None
    options: tuple[Option, ...] = ()
    future: bool = False
    law: bool = False
    own: bool = False
    line: Literal["happened", "plan", "person", "dates", "letter"] = "letter"
    adds: bool = False


class Ask(Entry):
    """A fact that a need waits for: any one of `slots`. The first is the one that is asked about."""

    slots: tuple[Id, ...] = Field(min_length=1)
    when: str = "true"


class Need(Entry):
    """Something that a case may need.

    Attributes:
        when: When it holds, over the case and what follows from it (see `dialogs.case.view`).
        needs: Facts without which nothing can be given; asked for in this order.
        gives: What the person is told and offered; the message ``gives-<gives>``. A need without it leaves the word
            to the next one when its facts are there or were passed over.
        gives_first: What it gives is said before the question for the fact that is missing, and not after the answer.
        by_step: Asked for the next thing, the step of the path is told in full rather than what the need gives.
        topics: Questions that this need itself answers better than a topic does.
    """

    id: Id
    when: str
    needs: tuple[Ask, ...] = ()
    gives: str | None = None
    topics: tuple[Id, ...] = ()
    gives_first: bool = False
    by_step: bool = False


class Way(Entry):
    """A button under what a need gives: the message of its title, and the intent that it sends, with its value."""

    title: str
    sends: str


class Clash(Entry):
    """Two dates of one letter of which the first cannot come before the second."""

    id: Id
    later: Id
    earlier: Id


class PaperTells(Entry):
    """What papers that were read tell of a case.

    Attributes:
        events: By the sort of a paper, what happened.
        answers: By the level of a decision on an appeal, what must have happened before it, in order.
        granted: What happened where such a decision gives all.
        partly: The same where it gives a part.
    """

    events: dict[Id, Id]
    answers: dict[Id, tuple[Id, ...]]
    granted: Id
    partly: Id


class Agenda(Entry):
    """The whole of agenda.yaml.

    Attributes:
        near: Days within which a last day is near.
        doubted: How often something half heard is asked about before it is let go.
        clockless: Refusals of a date (ids of `deadlines.yaml` and `plans.yaml`) that mean that there is no last day.
        oldest: Days after which an event or a letter is asked about rather than believed.
        implied: What must have happened before an event that is told without it.
        out_of_turn: Facts that a bare answer may tell before they were asked for.
        untimely: Events that count only when the other side's time is over.
        meant: By an event of the same message, which fact a date is in truth ("approved until" tells its end).
        kin: Words for the person who is helped, by the id of the message that names them.
        unwritten: Words that say beside a no that it did not come in writing.
        beside: Words by which a second plan is told beside the first one.
        papers: What papers that were read tell of a case.
        ways: Buttons by what a need gives.
    """

    near: int
    oldest: int
    doubted: int
    clockless: tuple[Id, ...]
    facts: tuple[CaseFact, ...]
    implied: dict[Id, tuple[Id, ...]]
    out_of_turn: tuple[Id, ...]
    untimely: tuple[Id, ...]
    meant: dict[Id, dict[Id, Id]]
    clashes: tuple[Clash, ...]
    kin: dict[Id, tuple[str, ...]]
    unwritten: tuple[str, ...]
    beside: tuple[str, ...]
    papers: PaperTells
    ways: dict[str, tuple[Way, ...]]
    needs: tuple[Need, ...]

    @cached_property
    def by_slot(self) -> dict[str, CaseFact]:
        return {fact.slot: fact for fact in self.facts}

    @model_validator(mode="after")
    def _consistent(self) -> Agenda:
        known = {fact.slot for fact in self.facts}
        for need in self.needs:
            condition(need.when)
            for ask in need.needs:
                condition(ask.when)
                if strange := set(ask.slots) - known:
                    raise ValueError(f"{need.id}: {', '.join(sorted(strange))} is not among the facts")
        return self


@dataclass(frozen=True)
class Due:
    """The first need that holds, and the fact that it waits for; None where it has all that it needs."""

    need: Need
    asks: str | None


def first(agenda: Agenda, view: Mapping[str, Any], passed: Collection[str] = ()) -> Due | None:
    """The one most useful next thing.

    Args:
        view: The case and what follows from it.
        passed: Slots that the person skipped or does not know; they are not asked for again.
    """
    for need in agenda.needs:
        if not condition(need.when).holds(view):
            continue
        asks = missing(need, view, passed)
        if asks or need.gives:
            return Due(need, asks)
    return None


def missing(need: Need, view: Mapping[str, Any], passed: Collection[str] = ()) -> str | None:
    """The first fact that a need still waits for."""
    for ask in need.needs:
        told = any(view.get(slot) not in (None, UNKNOWN, SKIPPED, [], "") for slot in ask.slots)
        if not told and not set(ask.slots) & set(passed) and condition(ask.when).holds(view):
            return ask.slots[0]
    return None
