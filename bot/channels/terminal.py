"""The assistant in a terminal: a conversation typed by a person, or played from a file."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import re
import secrets
import sys
import uuid
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, TextIO

from bot.channels import render
from bot.channels.delivery import instead
from bot.errors import UserError
from bot.files import attachments, uploads
from bot.jobs import errands
from dialogs.case.documents import LARGEST
from dialogs.memory.store import Store
from dialogs.speaking.messages import Incoming, Upload, bare
from dialogs.speaking.words import DEFAULT, words_in
from dialogs.turn.manager import Conversation, Dialog, DialogManager, Turn

if TYPE_CHECKING:
    from bot.jobs.trials import Registry

CHANNEL, CHAT = "terminal", "local"
SOURCES = "sources"
"""What is typed to see the sources of the latest reply, which are folded away."""
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
LONGEST_LINE = 20_000
MOST_DUE = 500


class ScriptError(UserError):
    """A line of a script that cannot be played; the text names the line and what would be accepted."""


@dataclass
class Terminal:
    """One conversation with the local person.

    Args:
        open_store: Opens the store; called again by ``!restart``.
        now: What the clock says at the start; None follows the real clock.
        files: Folder into which files that come are written; None leaves them.
        registry: Where trials are searched; None where that is off.
    """

    open_store: Callable[[], Store]
    now: dt.datetime | None = None
    files: Path | None = None
    dialog: Dialog = field(default_factory=Dialog)
    registry: Registry | None = None
    sources: str = ""
    _buttons: list[dict[str, Any]] = field(default_factory=list)
    _skew: dt.timedelta = dt.timedelta()

    def __post_init__(self) -> None:
        self.manager = DialogManager(self.open_store(), self.dialog)

    def clock(self) -> dt.datetime:
        return (self.now or dt.datetime.now(dt.UTC)) + self._skew

    async def say(
        self, line: str, *, kind: str = "text", file: Upload | None = None
    ) -> tuple[Turn, list[dict[str, Any]]]:
        """Send one line, or a file, and take what the outbox holds for us; reminders that came due stand first."""
        reminded = await self.remind()
        text = line[:LONGEST_LINE]
        pressed = self._pressed(text) if kind == "text" else None
        if self.now:
            self._skew += dt.timedelta(seconds=1)
        incoming = Incoming(
            CHANNEL,
            CHAT,
            uuid.uuid4().hex,
            self.clock(),
            "button" if pressed else kind,  # type: ignore[arg-type]
            pressed or text,
            "local" if pressed else None,
            file,
        )
        turn = await self.manager.handle(incoming)
        aside = [reply.stored() for reply in turn.replies] if turn.aside else []
        replies = [*reminded, *aside, *await self.remind()]
        offered = [button for reply in replies for button in reply.get("buttons", [])]
        if offered:
            self._buttons = offered
        self.sources = "\n".join(dict.fromkeys(r["sources"] for r in replies if r.get("sources"))) or self.sources
        return turn, replies

    async def send(self, path: Path) -> tuple[Turn, list[dict[str, Any]]]:
        """Send a file.

        Raises:
            ScriptError: There is no such file.
        """
        return await self.say("", kind="file", file=await uploads.looked_at(_upload(path)))

    async def remind(self) -> list[dict[str, Any]]:
        """Deliver what has come due, each at its own moment, as the bot would have done meanwhile."""
        store = self.manager.store
        while due := [one for one in await store.due(self.clock(), MOST_DUE) if one.channel == CHANNEL]:
            for one in sorted(due, key=lambda other: other.due):
                found = await errands.found(store, one, self.registry) if errands.asks(one) else None
                incoming = Incoming(CHANNEL, CHAT, uuid.uuid4().hex, one.due, "external", one.name, found=found)
                try:
                    if await store.reminder(one.person, one.name):
                        await self.manager.handle(incoming)
                except Exception:  # the manager has logged it; after some tries it is set aside
                    await store.reminder_failed(one.person, one.name)
        return await self.collect()

    async def collect(self) -> list[dict[str, Any]]:
        """Take the replies that wait, also those that a crash left. Their files are written where files go."""
        rows = await self.manager.store.unsent(CHANNEL, CHAT)
        replies = [row.reply or {"text": instead(None)} for row in sorted(rows, key=lambda row: not row.urgent)]
        for reply in replies:
            if attachment := reply.get("attachment"):
                await self._write(reply, attachment)
        await self.manager.store.sent([row.id for row in rows])
        return replies

    async def _write(self, reply: dict[str, Any], attachment: dict[str, Any]) -> None:
        if self.files is None:
            return
        try:
            content = await attachments.content(attachment, self.manager.store, CHANNEL, CHAT)
        except attachments.CannotMake as error:
            reply["text"] = words_in(DEFAULT)(error.message, **error.args_)
            del reply["attachment"]
            return
        except Exception:  # whatever is wrong with a file, the conversation goes on
            reply["text"] = instead(reply)
            del reply["attachment"]
            return
        path = self.files / PurePath(attachment["name"]).name
        _put(path, content)
        reply["written"] = str(path)

    def _pressed(self, line: str) -> str | None:
        """The payload of the button that a number or a title names."""
        word = line.strip().casefold()
        picks = render.numbered(self._buttons)
        if word.isdigit() and 1 <= int(word) <= len(picks):
            return str(picks[int(word) - 1]["payload"])
        named = [b for b in self._buttons if b["title"].strip("☐☑←→ ").casefold() == word.strip("☐☑←→ ")]
        return str(named[0]["payload"]) if named and word else None

    async def restart(self) -> None:
        """Close the store and open it anew, as after a crash."""
        await self.manager.store.close()
        self._buttons = []
        self.manager = DialogManager(self.open_store(), self.dialog)

    def sleep(self, amount: str) -> None:
        """Move the clock: ``42d``, ``3h``.

        Raises:
            ScriptError: Not a number with one of s, m, h, d, w.
        """
        found = re.fullmatch(r"(\d{1,6})([smhdw])", amount.strip())
        if not found:
            raise ScriptError(f"!sleep takes a number and a unit, such as 42d or 3h, not {amount!r}")
        self._skew += dt.timedelta(seconds=int(found.group(1)) * _UNITS[found.group(2)])

    async def close(self) -> None:
        await self.manager.store.close()


def _upload(path: Path) -> Upload:
    if not path.is_file():
        raise ScriptError(f"!file takes the path of a file; {str(path)!r} is none")
    size = path.stat().st_size
    return Upload(secrets.token_hex(6), path.name, size, path.read_bytes() if size <= LARGEST else None)


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.write_bytes(content)


async def play(terminal: Terminal, lines: Iterable[str], *, as_json: bool, out: TextIO) -> None:
    """Play user lines as they come, and print the conversation turn by turn.

    A line ``!sleep 42d`` moves the clock, ``!restart`` opens the store anew, ``!file PATH`` sends a file; empty
    lines and lines that start with ``#`` are passed over.

    Raises:
        ScriptError: A directive that is not one of these.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            said = await _directive(terminal, line)
        except ScriptError as error:
            raise ScriptError(f"line {number}: {error}") from None
        if said is None:
            continue
        turn, replies = said
        print(
            json.dumps(record(line, turn, replies), ensure_ascii=False) if as_json else _shown(line, replies),
            file=out,
            flush=True,
        )


