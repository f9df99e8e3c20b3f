"""Law and argument: steps, notices, clauses, criteria, denials, evidence, what answers what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from knowledge.base.schema import Entry, Id, Pattern, Row, Sourced, When


class PathStep(Sourced):
    """A thing to do on the path of a case, if `when` holds (see `knowledge.base.conditions`).

    Attributes:
        why, text, takes, needs: Why it is done, how, how long it takes, what is needed.
        lead: Days before the day to act on which to have begun at the latest.
        within: Days from when the step came up in which it is best done.
        when_late: It is what to do as soon as the one who must decide is late.
        limit: A stage of deadlines.yaml with a time limit of the step's own.
        closes: It can be done no more once that limit has gone by.
        start: The intent that its button sends.
        settled_by: An answer about an event; when the newest one is yes, the step is done.
        until: An answer about an event with the last day for the step, where no rule gives one: the end of an approval.
    """

    when: When
    title: str
    why: str
    text: str
    takes: str
    needs: str
    lead: int = Field(ge=0)
    within: int | None = Field(default=None, ge=0)
    when_late: bool = False
    limit: str | None = None
    closes: bool = False
    start: str | None = None
    settled_by: str | None = None
    until: str | None = None


class Notice(Sourced):
    """Something that a denial notice must say. `cite`: the paragraph, by kind of plan or ``default``."""

    label: str
    ask: str
    why: str
    plans: tuple[Id, ...] = Field(min_length=1)
    cite: dict[str, str]
    patterns: tuple[Pattern, ...] = Field(min_length=1)


class Clause(Row):
    """A kind of policy clause: how to ask for it, what it means for a ketamine infusion, what to do."""

    label: str
    ask: str
    why: str
    means: str
    todo: str
    weight: int = Field(ge=0, le=100)
    blocks: bool
    patterns: tuple[Pattern, ...] = Field(min_length=1)


class Said(Entry):
    """A sentence of a paper, where `when` holds.

    Braces name what is filled in: ``{field}``; ``{cite:source}``, a number among the references; ``{exhibit:kind}``,
    where a document of that kind goes with it; ``{law:about}``, the paragraph of the right that a rule says (without
    such a rule the sentence is left out); ``{me:I have|the patient has}`` by who speaks; ``{to:your|the plan's}``
    by who is addressed. A sentence with a field that nobody told is left out, unless it is `blank`: then the field
    is a marked blank. `once`: of the sentences with one such name a paper says the first only.
    """

    text: str
    when: When = "true"
    blank: bool = False
    once: str | None = None


class Prong(Row):
    """One part of a policy's definition, so that an appeal can answer part by part.

    `argument`: what a paper says to it; `formal`: what a paper calls it where the plan's own words are not known.
    """

    definition: Literal["experimental", "medical_necessity"]
    label: str
    wording: tuple[str, ...] = Field(min_length=1)
    means: str
    answer: str
    formal: str | None = None
    argument: tuple[Said, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (*self.asked, *self.wording)


class Proven(Entry):
    """From when on criteria are met: for each slot the least number, or how many items, or which of them."""

    needs: dict[str, int | tuple[Id, ...]] = Field(min_length=1)
    says: str


class DiagnosticCriteria(Sourced):
    """Published criteria of a diagnosis: what a paper says of the findings. criteria_of_diagnoses.yaml explains."""

    when: When
    says: tuple[Said, ...] = Field(min_length=1)
    met: tuple[Proven, ...] = ()


class Counterargument(Sourced):
    """An argument of plans, by the words that tell of it, and the answer. counters.yaml says what each field means."""

    label: str
    patterns: tuple[Pattern, ...] = Field(min_length=1)
    heading: str
    says: tuple[Said, ...] = Field(min_length=1)
    person: str


class Denial(Row):
    """A kind of denial. The comments in denials.yaml say what each field means."""

    label: str
    means: str
    answer: str
    clauses: tuple[Id, ...]
    definition: Literal["experimental", "medical_necessity"] | None
    judgment: bool
    alone: bool
    weight: int = Field(ge=0, le=100)
    patterns: tuple[Pattern, ...] = Field(min_length=1)
    codes: tuple[Id, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return self.asked


class Point(Sourced):
    """What answers a denial. The comments in points.yaml say what each field means."""

    denials: tuple[Id, ...] = Field(min_length=1)
    prong: Id | None
    label: str
    when: When
    shown: When
    text: str
    paper: str
    owner: Literal["you", "doctor", "pharmacy"]
    todo: str


class Ask(Entry):
    """What an appeal may ask for, with its law, where `when` holds."""

    text: str
    when: When
    sources: tuple[Id, ...] = Field(min_length=1)


class Standard(Said):
    """A sentence on the test that the one who decides has to apply. `to`: who that is, ``plan`` or ``reviewer``."""

    to: tuple[Literal["plan", "reviewer"], ...] = Field(min_length=1)
    sources: tuple[Id, ...] = Field(min_length=1)


class RoadWords(Sourced):
    """The words of a family of plans. The comments in roads.yaml say what each field means."""

    appeal: str
    outside: str
    decides: str
    how: str
    sees: str
    binds: str
    fee: str
    after: str
    helper: str
    send: tuple[str, ...] = Field(min_length=1)
    asks: tuple[Ask, ...] = Field(min_length=1)
    standard: tuple[Standard, ...] = ()

    def says(self) -> Iterator[Ask | Standard]:
        """Every sentence that a paper may say."""
        yield from self.asks
        yield from self.standard


class ExternalRule(Sourced):
    """Whether an external review is open. The comments in external.yaml say what each field means."""

    when: When
    answer: Literal["open", "first", "closed", "ask"]
    start: str | None = None
    text: str
    process: str | None


class Evidence(Row):
    """A study or guideline, for and against. The comments in evidence.yaml say what each field means."""

    label: str
    conditions: tuple[Id, ...] = Field(min_length=1)
    design: str
    people: str
    regimen: str | None = None
    comparator: str | None = None
    result: str | None = None
    harm: str | None = None
    grade: str | None = None
    side: Literal["for", "mixed", "against"]
    strength: str
    found: str
    limits: str
    weight: int = Field(default=0, ge=0, le=100)
    course: Pattern | None = None
    formal: dict[str, str] = {}
    answer: dict[str, str] = {}


class Code(Row):
    """A code seen on a notice, claim or form."""

    system: Literal["CARC", "RARC", "CPT", "HCPCS", "ICD-10"]
    code: str
    label: str
    means: str
    todo: str


class Payer(Row):
    """An insurer's published position on ketamine infusions."""

    payer: str
    policy: str
    date: str
    stance: str


class Outcome(Row):
    """What became of other people's appeals: a rate with its year, never a chance."""

    label: str
    year: int
    figure: str
    caution: str


class ReminderKind(Entry):
    """When one kind of date is told of. The comments in reminders.yaml say what each field means."""

    days: tuple[int, ...] = Field(min_length=1)
    urgency: int = Field(ge=0, le=9)
    last_use: int = Field(ge=0)


class ReminderRules(Entry):
    """When a person is reminded. The comments in reminders.yaml say what each field means."""

    morning: int = Field(ge=0, le=23)
    gentle: int = Field(ge=0, le=23)
    quiet_from: int = Field(ge=0, le=23)
    quiet_to: int = Field(ge=0, le=23)
    still_waiting: int = Field(ge=1)
    snooze: dict[str, int]
    pause: dict[str, int]
    digest_weekday: int = Field(ge=0, le=6)
    kinds: dict[str, ReminderKind]
    done: dict[str, str]


class Checked(Sourced):
    """An item of the checklist for a prior authorization."""

    label: str
    ask: str
    why: str
    todo: str
    owner: Literal["you", "doctor", "pharmacy"]


class Criterion(Sourced):
    """One thing that a plan wants to see shown before it approves.

    Attributes:
        test: How it is tested. ``answer``: by `met` over answers. ``tried``: `count` treatments of `kinds` that did not
            do. ``length``: such treatments that lasted `days`; with no `days`, that say how long they lasted.
        general: Whether it is one of the general set, which plans commonly ask for.
        reads: Answers without which it is not known.
        met, documented: Conditions (see `knowledge.base.conditions`).
        paper: What would prove it.
        owner, todo, wording: Who gets that paper, how, and words to send.
        patterns: Wording in a policy. The groups ``count``, ``days`` and ``unit`` give the numbers that the plan wants,
            ``classes`` that two drugs of one class count once.
    """

    label: str
    test: Literal["answer", "tried", "length"]
    general: bool = True
    kinds: tuple[Literal["drug", "therapy", "procedure"], ...] = ()
    count: int = 1
    days: int = 0
    reads: tuple[str, ...] = ()
    met: When = "true"
    documented: When = "true"
    paper: str
    owner: Literal["you", "doctor", "pharmacy"]
    todo: str
    wording: str
    patterns: tuple[Pattern, ...] = Field(min_length=1)
