"""How answers and questions look to a person. Pure text; the words are the catalogue's and knowledge's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from babel.dates import format_date

from dialogs.forms.answers import MENU
from dialogs.forms.flow import Asked, Flow, Question
from dialogs.forms.walk import Step
from dialogs.speaking.words import Words
from knowledge.base.conditions import SKIPPED, UNKNOWN
from knowledge.base.schema import Source
from knowledge.library import Library
from knowledge.papers.layout import sentences

QUOTE_SHOWN = 160


def asked_entry(question: Question, library: Library) -> Asked | None:
    """The entry of knowledge that a question was made from."""
    if question.entry is None:
        return None
    found: Asked = getattr(library, question.table or "clauses")[question.entry]
    return found


def label(flow: Flow, question: Question, words: Words, library: Library) -> str:
    """The short name of a question, for reviews and confirmations."""
    if entry := asked_entry(question, library):
        return entry.label
    return words(f"{flow.message(question)}.label")


def question_text(flow: Flow, question: Question, words: Words, library: Library, who: str, about: str = "") -> str:
    """What a question says. `about`: what the entry of a group is called."""
    if entry := asked_entry(question, library):
        return words(flow.message(question), ask=entry.ask)
    return words(flow.message(question), who=who, about=about)


def why_text(flow: Flow, question: Question, words: Words, library: Library) -> str:
    """The answer to "why do you ask?"."""
    if entry := asked_entry(question, library):
        return entry.why
    return words(f"{flow.message(question)}.why")


def shown(value: Any, question: Question, words: Words, library: Library) -> str:
    """An answer as a person reads it back."""
    if value is None:
        return words("value-open")
    if value == UNKNOWN:
        return words("value-unknown")
    if value == SKIPPED:
        return words("value-skipped")
    match question.type:
        case "choice":
            choice = library.choices[question.of or ""].get(value)
            return choice.label if choice else clipped(str(value))
        case "choices":
            labels = [library.choices[question.of or ""][item].label for item in value]
            return ", ".join(labels) if labels else words("value-none")
        case "yes_no":
            return words(f"value-{value}")
        case "date":
            return shown_date(value, words.language)
        case "money":
            low, _, high = str(value).partition("-")
            if high:
                return words("value-money-range", low=amount(Decimal(low)), high=amount(Decimal(high)))
            return words("value-money", amount=amount(Decimal(low)))
        case "percent":
            return words("value-percent", percent=value)
        case "clause":
            return _shown_clause(value, words)
    return clipped(str(value))


def amount(dollars: Decimal) -> str:
    """Dollars in digits with commas; cents only where there are some."""
    return f"{dollars:,.2f}".removesuffix(".00")


def shown_entry(row: dict[str, Any], questions: Iterable[Question], words: Words, library: Library) -> str:
    """What is known about one entry of a group, on one line."""
    held = [(row.get(question.slot), question) for question in questions]
    return "; ".join(shown(value, q, words, library) for value, q in held if value not in (None, UNKNOWN, SKIPPED))


def _shown_clause(value: dict[str, Any], words: Words) -> str:
    answer = words("value-unknown") if value["answer"] == UNKNOWN else words(f"value-{value['answer']}")
    if value.get("words"):
        return words("value-quoted", answer=answer, words=clipped(value["words"]))
    return answer


def clipped(text: str, most: int = QUOTE_SHOWN) -> str:
    """At most `most` characters, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def begun(text: str, most: int) -> tuple[str, str]:
    """The whole sentences at the start of a text that fit in `most` characters, at least one; and the rest."""
    if len(text) <= most:
        return text, ""
    starts = [at for at, _ in sentences(text)][1:]
    fitting = [at for at in starts if at <= most] or starts[:1]
    cut = fitting[-1] if fitting else len(text)
    return text[:cut].strip(), text[cut:].strip()


def shown_date(value: str, language: str) -> str:
    """A whole or partial ISO date in the person's language."""
    parts = [int(part) for part in value.split("-")]
    if len(parts) == 1:
        return value
    if len(parts) == 2:
        return format_date(dt.date(parts[0], parts[1], 1), "MMMM y", locale=language)
    return format_date(dt.date(*parts), "long", locale=language)


def step_label(flow: Flow, step: Step, words: Words, library: Library) -> str:
    """Like `label`, with the number of the entry inside a group; the name of the list for the menu of a group."""
    if step.question is None:
        assert step.group is not None
        return words(f"{flow.flow}-{step.group.group}.label".replace("_", "-"))
    name = label(flow, step.question, words, library)
    return name if step.entry is None else words("label-entry", label=name, number=step.entry + 1)


def numbered(question: Question, library: Library) -> bool:
    """Whether the choices are offered as buttons that a number can pick."""
    return 0 < len(question.choices(library)) <= MENU


def cited(sources: Iterable[Source], checked: dt.date, words: Words) -> str:
    """The line of sources under a fact."""
    listed = "\n".join(words("source-line", title=s.title, by=s.authority, address=s.address) for s in sources)
    return words("sources", listed=listed, checked=format_date(checked, "long", locale=words.language))
