"""The shape of everything in `knowledge/content/`. A file that does not fit is refused with its name and field."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator, model_validator

from knowledge.base.conditions import Condition

Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$", max_length=40)]
Language = Literal["en", "es"]
Confidence = Literal["primary", "secondary", "unverified"]

OUTSIDE = "outside"
"""Stands in `asks` for the questions about other things, beside the ids of topics."""


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"{pattern!r} is no regular expression: {error}") from error
    return pattern


def _reads(condition: str) -> str:
    Condition(condition)
    return condition


Pattern = Annotated[str, AfterValidator(_compiles)]
When = Annotated[str, AfterValidator(_reads)]


class Entry(BaseModel):
    """A row of a table: frozen, and no field that it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Citable = Literal["letter", "chat", "never"]


class Source(Entry):
    """A text that an entry cites. `how` says whether we saw the text itself or a faithful account of it.

    `citable`: where it may be named. ``letter``: in a paper that goes to an insurer, a reviewer or a doctor (a journal,
    a label, a statute, an agency, a paper of the plan); ``chat``: to the person only; ``never``: it stands behind a
    fact and is named nowhere. `cite`: the reference as a paper prints it, in AMA style.
    """

    id: Id
    authority: str
    title: str
    year: int
    address: str = Field(pattern=r"^https://")
    seen: dt.date
    how: Literal["primary", "secondary"]
    citable: Citable = "chat"
    cite: str | None = None


class Area(Entry):
    """One of the areas into which the base is divided."""

    id: Id
    title: str


class Choice(Entry):
    """One answer that a question offers. `also` are other words for it; `find` and `get` say where to look.

    `zone`: the time zone in which most people of a state live (49 CFR part 71). `days`: the least that a
    length of time means. `at`: latitude and longitude of where most people of a state live (its centre of population
    in the census of 2020). `fits`: answers to another question with which it comes first (see `Question.first`).
    `retired`: offered no more, but a stored case may hold it. `topic`: what is told to somebody who chooses it.
    `formal`: how a paper calls it, where that differs from the label. `brief`: the same in a sentence among others.
    """

    id: Id
    label: str = Field(max_length=80)
    brief: str | None = None
    formal: str | None = None
    also: tuple[str, ...] = ()
    family: str | None = None
    at: tuple[float, float] | None = None
    find: str | None = None
    get: str | None = None
    zone: str | None = None
    days: int | None = None
    fits: tuple[Id, ...] = ()
    retired: bool = False
    topic: Id | None = None
    sources: tuple[Id, ...] = ()

    @property
    def short(self) -> str:
        """How it is called in a sentence among others."""
        return self.brief or self.label


class Sourced(Entry):
    """Anything that states a fact to a person.

    `confidence`: primary (seen in the rule or paper itself), secondary (a faithful account), unverified (never
    reaches a person). `review_by`: the day from which the entry has to be checked again.
    """

    id: Id
    sources: tuple[Id, ...] = Field(min_length=1)
    checked: dt.date
    review_by: dt.date
    confidence: Confidence


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


class Variant(Entry):
    """What is said first in a case of this kind; `alone`: the rest of the answer is then left out."""

    when: When
    text: str
    alone: bool = False


class Subject(Entry):
    """A name that a question may hold. The comments in subjects.yaml say what each field means."""

    kind: Id
    id: Id
    label: str
    plans: tuple[Id, ...] = ()
    patterns: tuple[Pattern, ...] = Field(min_length=1)


class Subjects(Entry):
    """Every name, and the kinds whose answers need one. The comments in subjects.yaml say what each field means."""

    needs_name: tuple[Id, ...]
    outside: dict[Id, Id] = {}
    shared: dict[Id, float]
    subjects: tuple[Subject, ...]


class FollowUp(Entry):
    """A short question about the answer before it. The comments in asking.yaml say what each field means."""

    id: Id
    words: int = Field(ge=1)
    plan: bool = False
    pattern: Pattern


class AskingMost(Entry):
    """How much of one message is answered and read."""

    answered: int = Field(ge=1)
    read: int = Field(ge=1)


class Asking(Entry):
    """How people ask. The comments in asking.yaml say what each field means."""

    opens: Pattern
    inside: Pattern
    pleas: Pattern
    points: Pattern
    joins: Pattern
    goes_on: Pattern
    field: Pattern
    longest: int = Field(ge=5)
    most: AskingMost
    follow_ups: tuple[FollowUp, ...]


