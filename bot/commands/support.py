"""What commands share: options that several take, the day of today, logs, the store."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import logging
import os
import sys
import traceback
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import structlog
import typer

from bot.errors import UserError
from bot.settings import Settings

if TYPE_CHECKING:
    from dialogs.memory.store import Store

CaseFile = Annotated[Path, typer.Option(help="A case (JSON or YAML), such as /export writes.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object.")]
AsLines = Annotated[bool, typer.Option("--json", help="One JSON object for each, on one line.")]
Today = Annotated[str | None, typer.Option(help="The day of asking, such as 2026-11-24; this one by default.")]


def day_of(today: str | None) -> dt.date:
    """The day that was given, or today where most people of the program live.

    Raises:
        UserError: It is no date.
    """
    if today is None:
        from dialogs.speaking.voice import HOME_ZONE

        return dt.datetime.now(HOME_ZONE).date()
    try:
        return dt.date.fromisoformat(today)
    except ValueError:
        raise UserError(f"{today!r} is no date: write 2026-11-24") from None


def one_of(text: str | None, file: Path | None, takes: str) -> list[str]:
    """The one text that was given, or the lines of a file.

    Raises:
        UserError: Neither or both were given, or the file cannot be read.
    """
    from bot.commands.asking import read_questions

    if (text is None) == (file is None):
        raise UserError(takes)
    return read_questions(file) if file else [text or ""]


def print_json(value: object) -> None:
    """One object on one line."""
    typer.echo(json.dumps(value, ensure_ascii=False))


class Library(logging.Formatter):
    """A line of a library as JSON: who says it, the kind of an error and where it arose. Not its text, nor a traceback.

    Either could quote what a person wrote.
    """

    def format(self, record: logging.LogRecord) -> str:
        found = {"event": "library", "logger": record.name, "level": record.levelname.lower()}
        if record.exc_info and record.exc_info[1] is not None:
            found["error"] = type(record.exc_info[1]).__name__
            *_, last = traceback.extract_tb(record.exc_info[2]) or [None]
            found["where"] = f"{Path(last.filename).name}:{last.lineno}" if last else ""
        at = dt.datetime.fromtimestamp(record.created, dt.UTC)
        return json.dumps({**found, "timestamp": at.isoformat().replace("+00:00", "Z")})


def set_up_logs(level: str) -> None:
    """Structured lines on standard error: ids and event names, never a person's words."""
    number = logging.getLevelNamesMapping()[level.upper()]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Library())
    logging.basicConfig(level=max(number, logging.WARNING), handlers=[handler], force=True)
    for noisy in ("httpx", "rasa_sdk", "telegram", "sqlalchemy"):
        logging.getLogger(noisy).setLevel(logging.ERROR)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def opener(settings: Settings) -> Callable[[], Store]:
    """What opens the store of these settings. Files that are made from now on are their owner's alone."""
    from dialogs.memory.store import Store

    os.umask(0o077)
    key = settings.key.get_secret_value() if settings.key else None
    return lambda: Store(settings.store_url, key, settings.operator_key_file)


def run(work: Coroutine[Any, Any, None]) -> None:
    """Run a command's work to its end; Ctrl-C ends it quietly."""
    try:
        asyncio.run(work)
    except KeyboardInterrupt:
        raise typer.Exit(130) from None
