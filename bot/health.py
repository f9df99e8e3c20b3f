"""Whether this process is alive, and whether it can take messages: what `/healthz` and `/readyz` tell."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog

from dialogs.memory.store import Store

log = structlog.get_logger()

STALE_SECONDS = 300.0
"""A loop that has not come round for so long hangs; a restart is the only help."""
STORE_SECONDS = 5.0


@dataclass
class Health:
    """What a probe may ask.

    Attributes:
        store: Must take what is written for the process to be ready.
        beats: For each loop that must go round, when it last did (`time.monotonic`).
    """

    store: Store
    beats: dict[str, Callable[[], float]] = field(default_factory=dict)

    def hanging(self) -> list[str]:
        """Loops that hang. The store being away for a moment is no reason: the loops go round and try again."""
        now = time.monotonic()
        return [name for name, beat in self.beats.items() if now - beat() > STALE_SECONDS]

    async def unready(self) -> str | None:
        """Why no message should come here now, in a word; None when all is well."""
        try:
            await asyncio.wait_for(self.store.check(), STORE_SECONDS)
        except Exception as error:  # whatever it is, a turn would fail as well
            log.error("not ready", error=type(error).__name__)
            return f"store: {type(error).__name__}"
        return None
