"""Programs, ways to pay, prices."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from knowledge.base.schema import Entry, Id, Row, Sourced, When


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