About = Annotated[str, Field(pattern=r"^[a-z_]+:[a-z0-9_ -]+$", max_length=80)]
"""A name that an answer speaks of: kind and id, as in subjects.yaml."""


class Topic(Sourced):
    """What answers a question: a page of `topics/`, or a row of a table put into words.

    Attributes:
        about: Names that it speaks of alone, beside those of its title (see subjects.yaml).
        hears: Wordings, on plain words, that ask just this: they count beside likeness.
        needs: Wordings without one of which it is not what is asked.
        unless: Wordings with which it is not what is asked, however alike.
        instead: The topic that answers in its place when the question names one of a kind: ``payer``, ``plan``.
        then: What answers a short question after it: by kind of follow-up (see asking.yaml).
        limits: Rules of deadlines.yaml whose figures it says; the check holds both together.
        stage: The stage of deadlines.yaml whose day it speaks of: with a date in the question or the case, it is given.
        origin: Where it comes from: ``topics`` or the name of a table.
        asks: Ways in which people put the question.
        text: The short answer.
        more: What is said on demand.
        see: Related topics.
        start: The intent that a button offers, such as a questionnaire.
        helpers: Kinds of helper (contacts.yaml) to be named with their numbers; ``all`` for those who fit the case.
        by_state: What the row of the person's state (states.yaml) says of this is told first.
    """

    origin: str = "topics"
    title: str
    area: Id
    asks: tuple[str, ...] = Field(min_length=1)
    text: str
    more: str | None = None
    see: tuple[Id, ...] = ()
    start: str | None = None
    helpers: tuple[Id, ...] = ()
    by_state: tuple[Literal["external", "fee", "hearing"], ...] = ()
    variants: tuple[Variant, ...] = ()
    about: tuple[About, ...] = ()
    hears: tuple[Pattern, ...] = ()
    needs: tuple[Pattern, ...] = ()
    unless: tuple[Pattern, ...] = ()
    instead: dict[Id, Id] = {}
    then: dict[Id, Id] = {}
    limits: tuple[str, ...] = ()
    stage: Id | None = None


class Table(Entry):
    """How the rows of a table are put into words. Braces name fields; `{name}` stands for each of a row's names.

    `defaults` hold for every row that does not say otherwise. With no `asks` the rows answer no question. `needs`,
    `unless`: as with a topic.
    """

    area: Id | None = None
    title: str = ""
    asks: tuple[str, ...] = ()
    text: str = ""
    more: str | None = None
    needs: tuple[Pattern, ...] = ()
    unless: tuple[Pattern, ...] = ()
    prefix: str = ""
    defaults: dict[str, Any] = {}


