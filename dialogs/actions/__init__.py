"""What the assistant can do, one module a subject. Every class is a `rasa_sdk.Action`."""

from __future__ import annotations

from collections.abc import Mapping

from rasa_sdk import Action
from rasa_sdk.executor import ActionExecutor

from dialogs.actions import coverage, guide, person, questions, safety
from dialogs.flow import Flow
from dialogs.forms import form_actions
from knowledge.library import Library


def all_actions(flows: Mapping[str, Flow], library: Library) -> list[Action]:
    """Every action of the assistant, ready to register with an executor."""
    return [
        *form_actions(list(flows.values()), library),
        *(kind(flows, library) for module in (guide, coverage, questions, safety, person) for kind in module.ACTIONS),
    ]


def executor_for(flows: Mapping[str, Flow], library: Library) -> ActionExecutor:
    """rasa-sdk's executor with every action in it: in process here, behind HTTP in `navigator actions`."""
    executor = ActionExecutor()
    for action in all_actions(flows, library):
        executor.register_action(action)
    return executor
