"""Holds the routing of intents together when the program starts, as Rasa does with a domain.

A rule that names an action which does not exist, a command without its words, or a spelling that leads nowhere used to
be met by a person; now the program does not start, and says what is missing and where it belongs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Set

from dialogs.forms.moves import FORM_INTENTS
from dialogs.forms.policy import LISTEN, Rules
from dialogs.speaking.spellings import spellings
from dialogs.speaking.words import DEFAULT, message_ids
from knowledge.library import Library

INSIDE = frozenset(
    {"yes", "no", "unknown", "done", "none_of_these", "says_nothing", "all_of_these", "find", "promises", "negation"}
)
"""Spellings that are read inside an answer or a note, and lead to no action of their own."""
OPENS_ANSWERS = frozenset({"edit", "review"})
"""Intents of the list of answers, which `policy.plan` sends to the form or to its own action."""


class BrokenRouting(Exception):
    """The routing does not hold together. A line for each thing that is missing says where to mend it."""


def check_routing(rules: Rules, actions: Iterable[str], library: Library, messages: Set[str] | None = None) -> None:
    """Refuse to start with a broken routing.

    Args:
        rules: What follows from each intent.
        actions: Names of all registered actions.
        library: Steps and topics name intents too.
        messages: Ids of the catalogue that has everything; that of the default language unless given.

    Raises:
        BrokenRouting: Something is missing.
    """
    known = message_ids(DEFAULT) if messages is None else messages
    problems = [*_rules(rules, frozenset(actions), known), *_leads(rules, library, known)]
    if problems:
        raise BrokenRouting("\n".join(problems))


def _rules(rules: Rules, actions: Set[str], messages: Set[str]) -> Iterator[str]:
    for intent, times in Counter(rule.intent for rule in rules.rules).items():
        if times > 1:
            yield f"rules.yaml: {intent}: stands {times} times; one rule for an intent"
    for rule in rules.rules:
        for action in rule.run:
            if action not in actions and action != LISTEN:
                yield f"rules.yaml: {rule.intent}: there is no action {action!r}; register it in dialogs/actions/"
        message = f"command-{rule.intent}"
        if rule.menu and message not in messages:
            yield f"rules.yaml: {rule.intent}: the command has no words; add {message!r} to a catalogue in locale/"
        if rule.menu and not rule.command:
            yield f"rules.yaml: {rule.intent}: what stands in the menu must be a command (command: true)"


def _leads(rules: Rules, library: Library, messages: Set[str]) -> Iterator[str]:
    intents = {rule.intent for rule in rules.rules} | FORM_INTENTS | OPENS_ANSWERS
    for aside in sorted(rules.asides - intents):
        yield f"rules.yaml: asides: there is no rule for {aside!r}"
    for name in sorted(spellings().keys() - intents - INSIDE):
        yield f"spellings.yaml: {name}: leads to no intent; add a rule for it, or remove it"
    starts = {f"steps.yaml: {step.id}": step.start for step in library.steps.values() if step.start}
    starts |= {f"topics: {topic.id}": topic.start for topic in library.topics.values() if topic.start}
    for where, intent in starts.items():
        if intent not in intents:
            yield f"{where}: start: there is no intent {intent!r}"
        elif f"button-start-{intent}".replace("_", "-") not in messages:
            yield f"{where}: start: the button has no words; add 'button-start-{intent}' to a catalogue in locale/"
