"""Reading a document that a person asked to have read, before the turn that tells of it."""

from __future__ import annotations

from typing import Any

from bot.apart.opening import CannotRead
from bot.apart.work import Progress, quiet
from bot.reader import work
from dialogs.actions.reading import EVENT, wanted
from dialogs.case import documents
from dialogs.memory.due import Due
from dialogs.memory.store import Store


def asks(one: Due) -> bool:
    """Whether a reminder that is due asks for a reading."""
    return one.name.startswith(f"{EVENT}.")


async def found(store: Store, one: Due, progress: Progress = quiet) -> dict[str, Any]:
    """What came of it: a ``reading``, or a ``problem`` with its ``args``."""
    document, count = wanted(one.name.partition(".")[2])
    stored = await store.conversation(one.channel, one.chat)
    ids = [held["id"] for held in documents.listed(stored["slots"])] if stored else []
    if document not in ids:
        return {"problem": "gone", "args": {}}
    last = ids.index(document) + 1
    contents = [await store.document(one.channel, one.chat, name) for name in ids[max(0, last - count) : last]]
    files = [content for content in contents if content is not None]
    if not files:
        return {"problem": "gone", "args": {}}
    try:
        return {"reading": await work.read(files, "auto", progress)}
    except CannotRead as error:
        return {"problem": error.problem, "args": error.args_}
