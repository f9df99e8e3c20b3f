"""Reading a document that a person asked to have read, before the turn that tells of it."""

from __future__ import annotations

from typing import Any

from bot.reader import work
from bot.reader.pages import CannotRead, Progress
from dialogs.actions.reading import EVENT
from dialogs.memory.due import Due
from dialogs.memory.store import Store


def asks(one: Due) -> bool:
    """Whether a reminder that is due asks for a reading."""
    return one.name.startswith(f"{EVENT}.")


async def found(store: Store, one: Due, progress: Progress = lambda page, count: None) -> dict[str, Any]:
    """What came of it: a ``reading``, or a ``problem`` with its ``args``."""
    content = await store.document(one.channel, one.chat, one.name.partition(".")[2])
    if content is None:
        return {"problem": "gone", "args": {}}
    try:
        return {"reading": await work.read(content, "auto", progress)}
    except CannotRead as error:
        return {"problem": error.problem, "args": error.args_}
