"""From pieces of text to reading order: rows, columns, headings, paragraphs, whole sentences.

A column is found by the gap that many rows share. A running head or foot is what many pages repeat at their edge. A
word parted at the end of a line is joined as the rest of the paper spells it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Literal

from knowledge.papers.page import Page, Run

GUTTER, SPLIT_ROWS, PROSE_WORDS = 1.0, 5, 3.2
"""A gap between columns: so many heights of a letter wide, shared by so many rows, with so many words beside it."""
IN_CELLS = 0.4
"""Part of the rows with more than one cell on a side from which on they are a table."""
HYPHENS = ("-", "\u00ad", "\u2010")
EDGE_ROWS = 3
"""Running heads and feet stand in so many rows at the edge of a page."""
HEADING_WORDS, TITLE_WORDS, FULL_LINE = 14, 10, 60
"""Words of a heading that something marks, and of one that nothing marks; letters of a line that fills its column."""
Kind = Literal["heading", "text", "item", "contents"]


@dataclass(frozen=True, slots=True)
class Line(Run):
    """One line of one column, with the pieces that it is made of."""

    page: int = 0
    cells: tuple[Run, ...] = ()


@dataclass(slots=True)
class Block:
    """A heading, a paragraph, an item of a list, or a row of a table of contents."""

    kind: Kind
    text: str
    page: int
    heading: str = ""
    sure: float = 1.0
    starts: list[tuple[int, int]] = field(default_factory=list)
    """Where in `text` a page begins: (offset, page)."""

    def page_at(self, offset: int) -> int:
        """The page on which a letter of `text` stands."""
        return max(((start, page) for start, page in self.starts if start <= offset), default=(0, self.page))[1]


# --- rows -------------------------------------------------------------------------------------------


def rows(page: Page) -> list[list[Run]]:
    """Runs side by side, from the top; each row from the left."""
    found: list[list[Run]] = []
    for run in sorted((run for run in page.runs if run.text.strip()), key=lambda one: (one.middle, one.left)):
        if found:
            last = found[-1]
            middle = sum(one.middle for one in last) / len(last)
            smaller = min(run.height, min(one.height for one in last))
            if abs(run.middle - middle) <= max(0.45 * smaller, 1.0):
                last.append(run)
                continue
        found.append([run])
    return [_joined(sorted(row, key=lambda one: one.left)) for row in found]


def _joined(row: list[Run]) -> list[Run]:
    """Join what the gap of a word parts; a wider gap stays."""
    made: list[Run] = []
    for run in row:
        if made and run.left - made[-1].right < 0.9 * max(run.height, made[-1].height):
            last = made[-1]
            close = run.left - last.right < 0.08 * last.height or run.text.strip() in HYPHENS
            space = "" if close else " "
            text = f"{last.text.rstrip()}{space}{run.text.lstrip()}" if space else last.text + run.text
            made[-1] = Run(
                text, last.left, min(last.top, run.top), max(run.right, last.right), max(last.bottom, run.bottom),
                last.bold and run.bold, min(last.sure, run.sure),
            )  # fmt: skip
        else:
            made.append(run)
    return made


def _line(row: Sequence[Run], page: int) -> Line:
    return Line(
        "   ".join(" ".join(run.text.split()) for run in row),
        row[0].left,
        min(run.top for run in row),
        max(run.right for run in row),
        max(run.bottom for run in row),
        all(run.bold for run in row),
        min(run.sure for run in row),
        page,
        tuple(row),
    )


# --- columns ----------------------------------------------------------------------------------------


def lines(page: Page) -> list[Line]:
    """The lines of a page in the order in which a person reads them."""
    return _ordered(rows(page), page.number, 0)


def _ordered(table: list[list[Run]], page: int, depth: int) -> list[Line]:
    gutter = _gutter(table) if depth < 3 else None
    if gutter is None:
        return [_line(row, page) for row in table]
    found: list[Line] = []
    region: list[list[Run]] = []

    def close() -> None:
        left = [part for row in region if (part := [run for run in row if run.right <= gutter])]
        right = [part for row in region if (part := [run for run in row if run.left >= gutter])]
        if sum(len(row) > 1 and row[0].right <= gutter <= row[-1].left for row in region) < 2:
            found.extend(_line(row, page) for row in region)
        else:
            found.extend(_ordered(left, page, depth + 1))
            found.extend(_ordered(right, page, depth + 1))
        region.clear()

    for row in table:
        if any(run.left < gutter < run.right for run in row):
            close()
            found.append(_line(row, page))
        else:
            region.append(row)
    close()
    return found


def _gutter(table: list[list[Run]]) -> float | None:
    """Where the gap is that parts two columns of prose; None where there is none, or a table's."""
    gaps = [
        (left.right, right.left)
        for row in table
        for left, right in pairwise(row)
        if right.left - left.right >= GUTTER * min(left.height, right.height)
    ]
    if len(gaps) < SPLIT_ROWS:
        return None
    best, count = None, 0
    lows, highs = sorted(low for low, _ in gaps), sorted(high for _, high in gaps)
    for start, end in gaps:
        at = (start + end) / 2
        within = bisect_left(lows, at) - bisect_right(highs, at)  # gaps that begin before it, without those that end
        if within > count:
            best, count = at, within
    crossed = sum(any(run.left < (best or 0) < run.right for run in row) for row in table)
    if best is None or count < SPLIT_ROWS or count < crossed * 0.5:
        return None
    halves = [
        (row[:cut], row[cut:]) for row in table if (cut := sum(run.right <= best for run in row)) and cut < len(row)
    ]
    if len(halves) < 3 or _words(halves, 0) < PROSE_WORDS:
        return None
    if sum(len(left) > 1 or len(right) > 1 for left, right in halves) > IN_CELLS * len(halves):
        return None  # most of its rows have more cells than two: a table
    # A table has labels on its left, or its two sides on the same lines from first to last.
    beside = [row for row in table if row[0].left < best]
    aligned = len(halves) / max(1, len(beside))
    return best if _words(halves, 1) >= PROSE_WORDS or aligned < 0.7 else None


