"""The case as conditions read it: every answer, the facts of the newest denial, and what follows from them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from dialogs.case import histories, matters
from dialogs.case.ledger import BETWEEN, LOOSE
from knowledge.base.conditions import SKIPPED, UNKNOWN
from knowledge.law.deadlines import Deadline
from knowledge.law.path import DECISIONS, Matter, Place, Task, deadline_of, nearest_of, place_of, tasks
from knowledge.library import Library


def current(slots: Mapping[str, Any], library: Library) -> Matter:
    """The matter that a person means who names none: the newest that is not at an end."""
    return matters.open_ones(slots, library.road)[-1]


@dataclass(frozen=True)
class CaseView:
    """One moment of a case.

    Attributes:
        values: What conditions read (see the head of agenda.yaml).
        limit: The time limit of the stage, or why there is none.
        today: The person's calendar day.
        agreed: The plan may be one of several, and all of them give the same last day. `place`, `limit` and `todo` are
            those of the one whose day comes first.
    """

    values: dict[str, Any]
    matter: Matter
    place: Place
    limit: Deadline | None
    today: dt.date
    todo: tuple[Task, ...] = field(default=())
    agreed: bool = False

    @property
    def own(self) -> bool:
        """Whether the limit is the person's, and not of the one who must decide."""
        return self.limit is not None and (self.limit.rule is None or self.limit.rule.who == "person")

    @property
    def last_day(self) -> dt.date | None:
        """The last day of the limit by law or, where the law gives none, by the letter."""
        return (self.limit.legal_day or self.limit.act_day) if self.limit else None

    def task(self, step: str | None) -> Task | None:
        """What there is to do of a step."""
        return next((task for task in self.todo if task.step.id == step), None)


def view(slots: Mapping[str, Any], library: Library, today: dt.date, zone: str) -> CaseView:
    """The case of this moment, for the matter that is open.

    Args:
        slots: All answers of the person.
        zone: Name of the person's time zone.
    """
    matter, agreed = _under_any_plan(current(slots, library), slots, library, today, zone)
    place = place_of(matter, library.road)
    limit = nearest_of(matter, library, today, zone)
    seen = CaseView(
        _values(slots, matter, library),
        matter,
        place,
        limit,
        today,
        tuple(tasks(matter, slots, library, today, zone)),
        agreed=agreed,
    )
    seen.values.update(_derived(seen, library))
    return seen


def _under_any_plan(
    matter: Matter, slots: Mapping[str, Any], library: Library, today: dt.date, zone: str
) -> tuple[Matter, bool]:
    """The matter under the plan that it has; between kinds of plan, under the one whose day comes first.

    So the day that is said is never too late, whichever of them it turns out to be, and nobody waits for a date because
    of a question that would not change it. Where one of them gives no day, none is said.

    Returns:
        The matter, and whether all kinds between which it stands agree on the stage and the days.
    """
    between = (slots.get(BETWEEN) or {}).get("plan_kind")
    if matter.plan is not None or not between:
        return matter, False
    under = [(one, deadline_of(one, library, today, zone)) for one in (replace(matter, plan=plan) for plan in between)]
    dated = [(limit.act_day, one) for one, limit in under if limit and limit.act_day and not limit.refused]
    if len(dated) < len(under):
        return replace(matter, among=()), False  # the question that settles it comes first
    places = {(place_of(one, library.road).name, limit and (limit.legal_day, limit.act_day)) for one, limit in under}
    return min(dated, key=lambda pair: pair[0])[1], len(places) == 1


def _values(slots: Mapping[str, Any], matter: Matter, library: Library) -> dict[str, Any]:
    """Answers, and of what belongs to a letter only what the newest one says."""
    own = [fact.slot for fact in library.agenda.facts if fact.part in ("decision", "event")]
    told = matters.decisions(matter)
    facts = {**matter.told({}), **{name: None for name in own if told and _of_letter(name, library)}}
    if told:
        facts |= told[-1].facts
    values = {
        **slots,
        **(slots.get(LOOSE) or {}),
        **{name: value for name, value in facts.items() if value is not None},
    }
    values["tried"] = [row.name for row in histories.tried(slots, library)] or None
    for name in slots.get(BETWEEN) or {}:
        values[name] = None
    return {name: value for name, value in values.items() if value not in (UNKNOWN, SKIPPED)}


def _of_letter(name: str, library: Library) -> bool:
    return library.agenda.by_slot[name].part == "decision"


def _derived(seen: CaseView, library: Library) -> dict[str, Any]:
    by = seen.place.by
    decided = by is not None and by.event in DECISIONS and seen.place.stage.kind == "step"
    return {
        "begun": "yes" if _begun(seen, library) else "no",
        "stage": seen.place.name,
        "stage_kind": seen.place.stage.kind,
        "decided": "yes" if decided else "no",
        "counts": "yes" if _counts(seen, library) else "no",
        "clockless": "yes" if _clockless(seen, library) else "no",
        "settles": _settles(seen, library),
        "time": _time(seen, library.agenda.near) if decided else "none",
        "theirs": _theirs(seen),
        "cut": "yes" if decided and _cut(seen) else "no",
    }


def _begun(seen: CaseView, library: Library) -> bool:
    """Whether anything of the case is known, or through which door the person came."""
    facts = [kind.slot for kind in library.agenda.facts]
    return bool(seen.matter.happened) or any(seen.values.get(name) for name in (*facts, "door", BETWEEN))


def _counts(seen: CaseView, library: Library) -> bool:
    """Whether a fact would tell the last day: the plan is not known yet, or only a date or the state is missing."""
    limit = seen.limit
    if seen.matter.plan is None:
        return True
    return limit is not None and (limit.refused is None or _settles(seen, library) is not None)


def _settles(seen: CaseView, library: Library) -> str | None:
    """The slot whose answer would settle the limit; None where nothing would."""
    refused = seen.limit.refused if seen.limit else None
    return library.rulebook.settles.get(refused.id) if refused else None


def _clockless(seen: CaseView, library: Library) -> bool:
    """Whether the way of this plan names no last day at all, so that asking for one would lead nowhere."""
    limit = seen.limit
    return limit is not None and limit.refused is not None and limit.refused.id in library.agenda.clockless


def _time(seen: CaseView, near: int) -> str:
    if not seen.own or seen.last_day is None:
        return "none"
    left = (seen.last_day - seen.today).days
    gone = left < 0 and not (seen.limit and seen.limit.safe_only)  # after a safe day the law may still give time
    return "passed" if gone else "near" if left <= near else "far"


def _theirs(seen: CaseView) -> str:
    if seen.own or seen.last_day is None:
        return "none"
    return "passed" if seen.last_day < seen.today else "running"


def _cut(seen: CaseView) -> bool:
    """Care that was approved is being ended, and nobody has said yet that its going on was asked for."""
    told = seen.values.get("ongoing") == "yes" or seen.values.get("effective_on") is not None
    asked = any(key.endswith((".keep_care", ".keep_course")) for key in seen.matter.done)
    return told and not asked
