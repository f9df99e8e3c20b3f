"""What a reply's attachment is made of: words, a paper, a document that was sent to us, a packet, a calendar."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from bot.apart.opening import CannotRead
from bot.files import calendars, packets, papers
from dialogs.case.packets import MOST_MEGABYTES
from dialogs.memory.store import Store


class CannotMake(Exception):
    """The attachment cannot be made any more; `message` is the catalogue's line, `args_` what it needs."""

    def __init__(self, message: str, **args: object) -> None:
        super().__init__(message)
        self.message, self.args_ = message, args


async def content(attachment: Mapping[str, Any], store: Store, channel: str, chat: str) -> bytes:
    """The bytes of an attachment.

    Raises:
        CannotMake: A document in it is gone, or the packet came out too large.
    """
    if "document" in attachment:
        return await _document(store, channel, chat, attachment["document"])
    if "packet" in attachment:
        packet = attachment["packet"]
        files = [await _document(store, channel, chat, exhibit["id"]) for exhibit in packet["exhibits"]]
        try:
            return await packets.made(packet, files)
        except CannotRead:  # it would fare no better another time
            raise CannotMake("reply-file-not-made", name=attachment["name"]) from None
        except packets.TooLarge as error:
            raise CannotMake("packet-too-large", size=error.megabytes, most=MOST_MEGABYTES) from None
    if "calendar" in attachment:
        return calendars.made(attachment["calendar"])
    return await asyncio.to_thread(papers.content, attachment)


async def _document(store: Store, channel: str, chat: str, document: str) -> bytes:
    found = await store.document(channel, chat, document)
    if found is None:
        raise CannotMake("document-gone")
    return found
