"""Updates from Telegram: asked for, handled chat by chat, acknowledged when they are committed.

python-telegram-bot's own updater acknowledges what it has put into its queue; a crash then loses it. Here an update is
acknowledged when it is committed or given up; one that takes long is put into the store first, sealed, and acknowledged
then. So one chat's slow update delays only its chat, and a crash loses none.
"""

from __future__ import annotations

import asyncio
import time
import warnings
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import structlog
from telegram import Bot, Update
from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot import metrics
from bot.channels.telegram import ALLOWED, CHANNEL, LONGEST_PAUSE, App, Gateway, gateway_of, handle_once, seconds
from dialogs.case.limits import limits

log = structlog.get_logger()

POLL_SECONDS = 30
BETWEEN_POLLS = 0.05
PEEK_SECONDS = 0.1
"""Pause before asking again while updates are under way, which Telegram hands out once more each time."""
LONGEST_PEEK = 1.0
PUT_BY_SECONDS = 0.3
"""How long updates may be under way before they are put into the store, so that those behind them are asked for."""
Handle = Callable[[Update, Callable[[], None]], Awaitable[None]]


async def nothing(_: object) -> None:
    """Tell nobody."""


class Intake:
    """Updates under way.

    Args:
        handle: Handles one update; calls what it is given as soon as the update is committed.
        urgent: Whether an update is to overtake what its chat has waiting.
        overflow: Tells a chat that it has too much waiting, and that this update was not taken.
        strike_off: Drops updates that were put by and are finished.
    """

    def __init__(
        self,
        handle: Handle,
        urgent: Callable[[Update], bool],
        overflow: Callable[[Update], Awaitable[None]] = nothing,
        strike_off: Callable[[list[int]], Awaitable[None]] = nothing,
    ) -> None:
        self.handle, self.urgent, self.overflow, self.strike_off = handle, urgent, overflow, strike_off
        self._updates: dict[int, Update] = {}
        self._put_by: set[int] = set()
        self._since: dict[int, float] = {}
        self._finished: set[int] = set()
        self._next = 0
        self._waiting: dict[int, deque[Update]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self.changed = asyncio.Event()

    @property
    def offset(self) -> int:
        """What may be acknowledged: everything below this is finished."""
        return min((number for number in self._since if number not in self._put_by), default=self._next)

    @property
    def idle(self) -> bool:
        """Whether nothing is under way."""
        return not self._since

    def oldest(self) -> float:
        """Since when the update that is longest under way is (`time.monotonic`); now where there is none."""
        return min(self._since.values(), default=time.monotonic())

    def take(self, update: Update) -> bool:
        """Take an update in hand. False when it is already."""
        number = update.update_id
        if number < self.offset or number in self._since or number in self._finished:
            return False
        self._next = max(self._next, number + 1)
        self._begin(update)
        return True

    def again(self, updates: Sequence[Update]) -> None:
        """Take in hand what an earlier process had put by; Telegram does not hand it out again."""
        for update in updates:
            self._put_by.add(update.update_id)
            self._begin(update)

    def slow(self) -> list[Update]:
        """Updates that are under way and only Telegram has."""
        return [update for number, update in self._updates.items() if number not in self._put_by]

    def put_by(self, updates: Sequence[Update]) -> list[int]:
        """Note that the store has these. Returns those that were finished meanwhile and can go from it again."""
        numbers = [update.update_id for update in updates]
        self._put_by |= {number for number in numbers if number in self._since}
        return [number for number in numbers if number not in self._since]

    def _begin(self, update: Update) -> None:
        number = update.update_id
        self._since[number], self._updates[number] = time.monotonic(), update
        chat = update.effective_chat.id if update.effective_chat else 0
        if self.urgent(update):
            self._start(self._one(update))
        elif chat not in self._waiting:
            self._waiting[chat] = deque([update])
            self._start(self._chat(chat))
        elif len(self._waiting[chat]) < limits().messages_waiting:
            self._waiting[chat].append(update)
        else:
            self._start(self._too_many(update))

    def skip(self, number: int) -> None:
        """Pass over an update that nobody can read."""
        self._next = max(self._next, number + 1)
        self._finished.add(number)

    def _start(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _chat(self, chat: int) -> None:
        """The updates of one chat in order; the next begins when the one before is committed."""
        waiting = self._waiting[chat]
        while waiting:
            await self._one(waiting.popleft())
        del self._waiting[chat]

    async def _too_many(self, update: Update) -> None:
        metrics.TOO_MANY.inc()
        self._finish(update.update_id)
        await self.overflow(update)

    async def _one(self, update: Update) -> None:
        committed = asyncio.Event()

        def commit() -> None:
            self._finish(update.update_id)
            committed.set()

        async def work() -> None:
            try:
                await self.handle(update, commit)
            except Exception as error:  # it was handled as far as it could be
                log.error("update failed", update=update.update_id, error=type(error).__name__)
            finally:
                commit()

        self._start(work())
        await committed.wait()

    def _finish(self, number: int) -> None:
        if self._since.pop(number, None) is None:
            return
        del self._updates[number]
        if number in self._put_by:
            self._put_by.discard(number)
            self._start(self.strike_off([number]))
        self._finished.add(number)
        self._finished = {one for one in self._finished if one >= self.offset}
        self.changed.set()

    async def stop(self) -> None:
        """Let go of what is under way: Telegram delivers it again."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def poll(application: App, stop: asyncio.Event) -> None:
    """Ask for updates until `stop`."""
    gateway = gateway_of(application)

    async def handle(update: Update, committed: Callable[[], None]) -> None:
        await handle_once(application, gateway, update, committed)

    async def strike_off(numbers: list[int]) -> None:
        await _strike_off(gateway, numbers)

    intake = gateway.intake = Intake(handle, gateway.is_urgent, gateway.slow_down, strike_off)
    try:
        await _take_up(application, gateway, intake)
        await _poll(application, gateway, intake, stop)
    finally:
        await intake.stop()


async def _poll(application: App, gateway: Gateway, intake: Intake, stop: asyncio.Event) -> None:
    pause, peek = 1.0, PEEK_SECONDS
    while not stop.is_set():
        gateway.polled = time.monotonic()
        under_way = bool(intake.slow())
        intake.changed.clear()
        try:
            updates = await _updates(application.bot, intake, 0 if under_way else POLL_SECONDS)
            pause = 1.0
            metrics.POLLED.set_to_current_time()
        except InvalidToken:
            raise
        except RetryAfter as error:
            await asyncio.sleep(seconds(error))
            continue
        except Exception as error:  # whatever it is, a bot that stops asking helps nobody
            log.warning("cannot get updates", error=type(error).__name__, pause=pause)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
            continue
        fresh = [update for update in updates if intake.take(update)]
        if fresh:
            peek = PEEK_SECONDS
            await asyncio.sleep(0)
        elif under_way:
            await _changed(intake, peek)
            if intake.oldest() < time.monotonic() - PUT_BY_SECONDS:
                await _put_by(gateway, intake)
            peek = min(peek * 2, LONGEST_PEEK)
        else:
            await asyncio.sleep(BETWEEN_POLLS)  # a server that does not hold the line must not be flooded


async def _take_up(application: App, gateway: Gateway, intake: Intake) -> None:
    """Go on with what was put by before the last end."""
    try:
        kept = await gateway.manager.store.updates_put_by(CHANNEL)
    except Exception as error:  # they stay where they are until the next start
        log.error("updates not taken up", error=type(error).__name__)
        return
    intake.again([update for given in kept if (update := readable(given, application.bot)) is not None])


async def _put_by(gateway: Gateway, intake: Intake) -> None:
    """Put what takes long into the store. Where that fails, Telegram keeps it and what is behind it."""
    updates = intake.slow()
    try:
        await gateway.manager.store.put_by(CHANNEL, {update.update_id: update.to_dict() for update in updates})
    except Exception as error:
        log.error("updates not put by", error=type(error).__name__)
        return
    if finished := intake.put_by(updates):
        await _strike_off(gateway, finished)


async def _strike_off(gateway: Gateway, numbers: list[int]) -> None:
    try:
        await gateway.manager.store.strike_off(CHANNEL, numbers)
    except Exception as error:  # they were answered; after a restart that is seen by their ids
        log.error("updates not struck off", error=type(error).__name__)


async def _changed(intake: Intake, seconds: float) -> None:
    try:
        await asyncio.wait_for(intake.changed.wait(), seconds)
    except TimeoutError:
        return


async def _updates(bot: Bot, intake: Intake, wait: int) -> list[Update]:
    """The next updates. One that cannot be read is passed over; it does not take the others with it."""
    try:
        return list(await bot.get_updates(offset=intake.offset, timeout=wait, allowed_updates=ALLOWED))
    except TelegramError:
        raise
    except Exception as error:
        log.error("an update cannot be read", error=type(error).__name__)
    with warnings.catch_warnings():  # it is asked for as it came, which the library advises against
        warnings.simplefilter("ignore")
        asked = {"offset": intake.offset, "allowed_updates": ALLOWED}
        found = await bot.do_api_request("getUpdates", api_kwargs=asked)
    updates = []
    for one in found:
        if (update := readable(one, bot)) is not None:
            updates.append(update)
        elif isinstance(number := one.get("update_id"), int):
            intake.skip(number)
    return updates


def readable(given: Any, bot: Bot) -> Update | None:
    """An update from its JSON; None where it is none, which is counted."""
    try:
        update = Update.de_json(given, bot)
        if update is not None and isinstance(update.update_id, int):
            return update
    except Exception as error:  # whatever a strange update makes the library raise
        log.error("update passed over", error=type(error).__name__)
    metrics.FAULTS.inc()
    return None
