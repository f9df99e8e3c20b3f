"""What a running bot keeps an eye on: that its store is still the one, room on the disk, the webhook at Telegram."""

from __future__ import annotations

import asyncio
import datetime as dt
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import structlog
import telegram
from telegram.error import InvalidToken, NetworkError, RetryAfter, TelegramError

from bot import metrics
from dialogs.memory.faults import StoreMoved
from dialogs.memory.store import Store

log = structlog.get_logger()

STORE_SECONDS, FIGURES_SECONDS = 3.0, 60.0
LITTLE_ROOM = 1 << 30
"""Bytes free on the store's disk under which the log says so."""
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
Result = TypeVar("Result")


async def reached(call: Callable[[], Awaitable[Result]], stop: asyncio.Event) -> Result | None:
    """What Telegram answers, asked again while it is out of reach. None where we are told to stop meanwhile.

    Raises:
        TelegramError: It answers, and says no.
    """
    pause = FIRST_PAUSE
    while not stop.is_set():
        try:
            return await call()
        except InvalidToken:
            raise
        except (NetworkError, RetryAfter) as error:
            if type(error) not in (NetworkError, telegram.error.TimedOut, RetryAfter):
                raise  # a BadRequest is a NetworkError of this library
            log.warning("telegram out of reach", error=type(error).__name__, again_in=pause)
        try:
            await asyncio.wait_for(stop.wait(), pause)
        except TimeoutError:
            pause = min(2 * pause, LONGEST_PAUSE)
    return None


async def store(held: Store) -> None:
    """End with an error as soon as the store is not the one that is meant any more.

    Raises:
        StoreMoved: See its text.
    """
    while True:
        try:
            await held.watch()
        except StoreMoved:
            raise
        except Exception as error:  # away for a moment: whoever needs it says so
            log.debug("store not watched", error=type(error).__name__)
        await asyncio.sleep(STORE_SECONDS)


async def room(held: Store) -> None:
    """Take the room on the disk of a store that is a file."""
    if not held.is_sqlite or not held.url.database:
        return
    folder, told = Path(held.url.database).parent, False
    while True:
        free = shutil.disk_usage(folder).free
        metrics.DISK_FREE.set(free)
        if (little := free < LITTLE_ROOM) and not told:
            log.error("little room on the disk of the store", free=free)
        told = little
        await asyncio.sleep(FIGURES_SECONDS)


async def webhook(bot: telegram.Bot, address: str) -> None:
    """Take what Telegram says of our webhook: how much waits there, and whether it cannot reach us."""
    while True:
        try:
            found = await bot.get_webhook_info()
        except TelegramError as error:
            log.warning("webhook not looked at", error=type(error).__name__)
        else:
            metrics.WEBHOOK_PENDING.set(found.pending_update_count)
            failed = found.last_error_date
            metrics.WEBHOOK_FAILED.set(failed.timestamp() if failed else 0)
            if found.url != address:
                log.error("the webhook at Telegram is another's; two bots may use one token")
            elif failed and dt.datetime.now(dt.UTC) - failed < dt.timedelta(seconds=2 * FIGURES_SECONDS):
                log.error("telegram cannot reach the webhook", why=found.last_error_message)
        await asyncio.sleep(FIGURES_SECONDS)
