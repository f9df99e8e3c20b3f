"""The shape of `knowledge/content/safety.yaml`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, NamedTuple

from pydantic import BeforeValidator, Field

from knowledge.base.schema import Entry, Id, Language, When

Kind = Literal["emergency", "crisis", "distress", "weary", "safe", "subject"]
"""From the most serious to the least. `safe` and rows `after` a crisis are heard only while one is remembered."""
Note = Literal["taken", "doubt", "body", "side_effect", "history"]
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
    self_verbs: Lines
    objects: Lines
    quoting: Lines
    other_verbs: Lines


class SafetyExample(NamedTuple):
    """What somebody says, and what it has to be heard as; `calm` may get comfort but no alarm."""

    say: str
    want: Literal["crisis", "emergency", "calm"]
    about: Literal["self", "other"] = "self"
    spanish: bool = False


class SafetyKind(Entry):
    """One kind of danger as people tell of it, and what only sounds like it.

    Attributes:
        want: What it has to be heard as.
        guidance: The published lists that describe it.
        en: Said of oneself, in English; one a line.
        es: The same in Spanish.
        en_other: Said of somebody else.
        es_other: The same in Spanish.
        calm: Words near to it in which nobody is in danger; both languages.
    """

    id: Id
    want: Literal["crisis", "emergency", "calm"] = "crisis"
    guidance: str = ""
    en: Lines = ()
    es: Lines = ()
    en_other: Lines = ()
    es_other: Lines = ()
    calm: Lines = ()

    def said(self) -> Iterator[SafetyExample]:
        """Each line, with what it has to be heard as."""
        yield from (SafetyExample(say, self.want) for say in self.en)
        yield from (SafetyExample(say, self.want, spanish=True) for say in self.es)
        yield from (SafetyExample(say, self.want, "other") for say in self.en_other)
        yield from (SafetyExample(say, self.want, "other", spanish=True) for say in self.es_other)
        yield from (SafetyExample(say, "calm") for say in self.calm)


class EarRules(Entry):
    """When the second ear (`knowledge.safety.ear`) is believed.

    Attributes:
        sure: From which sureness (0 to 1) it is an alarm.
        very_sure: The same where there is little to go by: few words, or one stretch of several.
        wary: The same where the patterns heard distress and no more.
        ask: From which sureness the person is asked whether they are safe.
        denied: Below it what a pattern heard is taken for a likeness, and the person is asked.
        shortest: Words from which it listens.
        short: Words below which there is little to go by.
        longest: Words up to which a message is heard as one; a longer one is heard by stretches.
        window: Words of a stretch of a sentence that runs on.
        classes: Classes whose words it does not tell apart in a pair.
    """

    sure: float = Field(gt=0, lt=1)
    very_sure: float = Field(gt=0, lt=1)
    wary: float = Field(gt=0, lt=1)
    ask: float = Field(gt=0, lt=1)
    denied: float = Field(ge=0, lt=1)
    shortest: int = Field(ge=1)
    short: int = Field(ge=1)
    longest: int = Field(ge=1)
    window: int = Field(ge=2)
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
    examples: tuple[SafetyKind, ...] = ()
    learned: dict[str, dict[str, float]] = {}
    lessons: str = ""
