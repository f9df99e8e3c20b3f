"""The shape of `knowledge/rules/deadlines.yaml`, time limits with their law, and of `amounts.yaml`, amounts by year.

The rules of `states.yaml` are made from its rows (see `knowledge.law.states`).
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from knowledge.base.schema import Entry, Id
from knowledge.law.plans import Kinds, Plan
from knowledge.law.states import Period, Silence, State, States, Unit, rules_of

RuleId = Annotated[str, Field(pattern=r"^[a-zA-Z][\w.]*$", max_length=60)]
Starts = Literal["receipt", "notice", "sent", "request", "extension", "filed", "service"]
Service = Literal["before", "after"]
RuleConfidence = Literal["verified", "secondary", "unverified"]


class StateRange(Entry):
    """The numbers among which a state picks its own. `least` is None where the law sets no floor."""

    least: int | None = Field(default=None, ge=1)
    most: int = Field(ge=1)


class Clock(Entry):
    """How much time a rule gives, to notices and requests dated from `since` to `until` (both included).

    `doubtful_to`: up to this day the new clock may not hold yet for everyone.
    """

    amount: int | None = Field(default=None, ge=1, le=1000)
    unit: Unit
    states: StateRange | None = None
    since: dt.date | None = Field(default=None, alias="from")
    until: dt.date | None = Field(default=None, alias="to")
    doubtful_to: dt.date | None = None

    @model_validator(mode="after")
    def _amount_or_states(self) -> Clock:
        if (self.amount is None) == (self.states is None):
            raise ValueError("a clock has either `amount` or `states`")
        return self

    def covers(self, day: dt.date) -> bool:
        """Whether it holds for what is dated `day`."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class Extension(Entry):
    """How much more time the one who must act may take.

    `told`: ``before_end`` where it counts only if it was told before the first period ended.
    """

    amount: int = Field(ge=1)
    unit: Literal["calendar_days"]
    told: Literal["before_end"] | None = None


class Threshold(Entry):
    """An amount that must be in dispute: fixed `dollars`, or a table of `amounts` and which of its values."""

    name: str | None = None
    value: str | None = None
    dollars: Decimal | None = None

    @model_validator(mode="after")
    def _fixed_or_by_year(self) -> Threshold:
        if (self.dollars is None) != bool(self.name and self.value):
            raise ValueError("an amount has either `dollars` or `name` with `value`")
        return self


class Rule(Entry):
    """A time limit, or a right that goes with it. The comments in the file say what each field means.

    Attributes:
        kind: Only a ``deadline`` has clocks.
        stage: Where on the road it stands; `also` names further stages.
        who: Who has to act: ``person`` or the one who decides.
        says: What a right or a definition is about, by which it is asked for: ``urgent``, ``exhausted``.
        note, may_change: Ids of lines in the catalogue.
        floor: Periods from the date on the notice: the person is to act by the earliest of them, whatever the clock.
            A rule that is not verified gives this day and no last day.
        silence: When the clock starts although nobody answered.
        made: From the row of a state, and not a row of deadlines.yaml.
        advice: Sentences to be told with the date.
        read: Day of the reading in which the wording was seen.
    """

    id: RuleId
    kind: Literal["deadline", "right", "definition", "note"] = "deadline"
    says: Id | None = None
    label: str = Field(max_length=120)
    stage: Id | None = None
    also: tuple[Id, ...] = ()
    plans: tuple[Id, ...] = Field(min_length=1)
    state: str | None = Field(default=None, pattern=r"^[A-Z]{2}$")
    who: Literal["person", "plan", "contractor", "qic", "iro", "agency"]
    service: Service | None = None
    levels: Literal[1, 2] | None = None
    urgent: bool = False
    starts: Starts | None = None
    presumed: int = Field(default=0, ge=0)
    filed: Literal["received", "sent"] | None = None
    clocks: tuple[Clock, ...] = ()
    extension: Extension | None = None
    at_least: bool = False
    no_day: Literal["first_of_next", "last"] = "last"
    weekend: Literal["next", "none"] = "none"
    or_later: Literal["effective_date"] | None = None
    amount: Threshold | None = None
    floor: tuple[Period, ...] = ()
    silence: Silence | None = None
    made: bool = False
    advice: tuple[str, ...] = ()
    note: Id | None = None
    may_change: tuple[Id, ...] = ()
    cite: str
    sources: tuple[Id, ...] = Field(min_length=1)
    confidence: RuleConfidence
    read: dt.date

    @model_validator(mode="after")
    def _deadlines_have_clocks(self) -> Rule:
        timed = self.clocks or (self.floor and self.confidence != "verified")
        if (self.kind == "deadline") != bool(timed and self.starts and self.stage):
            raise ValueError("a deadline has `stage`, `starts` and `clocks`; other kinds have no clocks")
        return self

    @property
    def stages(self) -> tuple[str, ...]:
        return (*((self.stage,) if self.stage else ()), *self.also)


