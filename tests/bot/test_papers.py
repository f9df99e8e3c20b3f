"""Papers from invented cases: whole against golden files, and as DOCX and PDF that open and say the same."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import re
from dataclasses import asdict
from pathlib import Path

import docx
import pypdf
import pytest
import typst
from PIL import Image, ImageChops

from bot.commands.asking import read_case
from bot.files.papers import TEMPLATE, laid_out
from dialogs.case.appeals import case_of
from dialogs.speaking.words import words_in
from dialogs.wording.letters import Paper, compose
from knowledge.library import shipped
from tests.bot.test_command_line import run

HERE = Path(__file__).parents[1] / "cases" / "papers"
GOLDEN = HERE / "golden"
CASES = sorted(path.stem for path in HERE.glob("*.yaml"))
KINDS = list(shipped().letters)
TODAY, ZONE = dt.date(2026, 11, 24), "America/New_York"
MOST_CHANGED = 0.002
"""Share of the points of a page that may differ, for a later release of the typesetter draws edges anew."""


def paper(kind: str, case: str) -> Paper:
    slots = read_case(HERE / f"{case}.yaml")
    return compose(shipped().letters[kind], case_of(slots, shipped(), TODAY, ZONE), shipped(), words_in("en"), TODAY)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_text_is_the_golden_one(kind: str, case: str) -> None:
    """Run with NAVIGATOR_GOLDEN=write to write the files anew, and read them."""
    text = laid_out(paper(kind, case), "txt").decode()
    golden = GOLDEN / f"{case}-{kind}.txt"
    if os.environ.get("NAVIGATOR_GOLDEN") == "write":
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8")


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("kind", KINDS)
def test_docx_and_pdf_say_the_same_and_nothing_is_made_up(kind: str, case: str) -> None:
    made = paper(kind, case)
    document = docx.Document(io.BytesIO(laid_out(made, "docx")))
    words = [p.text for p in document.paragraphs]
    words += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    reader = pypdf.PdfReader(io.BytesIO(laid_out(made, "pdf")))
    printed = "".join("".join(page.extract_text() for page in reader.pages).split())
    assert "/StructTreeRoot" in reader.trailer["/Root"]
    assert "/Lang" in reader.trailer["/Root"]
    for part in made.parts:
        for text in [part["text"]] if "text" in part else [cell for row in part["rows"] for cell in row]:
            assert text in words or any(line.endswith(f"\t{text}") for line in words) or part.get("lead")
            assert "".join(text.split())[:30].replace("-", "") in printed.replace("-", "").replace("\u2010", "")
            assert not re.search(r"\bNone\b(?! had)|\(unknown\)|\(skipped\)|[{}]", text)


def test_the_first_page_looks_as_it_did() -> None:
    """The page as a picture, beside the stored one; NAVIGATOR_GOLDEN=write stores it anew: look at it."""
    body = json.dumps(asdict(paper("history", "full")))
    pages = typst.compile(
        TEMPLATE.read_bytes(), format="png", ppi=60, sys_inputs={"paper": body}, ignore_system_fonts=True
    )
    page = pages[0] if isinstance(pages, list) else pages
    assert isinstance(page, bytes)
    stored = GOLDEN / "full-history.png"
    if os.environ.get("NAVIGATOR_GOLDEN") == "write":
        stored.write_bytes(page)
    made, before = (Image.open(io.BytesIO(picture)).convert("L") for picture in (page, stored.read_bytes()))
    assert made.size == before.size
    changed = sum(ImageChops.difference(made, before).histogram()[64:])
    assert changed <= made.width * made.height * MOST_CHANGED


@pytest.mark.parametrize("form", ["docx", "pdf", "txt"])
def test_the_command_writes_a_paper(tmp_path: Path, form: str) -> None:
    out = tmp_path / f"paper.{form}"
    case = str(HERE / "full.yaml")
    done = run("letter", "necessity", "--case", case, "--format", form, "--out", str(out), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert out.stat().st_size > 1000


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("poem", "--case", "x.yaml"), "there is no letter 'poem'"),
        (("history", "--case", "x.yaml"), "no such file"),
        (("history", "--case", "x.yaml", "--format", "odt"), "--format takes docx, pdf, txt"),
    ],
)
def test_the_command_says_what_it_takes(tmp_path: Path, args: tuple[str, ...], says: str) -> None:
    done = run("letter", *args, cwd=tmp_path)
    assert done.returncode == 2
    assert says in done.stderr


def test_control_characters_in_an_answer_do_no_harm() -> None:
    slots = {"reference": "A\x00B\x1b[31m ]]> & <b>", "sent": "yes"}
    made = compose(
        shipped().letters["questions"], case_of(slots, shipped(), TODAY, ZONE), shipped(), words_in("en"), TODAY
    )
    for form in ("docx", "pdf", "txt"):
        assert laid_out(made, form)
