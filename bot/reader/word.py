"""Pages from a Word file: paragraphs, tables by columns, text boxes, check boxes, page heads. In the child process."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.apart import opening
from bot.apart.opening import CannotRead
from knowledge.papers.page import LETTER, LINE, LINES, Page, Run

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HEADED = 1.5
"""How much higher a heading is than other lines."""
GAP = 3
"""Letters between two columns."""
WIDEST = 60
"""Letters of a column at most: a longer cell reaches over."""
DEEPEST = 6
"""Tables within tables, at most."""
TICKED, EMPTY = "\u2612", "\u2610"
_SKIPPED = frozenset({f"{W}del", f"{W}moveFrom", f"{W}pict", f"{W}object"})
_BOXES = f"{W}txbxContent"


@dataclass(frozen=True)
class _Line:
    """One line: its cells with the letter at which each begins."""

    cells: tuple[tuple[int, str], ...] = ()
    size: float = 1.0
    bold: bool = False


def read(content: bytes) -> Iterator[Page]:
    """The pages of a Word file; it has no pages of its own, so many lines make one.

    Raises:
        CannotRead: See `bot.apart.opening.word`.
    """
    document = opening.word(content)
    try:
        lines = list(_lines(document))
    except Exception:  # whatever a hostile file makes the parsers raise, the file is no use
        raise CannotRead("damaged") from None
    yield from _pages(lines)


def _pages(lines: list[_Line]) -> Iterator[Page]:
    page, top = Page(1), 0.0
    for line in lines:
        if top > LINES * LINE:
            yield page
            page, top = Page(page.number + 1), 0.0
        for start, text in line.cells:
            left, bottom = start * LETTER, top + LINE * 0.75 * line.size
            page.runs.append(Run(text, left, top, left + len(text) * LETTER, bottom, line.bold))
        top += LINE * line.size
    if page.runs:
        yield page


def _lines(document: Any) -> Iterator[_Line]:
    styles = {style.style_id: style.name or "" for style in document.styles}
    head = document.sections[0].header
    if not head.is_linked_to_previous:
        yield from _inside(head._element, styles, 0)
    yield from _inside(document.element.body, styles, 0)


def _inside(element: Any, styles: dict[str, str], depth: int) -> Iterator[_Line]:
    for child in element:
        match child.tag.removeprefix(W):
            case "p":
                yield from _paragraph(child, styles)
                yield _Line()
            case "tbl" if depth < DEEPEST:
                yield from _table(child, styles, depth + 1)
                yield _Line()
            case "sdt" | "sdtContent" | "ins" | "customXml" | "smartTag":
                yield from _inside(child, styles, depth)


def _paragraph(paragraph: Any, styles: dict[str, str]) -> Iterator[_Line]:
    """The lines of a paragraph, and of the text boxes that hang on it."""
    named = paragraph.find(f"{W}pPr/{W}pStyle")
    style = styles.get(named.get(f"{W}val"), "") if named is not None else ""
    heading = style.startswith(("Heading", "Title"))
    bullet = "\u2022 " if style.startswith("List Bullet") else ""
    for text in _text(paragraph).split("\n"):
        if text.strip():
            yield _Line(tuple(_cells(bullet + text)), HEADED if heading else 1.0, heading or _is_bold(paragraph))
    for box in _boxes(paragraph):
        yield from _inside(box, styles, DEEPEST)


def _cells(text: str) -> Iterator[tuple[int, str]]:
    """Tabs and wide gaps part columns."""
    at = 0
    for piece in text.replace("\t", "   ").split("   "):
        if piece.strip():
            yield at, " ".join(piece.split())
        at += len(piece) + GAP


def _text(element: Any) -> str:
    """The words of a paragraph, those of controls too, without what was deleted and without its text boxes."""
    made = ""
    for child in element:
        tag = child.tag
        if tag in _SKIPPED or not isinstance(tag, str):
            continue
        if tag == f"{W}t":
            made += child.text or ""
        elif tag == f"{W}tab":
            made += "\t"
        elif tag in (f"{W}br", f"{W}cr"):
            made += "\n"
        elif tag == f"{W}checkBox":
            made += _mark(child)
        elif tag.startswith(W) and tag not in (_BOXES, f"{W}drawing", f"{W}pPr", f"{W}rPr", f"{W}tabs"):
            made += _text(child)
    return made


def _mark(box: Any) -> str:
    """A check box of a form, ticked or not."""
    state = box.find(f"{W}checked")
    state = box.find(f"{W}default") if state is None else state
    ticked = state is not None and state.get(f"{W}val", "1") not in ("0", "false")
    return f"{TICKED if ticked else EMPTY} "


def _boxes(paragraph: Any) -> list[Any]:
    """Text boxes; a file holds each twice, the second time for old programs."""
    found = list(paragraph.iter(_BOXES))
    return [box for box in found if not any("Fallback" in str(up.tag) for up in box.iterancestors())] or found


def _is_bold(paragraph: Any) -> bool:
    runs = [run for run in paragraph.iter(f"{W}r") if any((t.text or "").strip() for t in run.iter(f"{W}t"))]
    return bool(runs) and all(_on(run.find(f"{W}rPr/{W}b")) for run in runs)


def _on(mark: Any) -> bool:
    return mark is not None and mark.get(f"{W}val", "1") not in ("0", "false")


# --- tables -------------------------------------------------------------------------------------------


def _table(table: Any, styles: dict[str, str], depth: int) -> Iterator[_Line]:
    """The rows of a table, its columns one under the other; tables within its cells after the row."""
    rows = [list(_row(row)) for row in table.iter(f"{W}tr") if row.getparent() is table]
    starts = _starts(rows)
    for row in rows:
        parts = [(starts[column], _lines_of(cell)) for column, cell in row]
        for number in range(max((len(lines) for _, lines in parts), default=0)):
            cells = tuple((start, lines[number]) for start, lines in parts if number < len(lines) and lines[number])
            yield _Line(cells)
        for _, cell in row:
            for inner in cell.iterchildren(f"{W}tbl"):
                if depth < DEEPEST:
                    yield from _table(inner, styles, depth + 1)


def _row(row: Any) -> Iterator[tuple[int, Any]]:
    """The cells of a row with their columns; one that reaches over several counts as so many."""
    column = 0
    for cell in row.iter(f"{W}tc"):
        if next((up for up in cell.iterancestors(f"{W}tr")), None) is not row:
            continue
        span = cell.find(f"{W}tcPr/{W}gridSpan")
        yield column, cell
        column += int(span.get(f"{W}val", "1")) if span is not None else 1


def _lines_of(cell: Any) -> list[str]:
    told = (part for paragraph in cell.iterchildren(f"{W}p") for part in _text(paragraph).split("\n"))
    return [" ".join(part.split()) for part in told if part.strip()]


def _starts(rows: list[list[tuple[int, Any]]]) -> dict[int, int]:
    """At which letter each column begins, by the longest cell before it."""
    widths: dict[int, int] = {}
    for row in rows:
        for column, cell in row:
            longest = max((len(line) for line in _lines_of(cell)), default=0)
            widths[column] = max(widths.get(column, 0), min(longest, WIDEST))
    starts, at = {}, 0
    for column in range(max(widths, default=-1) + 1):
        starts[column] = at
        at += widths.get(column, 0) + GAP
    return starts