def _words(halves: list[tuple[list[Run], list[Run]]], side: int) -> float:
    """Words in a row of one side, on average."""
    return sum(len(" ".join(run.text for run in half[side]).split()) for half in halves) / len(halves)


# --- the whole paper --------------------------------------------------------------------------------


def _mask(text: str) -> str:
    return re.sub(r"\W+", " ", re.sub(r"\d+|\b[ivxlc]+\b", "#", text.casefold())).strip()


def without_running_heads(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """Lines without what many pages repeat at their upper and lower edge, and without bare page numbers."""
    if len(pages) < 2:
        return [list(page) for page in pages]
    edges = [_edges(page) for page in pages]
    counted = Counter(mask for page in edges for mask in {_mask(line.text) for line in page})
    enough = max(2, len(pages) * 0.3) if len(pages) > 3 else 2
    repeated = {mask for mask, count in counted.items() if count >= enough}
    kept = []
    for page, edge in zip(pages, edges, strict=True):
        drop = {
            id(line)
            for line in edge
            if _mask(line.text) in repeated or re.fullmatch(r"\W*(page )?#( of #)?\W*", _mask(line.text))
        }
        kept.append([line for line in page if id(line) not in drop])
    return kept


def _edges(page: list[Line]) -> list[Line]:
    by_top = sorted(page, key=lambda line: line.top)
    return [*by_top[:EDGE_ROWS], *by_top[-EDGE_ROWS:]] if len(by_top) > 2 * EDGE_ROWS else by_top[:2] + by_top[-1:]


CONTENTS_END = 120
"""Characters at the end of a line in which the dots and the number of a page are looked for."""
_CONTENTS = re.compile(r"(\.\s?){4,}\s*\d+\s*$|\s{3,}\d{1,3}\s*$|_{4,}\s*\d+\s*$|\u2026\s*\d+\s*$")
_ITEM = re.compile(
    r"^\s*(?:[\u2022\u25aa\u25cf\u25e6\u2013\u2014*\u00b7\uf0b7-]\s+"
    r"|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+(?=\S))",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!?:;][\"\u201d\u2019')\]]*$")
_NUMBERED = re.compile(
    r"^(?:(?:section|article|part|chapter|appendix)\s+[\dA-Z]+|\d{1,2}(?:\.\d{1,2}){1,3}\.?|\d{1,2}\.|[A-Z]\.|[IVX]{1,5}\.)\s+\S",
    re.IGNORECASE,
)


def is_contents(text: str) -> bool:
    """Whether a line is a row of a table of contents."""
    return bool(_CONTENTS.search(text[-CONTENTS_END:])) and len(text.split()) <= 18


def blocks(pages: Iterable[Page]) -> list[Block]:
    """Headings, paragraphs and items of a whole paper, in reading order; each knows the heading it stands under."""
    every = without_running_heads([lines(page) for page in pages])
    flat = [line for page in every for line in page]
    if not flat:
        return []
    body = median(line.height for line in flat for _ in range(max(1, len(line.text) // 20)))
    spelled = Counter(re.findall(r"[a-z]+(?:-[a-z]+)+|[a-z]{4,}", " ".join(line.text for line in flat).casefold()))
    made: list[Block] = []
    heading, contents = "", False
    for group, following in _with_next(_groups(flat, body)):
        first = group[0]
        text, starts = _text(group, spelled)
        if is_contents(text) or (contents and len(text.split()) <= 12 and is_contents(group[-1].text)):
            contents = True
            made.append(Block("contents", text, first.page, heading))
            continue
        if _is_heading(group, body) or _is_title(group, following):
            contents = bool(re.search(r"\bcontents\b", text, re.IGNORECASE))
            heading = text
            made.append(Block("heading", text, first.page, text))
            continue
        contents = False
        kind: Kind = "item" if _ITEM.match(text) else "text"
        sure = min(line.sure for line in group)
        block = Block(kind, text, first.page, heading, sure, starts)
        if made and _goes_on(made[-1], block):
            _append(made[-1], block, spelled)
        else:
            made.append(block)
    return made


def _groups(flat: list[Line], body: float) -> Iterator[list[Line]]:
    """Lines that belong together."""
    group: list[Line] = []
    for line in flat:
        if group and _breaks(group, line, body):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _with_next(groups: Iterable[list[Line]]) -> Iterator[tuple[list[Line], list[Line]]]:
    """Each group with the one after it."""
    before: list[Line] = []
    for group in groups:
        if before:
            yield before, group
        before = group
    if before:
        yield before, []


def _is_title(group: list[Line], following: list[Line]) -> bool:
    """Whether a single short line stands over a paragraph as its title, though nothing marks it."""
    if len(group) != 1 or not following or len(following[0].text) < FULL_LINE or len(following[0].cells) > 1:
        return False
    return _heads(group[0]) and following[0].page == group[0].page and following[0].text[:1].isupper()


def _heads(line: Line) -> bool:
    """Whether a line reads like a title: few words, no end of a sentence but that of a question."""
    text = line.text.strip()
    few = len(text.split()) <= TITLE_WORDS and len(line.cells) == 1 and not _ITEM.match(text)
    return few and text[:1].isupper() and not re.search(r"[.:;,)\d]$", text) and not re.search(r"\d{3}|@|:", text)


def _breaks(group: list[Line], line: Line, body: float) -> bool:
    last = group[-1]
    if line.page != last.page or line.top < last.top:
        return True
    if abs(line.height - last.height) > 0.25 * body or line.bold != last.bold:
        return True
    if line.top - last.bottom > 0.75 * max(body, last.height):
        return True
    if _ITEM.match(line.text) or is_contents(line.text) or is_contents(last.text):
        return True
    if len(line.cells) > 1 and len(last.cells) > 1:
        return True
    if _NUMBERED.match(line.text) and len(line.text.split()) <= HEADING_WORDS and not _ENDS.search(line.text):
        return True
    if len(group) == 1 and _heads(last) and len(line.text) >= FULL_LINE and line.text[:1].isupper():
        return True
    width = max(one.right for one in group) - min(one.left for one in group)
    short = last.right < max(one.right for one in group) - 0.3 * width or (len(group) == 1 and len(last.text) < 40)
    capital = line.text[:1].isupper() or line.text[:1] in '"\u201c'
    if _ENDS.search(last.text) and short and capital:
        return True
    short = len(group) == 1 and len(last.text.split()) <= HEADING_WORDS
    return short and _shouts(last.text) != _shouts(line.text)


def _shouts(text: str) -> bool:
    letters = [sign for sign in text if sign.isalpha()]
    return len(letters) >= 4 and sum(sign.isupper() for sign in letters) > 0.85 * len(letters)


def _is_heading(group: list[Line], body: float) -> bool:
    text = " ".join(line.text for line in group)
    words = text.split()
    if not words or len(words) > HEADING_WORDS or len(group) > 2 or re.search(r"[.;,]$", text):
        return False
    if not any(sign.isalpha() for sign in text) or (len(group[0].cells) > 1 and not group[0].bold):
        return False
    if re.match(r"^[^:]{2,30}:\s+\S", text):
        return False
    titled = sum(word[:1].isupper() for word in words if len(word) > 3) >= 0.6 * max(
        1, sum(len(word) > 3 for word in words)
    )
    if group[0].height > 1.15 * body and titled:
        return True
    if group[0].bold or _shouts(text):
        return True
    if _ITEM.match(text) and not _NUMBERED.match(text):
        return False
    return bool(_NUMBERED.match(text)) and titled and len(words) <= 10


_KEEP_HYPHEN = {
    "self",
    "off",
    "non",
    "pre",
    "post",
    "out",
    "in",
    "co",
    "long",
    "short",
    "well",
    "evidence",
    "peer",
    "follow",
    "third",
    "high",
    "low",
    "full",
    "cost",
    "fail",
    "health",
    "step",
    "re",
}


def _join(before: str, after: str, spelled: Counter[str]) -> str:
    """Join two lines: a word parted by a hyphen becomes what the rest of the paper makes of it."""
    if not before.endswith(HYPHENS) or not after[:1].islower():
        return f"{before} {after}"
    found = re.search(r"([A-Za-z]+).$", before[-40:])
    if not found:
        return f"{before} {after}"
    start = found.group(1).casefold()
    rest = re.match(r"[A-Za-z]*", after)
    end = rest.group(0).casefold() if rest else ""
    whole, kept = spelled[start + end], spelled[f"{start}-{end}"]
    if before.endswith("-") and (kept > whole or (not whole and start in _KEEP_HYPHEN)):
        return before + after
    return before[:-1] + after


def _text(group: list[Line], spelled: Counter[str]) -> tuple[str, list[tuple[int, int]]]:
    text = ""
    starts: list[tuple[int, int]] = []
    for line in group:
        piece = " ".join(line.text.split()) if not is_contents(line.text) else line.text
        text = _join(text, piece, spelled) if text else piece
        if not starts:
            starts.append((0, line.page))
    return text, starts


def _goes_on(before: Block, after: Block) -> bool:
    """Whether a paragraph was cut by the end of a column or a page."""
    if before.kind not in ("text", "item") or after.kind != "text" or before.heading != after.heading:
        return False
    return not _ENDS.search(before.text) and (
        after.text[:1].islower() or before.text.endswith("-") or after.text[:1] in "("
    )


def _append(before: Block, after: Block, spelled: Counter[str]) -> None:
    joined = _join(before.text, after.text, spelled)
    before.starts += [(len(joined) - len(after.text) + offset, page) for offset, page in after.starts]
    before.text, before.sure = joined, min(before.sure, after.sure)


_ABBREVIATIONS = "".join(
    rf"(?<!\b{short}\.)"
    for short in (
        "[A-Z]",
        *("Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec"),
        "No",
        "Nos",
        "Dr",
        "Mr",
        "Ms",
        "Mrs",
        "St",
        "Inc",
        "Co",
        "Corp",
        "vs",
        "e\\.g",
        "i\\.e",
        "Sec",
        "Art",
        "pp",
        "al",
        "Ph",
        "Ext",
        "ext",
    )
)
_SENTENCE = re.compile(
    rf"(?<=[.!?])[\"\u201d\u2019')\]]*{_ABBREVIATIONS}\s+(?=[\"\u201c(\[\u00bf\u00a1]?[A-Z0-9\u2022\u00c1\u00c9\u00cd\u00d3\u00da])"
)


def sentences(text: str) -> list[tuple[int, str]]:
    """Whole sentences with their offsets."""
    found, start = [], 0
    for match in _SENTENCE.finditer(text):
        found.append((start, text[start : match.end()].strip()))
        start = match.end()
    if text[start:].strip():
        found.append((start, text[start:].strip()))
    return found
