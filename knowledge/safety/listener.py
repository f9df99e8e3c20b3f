"""Hears danger in a message: what kind, of whom, in which language; and what only sounds like it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from knowledge.safety.ear import sureness
from knowledge.safety.patterns import Patterns
from knowledge.safety.schema import Kind, Safety, SafetyRow, SafetyScope
from knowledge.safety.words import Sentence, Speller

About = Literal["self", "other"]
URGENT = frozenset({"crisis", "emergency"})
_ORDER: tuple[Kind, ...] = ("emergency", "crisis", "distress", "weary", "safe", "subject")
_FIGURE = "# "
"""Stands where a turn of phrase was taken out: no pattern reaches over it by words."""


@dataclass(frozen=True)
class Alarm:
    """What was heard.

    Attributes:
        kind: crisis or emergency bring help in place of anything else; distress, weary and subject (the word is only
            what is talked about) go beside the answer; safe is a person who says so after a crisis.
        spanish: It was said in Spanish.
        about: Who is in danger.
        note: For a subject: history or side_effect; for an emergency: taken (too much was); for distress: doubt (it may
            be more, or nothing).
        veteran: It speaks of somebody who served.
        start: Where the sentence begins in the message, in characters.
        end: Where it ends.
    """

    kind: Kind
    spanish: bool
    about: About = "self"
    note: str | None = None
    veteran: bool = False
    start: int = 0
    end: int = 0

    @property
    def urgent(self) -> bool:
        """Whether help comes in place of anything else."""
        return self.kind in URGENT


@dataclass(frozen=True)
class _Row:
    row: SafetyRow
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class _Scope:
    scope: SafetyScope
    before: re.Pattern[str] | None
    within: re.Pattern[str] | None
    beside: re.Pattern[str] | None
    unless: re.Pattern[str] | None


class Listener:
    """Finds what `knowledge/content/safety.yaml` describes in what a person wrote. Keeps nothing of it.

    Raises:
        PatternError: A pattern of the file cannot be read.
    """

    def __init__(self, safety: Safety) -> None:
        patterns = Patterns(safety.classes)
        self._figures = patterns.any(safety.figures)
        self._rows = [_Row(row, pattern) for row in safety.rows if (pattern := patterns.any(row.say))]
        self._scopes = [
            _Scope(s, patterns.any(s.before, ending=True), *(patterns.any(p) for p in (s.within, s.beside, s.unless)))
            for s in safety.scopes
        ]
        self._who = _Who(safety, patterns)
        self._ear = _Ear(safety)
        self._spanish, self._veteran = patterns.any(safety.spanish), patterns.any(safety.veteran)
        self._speller = Speller(safety.spelled, safety.repaired, patterns.vocabulary)

    def hear(self, words: str, *, after: bool = False) -> Alarm | None:
        """The most serious thing said, or None.

        Args:
            words: What the person wrote, as it came.
            after: A crisis is remembered, and vague words are heard in its light.
        """
        sentences = self._speller.sentences(words)
        heard = self._told(sentences, after=after)
        beside = heard is not None and "?" in words  # distress and a question: both are answered
        if not beside and (heard is None or heard.kind in ("distress", "weary")):
            heard = self._overheard(sentences, heard)
        served = any(self._veteran and self._veteran.search(s.text) for s in sentences)
        return replace(heard, veteran=served) if heard else None

    def _overheard(self, sentences: list[Sentence], heard: Alarm | None) -> Alarm | None:
        """What the second ear adds to `heard`: an alarm where it is sure, a question whether they are safe in doubt."""
        told = self._ear.hear(sentences, wary=heard is not None)
        if told is None or (heard is not None and told.kind == "distress" == heard.kind):
            return heard
        text = "".join(s.text for s in told.sentences)
        return Alarm(
            told.kind,
            self._is_spanish(text),
            self._who.mostly(text),
            "doubt" if told.kind == "distress" else None,
            start=told.sentences[0].start,
            end=told.sentences[-1].end,
        )

    def _told(self, sentences: list[Sentence], *, after: bool) -> Alarm | None:
        """The most serious thing that the patterns find."""
        found: list[Alarm] = []
        faint: list[Alarm] = []
        weak: dict[str, Alarm] = {}
        before = ""
        for sentence in sentences:
            plain = replace(
                sentence, text=self._figures.sub(_FIGURE, sentence.text) if self._figures else sentence.text
            )
            for row, alarm in self._heard(plain, before, after=after):
                if row.weak:
                    weak.setdefault(row.id, alarm)
                else:
                    (faint if row.faint else found).append(alarm)
            before = plain.text
        if weak and len(weak) + any(alarm.kind == "distress" for alarm in found) > 1:
            found.append(next(iter(weak.values())))
        if not any(alarm.urgent or alarm.kind == "safe" for alarm in found):
            found += faint
        return min(found, key=lambda alarm: _ORDER.index(alarm.kind), default=None)

    def _heard(self, sentence: Sentence, before: str, *, after: bool) -> Iterator[tuple[SafetyRow, Alarm]]:
        for held in self._rows:
            row = held.row
            if (row.after or row.kind == "safe") and not after:
                continue
            for match in held.pattern.finditer(sentence.text):
                kind, note = self._scoped(row, sentence.text, match)
                if kind is None:
                    continue
                about = row.about or self._who.of(sentence.text, match, before if row.kind == "emergency" else "")
                spanish = row.lang == "es" or self._is_spanish(sentence.text)
                yield row, Alarm(kind, spanish, about, note, start=sentence.start, end=sentence.end)

    def ear_tokens(self, words: str) -> list[str]:
        """A message as the second ear takes it."""
        return self._ear.tokens("".join(sentence.text for sentence in self._speller.sentences(words)))

    def _is_spanish(self, text: str) -> bool:
        found = len(self._spanish.findall(text)) if self._spanish else 0
        return found * 2 >= min(len(text.split()), 4)

    def _scoped(self, row: SafetyRow, text: str, match: re.Match[str]) -> tuple[Kind | None, str | None]:
        """What a match means with the words around it."""
        for held in self._scopes:
            scope = held.scope
            if row.tag not in scope.tags or (held.unless and held.unless.search(text)):
                continue
            tried = ((held.before, text[: match.start()]), (held.within, match[0]), (held.beside, text))
            if any(pattern and pattern.search(place) for pattern, place in tried):
                return ("subject", scope.note) if scope.becomes == "subject" else (None, None)
        return row.kind, row.note


@dataclass(frozen=True)
class _Overheard:
    kind: Kind
    sentences: list[Sentence]


class _Ear:
    """Asks the second ear about a message, or about each sentence of a long one."""

    def __init__(self, safety: Safety) -> None:
        self._rules, self._weights = safety.ear, safety.learned
        listed = (
            (name, one.strip()) for name in safety.ear.classes for row in safety.classes[name] for one in row.split(",")
        )
        self._classes = {word: name for name, word in listed if " " not in word}

    def tokens(self, text: str) -> list[str]:
        """Words as the ear takes them: a class for each word of it, one mark for every number."""
        return [self._classes.get(word, "##" if word.isdigit() else word) for word in text.split()]

    def hear(self, sentences: list[Sentence], *, wary: bool) -> _Overheard | None:
        """The surest kind, `distress` where it is not sure enough; None where nothing is likely.

        Args:
            sentences: The message.
            wary: The patterns found distress and no more: it takes more to believe otherwise.
        """
        if sum(len(s.text.split()) for s in sentences) <= self._rules.longest and (
            told := self._sure(sentences, wary=wary)
        ):
            return told
        parts = [self._sure([s], wary=True, part=True) for s in sentences] if len(sentences) > 1 else []
        return next((told for told in parts if told), None)

    def _sure(self, stretch: list[Sentence], *, wary: bool, part: bool = False) -> _Overheard | None:
        rules = self._rules
        tokens = self.tokens("".join(s.text for s in stretch))
        if not (rules.short if part else rules.shortest) <= len(tokens) <= rules.longest or not self._weights:
            return None
        kind, sure = max(((name, sureness(tokens, w)) for name, w in self._weights.items()), key=lambda one: one[1])
        if sure >= (rules.very_sure if wary or len(tokens) < rules.short else rules.sure):
            return _Overheard("emergency" if kind == "emergency" else "crisis", stretch)
        return (
            _Overheard("distress", stretch) if sure >= rules.ask and not part and len(tokens) >= rules.short else None
        )


class _Who:
    """Tells whether the one who writes is in danger or somebody else."""

    def __init__(self, safety: Safety, patterns: Patterns) -> None:
        persons = safety.persons
        # Where both end on the same word the longer says it ("she texted me: I ..."): others stand first.
        self._reflexive: dict[About, re.Pattern[str] | None] = {
            "other": patterns.any(persons.other_reflexive),
            "self": patterns.any(persons.self_reflexive),
        }
        self._subject: dict[About, re.Pattern[str] | None] = {
            "other": patterns.any(persons.other_subject),
            "self": patterns.any(persons.self_subject),
        }
        self._quoting = patterns.any(persons.quoting)
        self._objects = patterns.any(persons.objects)
        self._verbs = patterns.any(persons.other_verbs)

    def of(self, text: str, match: re.Match[str], before: str) -> About:
        """Who is meant by a match: the reflexive decides, then the nearest subject, then the form of the verb.

        Args:
            text: The sentence.
            match: What was heard in it.
            before: The sentence before it, where its subject may be meant; else empty.
        """
        inside, left = self._subjects(match[0]), self._subjects(text[: match.start()])
        if self._quoting and self._quoting.search(text):
            return "other"
        if (
            told := _last(self._reflexive, inside)
            or _last(self._subject, inside)
            or _last(self._subject, left + inside)
        ):
            return told
        if self._verbs and self._verbs.search(left[-40:] + inside):
            return "other"
        return _last(self._subject, before) or "self"

    def _subjects(self, text: str) -> str:
        """A text without those who are only spoken of beside ("a burden to my wife")."""
        return self._objects.sub("", text) if self._objects else text

    def mostly(self, text: str) -> About:
        """Who is spoken of more in a text."""
        if self._quoting and self._quoting.search(text):
            return "other"
        text = self._subjects(text)
        told = {about: len(pattern.findall(text)) for about, pattern in self._subject.items() if pattern}
        return "other" if told.get("other", 0) > told.get("self", 0) else "self"


def _last(by: dict[About, re.Pattern[str] | None], text: str) -> About | None:
    """Whose word comes last in a text."""
    ends = {
        about: max((m.end() for m in pattern.finditer(text)), default=-1) for about, pattern in by.items() if pattern
    }
    about = max(ends, key=lambda one: ends[one], default=None)
    return about if about is not None and ends[about] >= 0 else None
