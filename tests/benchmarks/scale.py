"""A million pending reminders, and the same beside JobQueue and APScheduler: ``./navigator bench scale``."""

from __future__ import annotations

import asyncio
import base64
import datetime as dt
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psutil
from sqlalchemy import insert

from bot.jobs.reminding import MOST_QUEUED
from dialogs.case.casefile import VERSION
from dialogs.memory.sealing import Sealer, new_key, read_key
from dialogs.memory.store import Store
from dialogs.memory.tables import conversations, people, reminders
from tests.benchmarks.rivals import A_SECOND
from tests.end_to_end.crash import NAVIGATOR
from tests.end_to_end.reminding import slots_of
from tests.support.bot_api import TOKEN, BotApi

PEOPLE, EACH = int(os.environ.get("NAVIGATOR_BENCH_PEOPLE", "100000")), 10
NEAR, AT_ONCE = 400, 500
JOBS = PEOPLE
BATCH = 2000
KEY = base64.b64encode(new_key()).decode()
ROOT = Path(__file__).parents[2]


def fill(store: Store, first: int, count: int, due: list[dt.datetime], each: int) -> None:
    """People with `each` reminders next year, or with one due at the moment given for them; written in bulk."""
    operator, dice = Sealer(read_key(KEY)), random.Random(first)
    now = dt.datetime.now(dt.UTC)
    today = now.astimezone(dt.timezone(dt.timedelta(hours=-5))).date()
    for start in range(first, first + count, BATCH):
        rows: dict[Any, list[dict[str, Any]]] = {people: [], conversations: [], reminders: []}
        for chat in range(start, min(start + BATCH, first + count)):
            person, key = uuid.uuid4().hex, new_key()
            stored = {"version": VERSION, "slots": slots_of(chat, today), "active_loop": None, "latest_action": None}
            rows[people].append(
                {
                    "id": person,
                    "channel": "telegram",
                    "chat": str(chat),
                    "key": operator.seal(key, person),
                    "created": now,
                }
            )
            tracker = Sealer(key).seal(_json(stored), person)
            rows[conversations].append({"person": person, "version": VERSION, "tracker": tracker, "updated": now})
            whens = [due[chat - first]] if due else [now + dt.timedelta(days=dice.uniform(2, 300)) for _ in range(each)]
            for number, when in enumerate(whens):
                name = f"day.{today}" if due else f"day.{number}"
                rows[reminders].append(
                    {
                        "person": person,
                        "name": name,
                        "due": when,
                        "urgency": dice.randint(0, 3),
                        "state": "pending",
                        "tries": 0,
                    }
                )
        with store.engine.begin() as connection:
            for table, held in rows.items():
                connection.execute(insert(table), held)


def _json(value: Any) -> bytes:
    import json

    return json.dumps(value).encode()


