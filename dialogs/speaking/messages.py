"""What comes in and what goes out, whatever the channel."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace
from typing import Any, Literal

FOLD, UNFOLD = "\ue200", "\ue201"
"""Stand around what is folded away in a text: sources, which a person opens on request."""
_FOLDED = re.compile(f"{FOLD}([^{UNFOLD}]*){UNFOLD}")
BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")

Kind = Literal["text", "button", "file", "voice", "sticker", "contact", "edited", "external"]


@dataclass(frozen=True)
class Upload:
    """A file that a person sent.

    Attributes:
        id: What it will be known by; random.
        name: As the channel gives it; empty for a photo.
        size: Bytes.
        content: None where it was not fetched.
        type: One of `dialogs.case.documents.TYPES`, as the channel found when it looked at the content.
        pages: How many it has.
        digest: SHA-256 of the content, in hex.
        problem: Why it cannot be kept: lost (it could not be fetched), large, empty, strange (no type that is taken),
            damaged, locked (needs a password), heavy (opening it takes too much).
    """

    id: str
    name: str = ""
    size: int = 0
    content: bytes | None = None
    type: str | None = None
    pages: int = 0
    digest: str | None = None
    problem: str | None = None


@dataclass(frozen=True)
class Incoming:
    """One message of a person.

    `update` is the channel's own id of the delivery: a second delivery of it is not handled again. `message`
    is the channel's id of the message whose button was pressed. `at` is in UTC. ``external`` is a reminder that is
    due, with its name in `text`; `found` is what the host did for it (see `dialogs.actions.reading`).
    """

    channel: str
    chat: str
    update: str
    at: dt.datetime
    kind: Kind = "text"
    text: str = ""
    message: str | None = None
    file: Upload | None = None
    found: dict[str, Any] | None = None


@dataclass(frozen=True)
class Reply:
    """One message to a person, as it is stored until it has been sent.

    `buttons` have ``title``, ``payload`` and ``row``. `attachment` has ``name``, and one of: ``text``; a ``paper``
    (`dialogs.wording.letters.Paper`) with the ``form`` to lay it out in; ``document``, the id of one that was sent to
    us; ``packet`` (see `bot.files.packets`); ``calendar`` (see `bot.files.calendars`).
    `replace` is the id of a message to edit instead of sending a new one; `toast` is a passing note.
    `picture` says what to draw (`bot/files/pictures.py`); the text says the same. `urgent` is help in a crisis: it
    overtakes what waits to be sent.
    `sources` belong to the text and are folded away under it. Two stars around words of the text make them bold.
    """

    text: str
    buttons: list[dict[str, Any]] = field(default_factory=list)
    attachment: dict[str, Any] | None = None
    question: str | None = None
    message: str | None = None
    replace: str | None = None
    toast: bool = False
    picture: dict[str, Any] | None = None
    urgent: bool = False
    sources: str | None = None

    def stored(self) -> dict[str, Any]:
        """Only what is set, ready for JSON."""
        return {name: value for name, value in self.__dict__.items() if value}


def bare(text: str) -> str:
    """A text without the marks of bold words, for where nothing is bold."""
    return BOLD.sub(r"\1", text)


def folded(text: str) -> str:
    """A text marked as one that is folded away."""
    return f"{FOLD}{text}{UNFOLD}"


def replies_of(responses: list[dict[str, Any]], pressed: str | None) -> list[Reply]:
    """Rasa response dictionaries as replies. Lines without buttons join the message that follows them.

    What is only folded away joins the message before it where none follows.

    Args:
        responses: What the actions of one turn said, in order.
        pressed: Id of the message whose button was pressed in this turn.
    """
    replies: list[Reply] = []
    for reply in map(_unfolded, _joined(responses, pressed)):
        if replies and not (reply.text or reply.buttons or reply.attachment):  # nothing but what is folded away
            under = "\n\n".join(filter(None, (replies[-1].sources, reply.sources)))
            replies[-1] = replace(replies[-1], sources=under)
        else:
            replies.append(reply)
    return replies


def _unfolded(reply: Reply) -> Reply:
    """A reply with what was marked as sources taken out of its text."""
    found = list(dict.fromkeys(part.strip() for part in _FOLDED.findall(reply.text)))
    text = re.sub(r"\n{3,}", "\n\n", _FOLDED.sub("", reply.text)).strip()
    return replace(reply, text=text, sources="\n".join(found) or None)


def _joined(responses: list[dict[str, Any]], pressed: str | None) -> list[Reply]:
    replies: list[Reply] = []
    lead: list[str] = []
    for response in responses:
        custom = response.get("custom") or {}
        joins = not (custom.get("alone") or custom.get("toast"))
        text = response.get("text") or ""
        plain = not response.get("buttons") and not response.get("attachment") and not custom.get("picture")
        if joins and plain and not custom.get("question"):
            lead.append(text)
            continue
        if not joins and lead:
            replies.append(Reply("\n\n".join(lead)))
            lead = []
        replies.append(
            Reply(
                "\n\n".join([*lead, text]),
                list(response.get("buttons") or []),
                response.get("attachment"),
                custom.get("question"),
                custom.get("message"),
                pressed if custom.get("replace") and not lead else None,
                bool(custom.get("toast")),
                custom.get("picture"),
            )
        )
        lead = []
    if lead:
        replies.append(Reply("\n\n".join(lead)))
    return replies
