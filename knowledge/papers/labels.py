"""Values after their labels: on the same line, in the cell beside it, or below it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from knowledge.papers.layout import Line
from knowledge.papers.letter import LEAST_CELLS, LONGEST, Letter, Value, cells, words_of, wrapped
from knowledge.papers.page import Run
from knowledge.papers.values import LONG_FIELDS, made
from knowledge.papers.words import FieldWords, Found, PaperWords, compiled

CONTINUED = (*LONG_FIELDS, "service", "diagnosis")
"""Fields whose value may go on in the next lines."""
LABELLED, FULL_LINE, MOST_LINES = 70, 45, 14
"""Characters of a line that begins with a label, at most; of one that a paragraph goes on after; lines of a value."""
MOST_CELLS, LEAST_MARKS = 24, 2
"""Cells of a line that are looked at; colons from which a cell may hold several labels."""
BELOW, LINES_BELOW = 4, 2
"""Heights of a line, and lines, below a label within which its value may stand."""
_STARTS = (
    r"(?:^|(?<=[|;\u2022])|(?<=   )|(?<=\) )|(?<=, )|(?<=^Re: )|(?<=^RE: )|(?<=[a-z\d][.!?] ))\s*"
    r"(?:[\u2022*-]\s*)?(?:the |your |our |el |la |su )?"
)
_ENDS = r"[:#\uff1a]|\.{3,}|(?= *$)|(?= +(?:on +)?[A-Z0-9][\w/.-]*\d)|(?= +(?:on +)?[A-Z][a-z]+\.? \d)"
_TITLED = re.compile(r"^[A-Z][\w /()-]{2,40}:(\s|$)")


def labelled(one: FieldWords, letter: Letter) -> Iterator[Value]:
    """The values of a field after its labels."""
    for label in one.labels:
        pattern = _pattern(label.pattern)
        for number, line in enumerate(letter.lines):
            row = cells(line)[:MOST_CELLS]
            for place, cell in enumerate(row):
                for text in _parts(words_of(cell), letter.words.every_label):
                    for match in pattern.finditer(text):
                        yield from _after(one, label, match, text, row, place, number, letter)


@lru_cache(maxsize=4096)
def _parts(text: str, every_label: str) -> tuple[str, ...]:
    """A cell in its parts, each with the label at its head: a picture may lose the gap between two of them."""
    if text.count(":") + text.count("#") < LEAST_MARKS:
        return (text,)
    label = compiled(rf"(?<=\s)(?-i:(?=[A-Z\u00c0-\u00dc]))(?P<label>{every_label})\s*[:#]\s")
    starts = [0]
    for match in label.finditer(text):
        before = text[: match.start()].rstrip()
        # Behind a word with a capital a label of one word may be the rest of another one: "Hire Date:".
        if " " in match["label"].strip() or not before.rsplit(" ", 1)[-1][:1].isupper():
            starts.append(match.start())
    return tuple(text[start:end].strip() for start, end in pairwise([*starts, len(text)]))


def is_label(text: str, words: PaperWords) -> bool:
    """Whether the text begins with the label of something."""
    others = compiled(rf"^(?:{words.others})\s*(?:[:#]|$)")
    return bool(others.match(text) or compiled(rf"^(?:the |your |our )?(?:{words.every_label})\s*[:#]").match(text))


def is_told(text: str, words: PaperWords) -> bool:
    """Whether the text is a label with its value behind it."""
    return is_label(text, words) and bool(re.search(r"[:#]\s*\S", text))


def _pattern(label: str) -> re.Pattern[str]:
    """A label where one may stand: at the start of a cell, or after what ends a value."""
    return compiled(rf"{_STARTS}({label})\s*(?P<mark>{_ENDS})\s*")


def _bare(label: str) -> re.Pattern[str]:
    """A label that is all of a cell."""
    return compiled(rf"^(?:the |your |our )?(?:{label})\s*[:#]?$")


def _after(
    one: FieldWords,
    label: Found,
    match: re.Match[str],
    text: str,
    row: list[Run],
    place: int,
    number: int,
    letter: Letter,
) -> Iterator[Value]:
    line, words = letter.lines[number], letter.words
    rest = _until_label(text[match.end() :], words)
    cut = len(rest) < len(text[match.end() :])
    if rest.strip() and not match["mark"] and one.type not in ("date", "id", "phone"):
        return
    if rest.strip():
        if one.field in CONTINUED and place == len(row) - 1 and not cut:
            rest = _continued(rest, number, letter)
        yield from made(one, words, label.sure, rest, line.page, f"{match.group(0).strip()} {rest}")
        return
    if not match["mark"] and (text[match.end() :].strip() or text != match.group(0).strip()):
        return
    header = not match["mark"] and len(row) > 1 and _is_header(row, words)
    if place + 1 < len(row) and not header:
        beside = words_of(row[place + 1])
        if not is_label(beside, words):
            yield from made(one, words, label.sure, beside, line.page, f"{text} {beside}")
            return
    yield from _below(one, label, row[place], number, letter)


def _is_header(row: list[Run], words: PaperWords) -> bool:
    """Whether a row is nothing but labels, the heads of columns: all of its cells or, of many, all but a few."""
    labels = [_is_bare_label(words_of(cell), words) for cell in row]
    known = sum(labels)
    if len(row) > 3 and known and not any(labels[1::2]):
        return False  # label, value, label, value
    return known == len(row) or (len(row) > 2 and known >= len(row) - 1) or (len(row) > 3 and known >= 2)


def _is_bare_label(text: str, words: PaperWords) -> bool:
    return bool(_bare(words.others).match(text)) or any(
        _bare(label.pattern).match(text) for one in words.fields for label in one.labels
    )


def _below(one: FieldWords, label: Found, cell: Run, number: int, letter: Letter) -> Iterator[Value]:
    """The value under a label: the cell below, or the paragraph below a heading."""
    above = letter.lines[number]
    for at, line in enumerate(letter.lines[number + 1 : number + 1 + LINES_BELOW], number + 1):
        if line.page != above.page or line.top - above.bottom > BELOW * max(above.height, 8):
            return
        under = [run for run in cells(line) if run.left < cell.right + 6 and run.right > cell.left - 6]
        if not under:
            continue
        text = words_of(under[0])
        if one.field in CONTINUED and len(line.cells) >= LEAST_CELLS:
            text = wrapped(at, letter.lines)[cells(line).index(under[0])]
        if is_label(text, letter.words):
            return
        if one.field in LONG_FIELDS and len(cells(line)) == 1:
            text = _continued(text, at, letter)
        yield from made(one, letter.words, label.sure - 0.05, text, line.page, f"{cell.text.strip()} {text}")
        return


def _until_label(text: str, words: PaperWords) -> str:
    """The text up to the next label on the same line."""
    # A picture may lose the gap before it: "TX-0317-88402Provider: …".
    found = compiled(
        rf"(?:\s{{2,}}|[|;,]\s*|\s|(?<=\d)(?=(?-i:[A-Z][a-z])))(?=(?:{words.every_label})\s*[:#]\s)"
    ).search(text)
    return text[: found.start()] if found else text


def _continued(text: str, number: int, letter: Letter) -> str:
    """A value that goes on over the next lines, to the end of its paragraph."""
    line = letter.lines[number]
    for following in letter.lines[number + 1 : number + MOST_LINES]:
        told = words_of(following)
        if not _follows(line, following) or _begins_anew(told, letter.words) or len(text) > LONGEST:
            break
        text = text[:-1] + told if re.search(r"[a-z]-$", text) and told[:1].islower() else f"{text} {told}"
        line = following
    return text


def _follows(line: Line, following: Line) -> bool:
    close = following.page == line.page and 0 <= following.top - line.bottom <= 0.75 * max(line.height, 6)
    return close and len(line.text) >= FULL_LINE


def _begins_anew(told: str, words: PaperWords) -> bool:
    """Whether a line begins with a label of its own."""
    short = len(told) < LABELLED and compiled(rf"^(?:{words.every_label})\s+[A-Z0-9-]*\d").match(told)
    return bool(is_label(told, words) or _TITLED.match(told) or short)
