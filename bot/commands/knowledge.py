"""`navigator knowledge …`: the knowledge base built, checked, looked at."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.support import AsLines, day_of, print_json
from bot.errors import UserError

app = typer.Typer(help="The knowledge base: build it, check it, look at an entry.", no_args_is_help=True)


@app.command()
def build(to: Annotated[Path | None, typer.Option(help="Where to write the file.")] = None) -> None:
    """Compile the content into one SQLite file: the same bytes for the same content."""
    from knowledge.library import BASE
    from knowledge.library.build import build as compiled

    target = to or BASE
    try:
        compiled(target)
    except OSError as error:
        raise UserError(str(error)) from None
    typer.echo(f"{target} ({target.stat().st_size // 1024} KiB)")


@app.command()
def check(
    content: Annotated[Path | None, typer.Option(help="Another content folder.")] = None,
    release: Annotated[bool, typer.Option("--release", help="Entries due for review are errors.")] = False,
    today: Annotated[str | None, typer.Option(help="The day of the check, such as 2026-11-24.")] = None,
) -> None:
    """Check the content: sources, dates, references, words, and that every entry can be found."""
    from knowledge.library.check import check as checked
    from knowledge.library.loader import CONTENT

    day = day_of(today) if today else dt.datetime.now(dt.UTC).date()
    problems = checked(content or CONTENT, day, release=release)
    for problem in problems:
        typer.echo(str(problem), err=problem.level == "error")
    errors = sum(problem.level == "error" for problem in problems)
    typer.echo(f"{errors} errors, {len(problems) - errors} warnings")
    if errors:
        raise typer.Exit(1)


@app.command()
def show(entry: Annotated[str | None, typer.Argument(help="Id of an entry; without it, the list.")] = None) -> None:
    """Show an entry with its sources, or list what there is."""
    from bot.commands import asking

    typer.echo(asking.shown(entry) if entry else asking.listed())


@app.command()
def sources(json: AsLines = False) -> None:
    """Every address that was read, with the parts of the base that rest on it."""
    from bot.jobs import upkeep

    for row in upkeep.sources():
        if json:
            print_json(row)
        else:
            typer.echo("\n".join([f"{row['address']}  [{row['how']}, seen {row['seen']}]  {row['title']}"]))
            for where in row["parts"]:
                typer.echo(f"    {where}")


@app.command()
def due(
    by: Annotated[str | None, typer.Option(help="A day, such as 2027-03-01; without it, 90 days from today.")] = None,
    json: AsLines = False,
) -> None:
    """What has to be read again by a day: each part with its day and its sources."""
    from bot.jobs import upkeep

    for row in upkeep.due(day_of(by) if by else day_of(None) + dt.timedelta(days=upkeep.AHEAD)):
        if json:
            print_json(row)
        else:
            typer.echo(f"{row['review_by']}  {row['where']}")
