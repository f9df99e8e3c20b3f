"""`navigator chat`: the assistant in this terminal."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.support import opener, run, set_up_logs
from bot.errors import UserError
from bot.settings import settings_now


def chat(
    script: Annotated[
        Path | None, typer.Option(help="Play a file of user lines and print the conversation; - plays what comes in.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="With --script: one JSON object a turn.")] = False,
    store: Annotated[str | None, typer.Option(help="Store to use, as a database URL.")] = None,
    now: Annotated[str | None, typer.Option(help="What the clock says at the start, in ISO form.")] = None,
    files: Annotated[Path | None, typer.Option(help="Folder for files that come.")] = None,
) -> None:
    """Talk with the assistant in this terminal."""
    from bot.channels import terminal as term
    from bot.jobs import errands
    from dialogs.memory.alone import alone
    from dialogs.turn.manager import Dialog

    settings = settings_now(database_url=store) if store else settings_now()
    set_up_logs("error")
    lines = _lines(script) if script else ()
    clock = _moment(now) if now else None

    async def play() -> None:
        terminal = term.Terminal(
            opener(settings),
            clock,
            files or settings.home / "files",
            Dialog(operator=settings.runs),
            registry=errands.registry_of(settings),
        )
        try:
            if script:
                await term.play(terminal, lines, as_json=json, out=sys.stdout)
            else:
                await term.talk(terminal, sys.stdout)
        finally:
            await terminal.close()

    with alone(settings.store_url):
        run(play())


def _lines(script: Path) -> Iterable[str]:
    """The lines of a file, or those of standard input as they come."""
    if script == Path("-"):
        return (line.rstrip("\n") for line in iter(sys.stdin.readline, ""))
    if not script.is_file():
        raise UserError(f"no such file: {script}")
    return script.read_text("utf-8").splitlines()


def _moment(text: str) -> dt.datetime:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        raise UserError(f"--now takes a moment such as 2026-11-24T09:00, not {text!r}") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
