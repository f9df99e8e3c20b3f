"""`navigator understand`: what the program hears in a message, for people and for programs."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import Any, TextIO

from knowledge.hearing.acts import Event, Fact, Heard, Question, Unheard
from knowledge.hearing.listener import Hearing, Situation, hearing
from knowledge.library import shipped
from knowledge.questions.answering import Answerer

LISTED = ("denial_kinds", "tried")
"""Slots that hold several values at once, so that several values are no candidates."""
PLACED = 1
"""Questions of a message that are placed: its last ones."""
UNANSWERED = "unanswered"
"""Stands for the topic of a question that no topic answers."""


def understand_all(
    texts: Iterable[str], today: dt.date, case: Mapping[str, Any], *, as_json: bool, out: TextIO
) -> None:
    """Hear each message.

    Args:
        texts: One message each.
        today: The day on which they are said.
        case: Slots that are known already.
        as_json: One object a message, on one line; else lines for people.
        out: Where to write.
    """
    library = shipped()
    heard_by, answerer = hearing(library), Answerer(library)
    for text in texts:
        found = as_object(text, heard_by, answerer, Situation(today, known=case))
        out.write((json.dumps(found, ensure_ascii=False) if as_json else _for_people(found)) + "\n")


def as_object(text: str, heard_by: Hearing, answerer: Answerer, situation: Situation) -> dict[str, Any]:
    """What a program is told: see `docs/commands.md`."""
    heard = heard_by.hear(text, situation)
    alarm = answerer.listener.hear(text)
    return {
        "facts": facts(heard),
        "events": [_event(event) for event in heard.events],
        "question": _topic(heard, answerer),
        "safety": alarm.kind if alarm and alarm.kind in ("crisis", "emergency") else None,
        "unheard": [act.words for act in heard.of(Unheard)],
    }


def facts(heard: Heard) -> list[dict[str, Any]]:
    """The facts of a message, those of the latest event among them; a list of `tried` or `denial_kinds` is one fact."""
    told = [_fact(fact) for fact in heard.facts if fact.slot not in LISTED and fact.values]
    for slot in LISTED:
        members = [fact for fact in heard.facts if fact.slot == slot]
        if members:
            whole = _fact(members[0])
            whole["value"] = list(dict.fromkeys(value for fact in members for value in fact.values))
            whole["words"] = ", ".join(dict.fromkeys(fact.words for fact in members))
            told.append(whole)
    if heard.events:
        latest = heard.events[-1]
        told.append(_of_event(latest, "happened", latest.happened))
        on = latest.on.isoformat() if latest.on else latest.facts.get("event_on")
        if on and not any(fact.slot == "event_on" for fact in heard.facts):
            told.append(_of_event(latest, "event_on", on))
    return told


def _fact(fact: Fact) -> dict[str, Any]:
    value = fact.value if len(fact.values) == 1 else list(fact.values)
    return {
        "slot": fact.slot,
        "value": value,
        "words": fact.words,
        "about": fact.about.value,
        "confidence": fact.confidence,
    }


def _of_event(event: Event, slot: str, value: str) -> dict[str, Any]:
    return {
        "slot": slot,
        "value": value,
        "words": event.words,
        "about": event.about.value,
        "confidence": event.confidence,
    }


def _event(event: Event) -> dict[str, Any]:
    return {
        "happened": event.happened,
        "on": event.on.isoformat() if event.on else event.facts.get("event_on"),
        "words": event.words,
        "about": event.about.value,
        "confidence": event.confidence,
        "facts": dict(event.facts),
    }


def _topic(heard: Heard, answerer: Answerer) -> str | None:
    """The topic that answers what a message asks last; None where nothing is asked."""
    asked = heard.of(Question)
    for question in asked[-PLACED:]:
        found = answerer.place(question.words)
        if found.topic or found.refused:
            return found.topic or found.refused
    return UNANSWERED if asked else None


def _for_people(found: Mapping[str, Any]) -> str:
    lines = [f"{f['slot']}: {_shown(f['value'])}  ({f['words']}; {f['confidence']:.2f})" for f in found["facts"]]
    lines += [f"asks: {found['question']}"] if found["question"] else []
    lines += [f"alarm: {found['safety']}"] if found["safety"] else []
    return "\n".join([*lines, *(f"? {words}" for words in found["unheard"]), ""])


def _shown(value: object) -> str:
    return " or ".join(map(str, value)) if isinstance(value, list) else str(value)
