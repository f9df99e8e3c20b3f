"""Having a paper read, apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.apart.work import Progress, quiet, run


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
    return (await run("read", given, {"kind": kind}, progress)).said
