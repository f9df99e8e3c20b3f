"""Moving a store: every row, whatever interrupts it, and never two stores that both go on."""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select

from dialogs.memory.address import AddressError
from dialogs.memory.faults import StoreTrouble
from dialogs.memory.helpers import Wish
from dialogs.memory.moving import TABLES, CannotMove, move
from dialogs.memory.sealing import new_key
from dialogs.memory.store import Store
from dialogs.memory.tables import store_facts

KEY = base64.b64encode(new_key()).decode()
NOW = dt.datetime(2026, 11, 25, 9, 30, tzinfo=dt.UTC)
BEFORE = {"version": 1, "slots": {"who": "self"}, "active_loop": None, "latest_action": None}


def opened(url: str) -> Store:
    return Store(url, KEY, Path("unused"))


async def filled(url: str, people: int = 7) -> None:
    """A store with people, documents, reminders, replies that wait, and one who blocked us."""
    store = opened(url)
    for chat in range(people):
        async with store.turn("telegram", str(chat), f"u{chat}", NOW) as held:
            held.keep({**BEFORE, "slots": {"who": "self", "note": f"words of {chat} \u2019"}})
            held.attach("letter", bytes([chat]) * 1000)
            held.remind({"day.2026-12-01": (NOW + dt.timedelta(days=6, microseconds=chat), chat)}, set())
            held.reply([{"text": f"to {chat}", "buttons": []}])
            held.share([], Wish("invite", "ABCD2345") if chat == 0 else None)
    await store.blocked("telegram", "3", NOW)
    await store.put_by("telegram", {10**10: {"update_id": 10**10}})
    await store.close()


async def check(url: str, people: int = 7) -> None:
    """All of it is there and goes on."""
    store = opened(url)
    for chat in range(people):
        assert await store.document("telegram", str(chat), "letter") == bytes([chat]) * 1000
        waiting = [unsent.reply["text"] for unsent in await store.unsent("telegram", str(chat))]
        assert waiting == ([] if chat == 3 else [f"to {chat}"])
        async with store.turn("telegram", str(chat), f"u{chat}", NOW) as held:
            assert held.duplicate, "an update that was answered before the move is not answered again"
        async with store.turn("telegram", str(chat), f"v{chat}", NOW) as held:
            assert held.before is not None and held.before["slots"]["note"] == f"words of {chat} \u2019"
            held.keep(held.before)
            held.reply([{"text": "more", "buttons": []}])
    due = await store.due(NOW + dt.timedelta(days=7), 100)
    assert {(one.chat, one.due) for one in due} == {
        (str(chat), NOW + dt.timedelta(days=6, microseconds=chat)) for chat in range(people)
    }
    assert await store.updates_put_by("telegram") == [{"update_id": 10**10}]
    await store.close()


@pytest.fixture(params=["to PostgreSQL", "to SQLite", "from PostgreSQL"])
def urls(request: pytest.FixtureRequest, tmp_path: Path, new_database: Callable[[], str]) -> tuple[str, str]:
    here, there = f"sqlite:///{tmp_path / 'here.db'}", f"sqlite:///{tmp_path / 'new' / 'there.db'}"
    return {
        "to PostgreSQL": lambda: (here, new_database()),
        "to SQLite": lambda: (here, there),
        "from PostgreSQL": lambda: (new_database(), there),
    }[request.param]()


async def test_every_row_moves_and_the_old_store_closes(urls: tuple[str, str]) -> None:
    here, there = urls
    await filled(here)
    assert move(here, there) == {
        "people": 7, "conversations": 7, "documents": 7, "reminders": 7, "helpers": 1, "inbox": 1, "outbox": 6,
        "updates_seen": 7, "forgotten": 0, "operator_log": 0,
    }  # fmt: skip
    await check(there)
    with pytest.raises(StoreTrouble, match="moved to another database on 20"):
        opened(here)
    with pytest.raises(CannotMove, match="moved already"):
        move(here, there)


async def test_a_store_that_a_bot_holds_is_not_moved(tmp_path: Path, new_database: Callable[[], str]) -> None:
    here, there = new_database(), f"sqlite:///{tmp_path / 'there.db'}"
    await filled(here)
    bot = opened(here)
    with pytest.raises(CannotMove, match="a bot is connected"):
        move(here, there)
    await bot.close()
    assert move(here, there)["people"] == 7


@pytest.mark.parametrize("at", [table.name for table in TABLES])
async def test_an_interrupted_move_goes_on(at: str, tmp_path: Path) -> None:
    here, there = f"sqlite:///{tmp_path / 'here.db'}", f"sqlite:///{tmp_path / 'there.db'}"
    await filled(here)

    def cut(table: str, rows: int) -> None:
        if table == at:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        move(here, there, cut)
    with pytest.raises(StoreTrouble, match="not finished"):
        opened(there)
    store = opened(here)  # the old bot was started once more, and what it holds changed
    async with store.turn("telegram", "0", "forget", NOW) as held:
        held.forget()
    async with store.turn("telegram", "1", "later", NOW) as held:
        held.keep({**BEFORE, "slots": {"who": "caregiver"}})
        held.drop({"letter"})
    await store.close()
    assert move(here, there)["people"] == 6
    store = opened(there)
    assert await store.document("telegram", "1", "letter") is None
    assert await store.document("telegram", "2", "letter") == b"\2" * 1000
    async with store.turn("telegram", "1", "now", NOW) as held:
        assert held.before is not None and held.before["slots"] == {"who": "caregiver"}
    async with store.turn("telegram", "0", "now", NOW) as held:
        assert held.before is None
    await store.close()


async def test_a_cut_before_the_old_store_closed_only_closes_it(tmp_path: Path) -> None:
    here, there = f"sqlite:///{tmp_path / 'here.db'}", f"sqlite:///{tmp_path / 'there.db'}"
    await filled(here)
    move(here, there)
    engine = create_engine(here)
    with engine.begin() as connection:
        connection.execute(store_facts.delete().where(store_facts.c.name == "moved"))
    assert move(here, there) == {}
    with engine.connect() as connection:
        assert "moved" in connection.scalars(select(store_facts.c.name)).all()
    await check(there)


async def test_what_cannot_be_moved_is_refused_and_stays(tmp_path: Path) -> None:
    here, other = f"sqlite:///{tmp_path / 'here.db'}", f"sqlite:///{tmp_path / 'other.db'}"
    await filled(here)
    await filled(other)
    for source, target, why in [
        (here, here, "same store"),
        (here, other, "holds a store already"),
        (f"sqlite:///{tmp_path / 'none.db'}", other, "there is no store"),
        ("navigator.db", other, "is named as"),
        ("mongo://x/y", other, "is named as"),
        (here, "postgresql+psycopg://nobody@127.0.0.1:1/none", "the database said"),
    ]:
        with pytest.raises((CannotMove, AddressError), match=why):
            move(source, target)
    assert not (tmp_path / "none.db").exists()
    await check(here)
    await check(other)


async def test_nobody_writes_into_the_source_while_it_moves(tmp_path: Path) -> None:
    here, there = f"sqlite:///{tmp_path / 'here.db'}", f"sqlite:///{tmp_path / 'there.db'}"
    await filled(here)
    engine = create_engine(here, connect_args={"timeout": 0.1})
    tried = []

    def write(table: str, rows: int) -> None:
        with engine.connect() as connection, pytest.raises(Exception, match="locked"):
            connection.execute(store_facts.delete())
        tried.append(table)

    move(here, there, write)
    assert len(tried) == len(TABLES)
    await check(there)
