"""Forgetting that holds over a restore.

A copy of the store brings back who was forgotten after it was made. So a keyed mark of each chat that asked to be
forgotten stays for as long as copies do; `deploy/restore` carries the list over and says that the store was restored,
and the next start forgets again whom the list names. A mark tells nothing without its key, which is sealed.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from dialogs.memory import helpers as helper_rows
from dialogs.memory import wiping
from dialogs.memory.engines import utc
from dialogs.memory.tables import conversations, documents, forgotten, outbox, people, reminders, store_facts

MARKS, RESTORED = "marks", "restored"
"""Facts of a store: the sealed key of the marks; that a copy was put back and the list has to be gone through."""


def mark(key: bytes, channel: str, chat: str) -> str:
    """What stands in the list for a chat."""
    return hmac.new(key, f"{channel}:{chat}".encode(), hashlib.sha256).hexdigest()


def forget(connection: Connection, key: bytes, person: str, channel: str, chat: str, at: dt.datetime) -> None:
    """Delete all that is kept of a person, and put their chat on the list.

    Args:
        connection: Of the transaction that forgets.
        key: Of the marks.
        person: Id of the person.
        channel: Where the person is.
        chat: Their chat there.
        at: The present moment.
    """
    mine = (outbox.c.channel == channel) & (outbox.c.chat == chat)
    connection.execute(delete(outbox).where(mine | (outbox.c.person == person)))
    helper_rows.forget(connection, person, channel, chat, at)
    for table in (conversations, documents, reminders):
        connection.execute(delete(table).where(table.c.person == person))
    connection.execute(delete(people).where(people.c.id == person))
    note(connection, key, channel, chat, at)
    wiping.owe(connection)


def note(connection: Connection, key: bytes, channel: str, chat: str, at: dt.datetime) -> None:
    """Put a chat on the list."""
    made = (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(forgotten)
    row = made.values(mark=mark(key, channel, chat), at=at)
    connection.execute(row.on_conflict_do_update(index_elements=["mark"], set_={"at": at}))


def again(connection: Connection, key: bytes, now: dt.datetime) -> int:
    """After a restore: forget whom the list names. Returns how many.

    Who came back after being forgotten is known by having been added later.
    """
    listed = {row.mark: utc(row.at) for row in connection.execute(select(forgotten))}
    known = connection.execute(select(people.c.id, people.c.channel, people.c.chat, people.c.created)).all()
    count = 0
    for row in known:
        asked = listed.get(mark(key, row.channel, row.chat))
        if asked is not None and utc(row.created) <= asked:
            forget(connection, key, row.id, row.channel, row.chat, now)
            count += 1
    connection.execute(delete(store_facts).where(store_facts.c.name == RESTORED))
    return count
