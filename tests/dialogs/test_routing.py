"""The program does not start with a routing that a person would fall through."""

from __future__ import annotations

import pytest

from dialogs.actions import executor_for
from dialogs.forms.flow import load_flows
from dialogs.forms.policy import Rule, Rules, rules
from dialogs.speaking.words import message_ids
from dialogs.turn.routing import BrokenRouting, check_routing
from knowledge.library import shipped

ACTIONS = frozenset(executor_for(load_flows(), shipped()).actions)


def with_rule(**rule: object) -> Rules:
    return rules().model_copy(update={"rules": (*rules().rules, Rule.model_validate({"then": "ask", **rule}))})


def broken(changed: Rules) -> str:
    with pytest.raises(BrokenRouting) as told:
        check_routing(changed, ACTIONS, shipped())
    return str(told.value)


def test_what_ships_holds_together() -> None:
    check_routing(rules(), ACTIONS, shipped())


def test_a_rule_whose_action_nobody_registered_is_named() -> None:
    said = broken(with_rule(intent="about", run=["action_about"]))
    assert said == "rules.yaml: about: there is no action 'action_about'; register it in dialogs/actions/"


def test_a_command_of_the_menu_without_words_is_named() -> None:
    said = broken(with_rule(intent="about", run=["action_help"], command=True, menu=True))
    assert "add 'command-about' to a catalogue" in said


def test_an_intent_that_stands_twice_is_named() -> None:
    assert "rules.yaml: help: stands 2 times" in broken(with_rule(intent="help", run=["action_help"]))


def test_a_menu_entry_that_cannot_be_written_is_named() -> None:
    assert "must be a command" in broken(with_rule(intent="thanks_all", run=["action_thanks"], menu=True))


def test_an_aside_and_a_spelling_that_lead_nowhere_are_named() -> None:
    without = tuple(rule for rule in rules().rules if rule.intent not in ("thanks", "case"))
    said = broken(rules().model_copy(update={"rules": without}))
    assert "rules.yaml: asides: there is no rule for 'thanks'" in said
    assert "spellings.yaml: case: leads to no intent" in said


def test_a_step_whose_button_has_no_words_is_named() -> None:
    without = message_ids() - {"button-start-history"}
    with pytest.raises(BrokenRouting, match="button-start-history"):
        check_routing(rules(), ACTIONS, shipped(), without)


def test_the_menu_is_short() -> None:
    """A phone shows about ten commands; the rest is reached by words, buttons and /help."""
    assert sum(rule.menu for rule in rules().rules) <= 10
