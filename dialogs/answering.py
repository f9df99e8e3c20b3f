"""Puts into words where a question led: the answer with its sources, a refusal, or that we do not know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dialogs import helper_words, speech
from dialogs.turn import Button
from dialogs.words import Words, words_in
from knowledge.answering import Found
from knowledge.conditions import condition
from knowledge.library import Library
from knowledge.schema import Source, Topic

SEE = 2
"""Related topics offered under an answer."""


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


def tell(found: Found, library: Library, words: Words, slots: Mapping[str, Any]) -> Told:
    """The reply to a question.

    Args:
        found: Where it led.
        library: The base that was searched.
        words: The catalogue in the person's language.
        slots: The case, as far as it is known: an answer says what holds for this kind of plan.
    """
    first = [words_in("es")("answer-in-english")] if found.spanish else []
    if found.safety:
        line = library.safety.lines[found.safety]
        own = words_in("es") if found.spanish else words
        help_ = line.es if found.spanish else line.en
        return Told(f"safety-{found.safety}", own(f"safety-{found.safety}", help=help_))
    if refusal := library.refusals.get(found.refused or ""):
        text = "\n\n".join([*first, refusal.text])
        return Told("refusal", text, buttons=tuple(_offers(found.near, library)))
    topic = library.topics.get(found.topic or "")
    if topic is None:
        text = "\n\n".join([*first, words("topic-none" if not found.near else "topic-near")])
        return Told("topic-none", text, buttons=tuple(_offers(found.near, library)))
    helpers = helper_words.told(topic.helpers, slots, library, words) if topic.helpers else ""
    text = "\n\n".join([*first, short(topic, slots), *filter(None, [helpers])])
    return Told("topic", text, *_cited(topic, library, words), _next(topic, library, words), topic)


def tell_more(topic: Topic, library: Library, words: Words) -> Told:
    """What a topic says on demand."""
    return Told("topic", topic.more or topic.text, *_cited(topic, library, words), topic=topic)


def short(topic: Topic, slots: Mapping[str, Any]) -> str:
    """The short answer, with what holds for this case."""
    held = [variant.text for variant in topic.variants if condition(variant.when).holds(slots)]
    return "\n\n".join([topic.text, *held])


def _cited(topic: Topic, library: Library, words: Words) -> tuple[str, tuple[Source, ...]]:
    sources = tuple(library.cite(topic.sources))
    return speech.cited(sources, topic.checked, words), sources


def _next(topic: Topic, library: Library, words: Words) -> tuple[Button, ...]:
    more = [{"title": words("button-more"), "payload": f"g:more:{topic.id}", "row": 0}] if topic.more else []
    begin = [{"title": words(f"button-start-{s}"), "payload": f"g:{s}", "row": 1} for s in (topic.start,) if s]
    return (*more, *begin, *_offers(topic.see[:SEE], library, row=2))


def _offers(topics: tuple[str, ...], library: Library, row: int = 0) -> list[Button]:
    known = [library.topics[topic] for topic in topics if topic in library.topics]
    return [
        {"title": topic.title, "payload": f"g:question:{topic.id}", "row": row + place}
        for place, topic in enumerate(known)
    ]
