"""What a running bot keeps an eye on, and what it does before it can begin."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import logging
import os
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from prometheus_client import REGISTRY
from sqlalchemy import create_engine, insert
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs
from telegram.error import BadRequest, NetworkError

from bot import watching
from bot.commands.support import Library
from bot.service import application_for
from dialogs.memory.faults import StoreMoved
from dialogs.memory.store import Store
from dialogs.memory.tables import store_facts
from tests.bot.test_telegram import settings_for
from tests.end_to_end.crash import Bot
from tests.support.bot_api import BotApi


@pytest.fixture
def api() -> Iterator[BotApi]:
    server = BotApi().start()
    yield server
    server.stop()


async def test_telegram_out_of_reach_at_the_start_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "FIRST_PAUSE", 0.01)
    tried: list[int] = []

    async def call() -> str:
        tried.append(1)
        if len(tried) < 3:
            raise NetworkError("connection refused")
        return "here"

    with capture_logs() as told:
        assert await watching.reached(call, asyncio.Event()) == "here"
    assert [line["event"] for line in told] == ["telegram out of reach"] * 2


async def test_who_is_told_to_stop_waits_for_telegram_no_longer() -> None:
    stop = asyncio.Event()

    async def call() -> None:
        stop.set()
        raise NetworkError("connection refused")

    await asyncio.wait_for(watching.reached(call, stop), 5)


async def test_a_no_of_telegram_is_not_tried_again() -> None:
    async def call() -> None:
        raise BadRequest("bad webhook")

    with pytest.raises(BadRequest):
        await watching.reached(call, asyncio.Event())


async def test_a_file_put_in_the_place_of_the_store_ends_the_bot(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'n.db'}", None, tmp_path / "key")
    await store.watch()
    shutil.copy(tmp_path / "n.db", tmp_path / "copy.db")
    (tmp_path / "copy.db").replace(tmp_path / "n.db")
    with pytest.raises(StoreMoved, match="in the place of the store"):
        await asyncio.wait_for(watching.store(store), 5)
    await store.close()


async def test_a_store_that_was_moved_takes_no_more_turns(store_url: str, tmp_path: Path) -> None:
    store = Store(store_url, None, tmp_path / "key")
    await store.watch()
    engine = create_engine(store_url)
    with engine.begin() as connection:
        connection.execute(insert(store_facts).values(name="moved", value=b"2026-11-25"))
    engine.dispose()
    with pytest.raises(StoreMoved, match="2026-11-25"):
        await asyncio.wait_for(watching.store(store), 5)
    with pytest.raises(StoreMoved):
        async with store.turn("telegram", "1", "u1", dt.datetime.now(dt.UTC)):
            pass
    await store.close()


async def test_a_store_that_is_away_for_a_moment_ends_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(f"sqlite:///{tmp_path / 'n.db'}", None, tmp_path / "key")
    monkeypatch.setattr(watching, "STORE_SECONDS", 0.01)
    looked: list[int] = []

    async def away() -> None:
        looked.append(1)
        raise OperationalError("", None, Exception("away"))

    monkeypatch.setattr(store, "watch", away)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(watching.store(store), 0.2)
    assert len(looked) > 1
    await store.close()


async def test_the_webhook_is_looked_at(api: BotApi, tmp_path: Path) -> None:
    settings = settings_for(api, tmp_path)
    store = Store(settings.store_url, None, settings.operator_key_file)
    application = application_for(settings, store)
    await application.initialize()
    await application.bot.set_webhook("https://example.org/telegram")
    assert api.webhook is not None
    api.webhook |= {"pending_update_count": 7, "last_error_date": int(dt.datetime.now(dt.UTC).timestamp())}
    api.webhook["last_error_message"] = "Connection refused"
    with capture_logs() as told:
        for address in ("https://example.org/telegram", "https://elsewhere.org/telegram"):
            watch = asyncio.create_task(watching.webhook(application.bot, address))
            await asyncio.sleep(0.3)
            watch.cancel()
    assert REGISTRY.get_sample_value("navigator_webhook_pending") == 7
    assert [line["event"] for line in told] == [
        "telegram cannot reach the webhook",
        "the webhook at Telegram is another's; two bots may use one token",
    ]
    assert told[0]["why"] == "Connection refused"
    await application.shutdown()
    await store.close()


async def test_room_on_the_disk_is_a_figure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(f"sqlite:///{tmp_path / 'n.db'}", None, tmp_path / "key")
    monkeypatch.setattr(watching, "LITTLE_ROOM", 1 << 62)
    with capture_logs() as told:
        watch = asyncio.create_task(watching.room(store))
        await asyncio.sleep(0.05)
        watch.cancel()
    assert (REGISTRY.get_sample_value("navigator_disk_free_bytes") or 0) > 0
    assert told[0]["event"] == "little room on the disk of the store"
    await store.close()


def test_a_line_of_a_library_is_json_and_quotes_nobody() -> None:
    def fail(word: str) -> None:
        raise ValueError(word)

    try:
        fail("zanzibar")
    except ValueError as error:
        record = logging.LogRecord("dbos", logging.ERROR, "", 1, "cannot handle %s", ("zanzibar",), None)
        record.exc_info = (type(error), error, error.__traceback__)
    line = Library().format(record)
    told = json.loads(line)
    assert "zanzibar" not in line
    assert (told["logger"], told["level"], told["error"]) == ("dbos", "error", "ValueError")
    assert told["where"].startswith("test_watching.py:")


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_signal_ends_the_bot_in_order(name: str, api: BotApi, tmp_path: Path) -> None:
    key = "A" * 43 + "="
    log = tmp_path / "log"
    bot = Bot(api, f"sqlite:///{tmp_path / 'n.db'}", key, NAVIGATOR_LOG_LEVEL="info")
    with log.open("wb") as errors:
        bot.start(stderr=errors)
        assert bot.process is not None
        until = time.monotonic() + 60
        while b'"started"' not in log.read_bytes() and time.monotonic() < until:
            time.sleep(0.05)
        os.kill(bot.process.pid, getattr(signal, name))
        assert bot.process.wait(30) == 0
    events = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    assert events[0]["event"] == "started"
    assert events[0].keys() >= {"version", "commit", "knowledge"}
    assert events[-1]["event"] == "stopped"
