"""The process that opens what people sent: ``python -m bot.apart.child TASK PARENT``.

The files come on standard input; out go lines of JSON, and after the last one the bytes that were made. It has little
memory and little time, no network, no secrets and no file but the program's own: a hostile file can end it, and nothing
else.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

from bot.apart.confinement import confine
from bot.apart.limits import MEGA, limits
from bot.apart.opening import CannotRead

TASKS = {
    "look": "bot.files.uploads",
    "packet": "bot.files.packets",
    "read": "bot.reader.task",
}
"""The module of each task; its function `apart` does the work."""
Tell = Callable[[int, int], None]
Made = tuple[dict[str, Any], bytes]


def main() -> None:
    """Do the task, and say how it goes: lines with ``progress``, then one with ``made`` or ``problem``."""
    task, parent = sys.argv[1], int(sys.argv[2])
    _limit(task)
    held = confine(parent)
    os.nice(5)
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer of ours

    def tell(**said: object) -> None:
        out.write(json.dumps(said, ensure_ascii=False).encode() + b"\n")
        out.flush()

    try:
        asked, *files = unpacked(sys.stdin.buffer.read())
        said, content = import_module(TASKS[task]).apart(
            files, json.loads(asked), lambda at, count: tell(progress=[at, count])
        )
    except CannotRead as error:
        tell(problem=error.problem, args=error.args_)
    except MemoryError:
        tell(problem="heavy", args={})
    except Exception as error:  # whatever a hostile file makes a parser raise
        tell(problem="damaged", args={}, error=type(error).__name__)
    else:
        tell(made=said, length=len(content), held=sorted(held))
        out.write(content)
        out.flush()


def _limit(task: str) -> None:
    own = limits().tasks[task]
    memory = own.memory_megabytes * MEGA
    for what, most in (
        (resource.RLIMIT_DATA, memory),
        (resource.RLIMIT_CPU, own.processor_seconds),
        (resource.RLIMIT_FSIZE, 0),  # it writes to pipes alone
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def packed(asked: dict[str, Any], files: Sequence[bytes]) -> bytes:
    """What a task is asked, and its files, as the child gets them: each with its length before it."""
    parts = [json.dumps(asked).encode(), *files]
    return b"".join(len(part).to_bytes(8, "big") + part for part in parts)


def unpacked(given: bytes) -> list[bytes]:
    """The parts again."""
    parts, at = [], 0
    while at < len(given):
        size = int.from_bytes(given[at : at + 8], "big")
        parts.append(given[at + 8 : at + 8 + size])
        at += 8 + size
    return parts


if __name__ == "__main__":
    main()
