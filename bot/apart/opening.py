"""Opening what people send, within the limits: pictures, Word files, texts. In the child process."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from bot.apart.limits import MEGA, limits

_PARAGRAPH = b"</w:p>"


class CannotRead(Exception):
    """A file cannot be opened or read. `problem` is the id of a message; `args_` what it needs."""

    def __init__(self, problem: str, **args: object) -> None:
        super().__init__(problem)
        self.problem, self.args_ = problem, args


def picture(content: bytes) -> Any:
    """A picture, opened and not yet unpacked; `PIL.Image.Image`, to be closed.

    Raises:
        CannotRead: It is damaged, or has more pixels than the limit.
    """
    import pillow_heif
    from PIL import Image, UnidentifiedImageError

    most = limits().files.megapixels
    pillow_heif.register_heif_opener()
    Image.MAX_IMAGE_PIXELS = most * MEGA
    try:
        found = Image.open(io.BytesIO(content))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise CannotRead("picture-large", most=most) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise CannotRead("damaged") from None
    if found.width * found.height > most * MEGA:
        found.close()
        raise CannotRead("picture-large", most=most)
    return found


def word(content: bytes) -> Any:
    """A Word file; `docx.document.Document`. Its parts are unpacked here first, each to the end or to the limit.

    Raises:
        CannotRead: It is damaged, unpacks to more than the limit, or has more paragraphs than a person reads.
    """
    import docx

    files = limits().files
    room, paragraphs = files.unpacked_megabytes * MEGA, 0
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            if len(parts) > files.parts or sum(part.file_size for part in parts) > room:
                raise CannotRead("large")
            for part in parts:
                body = packed.read(part)  # no longer than it says, and it says no more than the limit
                paragraphs += body.count(_PARAGRAPH) if part.filename == "word/document.xml" else 0
        if paragraphs > files.paragraphs:
            raise CannotRead("large")
        return docx.Document(io.BytesIO(content))
    except CannotRead:
        raise
    except MemoryError:
        raise CannotRead("large") from None
    except Exception:  # whatever a hostile file makes the parsers raise, the file is no use
        raise CannotRead("damaged") from None


def text(content: bytes) -> str:
    """A plain text.

    Raises:
        CannotRead: It is longer than the limit, or has more lines.
    """
    files = limits().files
    if len(content) > files.text_megabytes * MEGA or content.count(b"\n") > files.paragraphs:
        raise CannotRead("large")
    return content.decode("utf-8-sig", "replace")
