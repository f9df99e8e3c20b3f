"""The command line: which commands there are, and how their errors reach a person."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperGroup

from bot.commands import (
    ask,
    chat,
    deadlines,
    flows,
    knowledge,
    money,
    papers,
    parse,
    privacy,
    rasa,
    serve,
    store,
    understand,
)
from bot.commands.version import Version
from bot.errors import mendable
from bot.settings import settings_now


class Commands(TyperGroup):
    """Turns what the person can mend into one line and exit code 2."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except Exception as error:
            if not isinstance(error, mendable()):
                raise
            typer.echo(f"navigator: {error}", err=True)
            raise typer.Exit(2) from None


app = typer.Typer(
    cls=Commands,
    help="Infusion Navigator: getting a ketamine infusion for chronic pain paid for, step by step.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback(invoke_without_command=True)
def start(context: typer.Context, version: Version = False) -> None:
    """With no command: Telegram when TELEGRAM_BOT_TOKEN is set, else a chat in this terminal."""
    if context.invoked_subcommand is None:
        if settings_now().telegram_token:
            serve.bot()
        else:
            chat.chat()


app.command()(chat.chat)
app.command()(serve.bot)
app.command()(serve.actions)
app.command()(ask.ask)
app.command()(understand.understand)
app.command()(papers.letter)
app.command()(papers.read)
app.command()(money.cost)
app.command()(money.limits)
app.command()(money.programs)
app.command()(money.trials)
app.command()(papers.criteria)
app.command()(deadlines.deadline)
app.command()(deadlines.deadlines)
app.command("rules")(deadlines.rules)
app.command()(store.status)
app.command()(store.rekey)
app.command()(store.announce)
app.command()(privacy.privacy)
app.command("migrate-store")(store.migrate_store)
app.command()(flows.flows)
app.add_typer(knowledge.app, name="knowledge")
app.add_typer(rasa.app, name="rasa")
app.add_typer(parse.app, name="parse")


def main() -> None:
    """Entry point of the installed command."""
    app()
