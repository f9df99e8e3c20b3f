"""What a flow file may say. A questionnaire can be known by reading its file; code only walks it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, ValidationError, model_validator

from dialogs.forms.answers import MENU
from dialogs.speaking.callback import At
from knowledge.base.conditions import Condition, ConditionError
from knowledge.base.schema import Choice
from knowledge.law.schema import Checked, Clause, Notice
from knowledge.library import Library, shipped

FLOWS = Path(__file__).parents[1] / "flows"
"""Telegram's limit on the data behind a button (Bot API, InlineKeyboardButton.callback_data)."""

Slot = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=32)]


Asked = Clause | Notice | Checked
"""An entry of knowledge that is asked about."""


class FlowError(Exception):
    """A flow file cannot be used; the text names the file, the line and the field."""


class Part(BaseModel):
    """What stands in a flow: a question or a group; asked where its condition holds."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    when: str | None = None

    @model_validator(mode="after")
    def _condition_reads(self) -> Part:
        if self.when is not None:
            try:
                Condition(self.when)
            except ConditionError as error:
                raise ValueError(str(error)) from error
        return self

    @cached_property
    def condition(self) -> Condition | None:
        return Condition(self.when) if self.when is not None else None


class Question(Part):
    """One question. Its words are the message ``<flow>-<slot>`` with ``.label`` and ``.why``.

    `of` names a list of choices in knowledge. `hint` shows a field of each choice on the first "I don't know".
    `react` is an action that runs once after an answer. `precision: day` wants a whole date. `between`: the least and
    the most that a number may be. `range: allowed` takes two amounts of money, the least and the most. `first`: the
    slot whose answer brings the choices that fit it to the front.
    `keeps: treatments`: words that bring help first ("it made me suicidal") are an answer too if they name one;
    `keeps: words`: whatever the words tell, they are the answer, as in a person's own account.
    `fresh`: asked anew for each letter of a denial, while other answers about it are taken over.
    `table` and `entry` hold the knowledge entry that this
    question was made from.
    """

    slot: Slot
    type: Literal["choice", "choices", "yes_no", "date", "money", "percent", "number", "text", "clause"]
    of: str | None = None
    skip: Literal["allowed", "forbidden"] = "allowed"
    unsure: Literal["allowed", "forbidden"] = "allowed"
    other: Literal["allowed", "forbidden"] = "forbidden"
    future: Literal["allowed", "forbidden"] = "forbidden"
    precision: Literal["any", "day"] = "any"
    range: Literal["allowed", "forbidden"] = "forbidden"
    hint: Literal["find", "get"] | None = None
    react: str | None = None
    message: str | None = None
    entry: str | None = None
    table: Literal["clauses", "notices", "checklist"] | None = None
    between: tuple[int, int] = (1, 999)
    first: Slot | None = None
    keeps: Literal["treatments", "words"] | None = None
    fresh: bool = False

    @model_validator(mode="after")
    def _choices_are_named(self) -> Question:
        if (self.of is not None) != (self.type in ("choice", "choices")):
            raise ValueError("`of` goes with the types choice and choices, and only with them")
        if self.of is not None and self.of not in shipped().choices:
            raise ValueError(f"knowledge has no list {self.of!r}; it has {', '.join(shipped().choices)}")
        return self

    def choices(self, library: Library, slots: Mapping[str, Any] | None = None) -> list[Choice]:
        """What may be chosen, in the order for these answers; empty for the other types."""
        every = [choice for choice in library.choices[self.of].values() if not choice.retired] if self.of else []
        told = (slots or {}).get(self.first or "")
        return sorted(every, key=lambda choice: told not in choice.fits) if told else every


class Each(Part):
    """One question of the same kind for every entry of a knowledge table."""

    each: Literal["clauses", "notices", "checklist"]
    slot: Slot
    type: Literal["clause", "yes_no"]
    react: str | None = None

    def questions(self, library: Library) -> list[Question]:
        return [
            Question(
                slot=f"{self.slot}_{entry.id}",
                type=self.type,
                when=self._when(entry),
                react=self.react,
                message=self.slot,
                entry=entry.id,
                table=self.each,
            )
            for entry in self._entries(library)
        ]

    def _entries(self, library: Library) -> list[Asked]:
        return list(getattr(library, self.each).values())

    def _when(self, entry: Asked) -> str | None:
        """A notice is asked about what the law requires of the person's kind of plan."""
        own = f"plan_kind in [{', '.join(entry.plans)}]" if isinstance(entry, Notice) else None
        return " and ".join(filter(None, (self.when, own))) or None


class Group(Part):
    """A list of entries, each answering the same questions; the person adds, changes and removes them.

    An entry is called by its first answer.
    """

    group: Slot
    ask: tuple[Question, ...] = Field(min_length=1)
    most: int = Field(default=20, ge=1, le=99)


