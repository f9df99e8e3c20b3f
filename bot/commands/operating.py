"""What `navigator status` tells an operator: numbers and ids, never a person's words."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Any

from bot.version import built
from dialogs.memory import due, operator_log
from dialogs.memory.address import readable
from dialogs.memory.due import STATES
from dialogs.memory.faults import StoreTrouble
from dialogs.memory.looking import count_people, looking, migration, outbox_state
from dialogs.memory.schema_version import known
from dialogs.memory.store import Store
from knowledge.library import shipped

MOST_ASIDE = 50


def look(url: str, now: dt.datetime) -> dict[str, Any]:
    """Look at a store; nothing is written.

    Args:
        url: Of the store.
        now: The present moment.

    Raises:
        StoreTrouble: It is not there, cannot be read, or an older program made its tables.
    """
    with looking(url) as connection:
        if at := migration(connection):
            raise StoreTrouble(
                f"the store is at migration {at}, this program at {known()[-1]}; the bot brings it up when it starts"
            )
        people, outbox = count_people(connection), outbox_state(connection)
        state, aside = due.state(connection, now), due.aside(connection, MOST_ASIDE)
        done = operator_log.latest(connection)
    library = shipped()
    return {
        "version": built()["version"],
        "commit": built()["commit"],
        "store": readable(url).render_as_string(),
        "migration": known()[-1],
        "people": dataclasses.asdict(people),
        "outbox": {"waiting": outbox.waiting, "oldest": _iso(outbox.oldest)},
        "reminders": {name: state.counts.get(name, 0) for name in STATES}
        | {"due": state.due, "oldest_due": _iso(state.oldest_due)},
        "aside": [{**dataclasses.asdict(one), "due": _iso(one.due)} for one in aside],
        "operators": [{**dataclasses.asdict(one), "at": _iso(one.at)} for one in done],
        "knowledge": {
            "of": built()["knowledge"],
            "entries": len(library.topics),
            "due_for_review": [topic.id for topic in library.overdue(now.date())],
        },
    }


async def take_up(open_store: Callable[[], Store]) -> int:
    """Take up the reminders that were set aside. Returns how many."""
    store = open_store()
    try:
        return await store.take_up_aside()
    finally:
        await store.close()


def _iso(moment: dt.datetime | None) -> str | None:
    return moment.astimezone(dt.UTC).isoformat(timespec="seconds") if moment else None


def told(found: dict[str, Any]) -> str:
    """The same as lines for a person."""
    outbox, reminders, knowledge = found["outbox"], found["reminders"], found["knowledge"]
    lines = [
        f"program    {found['version']}, commit {found['commit']}",
        f"store      {found['store']}, migration {found['migration']}",
        f"people     {found['people']['known']}, {found['people']['blocked']} of them blocked the bot",
        f"outbox     {outbox['waiting']} replies wait" + _since(outbox["oldest"]),
        f"reminders  {reminders['due']} due{_since(reminders['oldest_due'])}; "
        + ", ".join(f"{reminders[name]} {name}" for name in STATES),
        f"knowledge  {knowledge['entries']} entries, {len(knowledge['due_for_review'])} due for review, "
        f"of {knowledge['of']}",
    ]
    lines += [
        f"set aside  {one['person']} {one['name']}, due {one['due']}, {one['tries']} tries" for one in found["aside"]
    ]
    lines += [f"operators  {one['at']} {one['what']}: {one['detail']}" for one in found["operators"]]
    return "\n".join(lines)


def _since(moment: str | None) -> str:
    return f", the oldest since {moment}" if moment else ""
