"""What a plan wants to see shown, held against a case: part by part, never a chance of winning. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from knowledge.base.conditions import SKIPPED, UNKNOWN, condition
from knowledge.law.schema import Criterion

if TYPE_CHECKING:
    from knowledge.library import Library

Status = Literal["met", "not_met", "not_documented", "not_known"]
DID_NOT_DO = "did_not_do"
"""Family of the outcomes after which a treatment counts as tried, or as one that cannot be had."""
_PARTS = re.compile(r"\n+|;|(?<=[a-z)])\.\s+|(?:^|\s)(?:\(?[a-z0-9]{1,3}\)|\d{1,2}\.|[•*-])\s+", re.IGNORECASE)
LEAST_WORDS = 3
"""Words of a part of a policy from which it may ask for something."""


@dataclass(frozen=True, slots=True)
class Tried:
    """One treatment as it stands in the case.

    Attributes:
        treatment: Id in the catalogue; None where it has none.
        days: How long, at the least; None when not told.
        length: The range that was told instead of a length, in words.
        documented: Whether the person has papers for it.
    """

    name: str
    treatment: str | None = None
    kind: str | None = None
    prescriber: str | None = None
    dose: str | None = None
    start: str | None = None
    end: str | None = None
    ongoing: bool = False
    days: int | None = None
    length: str | None = None
    count: int | None = None
    outcome: str | None = None
    reason: str | None = None
    documented: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """A criterion with the numbers that a text asks for, and that text (None in the general set).

    `classes`: two drugs of one class count once.
    """

    criterion: Criterion
    count: int = 1
    days: int = 0
    text: str | None = None
    classes: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """How far a case shows what is wanted, and by which treatments."""

    wanted: Wanted
    status: Status
    support: tuple[str, ...] = ()


def general(library: Library) -> list[Wanted]:
    """What plans commonly ask for."""
    return [Wanted(c, c.count, c.days) for c in library.criteria.values() if c.general]


def wanted_by(text: str, library: Library) -> tuple[list[Wanted], list[str]]:
    """What the words of a policy ask for, and the parts of it that we cannot place.

    Args:
        text: As pasted.
    """
    found: dict[str, Wanted] = {}
    strange = []
    for part in _PARTS.split(text):
        said = " ".join((part or "").split())
        if len(said.split()) < LEAST_WORDS:
            continue
        here = [wanted for c in library.criteria.values() if (wanted := _asked(c, said, library))]
        for wanted in here:
            found[wanted.criterion.id] = _stricter(found.get(wanted.criterion.id), wanted)
        if not here:
            strange.append(said)
    return [found[name] for name in library.criteria if name in found], strange


def _asked(criterion: Criterion, said: str, library: Library) -> Wanted | None:
    hits = [m for p in criterion.patterns if (m := re.search(p, said, re.IGNORECASE))]
    if not hits:
        return None
    numbers = hits[0].groupdict()
    words = library.history
    count = _number(numbers.get("count"), words.numbers) or criterion.count
    length = _number(numbers.get("days"), words.numbers) or 0
    unit = next((days for days, names in words.units.items() if (numbers.get("unit") or "").lower() in names), 1)
    return Wanted(criterion, count, length * unit or criterion.days, said, bool(numbers.get("classes")))


def _number(said: str | None, numbers: Mapping[str, float]) -> int | None:
    if not said:
        return None
    return int(said) if said.isdigit() else int(numbers.get(said.lower(), 0)) or None


def _stricter(one: Wanted | None, other: Wanted) -> Wanted:
    if one is None:
        return other
    text = one.text if one.text == other.text else f"{one.text} / {other.text}"
    classes = one.classes or other.classes
    return Wanted(one.criterion, max(one.count, other.count), max(one.days, other.days), text, classes)


def match(
    wanted: Sequence[Wanted], slots: Mapping[str, Any], tried: Sequence[Tried], library: Library, *, complete: bool
) -> list[Shown]:
    """What the case shows of what is wanted.

    Args:
        slots: Answers.
        tried: The treatments of the case.
        complete: Whether the person said that these are all.
    """
    many = max((w.count for w in wanted if w.criterion.test == "tried"), default=1)
    failed = [t for t in tried if _did_not_do(t, library)]
    shown = []
    for want in wanted:
        match want.criterion.test:
            case "answer":
                shown.append(_by_answers(want, slots))
            case "tried":
                shown.append(_by_treatments(want, failed, complete=complete))
            case "length":
                shown.append(_by_length(want, failed, many))
    return shown


def _did_not_do(tried: Tried, library: Library) -> bool:
    outcome = library.choices["trial_outcomes"].get(tried.outcome or "")
    return outcome is not None and outcome.family == DID_NOT_DO


def _by_answers(want: Wanted, slots: Mapping[str, Any]) -> Shown:
    criterion = want.criterion
    if any(slots.get(name) in (None, UNKNOWN, SKIPPED) for name in criterion.reads):
        return Shown(want, "not_known")
    if not condition(criterion.met).holds(slots):
        return Shown(want, "not_met")
    return Shown(want, "met" if condition(criterion.documented).holds(slots) else "not_documented")


def _by_treatments(want: Wanted, failed: Iterable[Tried], *, complete: bool) -> Shown:
    fitting = [t for t in failed if t.kind in want.criterion.kinds]
    names = tuple(t.name for t in fitting)
    if _counted(fitting, want) < want.count:
        return Shown(want, "not_met" if complete else "not_known", names)
    papers = _counted([t for t in fitting if t.documented], want)
    return Shown(want, "met" if papers >= want.count else "not_documented", names)


def _counted(tried: Sequence[Tried], want: Wanted) -> int:
    return len({t.treatment or t.name for t in tried}) if want.classes else len(tried)


def _by_length(want: Wanted, failed: Iterable[Tried], many: int) -> Shown:
    had = [t for t in failed if t.outcome != "contraindicated"]
    long = [t for t in had if t.days is not None and t.days >= want.days]
    told = all(t.days is not None for t in had)
    names = tuple(t.name for t in long)
    if not had:
        return Shown(want, "not_known")
    if want.days == 0:
        return Shown(want, "met" if told else "not_known", names)
    if len(long) >= many:
        return Shown(want, "met" if sum(t.documented for t in long) >= many else "not_documented", names)
    return Shown(want, "not_met" if told else "not_known", names)
