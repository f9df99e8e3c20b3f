"""`navigator parse …`: a person's words taken apart into fields."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.support import AsLines, Today, day_of, one_of

app = typer.Typer(help="Take a person's words apart into fields.", no_args_is_help=True)


@app.command()
def history(
    text: Annotated[str | None, typer.Argument(help="A treatment history as people write it.")] = None,
    file: Annotated[Path | None, typer.Option(help="A file with one history a line.")] = None,
    json: AsLines = False,
    today: Today = None,
) -> None:
    """Take a pasted treatment history apart: treatment, dose, dates, length, outcome; and the words not understood."""
    from bot.commands import histories

    texts = one_of(text, file, "parse history takes one text, or --file with one text a line")
    histories.parse_all(texts, day_of(today), as_json=json, out=sys.stdout)


@app.command()
def log(
    text: Annotated[str | None, typer.Argument(help="A note of a call, a letter, a fax.")] = None,
    file: Annotated[Path | None, typer.Option(help="A file with one note a line.")] = None,
    json: AsLines = False,
    today: Today = None,
) -> None:
    """Take a note apart: who, how, when, the reference, what was said, what was promised and by when."""
    from bot.commands import notes

    texts = one_of(text, file, "parse log takes one note, or --file with one note a line")
    notes.parse_all(texts, day_of(today), as_json=json, out=sys.stdout)
