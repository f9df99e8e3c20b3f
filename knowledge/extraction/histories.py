"""A pasted treatment history taken apart: treatment, dose, when, how long, what became of it; what was not understood.

Recognition only: nothing is judged, nothing is dropped. The words are those of `knowledge/content/history.yaml`.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from rapidfuzz.distance import OSA

from knowledge.base.text import plain
from knowledge.extraction.schema import HistoryWords

if TYPE_CHECKING:
    from knowledge.library import Library

LONGEST = 6000
"""Characters of one text that are read."""
MOST = 60
"""Entries of one text that are kept."""
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)?|[^\w\s]|\n|_")
_NUMBERED = re.compile(r"(?:(?<=\s)|^)\d{1,2}[.)](?=\s)")
_TITLE = re.compile(r"\b(dra?|drs|st|mr|mrs|ms)\.", re.IGNORECASE)
_HARD, _SOFT = frozenset(".;\n!?•*"), frozenset(",/&+|")
_JOIN = frozenset({"and", "then", "plus", "also", "y", "e", "or", "luego", "despues", "&", "+", "/"})
_SHARE = frozenset(
    {"each", "both", "all", "none", "neither", "nothing", "ninguno", "ninguna", "nada", "ambos", "todos"}
)
_TOGETHER = frozenset({"and", "or", "y", "o", "&", "/", "+"})
_A_DAY = re.compile(r"(?:an?|un|una) (?:day|dia)")
"""How often, not how long."""
_WITH = frozenset({"with", "a", "an", "my", "the", "con", "un", "una"})
_DENIED = re.compile(
    r"\b(?:no|not|nada|ningun\w*|never|nunca|tampoco|neither|nor|without|didnt|doesnt|dont)(?: \w+){0,2} $"
)
"""A denial right before words of praise."""
_YEAR = r"(?:19[5-9]\d|20[0-4]\d)"
LONGEST_NAME = 5


@dataclass
class Entry:
    """One treatment as a person told it.

    Attributes:
        treatment: Id of a row of treatments.yaml, or of what people also list; None where neither has it.
        name: As written.
        kind: drug, therapy, procedure; None when not known.
        dose: As written.
        start, end: ISO, as precise as told ("2019", "2019-03").
        ongoing: It goes on until now, as told.
        duration_days: How long it was taken or done.
        count: Visits, injections, infusions.
        prescriber: Who prescribed or did it, as written.
        outcome: none, some, wore_off, side_effects, contraindicated, helped or unknown.
        reason: The words that say what became of it.
    """

    treatment: str | None
    name: str
    kind: str | None = None
    dose: str | None = None
    start: str | None = None
    end: str | None = None
    ongoing: bool = False
    duration_days: int | None = None
    count: int | None = None
    prescriber: str | None = None
    outcome: str = "unknown"
    reason: str | None = None


@dataclass(frozen=True)
class History:
    """What was understood, and the words that were not."""

    entries: tuple[Entry, ...]
    rest: tuple[str, ...]


@dataclass(frozen=True)
class _Token:
    said: str
    word: str
    start: int
    end: int

    @property
    def hard(self) -> bool:
        return self.said in _HARD

    @property
    def breaks(self) -> bool:
        return self.said in _HARD or self.said in _SOFT or self.word in _JOIN


@dataclass(frozen=True)
class _Mention:
    first: int
    last: int
    treatment: str
    kind: str


@dataclass
class _Found(Entry):
    """What one stretch of words tells of an entry, and which of its characters told it."""

    used: list[tuple[int, int]] = field(default_factory=list)

    @property
    def any(self) -> bool:
        return bool(self.dose or self.start or self.duration_days or self.count or self.outcome != "unknown")


class Names:
    """Finds treatments by what people call them: generic, brand, Spanish, abbreviated, misspelled."""

    def __init__(self, library: Library) -> None:
        words = library.history
        self._by_name: dict[str, tuple[str, str]] = {}
        for row in library.treatments.values():
            for name in (*row.called, *words.names.get(row.id, ())):
                self._by_name.setdefault(plain(name), (row.id, row.kind))
        for more in words.more:
            for name in more.names:
                self._by_name.setdefault(plain(name), (more.id, more.kind))
        self._parts = {part for name in self._by_name for part in name.split()}
        self._by_letter: dict[str, list[str]] = {}
        for part in sorted(self._parts):
            if len(part) >= 5:
                self._by_letter.setdefault(part[0], []).append(part)
        self._known = set(words.filler) | set(words.numbers) | set(words.months)

    @property
    def every(self) -> frozenset[str]:
        """Every name that is known, folded."""
        return frozenset(self._by_name)

    def resolve(self, name: str) -> tuple[str, str] | None:
        """Id and kind of the treatment that a name means; None where it means none of them."""
        words = [self.repaired(word) for word in plain(name).split()]
        found = list(self.mentions(words))
        return (found[0].treatment, found[0].kind) if found else None

    def repaired(self, word: str) -> str:
        """The part of a name that a misspelled word means, or the word itself. A word of English is not misspelled."""
        if len(word) < 5 or word in self._parts or word in self._known or not word.isalpha() or is_word(word):
            return word
        allowed = 1 if len(word) < 7 else 2
        same = self._by_letter.get(word[0], [])
        others = [p for letter, parts in self._by_letter.items() if letter != word[0] for p in parts]
        for parts, most in ((same, allowed), (others if len(word) >= 7 else [], 1)):
            scored = [(OSA.distance(word, part, score_cutoff=most), part) for part in parts]
            near = min((pair for pair in scored if pair[0] <= most), default=None)
            if near:
                return near[1]
        return word

    def mentions(self, words: Sequence[str]) -> Iterator[_Mention]:
        """Names among words, the longest first from each place."""
        at = 0
        while at < len(words):
            for length in range(min(LONGEST_NAME, len(words) - at), 0, -1):
                held = self._by_name.get(" ".join(words[at : at + length])) or (
                    self._by_name.get(_singular(words[at : at + length])) if length else None
                )
                if held:
                    yield _Mention(at, at + length - 1, *held)
                    at += length
                    break
            else:
                at += 1


@lru_cache(maxsize=2)
def reader(library: Library) -> Histories:
    """The one reader of a library: its tables and patterns are made once."""
    return Histories(library)


class Histories:
    """Takes pasted histories apart.

    Args:
        library: Where the names and the words are.
    """

    def __init__(self, library: Library) -> None:
        self.names = Names(library)
        self._words = library.history
        self._details = _Details(library.history)
        self._filler = frozenset(self._words.filler)

    def parse(self, text: str, today: dt.date) -> History:
        """What a text tells.

        Args:
            text: As typed or pasted; what is over `LONGEST` characters is left in `rest`.
            today: The day of telling, for "last year".
        """
        body, over = _readable(text[:LONGEST]), text[LONGEST:].strip()
        tokens = _tokens(body)
        words = [self.names.repaired(token.word) for token in tokens]
        mentions = _distinct(list(self.names.mentions(words)), tokens)
        reading = _Reading(self._details, self._filler, tokens, today, rest=[over] if over else [])
        if not mentions:
            reading.without_name(0, len(tokens), None)
            return reading.history()
        starts = [0, *(_boundary(tokens, a.last + 1, b.first) for a, b in itertools.pairwise(mentions))]
        lead = _lead(tokens, mentions[0].first)
        soft = _lead(tokens, mentions[0].first, soft=True)
        if soft > lead and reading.unknown_name(tokens[lead:soft], self._details.of(tokens[lead:soft], today)):
            lead = soft
        if lead:
            reading.without_name(0, lead, None)
            starts[0] = lead
        ends = [*starts[1:], len(tokens)]
        made: list[tuple[_Mention, Entry]] = []
        for mention, first, last in zip(mentions, starts, ends, strict=True):
            entry = Entry(mention.treatment, _as_written(body, tokens, mention.first, mention.last), mention.kind)
            made.append((mention, entry))
            reading.with_name(entry, mention, first, last)
        _share(made, tokens)
        return reading.history()

    def details(self, text: str, today: dt.date) -> Entry:
        """What words about one treatment tell. A name in them is taken; without one, the name is empty."""
        found = self.parse(text, today).entries
        if found and found[0].treatment:
            return found[0]
        entry = Entry(None, "")
        _take(entry, self._details.of(_tokens(_readable(text[:LONGEST])), today))
        return entry


@dataclass
class _Reading:
    """One text on its way into entries: what was understood so far, and the words that were not."""

    details: _Details
    filler: frozenset[str]
    tokens: list[_Token]
    today: dt.date
    entries: list[Entry] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)

    def history(self) -> History:
        """What was read. Entries over `MOST` are not kept as such, but their names are."""
        return History(tuple(self.entries[:MOST]), (*self.rest, *(entry.name for entry in self.entries[MOST:])))

    def with_name(self, entry: Entry, mention: _Mention, first: int, last: int) -> None:
        """A new entry with its details: those of the clause with its name, then those of the clauses after it."""
        self.entries.append(entry)
        last_told: Entry | None = entry
        for begin, end in _clauses(self.tokens, first, last):
            if not begin <= mention.first < end:
                last_told = self.without_name(begin, end, last_told)
                continue
            numbered = enumerate(self.tokens[begin:end], begin)
            inside = [token for number, token in numbered if not mention.first <= number <= mention.last]
            found = self.details.of(inside, self.today, before=self.tokens[begin : mention.first])
            _take(entry, found)
            self._leave(inside, found)

    def without_name(self, first: int, last: int, entry: Entry | None) -> Entry | None:
        """A stretch without a known name: details of the entry before it, an unknown treatment, or the rest.

        Returns:
            The entry that was told of last.
        """
        for begin, end in _clauses(self.tokens, first, last):
            inside = self.tokens[begin:end]
            found = self.details.of(inside, self.today)
            name = self.unknown_name(inside, found)
            if name and (entry is None or _fresh(entry, found) or self._dosed(inside, found)):
                entry = Entry(None, name)
                _take(entry, found)
                self.entries.append(entry)
            elif entry is not None:
                _take(entry, found)
                self._leave(inside, found)
            else:
                self._leave(inside, found, whole=True)
        return entry

    def _dosed(self, inside: list[_Token], found: _Found) -> bool:
        """Whether a word that no list knows stands right before a dose: a drug of its own, not the one before."""
        unknown = self._unknown(inside, found)
        return found.dose is not None and bool(unknown) and unknown[0] is inside[0] and len(unknown) == 1

    def unknown_name(self, inside: list[_Token], found: _Found) -> str | None:
        """The name of an unknown treatment, where a stretch tells of one: its name, then what became of it."""
        named = [token for token in self._unknown(inside, found) if token.word.isalpha() and len(token.word) > 2]
        told = found.any and 0 < len(named) <= 4 and not any(start < named[0].start for start, _ in found.used)
        return " ".join(token.said for token in named) if told else None

    def _unknown(self, inside: list[_Token], found: _Found) -> list[_Token]:
        """Tokens that no detail used and that mean something."""
        return [
            token
            for token in inside
            if token.word not in self.filler
            and any(c.isalnum() for c in token.word)
            and not any(start <= token.start < end for start, end in found.used)
        ]

    def _leave(self, inside: list[_Token], found: _Found, *, whole: bool = False) -> None:
        """Keep what was not understood, words that stand together in one piece."""
        unknown = self._unknown(inside, found)
        if not unknown:
            return
        if whole:
            self.rest.append(" ".join(token.said for token in inside if not token.breaks).strip())
            return
        piece: list[_Token] = []
        for token in unknown:
            if piece and token.start - piece[-1].end > 1:
                self.rest.append(" ".join(t.said for t in piece))
                piece = []
            piece.append(token)
        self.rest.append(" ".join(t.said for t in piece))


class _Details:
    """Reads dose, dates, length, number and outcome from a stretch of words."""

    def __init__(self, words: HistoryWords) -> None:
        self._words = words
        spelled = "|".join(sorted(map(re.escape, words.numbers), key=len, reverse=True))
        self._number = rf"(?:\d+(?:[.,]\d+)*|{spelled})"
        self._unit_days = {name: int(days) for days, names in words.units.items() for name in names}
        units = "|".join(sorted(self._unit_days, key=len, reverse=True))
        months = "|".join(sorted(words.months, key=len, reverse=True))
        often = (
            rf"(?:(?:once|twice|{self._number} ?(?:times|x|veces)|x ?\d+(?!\d| ?(?:{units})\b))(?: (?:al|por|a|per|each|every|/))? ?(?:day|dia|daily|week|weekly|month|night)?"  # noqa: E501
            r"|daily|nightly|hs|bid|tid|qid|qd|qhs|prn|a day|per day|at night|at bedtime|every \d+ hours?|al dia|por dia|cada \d+ horas)"  # noqa: E501
        )
        up_to = r"(?:(?:up to|max(?:imum)?|as (?:much|high) as|hasta|titrated to|increased to) )?"
        self._dose = re.compile(
            rf"\b{up_to}\d[\d.,]*(?: ?- ?\d+)? ?(?:mgs?|mcg|ug|milligrams?|ml|grams?)(?: ?/ ?d(?:ay|ia))?(?: {often})*"
            rf"|\b\d+(?:\.\d+)? / [3-6]\d\d\b(?: ?mg)?(?: {often})*"
            rf"|\b{up_to}\d[\d.,]* {often}(?: {often})*"
            rf"|\b(?!{_YEAR}\b)\d{{2,4}}(?= (?:x ?)?\d+ ?(?:{units})\b)"
        )
        self._often = re.compile(
            rf"\b(?:once|twice|{self._number} ?(?:times|x))(?: (?:a|per|each|every|/))* ?"
            r"(?:day|week|wk|month|mo|night|year)s?\b"
            r"|\bevery (?:other |\d+ )?(?:day|week|month|hour)s?\b|\b(?:daily|weekly|monthly|nightly)\b"
        )
        self._length = re.compile(
            rf"\b(?:(?:about|around|almost|nearly|over|approximately|approx|more than|at least|for|por|durante|casi|unos|unas) )*"  # noqa: E501
            rf"(?:({self._number})(?: ?- ?| to | or )(?:{self._number}) ({units})|({self._number})(?: and a half| 1 / 2| y medio)? ({units})(?: and a half| y medio)?)\b(?! (?:ago|old|apart|later|after))"  # noqa: E501
        )
        self._lasting = re.compile(
            rf"\b(?:relief|helped|helps|help|better|worked|improvement|pain free)(?: \w+)? (?:for|of|up to|lasting|lasted)(?: (?:about|only|just|maybe|around|up to|over))* {self._number}(?: ?- ?\d+| to \d+)? (?:{units}|hours?)\b"  # noqa: E501
            rf"|\b{self._number}(?: ?- ?\d+| to \d+)? (?:{units}|hours?) of (?:\w+ )?(?:relief|help|improvement)\b"
            rf"|\b(?:alivio|ayud\w+|sirvi\w+|funcion\w+|alivi\w+)(?: \w+)? {self._number} (?:{units}|horas?)\b"
        )
        self._half = re.compile(r"and a half|1 / 2|y medio")
        date = rf"(?:(?:(?:early|mid|late) ?-? ?)?(?:({months})\.? (?:of |de )?)?({_YEAR})|(\d{{1,2}}) / ({_YEAR})|(\d{{1,2}}) / (\d{{1,2}}) / (\d{{4}}|\d{{2}}))"  # noqa: E501
        self._range = re.compile(
            rf"\b(?:from |between |de |desde )?(?:({months}) ?-? ?)?{date} ?(?:to|-|–|until|till|thru|through|and|a|hasta) (?:(now|present|today|current|ahora|hoy)\b|{date})"  # noqa: E501
        )
        self._months_of_year = re.compile(
            rf"\b(?:from )?({months}) ?(?:to|-|–|until|through) ({months}) (?:of )?({_YEAR})\b"
        )
        self._since = re.compile(rf"\b(?:since|starting(?: in)?|started(?: in)?|began(?: in)?|desde) {date}")
        self._until = re.compile(
            rf"\b(?:until|till|through|(?:ended|stopped|removed|explanted|taken out|quit)(?: in| on)?|hasta) {date}"
        )
        self._date = re.compile(rf"\b(?:in |en |back in |around )?{date}\b")
        self._ago = re.compile(rf"\b({self._number}) ({units}) ago\b|\bhace ({self._number}) ({units})\b")
        self._last = re.compile(
            r"\b(last|this) (year|summer|winter|spring|fall|month)\b|\bel (ano) pasado\b|\b(este) ano\b"
        )
        self._count = re.compile(
            rf"\b({self._number}) (?:\w+ )?(?:visits?|sessions?|appointments?|rounds?|treatments?|injections?|shots?|infusions?|blocks?|times|sesiones|visitas|veces|courses?|trials?|procedures?|series)\b"  # noqa: E501
            rf"|\bx ?(\d{{1,2}})\b(?! ?(?:{units})\b)|\b(\d{{1,2}}) ?x\b(?! ?\d)"
            rf"|\( ?(\d{{1,2}}) ?(?=in|over|total|since|between|\))|\b(twice|once)\b(?! ?(?:a|per|each|every|daily|the|i|it|{units})\b)"  # noqa: E501
        )
        self._compared = re.compile(r"\b(?:in|within|en)(?: (?:about|over|almost|nearly|like|the (?:last|past)))*\s*$")
        self._goes_on = re.compile(
            r"\b(?:still (?:on|take|taking|use|using|do|doing|get|getting|go|going)|ongoing|until (?:now|today)"
            r"|(?:to|till|until) (?:now|today|present)|(?:i )?(?:take|use) it (?:now|every day)|todavia|sigo)\b"
        )
        self._alone = re.compile(rf"(?:^|\s)({self._number})\s*$")
        self._because = re.compile(r"\b(?:because|due to|since|porque|por mis?)\b")
        self._prescriber = [re.compile(rf"\b(?:{pattern})\b") for pattern in words.prescriber]
        self._outcomes = [(name, re.compile(rf"\b(?:{p})")) for name, ps in words.outcomes.items() for p in ps]

    def of(self, tokens: list[_Token], today: dt.date, before: list[_Token] | None = None) -> _Found:
        """Details of these tokens.

        Args:
            tokens: In order; the name itself may be missing among them.
            today: The day of telling.
            before: The tokens right before the name, where a bare number counts ("2 nerve blocks").
        """
        text, places = _joined(tokens)
        found = _Found(None, "")
        spans: list[tuple[int, int]] = []

        def free(match: re.Match[str]) -> bool:
            return not any(match.start() < end and start < match.end() for start, end in spans)

        def use(match: re.Match[str]) -> None:
            spans.append(match.span())

        lasting = [match.span() for match in self._lasting.finditer(text)]
        for pattern in self._prescriber:
            for match in pattern.finditer(text):
                if free(match):
                    found.prescriber = found.prescriber or _original(tokens, places, match.span())
                    use(match)
        best = self._outcome(text)
        if best:
            found.outcome, match = best
            span = match.span()
            if found.outcome == "contraindicated" and (why := self._because.search(text)):
                span = (min(span[0], why.start()), len(text))
                spans.append((why.start(), len(text)))
            found.reason = _original(tokens, places, span)
            use(match)
            for other in self._others(text, spans):
                use(other)
        for match in self._dose.finditer(text):
            if free(match) and not re.match(rf"^{_YEAR}$", match.group(0)):
                found.dose = found.dose or _original(tokens, places, match.span())
                use(match)
        self._when(text, today, found, free, use)
        for match in self._often.finditer(text):
            if free(match):
                # A therapy has no dose but a rhythm: "3 times a week".
                found.dose = found.dose or _original(tokens, places, match.span())
                use(match)
        spans += lasting  # how long the relief lasted is not how long the treatment did
        for match in self._length.finditer(text):
            if free(match) and self._compared.search(text[: match.start()]):
                use(match)  # "the first time I slept in 3 years" tells how long it had not been so
            elif free(match) and not _A_DAY.fullmatch(match.group(0)):
                days = self._days(match)
                found.duration_days = found.duration_days or days
                use(match)
        for match in self._count.finditer(text):
            if free(match):
                number = next(group for group in match.groups() if group)
                found.count = found.count or int({"once": 1, "twice": 2}.get(number) or self._value(number))
                use(match)
        if before and found.count is None:
            told, _ = _joined(before)
            if alone := self._alone.search(told):
                value = self._value(alone.group(1))
                if alone.group(1) not in ("a", "an", "un", "una") and value == int(value) and value <= 100:
                    found.count = int(value)
                    spans.append(alone.span(1))
        found.used = [
            (tokens[places[s]].start, tokens[places[max(s, e - 1)]].end) for s, e in map(_trimmed(text), spans)
        ]
        return found

    def _outcome(self, text: str) -> tuple[str, re.Match[str]] | None:
        """The outcome that is told first; of two that begin together the longer."""
        hits = [
            (m.start(), -len(m.group(0)), n, name, m)
            for n, (name, p) in enumerate(self._outcomes)
            if (m := p.search(text)) and m.group(0).strip()
        ]
        if not hits:
            return None
        *_, name, match = min(hits, key=lambda hit: hit[:3])
        if name == "helped" and _DENIED.search(text[: match.start()]):
            return "none", match  # praise after a "no" is none, whatever stands between
        return name, match

    def _others(self, text: str, spans: list[tuple[int, int]]) -> Iterator[re.Match[str]]:
        """Further words of outcome: they are understood, though only the first counts."""
        for _, pattern in self._outcomes:
            for match in pattern.finditer(text):
                if match.group(0).strip() and not any(match.start() < e and s < match.end() for s, e in spans):
                    yield match

    def _when(self, text: str, today: dt.date, found: _Found, free: Any, use: Any) -> None:
        for match in self._months_of_year.finditer(text):
            if free(match):
                first, second, year = match.groups()
                found.start, found.end = f"{year}-{self._month(first)}", f"{year}-{self._month(second)}"
                use(match)
        for match in self._range.finditer(text):
            if free(match):
                lead, *groups = match.groups()
                start = self._iso(groups[:7]) if any(groups[:7]) else None
                if lead and start and len(start) == 4:
                    start = f"{start}-{self._month(lead)}"
                found.start = found.start or start
                found.end = found.end or (None if groups[7] else self._iso(groups[8:15]))
                use(match)
        found.ongoing = bool(self._goes_on.search(text))
        for pattern, name in ((self._since, "start"), (self._until, "end"), (self._date, "start")):
            for match in pattern.finditer(text):
                if free(match):
                    found.ongoing = found.ongoing or (
                        pattern is self._since and match.group(0).startswith(("since", "desde"))
                    )
                    if getattr(found, name) is None:
                        setattr(found, name, self._iso(match.groups()))
                    use(match)
        for match in self._ago.finditer(text):
            if free(match):
                number, unit = (match.group(1), match.group(2)) if match.group(1) else (match.group(3), match.group(4))
                day = today - dt.timedelta(days=self._value(number) * self._unit_days[unit])
                found.start = found.start or (
                    str(day.year) if self._unit_days[unit] == 365 else f"{day.year}-{day.month:02d}"
                )
                use(match)
        for match in self._last.finditer(text):
            if free(match):
                which, what = match.group(1) or ("last" if match.group(3) else "this"), match.group(2) or "year"
                if what == "month":
                    day = today.replace(day=1) - dt.timedelta(days=1 if which == "last" else 0)
                    found.start = found.start or f"{day.year}-{day.month:02d}"
                else:
                    found.start = found.start or str(today.year - (which == "last"))
                use(match)

    def _month(self, name: str) -> str:
        return f"{self._words.months[name]:02d}"

    def _iso(self, groups: Sequence[str | None]) -> str | None:
        month, year, number, of, m, d, y = groups
        if year:
            return f"{year}-{self._month(month)}" if month else year
        if number and of:
            return f"{of}-{int(number):02d}" if 1 <= int(number) <= 12 else of
        if m and d and y:
            whole = y if len(y) == 4 else f"20{y}"
            try:
                return dt.date(int(whole), int(m), int(d)).isoformat()
            except ValueError:
                return whole
        return None

    def _value(self, number: str) -> float:
        if number in self._words.numbers:
            return self._words.numbers[number]
        return float(number.replace(",", ""))

    def _days(self, match: re.Match[str]) -> int:
        number, unit = (match.group(1), match.group(2)) if match.group(1) else (match.group(3), match.group(4))
        value = self._value(number) + (0.5 if self._half.search(match.group(0)) else 0)
        return max(1, round(value * self._unit_days[unit]))


def _singular(words: Sequence[str]) -> str:
    last = words[-1]
    return " ".join([*words[:-1], last[:-1]]) if last.endswith("s") and len(last) > 3 else ""


@lru_cache(maxsize=1)
def _dictionary() -> Any:
    """Words of English and of Spanish."""
    from spellchecker import SpellChecker

    return SpellChecker(language=["en", "es"], distance=1)


@lru_cache(maxsize=4096)
def is_word(word: str) -> bool:
    """Whether a word is one of English or Spanish, and so no misspelled name."""
    return word in _dictionary()


def _tokens(text: str) -> list[_Token]:
    return [_Token(m.group(0), _word(m.group(0)), m.start(), m.end()) for m in _TOKEN.finditer(text)]


def _distinct(mentions: list[_Mention], tokens: list[_Token]) -> list[_Mention]:
    """Without a second name of one thing: "CBT with a pain psychologist", "pump with baclofen"."""
    kept: list[_Mention] = []
    for mention in mentions:
        between = {token.word for token in tokens[kept[-1].last + 1 : mention.first]} if kept else set()
        joined = bool(between & {"with", "con"}) and between <= _WITH
        same = kept and kept[-1].treatment == mention.treatment
        if kept and joined and (same or (kept[-1].kind, mention.kind) == ("procedure", "drug")):
            kept[-1] = replace(kept[-1], last=mention.last)
        else:
            kept.append(mention)
    return kept


def _readable(text: str) -> str:
    """The text, as long as it was, without full stops that end nothing."""
    return _TITLE.sub(r"\1 ", _NUMBERED.sub(_as_line, text))


def _as_line(match: re.Match[str]) -> str:
    """The number of an entry in a list becomes the end of a line, as long as it was."""
    return "\n".ljust(len(match.group(0)))


def _word(said: str) -> str:
    """A word folded; a number as it is, for "1.5" is one number."""
    return said if said[0].isdigit() else plain(said) or said


def _boundary(tokens: list[_Token], first: int, last: int) -> int:
    """Where the next entry begins: after the last break between two names, else at the next name."""
    for at in range(last - 1, first - 1, -1):
        if tokens[at].breaks:
            return at + 1
    return last


def _lead(tokens: list[_Token], first: int, *, soft: bool = False) -> int:
    """Where the stretch of the first name begins, when sentences (`soft`: or clauses) stand before it."""
    for at in range(first - 1, -1, -1):
        if tokens[at].hard or (soft and tokens[at].said in _SOFT):
            return at + 1
    return 0


def _clauses(tokens: list[_Token], first: int, last: int) -> Iterator[tuple[int, int]]:
    """Stretches between commas, stops and line ends."""
    begin = first
    for at in range(first, last):
        token = tokens[at]
        inside_date = (
            token.said in "/-"
            and 0 < at < len(tokens) - 1
            and tokens[at - 1].word[:1].isdigit()
            and tokens[at + 1].word[:1].isdigit()
        )
        if (token.hard or token.said in ",|") and not inside_date:
            if at > begin:
                yield begin, at
            begin = at + 1
    if last > begin:
        yield begin, last


def _joined(tokens: Sequence[_Token]) -> tuple[str, list[int]]:
    """The folded words with one space between them, and for each character the token it belongs to."""
    places: list[int] = []
    parts: list[str] = []
    for number, token in enumerate(tokens):
        if parts:
            parts.append(" ")
            places.append(number)
        parts.append(token.word)
        places += [number] * len(token.word)
    return "".join(parts), places


def _trimmed(text: str) -> Any:
    def trim(span: tuple[int, int]) -> tuple[int, int]:
        start, end = span
        while start < end and text[start] == " ":
            start += 1
        while end > start and text[end - 1] == " ":
            end -= 1
        return start, end

    return trim


def _original(tokens: Sequence[_Token], places: list[int], span: tuple[int, int]) -> str:
    """The words as they were written."""
    covered = [tokens[at] for at in sorted(set(places[span[0] : span[1]]))]
    said = "".join(
        token.said if before and token.start == before.end else f" {token.said}"
        for before, token in zip([None, *covered], covered, strict=False)
    )
    return said.strip()


def _as_written(text: str, tokens: list[_Token], first: int, last: int) -> str:
    return text[tokens[first].start : tokens[last].end]


def _take(entry: Entry, found: _Found) -> None:
    """Add details to an entry; what it has stays."""
    for name in ("dose", "start", "end", "duration_days", "count", "prescriber"):
        if getattr(entry, name) is None:
            setattr(entry, name, getattr(found, name))
    entry.ongoing = (entry.ongoing or found.ongoing) and entry.end is None
    if entry.outcome == "unknown" and found.outcome != "unknown":
        entry.outcome, entry.reason = found.outcome, found.reason


def _fresh(entry: Entry, found: _Found) -> bool:
    """Whether details rather begin a new treatment: the entry before has such details already."""
    return bool(
        (found.outcome != "unknown" and entry.outcome != "unknown")
        or (found.duration_days and entry.duration_days)
        or (found.start and entry.start)
    )


def _share(made: Iterable[tuple[_Mention, Entry]], tokens: list[_Token]) -> None:
    """Names told in one breath share what follows the last of them ("gabapentin and lyrica for 6 months each")."""
    pairs = list(made)
    for (one, entry), (two, after) in reversed(list(itertools.pairwise(pairs))):
        between = [token.word for token in tokens[one.last + 1 : two.first]]
        bare = entry.outcome == "unknown" and not (entry.duration_days or entry.start or entry.dose or entry.count)
        if not bare or any(token.hard for token in tokens[one.last + 1 : two.first]):
            continue
        close = all(word in _TOGETHER or word in {",", "both", "either", "also"} for word in between)
        tail = {token.word for token in tokens[two.last + 1 : two.last + 25]}
        if close and (set(between) & _TOGETHER or tail & _SHARE):
            entry.duration_days, entry.start, entry.end = after.duration_days, after.start, after.end
            entry.outcome, entry.reason = after.outcome, after.reason
