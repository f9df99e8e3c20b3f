"""Updates under way: chats side by side, each in order, danger first, acknowledged when they are committed."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from pathlib import Path
from typing import Any

import pytest

from bot.channels.intake import Intake
from bot.channels.telegram import Gateway
from dialogs.case.limits import limits
from tests.bot.test_delivery import until
from tests.bot.test_telegram import ANN, BEN, api, bot, running, say
from tests.support.bot_api import BotApi
from tests.support.files import pdf

__all__ = ["api", "bot"]


async def test_a_slow_file_delays_only_its_own_chat_and_no_crisis(
    bot: BotApi, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    await say(bot, "/start")
    go_on = asyncio.Event()

    async def get_file(fields: dict[str, Any]) -> dict[str, Any]:
        await until(go_on.is_set)
        return on_get_file(fields)

    on_get_file = bot.on_getFile
    monkeypatch.setattr(bot, "on_getFile", get_file)
    bot.upload(ANN, pdf(), "denial letter.pdf")
    slow = bot.updates[-1]["update_id"]
    bot.say(ANN, "/help")
    bot.say(ANN, "i want to kill myself")
    began = time.monotonic()
    bot.say(BEN, "/start")
    await until(lambda: bool(bot.texts(BEN)))
    await until(lambda: any("988" in text for text in bot.texts(ANN)))
    assert time.monotonic() - began < 3
    await until(lambda: bot.acknowledged > slow + 1)
    with sqlite3.connect(tmp_path / "bot.db") as db:
        kept = db.execute("SELECT update_id, content FROM inbox").fetchall()
    assert slow in [number for number, _ in kept], "what is acknowledged before it is answered is kept"
    assert not any(b"denial" in content or b"help" in content for _, content in kept), "and sealed"
    assert not any("/coverage" in text for text in bot.texts(ANN)), "one chat's messages are taken in their order"
    go_on.set()
    await bot.settled(ANN)
    assert bot.acknowledged == bot.updates[-1]["update_id"] + 1
    assert any("as: Denial letter" in text for text in bot.texts(ANN))
    with sqlite3.connect(tmp_path / "bot.db") as db:
        await until(lambda: db.execute("SELECT count(*) FROM inbox").fetchone() == (0,))


async def test_a_hundred_slow_files_of_one_chat_hide_nobody_elses_messages(
    bot: BotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = asyncio.Event()
    on_get_file = bot.on_getFile

    async def get_file(fields: dict[str, Any]) -> dict[str, Any]:
        await until(go_on.is_set, 60)
        return on_get_file(fields)

    monkeypatch.setattr(bot, "on_getFile", get_file)
    for number in range(120):  # more than Telegram hands out at once
        bot.upload(ANN, b"called, no answer " + str(number).encode(), f"{number}.txt")
    bot.say(BEN, "/start")
    await until(lambda: bool(bot.texts(BEN)))
    go_on.set()


async def test_what_was_put_by_is_answered_after_a_restart(
    api: BotApi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hanging = asyncio.Event()
    handle = Gateway._taken

    async def taken(self: Gateway, update: Any, incoming: Any) -> Any:
        if incoming.text == "/help":
            await hanging.wait()
        return await handle(self, update, incoming)

    with monkeypatch.context() as patch:
        patch.setattr(Gateway, "_taken", taken)
        async with running(api, tmp_path):
            await say(api, "/start")
            api.say(ANN, "/help")
            api.say(ANN, "/next")
            await until(lambda: api.acknowledged > api.updates[-1]["update_id"])
            assert len(api.texts(ANN)) >= 1
    before = len(api.texts(ANN))
    async with running(api, tmp_path):
        await until(lambda: len(api.texts(ANN)) >= before + 2)
    assert "/coverage" in "".join(api.texts(ANN)[before:])


async def test_a_chat_with_too_much_waiting_is_told_and_its_danger_is_heard(
    bot: BotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = limits().model_copy(update={"messages_waiting": 3})
    monkeypatch.setattr("bot.channels.intake.limits", lambda: few)
    go_on = asyncio.Event()
    handle = Gateway._taken

    async def taken(self: Gateway, update: Any, incoming: Any) -> Any:
        if incoming.text == "/start":
            await go_on.wait()
        return await handle(self, update, incoming)

    monkeypatch.setattr(Gateway, "_taken", taken)
    bot.say(ANN, "/start")
    for _ in range(5):
        bot.say(ANN, "/help")
    bot.say(ANN, "i want to kill myself")
    await until(lambda: sum("send faster" in text for text in bot.texts(ANN)) >= 2)
    await until(lambda: any("988" in text for text in bot.texts(ANN)))
    go_on.set()
    await bot.settled(ANN)


async def test_a_slow_send_delays_only_its_own_chat(bot: BotApi) -> None:
    await say(bot, "/start")
    bot.weather = lambda: (6.0, None)
    bot.say(ANN, "/help")
    await until(lambda: bot.under_way > 0)
    bot.weather = lambda: (0.0, None)
    began = time.monotonic()
    bot.say(BEN, "/start")
    await until(lambda: bool(bot.texts(BEN)))
    assert time.monotonic() - began < 3


STRANGE: list[dict[str, Any]] = [
    {"message": {"message_id": 1, "chat": {"id": ANN, "type": "private"}, "text": "no date"}},
    {"message": {"message_id": 1, "date": "x", "chat": {"id": ANN, "type": "private"}}},
    {"message": {"message_id": 1, "date": 10**20, "chat": {"id": ANN, "type": "private"}, "text": "x"}},
    {"message": 7},
    {"callback_query": {"id": "1"}},
    {},
]


@pytest.mark.parametrize("strange", STRANGE, ids=str)
async def test_an_update_that_nobody_can_read_takes_no_other_with_it(bot: BotApi, strange: dict[str, Any]) -> None:
    bot.raw(strange)
    bot.say(BEN, "/start")
    await bot.settled(BEN)
    assert bot.texts(BEN)
    bot.say(BEN, "/help")
    assert "/coverage" in await bot.settled(BEN)


class Told:
    """As much of an update as the intake looks at."""

    def __init__(self, number: int, chat: int, urgent: bool = False) -> None:
        self.update_id, self.urgent = number, urgent
        self.effective_chat = type("Chat", (), {"id": chat})


@pytest.fixture
def intake() -> Intake:
    done: list[int] = []

    async def handle(update: Any, committed: Any) -> None:
        await gates.setdefault(update.update_id, asyncio.Event()).wait()
        done.append(update.update_id)
        if update.update_id % 2:
            committed()
            await asyncio.Event().wait()  # its replies are slow
        if update.update_id == 4:
            raise ValueError

    gates: dict[int, asyncio.Event] = {}
    made = Intake(handle, lambda update: update.urgent)  # type: ignore[attr-defined]
    made.done, made.gates = done, gates  # type: ignore[attr-defined]
    return made


async def test_what_is_acknowledged_is_committed_and_all_before_it_too(intake: Any) -> None:
    for number, chat in ((1, 1), (2, 2), (3, 1), (4, 2), (5, 3)):
        assert intake.take(Told(number, chat))
    assert not intake.take(Told(3, 1)), "Telegram hands it out again while it is under way"
    assert intake.offset == 1
    order = (5, 2, 4, 1, 3)
    for number, offset in zip(order, (1, 1, 1, 3, 6), strict=True):
        await asyncio.sleep(0)
        intake.gates.setdefault(number, asyncio.Event()).set()
        await until(lambda number=number: number in intake.done)  # type: ignore[misc]
        await asyncio.sleep(0.01)
        assert intake.offset == offset
        assert not intake.take(Told(number, 1)), "it is handled once"
    assert intake.done == list(order)
    await intake.stop()


async def test_the_messages_of_a_chat_come_in_order_and_danger_first(intake: Any) -> None:
    for number in (2, 4, 6):
        intake.take(Told(number, 1))
    intake.take(Told(8, 1, urgent=True))
    for number in (8, 6, 4):
        intake.gates.setdefault(number, asyncio.Event()).set()
    await until(lambda: intake.done == [8])
    await asyncio.sleep(0.05)
    assert intake.done == [8]
    intake.gates[2].set()
    await until(lambda: intake.done == [8, 2, 4, 6])
    await intake.stop()
