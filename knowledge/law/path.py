"""The path of a case: its stages, what moves it, the next step. Pure functions of what was reported."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field, model_validator

from knowledge.base.conditions import condition
from knowledge.base.schema import Entry, Id
from knowledge.law.deadlines import Deadline, Facts, at_stage, either
from knowledge.law.plans import Plan
from knowledge.law.rulebook import Rulebook
from knowledge.law.schema import PathStep

if TYPE_CHECKING:
    from knowledge.library import Library

UNKNOWN_PLAN = "unknown"
"""The family of a person who does not know the kind of plan yet."""
DECISIONS = ("denied", "partly_approved")
"""Events that refuse something."""
FILED = "appeal_filed"
"""The event of an appeal that was sent."""


class Stage(Entry):
    """Where a case stands. The comments in the file say what each field means."""

    kind: Literal["step", "wait", "end"]
    finished: bool = False
    again: bool = False
    may_be_late: bool = False
    late: bool = False
    hearing: bool = False
    deadline: Id | None = None
    sooner: Id | None = None
    clock: Id | None = None
    clock_urgent: Id | None = None
    steps: tuple[Id, ...] = Field(min_length=1)
    letters: tuple[Id, ...] = ()
    then: dict[Id, Id] = {}


class Family(Entry):
    """The road of some kinds of plan."""

    line: tuple[Id, ...] = Field(min_length=1)
    same_as: Id | None = None
    passed: tuple[Id, ...] = ()
    stages: dict[Id, Stage] = {}


class Road(Entry):
    """Every family, with the stages that they share written out."""

    events: tuple[Id, ...]
    always: dict[Id, Id]
    implies: dict[Id, Id]
    passed: tuple[Id, ...] = Field(min_length=1)
    urgent_within: int = Field(ge=0)
    common: dict[Id, Stage]
    families: dict[Id, Family]
    plan_kinds: tuple[Plan, ...]

    @cached_property
    def whole(self) -> dict[str, dict[str, Stage]]:
        """Stages by family: its own, and of the common ones those that it can reach."""
        return {name: self._written_out(family) for name, family in self.families.items()}

    def _written_out(self, family: Family) -> dict[str, Stage]:
        own = {**self.common, **(self.families[family.same_as] if family.same_as else family).stages}
        first = family.line[0]
        reached: dict[str, Stage] = {}
        waiting = [first]
        while waiting:
            name = waiting.pop()
            if name in reached or name not in own:
                continue
            stage = own[name]
            leads = {**({} if stage.kind == "end" else self.always), **stage.then}
            reached[name] = stage.model_copy(update={"then": {e: to for e, to in leads.items() if to in own}})
            waiting += reached[name].then.values()
        return {name: reached[name] for name in own if name in reached}

    def steps_when_passed(self, family: str) -> tuple[str, ...]:
        """What is left to do when a last day has gone by."""
        return self.families[family].passed or self.passed

    def family_of(self, plan: str | None, among: Collection[str] = ()) -> str:
        """The road of a kind of plan, or the one that all kinds share among which it is."""
        if plan is None and among:
            found = {self.family_of(one) for one in among}
            return found.pop() if len(found) == 1 else UNKNOWN_PLAN
        return next((kind.track for kind in self.plan_kinds if kind.id == plan), UNKNOWN_PLAN)

    def plans_of(self, family: str) -> tuple[str, ...]:
        """The kinds of plan whose road a family is."""
        return tuple(kind.id for kind in self.plan_kinds if kind.track == family)

    @model_validator(mode="after")
    def _consistent(self) -> Road:
        for kind in self.plan_kinds:
            if kind.track not in self.families:
                raise ValueError(f"plans.yaml: {kind.id}: there is no road {kind.track!r}")
        for event in (*self.implies, *self.implies.values()):
            if event not in self.events:
                raise ValueError(f"implies: there is no event {event!r}")
        for name, family in self.families.items():
            given = {**self.common, **(self.families[family.same_as] if family.same_as else family).stages}
            for place, stage in given.items():
                for event, to in stage.then.items():
                    if event not in self.events:
                        raise ValueError(f"{name}.{place}: there is no event {event!r}")
                    if to not in given and place not in self.common:
                        raise ValueError(f"{name}.{place}: {event} leads to {to!r}, which is no stage")
            for place in family.line:
                if place not in given:
                    raise ValueError(f"{name}: line: {place!r} is no stage")
        return self


@dataclass(frozen=True, slots=True)
class Happened:
    """One reported event. `told`: the day it was reported; `facts`: the answers about it, by slot."""

    event: str
    told: dt.date
    facts: Mapping[str, Any]

    def day(self, name: str) -> dt.date | None:
        """A whole date among the facts."""
        value = self.facts.get(name)
        try:
            return dt.date.fromisoformat(value) if isinstance(value, str) else None
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Matter:
    """One request or denial with all that follows from it. Two of them never mix.

    Attributes:
        id: Its number.
        plan: Kind of plan; None when not known.
        among: Where it is not: the kinds between which only the person can choose.
        state: Two letters.
        happened: What was reported, oldest first.
        done: Ids of steps that the person said are done, each as ``stage.step``.
    """

    id: str
    plan: str | None = None
    state: str | None = None
    happened: tuple[Happened, ...] = ()
    done: frozenset[str] = frozenset()
    among: tuple[str, ...] = ()

    def told(self, slots: Mapping[str, Any]) -> dict[str, Any]:
        """The answers with what was told about this matter, the newest last: what conditions of its steps read."""
        facts: dict[str, Any] = {}
        for happened in self.happened:
            facts |= happened.facts
        return {**slots, **facts}

    def newest(self, name: str) -> Any:
        """The newest answer to a question about an event; None where there is none."""
        return next((h.facts[name] for h in reversed(self.happened) if h.facts.get(name)), None)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a matter stands: its stage, and what led there."""

    family: str
    name: str
    stage: Stage
    by: Happened | None
    passed: tuple[tuple[str, Happened], ...]
    """Stages left behind, each with the event that ended it."""


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do for one matter.

    Attributes:
        by: Day by which to have done it; None when there is no date.
        ends: The last day, where the step itself has one (`PathStep.until`).
        passed: The last day for what this stage asks of the person has gone by.
        deadline: The time limit behind it, or why there is none.
        late: The one who had to decide has missed its time.
    """

    matter: str
    place: str
    step: PathStep
    by: dt.date | None = None
    ends: dt.date | None = None
    deadline: Deadline | None = None
    late: bool = False
    passed: bool = False

    @property
    def key(self) -> str:
        """What `Matter.done` holds when it is done."""
        return f"{self.place}.{self.step.id}"


def place_of(matter: Matter, road: Road) -> Place:
    """Replay what happened. An event that leads nowhere from where the matter stood changes nothing.

    Where it leads on only from a stage that something not told of must have led to, that is taken as told: who has sent
    an appeal was refused before, so the refusal that comes next is the answer to the appeal.
    """
    family = road.family_of(matter.plan, matter.among)
    stages = road.whole[family]
    name = road.families[family].line[0]
    led: Happened | None = None
    passed: list[tuple[str, Happened]] = []
    for happened in matter.happened:
        for to in _leads(stages, name, happened.event, road):
            passed.append((name, happened))
            name, led = to, happened
    return Place(family, name, stages[name], led, tuple(passed))


def _leads(stages: Mapping[str, Stage], name: str, event: str, road: Road) -> tuple[str, ...]:
    """The stages to which an event leads, one after the other; none where it leads nowhere."""
    if to := stages[name].then.get(event):
        return (to,)
    before = stages[name].then.get(road.implies.get(event, ""))
    to = stages[before].then.get(event) if before else None
    return (before, to) if before and to else ()


def may_happen(matter: Matter, road: Road) -> list[str]:
    """Events that a person may report now, in the order of the file."""
    on = place_of(matter, road).stage.then
    return [event for event in road.events if event in on]


def facts_of(matter: Matter, place: Place, today: dt.date, zone: str) -> Facts:
    """What the rules need to know: of the newest decision for a step, of the newest sending for a wait."""
    decisions = [h for h in matter.happened if h.event in DECISIONS]
    sendings = [h for h in matter.happened if "event_on" in h.facts and h not in decisions]
    urgent = matter.newest("urgent_doctor")
    common: dict[str, Any] = {"today": today, "zone": zone, "state": matter.state, "urgent": urgent == "yes"}
    common["effective_date"] = next((day for h in reversed(matter.happened) if (day := h.day("effective_on"))), None)
    service = matter.newest("service")
    if service in ("before", "after"):
        common["service"] = service
    if place.stage.kind == "wait":
        return Facts(received=sendings[-1].day("event_on") if sendings else None, **common)
    newest = decisions[-1] if decisions else None
    if newest is None:
        return Facts(**common)
    common["service_on"] = newest.day("service_on")
    number = newest.facts.get("state_days")
    return Facts(
        notice_date=newest.day("notice_date") or newest.day("event_on"),
        received=newest.day("received_on"),
        letter_date=newest.day("letter_date"),
        appeal_filed=_appeal_filed(matter),
        state_days=int(number) if isinstance(number, int | str) and str(number).isdigit() else None,
        **common,
    )


def _appeal_filed(matter: Matter) -> dt.date | None:
    """The day on which the newest appeal was sent: the one that was answered, or that nobody answered."""
    return next((day for h in reversed(matter.happened) if h.event == FILED and (day := h.day("event_on"))), None)


def deadline_of(matter: Matter, library: Library, today: dt.date, zone: str) -> Deadline | None:
    """The time limit of the stage where a matter stands; None where the stage has none."""
    place = place_of(matter, library.road)
    facts = facts_of(matter, place, today, zone)
    stage = place.stage
    name = stage.deadline or (stage.clock_urgent if facts.urgent and stage.clock_urgent else stage.clock)
    return _at(matter, name, facts, library.rulebook) if name else None


def nearest_of(matter: Matter, library: Library, today: dt.date, zone: str) -> Deadline | None:
    """The time limit that runs out first: that of another way out of the stage while it is open, or its own."""
    place = place_of(matter, library.road)
    if place.stage.sooner:
        facts = facts_of(matter, place, today, zone)
        found = _at(matter, place.stage.sooner, facts, library.rulebook)
        if found.legal_day and found.legal_day >= today:
            return found
    return deadline_of(matter, library, today, zone)


def _at(matter: Matter, stage: str, facts: Facts, book: Rulebook) -> Deadline:
    """The time limit of a stage for the plan of a matter; the safe one of the kinds among which it is."""
    if matter.plan is None and matter.among:
        return either([at_stage(plan, stage, facts, book) for plan in matter.among], facts)
    return at_stage(matter.plan, stage, facts, book)


def tasks(matter: Matter, slots: Mapping[str, Any], library: Library, today: dt.date, zone: str) -> Iterator[Task]:
    """What is to be done for a matter, in order, leaving out what is done.

    Where the one who must decide is late, what then can be done comes first.

    Args:
        slots: The answers of the coverage questionnaire, which the conditions of steps read.
    """
    place = place_of(matter, library.road)
    limit = deadline_of(matter, library, today, zone)
    about = _About(matter, place, slots, library, today, zone)
    if is_late(place, limit, today) and (then := place.stage.then.get("no_answer")):
        after = library.road.whole[place.family][then]
        names = [name for name in after.steps if library.steps[name].when_late] or list(after.steps[:1])
        yield from _of(about, names, limit, late=True)
    if is_passed(place, limit, today):
        yield from _of(about, library.road.steps_when_passed(place.family), limit, passed=True)
    yield from _of(about, place.stage.steps, limit)


def is_late(place: Place, limit: Deadline | None, today: dt.date) -> bool:
    """Whether the one who must decide has missed its time."""
    return place.stage.kind == "wait" and limit is not None and limit.act_day is not None and limit.act_day < today


def is_passed(place: Place, limit: Deadline | None, today: dt.date) -> bool:
    """Whether the last day for what the person has to do here has gone by, as far as it is known."""
    last = None if limit is None else limit.legal_day or limit.act_day
    return place.stage.kind == "step" and last is not None and last < today


@dataclass(frozen=True, slots=True)
class _About:
    """What the tasks of one matter are worked out from."""

    matter: Matter
    place: Place
    slots: Mapping[str, Any]
    library: Library
    today: dt.date
    zone: str


def _of(
    about: _About, names: Sequence[str], limit: Deadline | None, *, late: bool = False, passed: bool = False
) -> Iterator[Task]:
    matter, place, library = about.matter, about.place, about.library
    answers = matter.told(about.slots)
    facts = facts_of(matter, place, about.today, about.zone)
    for name in names:
        step = library.steps[name]
        own = _at(matter, step.limit, facts, library.rulebook) if step.limit else limit
        told = _told_end(matter, step)
        ends = told if step.until else own.act_day if own else None
        since = entered(matter, place)
        hurry = library.road.urgent_within if facts.urgent and place.stage.kind == "step" else None
        by = about.today if passed else _by(ends, day_for(step, ends, since, hurry), about.today)
        task = Task(matter.id, place.name, step, by, told, own, late, passed)
        closed = step.closes and own is not None and own.legal_day is not None and own.legal_day < about.today
        settled = closed or task.key in matter.done or (step.settled_by and matter.newest(step.settled_by) == "yes")
        if not settled and condition(step.when).holds(answers):
            yield task


def _told_end(matter: Matter, step: PathStep) -> dt.date | None:
    """The last day for a step that the person told, from the newest event that has one."""
    days = [day for happened in matter.happened if step.until and (day := happened.day(step.until))]
    return days[-1] if days else None


def entered(matter: Matter, place: Place) -> dt.date | None:
    """The day on which it was told that the matter came to where it stands; None where nothing was told."""
    return place.by.told if place.by else None


def day_for(step: PathStep, ends: dt.date | None, since: dt.date | None, hurry: int | None = None) -> dt.date | None:
    """The day on which a step is best done. It does not move with the day of asking.

    Args:
        ends: The last day to act; None where there is none.
        since: The day on which the step came up.
        hurry: Days from then in which everything is best done, in an urgent case.
    """
    days = [ends - dt.timedelta(days=step.lead)] if ends else []
    soon = min((within for within in (step.within, hurry) if within is not None), default=None)
    if soon is not None and since is not None:
        days.append(since + dt.timedelta(days=soon))
    return min(days, default=None)


def _by(ends: dt.date | None, best: dt.date | None, today: dt.date) -> dt.date | None:
    """The day for a step, not in the past and not after the last day."""
    if best is None:
        return None
    return min(ends, max(today, best)) if ends else max(today, best)


def next_tasks(
    matters: list[Matter], slots: Mapping[str, Any], library: Library, today: dt.date, zone: str
) -> list[Task]:
    """Everything to do over all matters: first the matter whose time runs out first, with its steps in order."""
    lists = [list(tasks(matter, slots, library, today, zone)) for matter in matters]
    return [
        task for found in sorted(filter(None, lists), key=lambda found: _urgency(found[0], library)) for task in found
    ]


def _urgency(task: Task, library: Library) -> tuple[int, dt.date]:
    """Steps with a date, then steps without one, then waiting, then what is at an end."""
    kinds = {"step": 0, "wait": 2, "end": 3}
    stage = next(stages[task.place] for stages in library.road.whole.values() if task.place in stages)
    rank = 0 if task.late or task.ends else kinds[stage.kind]
    ends = task.ends or (task.deadline.act_day if task.deadline else None)
    return (rank + (rank == 0 and ends is None), ends or dt.date.max)
