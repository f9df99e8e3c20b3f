"""Many reminders due at once, the bot killed while it delivers them; and a count of what came of it.

The bot is the real program against the Bot API stand-in. `run` is small in the tests and large in ``./navigator bench reminders``.
"""

from __future__ import annotations

import asyncio
import base64
import datetime as dt
import random
import signal
import statistics
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dialogs.case.casefile import VERSION
from dialogs.memory.sealing import new_key
from dialogs.memory.store import Store
from tests.end_to_end.crash import Bot
from tests.support.bot_api import BotApi, Wrong


@dataclass
class Outcome:
    """What a run showed.

    `late`: seconds from due to arrival, in order; `by_urgency`: their median for each urgency, the most urgent first.
    `in_flight`: messages that were sent and not yet recorded as sent, summed over the kills. `waiting`: reminders
    that are still due.
    """

    people: int
    kills: int
    missing: list[int]
    duplicates: int
    in_flight: int
    early: int
    late: list[float]
    by_urgency: list[float]
    seconds: float
    waiting: int


def slots_of(chat: int, today: dt.date) -> dict[str, Any]:
    """A case with one promise due today, told in words of its own."""
    note = {"id": "1", "text": "x", "matter": "1", "note_date": today.isoformat(), "note_with": f"Person {chat}"}
    note |= {"note_promise": f"answer {chat}", "note_due": today.isoformat()}
    yesterday = (today - dt.timedelta(days=1)).isoformat()
    return {"met": True, "log": [note], "reminded_on": yesterday, "discreet": "no", "zone_told": "eastern"}


async def seed(
    store: Store, people: int, due: dt.datetime, spread: float, dice: random.Random
) -> dict[int, tuple[dt.datetime, int]]:
    """People with a reminder each, due within `spread` seconds; urgency by chance. Returns both by chat."""
    dues = {}
    today = due.astimezone(dt.timezone(dt.timedelta(hours=-5))).date()
    for chat in range(1, people + 1):
        dues[chat] = when, urgency = due + dt.timedelta(seconds=dice.uniform(0, spread)), dice.randint(0, 3)
        async with store.turn("telegram", str(chat), f"seed{chat}", due - dt.timedelta(days=1)) as held:
            held.keep({"version": VERSION, "slots": slots_of(chat, today), "active_loop": None, "latest_action": None})
            held.remind({f"day.{today.isoformat()}": (when, urgency)}, set())
    return dues


async def run(url: str, people: int, kills: int, *, bots: int = 1, spread: float = 0.0, seed_of: int = 3) -> Outcome:
    """Seed, start, kill now and then, wait until all is quiet, and count."""
    dice = random.Random(seed_of)
    key = base64.b64encode(new_key()).decode()
    store = Store(url, key, Path("unused"))
    start = dt.datetime.now(dt.UTC)
    dues = await seed(store, people, start, spread, dice)
    await store.close()
    api = BotApi().start()
    api.weather = lambda: _weather(dice)
    running = [Bot(api, url, key, NAVIGATOR_EXECUTOR=f"bot-{number}") for number in range(bots)]
    began = time.monotonic()
    for bot in running:
        bot.start()
    in_flight = 0
    try:
        for _ in range(kills):
            await asyncio.sleep(dice.uniform(2.5, 4.5))
            victim = dice.choice(running)
            in_flight += api.under_way + just_sent(api)
            victim.kill()
            victim.start()
        await _quiet(api, people, spread)
    finally:
        for bot in running:
            bot.kill(signal.SIGTERM)
        api.stop()
    seconds = time.monotonic() - began
    store = Store(url, key, Path("unused"))
    waiting = len(await store.due(start + dt.timedelta(seconds=spread), people))
    await store.close()
    return _count(api, dues, kills, in_flight, seconds, waiting)


def _weather(dice: random.Random) -> tuple[float, Wrong | None]:
    """Answers take a while; one in a hundred fails, and now and then all have to wait."""
    draw = dice.random()
    wrong = Wrong(429, "Too Many Requests", retry_after=1) if draw < 0.001 else None
    return dice.uniform(0.02, 0.12), wrong or (Wrong(502, "Bad Gateway") if draw < 0.01 else None)


def just_sent(api: BotApi, within: float = 0.1) -> int:
    """Messages answered so lately that the bot may not have recorded it."""
    now = time.monotonic()
    return sum(bool(held) and now - held[-1].at < within for held in list(api.messages.values()))


def _count(
    api: BotApi, dues: dict[int, tuple[dt.datetime, int]], kills: int, in_flight: int, seconds: float, waiting: int
) -> Outcome:
    people = len(dues)
    texts = Counter((chat, sent.text) for chat, held in api.messages.items() for sent in held)
    missing = [chat for chat in range(1, people + 1) if not any(key[0] == chat for key in texts)]
    duplicates = sum(count - 1 for count in texts.values())
    offset = dt.datetime.now(dt.UTC) - dt.timedelta(seconds=time.monotonic())
    arrived = {
        chat: (offset + dt.timedelta(seconds=held[0].at) - dues[chat][0]).total_seconds()
        for chat, held in api.messages.items()
        if held and chat in dues
    }
    late = sorted(arrived.values())
    groups = [[seconds for chat, seconds in arrived.items() if dues[chat][1] == urgency] for urgency in range(4)]
    by_urgency = [statistics.median(group) for group in groups if group]
    early = sum(one < -1 for one in late)
    assert all(f"Person {chat}" in text for chat, text in texts), "a message went to the wrong person"
    return Outcome(people, kills, missing, duplicates, in_flight, early, late, by_urgency, seconds, waiting)


async def _quiet(api: BotApi, people: int, spread: float) -> None:
    """Until everyone has a message or nothing has come for a while."""
    before, still = -1, 0
    for _ in range(int(600 + spread) * 10):
        await asyncio.sleep(0.1)
        try:
            held = [len(sent) for sent in list(api.messages.values())]
        except RuntimeError:  # the stand-in's thread took a new chat just now
            continue
        count = sum(held)
        still = still + 1 if count == before else 0
        before = count
        if (sum(map(bool, held)) >= people and still >= 40) or still >= 1000:
            return
