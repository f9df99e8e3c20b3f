"""A person who talks to the real manager over a real store: say, press, look."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.apart.opening import CannotRead
from bot.files import uploads
from dialogs.memory.store import Store
from dialogs.speaking.messages import Incoming, Upload
from dialogs.turn.manager import Dialog, DialogManager, Turn


def looked_at(upload: Upload) -> Upload:
    """What the bot has a child process find out, here in this process."""
    assert upload.content is not None
    try:
        return uploads.seen(upload, uploads.apart([upload.content], {}, lambda at, count: None)[0])
    except CannotRead as error:
        return replace(upload, problem=error.problem)


START = dt.datetime(2026, 11, 24, 14, 0, tzinfo=dt.UTC)


class Person:
    """One chat.

    Args:
        open_store: Opens the store; again after `restart`.
        dialog: What answers.
    """

    def __init__(self, open_store: Callable[[], Store], dialog: Dialog, chat: str = "1") -> None:
        self.open_store, self.dialog, self.chat = open_store, dialog, chat
        self.now = START
        self.manager = DialogManager(open_store(), dialog)
        self.turn: Turn | None = None
        self.replies: list[dict[str, Any]] = []
        self.buttons: dict[str, str] = {}
        self._count = 0

    async def say(self, text: str) -> str:
        """Send words, or the data of a button ("g:…"); returns all that comes back as one text."""
        return await self._send("button" if text.startswith("g:") else "text", text)

    async def press(self, title: str) -> str:
        """Press a button of the last keyboard by its title."""
        found = [payload for name, payload in self.buttons.items() if name.strip("☐☑ ") == title]
        assert found, f"no button {title!r} in {list(self.buttons)}"
        return await self.payload(found[0])

    async def payload(self, payload: str) -> str:
        """Press a button by its data, as an old keyboard would send it."""
        return await self._send("button", payload)

    async def send(self, kind: str) -> str:
        """Send something that is not words: a file, a voice note, a sticker."""
        return await self._send(kind, "")

    async def send_file(self, content: bytes, name: str = "", caption: str = "") -> str:
        """Send a file; without a name, a photo."""
        file = looked_at(Upload(f"{self._count:012x}", name, len(content), content))
        return await self._send("file", caption, file)

    async def _send(self, kind: str, text: str, file: Upload | None = None, found: dict[str, Any] | None = None) -> str:
        self._count += 1
        self.now += dt.timedelta(seconds=5)
        incoming = Incoming("test", self.chat, f"{self.chat}-{self._count}", self.now, kind, text, "77", file, found)  # type: ignore[arg-type]
        self.turn = await self.manager.handle(incoming)
        rows = await self.manager.store.unsent("test", self.chat)
        await self.manager.store.sent([row.id for row in rows])
        self.replies = [row.reply for row in rows if row.reply is not None]
        offered = {b["title"]: b["payload"] for reply in self.replies for b in reply.get("buttons", [])}
        self.buttons = offered or self.buttons
        return self.heard

    async def external(self, name: str, found: dict[str, Any] | None = None) -> str:
        """A reminder that is due comes back, with what the host did for it."""
        return await self._send("external", name, found=found)

    def at(self, moment: dt.datetime) -> None:
        self.now = moment

    def away(self, days: float) -> None:
        self.now += dt.timedelta(days=days)

    async def restart(self) -> None:
        """The program is killed and started anew."""
        await self.manager.store.close()
        self.manager = DialogManager(self.open_store(), self.dialog)

    @property
    def heard(self) -> str:
        """All replies, with the sources that are folded away under them."""
        return "\n\n".join("\n\n".join(filter(None, (r["text"], r.get("sources")))) for r in self.replies)

    @property
    def question(self) -> str | None:
        assert self.turn is not None
        return self.turn.question

    @property
    def slots(self) -> dict[str, Any]:
        assert self.turn is not None
        return {k: v for k, v in self.turn.conversation.slots.items() if v is not None}
