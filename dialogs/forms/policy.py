"""Which action runs next. The rules are `dialogs/rules.yaml`; forms take what belongs to the open question."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from dialogs.forms.moves import FORM_INTENTS
from dialogs.speaking.voice import PAUSED
from knowledge.library.loader import read_yaml

LISTEN = "action_listen"


class Rule(BaseModel):
    """What follows from one intent: the actions in their order, and whether the open question is asked again."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    intent: str
    run: tuple[str, ...]
    then: Literal["ask", "wait"]
    command: bool = False
    menu: bool = False


class Rules(BaseModel):
    """The routing of intents (`dialogs/rules.yaml`, whose head explains the fields)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    after_absence_hours: int
    returning: frozenset[str]
    greeted: frozenset[str]
    asides: frozenset[str]
    unremembered: frozenset[str]
    vague_open: frozenset[str]
    vague: frozenset[str]
    logged_as_words: frozenset[str]
    rules: tuple[Rule, ...]

    def of(self, intent: str) -> Rule:
        """The rule of an intent; what has none is unclear."""
        named = {rule.intent: rule for rule in self.rules}
        return named.get(intent) or named["unclear"]

    def logged(self, intent: str) -> str:
        """The name of an intent in the log: nothing there tells who was in danger."""
        return "words" if intent in self.logged_as_words else intent

    @property
    def commands(self) -> frozenset[str]:
        return frozenset(rule.intent for rule in self.rules if rule.command)


@lru_cache(maxsize=1)
def rules() -> Rules:
    """The routing that ships."""
    return Rules.model_validate(read_yaml(Path(__file__).parents[1] / "rules.yaml"))


def plan(intent: str, active: str | None) -> tuple[list[str], bool]:
    """The actions for an intent, and whether the open question is asked after them.

    Args:
        intent: Name of the intent of the latest message.
        active: The questionnaire that is open, if one is.
    """
    if active and intent in FORM_INTENTS:
        return [f"validate_{active}"], True
    if intent == "edit":
        return ["action_change"], True
    if intent in FORM_INTENTS and intent != "resume" and intent != "pause":
        return ["action_nothing_open"], False
    rule = rules().of(intent)
    return list(rule.run), rule.then == "ask"


def open_flow(tracker: dict[str, Any]) -> str | None:
    """The questionnaire that is open or, failing that, the one paused last."""
    active = (tracker.get("active_loop") or {}).get("name")
    paused = tracker["slots"].get(PAUSED) or []
    return active or (paused[-1] if paused else None)
