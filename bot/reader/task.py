"""Reading a paper, in the child process."""

from __future__ import annotations

from typing import Any

from bot.apart.child import Made, Tell
from bot.apart.opening import CannotRead

MOST_TEXT = 50_000


def apart(files: list[bytes], asked: dict[str, Any], tell: Tell) -> Made:
    """What `knowledge.papers.paper.Reading.as_json` gives for the pages of one paper; `asked` says its ``kind``.

    Raises:
        CannotRead: See `bot.reader.work.read`.
    """
    from bot.reader.pages import read
    from dialogs.case.documents import type_of
    from knowledge.library import shipped
    from knowledge.papers import paper
    from knowledge.papers.layout import lines
    from knowledge.papers.order import in_order
    from knowledge.papers.page import Page

    pages: list[Page] = []
    for content in files:
        if not content:
            raise CannotRead("empty")
        found = type_of(content)
        if found is None:
            raise CannotRead("strange")
        for page in read(content, found, tell):
            page.number = len(pages) + 1
            pages.append(page)
        if len(files) > 1:
            tell(len(pages), len(files))
    if not any(page.runs for page in pages):
        raise CannotRead("wordless")
    if len(files) > 1 and all(page.ocr for page in pages):
        pages = in_order(pages, shipped().papers.order)
    wanted: Any = asked["kind"] if asked["kind"] in ("policy", "denial") else None
    reading = paper.read(pages, wanted, shipped())
    if reading.kind == "policy":
        return reading.as_json(), b""
    words = "\n".join(line.text for page in pages for line in lines(page))  # what a notice must say is looked for in it
    return reading.as_json() | {"text": words[:MOST_TEXT]}, b""
