"""Who else gets a person's reminders. One side makes a code and tells it, the other side says it.

Neither side's turn touches the other's conversation: what happened comes to each as an external event of its own, by
the way that reminders take.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, delete, insert, select, update

from dialogs.memory import due as due_rows
from dialogs.memory.tables import helpers

VALID = dt.timedelta(hours=24)
"""How long a code may be used; it is used once."""


@dataclass(frozen=True)
class Wish:
    """What a turn wants: open a code, use a code, give up helping, or send all helpers away."""

    do: Literal["invite", "join", "leave", "dismiss"]
    code: str = ""


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def follow(connection: Connection, wish: Wish, person: str, channel: str, chat: str, now: dt.datetime) -> None:
    """Do it, in the transaction of the turn that wants it."""
    here = (helpers.c.channel == channel) & (helpers.c.chat == chat)
    match wish.do:
        case "invite":
            connection.execute(delete(helpers).where(helpers.c.person == person, helpers.c.chat.is_(None)))
            row = {"code": _digest(wish.code), "person": person, "until": now + VALID}
            connection.execute(insert(helpers).values(**row))
        case "join":
            unused = (helpers.c.code == _digest(wish.code)) & helpers.c.chat.is_(None) & (helpers.c.until > now)
            taken = update(helpers).where(unused, helpers.c.person != person).values(channel=channel, chat=chat)
            helped = connection.scalar(taken.returning(helpers.c.person))
            if helped:
                _tell(connection, helped, "joined", now)
            _tell(connection, person, "accepted" if helped else "refused", now)
        case "leave":
            for helped in connection.scalars(delete(helpers).where(here).returning(helpers.c.person)).all():
                _tell(connection, helped, "left", now)
        case "dismiss":
            connection.execute(delete(helpers).where(helpers.c.person == person))


def _tell(connection: Connection, person: str, what: str, now: dt.datetime) -> None:
    due_rows.keep(connection, person, {f"helper.{what}": (now, 0)}, set())


def chats(connection: Connection, person: str) -> list[Any]:
    """Channel and chat of those who get a person's reminders."""
    query = select(helpers.c.channel, helpers.c.chat).where(helpers.c.person == person, helpers.c.chat.is_not(None))
    return list(connection.execute(query))


def forget(connection: Connection, person: str, channel: str, chat: str, now: dt.datetime) -> None:
    """A person is gone: as one who was helped, and as one who helped."""
    follow(connection, Wish("dismiss"), person, channel, chat, now)
    follow(connection, Wish("leave"), person, channel, chat, now)
