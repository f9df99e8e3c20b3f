"""`navigator ask`: a question answered from the knowledge base."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.support import AsLines, one_of


def ask(
    question: Annotated[str | None, typer.Argument(help="The question.")] = None,
    file: Annotated[Path | None, typer.Option(help="A file with one question a line; with --json.")] = None,
    json: AsLines = False,
    case: Annotated[Path | None, typer.Option(help="A case (JSON or YAML), such as /export writes.")] = None,
) -> None:
    """Answer a question from the knowledge base."""
    from bot.commands import asking

    asked = one_of(question, file, "ask takes one question, or --file with one question a line")
    held = asking.read_case(case) if case else {}
    asking.answer_all(asked, held, as_json=json or file is not None, out=sys.stdout)
