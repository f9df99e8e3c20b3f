"""Sending what the outbox holds: in order within a chat, at least once, by one process at a time.

What goes wrong with one reply costs that reply alone: its tries are counted, what stands behind it goes out, and in the
end a line says that it could not be sent. Help in a crisis waits for nothing.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import math
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from weakref import WeakValueDictionary

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot import metrics
from dialogs.memory.store import Store, Unsent
from dialogs.speaking.words import DEFAULT, words_in

log = structlog.get_logger()

SWEEP_SECONDS = 3.0
AT_ONCE = 32
"""Chats that a sweep sends to side by side."""
MOST_TRIES = 5
PLAIN_AFTER = 3
"""Failed tries after which only the words of a reply are sent: no buttons, no picture, nothing that may be refused."""
PATIENCE = 3
"""How often the channel may be out of reach for one reply before the one behind it is tried: it may be this reply."""
Send = Callable[[str, dict[str, Any]], Awaitable[None]]


class ChatClosed(Exception):
    """The person blocked us or deleted the chat."""


class NotNow(Exception):
    """The channel did not take the message; it may later. `seconds` is how long it asks this chat to wait."""

    def __init__(self, seconds: float = 0.0) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Refused(Exception):
    """The channel refuses this very message."""


@dataclass
class _Unreached:
    """A reply that the channel did not take: since when (`time.monotonic`), and how often."""

    since: float
    times: int = 0


class Deliverer:
    """Empties the outbox of one channel.

    Args:
        store: The store whose outbox it is.
        channel: Such as ``telegram``.
        send: Sends one stored reply to a chat; raises `ChatClosed`, `NotNow` or `Refused`. Anything else that it
            raises is a fault of this reply.

    Attributes:
        beat: When a sweep last succeeded (`time.monotonic`).
    """

    def __init__(self, store: Store, channel: str, send: Send) -> None:
        self.store, self.channel, self.send = store, channel, send
        self.beat = time.monotonic()
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._flushing: dict[str, asyncio.Task[None]] = {}
        self._waiting: set[str] = set()
        self._not_struck: set[int] = set()
        """Replies that went out and that the store could not strike off. They are not sent again."""
        self._unreached: dict[int, _Unreached] = {}
        self._flood: dict[str, float] = {}
        self._went = 0.0

    async def flush(self, chat: str) -> None:
        """Send everything that waits for a chat, urgent replies first and past those that are being made."""
        self._waiting.add(chat)
        if any(row.urgent for row in await self.store.unsent(self.channel, chat)):
            await self._lane(chat, urgent=True)
        if self._flood.get(chat, 0.0) <= time.monotonic():
            self._flood.pop(chat, None)
            await self._lane(chat, urgent=False)

    async def _lane(self, chat: str, *, urgent: bool) -> None:
        name = f"{chat}/urgent" if urgent else chat
        lock = self._locks.setdefault(name, asyncio.Lock())
        async with lock, self.store.sending(self.channel, name):
            with contextlib.suppress(SQLAlchemyError):  # a full disk, say: what goes out now goes out once all the same
                await self._strike_off()
            probing = False
            for row in await self.store.unsent(self.channel, chat):
                if row.urgent != urgent or row.id in self._not_struck:
                    continue
                try:
                    went = await self._sent(chat, row)
                except ChatClosed:
                    log.info("chat closed", chat=chat)
                    await self.store.blocked(self.channel, chat, dt.datetime.now(dt.UTC))
                    break
                except NotNow as error:
                    metrics.RETRIES.inc()
                    if probing or not self._tries_the_next(chat, row, error):
                        return
                    probing = True
                else:
                    probing = probing and not went
        if not urgent:
            self._waiting.discard(chat)

    async def _strike_off(self) -> None:
        if self._not_struck:
            ids = set(self._not_struck)
            await self.store.sent(sorted(ids))
            self._not_struck -= ids

    def _tries_the_next(self, chat: str, row: Unsent, error: NotNow) -> bool:
        """Whether the reply behind this one is tried: the channel may be well, and this reply what it chokes on."""
        if error.seconds:
            self._flood[chat] = time.monotonic() + error.seconds
            return False
        seen = self._unreached.setdefault(row.id, _Unreached(time.monotonic()))
        seen.times += 1
        return seen.times >= PATIENCE

    async def _sent(self, chat: str, row: Unsent) -> bool:
        """Send one reply. False when it failed by a fault of its own, which is counted.

        A try of what has to be made first is counted before it begins: should it end the process, that is known then.
        """
        if row.reply is None or row.tries >= MOST_TRIES:
            await self._replaced(chat, row)
            return True
        made = bool(row.reply.get("attachment"))
        if made:
            await self.store.tried(row.id)
        try:
            await self.send(chat, _reduced(row.reply) if row.tries >= PLAIN_AFTER else row.reply)
        except ChatClosed:
            raise
        except NotNow as error:
            if self._channel_is_well(row, error):
                await self._failed(chat, row, error, counted=made)
                return False
            if made:
                await self.store.tried(row.id, -1)
            raise
        except Exception as error:
            await self._failed(chat, row, error, counted=made)
            return False
        metrics.REPLIES.inc()
        await self._done(row)
        return True

    def _channel_is_well(self, row: Unsent, error: NotNow) -> bool:
        """Whether others went out while this reply, again and again, did not."""
        seen = self._unreached.get(row.id)
        return seen is not None and not error.seconds and seen.times >= PATIENCE and self._went > seen.since

    async def _failed(self, chat: str, row: Unsent, error: Exception, *, counted: bool) -> None:
        """Count a fault of a reply; after `MOST_TRIES` a line takes its place."""
        why = str(error)[:80] if isinstance(error, Refused) else ""
        log.error("reply failed", chat=chat, reply=row.id, tries=row.tries + 1, error=type(error).__name__, why=why)
        if not counted:
            await self.store.tried(row.id)
        if row.tries + 1 >= MOST_TRIES:
            await self._replaced(chat, row)

    async def _replaced(self, chat: str, row: Unsent) -> None:
        """Say that a reply could not be made or sent. A line that is refused too is given up."""
        try:
            await self.send(chat, {"text": instead(row.reply)})
        except (ChatClosed, NotNow):
            raise
        except Exception as error:
            log.error("reply given up", chat=chat, reply=row.id, error=type(error).__name__)
        metrics.DROPPED.inc()
        await self._done(row)

    async def _done(self, row: Unsent) -> None:
        """Strike a reply off. Where the store cannot, it is remembered here and not sent a second time."""
        self._went = time.monotonic()
        self._unreached.pop(row.id, None)
        try:
            await self.store.sent([row.id])
        except SQLAlchemyError as error:
            self._not_struck.add(row.id)
            log.error("reply not struck off", reply=row.id, error=type(error).__name__)

    # --- sweeping -----------------------------------------------------------------------------------

    async def sweep(self) -> None:
        """Send what an earlier try or a crash left: each chat for itself, however it fares with the others.

        Raises:
            SQLAlchemyError: The store does not tell which chats wait. Those that are known here were tried.
        """
        unknown: SQLAlchemyError | None = None
        try:
            chats = await self.store.waiting_chats(self.channel)
        except SQLAlchemyError as error:
            chats, unknown = sorted(self._waiting), error
        for chat in chats:
            if chat not in self._flushing:
                self._flushing[chat] = asyncio.create_task(self._flush_alone(chat))
        if self._flushing:  # one that takes long goes on beside the next sweep
            await asyncio.wait(self._flushing.values(), timeout=SWEEP_SECONDS)
        if unknown:
            raise unknown

    async def _flush_alone(self, chat: str) -> None:
        try:
            async with self._slots:
                await self.flush(chat)
        except Exception as error:  # this chat's next sweep tries again
            log.error("chat not swept", chat=chat, error=type(error).__name__)
        finally:
            self._flushing.pop(chat, None)

    async def run(self) -> None:
        """Sweep until cancelled."""
        try:
            while True:
                try:
                    await self.sweep()
                    self.beat = time.monotonic()
                except Exception as error:  # the store may be away for a while; the next sweep tries again
                    log.error("sweep failed", error=type(error).__name__)
                await self._wipe()
                await self._take_figures()
                await asyncio.sleep(SWEEP_SECONDS)
        finally:
            for task in list(self._flushing.values()):
                task.cancel()

    async def _wipe(self) -> None:
        """Overwrite what was forgotten, where a reader kept that from being done at once."""
        try:
            metrics.WIPE_OWED.set(0 if await self.store.wipe() else 1)
        except Exception as error:
            log.error("not wiped", error=type(error).__name__)

    async def _take_figures(self) -> None:
        """What waits, for the operator; not a number where it cannot be told."""
        try:
            metrics.outbox(await self.store.outbox_state(), dt.datetime.now(dt.UTC))
        except Exception as error:
            log.error("figures not taken", error=type(error).__name__)
            metrics.OUTBOX_WAITING.set(math.nan)
            metrics.OUTBOX_OLDEST.set(math.nan)


def _reduced(reply: dict[str, Any]) -> dict[str, Any]:
    """The words of a reply without anything that may be refused; what is a file stays one."""
    if reply.get("attachment") or reply.get("toast"):
        return reply
    return {"text": reply["text"], "sources": reply.get("sources"), "plain": True}


def instead(reply: dict[str, Any] | None) -> str:
    """The line that takes the place of a reply that cannot be made, sent or opened (None)."""
    words = words_in(DEFAULT)
    if reply and (attachment := reply.get("attachment")):
        return words("reply-file-not-made", name=attachment["name"])
    return words("reply-not-sent")
