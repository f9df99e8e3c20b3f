"""The webhook: the secret, the limits, health that tells the truth, an answer only after the commit."""

from __future__ import annotations

import asyncio
import resource
import sqlite3
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy.exc import OperationalError

from bot.channels import webhook
from bot.channels.telegram import gateway_of
from bot.channels.webhook import MOST_BYTES, PATH, SECRET_HEADER, build_web
from bot.health import STALE_SECONDS, Health
from bot.service import application_for
from dialogs.memory.store import Store
from tests.bot.test_delivery import until
from tests.bot.test_telegram import ANN, settings_for
from tests.support.bot_api import BotApi

SECRET = {SECRET_HEADER: "s3cret"}


@pytest.fixture
def api() -> Iterator[BotApi]:
    server = BotApi().start()
    yield server
    server.stop()


@pytest.fixture
async def client(api: BotApi, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    settings = settings_for(api, tmp_path)
    store = Store(settings.store_url, None, settings.operator_key_file)
    application = application_for(settings, store)
    await application.initialize()
    gateway_of(application).bot = application.bot
    beats: dict[str, Callable[[], float]] = {"loop": time.monotonic}
    health = Health(store, beats)
    transport = httpx.ASGITransport(build_web(application, "s3cret", health))
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as made:
        made.store = store  # type: ignore[attr-defined]
        made.beats = beats  # type: ignore[attr-defined]
        yield made
    await application.shutdown()
    await store.close()


def update(api: BotApi, text: str) -> dict[str, Any]:
    api.say(ANN, text)
    return api.updates[-1]


async def test_an_update_is_answered(api: BotApi, client: httpx.AsyncClient) -> None:
    assert (await client.post(PATH, json=update(api, "/start"), headers=SECRET)).status_code == 200
    await until(lambda: bool(api.texts(ANN)))
    assert api.texts(ANN)[0].startswith("I am Infusion Navigator")


async def test_a_redelivered_update_is_answered_once(api: BotApi, client: httpx.AsyncClient) -> None:
    body = update(api, "/start")
    for _ in range(3):
        assert (await client.post(PATH, json=body, headers=SECRET)).status_code == 200
    await until(lambda: bool(api.texts(ANN)))
    sent = len(api.texts(ANN))
    await asyncio.sleep(0.2)
    assert len(api.texts(ANN)) == len(set(api.texts(ANN))) >= sent


@pytest.mark.parametrize("headers", [{}, {SECRET_HEADER: ""}, {SECRET_HEADER: "wrong"}, {SECRET_HEADER: "s3cret "}])
async def test_a_wrong_secret_is_refused(api: BotApi, client: httpx.AsyncClient, headers: dict[str, str]) -> None:
    assert (await client.post(PATH, json=update(api, "/start"), headers=headers)).status_code == 403
    assert api.texts(ANN) == []


STRANGE = {
    "nothing": b"",
    "half": b"{",
    "a list": b"[]",
    "a number": b"7",
    "no id": b'{"message": {}}',
    "words for an id": b'{"update_id": "x"}',
    "a list for an id": b'{"update_id": [1]}',
    "a number for a message": b'{"update_id": 1, "message": 3}',
    "deep": b'{"update_id": 1, "message": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "a huge date": b'{"update_id": 1, "message": {"message_id": 1, "date": 99999999999999999999, "chat": {"id": 1}}}',
}


@pytest.mark.parametrize("body", STRANGE.values(), ids=STRANGE)
async def test_what_is_not_an_update_is_refused_and_harms_nothing(client: httpx.AsyncClient, body: bytes) -> None:
    assert (await client.post(PATH, content=body, headers=SECRET)).status_code == 400
    assert (await client.get("/healthz")).status_code == 200


async def test_a_body_larger_than_any_update_is_refused(client: httpx.AsyncClient) -> None:
    answer = await client.post(PATH, content=b"x" * (MOST_BYTES + 1), headers=SECRET)
    assert answer.status_code == 413


async def test_metrics_count_turns_and_hold_no_words(api: BotApi, client: httpx.AsyncClient) -> None:
    await client.post(PATH, json=update(api, "/start"), headers=SECRET)
    await client.post(PATH, json=update(api, "zanzibar"), headers=SECRET)
    text = (await client.get("/metrics")).text
    assert 'navigator_turns_total{intent="start"}' in text
    assert "zanzibar" not in text


async def test_ready_tells_when_the_store_is_gone(client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (await client.get("/readyz")).json()["ok"] is True

    async def gone() -> None:
        raise OSError

    monkeypatch.setattr(client.store, "check", gone)  # type: ignore[attr-defined]
    answer = await client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"ok": False, "why": "store: OSError"})
    assert (await client.get("/healthz")).status_code == 200, "a restart would not bring the store back"


async def test_ready_tells_when_the_store_takes_no_writing(client: httpx.AsyncClient, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "bot.db", isolation_level=None) as other:
        before = other.execute("SELECT * FROM store_facts").fetchall()
        assert (await client.get("/readyz")).status_code == 200
        assert other.execute("SELECT * FROM store_facts").fetchall() == before, "what was written was rolled back"
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))  # as good as a full disk
    try:
        answer = await client.get("/readyz")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert (answer.status_code, answer.json()["why"]) == (503, "store: OperationalError")
    assert (await client.get("/readyz")).status_code == 200


async def test_health_tells_which_loop_hangs(client: httpx.AsyncClient) -> None:
    assert (await client.get("/healthz")).json() == {"ok": True, "hanging": []}
    client.beats["reminders"] = lambda: time.monotonic() - STALE_SECONDS - 1  # type: ignore[attr-defined]
    answer = await client.get("/healthz")
    assert (answer.status_code, answer.json()["hanging"]) == (503, ["reminders"])


async def test_an_update_is_given_back_in_seconds_while_the_store_is_away(
    api: BotApi, client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "REFUSED_AFTER", 0.1)
    sent = update(api, "/start")
    with monkeypatch.context() as away:

        def refused(*_: object) -> None:
            raise OperationalError("", None, Exception("connection refused"))

        away.setattr(client.store, "_begin", refused)  # type: ignore[attr-defined]
        away.setattr(client.store, "_check", refused)  # type: ignore[attr-defined]
        answer = await asyncio.wait_for(client.post(PATH, json=sent, headers=SECRET), 10)
        assert answer.status_code == 503
    assert (await client.post(PATH, json=sent, headers=SECRET)).status_code == 200
    await until(lambda: len(api.texts(ANN)) > 0)
    said = len(api.texts(ANN))
    assert (await client.post(PATH, json=sent, headers=SECRET)).status_code == 200
    assert len(api.texts(ANN)) == said, "it came three times and was answered once"


async def test_a_slow_turn_is_waited_for_while_the_store_is_there(
    api: BotApi, client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "REFUSED_AFTER", 0.05)
    begin = client.store._begin  # type: ignore[attr-defined]

    def slowly(*args: object) -> object:
        time.sleep(0.5)
        return begin(*args)

    monkeypatch.setattr(client.store, "_begin", slowly)  # type: ignore[attr-defined]
    assert (await client.post(PATH, json=update(api, "/start"), headers=SECRET)).status_code == 200
