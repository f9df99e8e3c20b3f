"""What operators do to a store: a new key, words to everybody; each leaves a line and no words."""

from __future__ import annotations

import base64
import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import text

from dialogs.memory import operator_log
from dialogs.memory.announcing import AnnouncedAlready
from dialogs.memory.faults import StoreTrouble
from dialogs.memory.rekeying import Rekeyed, rekey
from dialogs.memory.sealing import KeyTrouble, new_key
from dialogs.memory.store import Store
from dialogs.turn.manager import Dialog
from tests.support.person import Person

NOW = dt.datetime(2026, 11, 24, 14, 0, tzinfo=dt.UTC)
NEWS = "We close on March 1. Zanzibar."


def spelled(key: bytes) -> str:
    return base64.b64encode(key).decode()


async def filled(url: str, key: bytes) -> None:
    store = Store(url, spelled(key), Path("unused"))
    for chat in ("1", "2", "3"):
        async with store.turn("test", chat, f"u{chat}", NOW) as held:
            held.keep({"version": 1, "slots": {"a": chat}, "active_loop": None, "latest_action": None})
            held.attach("d1", b"letter of " + chat.encode())
    async with store.turn("test", "3", "u4", NOW) as held:
        held.forget()
        held.reply([{"text": "farewell"}])
    await store.put_by("test", {7: {"message": "waiting"}})
    await store.announce(NEWS, NOW, breach=False)
    await store.close()


async def test_a_new_key_opens_everything_and_the_old_one_nothing(store_url: str) -> None:
    old, new = new_key(), new_key()
    await filled(store_url, old)
    assert rekey(store_url, old, new) == Rekeyed(people=2, unreadable=0)
    with pytest.raises(KeyTrouble):
        Store(store_url, spelled(old), Path("unused"))
    store = Store(store_url, spelled(new), Path("unused"))
    for chat in ("1", "2"):
        assert (await store.conversation("test", chat) or {})["slots"] == {"a": chat}
        assert await store.document("test", chat, "d1") == b"letter of " + chat.encode()
    assert [row.reply for row in await store.unsent("test", "3")] == [{"text": "farewell"}]
    assert await store.updates_put_by("test") == [{"message": "waiting"}]
    (name,) = {one.name for one in await store.due(NOW + dt.timedelta(days=1), 9)}
    assert (await store.announcement(name))["text"] == NEWS
    with store.engine.connect() as connection:
        assert operator_log.latest(connection)[0].detail == "2 people, 0 unreadable"
    await store.close()


async def test_a_wrong_key_or_a_running_bot_changes_nothing(store_url: str) -> None:
    key = new_key()
    await filled(store_url, key)
    with pytest.raises(KeyTrouble):
        rekey(store_url, new_key(), new_key())
    store = Store(store_url, spelled(key), Path("unused"))
    if not store.is_sqlite:
        with pytest.raises(StoreTrouble, match="a bot is connected"):
            rekey(store_url, key, new_key())
    assert await store.conversation("test", "1") is not None
    await store.close()


async def test_what_cannot_be_opened_is_counted_and_stays(store_url: str) -> None:
    old, new = new_key(), new_key()
    await filled(store_url, old)
    store = Store(store_url, spelled(old), Path("unused"))
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE people SET key = :key WHERE chat = '2'"), {"key": b"damaged"})
    await store.close()
    assert rekey(store_url, old, new) == Rekeyed(people=1, unreadable=1)


async def test_everybody_is_told_once_and_in_the_day(store_url: str) -> None:
    key = new_key()
    await filled(store_url, key)
    store = Store(store_url, spelled(key), Path("unused"))
    assert await store.due(NOW.replace(hour=16), 9) == [], "nine in Los Angeles has not come"
    told = await store.due(NOW.replace(hour=17), 9)
    assert sorted(one.chat for one in told) == ["1", "2"], "who is forgotten is told nothing"
    with pytest.raises(AnnouncedAlready):
        await store.announce(NEWS, NOW, breach=False)
    await store.blocked("test", "1", NOW)
    begun = await store.announce("Other news.", NOW.replace(hour=23), breach=True)
    assert (begun.people, begun.due.hour, begun.due.day) == (1, 23, 24)
    assert (await store.announce("At night.", NOW.replace(hour=3), breach=True)).due == NOW.replace(hour=17)
    with store.engine.connect() as connection:
        assert "Zanzibar" not in str(operator_log.latest(connection))
        stored = connection.scalars(text("SELECT value FROM store_facts")).all()
    assert not any(b"Zanzibar" in bytes(value) for value in stored)
    await store.close()


@pytest.mark.parametrize(("kind", "head"), [("news", "There is news"), ("breach", "important news about your data")])
async def test_a_locked_screen_shows_only_that_there_is_news(kind: str, head: str, tmp_path: Path) -> None:
    person = Person(lambda: Store(f"sqlite:///{tmp_path / 'p.db'}", None, tmp_path / "key"), Dialog())
    await person.say("/start")
    told = await person.external("announce.1", {"text": NEWS, "kind": kind})
    assert head in told
    assert "Zanzibar" not in told
    assert "Zanzibar" in await person.press("Show it")
    await person.manager.store.close()