@dataclass
class Process:
    """A bot or a rival under measurement."""

    command: list[str]
    env: dict[str, str]
    api: BotApi
    process: psutil.Popen | None = None

    async def start(self) -> float:
        """Seconds from the start of the program until it is ready: it says so, or it has asked Telegram for updates."""
        began, seen = time.monotonic(), len(self.api.calls)
        self.process = psutil.Popen(
            self.command, env=self.env, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        if self.command[0] != NAVIGATOR:
            await asyncio.to_thread(self.process.stdout.readline)
            return time.monotonic() - began
        await until(lambda: any(method == "deleteWebhook" for method, _ in list(self.api.calls)[seen:]))
        return time.monotonic() - began

    def kill(self, how: signal.Signals = signal.SIGKILL) -> None:
        assert self.process is not None
        self.process.send_signal(how)
        self.process.wait(30)

    def used(self) -> float:
        assert self.process is not None
        times = self.process.cpu_times()
        return float(times.user + times.system)

    def memory(self) -> int:
        assert self.process is not None
        return int(self.process.memory_info().rss / 1e6)


async def until(holds: Callable[[], bool], seconds: float = 300) -> None:
    for _ in range(int(seconds / 0.02)):
        if holds():
            return
        await asyncio.sleep(0.02)
    raise TimeoutError


def late(api: BotApi, start: float, chats: range) -> list[float]:
    """Seconds from due to arrival, for chats that are due `A_SECOND` a second from `start`; first arrivals."""
    offset = time.time() - time.monotonic()
    return sorted(
        api.messages[chat][0].at + offset - (start + (chat - chats.start) / A_SECOND)
        for chat in chats
        if api.messages.get(chat)
    )


def shown(values: list[float]) -> str:
    return (
        f"late p50 {statistics.median(values):.2f} s, p99 {values[int(len(values) * 0.99)]:.2f} s"
        if values
        else "none came"
    )


def ours(api: BotApi, url: str) -> Process:
    env = {**os.environ, "TELEGRAM_BOT_TOKEN": TOKEN, "NAVIGATOR_TELEGRAM_API": api.url, "DATABASE_URL": url}
    env |= {"NAVIGATOR_KEY": KEY, "NAVIGATOR_LOG_LEVEL": "error", "NAVIGATOR_EXECUTOR": "bench"}
    return Process([NAVIGATOR, "bot"], env, api)


async def pending(count: int, place: Path) -> None:
    """What it costs to have `count` reminders pending."""
    url = f"sqlite:///{place / f'{count}.db'}"
    store = Store(url, KEY, Path("unused"))
    began = time.monotonic()
    fill(store, 10_001, count // EACH, [], EACH)
    filled = time.monotonic() - began
    start = time.time() + 20
    near = [dt.datetime.fromtimestamp(start + number / A_SECOND, dt.UTC) for number in range(NEAR)]
    fill(store, 1, NEAR, near, 1)
    burst = start + NEAR / A_SECOND + 10
    fill(store, 5001, AT_ONCE, [dt.datetime.fromtimestamp(burst, dt.UTC)] * AT_ONCE, 1)
    scan = await _timed(lambda now: store.due(now, MOST_QUEUED), dt.datetime.now(dt.UTC))
    full = await _timed(lambda now: store.due(now, MOST_QUEUED), dt.datetime.fromtimestamp(burst + 1, dt.UTC))
    state = await _timed(store.reminder_state, dt.datetime.now(dt.UTC))
    await store.close()
    api = BotApi().start()
    bot = ours(api, url)
    ready = await bot.start()
    await asyncio.sleep(max(0.0, burst - time.time()) - 1)
    values = late(api, start, range(1, NEAR + 1))
    idle = bot.used()
    await asyncio.sleep(1)
    chats = range(5001, 5001 + AT_ONCE)
    await until(lambda: any(api.messages.get(chat) for chat in chats))
    used, since = bot.used(), time.monotonic()
    await until(lambda: all(api.messages.get(chat) for chat in chats))
    seconds, used = time.monotonic() - since, bot.used() - used
    print(
        f"{count:,} pending, {count // EACH:,} people ({filled:.0f} s to fill, {(place / f'{count}.db').stat().st_size / 1e6:.0f} MB): "
        f"a scan {scan:.2f} ms with nothing due, {full:.2f} ms with {NEAR + AT_ONCE} due; the figures of all {state:.1f} ms, once a minute; "
        f"ready after {ready:.1f} s; 10 a second: {len(values)} of {NEAR}, {shown(values)}; "
        f"{AT_ONCE} at once: {AT_ONCE / seconds:.1f} a second with {100 * used / seconds:.0f}% of a core; {bot.memory()} MB; "
        f"{idle:.1f} s of processor until then",
        flush=True,
    )
    bot.kill(signal.SIGTERM)
    api.stop()


async def _timed(work: Any, now: dt.datetime, times: int = 15) -> float:
    """Milliseconds, the median."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        await work(now)
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


async def beside(kind: str, place: Path) -> None:
    """`JOBS` in all, ten a second due; killed in the middle, started again."""
    api = BotApi().start()
    chats = range(1, NEAR + 1)
    if kind == "ours":
        url = f"sqlite:///{place / 'beside.db'}"
        store = Store(url, KEY, Path("unused"))
        fill(store, 10_001, JOBS, [], 1)
        start = time.time() + 15
        fill(store, 1, NEAR, [dt.datetime.fromtimestamp(start + n / A_SECOND, dt.UTC) for n in range(NEAR)], 1)
        await store.close()
        process = again = ours(api, url)
        ready = await process.start()
    else:
        start = time.time() + (400 if kind == "apscheduler" else 60)

        def rival(far: int, near: int) -> Process:
            numbers = [str(far), str(near), str(start)]
            command = [sys.executable, "-m", "tests.benchmarks.rivals", kind, api.url, str(place), *numbers]
            return Process(command, {**os.environ, "PYTHONPATH": str(ROOT)}, api)

        process, again = rival(JOBS, NEAR), rival(0, 0)
        ready = await process.start()
    await asyncio.sleep(max(0.0, start - time.time()) + NEAR / A_SECOND / 2)
    values, memory = late(api, start, chats), process.memory()
    process.kill()
    restarted = await again.start()
    await asyncio.sleep(NEAR / A_SECOND / 2 + 15)
    came = [chat for chat in chats if api.messages.get(chat)]
    twice = sum(len(api.messages[chat]) - 1 for chat in came)
    print(
        f"{kind}: {JOBS:,} jobs: ready after {ready:.1f} s, again after {restarted:.1f} s; {memory} MB; before the kill {shown(values)}; "
        f"after it {NEAR - len(came)} of {NEAR} due never came, {twice} came twice"
        + (f", and none of the {JOBS:,} pending is left" if kind == "jobqueue" else ""),
        flush=True,
    )
    again.kill()
    api.stop()


async def main() -> None:
    print(f"APScheduler {version('apscheduler')}, DBOS {version('dbos')}")
    with tempfile.TemporaryDirectory() as place:
        for kind in ("ours", "jobqueue", "apscheduler"):
            await beside(kind, Path(place))
        for count in (1000, PEOPLE * EACH):
            await pending(count, Path(place))
