"""The store: one transaction a turn, sealed words, forgetting, keys, migrations. On SQLite and PostgreSQL."""

from __future__ import annotations

import asyncio
import base64
import datetime as dt
import sqlite3
import stat
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, inspect, text

from dialogs.memory.faults import StoreTrouble
from dialogs.memory.retention import Kept
from dialogs.memory.schema_version import NewerStore, known
from dialogs.memory.sealing import KeyTrouble, Sealer, key_from_file, new_key, read_key
from dialogs.memory.store import Store
from dialogs.memory.tables import metadata
from dialogs.memory.upgrades import TooNew, lifted

NOW = dt.datetime(2026, 11, 24, 14, 0, tzinfo=dt.UTC)
KEY = base64.b64encode(new_key()).decode()
KEPT = Kept(730, 30, 14)
SECRET = "Zanzibar syndrome of the left foot"


def stored(**slots: Any) -> dict[str, Any]:
    return {"version": 1, "slots": slots, "active_loop": None, "latest_action": None}


@pytest.fixture
async def store(store_url: str, tmp_path: Path) -> AsyncIterator[Store]:
    opened = Store(store_url, KEY, tmp_path / "key")
    yield opened
    await opened.close()


async def turn(store: Store, update: str, chat: str = "1", **slots: Any) -> Any:
    async with store.turn("test", chat, update, NOW) as held:
        if not held.duplicate:
            held.keep(stored(**slots))
            held.reply([{"text": f"reply to {update}"}])
    return held


async def test_a_turn_is_kept_and_its_replies_wait_in_order(store: Store) -> None:
    await turn(store, "1", a=1)
    held = await turn(store, "2", a=2)
    assert held.before == stored(a=1)
    assert [row.reply["text"] for row in await store.unsent("test", "1")] == ["reply to 1", "reply to 2"]
    await store.sent([row.id for row in (await store.unsent("test", "1"))[:1]])
    assert [row.reply["text"] for row in await store.unsent("test", "1")] == ["reply to 2"]


async def test_an_update_delivered_twice_changes_nothing(store: Store) -> None:
    await turn(store, "1", a=1)
    again = await turn(store, "1", a=2)
    assert again.duplicate
    assert (await turn(store, "2", a=3)).before == stored(a=1)
    assert len(await store.unsent("test", "1")) == 2


async def test_a_turn_that_fails_leaves_no_trace(store: Store) -> None:
    await turn(store, "1", a=1)
    with pytest.raises(ZeroDivisionError):
        async with store.turn("test", "1", "2", NOW) as held:
            held.keep(stored(a=2))
            held.reply([{"text": "never"}])
            _ = 1 / 0
    held = await turn(store, "2", a=3)
    assert not held.duplicate
    assert held.before == stored(a=1)


