"""`navigator cost`, `limits`, `programs`, `trials`: what it costs, and who can help."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.support import AsJson, AsLines, CaseFile, Today, day_of, print_json, run
from bot.settings import settings_now


def cost(
    file: Annotated[Path, typer.Argument(help="A course of infusions under a plan, in YAML or JSON.")],
    json: AsJson = False,
) -> None:
    """What a course of infusions costs you and the plan, visit by visit, and in all under each way to pay."""
    from bot.commands import costing

    sheet = costing.read(file)
    if json:
        print_json(costing.reckoned(sheet))
    else:
        typer.echo(costing.told(sheet))


def limits(
    name: Annotated[str | None, typer.Argument(help="Which: hsa, hdhp, fsa, out_of_pocket, part_b, poverty …")] = None,
    year: Annotated[int | None, typer.Option(help="Of which year; this one by default.")] = None,
    json: AsLines = False,
) -> None:
    """Amounts that change by year, with their source. A year that was not seen is refused."""
    from bot.commands import costing

    for line in costing.limits(name, year or day_of(None).year, as_json=json):
        typer.echo(line)


def programs(case: CaseFile, today: Today = None, json: AsLines = False) -> None:
    """Programs that may help with the cost, held against a case, and what is still open."""
    from bot.commands import asking, costing

    for line in costing.helping(asking.read_case(case), day_of(today), as_json=json):
        typer.echo(line)


def trials(case: CaseFile, json: AsJson = False) -> None:
    """Trials that may take a person: the page to search, and with NAVIGATOR_TRIALS=1 what a search finds."""
    from bot.commands import asking, costing
    from bot.jobs import errands

    slots = asking.read_case(case)

    async def search() -> None:
        typer.echo(await costing.trials_told(slots, errands.registry_of(settings_now()), as_json=json))

    run(search())
