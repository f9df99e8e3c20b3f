"""The one list of what the knowledge base holds: a line a file, read by loader, builder, check and library.

To add a table, add a line to `Tables` and the file to `content/` or `rules/`; everything else follows.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, Generic, Self, TypeVar, overload

from pydantic import BaseModel

from knowledge.base.schema import Area, Source
from knowledge.extraction.schema import HistoryWords, TrailWords, Treatment
from knowledge.hearing.schema import HearingWords
from knowledge.law.agenda import Agenda
from knowledge.law.contacts import Contacts
from knowledge.law.letters import Letter, Plausible, Register
from knowledge.law.path import Road
from knowledge.law.rulebook import Rulebook
from knowledge.law.schema import (
    Checked,
    Clause,
    Code,
    Counterargument,
    Criterion,
    Denial,
    DiagnosticCriteria,
    Evidence,
    ExternalRule,
    Notice,
    Outcome,
    PathStep,
    Payer,
    Point,
    Prong,
    ReminderRules,
    RoadWords,
)
from knowledge.money.schema import MoneyRules, PaymentOption, Price, Program
from knowledge.papers.words import PaperWords
from knowledge.questions.schema import Asking, Refusal, Subjects, Words
from knowledge.safety.schema import Safety

Model = TypeVar("Model", bound=BaseModel)


class _Named(Generic[Model]):
    """A file of the base. Its name is that of the attribute, unless `file` says otherwise."""

    def __init__(self, model: type[Model], file: str | None = None) -> None:
        self.model = model
        self.name = ""
        self._file = file

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @property
    def file(self) -> str:
        return self._file or f"{self.name}.yaml"


class Rows(_Named[Model]):
    """A file of many entries, each with an id; read as a dict from id to entry, in the order of the file.

    Args:
        model: The shape of an entry.
        bare: The file is a plain list. Otherwise it has the parts `table` and `entries` (see `schema.Table`), each
            entry states a fact with its source, and those that are not fit for a person are left out of the base.
        more: Further plain lists that are read behind it.
    """

    def __init__(self, model: type[Model], *, bare: bool = False, more: tuple[str, ...] = ()) -> None:
        super().__init__(model)
        self.bare = bare
        self.more = more

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...
    @overload
    def __get__(self, instance: Tables, owner: type) -> dict[str, Model]: ...
    def __get__(self, instance: Tables | None, owner: type) -> Self | dict[str, Model]:
        if instance is None:
            return self
        found = instance.rows_of(self)
        instance.__dict__[self.name] = found  # from now on the attribute itself is found first
        return found


class Whole(_Named[Model]):
    """A file that is one object.

    Args:
        model: Its shape.
        file: Its name, where it is not that of the attribute.
        parts: More files that are read into fields of the same object, by field.
    """

    def __init__(self, model: type[Model], file: str | None = None, parts: Mapping[str, str] | None = None) -> None:
        super().__init__(model, file)
        self.parts = parts or {}

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...
    @overload
    def __get__(self, instance: Tables, owner: type) -> Model: ...
    def __get__(self, instance: Tables | None, owner: type) -> Self | Model:
        if instance is None:
            return self
        found = instance.whole_of(self)
        instance.__dict__[self.name] = found
        return found


class Tables(ABC):
    """Everything the base holds, but topics and choices, which are put together from several files."""

    sources = Rows(Source, bare=True, more=("sources_states.yaml",))
    areas = Rows(Area, bare=True)
    refusals = Rows(Refusal, bare=True)
    clauses = Rows(Clause)
    prongs = Rows(Prong)
    evidence = Rows(Evidence)
    treatments = Rows(Treatment)
    codes = Rows(Code)
    payers = Rows(Payer)
    outcomes = Rows(Outcome)
    programs = Rows(Program)  # who helps, with money or with advice
    payment_options = Rows(PaymentOption)  # the ways to pay, as they are compared
    prices = Rows(Price)  # what clinics ask, the usual price first
    steps = Rows(PathStep)
    notices = Rows(Notice)  # what a denial notice must say
    checklist = Rows(Checked)  # what a request for prior authorization needs
    criteria = Rows(Criterion)  # what plans want to see shown
    letters = Rows(Letter)  # the papers that are written from a case
    denials = Rows(Denial)  # kinds of denial
    points = Rows(Point)  # what answers a denial
    findings = Rows(DiagnosticCriteria)  # published criteria of diagnoses, and what a paper says of them
    counters = Rows(Counterargument)  # arguments of plans, and what answers them
    roads = Rows(RoadWords)  # the words of each family of plans
    external = Rows(ExternalRule)  # whether an external review is open, in order
    safety = Whole(Safety, parts={"examples": "safety_examples.yaml"})  # words of danger
    words = Whole(Words, file="language.yaml")
    asking = Whole(Asking)  # which part of a message asks
    subjects = Whole(Subjects)  # the names that a question may hold
    history = Whole(HistoryWords)  # words by which people tell what they tried
    trail = Whole(TrailWords)  # words by which people note a call or a letter
    papers = Whole(PaperWords, parts={"spanish": "papers_es.yaml"})  # how the papers of insurers are written
    hearing = Whole(  # words by which people are heard
        HearingWords,
        file="hearing/hearing.yaml",
        parts={name: f"hearing/{name}.yaml" for name in ("dates", "cards", "names", "patterns", "scopes")},
    )
    register = Whole(Register)  # words that may not stand in a paper
    plausible = Whole(Plausible)  # what a free text has to look like to enter a paper
    money = Whole(MoneyRules)
    contacts = Whole(Contacts)  # whom to ask for free, by state
    reminders = Whole(ReminderRules)  # when a person is reminded
    rulebook = Whole(
        Rulebook,
        file="deadlines.yaml",
        parts={"amounts": "amounts.yaml", "states": "states.yaml", "plan_kinds": "plans.yaml"},
    )
    agenda = Whole(Agenda)  # what matters next, and the facts that it waits for
    road = Whole(Road, file="path.yaml", parts={"plan_kinds": "plans.yaml"})  # the path of a case

    @abstractmethod
    def rows_of(self, rows: Rows[Model]) -> dict[str, Model]:
        """The entries of a file; called once for each."""

    @abstractmethod
    def whole_of(self, whole: Whole[Model]) -> Model:
        """A file that is one object; called once for each."""


def _declared(kind: type) -> dict[str, Any]:
    return {name: held for name, held in vars(Tables).items() if isinstance(held, kind)}


LISTS: Mapping[str, Rows[Any]] = {name: rows for name, rows in _declared(Rows).items() if rows.bare}
"""Plain lists, by name."""
TABLES: Mapping[str, Rows[Any]] = {name: rows for name, rows in _declared(Rows).items() if not rows.bare}
"""Tables that state facts, by name."""
WHOLES: Mapping[str, Whole[Any]] = _declared(Whole)
"""Files that are one object, by name."""
