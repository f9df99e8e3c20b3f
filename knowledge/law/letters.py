"""Papers that are written from a case: their blocks, and which words may stand in one."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, field_validator, model_validator

from knowledge.base.schema import Entry, Id, Pattern, Sourced, When
from knowledge.law.schema import Said

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
