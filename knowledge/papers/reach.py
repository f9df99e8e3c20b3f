"""Where the appeal goes: address, fax and telephone, those that stand nearest to its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from knowledge.papers.letter import Letter, Value, words_of
from knowledge.papers.tables import ZIP
from knowledge.papers.values import PHONE, UNLIKE
from knowledge.papers.words import ReachWords, compiled

AROUND, LED, CLOSE, ADDRESS = 220, 170, 60, 260
"""Characters before a number or a place that are looked at: for the appeal, what leads to it, its kind, an address."""
AGAINST_PHONE, AGAINST_FAX, AGAINST_PLACE, URGENT, NEAR, PERSON = 170, 110, 90, 130, 100, 80
"""Characters before it within which words speak against it."""
QUESTIONS = 60
"""Characters behind a number that say that it is for questions."""
HEAD, GREETED = 250, 400
"""A place among so many first characters, with a greeting within so many, is that of whom the letter is for."""
LEAST_ADDRESS, MOST_ROWS, SHORTEST = 0.4, 6, 12
_EMAIL = re.compile(r"\S+@\S+")


@dataclass(frozen=True)
class _Reach:
    """All lines as one text, with where each page begins."""

    text: str
    starts: tuple[tuple[int, int], ...]
    words: ReachWords

    @classmethod
    def of(cls, letter: Letter) -> _Reach:
        text, starts = "", []
        for line in letter.lines:
            starts.append((len(text), line.page))
            # The words of an e-mail address ("appeals@") say nothing about what stands near it.
            text += _EMAIL.sub(" ", words_of(line)) + "\n"
        return cls(text, tuple(starts), letter.words.reach)

    def page_at(self, offset: int) -> int:
        return max((one for one in self.starts if one[0] <= offset), default=(0, 1))[1]

    @cached_property
    def about(self) -> re.Pattern[str]:
        return compiled(self.words.about)

    @cached_property
    def against(self) -> re.Pattern[str]:
        return compiled(self.words.against)


def reach(letter: Letter) -> Iterator[Value]:
    """Address, fax and telephone of the appeal."""
    found = _Reach.of(letter)
    yield from _places(found)
    yield from _numbers(found)


# --- places -------------------------------------------------------------------------------------------


def _places(found: _Reach) -> Iterator[Value]:
    text = found.text
    for match in ZIP.finditer(text):
        address, lead = _address(text[max(0, match.start() - ADDRESS) : match.start()], match.group(0), found.words)
        greeted = match.start() < HEAD and "\ndear" in text[match.end() : match.end() + GREETED].casefold()
        if not address or greeted:
            continue
        sure = _place_sure(address, lead[-LED:], found)
        if sure > LEAST_ADDRESS:
            passage = f"{lead[-PERSON:]} {address}".strip()
            yield Value("appeal_address", address, found.page_at(match.start()), passage, sure)


def _place_sure(address: str, near: str, found: _Reach) -> float:
    """How sure it is that a place is where the appeal goes; 0 where nothing speaks for it."""
    named = found.about.search(address)
    if not found.about.search(near) and not named:
        return 0.0
    sure = (0.88 if compiled(found.words.sends).search(near) else 0.72) + (0.06 if named else 0.0)
    if not found.about.search(near[-NEAR:]) and not named:
        sure -= 0.2
    person = compiled(found.words.of_person).search(near[-PERSON:])
    if found.against.search(near[-AGAINST_PLACE:]) or found.against.search(address) or person:
        sure -= 0.4
    return sure


def _address(before: str, end: str, words: ReachWords) -> tuple[str, str]:
    """The address that ends with a state and a ZIP code, and what stands before it."""
    cut = 0
    for match in compiled(words.lead_in).finditer(before):
        if len(before) - match.end() >= SHORTEST:
            cut = match.end()
    body = before[cut:]
    inline = bool(cut) and "\n" not in before[cut - 2 : cut]
    rows = [row.strip() for row in body.split("\n") if row.strip(" ,")]
    if not inline:
        rows = [row.strip(" ,") if row is not rows[-1] else row for row in rows]
    while rows and (len(rows) > MOST_ROWS or (len(rows) > 1 and re.search(r"[.:?]$", rows[0]))):
        rows.pop(0)
    address = (" " if inline else ", ").join([*rows[:-1], f"{rows[-1]} {end}"]) if rows else ""
    numbered = re.search(r"\d", address.replace(end, "")) or compiled(words.box).search(address)
    if not numbered and not compiled(words.named).search(address):
        return "", before
    address = compiled(words.verb).sub("", address)
    address = re.sub(rf"^.*{PHONE.pattern}[,;]?\s*(?:or|o)?\s*(?=\S)", "", address)
    return " ".join(address.split()), before[: len(before) - len(body)] or before


# --- numbers ------------------------------------------------------------------------------------------


def _numbers(found: _Reach) -> Iterator[Value]:
    text, words = found.text, found.words
    both = re.compile(rf"(?:{words.both})\W{{0,4}}({PHONE.pattern})\D{{1,5}}({PHONE.pattern})", re.IGNORECASE)
    for pair in both.finditer(text):
        yield Value("appeal_phone", pair[1], found.page_at(pair.start()), pair.group(0), 0.8)
        yield Value("appeal_fax", pair[2], found.page_at(pair.start()), pair.group(0), 0.75)
    paired = [pair.span() for pair in both.finditer(text)]
    for match in PHONE.finditer(text):
        if any(start <= match.start() < end for start, end in paired):
            continue
        before = text[max(0, match.start() - AROUND) : match.start()]
        kind = _kind(match, before[-CLOSE:], found)
        if kind is None:
            continue
        sure = _fax_sure(before, found) if kind == "appeal_fax" else _phone_sure(match, before, found)
        if sure >= UNLIKE:
            passage = (before[-CLOSE:].split("\n")[-1] + match.group(0)).strip()
            yield Value(kind, match.group(0), found.page_at(match.start()), passage, sure)


def _kind(match: re.Match[str], near: str, found: _Reach) -> str | None:
    """Fax or telephone, by the word behind the number or the last one before it; None for a line for the deaf."""
    behind = compiled(found.words.behind).match(found.text, match.end())
    called = [one.group(0) for one in compiled(found.words.called).finditer(near)]
    kind = behind[1] if behind else called[-1] if called else ""
    if compiled(found.words.deaf).search(kind) or compiled(rf"(?:{found.words.deaf})[^\d]{{0,12}}$").search(near):
        return None
    return "appeal_fax" if kind.lower().startswith("fa") else "appeal_phone"


def _fax_sure(before: str, found: _Reach) -> float:
    sure = 0.9 if found.about.search(before) else 0.5
    if found.against.search(before[-AGAINST_FAX:]):
        sure -= 0.35
    return sure - (0.13 if compiled(found.words.urgent).search(before[-URGENT:]) else 0.0)


def _phone_sure(match: re.Match[str], before: str, found: _Reach) -> float:
    words, near = found.words, before[-CLOSE:]
    sure = 0.78 if found.about.search(before) else 0.48
    behind = compiled(words.behind).match(found.text, match.end())
    if not behind and not compiled(rf"(?:{words.called_at})[^.]{{0,50}}$").search(near):
        sure -= 0.25
    if found.against.search(before[-AGAINST_PHONE:]):
        sure -= 0.35
    if compiled(words.urgent).search(before[-URGENT:]):
        sure -= 0.13
    behind_it = found.text[match.end() : match.end() + QUESTIONS].split("\n\n")[0]
    asks = compiled(words.questions).search(re.split(r"[.;]\s", behind_it)[0])
    if asks or _last(compiled(words.questions), before) > _last(found.about, before):
        sure = min(sure, UNLIKE)
    return sure


def _last(pattern: re.Pattern[str], text: str) -> int:
    """Where the pattern last stands in the text; -1 where it does not."""
    return max((match.start() for match in pattern.finditer(text)), default=-1)
