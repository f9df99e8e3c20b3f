"""Puts into words where a question led: the answer with its sources, a refusal, or that we do not know."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from dialogs.forms import speech
from dialogs.speaking.callback import Go, button
from dialogs.speaking.voice import Button
from dialogs.speaking.words import Words, words_in
from dialogs.wording import helpers as helper_words
from dialogs.wording import states as state_words
from dialogs.wording.deadlines import spoken
from knowledge.base.conditions import condition
from knowledge.base.schema import Source
from knowledge.law.limits import Limits
from knowledge.library import Library
from knowledge.questions.answering import Found, Said
from knowledge.questions.schema import Topic, Variant

SEE = 2
"""Related topics offered under an answer."""
CITED = 2
"""Sources named under an answer; the first ones of a topic carry what it says first."""
PLAN = "plan_kind"
"""Slot: the kind of plan, on which most answers of law turn."""
ASKED = "asked"
"""Slot: what was answered last, for a short question after it (`knowledge.questions.answering.Said`)."""

GONE_BY = ("passed", "floor-passed")
"""Warnings of a deadline that has gone by."""
SAYS_LITTLE = 6
"""Words under which a sentence is no answer by itself: "It depends on the plan."."""
_SENTENCE_END = re.compile(r"(?<=[.?!])\s+(?=[A-Z0-9])")
_NAMED = re.compile(r"\{(?P<kind>[a-z]+)\|(?P<else>[^}]*)\}")
"""Where an answer says the name of the question: ``{payer|this insurer}``."""


@dataclass(frozen=True)
class Told:
    """What is said to a question.

    Attributes:
        message: Id of the catalogue message.
        text: The words, without the sources.
        cited: The line that names the sources, empty where no fact was stated.
        sources: What the line names.
        buttons: What a person may press.
        topic: The topic that answered.
    """

    message: str
    text: str
    cited: str = ""
    sources: tuple[Source, ...] = ()
    buttons: tuple[Button, ...] = ()
    topic: Topic | None = None

    def whole(self) -> str:
        return f"{self.text}\n\n{self.cited}" if self.cited else self.text


def tell(found: Found, library: Library, words: Words, slots: Mapping[str, Any], limits: Limits | None = None) -> Told:
    """The reply to a message that asks.

    Args:
        found: Where it led.
        library: The base that was searched.
        words: The catalogue in the person's language.
        slots: The case, as far as it is known: an answer says what holds for this kind of plan.
        limits: The time limit that the answer speaks of, counted from dates in the question or the case.
    """
    first = [words_in("es")("answer-in-english")] if found.spanish else []
    if found.safety:
        other = found.about == "other"
        line = library.safety.lines[f"{found.safety}_other" if other else found.safety]
        own = words_in("es") if found.spanish else words
        message = f"safety-{found.safety}-{'other' if other else 'self'}-1"
        return Told(message, own(message, help=line.es if found.spanish else line.en))
    refusal = library.refusals.get(found.refused or "")
    if refusal:
        first.append(refusal.text)
    if found.either:
        return _either(found, library, words, slots, first)
    topics = [library.topics[name] for name in (found.topic, *found.also) if name in library.topics]
    if not topics and refusal:
        return Told("refusal", "\n\n".join(first), buttons=tuple(_offers(found.near, library)))
    if not topics:
        text = "\n\n".join([*first, words("topic-none" if not found.near else "topic-near")])
        return Told("topic-none", text, buttons=tuple(_offers(found.near, library)))
    first += filter(None, [day_told(limits, library, words)])
    found = _meant_plan(found, slots)
    case = _named_case(found, library, slots)
    answers = [_answer(topic, found, library, case, words) for topic in topics]
    rest = [f"{topic.title}: {answer}" for topic, answer in zip(topics[1:], answers[1:], strict=True)]
    text = "\n\n".join([*first, answers[0], *rest, *_left_open(topics, found, words, case)])
    return Told("topic", text, *_cited(topics, library, words), _next(topics[0], library, words), topics[0])


def day_told(limits: Limits | None, library: Library, words: Words) -> str | None:
    """The day that a question asks for, or the day for each kind of plan that it may be; None where there is none."""
    if limits is None or limits.act_by is None:
        return None
    lines = []
    for one in limits.answers:
        found = one.deadline
        if found.act_by is None:
            continue
        days = {"date": spoken(found.act_by, words), "law": spoken(found.legal_date or found.act_by, words)}
        cite = found.rule.cite if found.rule else ""
        told = words("answer-day" if found.legal_date else "answer-day-safe", **days, cite=cite)
        if any(warning.id in GONE_BY for warning in found.warnings):
            told = f"{told} {words('mind-passed')}"
        kinds = library.rulebook.kinds.by_id
        labels = " / ".join(kinds[plan].label for plan in one.plans)
        lines.append(told if len(limits.answers) == 1 else words("answer-day-each", plan=labels, told=told))
    return "\n".join(lines)


def tell_more(topic: Topic, library: Library, words: Words) -> Told:
    """What a topic says on demand."""
    return Told("topic", topic.more or topic.text, *_cited([topic], library, words), topic=topic)


def said(found: Found, before: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """What a next short question is about: the value of the slot `ASKED` after this answer."""
    if found.topic is None:
        return dict(before) if before else None
    earlier = (before or {}).get("topic")
    return {"topic": found.topic, "plans": list(found.plans), "named": dict(found.named), "before": earlier}


def after(slots: Mapping[str, Any]) -> Said | None:
    """What was answered last, from the slot `ASKED`."""
    held = slots.get(ASKED)
    if not isinstance(held, Mapping):
        return None
    return Said(held.get("topic"), tuple(held.get("plans") or ()), held.get("named") or {}, held.get("before"))


def short(topic: Topic, slots: Mapping[str, Any], plans: Mapping[str, str] | None = None) -> str:
    """The short answer: what holds for this kind of plan first, then what holds for all.

    Args:
        topic: What answers.
        slots: The case.
        plans: Kinds of plan that the question itself names, with what they are called; they go before the one of the
            case. Where it may be one of several, what holds only for one says for which.
    """
    held: dict[Variant, list[str]] = {}
    for plan, label in (plans or {"": ""}).items():
        case = {**slots, PLAN: plan} if plan else slots
        for variant in topic.variants:
            if condition(variant.when).holds(case):
                held.setdefault(variant, []).append(label)
    told = len(plans or ())
    texts = [f"{' / '.join(ls)}: {v.text}" if len(ls) < told else v.text for v, ls in held.items()]
    return "\n\n".join(texts if any(variant.alone for variant in held) else [*texts, topic.text])


def by_plan(topic: Topic, slots: Mapping[str, Any]) -> bool:
    """Whether a topic has something to say for the kind of plan of a case by itself."""
    return any(PLAN in one.when and one.alone and condition(one.when).holds(slots) for one in topic.variants)


def _either(found: Found, library: Library, words: Words, slots: Mapping[str, Any], first: list[str]) -> Told:
    """Two answers in one sentence each, of which the person chooses."""
    found = _meant_plan(found, slots)
    case = _named_case(found, library, slots)
    topics = [library.topics[name] for name in found.either]
    lines = [f"{topic.title}: {_first_sentence(_answer(topic, found, library, case, words))}" for topic in topics]
    text = "\n\n".join([*first, words("topic-either"), *lines])
    return Told("topic-either", text, *_cited(topics, library, words), tuple(_offers(found.either, library)))


def _first_sentence(text: str) -> str:
    """The first sentence of an answer, and the second where the first says next to nothing."""
    sentences = _SENTENCE_END.split(text)
    return " ".join(sentences[:2]) if len(sentences[0].split()) < SAYS_LITTLE else sentences[0]


def _meant_plan(found: Found, slots: Mapping[str, Any]) -> Found:
    """Of several kinds of plan that a question may mean ("Medicare"), the one that the person has."""
    return replace(found, plans=(slots[PLAN],)) if slots.get(PLAN) in found.plans else found


def _named_case(found: Found, library: Library, slots: Mapping[str, Any]) -> dict[str, Any]:
    """The case with what the question names in its place: "in Texas", "and for Medicare Advantage?"."""
    states = library.choices["states"].values()
    state = next((one.id for one in states if one.label == found.named.get("state")), None)
    plan = found.plans[0] if len(found.plans) == 1 else None
    return {**slots, **({"state": state} if state else {}), **({PLAN: plan} if plan else {})}


def _answer(topic: Topic, found: Found, library: Library, case: Mapping[str, Any], words: Words) -> str:
    text = (
        topic.more
        if found.follow == "more" and topic.more
        else short(topic, case, {plan: library.rulebook.kinds.by_id[plan].label for plan in found.plans})
    )
    helpers = helper_words.told(topic.helpers, case, library, words) if topic.helpers else ""
    text = _NAMED.sub(lambda hole: found.named.get(hole["kind"], hole["else"]), text)
    state = state_words.told(topic.by_state, case, library, words)
    return "\n\n".join(filter(None, [state, text, helpers]))


def _left_open(topics: list[Topic], found: Found, words: Words, case: Mapping[str, Any]) -> list[str]:
    """What of the message is not answered, and the one question that would make the answer exact."""
    lines = [words("topic-part-none", asked=asked) for asked in found.unanswered[:1]]
    by_plan = any(PLAN in variant.when for topic in topics for variant in topic.variants)
    if by_plan and not found.plans and not case.get(PLAN):
        lines.append(words("topic-which-plan"))
    if topics[0].by_state and not case.get("state"):
        lines.append(words("topic-which-state"))
    return lines


def _cited(topics: list[Topic], library: Library, words: Words) -> tuple[str, tuple[Source, ...]]:
    each = 1 if len(topics) > 1 else CITED
    ids = dict.fromkeys(source for topic in topics for source in topic.sources[:each])
    sources = tuple(library.cite(tuple(ids)))
    return speech.cited(sources, min(topic.checked for topic in topics), words), sources


def _next(topic: Topic, library: Library, words: Words) -> tuple[Button, ...]:
    more = [button(words("button-more"), Go("more", topic.id), 0)] if topic.more else []
    begin = [button(words(f"button-start-{s}"), Go(s), 1) for s in (topic.start,) if s]
    return (*more, *begin, *_offers(topic.see[:SEE], library, row=2))


def _offers(topics: tuple[str, ...], library: Library, row: int = 0) -> list[Button]:
    known = [library.topics[topic] for topic in topics if topic in library.topics]
    return [button(topic.title, Go("question", topic.id), row + place) for place, topic in enumerate(known)]
