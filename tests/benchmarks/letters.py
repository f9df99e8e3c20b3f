"""What a paper costs in each format, and what the match of a case against a plan's list costs."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import docx
import typst

from bot.commands.asking import read_case
from bot.files.papers import laid_out
from dialogs.case import histories
from dialogs.case.appeals import case_of
from dialogs.speaking.words import words_in
from dialogs.wording.letters import compose
from knowledge.library import shipped

CASE = Path(__file__).parents[1] / "cases" / "papers" / "full.yaml"
ROUNDS = 30
TODAY = dt.date(2026, 11, 24)


def main() -> None:
    library, words, slots = shipped(), words_in("en"), read_case(CASE)
    case = case_of(slots, library, TODAY, "America/New_York")

    def paper(form: str) -> Callable[[], object]:
        return lambda: laid_out(compose(library.letters["necessity"], case, library, words, TODAY), form)

    for form in ("docx", "pdf", "txt"):
        print(f"letter of medical necessity as {form}: {timed(paper(form))}")
    print(f"one line with python-docx alone: {timed(bare_docx)}")
    print(
        f"one line with typst alone: {timed(lambda: typst.compile(b'one line', format='pdf', ignore_system_fonts=True))}"
    )
    print(f"match of the case: {timed(lambda: histories.shown(slots, library))}")
    rendered(laid_out(compose(library.letters["necessity"], case, library, words, TODAY), "docx"))


def bare_docx() -> None:
    document = docx.Document()
    document.add_paragraph("one line")
    document.save(io.BytesIO())


def timed(work: Callable[[], object]) -> str:
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        times.append((time.perf_counter() - started) * 1000)
    first, *rest = times
    return f"first {first:.1f} ms, then p50 {statistics.median(rest):.1f} ms, most {max(rest):.1f} ms"


def rendered(body: bytes) -> None:
    """Whether LibreOffice, where it is installed, opens the DOCX and prints it."""
    office = shutil.which("soffice")
    if office is None:
        print("LibreOffice is not installed: the DOCX was not rendered")
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "letter.docx"
        path.write_bytes(body)
        subprocess.run(
            [office, "--headless", "--convert-to", "pdf", path.name], cwd=folder, capture_output=True, check=True
        )
        print(f"LibreOffice rendered the DOCX: {(Path(folder) / 'letter.pdf').stat().st_size} bytes of PDF")
