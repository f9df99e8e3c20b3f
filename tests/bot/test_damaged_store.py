"""A damaged page, a flipped byte, a store that is away: a fault of one row or one person stays with it."""

from __future__ import annotations

import asyncio
import datetime as dt
import sqlite3
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError

from dialogs.memory.faults import Unreadable, away, damaged
from dialogs.memory.store import Store
from dialogs.speaking.messages import Incoming
from dialogs.turn.manager import Dialog, DialogManager
from tests.bot.test_delivery import until
from tests.bot.test_telegram import api, bot, running
from tests.support.bot_api import BotApi

__all__ = ["api", "bot"]

NOW = dt.datetime(2026, 11, 24, 14, 0, tzinfo=dt.UTC)
PEOPLE = 40


async def filled(path: Path, dialog: Dialog) -> None:
    """A store that knows many people."""
    store = Store(f"sqlite:///{path}", None, Path(f"{path}.key"))
    manager = DialogManager(store, dialog)
    for chat in range(1, PEOPLE + 1):
        for number, line in enumerate(("/start", "/coverage", "me")):
            incoming = Incoming("telegram", str(chat), f"{chat}-{number}", NOW, "text", line)
            await manager.handle(incoming)
        await store.sent([row.id for row in await store.unsent("telegram", str(chat))])
    await store.close()


def damage(path: Path, table: str, leaf: int = 1) -> None:
    """Spoil one page of a table, the one with this number among its leaves; of a table of one page, that."""
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = db.execute("PRAGMA page_size").fetchone()[0]
        leaves = [row[0] for row in db.execute("SELECT pageno FROM dbstat WHERE name=? AND pagetype='leaf'", (table,))]
    db.close()
    page = sorted(leaves)[min(leaf, len(leaves) - 1)]
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * 64)


def unreadable(path: Path) -> list[int]:
    """Chats whose conversation lies on a spoiled page."""
    found = []
    with sqlite3.connect(path) as db:
        for chat in range(1, PEOPLE + 1):
            query = "SELECT length(tracker) FROM conversations c JOIN people p ON p.id = c.person WHERE p.channel = 'telegram' AND p.chat = ?"
            try:
                db.execute(query, (str(chat),)).fetchall()
            except sqlite3.DatabaseError:
                found.append(chat)
    db.close()
    return found


@pytest.mark.parametrize("table", ["conversations", "people"])
async def test_a_damaged_page_costs_those_whose_words_lie_on_it_and_they_are_still_answered(
    api: BotApi, tmp_path: Path, dialog: Dialog, table: str
) -> None:
    await filled(tmp_path / "bot.db", dialog)
    damage(tmp_path / "bot.db", table, 0)
    hit = unreadable(tmp_path / "bot.db")
    assert 0 < len(hit) < PEOPLE
    well = next(chat for chat in range(1, PEOPLE + 1) if chat not in hit)
    async with running(api, tmp_path):
        for chat in hit:
            api.say(chat, "texas")
        api.say(well, "texas")
        await until(lambda: any("What kind of plan" in text for text in api.texts(well)))
        await until(lambda: all("I cannot open it" in "".join(api.texts(chat)) for chat in hit))
        api.say(hit[0], "i want to kill myself")
        await until(lambda: "988" in api.texts(hit[0])[-1])
        api.say(hit[0], "what is an external review?")
        await until(lambda: "Source:" in api.texts(hit[0])[-1])
        await api.settled(well)
        assert api.acknowledged == api.updates[-1]["update_id"] + 1, "nothing is left to freeze on"


@pytest.mark.parametrize("table", ["updates_seen", "outbox"])
async def test_where_nothing_can_be_kept_a_crisis_is_still_answered(
    api: BotApi, tmp_path: Path, dialog: Dialog, table: str
) -> None:
    await filled(tmp_path / "bot.db", dialog)
    damage(tmp_path / "bot.db", table, 10**6)
    async with running(api, tmp_path):
        api.say(5, "i want to kill myself")
        api.say(777, "i want to kill myself")
        await until(lambda: all("988" in "".join(api.texts(chat)) for chat in (5, 777)))
        await until(lambda: api.acknowledged == api.updates[-1]["update_id"] + 1)


COLUMNS = {
    "the key": "UPDATE people SET key = {spoiled}",
    "the conversation": "UPDATE conversations SET tracker = {spoiled}",
    "a key of nothing": "UPDATE people SET key = {empty}",
    "a conversation of nothing": "UPDATE conversations SET tracker = {short}",
}


@pytest.fixture
async def manager(store_url: str, tmp_path: Path, dialog: Dialog) -> AsyncIterator[DialogManager]:
    store = Store(store_url, None, tmp_path / "key")
    yield DialogManager(store, dialog)
    await store.close()


async def say(manager: DialogManager, text: str, kind: Any = "text", chat: str = "1") -> str:
    say.count = getattr(say, "count", 0) + 1  # type: ignore[attr-defined]
    incoming = Incoming("test", chat, f"u{say.count}", NOW, kind, text)  # type: ignore[attr-defined]
    await manager.handle(incoming)
    rows = await manager.store.unsent("test", chat)
    await manager.store.sent([row.id for row in rows])
    return "\n".join((row.reply or {"text": "-"})["text"] for row in rows)


@pytest.mark.parametrize("name", COLUMNS)
async def test_a_damaged_row_leaves_its_person_an_answer_and_a_way_out(manager: DialogManager, name: str) -> None:
    for line in ("/start", "/coverage", "me"):
        await say(manager, line)
        await say(manager, line, chat="2")
    spoil(manager.store, COLUMNS[name])
    assert "I cannot open it" in await say(manager, "tx")
    assert "What kind of plan" in await say(manager, "tx", chat="2")
    assert "988" in await say(manager, "quiero morir")
    assert "I cannot open it" in await say(manager, "yes"), "a mere yes destroys nothing"
    assert "Do you want that?" in await say(manager, "/forget")
    assert "Done" in await say(manager, "g:forget_yes", "button")
    assert "Infusion Navigator" in await say(manager, "/start")


