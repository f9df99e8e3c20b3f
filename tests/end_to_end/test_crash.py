"""Kill -9 loses nothing. The large run is ``./navigator bench crash``."""

from __future__ import annotations

import asyncio
import datetime as dt
import itertools
import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from dialogs.memory.store import Store
from dialogs.turn.manager import Dialog
from tests.dialogs.test_action_server import free_port
from tests.end_to_end.crash import Bot, run
from tests.support.bot_api import BotApi

KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="


@pytest.mark.timeout(240)
async def test_killed_at_random_points_each_conversation_ends_the_same(store_url: str) -> None:
    outcome = await run(store_url, conversations=20, kills=4, seed=7)
    assert outcome.wrong_cases == []
    assert outcome.missing == []
    assert outcome.out_of_order == []
    assert outcome.duplicates <= outcome.kills * outcome.most_at_once


WORKER = """
import asyncio, datetime as dt, sys, time
from pathlib import Path
from dialogs.memory.store import Store
async def main(url, name, count):
    store = Store(url, sys.argv[4], Path("unused"))
    async def one(number):
        async with store.turn("test", "1", f"{name}-{number}", dt.datetime.now(dt.UTC)) as held:
            started = time.monotonic()
            before = held.before or {"version": 1, "slots": {"n": 0}, "active_loop": None, "latest_action": None}
            await asyncio.sleep(0.001)
            held.keep({**before, "slots": {"n": before["slots"]["n"] + 1}})
            print(started, time.monotonic(), flush=True)
    await asyncio.gather(*(one(n) for n in range(count)))
    await store.close()
asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
"""


@pytest.mark.timeout(120)
async def test_two_processes_on_one_postgresql_never_interleave_a_chats_turns(
    new_database: object, tmp_path: Path
) -> None:
    url = new_database()
    await Store(url, KEY, tmp_path / "k").close()
    root = str(Path(__file__).parents[2])
    workers = [
        subprocess.Popen(  # noqa: ASYNC220 - nothing else runs in this loop
            [sys.executable, "-c", WORKER, url, name, "100", KEY], stdout=subprocess.PIPE, text=True, cwd=root
        )
        for name in ("a", "b")
    ]
    spans = []
    for worker in workers:
        out, _ = worker.communicate(timeout=100)
        assert worker.returncode == 0
        spans += [tuple(map(float, line.split())) for line in out.splitlines()]
    spans.sort()
    assert len(spans) == 200
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(spans))
    store = Store(url, KEY, tmp_path / "k")
    async with store.turn("test", "1", "look", dt.datetime.now(dt.UTC)) as held:
        assert held.before is not None
        assert held.before["slots"]["n"] == 200
    await store.close()


@pytest.mark.timeout(120)
async def test_two_bots_behind_one_webhook_share_a_chat(new_database: object, dialog: Dialog) -> None:
    """The same chat's updates sprayed over two processes: each is answered once, none is lost."""
    url = new_database()
    await Store(url, KEY, Path("unused")).close()
    api = BotApi().start()
    ports = [free_port(), free_port()]
    bots = [
        Bot(
            api,
            url,
            KEY,
            NAVIGATOR_WEBHOOK_URL="https://example.org",
            NAVIGATOR_WEBHOOK_SECRET="s",
            NAVIGATOR_PORT=str(port),
        )
        for port in ports
    ]
    for bot in bots:
        bot.start()
    headers = {"X-Telegram-Bot-Api-Secret-Token": "s"}
    try:
        async with httpx.AsyncClient(timeout=60) as client:
            for port in ports:
                await _up(client, port)

            async def post(number: int, turn: int) -> None:
                update = api.updates[number - 1]
                answer = await client.post(f"http://127.0.0.1:{ports[turn % 2]}/telegram", json=update, headers=headers)
                assert answer.status_code == 200

            for line in ("/start", "/coverage", "me", "tx", "va", "crps", "iv", "clinic"):
                before = len(api.texts(1))
                await post(api.say(1, line), len(line))
                await heard(api, "", before)
            await heard(api, "Which of these papers")
            presses = []
            asked = api.messages[1][-1]
            papers = [data for data in asked.buttons.values() if data.startswith("t:")]
            for turn in range(41):  # an odd number of presses of each paper: all end up ticked
                for data in papers:
                    presses.append((api.press_data(1, asked, data), turn))
            await asyncio.gather(*(post(number, turn) for number, turn in presses))
            await post(api.press_data(1, asked, "c:coverage.papers:done"), 0)
            await heard(api, "What date is printed on the denial letter?")
    finally:
        for bot in bots:
            bot.kill()
        api.stop()
    store = Store(url, KEY, Path("unused"))
    async with store.turn("telegram", "1", "look", dt.datetime.now(dt.UTC)) as held:
        assert held.before is not None
        assert len(held.before["slots"]["papers"]) == 4
    await store.close()


async def heard(api: BotApi, words: str, before: int = 0) -> None:
    """Until the newest message holds these words: the webhook answers when the turn is committed, and sends afterwards."""
    for _ in range(200):
        if len(api.texts(1)) > before and words in api.texts(1)[-1]:
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"{words!r} did not come, but {api.texts(1)[-1:]}")


async def _up(client: httpx.AsyncClient, port: int) -> None:
    for _ in range(200):
        try:
            if (await client.get(f"http://127.0.0.1:{port}/healthz")).status_code == 200:
                return
        except httpx.TransportError:
            pass
        await asyncio.sleep(0.1)
    raise AssertionError("the bot did not come up")


def test_the_environment_of_the_tests_has_no_token() -> None:
    assert "TELEGRAM_BOT_TOKEN" not in os.environ
