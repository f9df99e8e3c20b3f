"""`navigator status`, `migrate-store`: for the operator of a store."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from bot.commands.support import AsJson, opener, print_json, run, set_up_logs
from bot.settings import settings_now


def status(
    json: AsJson = False,
    take_up: Annotated[bool, typer.Option("--take-up", help="Take up the reminders that were set aside.")] = False,
) -> None:
    """For an operator: people, replies that wait, reminders and those set aside, the age of the knowledge."""
    from bot.commands import operating

    settings = settings_now()
    set_up_logs("error")
    found = operating.look(settings.store_url, dt.datetime.now(dt.UTC))
    if take_up:

        async def again() -> None:
            taken = await operating.take_up(opener(settings))
            typer.echo(f"{taken} reminders that were set aside are taken up", err=True)

        run(again())
        found = operating.look(settings.store_url, dt.datetime.now(dt.UTC))
    if json:
        print_json(found)
    else:
        typer.echo(operating.told(found))


def migrate_store(
    source: Annotated[str, typer.Argument(metavar="FROM", help="URL of the store, such as sqlite:///navigator.db.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="URL of an empty database.")],
) -> None:
    """Move a store to another database, row by row and compared. Stop the bot first. Goes on where it was cut off."""
    from dialogs.memory.alone import alone
    from dialogs.memory.moving import move

    with alone(source), alone(target):
        move(source, target, lambda table, rows: typer.echo(f"{table}: {rows} rows"))
    typer.echo("Every row was compared. The operator's key stays the same: keep it where the bot finds it.")