async def test_a_cancelled_turn_leaves_no_lock(store: Store) -> None:
    async def stuck() -> None:
        async with store.turn("test", "1", "1", NOW):
            await asyncio.sleep(60)

    task = asyncio.create_task(stuck())
    await asyncio.sleep(0.1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await asyncio.wait_for(turn(store, "1", a=1), 10)


async def test_turns_of_one_chat_never_overlap(store: Store) -> None:
    inside = 0

    async def one(number: int) -> None:
        nonlocal inside
        async with store.turn("test", "1", str(number), NOW) as held:
            inside += 1
            assert inside == 1
            before = held.before or stored(n=0)
            await asyncio.sleep(0.002)
            held.keep(stored(n=before["slots"]["n"] + 1))
            inside -= 1

    await asyncio.gather(*(one(n) for n in range(30)))
    assert (await turn(store, "last")).before == stored(n=30)


def dump(url: str, tmp_path: Path) -> bytes:
    """Everything that the database holds, as bytes; for SQLite the raw files."""
    if url.startswith("sqlite"):
        path = Path(url.removeprefix("sqlite:///"))
        return b"".join(p.read_bytes() for p in path.parent.glob(path.name + "*") if p.suffix != ".key")
    engine = create_engine(url)
    with engine.connect() as connection:
        rows = [
            bytes(str([bytes(v) if isinstance(v, memoryview | bytes) else v for v in row]), "utf-8")
            for name in metadata.tables
            for row in connection.execute(text(f"SELECT * FROM {name}"))
        ]
    engine.dispose()
    return b"".join(rows)


async def test_a_persons_words_are_never_readable_at_rest(store: Store, store_url: str, tmp_path: Path) -> None:
    async with store.turn("test", "1", "1", NOW) as held:
        held.keep(stored(diagnosis=SECRET))
        held.reply([{"text": SECRET}])
    assert SECRET.encode() not in dump(store_url, tmp_path)


async def test_forgetting_destroys_the_key_the_rows_and_what_was_unsent(
    store: Store, store_url: str, tmp_path: Path
) -> None:
    await turn(store, "1", chat="77123", diagnosis=SECRET)
    await turn(store, "1b", chat="5", a=1)
    async with store.turn("test", "77123", "2", NOW) as held:
        person = held.person
        held.forget()
        held.reply([{"text": "gone"}])
    assert [row.reply["text"] for row in await store.unsent("test", "77123")] == ["gone"]
    await store.sent([row.id for row in await store.unsent("test", "77123")])
    left = dump(store_url, tmp_path)
    assert person.encode() not in left
    assert b"77123" not in left
    assert (await turn(store, "3", chat="77123")).before is None
    assert (await turn(store, "4", chat="5")).before == stored(a=1)


async def test_a_wipe_that_a_reader_keeps_from_being_done_is_owed_until_it_is_done(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'people.db'}"
    store = Store(url, KEY, tmp_path / "key")
    await turn(store, "1", chat="77123", diagnosis=SECRET)
    with sqlite3.connect(tmp_path / "people.db") as db:
        key = db.execute("SELECT key FROM people").fetchone()[0]
        tracker = db.execute("SELECT tracker FROM conversations").fetchone()[0]
    db.close()
    reader = sqlite3.connect(tmp_path / "people.db", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM people").fetchone()
    began = time.monotonic()
    async with store.turn("test", "77123", "2", NOW) as held:
        held.forget()
        held.reply([{"text": "gone"}])
    await store.sent([row.id for row in await store.unsent("test", "77123")])
    assert time.monotonic() - began < 5, "the person does not wait for the reader"
    left = dump(url, tmp_path)
    assert key in left or tracker in left, "the reader still needs it"
    assert not await store.wipe()
    await store.close()
    store = Store(url, KEY, tmp_path / "key")
    assert not await store.wipe(), "it is owed after a restart too"
    reader.execute("ROLLBACK")
    reader.close()
    assert await store.wipe()
    assert await store.wipe()
    left = dump(url, tmp_path)
    assert key not in left
    assert tracker not in left
    assert b"77123" not in left
    await store.close()


async def test_a_document_that_is_destroyed_is_wiped_too(store: Store) -> None:
    async with store.turn("test", "1", "1", NOW) as held:
        held.keep(stored())
        held.attach("a", b"page")
    async with store.turn("test", "1", "2", NOW) as held:
        held.keep(stored())
        held.drop({"a"})
    assert await store.document("test", "1", "a") is None
    with store.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM store_facts WHERE name = 'wipe'")).scalar() == 0


async def test_one_persons_row_cannot_be_read_as_anothers() -> None:
    sealer = Sealer(new_key())
    with pytest.raises(KeyTrouble):
        sealer.open(sealer.seal(b"words", "ann"), "bob")


async def test_another_key_is_told_at_the_start(store: Store, store_url: str, tmp_path: Path) -> None:
    other = base64.b64encode(new_key()).decode()
    with pytest.raises(KeyTrouble, match="not the one"):
        Store(store_url, other, tmp_path / "key")


async def test_a_lost_key_file_is_told_at_the_start_and_not_made_anew(tmp_path: Path) -> None:
    url, key_file = f"sqlite:///{tmp_path / 'a.db'}", tmp_path / "a.key"
    await Store(url, None, key_file).close()
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    key_file.unlink()
    with pytest.raises(KeyTrouble, match="Put the key file back"):
        Store(url, None, key_file)
    assert not key_file.exists()


def test_a_key_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "key"
    key_from_file(path, may_make=True)
    path.chmod(0o644)
    with pytest.raises(KeyTrouble, match="chmod 600"):
        key_from_file(path, may_make=False)


@pytest.mark.parametrize("spelling", ["", "short", "!!!", base64.b64encode(b"x" * 31).decode()])
def test_a_key_that_is_none_is_refused(spelling: str) -> None:
    with pytest.raises(KeyTrouble, match="44 characters"):
        read_key(spelling)


async def test_the_migrations_make_the_tables_that_the_code_reads(store: Store) -> None:
    seen = inspect(store.engine)
    for name, table in metadata.tables.items():
        assert {c["name"] for c in seen.get_columns(name)} == {c.name for c in table.columns}
        assert {i["name"] for i in seen.get_indexes(name) if not i.get("unique")} == {i.name for i in table.indexes}


async def test_a_store_of_a_newer_program_is_refused(store: Store, store_url: str, tmp_path: Path) -> None:
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerStore, match=known()[-1]):
        Store(store_url, KEY, tmp_path / "key")


def test_a_database_that_cannot_be_opened_is_told() -> None:
    with pytest.raises(StoreTrouble, match="cannot open the store"):
        Store("postgresql+psycopg://nobody@127.0.0.1:1/none", KEY, Path("unused"))


def test_older_conversations_are_lifted_step_by_step() -> None:
    steps: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {
        1: lambda old: {**old, "slots": {"renamed": old["slots"]["name"]}},
        2: lambda old: {**old, "added": True},
    }
    old = {"version": 1, "slots": {"name": "x"}}
    assert lifted(old, steps, 3) == {"version": 3, "slots": {"renamed": "x"}, "added": True}
    with pytest.raises(TooNew):
        lifted({"version": 4}, steps, 3)


async def test_a_blocked_person_is_recorded_and_welcome_again(store: Store) -> None:
    await turn(store, "1", a=1)
    await store.blocked("test", "1", NOW)
    assert await store.unsent("test", "1") == []
    with store.engine.connect() as connection:
        assert connection.execute(text("SELECT blocked FROM people")).scalar() is not None
    assert (await turn(store, "2", a=2)).before == stored(a=1)
    with store.engine.connect() as connection:
        assert connection.execute(text("SELECT blocked FROM people")).scalar() is None


async def test_deliveries_are_remembered_for_a_week(store: Store) -> None:
    await turn(store, "1", a=1)
    await store.purge(NOW + dt.timedelta(days=6), KEPT)
    assert (await turn(store, "1")).duplicate
    await store.purge(NOW + dt.timedelta(days=8), KEPT)
    assert not (await turn(store, "1")).duplicate
