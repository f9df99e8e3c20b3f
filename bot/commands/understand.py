"""`navigator understand`: what is heard in a message."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.support import AsLines, Today, day_of, one_of


def understand(
    text: Annotated[str | None, typer.Argument(help="What a person wrote.")] = None,
    file: Annotated[Path | None, typer.Option(help="A file with one message a line.")] = None,
    json: AsLines = False,
    today: Today = None,
    case: Annotated[Path | None, typer.Option(help="A case (JSON or YAML): what is known already.")] = None,
) -> None:
    """Say what is heard in a message: facts, events, a question, an alarm, and what was not understood."""
    from bot.commands import asking, understanding

    texts = one_of(text, file, "understand takes one message, or --file with one message a line")
    known = asking.read_case(case) if case else {}
    understanding.understand_all(texts, day_of(today), known, as_json=json, out=sys.stdout)
