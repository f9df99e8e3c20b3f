"""What `navigator status` tells an operator: numbers and ids, never a person's words."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Any

from dialogs.memory.due import STATES
from dialogs.memory.schema_version import known
from dialogs.memory.store import Store
from knowledge.library import shipped

MOST_ASIDE = 50


async def look(open_store: Callable[[], Store], now: dt.datetime, *, take_up: bool = False) -> dict[str, Any]:
    """Look at a store.

    Args:
        open_store: Opens it.
        now: The present moment.
        take_up: First take up the reminders that were set aside.

    Raises:
        StoreTrouble: It cannot be opened.
    """
    store = open_store()
    try:
        taken = await store.take_up_aside() if take_up else 0
        people, outbox = await store.people(), await store.outbox_state()
        state, aside = await store.reminder_state(now), await store.aside(MOST_ASIDE)
    finally:
        await store.close()
    library = shipped()
    return {
        "store": store.url.render_as_string(),
        "migration": known()[-1],
        "people": dataclasses.asdict(people),
        "outbox": {"waiting": outbox.waiting, "oldest": _iso(outbox.oldest)},
        "reminders": {name: state.counts.get(name, 0) for name in STATES}
        | {"due": state.due, "oldest_due": _iso(state.oldest_due), "taken_up": taken},
        "aside": [{**dataclasses.asdict(one), "due": _iso(one.due)} for one in aside],
        "knowledge": {
            "entries": len(library.topics),
            "due_for_review": [topic.id for topic in library.overdue(now.date())],
        },
    }


def _iso(moment: dt.datetime | None) -> str | None:
    return moment.astimezone(dt.UTC).isoformat(timespec="seconds") if moment else None


def told(found: dict[str, Any]) -> str:
    """The same as lines for a person."""
    outbox, reminders, knowledge = found["outbox"], found["reminders"], found["knowledge"]
    lines = [
        f"store      {found['store']}, migration {found['migration']}",
        f"people     {found['people']['known']}, {found['people']['blocked']} of them blocked the bot",
        f"outbox     {outbox['waiting']} replies wait" + _since(outbox["oldest"]),
        f"reminders  {reminders['due']} due{_since(reminders['oldest_due'])}; "
        + ", ".join(f"{reminders[name]} {name}" for name in STATES),
        f"knowledge  {knowledge['entries']} entries, {len(knowledge['due_for_review'])} due for review",
    ]
    if reminders["taken_up"]:
        lines.append(f"taken up   {reminders['taken_up']} reminders that were set aside")
    lines += [
        f"set aside  {one['person']} {one['name']}, due {one['due']}, {one['tries']} tries" for one in found["aside"]
    ]
    return "\n".join(lines)


def _since(moment: str | None) -> str:
    return f", the oldest since {moment}" if moment else ""
