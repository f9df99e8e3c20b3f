"""Lays a paper out: as DOCX to edit, as tagged PDF, as plain text."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dialogs.wording.letters import Paper

if TYPE_CHECKING:
    from docx.document import Document as DocxDocument
    from docx.section import Section
    from docx.text.paragraph import Paragraph

TEMPLATE = Path(__file__).parents[1] / "templates" / "paper.typ"
_BLANK = re.compile(r"(\[____ .*? ____\])")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML cannot hold."""


def content(attachment: Mapping[str, Any]) -> bytes:
    """The bytes of a reply's attachment: its text, or its paper laid out."""
    if "paper" in attachment:
        return laid_out(attachment["paper"], attachment["form"])
    return str(attachment["text"]).encode()


def laid_out(paper: Paper | Mapping[str, Any], form: str) -> bytes:
    """The bytes of a paper.

    Args:
        paper: A `Paper`, or its fields as they were stored.
        form: One of `dialogs.wording.letters.FORMATS`.

    Raises:
        KeyError: There is no such format.
    """
    held = _clean(asdict(paper) if isinstance(paper, Paper) else dict(paper))
    return {"docx": _docx, "pdf": _pdf, "txt": _txt}[form](held)


def _clean(value: object) -> Any:
    """The same without characters that no format can hold."""
    if isinstance(value, str):
        return _CONTROL.sub("", value)
    if isinstance(value, Mapping):
        return {name: _clean(held) for name, held in value.items()}
    return [_clean(held) for held in value] if isinstance(value, list | tuple) else value


def traced(paper: Paper) -> str:
    """A paper part by part, each with the knowledge and the answers that it was made from; then what was left out."""
    lines = []
    for part in paper.parts:
        said = part["text"] if "text" in part else " / ".join(" | ".join(row) for row in part["rows"])
        said = f"{part['lead']} {said}" if part.get("lead") else said
        lines += [said, f"    <- {', '.join(part['trace'])}"]
    return "\n".join(
        [*lines, *(f"left out: {gap}" for gap in paper.gaps), *(f"for the person: {line}" for line in paper.open), ""]
    )


def _txt(paper: Mapping[str, Any]) -> bytes:
    return "\n".join(_lines(paper)).encode() + b"\n"


def _lines(paper: Mapping[str, Any]) -> Iterator[str]:
    if paper.get("titled", True):
        yield paper["title"].upper()
    number, before = 0, ""
    for part in paper["parts"]:
        number = number + 1 if part["kind"] == "number" else 0
        match part["kind"]:
            case "heading":
                yield from ("", part["text"].upper())
            case "item":
                yield f"- {part['text']}"
            case "number":
                yield f"{number}. {part['text']}"
            case "reference" if before == "reference":
                yield part["text"]
            case "facts":
                yield ""
                yield from (f"{name}: {told}" for name, told in part["rows"])
            case "table":
                yield ""
                head, *rows = part["rows"]
                for row in rows:
                    yield f"* {row[0]}"
                    yield from (f"    {name}: {cell}" for name, cell in zip(head[1:], row[1:], strict=True))
            case _:
                lead = f"{part['lead']} " if part.get("lead") else ""
                yield from ("", lead + part["text"])
        before = part["kind"]


