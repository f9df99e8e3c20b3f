"""Having a file read by a child process, with limits on its time; a few at once, the others wait."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from bot.reader.child import packed
from bot.reader.pages import CannotRead, Progress

SECONDS = 600.0
AT_ONCE = 1
"""A reading takes a whole core; the bot needs the other."""
LONGEST_LINE = 16_000_000

_turns: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()


def _turn() -> asyncio.Semaphore:
    """One for each event loop."""
    return _turns.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(AT_ONCE))


def quiet(page: int, count: int) -> None:
    """Show no progress."""


async def read(files: bytes | Sequence[bytes], kind: str = "auto", progress: Progress = quiet) -> dict[str, Any]:
    """What `knowledge.papers.paper.Reading.as_json` gives for a file, or for the photos of one paper.

    Args:
        files: The file, or several that are the pages of one paper in their order.
        kind: policy, denial, or auto.
        progress: Called with the page that was read and the number of pages.

    Raises:
        CannotRead: `problem` is empty, strange, damaged, locked, long, large, picture-large, wordless, or heavy: it
            took too much time or memory.
    """
    given = [files] if isinstance(files, bytes) else list(files)
    async with _turn():
        child = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot.reader.child", kind,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
            limit=LONGEST_LINE,
        )  # fmt: skip
        try:
            return await asyncio.wait_for(_talk(child, packed(given), progress), SECONDS)
        except TimeoutError:
            raise CannotRead("heavy") from None
        finally:
            if child.returncode is None:
                child.kill()
                await child.wait()


async def _talk(
    child: asyncio.subprocess.Process, content: bytes, progress: Callable[[int, int], None]
) -> dict[str, Any]:
    assert child.stdin is not None and child.stdout is not None
    feeding = asyncio.create_task(_feed(child.stdin, content))
    try:
        async for line in child.stdout:
            said = json.loads(line)
            if "progress" in said:
                progress(*said["progress"])
            elif "problem" in said:
                raise CannotRead(said["problem"], **said["args"])
            elif said.get("reading"):
                reading: dict[str, Any] = said["reading"]
                return reading
    finally:
        feeding.cancel()
        await asyncio.gather(feeding, return_exceptions=True)
    raise CannotRead("heavy")  # it was ended by one of its limits


async def _feed(stdin: asyncio.StreamWriter, content: bytes) -> None:
    try:
        stdin.write(content)
        await stdin.drain()
    except (BrokenPipeError, ConnectionResetError):
        pass  # it ended before it had read all
    finally:
        stdin.close()
