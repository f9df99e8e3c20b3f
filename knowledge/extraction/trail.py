"""A line of a log taken apart: "called aetna, Sandra, ref 8841, said decision by friday". The words are data."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.extraction.note_days import CUT, Days, any_of
from knowledge.extraction.schema import TrailWords
from knowledge.hearing.dates import Dates
from knowledge.hearing.schema import DateWords

if TYPE_CHECKING:
    from knowledge.library import Library

LONGEST = 4000
"""Characters of one note that are read."""
_AND = re.compile(r"\s+(?:and|but|then|so)\s+", re.IGNORECASE)
_NUMBER = re.compile(r"[A-Z]{1,6}-?\d[\w-]{3,}")
_ADDRESS = re.compile(r"\S+@\S+\.\w+")
_PHONE = re.compile(r"(?:\+?1[-. ]?)?\(?\b\d{3}\)?[-. ]\d{3}[-. ]\d{4}\b(?:\s*(?:x|ext\.?)\s*\d+)?", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][^\W\d_]*(?:['’.&/-]+[^\W\d_]+)*\.?(?![\w-])")
_HONORIFICS = ("dr", "doctor", "mr", "mrs", "ms", "nurse", "lt", "sgt", "capt")
_TIME_WORDS = 4
_ABOUT = ("about", "re", "regarding")
_PERSON_AFTER = re.compile(
    r"(?:\b(?:with|spoke to|talk(?:ed|ing)? to|called|named|name|ask(?:ed)? for)|\bw/)\s*:?\s*$", re.IGNORECASE
)
_PERSON_BEFORE = re.compile(r"^\s*(?:at|from|@)\s+\0", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Contact:
    """What one note says. None is "it does not say".

    Attributes:
        channel: call, letter, fax, portal, email or visit.
        who: People and offices, as they were written.
        reference: The number that the other side gave.
        date: Day of the contact; the day of the note where it names none; None where it names one that cannot be read.
        time: Local time, ``14:30``.
        said: What was said or sent.
        promise: What the other side said it would do, with its time.
        promise_due: Last day of that.
    """

    text: str
    channel: str | None
    who: str | None
    reference: str | None
    date: dt.date | None
    time: str | None
    said: str | None
    promise: str | None
    promise_due: dt.date | None


@lru_cache(maxsize=4)
def reader(library: Library) -> Trail:
    """The reader of a library's words."""
    return Trail(library.trail, library.hearing.dates)