def _kind_of(part: object) -> str:
    """Which kind of part the author wrote, so that complaints are about that kind only."""
    fields = part if isinstance(part, dict) else part.__dict__
    return next((kind for kind in ("group", "each") if kind in fields), "question")


AnyPart = Annotated[
    Annotated[Question, Tag("question")] | Annotated[Group, Tag("group")] | Annotated[Each, Tag("each")],
    Discriminator(_kind_of),
]


class Flow(BaseModel):
    """A questionnaire: what is asked in which order, and the action at its end.

    `given`: slots filled elsewhere that conditions may read.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    flow: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=12)]
    finish: str
    given: tuple[Slot, ...] = ()
    ask: tuple[AnyPart, ...] = Field(min_length=1)

    @cached_property
    def parts(self) -> tuple[Question | Group, ...]:
        """The questions and groups, with `each` written out."""
        parts: list[Question | Group] = []
        for part in self.ask:
            parts += part.questions(shipped()) if isinstance(part, Each) else [part]
        return tuple(parts)

    @property
    def slots(self) -> list[str]:
        """Every slot that the flow fills."""
        return [part.group if isinstance(part, Group) else part.slot for part in self.parts]

    @property
    def questions(self) -> list[Question]:
        """The questions outside groups."""
        return [part for part in self.parts if isinstance(part, Question)]

    def message(self, question: Question) -> str:
        """Id of the message that asks `question`."""
        return f"{self.flow}-{question.message or question.slot}".replace("_", "-")

    @model_validator(mode="after")
    def _slots_and_conditions(self) -> Flow:
        seen: set[str] = set(self.given)
        for part in self.parts:
            self._check(part, seen)
            name = part.group if isinstance(part, Group) else part.slot
            if name in seen:
                raise ValueError(f"slot {name!r} stands twice")
            seen.add(name)
            if isinstance(part, Group):
                inside = set(seen)
                for question in part.ask:
                    self._check(question, inside)
                    inside.add(question.slot)
        for path, choice in self._choices():
            At("choose", self.flow, path, choice).pack()
        return self

    @staticmethod
    def _check(part: Question | Group, seen: set[str]) -> None:
        if isinstance(part, Question) and part.first and part.first not in seen:
            raise ValueError(f"`first: {part.first}` is not asked before it")
        if part.condition and (strange := part.condition.slots - seen):
            raise ValueError(f"`when: {part.when}` reads {', '.join(sorted(strange))}, which is not asked before it")

    def _choices(self) -> list[tuple[str, str]]:
        pairs = []
        for part in self.parts:
            questions = part.ask if isinstance(part, Group) else (part,)
            prefix = f"{part.group}.{part.most}." if isinstance(part, Group) else ""
            for question in questions:
                options = question.choices(shipped())
                if len(options) <= MENU:
                    pairs += [(prefix + question.slot, choice.id) for choice in options]
        return pairs


def load_flow(path: Path) -> Flow:
    """Read one flow file.

    Raises:
        FlowError: It is not YAML or does not fit the schema; the text says ``file:line: field: what``.
    """
    text = path.read_text("utf-8")
    try:
        raw = shipped().rulebook.kinds.written_out(yaml.safe_load(text))
        return Flow.model_validate(raw)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise FlowError(f"{path.name}:{line}: not YAML: {getattr(error, 'problem', error)}") from error
    except LookupError as error:
        raise FlowError(f"{path.name}: {error}") from error
    except ValidationError as error:
        first = max(error.errors(), key=lambda e: (e["type"] != "too_short", len(e["loc"])))
        where = [part for part in first["loc"] if part not in ("question", "group", "each")]
        line = _line_of(yaml.compose(text), where)
        field = ".".join(map(str, where)) or "flow"
        raise FlowError(f"{path.name}:{line}: {field}: {first['msg']}") from error


def _line_of(node: Any, where: list[int | str]) -> int:
    line = node.start_mark.line + 1 if node else 1
    for part in where:
        if isinstance(node, yaml.MappingNode):
            hit = next(((k, v) for k, v in node.value if k.value == part), None)
            if hit is None:
                return line
            line, node = hit[0].start_mark.line + 1, hit[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            node = node.value[part]
            line = node.start_mark.line + 1
    return int(line)


def load_flows(folder: Path = FLOWS) -> dict[str, Flow]:
    """Every flow in a folder, by name.

    Raises:
        FlowError: See `load_flow`; also when two files give one name.
    """
    flows: dict[str, Flow] = {}
    for path in sorted(folder.glob("*.yaml")):
        flow = load_flow(path)
        if flow.flow in flows:
            raise FlowError(f"{path.name}:1: flow: {flow.flow!r} is another file's name")
        flows[flow.flow] = flow
    return flows
