"""`navigator letter`, `read`, `criteria`: papers written from a case, papers read, and what a plan wants to see."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.support import AsJson, AsLines, CaseFile, Today, day_of, print_json
from bot.errors import UserError


def letter(
    kind: Annotated[str, typer.Argument(help="Which paper, such as appeal; a wrong one lists them.")],
    case: CaseFile,
    format: Annotated[str, typer.Option(help="docx, pdf or txt.")] = "txt",
    out: Annotated[Path | None, typer.Option(help="Where to write it; without it, to standard output.")] = None,
    today: Today = None,
    trace: Annotated[bool, typer.Option("--trace", help="Where each part comes from, and what was left out.")] = False,
) -> None:
    """Write a paper from a case: a DOCX to edit, a PDF or plain text."""
    from bot.commands import asking
    from bot.files import papers
    from dialogs.case.appeals import case_of
    from dialogs.speaking.voice import zone
    from dialogs.speaking.words import DEFAULT, words_in
    from dialogs.wording.letters import FORMATS, compose
    from knowledge.library import shipped

    library = shipped()
    if kind not in library.letters:
        raise UserError(f"there is no letter {kind!r}; there are {', '.join(library.letters)}")
    if format not in FORMATS:
        raise UserError(f"--format takes {', '.join(FORMATS)}, not {format!r}")
    slots = asking.read_case(case)
    day = day_of(today)
    paper = compose(
        library.letters[kind], case_of(slots, library, day, str(zone(slots))), library, words_in(DEFAULT), day
    )
    made = papers.traced(paper).encode() if trace else papers.laid_out(paper, format)
    try:
        if out is None:
            sys.stdout.buffer.write(made)
        else:
            out.write_bytes(made)
    except OSError as error:
        raise UserError(str(error)) from None


def read(
    file: Annotated[Path, typer.Argument(help="A policy or a denial letter: PDF, photo, Word or text.")],
    kind: Annotated[str, typer.Option(help="policy, denial, or auto.")] = "auto",
    json: AsJson = False,
) -> None:
    """Read a paper: the clauses of a policy, the fields of a denial letter; each with its page and how sure it is."""
    from bot.apart.opening import CannotRead
    from bot.commands import reader_words
    from bot.reader import work
    from dialogs.case.documents import LARGEST

    if kind not in ("policy", "denial", "auto"):
        raise UserError(f"--kind takes policy, denial or auto, not {kind!r}")
    try:
        if file.stat().st_size > LARGEST:
            raise UserError(reader_words.problem("large"))
        found = asyncio.run(work.read(file.read_bytes(), kind, reader_words.progress(sys.stderr)))
    except OSError as error:
        raise UserError(str(error)) from None
    except CannotRead as error:
        raise UserError(reader_words.problem(error.problem, **error.args_)) from None
    found.pop("text", None)
    if json:
        print_json(found)
    else:
        typer.echo(reader_words.told(found))


def criteria(case: CaseFile, json: AsLines = False) -> None:
    """What a plan wants to see shown, and how far a case shows it: the plan's own words where they were pasted."""
    from bot.commands.asking import read_case
    from dialogs.speaking.words import DEFAULT, words_in
    from dialogs.wording import criteria as criteria_words
    from knowledge.library import shipped

    slots = read_case(case)
    if json:
        for row in criteria_words.table(slots, shipped(), words_in(DEFAULT)):
            print_json(row)
    else:
        typer.echo(criteria_words.told(slots, shipped(), words_in(DEFAULT)))
