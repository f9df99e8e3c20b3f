"""What goes wrong while a reply is made or sent: it costs that reply, nothing behind it and nobody else."""

from __future__ import annotations

import asyncio
import datetime as dt
import math
import sqlite3
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import DatabaseError, OperationalError

from bot import metrics
from bot.apart.limits import limits
from bot.channels import delivery
from bot.channels.delivery import MOST_TRIES, Deliverer, NotNow, Refused
from bot.channels.telegram import gateway_of
from bot.files import attachments
from bot.service import application_for
from dialogs.memory.store import Store
from tests.bot.test_telegram import ANN, BEN, api, bot, press, say, settings_for
from tests.support.bot_api import BotApi, Wrong
from tests.support.files import pdf

__all__ = ["api", "bot"]

NOW = dt.datetime(2026, 11, 24, 14, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def swift(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "SWEEP_SECONDS", 0.05)


async def until(holds: Callable[[], bool], seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not come to pass"
        await asyncio.sleep(0.02)


# --- over the whole bot -----------------------------------------------------------------------------


def failing(monkeypatch: pytest.MonkeyPatch, error: Exception, chats: set[str]) -> None:
    """Whatever is attached to a reply to these chats cannot be made."""
    make = attachments.content

    async def content(attachment: Any, store: Store, channel: str, chat: str) -> bytes:
        if chat in chats:
            raise error
        return await make(attachment, store, channel, chat)

    monkeypatch.setattr(attachments, "content", content)


@pytest.mark.parametrize("error", [ValueError("odd"), RuntimeError(), RecursionError(), MemoryError(), TypeError()])
async def test_a_file_that_cannot_be_made_silences_nobody(
    bot: BotApi, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    failing(monkeypatch, error, {str(ANN)})
    await say(bot, "/start")
    bot.say(ANN, "/export")
    bot.say(ANN, "/help")
    bot.say(ANN, "i want to kill myself")
    await until(lambda: any("988" in text for text in bot.texts(ANN)))
    await until(lambda: any("I could not make the file" in text for text in bot.texts(ANN)))
    assert any("/coverage" in text for text in bot.texts(ANN))
    await say(bot, "/start", BEN)
    assert "Infusion Navigator" in bot.texts(BEN)[0]


async def test_many_poisoned_chats_hold_up_nobody_else(
    bot: BotApi, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    poisoned = range(100, 120)
    monkeypatch.setattr(delivery, "MOST_TRIES", 10**6)
    failing(monkeypatch, ValueError(), {str(chat) for chat in poisoned})
    for chat in poisoned:
        bot.say(chat, "/export")
    await bot.settled(100)
    for _ in range(2):
        bot.faults.append(Wrong(500, "Internal Server Error"))
    bot.say(BEN, "/start")
    await until(lambda: bool(bot.texts(BEN)))
    await until(lambda: metrics.OUTBOX_WAITING._value.get() == len(poisoned))


async def test_help_in_a_crisis_overtakes_a_file_that_is_being_made(
    bot: BotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def content(*_: Any) -> bytes:
        begun.set()
        await go_on.wait()
        return b"made"

    await say(bot, "/start")
    monkeypatch.setattr(attachments, "content", content)
    bot.say(ANN, "/export")
    await begun.wait()
    bot.say(ANN, "i want to kill myself")
    try:
        await until(lambda: any("988" in text for text in bot.texts(ANN)))
    finally:
        go_on.set()


async def test_a_packet_that_ends_its_process_is_said_to_be_so_at_once(
    bot: BotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = limits().tasks["packet"].model_copy(update={"wall_seconds": 0.05})
    monkeypatch.setitem(limits().tasks, "packet", short)
    await say(bot, "/start")
    bot.upload(ANN, pdf(), "denial letter.pdf")
    await bot.settled(ANN)
    await say(bot, "/packet")
    await press(bot, "Make it")
    assert "I could not make the file" in bot.texts(ANN)[-1]


async def test_a_reply_whose_markup_is_refused_comes_as_plain_words(bot: BotApi) -> None:
    send = bot.on_sendMessage

    def refuses_markup(fields: dict[str, Any]) -> dict[str, Any]:
        if fields.get("parse_mode"):
            raise Wrong(400, "Bad Request: can't parse entities")
        return send(fields)

    bot.on_sendMessage = refuses_markup  # type: ignore[method-assign]
    bot.say(ANN, "what is an IRO?")
    await until(lambda: any("Independent Review" in text for text in bot.texts(ANN)))
    assert not any("<b>" in text or "**" in text for text in bot.texts(ANN))


async def test_a_flood_wait_of_one_chat_is_its_own(bot: BotApi) -> None:
    floods = [Wrong(429, "Too Many Requests: retry after 30", retry_after=30)]
    bot.weather = lambda: (0.0, floods.pop() if floods else None)
    bot.say(ANN, "/start")
    await until(lambda: not floods)
    began = time.monotonic()
    bot.say(BEN, "/start")
    await until(lambda: bool(bot.texts(BEN)))
    assert time.monotonic() - began < 5
    assert bot.texts(ANN) == []


# --- over the store alone -----------------------------------------------------------------------------


@pytest.fixture
async def store(store_url: str, tmp_path: Path) -> AsyncIterator[Store]:
    opened = Store(store_url, None, tmp_path / "key")
    yield opened
    await opened.close()


async def put(store: Store, chat: str, *replies: dict[str, Any]) -> None:
    async with store.turn("test", chat, f"{chat}-{time.monotonic_ns()}", NOW) as held:
        held.keep({"version": 1, "slots": {}, "active_loop": None, "latest_action": None})
        held.reply(list(replies))


class Channel:
    """Takes what is sent; fails where it is told to."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []
        self.fails: Callable[[str, dict[str, Any]], Exception | None] = lambda chat, reply: None

    async def send(self, chat: str, reply: dict[str, Any]) -> None:
        if error := self.fails(chat, reply):
            raise error
        self.sent.append((chat, reply["text"]))

    @property
    def texts(self) -> list[str]:
        return [text for _, text in self.sent]


@pytest.fixture
def channel() -> Iterator[Channel]:
    yield Channel()


FILE = {"text": "your file", "attachment": {"name": "packet.pdf", "text": "x"}}


async def test_a_try_is_counted_before_a_file_is_made(store: Store, channel: Channel) -> None:
    await put(store, "1", FILE)
    seen: list[int] = []

    async def send(chat: str, reply: dict[str, Any]) -> None:
        seen.append((await store.unsent("test", "1"))[0].tries)
        raise asyncio.CancelledError  # the process ends here

    for _ in range(MOST_TRIES):
        with pytest.raises(asyncio.CancelledError):
            await Deliverer(store, "test", send).flush("1")
    assert seen == [1, 2, 3, 4, 5]
    await Deliverer(store, "test", channel.send).flush("1")
    assert (
        'I could not make the file "\u2068packet.pdf\u2069"'.replace("\u2068", "").replace("\u2069", "")
        in channel.texts[0]
    )
    assert await store.unsent("test", "1") == []


async def test_a_channel_out_of_reach_is_no_fault_of_a_reply(store: Store, channel: Channel) -> None:
    await put(store, "1", FILE, {"text": "next"})
    channel.fails = lambda chat, reply: NotNow()
    deliverer = Deliverer(store, "test", channel.send)
    for _ in range(20):
        await deliverer.flush("1")
    assert [row.tries for row in await store.unsent("test", "1")] == [0, 0]
    channel.fails = lambda chat, reply: None
    await deliverer.flush("1")
    assert channel.texts == ["your file", "next"]


async def test_a_reply_that_the_channel_chokes_on_is_told_from_a_channel_that_is_down(
    store: Store, channel: Channel
) -> None:
    await put(store, "1", FILE, {"text": "next"})
    channel.fails = lambda chat, reply: NotNow() if reply.get("attachment") else None
    deliverer = Deliverer(store, "test", channel.send)
    for _ in range(15):
        await deliverer.flush("1")
    assert channel.texts[0] == "next"
    assert "could not make" in channel.texts[1]
    assert await store.unsent("test", "1") == []


async def test_what_is_behind_a_refused_reply_goes_out_at_once(store: Store, channel: Channel) -> None:
    await put(store, "1", {"text": "bad", "buttons": [{"title": "x", "payload": "x"}]}, {"text": "good"})
    channel.fails = lambda chat, reply: Refused("BadRequest") if reply.get("buttons") else None
    deliverer = Deliverer(store, "test", channel.send)
    await deliverer.flush("1")
    assert channel.texts == ["good"]
    for _ in range(MOST_TRIES):
        await deliverer.flush("1")
    assert channel.texts == ["good", "bad"], "the words go out at last, without what was refused"


async def test_urgent_replies_go_first(store: Store, channel: Channel) -> None:
    await put(store, "1", {"text": "one"}, {"text": "two"})
    await put(store, "1", {"text": "help", "urgent": True})
    await Deliverer(store, "test", channel.send).flush("1")
    assert channel.texts == ["help", "one", "two"]


async def test_what_was_sent_is_not_sent_again_while_the_store_cannot_strike_it_off(
    store: Store, channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    await put(store, "1", {"text": "one"}, {"text": "two"})
    sent = store.sent

    async def full(ids: list[int]) -> None:
        raise OperationalError("", {}, Exception("database or disk is full"))

    monkeypatch.setattr(store, "sent", full)
    deliverer = Deliverer(store, "test", channel.send)
    for _ in range(5):
        await deliverer.flush("1")
    assert channel.texts == ["one", "two"]
    monkeypatch.setattr(store, "sent", sent)
    await deliverer.flush("1")
    assert await store.unsent("test", "1") == []
    assert channel.texts == ["one", "two"]


async def test_a_damaged_reply_is_replaced_and_the_others_go_out(store: Store, channel: Channel) -> None:
    await put(store, "1", {"text": "one"}, {"text": "two"}, {"text": "three"})
    second = (await store.unsent("test", "1"))[1].id
    with store.engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE outbox SET reply = {broken(store)} WHERE id = {second}")
    await Deliverer(store, "test", channel.send).flush("1")
    assert [text[:14] for text in channel.texts] == ["one", "One of my mess", "three"]
    assert await store.unsent("test", "1") == []


def broken(store: Store) -> str:
    return "x'00112233445566778899aabbccddeeff00'" if store.is_sqlite else "'\\x00112233445566778899aabbccddeeff00'"


async def test_a_chat_whose_rows_cannot_be_read_stops_no_sweep_and_the_beat_tells_the_truth(
    store: Store, channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    for chat in "123":
        await put(store, chat, {"text": f"to {chat}"})
    unsent = store.unsent

    async def damaged(name: str, chat: str) -> Any:
        if chat == "1":
            raise DatabaseError("", {}, sqlite3.DatabaseError("database disk image is malformed"))
        return await unsent(name, chat)

    monkeypatch.setattr(store, "unsent", damaged)
    deliverer = Deliverer(store, "test", channel.send)
    running = asyncio.create_task(deliverer.run())
    await until(lambda: sorted(channel.texts) == ["to 2", "to 3"])
    beat = deliverer.beat
    await until(lambda: deliverer.beat > beat)

    async def away(name: str) -> Any:
        raise OperationalError("", {}, Exception("away"))

    monkeypatch.setattr(store, "waiting_chats", away)
    await asyncio.sleep(0.2)
    beat = deliverer.beat
    await asyncio.sleep(0.2)
    assert deliverer.beat == beat, "only a sweep that succeeded is one"
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_the_figure_of_waiting_replies_is_taken_also_when_a_sweep_fails(
    store: Store, channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    await put(store, "1", {"text": "one"}, {"text": "two"})
    metrics.OUTBOX_WAITING.set(0)

    async def away(*_: Any) -> Any:
        raise OperationalError("", {}, Exception("away"))

    monkeypatch.setattr(store, "waiting_chats", away)
    running = asyncio.create_task(Deliverer(store, "test", channel.send).run())
    await until(lambda: metrics.OUTBOX_WAITING._value.get() == 2)
    monkeypatch.setattr(store, "outbox_state", away)
    await until(lambda: math.isnan(metrics.OUTBOX_WAITING._value.get()))
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_replies_of_many_chats_are_not_swept_one_after_the_other(api: BotApi, tmp_path: Path) -> None:
    """One chat whose answer never comes; the others are swept meanwhile."""
    settings = settings_for(api, tmp_path)
    store = Store(settings.store_url, None, settings.operator_key_file)
    application = application_for(settings, store)
    deliverer = gateway_of(application).deliverer
    hanging = asyncio.Event()

    async def send(chat: str, reply: dict[str, Any]) -> None:
        if chat == "1":
            await hanging.wait()
        sent.append(chat)

    sent: list[str] = []
    deliverer.send = send
    for number in range(1, 6):
        async with store.turn("telegram", str(number), f"u{number}", NOW) as held:
            held.reply([{"text": "x"}])
    await deliverer.sweep()
    await deliverer.sweep()
    assert sorted(sent) == ["2", "3", "4", "5"]
    hanging.set()
    await until(lambda: len(sent) == 5)
    await store.close()


async def test_a_packet_with_a_document_that_is_gone_says_so(bot: BotApi, tmp_path: Path) -> None:
    await say(bot, "/start")
    bot.upload(ANN, pdf(), "denial letter.pdf")
    await bot.settled(ANN)
    await say(bot, "/packet")
    with sqlite3.connect(tmp_path / "bot.db") as db:
        db.execute("DELETE FROM documents")
        db.commit()
    await press(bot, "Make it")
    assert "a document in it is gone" in bot.texts(ANN)[-1]
