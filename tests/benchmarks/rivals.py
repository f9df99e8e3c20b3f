"""What reminders are compared with: python-telegram-bot's JobQueue, and APScheduler with its SQLAlchemy store.

    python -m tests.benchmarks.rivals jobqueue|apscheduler API PLACE FAR NEAR START

Each holds FAR jobs due next year and NEAR jobs due ten a second from START (seconds since 1970), and sends a message
for each through python-telegram-bot. The first line printed is the seconds that it took to be ready.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import sys
import time
from pathlib import Path
from typing import Any

from telegram import Bot
from telegram.ext import Application, ApplicationBuilder

from tests.support.bot_api import TOKEN

A_SECOND = 10
TEXT = "You have a step due Friday. Open to see."
_bot: Bot | None = None


async def send(chat: int) -> None:
    """The job of APScheduler, found again by its name after a restart."""
    assert _bot is not None
    await _bot.send_message(chat, TEXT)


async def _job(context: Any) -> None:
    await context.bot.send_message(context.job.data, TEXT)


def _dues(far: int, near: int, start: float) -> list[tuple[int, dt.datetime]]:
    later = dt.datetime.now(dt.UTC) + dt.timedelta(days=200)
    first = dt.datetime.fromtimestamp(start, dt.UTC)
    dues = [(near + number, later + dt.timedelta(seconds=number)) for number in range(1, far + 1)]
    return dues + [(number + 1, first + dt.timedelta(seconds=number / A_SECOND)) for number in range(near)]


def _application(api: str) -> Application:  # type: ignore[type-arg]
    return ApplicationBuilder().token(TOKEN).base_url(f"{api}/bot").build()


async def jobqueue(api: str, dues: list[tuple[int, dt.datetime]]) -> None:
    """In memory: after a restart there is nothing."""
    application = _application(api)
    await application.initialize()
    began = time.monotonic()
    assert application.job_queue is not None
    for chat, due in dues:
        application.job_queue.run_once(_job, due, data=chat, job_kwargs={"misfire_grace_time": None})
    await application.start()
    print(time.monotonic() - began, flush=True)
    await asyncio.Event().wait()


async def apscheduler(api: str, place: Path, dues: list[tuple[int, dt.datetime]]) -> None:
    """In a SQLite file: what was added before is there again."""
    global _bot
    from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
    from apscheduler.schedulers.asyncio import AsyncIOScheduler

    application = _application(api)
    await application.initialize()
    _bot = application.bot
    began = time.monotonic()
    kept = SQLAlchemyJobStore(f"sqlite:///{place / 'jobs.db'}", engine_options={"echo": False})
    scheduler = AsyncIOScheduler(jobstores={"default": kept}, job_defaults={"misfire_grace_time": None})
    scheduler.start(paused=bool(dues))
    for chat, due in dues:
        scheduler.add_job(send, "date", run_date=due, args=[chat], id=str(chat))
    if dues:
        scheduler.resume()
    print(time.monotonic() - began, flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    kind, url, folder, *numbers = sys.argv[1:]
    held = _dues(int(numbers[0]), int(numbers[1]), float(numbers[2]))
    asyncio.run(jobqueue(url, held) if kind == "jobqueue" else apscheduler(url, Path(folder), held))
