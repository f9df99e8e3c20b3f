"""Turns a second, with each update made durable before the reply, at 100, 10,000 and 100,000 stored people.

Here: `DialogManager.handle` over SQLite with full sync. Peer: the same twelve questions in a ConversationHandler
with PicklePersistence, flushed after each update (its own files, without sync: it has no other mode).
Each side runs in a process of its own, so that memory is its own.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

PEOPLE = (100, 10_000, 100_000)
TURNS = 2000
QUESTIONS = 12


def figures(name: str, people: int, seconds: list[float], before: int) -> str:
    ordered = sorted(seconds)
    p50, p99 = statistics.median(ordered) * 1000, ordered[int(len(ordered) * 0.99)] * 1000
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"{name}, {people} people: {len(seconds) / sum(seconds):.0f} turns/s, p50 {p50:.2f} ms, p99 {p99:.2f} ms, "
        f"peak memory {memory:.0f} MB"
    )


def disk(folder: str) -> str:
    """What the disk itself needs for a write that is synced."""
    times = []
    with open(Path(folder) / "sync", "wb") as file:
        for _ in range(200):
            started = time.perf_counter()
            file.write(b"x" * 4096)
            file.flush()
            os.fsync(file.fileno())
            times.append(time.perf_counter() - started)
    ordered = sorted(times)
    return f"disk: a synced write of 4 KiB takes p50 {ordered[100] * 1000:.2f} ms, p99 {ordered[198] * 1000:.2f} ms"


FLOW = "flow: bench\nfinish: action_thanks\nask:\n" + "".join(
    f"  - {{slot: q{n}, type: yes_no}}\n" for n in range(QUESTIONS)
)
WORDS = "".join(f"bench-q{n} = Question {n}?\n    .label = Q{n}\n    .why = Why.\n" for n in range(QUESTIONS))


async def ours(people: int, folder: str) -> str:
    import structlog
    from fluent.runtime import FluentResource
    from sqlalchemy import insert

    from dialogs.forms.flow import load_flow
    from dialogs.memory import tables
    from dialogs.memory.sealing import Sealer, new_key
    from dialogs.memory.store import Store
    from dialogs.speaking import words
    from dialogs.speaking.messages import Incoming
    from dialogs.turn.manager import Dialog, DialogManager

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    (Path(folder) / "bench.yaml").write_text(FLOW)
    words._bundle("en").add_resource(FluentResource(WORDS))
    flow = load_flow(Path(folder) / "bench.yaml")
    store = Store(f"sqlite:///{folder}/ours.db", None, Path(folder) / "key")
    now = dt.datetime.now(dt.UTC)
    slots = {"met": True, "requested_slot": "q0", "last_seen": now.isoformat()}
    begun = json.dumps({"version": 1, "slots": slots, "active_loop": "bench", "latest_action": None}).encode()
    for start in range(0, people, 5000):
        rows, talks = [], []
        for chat in range(start, min(start + 5000, people)):
            key, person = new_key(), f"{chat:032x}"
            wrapped = store._operator.seal(key, person)
            rows.append({"id": person, "channel": "t", "chat": str(chat), "key": wrapped, "created": now})
            talks.append({"person": person, "version": 1, "tracker": Sealer(key).seal(begun, person), "updated": now})
        with store.engine.begin() as connection:
            connection.execute(insert(tables.people), rows)
            connection.execute(insert(tables.conversations), talks)
    manager = DialogManager(store, Dialog(flows={"bench": flow}))
    seconds = []
    for number in range(TURNS):
        who = str((number // QUESTIONS * 7919) % people)
        incoming = Incoming("t", who, str(number), now, "text", "yes")
        started = time.perf_counter()
        await manager.handle(incoming)
        seconds.append(time.perf_counter() - started)
        await store.sent([row.id for row in await store.unsent("t", who)])
    await store.close()
    return figures("here", people, seconds[100:], 0)


async def peer(people: int, folder: str) -> str:
    from telegram import Chat, Message, Update, User
    from telegram.ext import (
        ApplicationBuilder,
        ContextTypes,
        ConversationHandler,
        MessageHandler,
        PicklePersistence,
        filters,
    )
    from telegram.request import BaseRequest

    class Silent(BaseRequest):
        """Answers every call at once; only the bookkeeping is measured."""

        @property
        def read_timeout(self) -> float:
            return 5.0

        async def initialize(self) -> None: ...

        async def shutdown(self) -> None: ...

        async def do_request(self, url: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
            result: Any = {"id": 1, "is_bot": True, "first_name": "b", "username": "b_bot"}
            if "sendMessage" in url:
                result = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "text": "x"}
            return 200, json.dumps({"ok": True, "result": result}).encode()

    async def answered(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
        assert context.user_data is not None and update.message is not None
        at = context.user_data.get("at", 0)
        context.user_data[f"q{at}"] = update.message.text
        context.user_data["at"] = (at + 1) % QUESTIONS
        await update.message.reply_text(f"Question {context.user_data['at']}?")
        return 1

    keep = PicklePersistence(str(Path(folder) / "peer.pickle"), on_flush=False)
    builder = ApplicationBuilder().token("1:a").request(Silent()).get_updates_request(Silent())
    app = builder.persistence(keep).build()
    handler: Any = MessageHandler(filters.TEXT, answered)
    app.add_handler(ConversationHandler([handler], {1: [handler]}, [], persistent=True, name="bench"))
    await app.initialize()
    full = {"at": 0, **{f"q{n}": "yes" for n in range(QUESTIONS)}}
    for chat in range(people):
        app.user_data[chat + 1].update(full)
    app.mark_data_for_update_persistence(user_ids=list(range(1, people + 1)))
    keep.on_flush = True  # else each of them would write the whole file
    await app.update_persistence()
    await keep.flush()
    keep.on_flush = False
    count = TURNS if people < 1000 else 300 if people < 50_000 else 60
    seconds = []
    for number in range(count):
        user = (number // QUESTIONS * 7919) % people + 1
        message = Message(
            1,
            dt.datetime.now(dt.UTC),
            Chat(user, "private"),
            from_user=User(user, "A", False),
            text="yes",
        )
        message.set_bot(app.bot)
        started = time.perf_counter()
        await app.process_update(Update(number, message=message))
        await app.update_persistence()
        seconds.append(time.perf_counter() - started)
    return figures("ConversationHandler + PicklePersistence", people, seconds[min(10, count // 10) :], 0)


async def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        print(disk(folder))
    for people in PEOPLE:
        for side in ("ours", "peer"):
            with tempfile.TemporaryDirectory() as folder:
                command = [sys.executable, "-m", "tests.benchmarks.turns", side, str(people), folder]
                done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: ASYNC221
                print(done.stdout.strip() or done.stderr[-600:])


if __name__ == "__main__":
    side = {"ours": ours, "peer": peer}[sys.argv[1]]
    print(asyncio.run(side(int(sys.argv[2]), sys.argv[3])))
