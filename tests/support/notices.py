"""Whole papers with what stands in them (``tests/cases/notices``): as text, PDF, Word, photos, a fax; and how a reading is judged."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import typst

from knowledge.library.loader import read_yaml

FOLDER = Path(__file__).parents[1] / "cases" / "notices"
SURE = 0.5
DATES = frozenset({"notice_date", "service_date", "decision_date", "appeal_by", "appeal_days"})
NUMBERS = ("appeal_fax", "appeal_phone")
FIELDS = (
    "insurer", "plan", "member_id", "reference", "notice_date", "service_date", "decision_date", "service", "codes", "diagnosis",
    "reason", "reason_code", "clause", "criteria", "appeal_days", "appeal_by", "appeal_address", "appeal_fax", "appeal_phone",
    "urgent_track", "external_review",
)  # fmt: skip
"""The fields of a letter that are judged."""
FLOWING = 70
"""A line of so many letters goes on in the next one, as a paragraph does."""


def papers(part: str) -> list[dict[str, Any]]:
    """The papers of one file of the folder."""
    return list(read_yaml(FOLDER / f"{part}.yaml")["papers"])


# --- how it is judged ---------------------------------------------------------------------------------


def _plain(value: Any) -> str:
    return re.sub(r"\W+", "", str(value)).casefold()


def _is(name: str, wanted: Any, got: Any) -> bool:
    wishes = str(wanted).split("|")
    if name == "codes":
        found = {_plain(one) for one in str(got).split(",")}
        return any({_plain(one) for one in wish.split(",")} == found for wish in wishes)
    if name in NUMBERS:
        return any(re.sub(r"\D", "", wish)[-10:] == re.sub(r"\D", "", str(got))[-10:] for wish in wishes)
    return any(_plain(wish) == _plain(got) for wish in wishes)


def _holds(wanted: Any, got: Any) -> bool:
    return any(_plain(wish) in _plain(got) for wish in str(wanted).split("|"))


@dataclass
class Score:
    """How values were read: `right` is sure and right; `notes` tell the rest; `bands` say how often a sureness was right."""

    verdicts: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    bands: dict[int, list[int]] = field(default_factory=dict)
    dates_wrong: int = 0

    @property
    def wanted(self) -> int:
        return sum(n for verdict, n in self.verdicts.items() if verdict not in ("absent", "made up", "made up, unsure"))

    @property
    def right(self) -> int:
        return self.verdicts["right"]

    @property
    def sure_and_wrong(self) -> int:
        return self.verdicts["wrong"] + self.verdicts["made up"]

    def add(self, case: Mapping[str, Any], fields: Mapping[str, Any]) -> None:
        """Judge a reading: `fields` as `knowledge.papers.paper.Reading.as_json` gives them."""
        for name in FIELDS:
            if name in case.get("any", ()):
                continue
            verdict = self._verdict(case, name, fields.get(name))
            self.verdicts[verdict] += 1
            if verdict in ("wrong", "made up") and name in DATES:
                self.dates_wrong += 1
            if verdict not in ("right", "absent"):
                got = fields.get(name)
                told = f"{str(got['value'])[:70]!r} {got['confidence']}" if got else "nothing"
                self.notes.append(f"{case['name']}: {verdict} {name}: {told}")

    def _verdict(self, case: Mapping[str, Any], name: str, got: Mapping[str, Any] | None) -> str:
        exact, holds, maybe = (case.get(kind, {}).get(name) for kind in ("exact", "holds", "maybe"))
        wanted = next((one for one in (exact, holds, maybe) if one is not None), None)
        if got is None:
            return "absent" if wanted is None or maybe is not None else "missed"
        strict = exact is not None or (maybe is not None and (name in DATES or name in NUMBERS))
        fits = wanted is not None and (_is(name, wanted, got["value"]) if strict else _holds(wanted, got["value"]))
        band = self.bands.setdefault(min(9, int(got["confidence"] * 10)), [0, 0])
        band[0] += fits
        band[1] += 1
        sure = got["confidence"] > SURE
        if wanted is None:
            return "made up" if sure else "made up, unsure"
        if fits:
            return "right" if sure else "right, unsure"
        return "wrong" if sure else "wrong, unsure"

    def __str__(self) -> str:
        return (
            f"{self.right} of {self.wanted} values right ({self.right / max(1, self.wanted):.0%}), {self.sure_and_wrong} sure and "
            f"wrong, {self.dates_wrong} of them dates or limits"
        )


# --- how it is laid out -------------------------------------------------------------------------------


def _paragraphs(text: str) -> Iterator[list[str]]:
    group: list[str] = []
    for line in [*text.split("\n"), ""]:
        if line.strip():
            group.append(line.rstrip())
        elif group:
            yield group
            group = []


_CELL = re.compile(r"\S(?:.*?\S)??(?= {3,}|(?<=\d)  (?=\S)|\s*$)")


def _cells(line: str) -> list[str]:
    return [found.group(0) for found in _CELL.finditer(line)]


def _rows(group: list[str]) -> list[list[str]]:
    """The rows of a table, each cell in the column under whose head it begins."""
    heads = [found.start() for found in _CELL.finditer(max(group, key=lambda line: len(_cells(line))))]
    rows = []
    for line in group:
        row = [""] * len(heads)
        for found in _CELL.finditer(line):
            free = [at for at in range(len(heads)) if not row[at]]
            row[min(free, key=lambda at: abs(heads[at] - found.start()))] = found.group(0)
        rows.append(row)
    return rows


def _escaped(text: str) -> str:
    for sign in "\\#$*_@<>[]`~-+=/":
        text = text.replace(sign, "\\" + sign)
    return text


def _is_table(group: list[str]) -> bool:
    return all(len(_cells(line)) > 1 for line in group) or sum(len(_cells(line)) > 2 for line in group) > 1


def _typeset(group: list[str]) -> str:
    if _is_table(group):
        rows = _rows(group)
        width = len(rows[0])
        cells = [f"[{_escaped(cell)}]" for row in rows for cell in row]
        return (
            f"#grid(columns: ({', '.join(['auto'] * width)}), column-gutter: 18pt, row-gutter: 6pt, {', '.join(cells)})"
        )
    lines = []
    for line, following in zip(group, [*group[1:], ""], strict=True):
        text = _escaped("   ".join(_cells(line)))
        bold = line == group[0] and len(group) >= 1 and len(line) < 60 and (line.isupper() or len(group) == 1)
        flows = len(line) > FLOWING and following and not re.match(r"^\s*(-|\[)", following)
        lines.append(
            (f"*{text}*" if bold and not line.rstrip().endswith((",", ".", ":")) else text)
            + (" " if flows else " \\\n")
        )
    return "".join(lines).removesuffix(" \\\n")


def source(text: str, size: float = 10.5) -> str:
    """The paper as it is set: rows of cells as a grid, long lines as a paragraph, titles bold."""
    body = "\n\n".join(_typeset(group) for group in _paragraphs(text))
    return f'#set page("us-letter", margin: 0.8in)\n#set text(size: {size}pt)\n#set par(leading: 0.55em)\n{body}\n'


def pdf(text: str) -> bytes:
    """The paper as a PDF of text."""
    return bytes(typst.compile(source(text).encode(), format="pdf"))


def pictures(text: str, dots: int = 190) -> list[Any]:
    """The pages of the paper, in shades of grey."""
    from PIL import Image

    made = typst.compile(source(text).encode(), format="png", ppi=dots)
    return [Image.open(io.BytesIO(one)).convert("L") for one in (made if isinstance(made, list) else [made])]


def scanned(text: str) -> bytes:
    """A PDF that holds nothing but pictures, a little crooked."""
    first, *rest = [page.rotate(0.6, fillcolor=255) for page in pictures(text, 200)]
    file = io.BytesIO()
    first.save(file, "PDF", resolution=200, save_all=True, append_images=rest)
    return file.getvalue()


def word(text: str) -> bytes:
    """The paper as a Word file, with its tables as tables."""
    import docx

    document = docx.Document()
    for group in _paragraphs(text):
        if _is_table(group):
            rows = _rows(group)
            table = document.add_table(len(rows), len(rows[0]))
            for row, cells in zip(table.rows, rows, strict=True):
                for cell, words in zip(row.cells, cells, strict=False):
                    cell.text = words
            continue
        paragraph = document.add_paragraph()
        for line, following in zip(group, [*group[1:], ""], strict=True):
            paragraph.add_run("   ".join(_cells(line)))
            if following:
                paragraph.add_run(" ") if len(line) > FLOWING else paragraph.add_run().add_break()
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
