"""What the assistant can do, one module a subject. Every class is a `rasa_sdk.Action`."""

from __future__ import annotations

from collections.abc import Mapping

from rasa_sdk import Action
from rasa_sdk.executor import ActionExecutor

from dialogs.actions import (
    announcing,
    appeal,
    asides,
    assistance,
    coverage,
    denial,
    documents,
    guide,
    helpers,
    history,
    letters,
    listening,
    money,
    notice,
    packet,
    path,
    person,
    privacy,
    questions,
    reading,
    reminders,
    safety,
    trail,
    trials,
)
from dialogs.forms.actions import form_actions
from dialogs.forms.flow import Flow
from dialogs.speaking.operator import NOBODY, Operator
from knowledge.library import Library


def all_actions(flows: Mapping[str, Flow], library: Library, operator: Operator) -> list[Action]:
    """Every action of the assistant, ready to register with an executor."""
    subjects = (
        guide,
        coverage,
        path,
        notice,
        history,
        listening,
        asides,
        letters,
        trail,
        documents,
        denial,
        appeal,
        packet,
        reminders,
        reading,
        helpers,
        money,
        assistance,
        trials,
        questions,
        safety,
        person,
        privacy,
        announcing,
    )
    return [
        *form_actions(list(flows.values()), library),
        *(kind(flows, library, operator) for subject in subjects for kind in subject.ACTIONS),
    ]


def executor_for(flows: Mapping[str, Flow], library: Library, operator: Operator = NOBODY) -> ActionExecutor:
    """rasa-sdk's executor with every action in it: in process here, behind HTTP in `navigator actions`."""
    executor = ActionExecutor()
    for action in all_actions(flows, library, operator):
        executor.register_action(action)
    return executor
