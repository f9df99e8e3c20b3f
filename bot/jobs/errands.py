"""What a turn asked the host to do before the next one: to have papers read, to search for trials."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.apart.work import Progress, quiet
from bot.reader import jobs as reading
from bot.settings import Settings
from dialogs.actions.trials import EVENT as TRIALS
from dialogs.memory.due import Due
from dialogs.memory.store import Store

if TYPE_CHECKING:
    from bot.jobs.trials import Registry


def registry_of(settings: Settings) -> Registry | None:
    """Where trials are searched; None unless the operator turned it on."""
    if not settings.trials:
        return None
    from bot.jobs.trials import Registry  # the library for HTTP is loaded only where it is used

    return Registry(settings.trials_api.rstrip("/"))


def asks(one: Due) -> bool:
    """Whether a reminder that is due asks for something to be done first."""
    return reading.asks(one) or one.name.startswith(f"{TRIALS}.")


async def found(store: Store, one: Due, registry: Registry | None, progress: Progress = quiet) -> dict[str, Any]:
    """What came of it, for the turn that tells of it."""
    if reading.asks(one):
        return await reading.found(store, one, progress)
    if registry is None:
        return {"problem": "off"}
    from bot.jobs import trials

    return await trials.found(store, one, registry)
