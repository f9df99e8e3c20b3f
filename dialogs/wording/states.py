"""What a state says of its own, ahead of an answer that holds for all states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dialogs.case.matters import known
from dialogs.speaking.words import Words
from dialogs.wording import external as external_words
from knowledge.law.rulebook import Rule
from knowledge.law.states import State
from knowledge.library import Library

TIMES = {"external": ("external.file", "external.urgent"), "hearing": ("hearing.plan", "hearing.state")}
"""The rules of a state (`knowledge.law.states.rules_of`) that are told for each part of an answer."""


def told(parts: Sequence[str], slots: Mapping[str, Any], library: Library, words: Words) -> str:
    """What is known of the state for each part; empty where the state is not known or the plan does not follow it.

    Args:
        parts: Keys of `TIMES`, or ``fee``: what an outside review costs there.
        slots: The case, of which `state` and `plan_kind` are read; without a kind of plan, all that follow a state.
        library: The base that holds the rules.
        words: The catalogue in the person's language.
    """
    row = library.rulebook.states.by_code.get(known(slots.get("state")) or "")
    if row is None:
        return ""
    plan = known(slots.get("plan_kind"))
    return "\n".join(line for part in parts for line in _part(part, row, plan, library, words))


def _part(part: str, row: State, plan: str | None, library: Library, words: Words) -> Iterator[str]:
    book = library.rulebook
    if part == "fee":
        if row.external.fee and (plan is None or book.state_for(plan, row.code)):
            yield words("state-fee", state=row.name, fee=row.external.fee)
        return
    named = [rule for ending in TIMES[part] if (rule := book.by_id.get(f"state.{row.code}.{ending}"))]
    rules = [rule for rule in named if plan is None or plan in book.plans(rule)]
    for rule in rules:
        yield from _time(rule, row, words)
    if rules and part == "external":
        yield from external_words.of_state(row, words)
    yield from dict.fromkeys(text for rule in rules for text in rule.advice)


def _time(rule: Rule, row: State, words: Words) -> Iterator[str]:
    """How long one has; where only a cautious day can be told, that it is one."""
    message = "-".join(rule.id.split(".")[2:])
    periods = rule.floor or rule.clocks
    if not periods:
        return
    lengths = [words("state-period", amount=one.amount, unit=one.unit) for one in periods]
    safe = "-safe" if rule.floor else ""
    length = words("state-sooner", first=lengths[0], second=lengths[1]) if len(lengths) > 1 else lengths[0]
    text = words(f"state-time{safe}", length=length, starts=rule.starts, filed=rule.filed or "", cite=rule.cite)
    yield words(f"state-{message}", state=row.name, time=text)