class Trail:
    """Reads notes by the words of one library."""

    def __init__(self, words: TrailWords, dates: DateWords) -> None:
        self.words = words
        self.channels = [(name, re.compile("|".join(patterns), re.I)) for name, patterns in words.channels.items()]
        self.references = [re.compile(pattern, re.I) for pattern in words.reference]
        self.says = re.compile("|".join(words.said), re.I)
        self.promises = re.compile("|".join(words.promises), re.I)
        self.company = re.compile(rf"\b(?:{any_of(words.companies)})\b", re.I)
        offices = "|".join(words.offices)
        self.role = re.compile(rf"(?<!\d )(?<!\d)\b(?:{offices}|(?:{any_of(words.roles)})(?!\w))", re.I)
        self.title = re.compile(
            rf"\b(?P<title>{any_of(words.titles)})\s*:?\s+(?P<name>[^\W\d_][\w'’-]*(?:\s+(?-i:[A-Z])[\w'’.-]*)?)", re.I
        )
        ways = "|".join(pattern for patterns in words.channels.values() for pattern in patterns)
        self.way, self.way_last = re.compile(rf"\W*(?:{ways})\W*", re.I), re.compile(rf"\W*(?:{ways})\W*$", re.I)
        self.nothing = re.compile(rf"\W*\b(?:{any_of(words.empty)})(?!\w)\W*", re.I)
        self.nothing_last = re.compile(rf"\W*\b(?:{any_of(words.empty)})\W*$", re.I)
        self.empty = frozenset(words.empty)
        self.things = frozenset(words.things)
        self.days = Days(words, Dates(dates))

    def is_note(self, text: str, today: dt.date) -> bool:
        """Whether words that nobody asked for tell of a contact: how, with whom, and something of it."""
        if len(text) > LONGEST or not re.match(self.words.begins, text.strip(), re.I):
            return False
        found = self.read(text, today)
        return bool(found.channel and found.who and (found.reference or found.said))

    def read(self, text: str, today: dt.date) -> Contact:
        """Take one note apart.

        Args:
            text: One line, as people write it.
            today: The day of the note: "friday" in a promise is the next one, elsewhere the last one.
        """
        line = " ".join(text[:LONGEST].split())
        reference, rest = self._reference(line)
        head, tail = self._halves(rest)
        promised = self._promised(tail or head)
        about = head.replace(promised, " ") if promised and not tail else head
        day, about = self.days.contact(about, today)
        time, about = self.days.time(about)
        if time is None and tail is None:
            time = self.days.time(line)[0]
        who, content, person = self._who(_PHONE.sub(" ", _ADDRESS.sub(" ", about)), says=tail is not None)
        if tail and not who:
            after = tail.partition(promised)[2] if promised else tail
            who, _, person = self._who(self.days.time(self.days.contact(after, today)[1])[1], says=False)
        channel = self._channel(head, tail, promised, person=person)
        if tail is None and promised and (name := self._promiser(promised)) and name not in who:
            who = ", ".join(filter(None, (who, name)))
        tail = ", ".join(filter(None, (content, promised))) if tail is None else self._clean(tail)
        due = self.days.due(promised, day or today) if promised else None
        return Contact(
            text=line,
            channel=channel,
            who=who or None,
            reference=reference,
            date=day,
            time=time,
            said=tail or None,
            promise=promised or None,
            promise_due=due,
        )

    # --- parts ----------------------------------------------------------------------------------------

    def _reference(self, line: str) -> tuple[str | None, str]:
        """The reference, and the line without it."""
        for pattern in self.references:
            for found in pattern.finditer(line):
                if not self._is_day(found.group("ref")):
                    return found.group("ref"), f"{line[: found.start()]} , {line[found.end() :]}"
        alone = next((part for part in CUT.split(line) if part and _NUMBER.fullmatch(part.strip())), None)
        return (alone, line.replace(alone, " , ", 1)) if alone else (None, line)

    @staticmethod
    def _is_day(word: str) -> bool:
        return bool(re.fullmatch(r"\d{1,2}/\d{1,2}(/\d{2,4})?|\d{4}-\d\d-\d\d", word))

    def _halves(self, line: str) -> tuple[str, str | None]:
        """What was done, and what the other side said, where the note tells them apart."""
        for found in self.says.finditer(line):
            after = line[found.end() :].strip(' ,:;."')
            if _WORD.search(after):
                kept = re.sub(r"^to\s+", "", after) if self.promises.search(found.group()) else after
                return line[: found.start()], kept
        return line, None

    def _clean(self, words: str) -> str:
        parts = [part.strip(" \"'") for part in re.split(r"\s*,(?!\d{3}\b)\s*", words)]
        return ", ".join(part for part in parts if part.strip(" .;:")).strip(" ,;:.\"'")

    def _clauses(self, words: str) -> Iterator[str]:
        """Parts between marks; at "and" where what follows is a promise of its own."""
        for part in CUT.split(words):
            at = 0
            for joint in _AND.finditer(part):
                if self.promises.search(part[joint.end() :]) and not self.promises.search(part[at : joint.start()]):
                    yield part[at : joint.start()]
                    at = joint.end()
            yield part[at:]

    def _promised(self, words: str) -> str:
        """The clause that promises something, with the time that stands beside it; one that has a time wins."""
        clauses = [clause.strip(" .\"'") for clause in self._clauses(words)]
        found = []
        for clause, after in zip(clauses, [*clauses[1:], ""], strict=True):
            if self.promises.search(clause):
                only_time = not self._dated(clause) and len(after.split()) <= _TIME_WORDS and self._dated(after)
                joined = words[words.find(clause) : words.find(after, words.find(clause)) + len(after)]
                found.append(joined if only_time else clause)
        timed = [clause for clause in found if self._dated(clause)]
        return (timed or found or [""])[0]

    def _dated(self, clause: str) -> bool:
        return self.days.due(clause, dt.date(2026, 1, 1)) is not None

    def _channel(self, head: str, tail: str | None, promised: str, *, person: bool) -> str | None:
        """The earliest way of contact outside what was promised; a person who says something is on the phone."""
        outside = head.replace(promised, " ") if promised else head
        for words in (outside, head):
            hits = [(found.start(), name) for name, pattern in self.channels if (found := pattern.search(words))]
            if hits:
                return min(hits)[1]
        past = next((name for name, pattern in self.words.sent.items() if re.search(pattern, tail or "", re.I)), None)
        return past or ("call" if tail is not None and person else None)

    # --- people ---------------------------------------------------------------------------------------

    def _promiser(self, promised: str) -> str | None:
        """The name with which a promise begins: "Rosa will do it"."""
        first, _, after = promised.partition(" ")
        promises = self.promises.match(after)
        return first if promises and first[:1].isupper() and self._is_name(first, alone=False) else None

    def _who(self, words: str, *, says: bool) -> tuple[str, str, bool]:
        """People and offices in their order, what else the note says, and whether a person is among them."""
        names: list[str] = []
        content: list[str] = []
        parts = [part for part in CUT.split(words) if part and part.strip()]
        person = bool(self.title.search(words)) or "rep" in words.lower().split()
        for number, whole in enumerate(parts):
            part, found = self._named(whole, last=number == len(parts) - 1, says=says)
            names += [name for name in found if name.lower() not in (other.lower() for other in names)]
            person = person or any(not self.company.fullmatch(n) and not self.role.fullmatch(n) for n in found)
            plain = not found and not any(pattern.search(whole) for _, pattern in self.channels)
            left = whole.strip(" .:()\0") if plain else self._bare(part)
            if not found and len(left.split()) < 2 < len(whole.split()) and re.search(r"\w", left):
                left = whole.strip(" .:()")
            if left and self._is_name(left, alone=True) and not (found and left.islower()):
                names.append(left)
                person = True
            elif re.search(r"\w", left):
                content.append(left)
        return ", ".join(names), ", ".join(content), person

    def _named(self, part: str, *, last: bool, says: bool) -> tuple[str, list[str]]:
        """What names someone in a part, by a title, a list or its place; and the part with that blanked out."""
        hits: list[tuple[int, str, bool]] = []

        def take(start: int, end: int, name: str, *, office: bool = False) -> None:
            nonlocal part
            hits.append((start, name.strip(" .'’") if not name.lower().startswith("dr.") else name.strip(), office))
            part = part[:start] + "\0" * (end - start) + part[end:]

        for found in list(self.title.finditer(part)):
            name, title = found.group("name"), found.group("title")
            honorific = title.lower().rstrip(".") in _HONORIFICS
            if self._is_name(name.split()[0], alone=not honorific):
                keep = found.group() if honorific else name
                office = re.match(r"['’]?s?\s+(?:office|staff)", part[found.end() :], re.I)
                take(
                    found.start(),
                    found.end() + (office.end() if office else 0),
                    keep + (office.group() if office else ""),
                )
        for pattern in (self.company, self.role):
            for found in list(pattern.finditer(part)):
                take(
                    found.start(),
                    found.end(),
                    re.sub(r"^(?:the|my)\s+(?!va\b|state\b)", "", found.group(), flags=re.I),
                    office=True,
                )
        for word in list(_WORD.finditer(part)):
            before, after = part[: word.start()], part[word.end() :]
            placed = _PERSON_AFTER.search(before) or _PERSON_BEFORE.match(after)
            said_so = says and last and not after.strip(" \0,:(")
            if (word.group()[0].isupper() and before.strip(" \0(") and self._is_name(word.group(), alone=False)) or (
                (placed or said_so) and self._is_name(word.group(), alone=True) and not self._in_things(before, word)
            ):
                take(word.start(), word.end(), word.group())
        return part, _joined(sorted(hits))

    def _in_things(self, before: str, word: re.Match[str]) -> bool:
        previous = _WORD.findall(before)[-1:]
        return bool(previous) and f"{previous[0]} {word.group()}".lower() in self.things

    def _is_name(self, words: str, *, alone: bool) -> bool:
        """Whether words can be a person's name. In small letters only a first name that people have."""
        tokens = words.strip(" .'’").split()
        said = [token.lower().strip(".") for token in tokens]
        if not 1 <= len(tokens) <= 3 or " ".join(said) in self.things or self.promises.search(words):
            return False
        if any(word in self.empty or word in self.things or word in self.words.titles for word in said):
            return False
        if any(pattern.search(words) for _, pattern in self.channels) or not all(map(_WORD.fullmatch, tokens)):
            return False
        if any(re.fullmatch(r"[A-Z]{2,5}", token) for token in tokens):
            return False  # MRI, EOB, IRO
        capital = all(token[0].isupper() for token in tokens)
        return capital or not alone or (len(tokens) <= 2 and said[0] in first_names())

    def _bare(self, part: str) -> str:
        """A part without names and, at its edges, without ways of contact and words that carry nothing."""
        words = " ".join(word for word in part.replace("\0", " ").split() if re.search(r"\w", word))
        ways = True  # after "about" a letter is what was spoken of
        while found := self.nothing.match(words) or (self.way.match(words) if ways else None):
            ways = ways and found.group().strip(" .:").lower() not in _ABOUT
            words = words[found.end() :]
        while words and (found := self.nothing_last.search(words) or self.way_last.search(words)):
            words = words[: found.start()]
        return words.strip(" .:()")


@lru_cache(maxsize=1)
def first_names() -> frozenset[str]:
    """First names of the 1990 census of the United States, in small letters."""
    import names  # 1 MB of lists, read at the first note

    files = (Path(names.FILES[kind]) for kind in ("first:male", "first:female"))
    return frozenset(line.split()[0].lower() for file in files for line in file.read_text("ascii").splitlines())


def _joined(hits: list[tuple[int, str, bool]]) -> list[str]:
    """Names by their place; two people's or two offices' words that stand side by side are one: "Sandra Lopez"."""
    made: list[str] = []
    end, before = -2, None
    for start, name, office in hits:
        if made and start - end <= 1 and office == before:
            made[-1] = f"{made[-1]} {name}"
        else:
            made.append(name)
        end, before = start + len(name), office
    return made
