"""The process that reads a file: ``python -m bot.reader.child KIND``.

The file comes on standard input, JSON lines go out. It has little memory and little time: a hostile file can end it,
and nothing else.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Sequence
from typing import Any

MEMORY = 3 * 1024**3
"""Bytes of addresses. OCR maps some two thirds of that and uses a third; see docs/benchmarks.md, reading."""
PROCESSOR_SECONDS = 900
LARGEST_ANSWER, MOST_TEXT = 8_000_000, 50_000


def main() -> None:
    """Read, and say how it goes: lines with ``progress``, then one with ``reading`` or ``problem``."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_ANSWER, LARGEST_ANSWER))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(5)
    out = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer of ours

    def tell(**said: Any) -> None:
        out.write(json.dumps(said, ensure_ascii=False) + "\n")
        out.flush()

    files = unpacked(sys.stdin.buffer.read())
    try:
        tell(reading=_read(files, sys.argv[1], tell))
    except MemoryError:
        tell(problem="heavy", args={})


def packed(files: Sequence[bytes]) -> bytes:
    """Files as the child gets them: each with its length before it."""
    return b"".join(len(content).to_bytes(8, "big") + content for content in files)


def unpacked(given: bytes) -> list[bytes]:
    """The files again."""
    files, at = [], 0
    while at < len(given):
        size = int.from_bytes(given[at : at + 8], "big")
        files.append(given[at + 8 : at + 8 + size])
        at += 8 + size
    return files


def _read(files: list[bytes], kind: str, tell: Any) -> dict[str, Any] | None:
    from bot.reader.pages import CannotRead, read
    from dialogs.documents import type_of
    from knowledge.library import shipped
    from knowledge.papers import paper
    from knowledge.papers.layout import lines
    from knowledge.papers.page import Page

    pages: list[Page] = []
    try:
        for content in files:
            if not content:
                raise CannotRead("empty")
            found = type_of(content)
            if found is None:
                raise CannotRead("strange")
            for page in read(content, found, lambda page, count: tell(progress=[page, count])):
                page.number = len(pages) + 1
                pages.append(page)
            if len(files) > 1:
                tell(progress=[len(pages), len(files)])
    except CannotRead as error:
        tell(problem=error.problem, args=error.args_)
        return None
    except MemoryError:
        raise
    except Exception as error:  # whatever a hostile file makes a parser raise
        tell(problem="damaged", args={}, error=type(error).__name__)
        return None
    if not any(page.runs for page in pages):
        tell(problem="wordless", args={})
        return None
    wanted: Any = kind if kind in ("policy", "denial") else None
    reading = paper.read(pages, wanted, shipped())
    if reading.kind == "policy":
        return reading.as_json()
    words = "\n".join(line.text for page in pages for line in lines(page))  # what a notice must say is looked for in it
    return reading.as_json() | {"text": words[:MOST_TEXT]}


if __name__ == "__main__":
    main()
