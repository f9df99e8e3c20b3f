"""The tables. Words of people are sealed bytes; ids, times and states are readable, since they are queried."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

metadata = MetaData()
_Serial = BigInteger().with_variant(Integer, "sqlite")

people = Table(
    "people",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("channel", String(16), nullable=False),
    Column("chat", String(64), nullable=False),
    Column("key", LargeBinary, nullable=False),  # the person's key, wrapped by the operator's
    Column("created", DateTime(timezone=True), nullable=False),
    Column("blocked", DateTime(timezone=True)),
    Column("seen", DateTime(timezone=True)),  # when they last wrote, to the day
    Column("warned", DateTime(timezone=True)),  # when they were told that they will be erased
    UniqueConstraint("channel", "chat"),
    Index("people_by_seen", "seen"),
)

conversations = Table(
    "conversations",
    metadata,
    Column("person", String(32), ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("tracker", LargeBinary),  # sealed; NULL until the first turn is kept
    Column("updated", DateTime(timezone=True), nullable=False),
)

updates_seen = Table(
    "updates_seen",
    metadata,
    Column("channel", String(16), primary_key=True),
    Column("update_id", String(64), primary_key=True),
    Column("seen", DateTime(timezone=True), nullable=False),
    Index("updates_seen_by_time", "seen"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", _Serial, primary_key=True, autoincrement=True),
    Column("channel", String(16), nullable=False),
    Column("chat", String(64), nullable=False),
    Column("person", String(32)),  # NULL: sealed with the operator's key, the person is forgotten
    Column("reply", LargeBinary, nullable=False),
    Column("made", DateTime(timezone=True), nullable=False),
    Column("tries", Integer, nullable=False, default=0),
    Index("outbox_by_chat", "channel", "chat", "id"),
)

documents = Table(
    "documents",
    metadata,
    Column("person", String(32), ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("id", String(16), primary_key=True),
    Column("content", LargeBinary, nullable=False),  # sealed; what it is stands in the tracker
    Column("made", DateTime(timezone=True), nullable=False),
)

reminders = Table(
    "reminders",
    metadata,
    Column("person", String(32), ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("name", String(32), primary_key=True),  # such as day.2026-12-01: it says when, and nothing of what
    Column("due", DateTime(timezone=True), nullable=False),
    Column("urgency", Integer, nullable=False),
    Column("state", String(8), nullable=False),  # pending, queued, parked, aside
    Column("tries", Integer, nullable=False, default=0),
    Column("queued", DateTime(timezone=True)),
    Index("reminders_by_due", "state", "due"),
)

inbox = Table(
    "inbox",
    metadata,
    Column("channel", String(16), primary_key=True),
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("content", LargeBinary, nullable=False),  # an update that takes long, sealed with the operator's key
)

helpers = Table(
    "helpers",
    metadata,
    Column("code", String(64), primary_key=True),  # a digest
    Column("person", String(32), ForeignKey("people.id", ondelete="CASCADE"), nullable=False),  # who is helped
    Column("until", DateTime(timezone=True), nullable=False),
    Column("channel", String(16)),  # where the helper is; NULL until the code was used
    Column("chat", String(64)),
    Index("helpers_by_person", "person"),
    Index("helpers_by_chat", "channel", "chat"),
)

forgotten = Table(
    "forgotten",
    metadata,
    Column("mark", String(64), primary_key=True),  # keyed; see forgetting.py
    Column("at", DateTime(timezone=True), nullable=False),
)

operator_log = Table(
    "operator_log",
    metadata,
    Column("id", _Serial, primary_key=True, autoincrement=True),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("what", String(32), nullable=False),  # the command
    Column("detail", String(200), nullable=False),  # counts; never words or ids of people
)

store_facts = Table(
    "store_facts",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("value", LargeBinary, nullable=False),
)