def spoil(store: Store, change: str) -> None:
    quoted: Callable[[str], str] = (lambda hexed: f"x'{hexed}'") if store.is_sqlite else (lambda hexed: f"'\\x{hexed}'")
    change = change.format(spoiled=quoted("ab" * 60), empty=quoted(""), short=quoted("ab"))
    column = "person" if "conversations" in change else "id"
    with store.engine.begin() as connection:
        connection.exec_driver_sql(f"{change} WHERE {column} = (SELECT id FROM people WHERE chat = '1')")


@pytest.mark.parametrize("stored", [{"version": 1}, {"version": 99, "slots": {}}, {}, {"version": 1, "slots": []}])
async def test_a_conversation_in_a_shape_that_nobody_knows_is_no_silence(
    manager: DialogManager, stored: dict[str, Any]
) -> None:
    await say(manager, "/start")
    async with manager.store.turn("test", "1", "odd", NOW) as held:
        held.keep(stored)
    assert "I cannot open it" in await say(manager, "/next")
    assert "988" in await say(manager, "i want to die")


async def test_a_fault_of_the_program_in_a_crisis_still_brings_help(
    manager: DialogManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    await say(manager, "/start")
    turn = manager.dialog.turn

    async def faulty(before: Any, incoming: Any) -> Any:
        if before and before["slots"]:
            raise RuntimeError
        return await turn(before, incoming)

    monkeypatch.setattr(manager.dialog, "turn", faulty)
    assert "988" in await say(manager, "i want to kill myself")
    assert "Something went wrong" in await say(manager, "/next")


async def test_who_cannot_be_opened_is_named_by_the_store(manager: DialogManager) -> None:
    await say(manager, "/start")
    spoil(manager.store, COLUMNS["the key"])
    with pytest.raises(Unreadable):
        async with manager.store.turn("test", "1", "x", NOW):
            pass


async def test_help_is_given_while_the_store_is_away_once_and_the_turn_is_kept(
    bot: BotApi, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    find, calls = Store._find, []

    def away_for_a_while(self: Store, *args: Any) -> Any:
        calls.append(1)
        if len(calls) < 4:
            raise OperationalError("", {}, sqlite3.OperationalError("database is locked"))
        return find(self, *args)

    monkeypatch.setattr(Store, "_find", away_for_a_while)
    bot.say(5, "i want to kill myself")
    await until(lambda: "988" in "".join(bot.texts(5)))
    assert len(calls) < 4
    await bot.settled(5)
    assert "".join(bot.texts(5)).count("call or text 988") == 1
    with sqlite3.connect(tmp_path / "bot.db") as db:
        assert db.execute("SELECT count(*) FROM conversations WHERE tracker IS NOT NULL").fetchone() == (1,)


async def test_help_does_not_wait_for_a_turn_that_takes_long(bot: BotApi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.channels.telegram.HELP_SECONDS", 0.2)
    store = Store._begin

    def slow(self: Store, *args: Any) -> Any:
        import time

        time.sleep(2)
        return store(self, *args)

    monkeypatch.setattr(Store, "_begin", slow)
    bot.say(5, "i want to kill myself")
    await until(lambda: "988" in "".join(bot.texts(5)), 1.5)
    await bot.settled(5)
    assert "".join(bot.texts(5)).count("call or text 988") == 1


async def test_an_update_that_the_database_refuses_is_given_up_and_its_person_told(
    bot: BotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish = Store._finish

    def refused(self: Store, connection: Any, held: Any, channel: str, chat: str, at: Any) -> None:
        if chat == "5":
            raise IntegrityError("", {}, Exception("constraint"))
        finish(self, connection, held, channel, chat, at)

    monkeypatch.setattr(Store, "_finish", refused)
    bot.say(5, "/start")
    bot.say(6, "/start")
    await until(lambda: bool(bot.texts(6)))
    await until(lambda: bool(bot.texts(5)))
    assert "I could not keep your last message" in bot.texts(5)[0]
    await bot.settled(5)


def test_what_is_away_comes_back_and_what_is_damaged_does_not(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE t (a)")
    db.executemany("INSERT INTO t VALUES (?)", [("x" * 500,)] * 50)
    db.commit()
    db.close()
    damage(path, "t")
    with pytest.raises(sqlite3.DatabaseError) as raised:
        sqlite3.connect(path).execute("SELECT * FROM t").fetchall()
    from sqlalchemy.exc import DatabaseError

    error = DatabaseError("", {}, raised.value)
    assert damaged(error)
    assert not away(error)
    assert not away(IntegrityError("", {}, Exception()))
    locked = OperationalError("", {}, sqlite3.OperationalError("database is locked"))
    assert away(locked)
    assert not damaged(locked)


async def test_a_damaged_outbox_page_does_not_stop_the_sweep(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    store = Store(f"sqlite:///{path}", None, tmp_path / "key")
    for chat in range(30):
        async with store.turn("test", str(chat), f"u{chat}", NOW) as held:
            held.reply([{"text": "x" * 600}])
    await store.close()
    damage(path, "outbox", 0)
    store = Store(f"sqlite:///{path}", None, tmp_path / "key")
    chats = await store.waiting_chats("test")
    assert len(chats) == 30
    rows = [row for chat in chats for row in await store.unsent("test", chat)]
    lost = [row for row in rows if row.reply is None]
    assert len(rows) == 30
    assert 0 < len(lost) < 30
    await store.close()
    await asyncio.sleep(0)
