"""Killing the bot at random points of many conversations, and counting what came of it.

The bot is the real program (`navigator bot`) against the Bot API stand-in, which delivers again what was not
acknowledged. `run` is used small by the tests and large by ``./navigator bench crash``.
"""

from __future__ import annotations

import asyncio
import base64
import datetime as dt
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from dialogs.memory.sealing import new_key
from dialogs.memory.store import Store
from dialogs.speaking.messages import Incoming
from dialogs.turn.manager import Dialog
from tests.support.bot_api import TOKEN, BotApi

NAVIGATOR = str(Path(sys.executable).parent / "navigator")
PLANS = ["tricare", "marketplace", "medicare advantage", "va", "3", "uninsured"]
PAINS = ["crps", "fibro", "migraine", "pain of the left foot and hand"]


@dataclass
class Outcome:
    """What a run showed. `duplicates` are replies that arrived more than once."""

    conversations: int
    kills: int
    replies: int
    duplicates: int
    most_at_once: int
    wrong_cases: list[int]
    missing: list[tuple[int, str]]
    out_of_order: list[int]
    seconds: float


def script(chat: int) -> list[str]:
    """What the person of a chat writes; different for each."""
    dice = random.Random(chat)
    lines = ["/start", "/coverage", dice.choice(["me", "I help my mom"]), dice.choice(["texas", "ca", "New York"])]
    lines += [dice.choice(PLANS), dice.choice(PAINS), "iv", "what is an IRO?", "back", "skip", "clinic", "none", "no"]
    return lines[: dice.randint(7, len(lines))]


async def expected(dialog: Dialog, chat: int) -> tuple[dict[str, Any], list[str]]:
    """The case and the replies of an undisturbed conversation."""
    stored, replies = None, []
    now = dt.datetime.now(dt.UTC)
    for number, line in enumerate(script(chat)):
        turn = await dialog.turn(stored, Incoming("telegram", str(chat), str(number), now, "text", line))
        stored = turn.conversation.stored()
        replies += ["\n\n".join(filter(None, (reply.text.strip(), reply.sources))) for reply in turn.replies]
    assert stored is not None
    return _case(stored), replies


def _case(stored: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value for name, value in stored["slots"].items() if name not in ("last_seen", "notice_seen")
    }  # moments


class Bot:
    """The real program, restarted after each kill."""

    def __init__(self, api: BotApi, url: str, key: str, **env: str) -> None:
        self.env = {**os.environ, "TELEGRAM_BOT_TOKEN": TOKEN, "NAVIGATOR_TELEGRAM_API": api.url, "DATABASE_URL": url}
        self.env |= {"NAVIGATOR_KEY": key, "NAVIGATOR_LOG_LEVEL": "error", **env}
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, stderr: IO[bytes] | None = None) -> None:
        self.process = subprocess.Popen([NAVIGATOR, "bot"], env=self.env, stderr=stderr)

    def kill(self, how: signal.Signals = signal.SIGKILL) -> None:
        assert self.process is not None
        self.process.send_signal(how)
        self.process.wait(20)


async def run(url: str, conversations: int, kills: int, seed: int = 1) -> Outcome:
    """Play the conversations while the bot is killed; then let it finish, and compare."""
    dice = random.Random(seed)
    key = base64.b64encode(new_key()).decode()
    api = BotApi().start()
    bot = Bot(api, url, key)
    started = time.monotonic()
    chats = range(1, conversations + 1)
    pending = [(chat, line) for chat in chats for line in script(chat)]
    in_flight = 0
    bot.start()
    try:
        feeder = asyncio.create_task(_feed(api, pending, dice))
        for _ in range(kills):
            await asyncio.sleep(dice.uniform(0.8, 3.0))
            bot.kill()
            in_flight = max(in_flight, 16)
            bot.start()
        await feeder
        await _finish(api, chats, sum(len(script(chat)) for chat in chats))
    finally:
        bot.kill(signal.SIGTERM)
        api.stop()
    return await _compare(api, url, key, chats, kills, in_flight, time.monotonic() - started)


async def _feed(api: BotApi, pending: list[tuple[int, str]], dice: random.Random) -> None:
    """Lines of all chats, mixed, each chat's in order."""
    queues: dict[int, list[str]] = {}
    for chat, line in pending:
        queues.setdefault(chat, []).append(line)
    while queues:
        chat = dice.choice(list(queues))
        api.say(chat, queues[chat].pop(0))
        if not queues[chat]:
            del queues[chat]
        if dice.random() < 0.05:
            await asyncio.sleep(0.05)


async def _finish(api: BotApi, chats: range, updates: int) -> None:
    """Until every update is acknowledged and no reply has come for a while."""
    quiet, count = 0, -1
    for _ in range(6000):
        await asyncio.sleep(0.1)
        sent = sum(len(api.messages[chat]) for chat in chats)
        quiet = quiet + 1 if sent == count and api.acknowledged > updates else 0
        count = sent
        if quiet >= 50:
            return
    raise AssertionError("the bot did not finish")


async def _compare(api: BotApi, url: str, key: str, chats: range, kills: int, most: int, seconds: float) -> Outcome:
    dialog, store = Dialog(), Store(url, key, Path("unused"))
    wrong, missing, disorder, replies, duplicates = [], [], [], 0, 0
    for chat in chats:
        case, texts = await expected(dialog, chat)
        async with store.turn("telegram", str(chat), "look", dt.datetime.now(dt.UTC)) as held:
            if held.before is None or _case(held.before) != case:
                wrong.append(chat)
        arrived = [text.strip() for text in api.texts(chat)]
        replies += len(arrived)
        spare = Counter(arrived) - Counter(texts)
        duplicates += sum(spare.values())
        missing += [(chat, text[:60]) for text in (Counter(texts) - Counter(arrived)).elements()]
        if not _in_order(texts, arrived):
            disorder.append(chat)
    await store.close()
    return Outcome(len(chats), kills, replies, duplicates, most, wrong, missing, disorder, seconds)


def _in_order(texts: list[str], arrived: list[str]) -> bool:
    """Whether the expected replies stand in order among those that arrived, repeats apart."""
    rest = iter(arrived)
    return all(any(text == other for other in rest) for text in texts)
