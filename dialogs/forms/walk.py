"""Walking a flow: which questions are open, given the answers. Pure; there is no state beside the answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dialogs.forms.flow import Flow, Group, Question

Slots = Mapping[str, Any]


@dataclass(frozen=True)
class Step:
    """One place in a questionnaire.

    `path` is the slot, ``group.2.slot`` inside an entry, or ``group.more`` for the menu of a group, whose
    `question` is None.
    """

    path: str
    question: Question | None
    group: Group | None = None
    entry: int | None = None

    @property
    def is_menu(self) -> bool:
        return self.question is None


def entries(slots: Slots, group: str) -> list[dict[str, Any]]:
    """The entries of a repeating group, oldest first."""
    held = slots.get(group)
    return list(held["entries"]) if isinstance(held, dict) else []


def closed(slots: Slots, group: str) -> bool:
    """Whether the person said that the group has no more entries."""
    held = slots.get(group)
    return isinstance(held, dict) and bool(held["closed"])


def steps(flow: Flow, slots: Slots) -> list[Step]:
    """Every step whose condition holds, in the order of the flow.

    An answer to a question that is no longer asked is kept in its slot but does not count: conditions after it
    see it as unanswered.
    """
    walked: list[Step] = []
    seen: dict[str, Any] = {name: slots.get(name) for name in flow.given}
    for part in flow.parts:
        if part.condition and not part.condition.holds(seen):
            continue
        if isinstance(part, Group):
            for index, entry in enumerate(entries(slots, part.group)):
                inside = dict(seen)
                for question in part.ask:
                    if question.condition and not question.condition.holds(inside):
                        continue
                    walked.append(Step(f"{part.group}.{index}.{question.slot}", question, part, index))
                    inside[question.slot] = entry.get(question.slot)
            walked.append(Step(f"{part.group}.more", None, part))
            seen[part.group] = slots.get(part.group)
        else:
            walked.append(Step(part.slot, part))
            seen[part.slot] = slots.get(part.slot)
    return walked


def answer_at(slots: Slots, step: Step) -> Any:
    """What is held at a step; None where it is open."""
    if step.group is None:
        return slots.get(step.path)
    if step.question is None:
        return "done" if closed(slots, step.group.group) else None
    assert step.entry is not None
    return entries(slots, step.group.group)[step.entry].get(step.question.slot)


def called(slots: Slots, step: Step) -> str:
    """What the entry of a step is called: its first answer. Empty outside a group."""
    if step.group is None or step.entry is None:
        return ""
    return str(entries(slots, step.group.group)[step.entry].get(step.group.ask[0].slot) or "")


def with_answer(slots: Slots, step: Step, value: object) -> tuple[str, Any]:
    """The slot to set, and its new value, so that `step` holds `value`."""
    if step.group is None:
        return step.path, value
    assert step.question is not None and step.entry is not None
    rows = [dict(row) for row in entries(slots, step.group.group)]
    rows[step.entry][step.question.slot] = value
    return step.group.group, {"entries": rows, "closed": closed(slots, step.group.group)}


def first_open(flow: Flow, slots: Slots) -> Step | None:
    """The next step without an answer; None when the questionnaire is complete."""
    return next((step for step in steps(flow, slots) if answer_at(slots, step) is None), None)


def find(flow: Flow, slots: Slots, path: str | None) -> Step | None:
    """The step at `path`, if its condition still holds."""
    return next((step for step in steps(flow, slots) if step.path == path), None)


def before(flow: Flow, slots: Slots, path: str) -> Step | None:
    """The answered step just before `path`, or the last answered one when `path` is not a step."""
    previous = None
    for step in steps(flow, slots):
        if step.path == path:
            break
        if answer_at(slots, step) is not None:
            previous = step
    return previous


@dataclass(frozen=True)
class Progress:
    """Where a person is: question `at` of `of`, as far as the answers so far tell."""

    at: int
    of: int
    answered: int


def progress(flow: Flow, slots: Slots, path: str | None) -> Progress:
    """Counts questions, not menus; the total changes when an answer changes what applies."""
    asked = [step for step in steps(flow, slots) if not step.is_menu]
    answered = sum(answer_at(slots, step) is not None for step in asked)
    places = [step.path for step in asked]
    at = places.index(path) + 1 if path in places else min(answered + 1, len(asked))
    return Progress(at, len(asked), answered)


def started(flow: Flow, slots: Slots) -> bool:
    """Whether any question of the flow has been answered."""
    return any(slots.get(slot) is not None for slot in flow.slots)