class Row(Sourced):
    """A row of a table. `asked`: more ways in which people ask for it; `area`: where it differs from the table's.

    `helpers`: as with a topic. `about`: names that it speaks of, beside those of its title (see subjects.yaml).
    """

    asked: tuple[str, ...] = ()
    helpers: tuple[Id, ...] = ()
    see: tuple[Id, ...] = ()
    area: Id | None = None
    about: tuple[About, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """What people call it or ask about it."""
        return self.asked

    @property
    def called(self) -> tuple[str, ...]:
        """Its proper names, as a list for people shows them."""
        return ()


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


class Treatment(Row):
    """A class of conventional treatment."""

    label: str
    kind: Literal["drug", "therapy", "procedure"]
    generic: tuple[str, ...]
    brands: tuple[str, ...]
    conditions: tuple[Id, ...] = Field(min_length=1)
    use: str
    trial: str

    @property
    def names(self) -> tuple[str, ...]:
        return (*self.called, *self.asked)

    @property
    def called(self) -> tuple[str, ...]:
        return (*self.generic, *self.brands)


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


class Need(Entry):
    """One thing that must be so of a person. The comments in programs.yaml say what each field means."""

    fact: Literal["state", "diagnosis", "plan_kind", "veteran", "age", "poverty", "setting"]
    any: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None
    firm: bool = True

    @model_validator(mode="after")
    def _says_one_thing(self) -> Need:
        numbers = self.least is not None or self.most is not None
        if bool(self.any or self.none) == numbers:
            raise ValueError("a need has `any` or `none`, or else `least` or `most`")
        if numbers != (self.fact in ("age", "poverty")):
            raise ValueError("`least` and `most` go with age and poverty, `any` and `none` with the others")
        return self


class Program(Row):
    """Who helps, with money or with advice. The comments in programs.yaml say what each field means."""

    label: str
    kind: Literal["foundation", "hospital", "clinic", "group", "public", "consumer", "legal"]
    status: Literal["open", "closed", "unknown"]
    needs: tuple[Need, ...] = ()
    gives: str
    who: str
    how: str
    bring: str
    follow_up: int = Field(ge=1, le=365)


class PaymentOption(Sourced):
    """One way to pay, compared with the others. The comments in payment_options.yaml say what each field means."""

    label: str
    short: str = Field(max_length=24)
    when: When
    cost: str
    time: str
    effort: str
    needs: str
    next: str
    start: str
    option: str | None = None


class Price(Sourced):
    """What clinics ask for one visit, in dollars, as a page tells it."""

    label: str
    low: int = Field(ge=1)
    high: int = Field(ge=1)
    told: str


class MoneyRules(Entry):
    """What is our own of the money part. The comments in money.yaml say what each field means."""

    high_share: int = Field(ge=1, le=100)
    high_share_low_income: int = Field(ge=1, le=100)
    low_income: int = Field(ge=1)
    sources: tuple[Id, ...] = Field(min_length=1)
    planned_days: int = Field(ge=1)
    intervals: dict[Id, int]
    trial_words: dict[Id, str]
    trial_drug: str
    trials_page: str = Field(pattern=r"^https://")
    trials_shown: int = Field(ge=1, le=50)
    trials_within: int = Field(ge=1)
    topics: tuple[Id, ...] = Field(min_length=1)
    cited: tuple[Id, ...] = Field(min_length=1)
    waiting: Id


class Refusal(Entry):
    """A kind of question that is not answered, and what is said instead.

    `offer`: topics that do help. `first`: it is declined before anything that the message tells is taken down.
    """

    id: Id
    title: str
    text: str
    offer: tuple[Id, ...]
    sources: tuple[Id, ...]
    patterns: tuple[Pattern, ...] = Field(min_length=1)
    unless: tuple[Pattern, ...] = ()
    first: bool = False


class Words(Entry):
    """The words of the field: what means the same, what is Spanish for what, and what carries no meaning."""

    same: dict[str, tuple[str, ...]]
    spanish: dict[str, tuple[str, ...]]
    spanish_words: tuple[str, ...]
    empty: tuple[str, ...]


class MoreTreatment(Entry):
    """A treatment that people list and that treatments.yaml has no row for: recognized, nothing is said about it."""

    id: Id
    label: str
    kind: Literal["drug", "therapy", "procedure"]
    names: tuple[str, ...] = Field(min_length=1)


class HistoryWords(Entry):
    """Words by which people tell what they tried. The comments in history.yaml say what each field means."""

    names: dict[str, tuple[str, ...]]
    more: tuple[MoreTreatment, ...]
    outcomes: dict[str, tuple[Pattern, ...]]
    prescriber: tuple[Pattern, ...]
    filler: tuple[str, ...]
    numbers: dict[str, float]
    units: dict[int, tuple[str, ...]]
    months: dict[str, int]
    written: dict[str, str]


class TrailWords(Entry):
    """Words by which people note a call or a letter. The comments in trail.yaml say what each field means."""

    channels: dict[str, tuple[Pattern, ...]]
    begins: Pattern
    sent: dict[str, Pattern]
    companies: tuple[str, ...]
    roles: tuple[str, ...]
    offices: tuple[Pattern, ...]
    titles: tuple[str, ...]
    said: tuple[Pattern, ...]
    promises: tuple[Pattern, ...]
    reference: tuple[Pattern, ...]
    numbers: dict[str, int]
    months: tuple[tuple[str, ...], ...]
    weekdays: tuple[tuple[str, ...], ...]
    days: dict[str, int]
    things: tuple[str, ...]
    empty: tuple[str, ...]


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


Each = Literal[
    "evidence", "gaps", "points", "asks", "enclosures", "parts", "necessity", "standard", "criteria", "events",
    "faults", "counters", "studies", "contrary",
]  # fmt: skip


class LetterBlock(Entry):
    """A piece of a letter. Braces are those of `Said`, and what is not known is a blank.

    Attributes:
        key: What the piece is called when the person goes through the paper; the pieces after it belong to it until
            the next key, and ``end`` ends it.
        says: Sentences of one paragraph; each is left out by itself (see `Said`).
        kind: How `says` or `items` are laid out: a paragraph, lines one below the other, or a list with numbers.
        rows: A table of two columns without lines, each a name and what stands beside it: the first of its sentences
            that can be said. A row with none is left out.
        each: The entries of a list: ``evidence`` and ``gaps`` in the words of `text`; ``points`` (what answers the
            denial), ``asks``, ``enclosures``, ``parts`` (of the plan's definition), ``necessity`` (the usual parts
            where the plan quotes none), ``standard`` (the test that the reader has to apply), ``criteria`` (of the
            diagnosis), ``events`` (what happened, by its days), ``faults`` (what is not in order), ``counters``,
            ``studies``, ``contrary`` in their own.
        table: A table of the case.
        needs: Fields without which the block is left out and, unless it is `quiet`, named as a gap.
    """

    key: str | None = None
    heading: str | None = None
    text: str | None = None
    says: tuple[Said, ...] = ()
    kind: Literal["text", "lines", "numbers", "signature"] = "text"
    rows: dict[str, tuple[Said, ...]] = {}
    each: Each | None = None
    needs: tuple[str, ...] = ()
    quiet: bool = False
    table: Literal["history"] | None = None
    items: tuple[str, ...] = ()
    when: When = "true"

    @field_validator("rows", mode="before")
    @classmethod
    def _lists(cls, rows: Any) -> Any:
        """A row with one sentence may be written without the list."""
        return {name: said if isinstance(said, list | tuple) else [said] for name, said in (rows or {}).items()}


class Letter(Sourced):
    """A paper that is written from the case.

    Attributes:
        ready: It goes to the other side as it is: no note of ours and no list of the sources of the template in it.
        form: ``letter`` has no title and a line with name and number at the head of each further page; ``sheet`` has a
            title.
        voice: Who speaks: ``first``, the patient (a helper speaks of the patient in the third person); ``third``.
        to: Who reads it.
        first: For which cases it is among the few that are offered first.
        acts: Stages of deadlines.yaml that it is filed for. A last day stands in it only from a rule of one of these.
        when: For which cases it is offered.
    """

    title: str
    about: str
    ready: bool = False
    form: Literal["letter", "sheet"] = "sheet"
    voice: Literal["first", "third"] = "first"
    to: Literal["plan", "reviewer", "doctor", "other"] = "plan"
    acts: tuple[Id, ...] = ()
    when: When = "true"
    first: When = "not true"
    blocks: tuple[LetterBlock, ...] = Field(min_length=1)


class Register(Entry):
    """Words that may not stand in a paper, and the range of grades in which it reads. register.yaml explains."""

    banned: tuple[Pattern, ...] = Field(min_length=1)
    grade_from: float
    grade_to: float


class Fitting(Entry):
    """What a free text has to look like to be what it is kept as. plausible.yaml explains."""

    least_words: int = Field(default=1, ge=1)
    most_words: int = Field(default=400, ge=1)
    any: tuple[Pattern, ...] = ()
    least_hits: int = Field(default=1, ge=1)
    none: tuple[Pattern, ...] = ()


class Plausible(Entry):
    """Which shape each free text must have to enter a paper. plausible.yaml explains."""

    chatter: tuple[Pattern, ...] = Field(min_length=1)
    shapes: dict[str, Fitting]
    fields: dict[str, str]

    @model_validator(mode="after")
    def _shapes_exist(self) -> Plausible:
        for name, shape in self.fields.items():
            if shape not in self.shapes:
                raise ValueError(f"{name}: there is no shape {shape!r}; there are {', '.join(self.shapes)}")
        return self


class SafetyLine(Entry):
    """A line of help in a crisis, in both languages."""

    en: str
    es: str
    sources: tuple[Id, ...] = Field(min_length=1)


class SafetyKind(Entry):
    """Patterns of one kind of danger."""

    kind: Literal["crisis", "emergency", "distress"]
    patterns: tuple[Pattern, ...]


class Safety(Entry):
    """Phrases that are caught before anything else, and the help that they bring."""

    lines: dict[str, SafetyLine]
    unless: tuple[Pattern, ...]
    kinds: tuple[SafetyKind, ...]
