"""Having a task done by a child process, with limits on its time; a few at once, the others wait."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import structlog

from bot.apart.child import packed
from bot.apart.limits import MEGA, limits
from bot.apart.opening import CannotRead

log = structlog.get_logger()

Progress = Callable[[int, int], None]
ENVIRONMENT = {"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1", "MALLOC_ARENA_MAX": "1"}
"""All that a child gets of the environment: in ours stand the token and the key. With one arena of memory for all of
its threads a photo takes a fourth less."""

_turns: WeakKeyDictionary[asyncio.AbstractEventLoop, dict[str, asyncio.Semaphore]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Done:
    """What a child made: what it says of it, and the bytes; `held` is what it gave up before (`confinement`)."""

    said: dict[str, Any]
    content: bytes
    held: frozenset[str]


def quiet(at: int, count: int) -> None:
    """Show no progress."""


def _turn(task: str) -> asyncio.Semaphore:
    """One for each task and event loop."""
    turns = _turns.setdefault(asyncio.get_running_loop(), {})
    return turns.setdefault(task, asyncio.Semaphore(limits().tasks[task].at_once))


async def run(
    task: str, files: Sequence[bytes], asked: dict[str, Any] | None = None, progress: Progress = quiet
) -> Done:
    """What a task makes of files that people sent.

    Args:
        task: One of `limits.yaml`.
        files: The files.
        asked: What the task needs to know besides, as JSON.
        progress: Called with how far it is, and of how many.

    Raises:
        CannotRead: `problem` is the task's own, or damaged, or heavy: it took too much time or memory.
    """
    own = limits().tasks[task]
    async with _turn(task):
        child = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot.apart.child", task, str(os.getpid()),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
            limit=own.answer_megabytes * MEGA, env=ENVIRONMENT,
        )  # fmt: skip
        try:
            given = packed(asked or {}, files)
            return await asyncio.wait_for(_talk(child, given, progress, own.answer_megabytes), own.wall_seconds)
        except (TimeoutError, ValueError, asyncio.IncompleteReadError):  # too slow, too long an answer, or cut off
            raise CannotRead("heavy") from None
        finally:
            if child.returncode is None:
                child.kill()
                await child.wait()


async def _talk(child: asyncio.subprocess.Process, given: bytes, progress: Progress, most: int) -> Done:
    assert child.stdin is not None and child.stdout is not None
    feeding = asyncio.create_task(_feed(child.stdin, given))
    try:
        async for line in child.stdout:
            said = json.loads(line)
            if "progress" in said:
                progress(*said["progress"])
            elif "problem" in said:
                if error := said.get("error"):
                    log.warning("work apart failed", error=error)
                raise CannotRead(said["problem"], **said["args"])
            elif said["length"] > most * MEGA:
                break
            else:
                content = await child.stdout.readexactly(said["length"])
                return Done(said["made"], content, frozenset(said["held"]))
    finally:
        feeding.cancel()
        await asyncio.gather(feeding, return_exceptions=True)
    raise CannotRead("heavy")  # it was ended by one of its limits


async def _feed(stdin: asyncio.StreamWriter, given: bytes) -> None:
    try:
        stdin.write(given)
        await stdin.drain()
    except (BrokenPipeError, ConnectionResetError):
        pass  # it ended before it had read all
    finally:
        stdin.close()
