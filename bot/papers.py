"""Lays a paper out: as DOCX to edit, as tagged PDF, as plain text."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from dialogs.letters import Paper

TEMPLATE = Path(__file__).parent / "templates" / "paper.typ"
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
        form: One of `dialogs.letters.FORMATS`.

    Raises:
        KeyError: There is no such format.
    """
    held = _clean(asdict(paper) if isinstance(paper, Paper) else dict(paper))
    return {"docx": _docx, "pdf": _pdf, "txt": _txt}[form](held)


def _clean(value: Any) -> Any:
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
        lines += [said, f"    <- {', '.join(part['trace'])}"]
    return "\n".join([*lines, *(f"left out: {gap}" for gap in paper.gaps), ""])


def _txt(paper: Mapping[str, Any]) -> bytes:
    return "\n".join(_lines(paper)).encode() + b"\n"


def _lines(paper: Mapping[str, Any]) -> Iterator[str]:
    yield paper["title"].upper()
    for part in paper["parts"]:
        match part["kind"]:
            case "heading":
                yield from ("", part["text"].upper())
            case "item":
                yield f"- {part['text']}"
            case "table":
                yield ""
                head, *rows = part["rows"]
                for row in rows:
                    yield f"* {row[0]}"
                    yield from (f"    {name}: {cell}" for name, cell in zip(head[1:], row[1:], strict=True))
            case _:
                yield from ("", part["text"])


def _pdf(paper: Mapping[str, Any]) -> bytes:
    import typst

    body = json.dumps(paper, ensure_ascii=False)
    made = typst.compile(TEMPLATE.read_bytes(), format="pdf", sys_inputs={"paper": body}, ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made


def _docx(paper: Mapping[str, Any]) -> bytes:
    import docx

    document = docx.Document()
    document.core_properties.title = paper["title"]
    document.core_properties.language = paper["language"]
    document.add_heading(paper["title"], 0)
    for part in paper["parts"]:
        match part["kind"]:
            case "heading":
                document.add_heading(part["text"], 1)
            case "table":
                _docx_table(document, part["rows"])
            case "item":
                _runs(document.add_paragraph(style="List Bullet"), part["text"])
            case _:
                _runs(document.add_paragraph(), part["text"], small=part["kind"] == "note")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _docx_table(document: Any, rows: list[list[str]]) -> None:
    table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for number, row in enumerate(rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            _runs(cell.paragraphs[0], text, bold=number == 0, small=True)


def _runs(paragraph: Any, text: str, *, bold: bool = False, small: bool = False) -> None:
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
