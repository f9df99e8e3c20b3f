"""How long a person is kept: told before, erased after, kept when they write. Forgetting holds over a restore."""

from __future__ import annotations

import base64
import datetime as dt
import os
import shutil
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, insert, text

from dialogs.memory.forgetting import RESTORED
from dialogs.memory.retention import Kept, Purged
from dialogs.memory.sealing import new_key
from dialogs.memory.store import Store
from dialogs.memory.tables import store_facts
from dialogs.speaking.operator import Operator
from dialogs.turn.manager import Dialog
from tests.support.person import Person

NOW = dt.datetime(2026, 11, 24, 14, 0, tzinfo=dt.UTC)
KEY = base64.b64encode(new_key()).decode()
KEPT = Kept(idle=400, warn=30, copies=14)
NOBODY = {"version": 1, "slots": {}, "active_loop": None, "latest_action": None}


def after(days: float) -> dt.datetime:
    return NOW + dt.timedelta(days=days)


@pytest.fixture
async def store(store_url: str) -> AsyncIterator[Store]:
    opened = Store(store_url, KEY, Path("unused"))
    yield opened
    await opened.close()


async def write(store: Store, chat: str, at: dt.datetime, *, forget: bool = False) -> bool:
    """Write as a person; whether anything was remembered."""
    async with store.turn("test", chat, f"{chat}-{at.isoformat()}", at) as held:
        if forget:
            held.forget()
        else:
            held.keep(NOBODY)
            held.attach(f"d{at.timestamp():.0f}", b"a letter")
    return held.before is not None


async def told(store: Store, at: dt.datetime) -> list[str]:
    return [one.name for one in await store.due(at, 100)]


async def test_who_does_not_write_is_told_and_erased_then(store: Store) -> None:
    await write(store, "1", NOW)
    assert await store.purge(after(369), KEPT) == Purged(0, 0)
    assert await store.purge(after(371), KEPT) == Purged(told=1)
    assert await told(store, after(371)) == [f"retention.{after(401).date().isoformat()}"]
    assert await store.purge(after(372), KEPT) == Purged(0, 0), "they are told once"
    assert await store.purge(after(400.5), KEPT) == Purged(0, 0), "30 days after they were told, not before"
    assert await store.purge(after(402), KEPT) == Purged(erased=1)
    assert not await write(store, "1", after(403))
    assert await store.document("test", "1", f"d{NOW.timestamp():.0f}") is None


async def test_nobody_is_erased_who_was_not_told(store: Store) -> None:
    await write(store, "1", NOW)
    assert await store.purge(after(900), KEPT) == Purged(told=1)
    assert await store.purge(after(901), KEPT) == Purged(0, 0)


async def test_who_writes_after_being_told_is_kept(store: Store) -> None:
    await write(store, "1", NOW)
    await store.purge(after(371), KEPT)
    assert await write(store, "1", after(372))
    assert await store.purge(after(402), KEPT) == Purged(0, 0)
    assert await write(store, "1", after(403))


async def test_a_reminder_that_comes_is_not_the_persons_own_word(store: Store) -> None:
    await write(store, "1", NOW)
    async with store.turn("test", "1", "reminder", after(200), known=True) as held:
        held.keep(NOBODY)
    assert await store.purge(after(371), KEPT) == Purged(told=1)


async def test_replies_that_nobody_took_end_too(store: Store) -> None:
    async with store.turn("test", "1", "u", NOW) as held:
        held.keep(NOBODY)
        held.reply([{"text": "hello"}])
    await store.purge(after(29), KEPT)
    assert len(await store.unsent("test", "1")) == 1
    await store.purge(after(31), KEPT)
    assert await store.unsent("test", "1") == []


@pytest.mark.parametrize(("wrote", "said"), [(None, True), (5, False)])
async def test_what_is_said_before_the_end(wrote: int | None, said: bool, tmp_path: Path) -> None:
    person = Person(
        lambda: Store(f"sqlite:///{tmp_path / 'p.db'}", None, tmp_path / "key"),
        Dialog(operator=Operator("Clinic", keep_days=400)),
    )
    await person.say("/start")
    if wrote:
        person.away(365 + wrote)
        await person.say("hello")
        person.away(-wrote)
    else:
        person.away(371)
    last = (NOW + dt.timedelta(days=401)).date()
    heard = await person.external(f"retention.{last.isoformat()}")
    assert ("I erase all that I keep of you" in heard) is said
    assert "ketamine" not in heard.lower(), "a locked screen says nothing private"
    await person.manager.store.close()


async def test_who_was_forgotten_is_forgotten_again_after_a_restore(store_url: str) -> None:
    store = Store(store_url, KEY, Path("unused"))
    for chat in ("1", "2", "3"):
        await write(store, chat, NOW)
    await write(store, "1", after(1), forget=True)
    await write(store, "2", after(1), forget=True)
    await write(store, "2", after(2))  # came back, and is somebody new
    await store.close()
    engine = create_engine(store_url)
    with engine.begin() as connection:  # as if a copy of before had brought the first one back
        connection.execute(text("UPDATE people SET chat = '1' WHERE chat = '3'"))
        connection.execute(insert(store_facts).values(name=RESTORED, value=b""))
    engine.dispose()
    store = Store(store_url, KEY, Path("unused"))
    assert not await write(store, "1", after(3))
    assert await write(store, "2", after(3))
    await store.close()
    store = Store(store_url, KEY, Path("unused"))
    assert await write(store, "1", after(4)), "the list is gone through once"
    await store.close()


async def test_marks_end_with_the_copies_and_name_nobody(store: Store) -> None:
    await write(store, "77123", NOW)
    await write(store, "77123", after(1), forget=True)
    with store.engine.connect() as connection:
        (mark,) = connection.scalars(text("SELECT mark FROM forgotten")).all()
        assert "77123" not in mark
    await store.purge(after(15.5), KEPT)
    with store.engine.connect() as connection:
        assert len(connection.scalars(text("SELECT mark FROM forgotten")).all()) == 1
    await store.purge(after(17), KEPT)
    with store.engine.connect() as connection:
        assert connection.scalars(text("SELECT mark FROM forgotten")).all() == []


async def test_a_migration_leaves_a_copy_that_ends(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'n.db'}"
    store = Store(url, KEY, Path("unused"))
    await write(store, "1", NOW)
    await store.close()
    with sqlite3.connect(tmp_path / "n.db") as older:  # as the program of migration 5 left it
        older.execute("DROP TABLE forgotten")
        older.execute("DROP TABLE operator_log")
        older.execute("DROP INDEX people_by_seen")
        older.execute("ALTER TABLE people DROP COLUMN seen")
        older.execute("ALTER TABLE people DROP COLUMN warned")
        older.execute("UPDATE alembic_version SET version_num = '0005'")
    older.close()
    before = tmp_path / "before.db"
    shutil.copy(tmp_path / "n.db", before)
    store = Store(url, KEY, Path("unused"))
    (copy,) = (tmp_path / name for name in os.listdir(tmp_path) if name.startswith("n.db.at-0005-"))
    assert copy.stat().st_mode & 0o077 == 0
    with sqlite3.connect(copy) as kept, sqlite3.connect(before) as was:
        assert list(kept.iterdump()) == list(was.iterdump())
    assert await write(store, "1", after(1)), "who was there before the migration goes on"
    now = dt.datetime.now(dt.UTC)
    await store.purge(now, KEPT)
    assert copy.exists()
    await store.purge(now + dt.timedelta(days=15), KEPT)
    assert not copy.exists()
    await store.close()
