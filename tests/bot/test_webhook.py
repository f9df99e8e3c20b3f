"""The webhook: the secret, the limits, health that tells the truth, an answer only after the commit."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.health import STALE_SECONDS, Health
from bot.service import application_for
from bot.telegram import gateway_of
from bot.webhook import MOST_BYTES, PATH, SECRET_HEADER, build_web
from dialogs.memory.store import Store
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
    assert api.texts(ANN)[0].startswith("Hello.")


async def test_a_redelivered_update_is_answered_once(api: BotApi, client: httpx.AsyncClient) -> None:
    body = update(api, "/start")
    for _ in range(3):
        assert (await client.post(PATH, json=body, headers=SECRET)).status_code == 200
    assert len(api.texts(ANN)) == 2


@pytest.mark.parametrize("headers", [{}, {SECRET_HEADER: ""}, {SECRET_HEADER: "wrong"}, {SECRET_HEADER: "s3cret "}])
async def test_a_wrong_secret_is_refused(api: BotApi, client: httpx.AsyncClient, headers: dict[str, str]) -> None:
    assert (await client.post(PATH, json=update(api, "/start"), headers=headers)).status_code == 403
    assert api.texts(ANN) == []


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"7", b'{"update_id": "x"}', b'{"message": 3}'])
async def test_what_is_not_an_update_is_refused_and_harms_nothing(client: httpx.AsyncClient, body: bytes) -> None:
    assert (await client.post(PATH, content=body, headers=SECRET)).status_code in (200, 400)
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

    monkeypatch.setattr(client.store, "outbox_state", gone)  # type: ignore[attr-defined]
    answer = await client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"ok": False, "why": "store: OSError"})
    assert (await client.get("/healthz")).status_code == 200, "a restart would not bring the store back"


async def test_health_tells_which_loop_hangs(client: httpx.AsyncClient) -> None:
    assert (await client.get("/healthz")).json() == {"ok": True, "hanging": []}
    client.beats["reminders"] = lambda: time.monotonic() - STALE_SECONDS - 1  # type: ignore[attr-defined]
    answer = await client.get("/healthz")
    assert (answer.status_code, answer.json()["hanging"]) == (503, ["reminders"])
