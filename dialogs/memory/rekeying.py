"""A new key of the operator's: what is sealed with the old one is sealed anew. People's own keys and rows stay."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, create_engine, select, update
from sqlalchemy.exc import DBAPIError

from dialogs.memory import operator_log
from dialogs.memory.address import readable
from dialogs.memory.announcing import EVENT
from dialogs.memory.engines import bots, sqlite_engine
from dialogs.memory.faults import StoreTrouble
from dialogs.memory.forgetting import MARKS
from dialogs.memory.schema_version import current, head
from dialogs.memory.sealing import KeyTrouble, Sealer
from dialogs.memory.tables import inbox, outbox, people, store_facts

CANARY = "canary"


@dataclass(frozen=True)
class Rekeyed:
    """How many keys of people were sealed anew, and how many things could not be opened and stay as they are."""

    people: int
    unreadable: int


def rekey(url: str, old: bytes, new: bytes) -> Rekeyed:
    """Seal anew, in one transaction: afterwards all opens with the new key, or after a fault all with the old.

    Args:
        url: Of the store; no bot may be running.
        old: The operator's key.
        new: Another.

    Raises:
        StoreTrouble: There is no store of today's layout.
        KeyTrouble: `old` is not its key.
    """
    address = readable(url)
    engine = sqlite_engine(address) if address.get_backend_name() == "sqlite" else create_engine(address)
    try:
        with engine.begin() as connection:
            if current(connection) != head():
                raise StoreTrouble(f"the store is not at migration {head()}; start the bot once, which brings it up")
            if bots(connection):
                raise StoreTrouble("a bot is connected to the database; end every bot first")
            change = _Change(connection, Sealer(old), Sealer(new))
            change.facts()
            count = change.all()
            operator_log.note(connection, "rekey", f"{count} people, {change.unreadable} unreadable")
        return Rekeyed(count, change.unreadable)
    except DBAPIError as error:
        raise StoreTrouble(f"the database said: {str(error.orig).splitlines()[0]}") from None
    finally:
        engine.dispose()


class _Change:
    def __init__(self, connection: Connection, old: Sealer, new: Sealer) -> None:
        self.connection, self.old, self.new = connection, old, new
        self.unreadable = 0

    def facts(self) -> None:
        """The canary first: with a wrong key nothing is touched."""
        names = {row.name: row.value for row in self.connection.execute(select(store_facts))}
        sealed = [name for name in names if name in (CANARY, MARKS) or name.startswith(f"{EVENT}.")]
        for name in sorted(sealed, key=lambda one: one != CANARY):
            value = self.new.seal(self.old.open(names[name], name), name)
            self.connection.execute(update(store_facts).where(store_facts.c.name == name).values(value=value))

    def all(self) -> int:
        """People's keys, last words to those who are gone, and updates that wait. The number of the first."""
        count = 0
        for row in self.connection.execute(select(people.c.id, people.c.key)).all():
            if key := self._anew(row.key, row.id):
                self.connection.execute(update(people).where(people.c.id == row.id).values(key=key))
                count += 1
        farewells = select(outbox.c.id, outbox.c.reply).where(outbox.c.person.is_(None))
        for row in self.connection.execute(farewells).all():
            if reply := self._anew(row.reply, "farewell"):
                self.connection.execute(update(outbox).where(outbox.c.id == row.id).values(reply=reply))
        for row in self.connection.execute(select(inbox)).all():
            if content := self._anew(row.content, f"update:{row.update_id}"):
                mine = (inbox.c.channel == row.channel) & (inbox.c.update_id == row.update_id)
                self.connection.execute(update(inbox).where(mine).values(content=content))
        return count

    def _anew(self, sealed: bytes, about: str) -> bytes | None:
        """The same under the new key; None where the old one does not open it."""
        try:
            return self.new.seal(self.old.open(sealed, about), about)
        except (KeyTrouble, ValueError):
            self.unreadable += 1
            return None