async def _directive(terminal: Terminal, line: str) -> tuple[Turn, list[dict[str, Any]]] | None:
    if line.strip().casefold() == SOURCES and terminal.sources:
        return Turn("sources", [], Conversation()), [{"text": terminal.sources}]
    if not line.startswith("!"):
        return await terminal.say(line)
    name, _, rest = line[1:].partition(" ")
    if name == "sleep":
        terminal.sleep(rest)
    elif name == "restart":
        await terminal.restart()
    elif name == "file":
        return await terminal.send(Path(rest.strip()))
    else:
        raise ScriptError(f"{line!r} is not known; there are !sleep 42d, !restart and !file PATH")
    return None


def record(line: str, turn: Turn, replies: list[dict[str, Any]]) -> dict[str, Any]:
    """One turn for a program to read."""
    return {
        "user": line,
        "replies": [bare(reply["text"]) for reply in replies],
        "sources": [reply["sources"] for reply in replies if reply.get("sources")],
        "buttons": [button["title"] for reply in replies for button in reply.get("buttons", [])],
        "question": turn.question,
        "changed": turn.changed,
        "understood": turn.understood,
        "files": [reply["attachment"]["name"] for reply in replies if reply.get("attachment")],
    }


def _shown(line: str, replies: list[dict[str, Any]]) -> str:
    body = "\n\n".join(render.terminal_lines(reply) for reply in replies)
    return f"> {line}\n\n{body}\n"


async def talk(terminal: Terminal, out: TextIO) -> None:
    """Talk with the person at the keyboard until they leave."""
    _, replies = await terminal.say("/start")
    while True:
        for reply in replies:
            print(render.terminal_lines(reply), file=out)
            if written := reply.get("written"):
                print(f"  -> {written}", file=out)
            print(file=out)
        out.flush()
        line = await anext(_typed(), None)
        if line is None or line.strip().casefold() in ("exit", "quit"):
            return
        if line.strip().casefold() == SOURCES and terminal.sources:
            replies = [{"text": terminal.sources}]
        elif line.startswith("!file "):
            try:
                replies = (await terminal.send(Path(line.removeprefix("!file ").strip())))[1]
            except ScriptError as error:
                print(error, file=out)
                replies = []
        else:
            replies = (await terminal.say(line))[1] if line.strip() else []


async def _typed() -> AsyncIterator[str]:
    line = await asyncio.to_thread(_read_line)
    if line is not None:
        yield line


def _read_line() -> str | None:
    try:
        if sys.stdin.isatty():
            return input("> ")
        line = sys.stdin.readline()
        return line.rstrip("\n") if line else None
    except (EOFError, KeyboardInterrupt):
        return None
