"""Delivery of reminders on DBOS: a scan finds what is due, a queue with one limiter for all processes delivers it.

DBOS holds the ids of reminders and nothing of what they say. A reminder becomes a turn of its own when it is delivered:
what it says follows from the case as it then stands, and is committed with the mark that it was delivered.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from bot import metrics
from dialogs.manager import DialogManager
from dialogs.memory.due import Due
from dialogs.memory.store import Gone
from dialogs.messages import Incoming

log = structlog.get_logger()

QUEUE = "reminders"
A_SECOND = 25
"""Reminders started in a second by all processes together: Telegram allows about 30 messages (Bot API FAQ)."""
SCAN_SECONDS, SCANNED = 5.0, 250
"""How often what is due is looked for, and how many are queued at once, so that the most urgent is never far back."""
STEP_SECONDS, STOP_SECONDS = 120, 5
CLEAN_EVERY = dt.timedelta(minutes=10)
CLEANED = 500
Flush = Callable[[str], Awaitable[None]]


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
        clock: What the time is; another one for tests.
        executor: Name of this process among those that share a store.
    """

    def __init__(
        self,
        manager: DialogManager,
        channel: str,
        flush: Flush,
        *,
        clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
        executor: str = "local",
    ) -> None:
        self.manager, self.channel, self.flush, self.clock, self.executor = manager, channel, flush, clock, executor
        self._loop: asyncio.AbstractEventLoop | None = None
        self._workflow: Any = None
        self._cleaned = clock()

    async def launch(self) -> None:
        """Start DBOS. What an earlier process left in its queue goes on."""
        self._loop = asyncio.get_running_loop()
        await asyncio.to_thread(self._launch)

    def _launch(self) -> None:
        from dbos import DBOS

        store = self.manager.store
        config: Any = {
            "name": "infusion-navigator",
            "system_database_url": system_url(store.url.render_as_string(hide_password=False)),
            "run_admin_server": False,
            "log_level": "ERROR",
            "executor_id": self.executor,
            "application_version": "1",  # a rolling restart takes over what the old processes queued
        }
        DBOS(config=config)

        @DBOS.step(name="deliver_reminder", retries_allowed=True, max_attempts=3)
        def deliver(person: str, name: str) -> str:
            assert self._loop is not None
            return asyncio.run_coroutine_threadsafe(self.deliver(person, name), self._loop).result(STEP_SECONDS)

        @DBOS.workflow(name="reminder")
        def reminder(person: str, name: str) -> str:
            return deliver(person, name)

        self._workflow = reminder
        DBOS.launch()
        DBOS.register_queue(
            QUEUE, limiter={"limit": A_SECOND, "period": 1.0}, worker_concurrency=A_SECOND, polling_interval_sec=0.25
        )

    async def stop(self) -> None:
        """Stop DBOS. What is under way is taken up at the next start."""
        from dbos import DBOS

        await asyncio.to_thread(DBOS.destroy, destroy_registry=True, workflow_completion_timeout_sec=STOP_SECONDS)

    async def run(self) -> None:
        """Scan until cancelled."""
        while True:
            try:
                await self.scan()
                metrics.reminders(await self.manager.store.reminder_state(), self.clock())
                await self._clean()
            except Exception as error:  # the store may be away for a while; the next scan tries again
                log.error("scan failed", error=type(error).__name__)
            await asyncio.sleep(SCAN_SECONDS)

    async def scan(self) -> int:
        """Queue what is due, each under its own id: a second time is nothing. Returns how many."""
        found = await self.manager.store.due(self.clock(), SCANNED)
        for one in found:
            await asyncio.to_thread(self._enqueue, one)
        if found:
            await self.manager.store.queued(found, self.clock())
        return len(found)

    def _enqueue(self, one: Due) -> None:
        from dbos import DBOS, SetEnqueueOptions, SetWorkflowID

        with SetWorkflowID(f"{one.id}/{one.tries}"), SetEnqueueOptions(priority=one.urgency + 1):
            DBOS.enqueue_workflow(QUEUE, self._workflow, one.person, one.name)

    async def deliver(self, person: str, name: str) -> str:
        """Take one reminder as a turn and send what comes of it. Looked up again first: it may be gone."""
        store = self.manager.store
        one = await store.reminder(person, name)
        if one is None:
            return "gone"
        now = self.clock()
        update = f"r:{hashlib.sha256(one.id.encode()).hexdigest()[:40]}"  # a second delivery of it is answered once
        incoming = Incoming(one.channel, one.chat, update, now, "external", name)
        try:
            turn = await self.manager.handle(incoming)
        except Gone:
            return "gone"
        except SQLAlchemyError:
            raise  # the store is away: the step is tried again
        except Exception as error:
            aside = await store.reminder_failed(person, name)
            log.error("reminder failed", person=person, name=name, error=type(error).__name__, aside=aside)
            return "fault"
        metrics.REMINDED.inc()
        metrics.LATE.observe(max(0.0, (now - one.due).total_seconds()))
        if one.channel == self.channel:
            await self.flush(one.chat)
        return "sent" if turn.replies else "nothing to say"

    async def _clean(self) -> None:
        """Delete the rows of finished workflows; the store knows what was delivered."""
        if self.clock() - self._cleaned < CLEAN_EVERY:
            return
        self._cleaned = self.clock()
        await asyncio.to_thread(self._delete_finished)

    @staticmethod
    def _delete_finished() -> None:
        from dbos import DBOS

        finished = DBOS.list_workflows(status=["SUCCESS", "ERROR", "CANCELLED"], limit=CLEANED, load_input=False)
        if finished:
            DBOS.delete_workflows([workflow.workflow_id for workflow in finished])
