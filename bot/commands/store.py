"""`navigator status`, `migrate-store`: for the operator of a store."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.support import AsJson, opener, print_json, run, set_up_logs
from bot.errors import UserError
from bot.settings import settings_now

LONGEST = 3500
"""Characters of an announcement: one message of Telegram holds 4,096."""


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


def rekey(
    to: Annotated[
        Path | None, typer.Option(help="Where to write the new key; by default the key file's own place.")
    ] = None,
) -> None:
    """Seal everything under a new key, after the old one may have leaked. End every bot first."""
    from dialogs.memory.alone import alone
    from dialogs.memory.looking import looking, migration
    from dialogs.memory.rekeying import rekey as rekeyed
    from dialogs.memory.sealing import key_from_file, new_key, read_key, write_key

    settings = settings_now()
    with looking(settings.store_url) as connection:
        migration(connection)
    if settings.key and to is None:
        raise UserError("the key stands in NAVIGATOR_KEY: say with --to FILE where the new one is to be written")
    own = settings.operator_key_file
    old = read_key(settings.key.get_secret_value()) if settings.key else key_from_file(own, may_make=False)
    target, new = to or own, new_key()
    written = target.with_name(f"{target.name}.new")
    with alone(settings.store_url):
        write_key(written, new)  # on the disk before anything is sealed with it
        done = rekeyed(settings.store_url, old, new)
        if target.exists():
            target.rename(target.with_name(f"{target.name}.old"))
        written.rename(target)
    typer.echo(
        f"{done.people} keys are sealed anew, {done.unreadable} could not be opened. The new key is in {target}."
    )
    typer.echo("Copies of the store that were made before open with the old key: delete them, and then that key.")


def announce(
    file: Annotated[Path, typer.Argument(help="A text of what everybody is to be told.")],
    breach: Annotated[bool, typer.Option("--breach", help="It is about a breach of their data.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say how many would be told.")] = False,
) -> None:
    """Tell everybody something, at the pace of reminders; a locked screen shows only that there is news."""
    from dialogs.memory.announcing import AnnouncedAlready
    from dialogs.memory.looking import count_people, looking, migration

    settings = settings_now()
    set_up_logs("error")
    if not file.is_file() or not (text := file.read_text("utf-8").strip()):
        raise UserError(f"no text in {file}")
    if len(text) > LONGEST:
        raise UserError(f"{file} has {len(text)} characters; at most {LONGEST} are sent")
    with looking(settings.store_url) as connection:
        migration(connection)
        known = count_people(connection)
    if dry_run:
        typer.echo(f"{known.known - known.blocked} people would be told")
        return

    async def begin() -> None:
        store = opener(settings)()
        try:
            begun = await store.announce(text, dt.datetime.now(dt.UTC), breach=breach)
        except AnnouncedAlready as error:
            raise UserError(str(error)) from None
        finally:
            await store.close()
        typer.echo(f"{begun.people} people are told from {begun.due.isoformat(timespec='minutes')} on ({begun.name})")

    run(begin())


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
