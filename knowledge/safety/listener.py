"""Hears danger in a message: what kind, of whom, in which language; and what only sounds like it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from knowledge.safety.ear import Ear
from knowledge.safety.patterns import Patterns
from knowledge.safety.schema import Kind, Note, Safety, SafetyRow, SafetyScope
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
        overheard: Only the second ear heard it, by likeness.
        veteran: It speaks of somebody who served.
        start: Where the sentence begins in the message, in characters.
        end: Where it ends.
    """

    kind: Kind
    spanish: bool
    about: About = "self"
    note: str | None = None
    overheard: bool = False
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
        self._ear = Ear(safety)
        self._spanish, self._veteran = patterns.any(safety.spanish), patterns.any(safety.veteran)
        self._speller = Speller(safety.spelled, safety.repaired, patterns.vocabulary)

    def hear(self, words: str, *, after: bool = False) -> Alarm | None:
        """The most serious thing said, or None.

        Args:
            words: What the person wrote, as it came.
            after: A crisis is remembered, and vague words are heard in its light.
        """
        sentences = self._sentences(words)
        heard, explained = self._told(sentences, after=after)
        if heard is None or heard.kind in ("distress", "weary"):
            beside = heard is not None and heard.kind == "distress" and "?" in words  # both are answered
            heard = heard if beside else self._overheard(sentences, heard, wary=explained)
        elif heard.urgent and not after and self._ear.denies(sentences):
            heard = replace(heard, kind="distress", note="doubt" if heard.kind == "crisis" else "body")
        served = any(self._veteran and self._veteran.search(s.text) for s in sentences)
        return replace(heard, veteran=served) if heard else None

    def _overheard(self, sentences: list[Sentence], heard: Alarm | None, *, wary: bool) -> Alarm | None:
        """What the second ear adds to `heard`: an alarm where it is sure, a question whether they are safe in doubt."""
        told = self._ear.hear(sentences, wary=wary or heard is not None)
        if told is None or (heard is not None and heard.kind == "distress" and told.doubt):
            return heard
        kind: Kind = "distress" if told.doubt else told.kind
        note: Note | None = ("doubt" if told.kind == "crisis" else "body") if told.doubt else None
        about = self._who.mostly(told.text)
        return Alarm(kind, self._is_spanish(told.text), about, note, True, start=told.start, end=told.end)

    def _sentences(self, words: str) -> list[Sentence]:
        """The sentences of a message, turns of phrase taken out."""
        told = self._speller.sentences(words)
        return [replace(s, text=self._figures.sub(_FIGURE, s.text)) for s in told] if self._figures else told

    def _told(self, sentences: list[Sentence], *, after: bool) -> tuple[Alarm | None, bool]:
        """The most serious thing that the patterns find, and whether words near by took something back."""
        found: list[Alarm] = []
        faint: list[Alarm] = []
        weak: dict[str, Alarm] = {}
        before, explained = "", False
        for sentence in sentences:
            for row, alarm in self._heard(sentence, before, after=after):
                if alarm is None:
                    explained = True
                elif row.weak:
                    weak.setdefault(row.id, alarm)
                else:
                    (faint if row.faint else found).append(alarm)
            before = sentence.text
        if weak and len(weak) + any(alarm.kind == "distress" for alarm in found) > 1:
            found.append(next(iter(weak.values())))
        if not any(alarm.urgent or alarm.kind == "safe" for alarm in found):
            found += faint
        return min(found, key=lambda alarm: _ORDER.index(alarm.kind), default=None), explained

    def _heard(self, sentence: Sentence, before: str, *, after: bool) -> Iterator[tuple[SafetyRow, Alarm | None]]:
        """Each row that a sentence speaks of, and what it means there; None where a scope takes it back."""
        for held in self._rows:
            row = held.row
            if (row.after or row.kind == "safe") and not after:
                continue
            for match in held.pattern.finditer(sentence.text):
                kind, note = self._scoped(row, sentence.text, match)
                if kind is None:
                    yield row, None
                    continue
                about = row.about or self._who.of(sentence.text, match, before if row.kind == "emergency" else "")
                spanish = row.lang == "es" or self._is_spanish(sentence.text)
                yield row, Alarm(kind, spanish, about, note, start=sentence.start, end=sentence.end)

    def written_out(self, words: str) -> str:
        """A message in plain words, as it is listened to."""
        return "".join(sentence.text for sentence in self._sentences(words))

    def of_self(self, words: str) -> bool:
        """Whether somebody speaks of himself in it."""
        return self._who.of_self(self.written_out(words))

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
        self._self_verbs = patterns.any(persons.self_verbs)

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

    def of_self(self, text: str) -> bool:
        """Whether a word or the form of a verb says so."""
        told = self._subjects(text)
        return any(pattern and pattern.search(told) for pattern in (self._subject["self"], self._self_verbs))

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
