"""What a file is that a person sent, found out apart, before its turn: kind, pages, or what is wrong with it."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from typing import Any

from bot.apart import opening
from bot.apart.child import Made, Tell
from bot.apart.opening import CannotRead
from bot.apart.work import run
from dialogs.case.documents import LARGEST, type_of
from dialogs.speaking.messages import Upload


async def looked_at(upload: Upload) -> Upload:
    """The upload with what its content is."""
    if upload.content is None or upload.problem:
        return upload
    if len(upload.content) > LARGEST:
        return replace(upload, problem="large")
    try:
        found = (await run("look", [upload.content])).said
    except CannotRead as error:
        return replace(upload, problem=_told(error.problem))
    return seen(upload, found)


def seen(upload: Upload, found: dict[str, Any]) -> Upload:
    """The upload with what was found: ``type`` and ``pages``."""
    assert upload.content is not None
    digest = hashlib.sha256(upload.content).hexdigest()
    return replace(upload, type=found["type"], pages=found["pages"], digest=digest)


def _told(problem: str) -> str:
    """The problem as the conversation names it."""
    return problem if problem in ("empty", "strange", "damaged", "locked") else "heavy"


def apart(files: list[bytes], asked: dict[str, Any], tell: Tell) -> Made:
    """The ``type`` and the number of ``pages`` of one file. In the child process.

    Raises:
        CannotRead: `problem` is empty, strange (no type that is taken), damaged, locked, large or picture-large.
    """
    content = files[0]
    if not content:
        raise CannotRead("empty")
    kind = type_of(content)
    match kind:
        case None:
            raise CannotRead("strange")
        case "pdf":
            return {"type": kind, "pages": _pages(content)}, b""
        case "docx":
            opening.word(content)
        case "text":
            opening.text(content)
        case _:
            opening.picture(content).close()
    return {"type": kind, "pages": 1}, b""


def _pages(content: bytes) -> int:
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            count = len(pdf.pages)
    except pikepdf.PasswordError:
        raise CannotRead("locked") from None
    except MemoryError:
        raise
    except Exception:  # whatever a hostile file makes the parser raise, the file is no use
        raise CannotRead("damaged") from None
    if not count:
        raise CannotRead("damaged")
    return count
