"""Delivery of reminders on DBOS: a scan finds what is due, a queue with one limiter for all processes delivers it.

DBOS holds the ids of reminders and nothing of what they say. A reminder becomes a turn of its own when it is delivered:
what it says follows from the case as it then stands, and is committed with the mark that it was delivered.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import hashlib
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog
from sqlalchemy.engine import make_url

from bot import metrics
from bot.jobs import errands
from dialogs.memory.announcing import EVENT as ANNOUNCED
from dialogs.memory.due import MOST_TRIES, Due
from dialogs.memory.faults import Unreadable, away
from dialogs.memory.retention import Kept
from dialogs.memory.store import Gone
from dialogs.speaking.messages import Incoming
from dialogs.speaking.operator import Operator
from dialogs.speaking.words import DEFAULT, words_in
from dialogs.turn.manager import DialogManager

if TYPE_CHECKING:
    from bot.jobs.trials import Registry

log = structlog.get_logger()

QUEUE = "reminders"
A_SECOND = 25
"""Reminders started in a second by all processes together: Telegram allows about 30 messages (Bot API FAQ)."""
SCAN_SECONDS, MOST_QUEUED = 5.0, 250
"""How often what is due is looked for at least, which is sooner when something comes due; and how many
are queued at once: ten seconds of delivery."""
SOONEST = 0.05
"""Seconds between two scans at least."""
MOST_JOBS, MOST_LOOKED_AT = 4, 1000
"""Readings and searches that are queued at once, and reminders among which they are chosen."""
TAKEN_SECONDS = 60.0
"""Within which what was queued is begun, by this process or another that shares the store."""
STEP_SECONDS, STOP_SECONDS, POLL_SECONDS = 1800, 5, 0.5
PURGE_SECONDS = 24 * 3600.0
LOOK_SECONDS = 60.0
"""How often the figures are taken and finished workflows are deleted."""
CLEANED, KEPT = 500, dt.timedelta(minutes=1)
BEAT_SECONDS = 8.0
"""How often it is shown how far a paper is read, and that its reader is alive."""
Flush = Callable[[str], Awaitable[None]]
Progress = Callable[[str, int, int], Awaitable[None]]


async def nothing(chat: str, page: int, count: int) -> None:
    """Show no progress."""


def _refuse_pickles(*_: object) -> Any:
    """A row of DBOS may say that it is a pickle; who can write to the database could then run code here."""
    raise TypeError("pickles are not read; inputs are JSON")


def kept_by(operator: Operator) -> Kept:
    """How long an operator keeps things."""
    return Kept(operator.keep_days, operator.warn_days, operator.copies_days)


def system_url(store_url: str) -> str:
    """Where DBOS keeps its tables: beside a SQLite store, in the same PostgreSQL database."""
    url = make_url(store_url)
    if url.get_backend_name() == "sqlite":
        return f"sqlite:///{Path(str(url.database)).with_suffix('.dbos.db')}"
    return url.render_as_string(hide_password=False)


class Reminding:
    """Delivers reminders until it is stopped. One in a process.

    Args:
        manager: Takes a due reminder as a turn.
        channel: Such as ``telegram``.
        flush: Sends what the outbox holds for a chat.
        progress: Shows in a chat how many pages of a paper are read.
        clock: What the time is; another one for tests.
        executor: Name of this process among those that share a store.
        registry: Where trials are searched; None where the operator did not turn that on.
    """

    def __init__(
        self,
        manager: DialogManager,
        channel: str,
        flush: Flush,
        progress: Progress = nothing,
        *,
        clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
        executor: str = "local",
        registry: Registry | None = None,
    ) -> None:
        self.manager, self.channel, self.flush, self.progress = manager, channel, flush, progress
        self.registry = registry
        self.clock, self.executor = clock, executor
        self._loop: asyncio.AbstractEventLoop | None = None
        self._workflow: Any = None
        self._looked, self._purged = 0.0, time.monotonic()
        self._queued: dict[str, float] = {}
        """People for whom something that takes long was queued, and when (`time.monotonic`)."""
        self._doing: set[str] = set()
        self.beat = time.monotonic()
        self._awake = asyncio.Event()
        manager.on_scheduled = self._awake.set

    async def launch(self) -> None:
        """Start DBOS. What an earlier process left in its queue goes on."""
        self._loop = asyncio.get_running_loop()
        await asyncio.to_thread(self._launch)

    def _launch(self) -> None:
        from dbos import DBOS
        from dbos._serialization import DBOSPortableJSON, DefaultSerializer

        setattr(DefaultSerializer, "deserialize", _refuse_pickles)  # noqa: B010 - the type says that it may not be
        store = self.manager.store
        config: Any = {
            "name": "infusion-navigator",
            "system_database_url": system_url(store.url.render_as_string(hide_password=False)),
            "run_admin_server": False,
            "log_level": "ERROR",
            "executor_id": self.executor,
            "serializer": DBOSPortableJSON,
            "application_version": "1",  # a rolling restart takes over what the old processes queued
        }
        DBOS(config=config)

        @DBOS.workflow(name="reminder")
        def reminder(person: str, name: str) -> str:
            """One step, which may be taken twice: a step of its own would cost two more commits and save nothing."""
            assert self._loop is not None
            return asyncio.run_coroutine_threadsafe(self.deliver(person, name), self._loop).result(STEP_SECONDS)

        self._workflow = reminder
        DBOS.launch()
        DBOS.register_queue(
            QUEUE,
            limiter={"limit": A_SECOND, "period": 1.0},
            worker_concurrency=A_SECOND,
            polling_interval_sec=POLL_SECONDS,
        )

    async def stop(self) -> None:
        """Stop DBOS. What is under way is taken up at the next start."""
        from dbos import DBOS

        await asyncio.to_thread(DBOS.destroy, destroy_registry=True, workflow_completion_timeout_sec=STOP_SECONDS)

    async def run(self) -> None:
        """Scan until cancelled."""
        while True:
            pause = SCAN_SECONDS
            self._awake.clear()
            try:
                await self.scan()
                self.beat = time.monotonic()
                await self._look_after()
                pause = await self._pause()
            except Exception as error:  # the store may be away for a while; the next scan tries again
                log.error("scan failed", error=type(error).__name__)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._awake.wait(), pause)

    async def _pause(self) -> float:
        """Seconds until the next scan: until something comes due, if that is sooner than usual."""
        now = self.clock()
        coming = await self.manager.store.next_due(now)
        return min(SCAN_SECONDS, max(SOONEST, (coming - now).total_seconds())) if coming else SCAN_SECONDS

    async def scan(self) -> int:
        """Queue what is due, each under its own id: a second time is nothing. Returns how many.

        The queue is kept short: what waits in the store can still be overtaken by something more urgent, and nothing
        waits in the queue for so long that it would be taken for lost and be queued again.
        """
        now, store = self.clock(), self.manager.store
        room = MOST_QUEUED - await store.in_queue(now)
        found = self._fair(await store.due(now, MOST_LOOKED_AT))[: max(0, room)]
        if found:
            await asyncio.to_thread(self._enqueue, found)
            await store.queued(found, self.clock())
        return len(found)

    def _fair(self, found: list[Due]) -> list[Due]:
        """Of what takes long, one thing a person and a few in all: the others go past it."""
        now, kept = time.monotonic(), []
        self._queued = {person: at for person, at in self._queued.items() if at > now - TAKEN_SECONDS}
        for one in found:
            if errands.asks(one):
                busy = self._queued.keys() | self._doing
                if one.person in busy or len(busy) >= MOST_JOBS:
                    continue
                self._queued[one.person] = now
            kept.append(one)
        return kept

    def _enqueue(self, found: list[Due]) -> None:
        from dbos import DBOS, SetEnqueueOptions, SetWorkflowID

        for one in found:
            with SetWorkflowID(f"{one.id}/{one.tries}"), SetEnqueueOptions(priority=one.urgency + 1):
                DBOS.enqueue_workflow(QUEUE, self._workflow, one.person, one.name)

    async def deliver(self, person: str, name: str) -> str:
        """Take one reminder as a turn and send what comes of it. Looked up again first: it may be gone."""
        store = self.manager.store
        one = await store.reminder(person, name)
        if one is None:
            self._queued.pop(person, None)
            return "gone"
        now = self.clock()
        update = f"r:{hashlib.sha256(one.id.encode()).hexdigest()[:40]}"  # a second delivery of it is answered once
        try:
            found = await self._found(one)
            incoming = Incoming(one.channel, one.chat, update, now, "external", name, found=found)
            turn = await self.manager.handle(incoming)
        except Gone:
            return "gone"
        except Exception as error:
            if away(error):
                raise  # the step is tried again
            aside = await store.reminder_failed(person, name)
            if aside and isinstance(error, Unreadable) and one.channel == self.channel:
                await self._say_unreadable(one, update)
            metrics.REMINDER_FAULTS.inc()
            log.error("reminder failed", person=person, name=name, error=type(error).__name__, aside=aside)
            return "fault"
        metrics.REMINDED.inc()
        metrics.LATE.observe(max(0.0, (now - one.due).total_seconds()))
        if one.channel == self.channel:
            await self.flush(one.chat)
        return "sent" if turn.replies else "nothing to say"

    async def _found(self, one: Due) -> dict[str, Any] | None:
        """What the host does or looks up before the turn."""
        if one.name.startswith(f"{ANNOUNCED}."):
            return await self.manager.store.announcement(one.name)
        return await self._done(one) if errands.asks(one) else None

    async def _say_unreadable(self, one: Due, update: str) -> None:
        """A date may stand behind a reminder that cannot be opened: its person is told that there was one."""
        line = {"text": words_in(DEFAULT)("reminder-unreadable")}
        await self.manager.store.answer_aside(one.channel, one.chat, update, self.clock(), [line])
        await self.flush(one.chat)

    async def _done(self, one: Due) -> dict[str, Any]:
        """Do what was asked, in a try that is counted before: what ends the process every time is given up."""
        self._doing.add(one.person)
        try:
            if one.tries >= MOST_TRIES:
                return {"problem": "heavy", "args": {}}
            await self.manager.store.reminder_tried(one.person, one.name)
            return await self._do(replace(one, tries=one.tries + 1))
        finally:
            self._doing.discard(one.person)
            self._queued.pop(one.person, None)

    async def _do(self, one: Due) -> dict[str, Any]:
        """Do what was asked. Meanwhile the reminder is not taken for lost, and the person sees how far a reading is."""
        seen = [0, 0]

        def progress(page: int, count: int) -> None:
            seen[:] = [page, count]

        async def beat() -> None:
            while True:
                await asyncio.sleep(BEAT_SECONDS)
                await self.manager.store.queued([one], self.clock())
                if one.channel == self.channel and seen[1] > 1:
                    await self.progress(one.chat, *seen)

        beating = asyncio.create_task(beat())
        try:
            return await errands.found(self.manager.store, one, self.registry, progress)
        finally:
            beating.cancel()
            await asyncio.gather(beating, return_exceptions=True)

    async def _look_after(self) -> None:
        """Take the figures, and delete the rows of finished workflows; the store knows what was delivered."""
        if self._looked and time.monotonic() - self._looked < LOOK_SECONDS:
            return
        self._looked = time.monotonic()
        now = self.clock()
        metrics.reminders(await self.manager.store.reminder_state(now), now)
        metrics.knowledge(self.manager.dialog.library, now.date())
        await asyncio.to_thread(self._delete_finished)
        if time.monotonic() - self._purged > PURGE_SECONDS:
            done = await self.manager.store.purge(now, kept_by(self.manager.dialog.operator))
            log.info("purged", told=done.told, erased=done.erased)
            self._purged = time.monotonic()

    @staticmethod
    def _delete_finished() -> None:
        from dbos import DBOS

        ended = ["SUCCESS", "ERROR", "CANCELLED"]
        before = (dt.datetime.now(dt.UTC) - KEPT).isoformat()  # the limiter counts what ran within its period
        while finished := DBOS.list_workflows(
            status=ended, completed_before=before, limit=CLEANED, load_input=False, load_output=False
        ):
            DBOS.delete_workflows([workflow.workflow_id for workflow in finished])
