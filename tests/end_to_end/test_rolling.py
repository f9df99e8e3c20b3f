"""Restarting the bots one after another while people write: nothing is lost, nothing is said twice, order holds."""

from __future__ import annotations

import asyncio
import base64
import itertools
import signal
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from dialogs.memory.sealing import new_key
from dialogs.memory.store import Store
from tests.dialogs.test_action_server import free_port
from tests.end_to_end.crash import Bot
from tests.end_to_end.test_crash import _up
from tests.support.bot_api import BotApi

KEY = base64.b64encode(new_key()).decode()
HEADERS = {"X-Telegram-Bot-Api-Secret-Token": "s"}
PEOPLE = 12


class Proxy:
    """As the Caddyfile has it: the next bot in turn; who does not take it is passed over, for a while."""

    def __init__(self, ports: list[int], client: httpx.AsyncClient) -> None:
        self.ports, self.client, self._turn = ports, client, itertools.count()
        self.passed_over = 0

    async def post(self, update: dict[str, object]) -> None:
        """Deliver as Telegram does, until it is taken."""
        for _ in range(400):
            port = self.ports[next(self._turn) % len(self.ports)]
            try:
                answer = await self.client.post(f"http://127.0.0.1:{port}/telegram", json=update, headers=HEADERS)
            except httpx.TransportError:
                self.passed_over += 1
            else:
                if answer.status_code == 200:
                    return
            await asyncio.sleep(0.05)
        raise AssertionError("nobody took the update")


@pytest.mark.timeout(180)
async def test_a_rolling_restart_loses_nothing(new_database: Callable[[], str]) -> None:
    url = new_database()
    await Store(url, KEY, Path("unused")).close()
    api = BotApi().start()
    ports = [free_port() for _ in range(3)]
    bots = [
        Bot(api, url, KEY, NAVIGATOR_WEBHOOK_URL="https://example.org", NAVIGATOR_WEBHOOK_SECRET="s",
            NAVIGATOR_PORT=str(port), NAVIGATOR_EXECUTOR=f"bot-{port}")
        for port in ports
    ]  # fmt: skip
    for bot in bots:
        bot.start()
    try:
        async with httpx.AsyncClient(timeout=60) as client:
            for port in ports:
                await _up(client, port)
            proxy = Proxy(ports, client)
            restarting = asyncio.create_task(_restart_all(bots, ports, client))
            rounds = await asyncio.gather(*(_talk(api, proxy, chat, restarting) for chat in range(1, PEOPLE + 1)))
            await restarting
            await asyncio.sleep(4)  # what a bot could not send at its end, another's sweep does
        assert proxy.passed_over > 0, "a bot was really away"
        for chat, count in enumerate(rounds, 1):
            helps = [text for text in api.texts(chat) if "throw away the answers" in text]
            assert len(helps) == count, f"chat {chat}: {len(helps)} answers to {count} questions"
    finally:
        for bot in bots:
            bot.kill()
        api.stop()


async def _talk(api: BotApi, proxy: Proxy, chat: int, until: asyncio.Task[None]) -> int:
    """Write until the restart is through; returns how many times /help was asked."""
    await proxy.post(api.updates[api.say(chat, "/start") - 1])
    count = 0
    while not until.done() or count < 5:
        await proxy.post(api.updates[api.say(chat, "/help") - 1])
        count += 1
        await asyncio.sleep(0.2)
    return count


async def _restart_all(bots: list[Bot], ports: list[int], client: httpx.AsyncClient) -> None:
    for bot, port in zip(bots, ports, strict=True):
        await asyncio.to_thread(bot.kill, signal.SIGTERM)
        bot.start()
        await _up(client, port)
