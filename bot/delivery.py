"""Sending what the outbox holds: in order within a chat, at least once, by one process at a time."""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from collections.abc import Awaitable, Callable
from typing import Any
from weakref import WeakValueDictionary

import structlog

from bot import metrics
from dialogs.memory.store import Store

log = structlog.get_logger()

SWEEP_SECONDS = 3.0
MOST_TRIES = 5
Send = Callable[[str, dict[str, Any]], Awaitable[None]]


class ChatClosed(Exception):
    """The person blocked us or deleted the chat."""


class NotNow(Exception):
    """The channel did not take the message; it may later."""


class Refused(Exception):
    """The channel refuses this very message."""


class Deliverer:
    """Empties the outbox of one channel.

    Args:
        store: The store whose outbox it is.
        channel: Such as ``telegram``.
        send: Sends one stored reply to a chat; raises `ChatClosed`, `NotNow` or `Refused`.
    """

    def __init__(self, store: Store, channel: str, send: Send) -> None:
        self.store, self.channel, self.send = store, channel, send
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self.beat = time.monotonic()

    async def flush(self, chat: str) -> None:
        """Send everything that waits for a chat. Stops at the first message that cannot go out now."""
        lock = self._locks.setdefault(chat, asyncio.Lock())
        async with lock, self.store.sending(self.channel, chat):
            for row in await self.store.unsent(self.channel, chat):
                try:
                    await self.send(chat, row.reply)
                except ChatClosed:
                    log.info("chat closed", chat=chat)
                    await self.store.blocked(self.channel, chat, dt.datetime.now(dt.UTC))
                    return
                except NotNow:
                    metrics.RETRIES.inc()
                    return
                except Refused as error:
                    if not await self._give_up(row.id, row.tries, chat, error):
                        return
                    continue
                await self.store.sent([row.id])
                metrics.REPLIES.inc()

    async def _give_up(self, reply: int, tries: int, chat: str, error: Refused) -> bool:
        """Count a refusal; after `MOST_TRIES` the message is dropped, so that it does not block the chat."""
        await self.store.failed(reply)
        log.error("reply refused", chat=chat, reply=reply, tries=tries + 1, why=str(error)[:80])
        if tries + 1 < MOST_TRIES:
            return False
        metrics.DROPPED.inc()
        await self.store.sent([reply])
        return True

    async def sweep(self) -> None:
        """Send what an earlier try or a crash left."""
        chats = await self.store.waiting_chats(self.channel)
        for start in range(0, len(chats), 16):
            await asyncio.gather(*(self.flush(chat) for chat in chats[start : start + 16]))

    async def run(self) -> None:
        """Sweep until cancelled."""
        while True:
            self.beat = time.monotonic()
            try:
                await self.sweep()
                state = await self.store.outbox_state()
                metrics.outbox(state, dt.datetime.now(dt.UTC))
            except Exception as error:  # the store may be away for a while; the next sweep tries again
                log.error("sweep failed", error=type(error).__name__)
            await asyncio.sleep(SWEEP_SECONDS)
