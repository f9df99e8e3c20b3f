"""How long somebody has: the one entry for whoever wants a date of the law. Pure; the rules are data.

    found = time_limit("marketplace", "appeal", facts, library.rulebook)  # one kind: one answer
    found = time_limit(["fehb", "church"], "appeal", facts, library.rulebook)  # several: one for each that differs
    found = time_limit(None, "appeal", facts, library.rulebook)  # not known: the likely ones

What to read of it: `found.deadline` where one answer holds, else `found.answers`; `found.act_by`, a day that is safe
whichever holds; `found.settles`, the slot of the one question that would settle it. An answer without a date says why
and whom to ask in `deadline.refused` and, where a rule is known, what it gives in `deadline.rule`. Those who help, with
their numbers, are in `knowledge.law.contacts`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.law.deadlines import Deadline, Facts, at_stage, day_of
from knowledge.law.rulebook import Rulebook

MOST = 3
"""Answers that are given at most where the kind of plan is not known."""


@dataclass(frozen=True, slots=True)
class Likely:
    """One answer, and for which kinds of plan it holds.

    Attributes:
        plans: Ids of kinds of plan, the likeliest first.
        deadline: A date, a day to act by without a last day of the law, or why there is neither.
    """

    plans: tuple[str, ...]
    deadline: Deadline


@dataclass(frozen=True, slots=True)
class Limits:
    """What is known of a time limit.

    Attributes:
        stage: The stage that was asked about.
        answers: One for each that differs, the likeliest first; at least one.
        settles: Slot of the question whose answer would settle it; None where nothing more is needed.
    """

    stage: str
    answers: tuple[Likely, ...]
    settles: str | None

    @property
    def deadline(self) -> Deadline | None:
        """The answer, where it is one for all kinds of plan that it may be."""
        return self.answers[0].deadline if len(self.answers) == 1 else None

    @property
    def act_by(self) -> dt.date | None:
        """The earliest day to act by among the answers; None where no answer has one."""
        days = [day_of(one.deadline.act_by) for one in self.answers if one.deadline.act_by]
        return min(days, default=None)


def time_limit(plans: str | Sequence[str] | None, stage: str, facts: Facts, book: Rulebook) -> Limits:
    """The time limit of a stage, for one kind of plan, for several, or for somebody who does not know the kind.

    Args:
        plans: A kind of plan; the kinds between which it is not settled; None or none for "not known".
        stage: A stage of deadlines.yaml, such as ``appeal`` or ``external``. The outside step of each kind is found
            under ``external`` whatever its own name.
        facts: What is known of the notice; dates may be missing.

    Returns:
        At least one answer. Kinds of plan with the same answer share it.
    """
    asked = (plans,) if isinstance(plans, str) else tuple(plans or ())
    known = bool(asked)
    groups: dict[tuple[object, ...], list[str]] = {}
    results: dict[tuple[object, ...], Deadline] = {}
    for plan in asked or _common(book):
        found = at_stage(plan, stage, facts, book)
        key = _alike(found)
        groups.setdefault(key, []).append(plan)
        results.setdefault(key, found)
    answers = tuple(Likely(tuple(names), results[key]) for key, names in groups.items())
    answers = answers if known else answers[:MOST]
    return Limits(stage, answers, _settles(answers, book, known=known))


def _common(book: Rulebook) -> list[str]:
    """The kinds that are named first to somebody whose kind is not known."""
    ranked = [(plan.common, plan.id) for plan in book.plan_kinds if plan.common is not None]
    return [plan for _, plan in sorted(ranked)]


def _alike(found: Deadline) -> tuple[object, ...]:
    """What two answers have in common when a person may be told one for both."""
    rule = found.rule
    time = (rule.clocks, rule.starts, rule.presumed) if rule else None
    return (found.legal_date, found.act_by, found.refused, str(time))


def _settles(answers: Sequence[Likely], book: Rulebook, *, known: bool) -> str | None:
    if len(answers) > 1 or not known:
        return book.settles.get("plan-unknown")
    refused = answers[0].deadline.refused
    return book.settles.get(refused.id) if refused else None
