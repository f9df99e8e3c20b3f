"""The shape of `knowledge/content/safety.yaml`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from knowledge.base.schema import Entry, Id, Language, When

Kind = Literal["emergency", "crisis", "distress", "weary", "safe", "subject"]
"""From the most serious to the least. `safe` and rows `after` a crisis are heard only while one is remembered."""
Tag = Literal["word", "wish", "act", "means", "pills", "body", "taken", "away", "death", "figure"]
"""What a row speaks of, which decides the scopes that may touch it."""


def _lines(value: object) -> object:
    """One per line, the way the file is written."""
    if not isinstance(value, str):
        return value
    return tuple(line.strip() for line in value.splitlines() if line.strip())


Lines = Annotated[tuple[str, ...], BeforeValidator(_lines)]


class SafetyLine(Entry):
    """Help that is said, with its numbers."""

    en: str
    es: str
    sources: tuple[Id, ...] = Field(min_length=1)


class SafetyRow(Entry):
    """One kind of thing that people say.

    Attributes:
        say: Patterns (`knowledge.safety.patterns`), one a line.
        about: Who is in danger, where the pattern itself tells; else it is read from the words around.
        note: What sort of it, where that changes the help: `taken`, too much of something was taken.
        weak: Counts as `kind` only beside another weak row in the same message.
        after: Counts only while a crisis is remembered.
        faint: Gives way to a word of being safe in the same message.
        hears: Sentences that must be heard as `kind`.
        never: Sentences that must not be heard as crisis or emergency.
    """

    id: Id
    kind: Kind
    tag: Tag
    lang: Language = "en"
    about: Literal["self", "other"] | None = None
    note: Literal["taken"] | None = None
    weak: bool = False
    after: bool = False
    faint: bool = False
    say: Lines = Field(min_length=1)
    hears: Lines = Field(min_length=1)
    never: Lines = ()


class SafetyScope(Entry):
    """Words near a match that change what it means, as ConText has it for clinical texts (Harkema and others 2009).

    Attributes:
        tags: Rows that it may touch.
        becomes: `quiet` drops the match, `subject` makes it what is talked about.
        note: Which gentle line goes with it.
        before: Patterns that end where the match begins.
        within: Patterns inside the match itself.
        beside: Patterns anywhere in the sentence.
        unless: Patterns in the sentence that lift it.
    """

    id: Id
    tags: tuple[Tag, ...] = Field(min_length=1)
    becomes: Literal["quiet", "subject"]
    note: Literal["side_effect", "history"] | None = None
    before: Lines = ()
    within: Lines = ()
    beside: Lines = ()
    unless: Lines = ()


class Persons(Entry):
    """Words that tell who is meant."""

    self_reflexive: Lines
    other_reflexive: Lines
    self_subject: Lines
    other_subject: Lines
    objects: Lines
    quoting: Lines
    other_verbs: Lines


class SafetyExample(Entry):
    """What somebody says, and what it has to be heard as; `calm` may get comfort but no alarm."""

    say: str = Field(min_length=1)
    want: Literal["crisis", "emergency", "calm"]
    about: Literal["self", "other"] = "self"
    spanish: bool = False


class EarRules(Entry):
    """When the second ear (`knowledge.safety.ear`) is believed.

    Attributes:
        sure: From which sureness (0 to 1) it is an alarm.
        ask: From which sureness the person is asked whether they are safe.
        very_sure: The same where there is little to go by: few words, or one sentence of several.
        shortest: Words from which it listens.
        short: Words below which there is little to go by.
        longest: Words up to which a message is heard as one; a longer one is heard by sentences.
        classes: Classes whose words it does not tell apart.
    """

    sure: float = Field(gt=0, lt=1)
    ask: float = Field(gt=0, lt=1)
    very_sure: float = Field(gt=0, lt=1)
    shortest: int = Field(ge=1)
    short: int = Field(ge=1)
    longest: int = Field(ge=1)
    classes: tuple[str, ...]


class Safety(Entry):
    """What is heard as danger, and the help that it brings.

    Attributes:
        remembered_hours: How long after a crisis words are heard in its light.
        lines: Help with numbers, by kind and moment; `…_veteran` is said in place of a line to somebody who served.
        veteran: Words that tell of somebody who served.
        veteran_when: Condition over slots under which somebody served.
        spelled: How words are written in a hurry, and what they stand for; one or two words each.
        repaired: Words that are recognized with a letter wrong.
        classes: Named sets of words for the patterns.
        spanish: Words that tell the language, where the row does not.
        ear: When the second ear is believed.
        examples: What it learns from.
        learned: What it has learned, by kind; filled in when the base is built.
        lessons: Digest of what it learned from; filled in with it.
        figures: Turns of phrase that are taken out before anything is looked for.
    """

    remembered_hours: int = Field(ge=1, le=168)
    lines: dict[str, SafetyLine]
    veteran: Lines
    veteran_when: When
    spelled: dict[str, str]
    repaired: Lines
    classes: dict[str, Lines]
    persons: Persons
    spanish: Lines
    figures: Lines
    scopes: tuple[SafetyScope, ...]
    rows: tuple[SafetyRow, ...]
    ear: EarRules
    examples: tuple[SafetyExample, ...] = ()
    learned: dict[str, dict[str, float]] = {}
    lessons: str = ""
