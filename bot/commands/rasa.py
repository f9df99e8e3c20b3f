"""`navigator rasa export`: a Rasa project that runs with our actions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="For a Rasa server.", no_args_is_help=True)


@app.callback()
def rasa() -> None:
    """For a Rasa server."""


@app.command()
def export(folder: Annotated[Path, typer.Argument(help="Where to write the project.")]) -> None:
    """Write a Rasa 3.6 project: domain, rules, stories, NLU examples, endpoints, and a README."""
    from bot.files.rasa_project import examples, write
    from dialogs.forms.flow import load_flows
    from knowledge.hearing.listener import hearing
    from knowledge.library import shipped
    from knowledge.library.loader import read

    danger = [(one.say, one.want) for kind in read().safety.examples for one in kind.said()]
    found = examples(shipped(), hearing(shipped()), danger)
    for path in write(folder, load_flows(), shipped(), found):
        typer.echo(str(path))
