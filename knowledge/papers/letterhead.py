"""The head of a letter: who writes, under which plan, on which day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.papers import dates
from knowledge.papers.labels import is_label, is_told
from knowledge.papers.letter import LEAST_CELLS, Letter, Value, cells, words_of
from knowledge.papers.values import judged
from knowledge.papers.words import compiled

HEAD, MOST_WORDS, NEAR_HEAD, DATED, PLAN_WITHIN = 6, 8, 8, 25, 1500
"""Lines of the head; words of a name; lines near the head, lines with the date; characters with the plan."""
AT_TOP, KNOWN_NEAR, KNOWN, BARE_DATE, NAMED_PLAN = 0.88, 0.8, 0.6, 0.9, 0.6
_CUT = re.compile(r"\s*[|\u2022].*$")
_NO_NAME = re.compile(r"\d{3}|[:?]")


def head(letter: Letter) -> Iterator[Value]:
    """Insurer, plan and date of a letter."""
    if letter.lines:
        yield from _insurer(letter)
        yield from _plan(letter)
        yield from _date(letter)


def _insurer(letter: Letter) -> Iterator[Value]:
    """A line at the head that is a company's name; a known name."""
    words, insurer = letter.words, letter.field("insurer")
    first = [line for line in letter.lines if line.page == letter.lines[0].page][:HEAD]
    for number, line in enumerate(first):
        for cell in cells(line):
            name = _CUT.sub("", words_of(cell)).strip(" ,")
            fits = compiled(words.letterhead).search(name) and not compiled(words.not_letterhead).search(name)
            if fits and 1 < len(name.split()) <= MOST_WORDS and not _NO_NAME.search(name):
                yield from judged(insurer, name, name, line.page, name, AT_TOP - 0.02 * number)
    for number, line in enumerate(letter.lines):
        text = words_of(line)
        for payer in words.payers:
            if match := re.search(rf"\b(?:[A-Z][a-z]+ )?{re.escape(payer)}\b(?: (?:of|and|[A-Z][a-z]+)){{0,4}}", text):
                sure = KNOWN_NEAR if number < NEAR_HEAD else KNOWN
                yield from judged(insurer, match.group(0), text, line.page, text, sure)


def _plan(letter: Letter) -> Iterator[Value]:
    every = " ".join(words_of(line) for line in letter.lines)
    kinds = letter.words.plan_kinds
    for one in re.finditer(rf"\b(?:{kinds})\b", every[:PLAN_WITHIN]):
        around = every[max(0, one.start() - 60) : one.end() + 12]
        named = rf"((?:[A-Z][\w&'-]*\s+){{1,5}}(?:{kinds})(?:\s+(?:Plan|Plus|Gold|Silver|Bronze|\d{{3,4}}))*)"
        if match := re.search(named, around):
            name = match.group(1)
            yield from judged(letter.field("plan"), name, name, letter.lines[0].page, name, NAMED_PLAN)
            return


def _date(letter: Letter) -> Iterator[Value]:
    """A line that is nothing but a date, near the head of the first page: the date of the letter."""
    first = [line for line in letter.lines if line.page == letter.lines[0].page][:DATED]
    greeting = compiled(letter.words.greeting)
    for number, line in enumerate(first):
        for cell in cells(line):
            text = cell.text.strip()
            for day, start, end in dates.found(text):
                if start == 0 and end >= len(text.rstrip(" .")) - 1 and _stands_alone(number, cell, letter):
                    yield Value("notice_date", day.isoformat(), line.page, text, BARE_DATE)
        if greeting.match(line.text) or len(cells(line)) >= LEAST_CELLS:
            return


def _stands_alone(number: int, cell: object, letter: Letter) -> bool:
    """Whether a date has no label: beside it stand only labels with their values, over it no bare label."""
    line, words = letter.lines[number], letter.words
    if any(other is not cell and not is_told(other.text.strip(), words) for other in cells(line)):
        return False
    if not number:
        return True
    over = (other.text.strip() for other in cells(letter.lines[number - 1]))
    return not any(is_label(other, words) and not is_told(other, words) for other in over)
