"""Rows of tables, and codes wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from knowledge.papers import dates
from knowledge.papers.letter import LEAST_CELLS, Letter, Value, row, words_of, wrapped
from knowledge.papers.values import judged
from knowledge.papers.words import CodeWords, compiled

LONGEST_DATE, SHORTEST_NAME = 18, 7
"""Characters: a cell of a table that is a date has so many at most, one that names a service more than so many."""
CODED_ROWS = 12
"""So many lines under a word such as "CPT" five digits are taken for a code of a service: the rows of a table."""
IN_ROW, NAMED_IN_ROW, PROCEDURES, REASONS, DIAGNOSES = 0.75, 0.8, 0.9, 0.88, 0.68
ZIP = re.compile(r"\b[A-Z]{2}\.?\s+\d{5}(?:-\d{4})?\b")


def rows(letter: Letter) -> Iterator[Value]:
    """Rows of a table that hold a code of a service: the day beside it, and what the service is called."""
    service, codes = letter.field("service"), letter.words.codes
    for number, line in enumerate(letter.lines):
        if len(row(line)) < LEAST_CELLS or not any(_is_code(cell, codes) for cell in row(line)):
            continue
        cells = wrapped(number, letter.lines)
        days = [found[0][0] for cell in cells if len(found := dates.found(cell)) == 1 and len(cell) <= LONGEST_DATE]
        text = words_of(line)
        if len(set(days)) == 1:
            yield Value("service_date", days[0].isoformat(), line.page, text, IN_ROW)
        for cell in cells:
            if len(cell) > SHORTEST_NAME and any(compiled(one).search(cell) for one in service.looks):
                yield from judged(service, cell, cell, line.page, text, NAMED_IN_ROW)
                break


def _is_code(cell: str, words: CodeWords) -> bool:
    return bool(re.fullmatch(words.procedure, cell) or re.fullmatch(words.supply, cell))


@dataclass
class _Codes:
    """Codes of one kind with where each stands first."""

    found: dict[str, tuple[int, str]] = field(default_factory=dict)

    def add(self, code: str, page: int, text: str) -> None:
        self.found.setdefault(code, (page, text))

    def value(self, name: str, sure: float) -> Iterator[Value]:
        if self.found:
            page, passage = next(iter(self.found.values()))
            yield Value(name, ", ".join(self.found), page, passage, sure)


def codes(letter: Letter) -> Iterator[Value]:
    """Procedure codes, codes of the diagnosis, and codes of the reason, wherever they stand."""
    words = letter.words.codes
    procedures, reasons, diagnoses = _Codes(), _Codes(), _Codes()
    last, headed = "", -CODED_ROWS
    for number, line in enumerate(letter.lines):
        text = words_of(line)
        named = bool(compiled(words.named).search(text) or re.search(words.supply, text))
        headed = number if named else headed
        cells = row(line)
        if named or number - headed < CODED_ROWS or len(cells) >= LEAST_CELLS:
            for code in _procedures(text, words):
                if named or any(code in (cell.split()[:1] + cell.split()[-1:]) for cell in cells):
                    procedures.add(code, line.page, text)
        for code in re.findall(words.supply, text):
            procedures.add(code, line.page, text)
        for code in re.findall(words.reason, text):
            if re.match(r"[A-Z]{2}", code) or compiled(words.reason_near).search(f"{last} {text}"):
                reasons.add(" ".join(code.split()), line.page, text)
        for code in re.findall(words.diagnosis, text):
            if "." in code or compiled(words.diagnosis_near).search(f"{last} {text}"):
                diagnoses.add(code, line.page, text)
        last = text
    yield from procedures.value("codes", PROCEDURES)
    yield from reasons.value("reason_code", REASONS)
    yield from diagnoses.value("diagnosis", DIAGNOSES)


def _procedures(text: str, words: CodeWords) -> Iterator[str]:
    """Numbers that could be codes of services; that of a place after its state is none."""
    places = [one.span() for one in ZIP.finditer(text)]
    for match in re.finditer(rf"(?<![.\w-])({words.procedure})\b(?!-)", text):
        if not any(start <= match.start() < end for start, end in places):
            yield match.group(1)