class Amount(Entry):
    """Amounts of one year, in dollars."""

    id: RuleId
    name: str
    label: str
    year: int
    values: dict[str, Decimal]
    cite: str
    sources: tuple[Id, ...] = Field(min_length=1)
    confidence: RuleConfidence
    read: dt.date


class UnknownYear(LookupError):
    """We have no amount of this year; the text names it, and the years that there are."""


class Rulebook(Entry):
    """Every rule, with the kinds of plan. Names of families and traits stand for their kinds."""

    stages: dict[Id, str]
    first: Id
    outside: Id
    settles: dict[Id, Id]
    plan_kinds: tuple[Plan, ...]
    review_months: int = Field(ge=1)
    amounts: tuple[Amount, ...]
    states: States
    rules: tuple[Rule, ...]

    @cached_property
    def by_id(self) -> dict[str, Rule]:
        return {rule.id: rule for rule in self.rules}

    @cached_property
    def kinds(self) -> Kinds:
        """The kinds of plan, by id and by the names of their families and traits."""
        return Kinds(self.plan_kinds)

    @cached_property
    def refused(self) -> dict[str, str]:
        """Why no date is given, by kind of plan."""
        return {plan.id: plan.refuse for plan in self.plan_kinds if plan.refuse}

    def plans(self, rule: Rule) -> tuple[str, ...]:
        """The kinds of plan for which a rule holds."""
        return self.kinds.named(rule.plans)

    def stage_for(self, plan: str, stage: str) -> str:
        """The stage that a kind of plan means by one: its outside step may have a stage of its own."""
        kind = self.kinds.by_id.get(plan)
        return kind.outside if kind and kind.outside and stage == self.outside else stage

    def state_for(self, plan: str | None, code: str | None) -> State | None:
        """The row of the state whose external review holds for a kind of plan; None where it does not depend on one."""
        return self.states.by_code.get(code or "") if plan in self.kinds.named(self.states.plans) else None

    def at(self, plan: str, stage: str) -> list[Rule]:
        """The rules that hold for a kind of plan at a stage, in the order of the file."""
        return [rule for rule in self.rules if stage in rule.stages and plan in self.plans(rule)]

    def says(self, plan: str | None, about: str) -> Rule | None:
        """The right or definition about something that holds for a kind of plan; for None the first one of any."""
        return next((r for r in self.rules if r.says == about and (plan is None or plan in self.plans(r))), None)

    def amount(self, name: str, value: str, year: int) -> Amount:
        """The table of a year that has `value`, where a date hangs on it.

        Raises:
            UnknownYear: No verified table of that year.
        """
        found = self.told(name, year)
        if found.confidence != "verified" or value not in found.values:
            raise UnknownYear(f"{name} {year}")
        return found

    def told(self, name: str, year: int) -> Amount:
        """The table of a year, to be told with its source.

        Raises:
            UnknownYear: No table of that year, or only an unverified one.
        """
        fit = [table for table in self.amounts if table.name == name and table.confidence != "unverified"]
        for table in fit:
            if table.year == year:
                return table
        years = ", ".join(str(table.year) for table in fit) or "none"
        raise UnknownYear(f"{name} {year}: no amount of that year was seen; there are {years}")

    @model_validator(mode="before")
    @classmethod
    def _with_rules_of_states(cls, raw: object) -> Any:
        """The rules that follow from the states stand behind the others; once, however often the book is read."""
        if not isinstance(raw, dict) or "states" not in raw:
            return raw
        known = {rule["id"]: rule for rule in raw["rules"]}
        made = [rule for rule in rules_of(raw["states"], known) if rule["id"] not in known]
        return {**raw, "rules": [*raw["rules"], *made]}

    @model_validator(mode="after")
    def _consistent(self) -> Rulebook:
        if len(self.by_id) != len(self.rules):
            raise ValueError("a rule id stands twice")
        for plan in self.plan_kinds:
            for name in plan.like:
                if name not in self.kinds.by_id:
                    raise ValueError(f"{plan.id}: like: there is no kind of plan {name!r}")
        for rule in self.rules:
            try:
                self.plans(rule)
            except LookupError as error:
                raise ValueError(f"{rule.id}: {error}") from error
            for stage in rule.stages:
                if stage not in self.stages:
                    raise ValueError(f"{rule.id}: there is no stage {stage!r}")
            if rule.amount and rule.amount.name and not any(table.name == rule.amount.name for table in self.amounts):
                raise ValueError(f"{rule.id}: there are no amounts {rule.amount.name!r}")
        return self
