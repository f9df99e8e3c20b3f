"""The day behind a question that asks for one: from the dates, the plan and the state that stand in its own words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from knowledge.hearing.acts import About, Fact, Standing
from knowledge.hearing.days import Way
from knowledge.hearing.listener import Situation, hearing
from knowledge.law.deadlines import Facts
from knowledge.law.limits import Limits, time_limit
from knowledge.questions.schema import Topic

if TYPE_CHECKING:
    from knowledge.library import Library

READ = {
    "notice_date": "notice_date",
    "received_on": "received",
    "letter_date": "letter_date",
    "effective_on": "effective_date",
}
"""Which field of `Facts` each date of a message is."""


MEANT = (Standing.ASSERTED, Standing.ASKED)
"""How a fact may be meant to count for the question that it stands in."""


def limits_asked(
    question: str, topic: Topic, library: Library, today: dt.date, plans: Sequence[str] = (), state: str | None = None
) -> Limits | None:
    """What a topic on a time limit comes to for this question; None where it tells no date or the plan is not known.

    Args:
        question: A person's words.
        topic: What answers it; its `stage` says which time limit it speaks of.
        today: The person's calendar day.
        plans: Kinds of plan that are known already, where the question names none.
        state: Two letters, where the question names none.
    """
    if topic.stage is None:
        return None
    told = _told(question, library, today)
    kinds = tuple(told.get("plan_kind") or plans)
    days: dict[str, Any] = {field: _day(told.get(slot)) for slot, field in READ.items()}
    if not any(days.values()):
        days["notice_date"] = _only_day(question, library, today)
    if not kinds or not (days["notice_date"] or days["received"]):
        return None
    place = (told.get("state") or (state,))[0]
    return time_limit(kinds, topic.stage, Facts(today=today, state=place, **days), library.rulebook)


def _told(question: str, library: Library, today: dt.date) -> dict[str, tuple[Any, ...]]:
    """What is said of the person, by slot."""
    heard = hearing(library).hear(question, Situation(today))
    facts = [fact for fact in heard.of(Fact) if isinstance(fact, Fact) and fact.about is About.PATIENT]
    return {fact.slot: fact.values for fact in facts if fact.standing in MEANT}


def _only_day(question: str, library: Library, today: dt.date) -> dt.date | None:
    """The one whole date of a question, taken as that of the notice: no clock of a denial starts before it."""
    found = hearing(library).dates.find(question)
    return _day([when.iso(today, Way.BEHIND) for when in found if when.kind != "length"])


def _day(values: Sequence[Any] | None) -> dt.date | None:
    """The one whole date among these values."""
    if not values or len(values) != 1:
        return None
    try:
        return dt.date.fromisoformat(str(values[0]))
    except ValueError:
        return None


def given(values: Mapping[str, Any]) -> tuple[tuple[str, ...], str | None]:
    """The kind of plan and the state of a case, as `limits_asked` takes them."""
    plan, state = values.get("plan_kind"), values.get("state")
    return ((plan,) if isinstance(plan, str) else ()), state if isinstance(state, str) else None
