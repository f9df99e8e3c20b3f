"""What came of a message."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from knowledge.hearing.acts import Event, Fact


@dataclass(frozen=True)
class Change:
    """A fact that is new, or that replaces another."""

    slot: str
    value: Any
    old: Any = None


@dataclass
class Taken:
    """What came of a message.

    Attributes:
        slots: All slots afterwards.
        changes: Facts that are new or different, in the order of the message.
        happened: Events that were recorded.
        between: Slots that are now between two or more values.
        doubtful: What was heard but is only to be asked about.
        clashes: Dates that cannot be, each with why; they were not taken.
        unplaced: Stretches that no act explains.
        tried: Treatments that were added or told more of.
        corrects: The person took something back.
        undone: Events that were taken back.
        early: It was told that no answer came, while there is still time for one.
        earlier: A letter told more of a decision that a later one followed.
    """

    slots: dict[str, Any]
    changes: list[Change] = field(default_factory=list)
    happened: list[str] = field(default_factory=list)
    between: list[str] = field(default_factory=list)
    doubtful: list[Fact | Event] = field(default_factory=list)
    clashes: list[tuple[str, str]] = field(default_factory=list)
    unplaced: list[str] = field(default_factory=list)
    tried: list[str] = field(default_factory=list)
    corrects: bool = False
    early: bool = False
    undone: list[str] = field(default_factory=list)
    earlier: bool = False

    @property
    def anything(self) -> bool:
        told = (self.changes, self.happened, self.between, self.tried, self.clashes, self.doubtful, self.undone)
        return self.early or any(told)