def _pdf(paper: Mapping[str, Any]) -> bytes:
    import typst

    body = json.dumps(paper, ensure_ascii=False)
    made = typst.compile(TEMPLATE.read_bytes(), format="pdf", sys_inputs={"paper": body}, ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made


def _docx(paper: Mapping[str, Any]) -> bytes:
    import docx
    from docx.shared import Cm, Pt

    document = docx.Document()
    document.core_properties.title = paper["title"]
    document.core_properties.language = paper["language"]
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.59), Cm(27.94)
    section.left_margin = section.right_margin = Cm(2.3)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(10.5)
    style.paragraph_format.space_after, style.paragraph_format.line_spacing = Pt(5), 1.0
    _docx_margins(section, paper.get("head", ""))
    if paper.get("titled", True):
        document.add_heading(paper["title"], 0)
    number = 0
    for part in paper["parts"]:
        number = number + 1 if part["kind"] == "number" else 0
        if part["kind"] == "signature":  # the closing words stay on its page
            document.paragraphs[-1].paragraph_format.keep_with_next = True
        _docx_part(document, part, number)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _docx_part(document: DocxDocument, part: Mapping[str, Any], number: int) -> None:
    match part["kind"]:
        case "heading":
            _docx_heading(document, part["text"])
        case "table":
            _docx_table(document, part["rows"], part["columns"])
        case "facts":
            _docx_table(document, part["rows"], part["columns"], lined=False)
        case "item":
            paragraph = document.add_paragraph(style="List Bullet")
            paragraph.paragraph_format.space_after = _points(3)
            _runs(paragraph, part["text"])
        case "number":
            # Typed and not the list style of Word, which would go on counting in the next list.
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.left_indent = _points(18)
            paragraph.paragraph_format.first_line_indent = _points(-18)
            paragraph.paragraph_format.space_after = _points(3)
            _runs(paragraph, f"{number}.\t{part['text']}")
        case "lines":
            _runs(document.add_paragraph(), part["text"])
        case "signature":
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.space_before = _points(24)
            paragraph.paragraph_format.keep_together = True
            _runs(paragraph, part["text"])
        case kind:
            paragraph = document.add_paragraph()
            if part.get("lead"):
                _runs(paragraph, f"{part['lead']} ", bold=True)
            if kind == "reference":
                paragraph.paragraph_format.space_after = _points(2)
            _runs(paragraph, part["text"], small=kind in ("note", "reference"))


def _points(size: float) -> Any:
    from docx.shared import Pt

    return Pt(size)


def _docx_heading(document: DocxDocument, text: str) -> None:
    from docx.shared import RGBColor

    heading = document.add_heading(level=1)
    _runs(heading, text)
    heading.paragraph_format.space_before, heading.paragraph_format.space_after = _points(12), _points(4)
    heading.paragraph_format.keep_with_next = True
    for run in heading.runs:
        run.font.name, run.font.size, run.font.color.rgb = "Times New Roman", _points(12), RGBColor(0, 0, 0)


def _docx_margins(section: Section, head: str) -> None:
    """Name and number at the head of each page but the first, the number of the page at its foot."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    section.different_first_page_header_footer = True
    if head:
        _runs(section.header.paragraphs[0], head, small=True)
    for footer in (section.footer, section.first_page_footer):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        paragraph._p.append(field)


def _docx_table(document: DocxDocument, rows: list[list[str]], widths: list[float], *, lined: bool = True) -> None:
    from docx.shared import Cm

    table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid" if lined else None)
    table.autofit = False
    share = 16.9 / sum(widths)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width * share)
    for number, row in enumerate(rows):
        for at, (cell, text) in enumerate(zip(table.add_row().cells, row, strict=True)):
            cell.width = Cm(widths[at] * share)
            cell.paragraphs[0].paragraph_format.space_after = _points(2)
            bold = number == 0 if lined else at == 0
            _runs(cell.paragraphs[0], text, bold=bold, small=lined)
    after = document.add_paragraph()  # Word joins two tables that nothing divides
    after.paragraph_format.space_after, after.paragraph_format.line_spacing = _points(0), _points(6)


def _runs(paragraph: Paragraph, text: str, *, bold: bool = False, small: bool = False) -> None:
    """Add words, with blanks marked in yellow."""
    from docx.enum.text import WD_COLOR_INDEX
    from docx.shared import Pt

    for piece in _BLANK.split(text):
        if not piece:
            continue
        run = paragraph.add_run(piece)
        run.bold = bold or None
        if small:
            run.font.size = Pt(9)
        if _BLANK.fullmatch(piece):
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
