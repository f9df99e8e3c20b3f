"""Reminders in the store: kept with the turn that asks for them, found when they are due, parked, set aside."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, delete, func, insert, or_, select, update

from dialogs.memory.engines import utc
from dialogs.memory.tables import people, reminders

STATES = PENDING, QUEUED, PARKED, ASIDE = "pending", "queued", "parked", "aside"
LOST_AFTER = dt.timedelta(minutes=1)
"""From when on a reminder that was queued and not delivered is queued anew: its process may be gone."""
MOST_TRIES = 5
_ROW = (
    reminders.c.person,
    reminders.c.name,
    reminders.c.due,
    reminders.c.urgency,
    reminders.c.tries,
    reminders.c.state,
)
_WITH_CHAT = select(*_ROW, people.c.channel, people.c.chat).join(people, people.c.id == reminders.c.person)


@dataclass(frozen=True)
class Due:
    """A reminder that is due. `id` names it without a word of what it says."""

    person: str
    name: str
    channel: str
    chat: str
    due: dt.datetime
    urgency: int
    tries: int = 0

    @property
    def id(self) -> str:
        """The same for each delivery of it, so that it is answered once."""
        return f"{self.person}/{self.name}/{int(self.due.timestamp() * 1e6)}"


@dataclass(frozen=True)
class ReminderState:
    """How many reminders there are by state, how many are due now, and since when the oldest of these is."""

    counts: dict[str, int]
    due: int
    oldest_due: dt.datetime | None


@dataclass(frozen=True)
class Aside:
    """A reminder that was set aside because its turn failed again and again."""

    person: str
    name: str
    due: dt.datetime
    tries: int


def keep(connection: Connection, person: str, scheduled: dict[str, tuple[dt.datetime, int]], gone: set[str]) -> None:
    """Store what a turn scheduled, and drop what it cancelled or delivered."""
    names = gone | set(scheduled)
    if names:
        connection.execute(delete(reminders).where(reminders.c.person == person, reminders.c.name.in_(names)))
    if scheduled:
        rows = [
            {"person": person, "name": name, "due": due, "urgency": urgency, "state": PENDING, "tries": 0}
            for name, (due, urgency) in scheduled.items()
        ]
        connection.execute(insert(reminders), rows)


def find(connection: Connection, now: dt.datetime, most: int) -> list[Due]:
    """Reminders to deliver now: the most urgent first, then the longest due."""
    lost = and_(reminders.c.state == QUEUED, reminders.c.queued < now - LOST_AFTER)
    waiting = or_(reminders.c.state == PENDING, lost)
    query = _WITH_CHAT.where(waiting, reminders.c.due <= now)
    query = query.order_by(reminders.c.urgency, reminders.c.due).limit(most)
    return [_due(row, again=row.state == QUEUED) for row in connection.execute(query)]


def next_due(connection: Connection, now: dt.datetime) -> dt.datetime | None:
    """When the next reminder comes due that is not due yet."""
    coming = select(func.min(reminders.c.due)).where(reminders.c.state == PENDING, reminders.c.due > now)
    found: dt.datetime | None = connection.scalar(coming)
    return utc(found) if found else None


def in_queue(connection: Connection, now: dt.datetime) -> int:
    """How many are queued and not lost."""
    fresh = and_(reminders.c.state == QUEUED, reminders.c.queued >= now - LOST_AFTER)
    return connection.scalar(select(func.count()).select_from(reminders).where(fresh)) or 0


def mark_queued(connection: Connection, found: list[Due], now: dt.datetime) -> None:
    """Note that these are queued. Done after queueing: a crash between the two only queues them once more."""
    for one in found:
        mine = (reminders.c.person == one.person) & (reminders.c.name == one.name)
        waiting = reminders.c.state.in_((PENDING, QUEUED))
        connection.execute(update(reminders).where(mine, waiting).values(state=QUEUED, queued=now, tries=one.tries))


def one(connection: Connection, person: str, name: str) -> Due | None:
    """A reminder that still waits to be delivered; None where it was delivered, cancelled or forgotten."""
    waiting = reminders.c.state.in_((PENDING, QUEUED))
    query = _WITH_CHAT.where(reminders.c.person == person, reminders.c.name == name, waiting)
    row = connection.execute(query).one_or_none()
    return _due(row) if row else None


def _due(row: Any, *, again: bool = False) -> Due:
    due = utc(row.due)
    return Due(row.person, row.name, row.channel, row.chat, due, row.urgency, row.tries + again)


def park(connection: Connection, channel: str, chat: str, *, back: bool = False) -> None:
    """Park the reminders of a person who cannot be reached; with `back`, take them up again."""
    person = select(people.c.id).where(people.c.channel == channel, people.c.chat == chat).scalar_subquery()
    states = (PARKED,) if back else (PENDING, QUEUED)
    changed = update(reminders).where(reminders.c.person == person, reminders.c.state.in_(states))
    connection.execute(changed.values(state=PENDING if back else PARKED))


def tried(connection: Connection, person: str, name: str) -> None:
    """Count a try, before it begins."""
    mine = (reminders.c.person == person) & (reminders.c.name == name)
    connection.execute(update(reminders).where(mine).values(tries=reminders.c.tries + 1))


def failed(connection: Connection, person: str, name: str) -> bool:
    """Count a failed delivery. After `MOST_TRIES` the reminder is set aside for the operator; then true."""
    mine = (reminders.c.person == person) & (reminders.c.name == name)
    connection.execute(update(reminders).where(mine).values(tries=reminders.c.tries + 1))
    tries: Any = connection.scalar(select(reminders.c.tries).where(mine)) or 0
    aside = tries >= MOST_TRIES
    connection.execute(update(reminders).where(mine).values(state=ASIDE if aside else PENDING))
    return bool(aside)


def state(connection: Connection, now: dt.datetime) -> ReminderState:
    """For metrics and the operator."""
    rows = connection.execute(select(reminders.c.state, func.count()).group_by(reminders.c.state)).all()
    counts = {str(row[0]): int(row[1]) for row in rows}
    late = select(func.count(), func.min(reminders.c.due))
    late = late.where(reminders.c.state.in_((PENDING, QUEUED)), reminders.c.due <= now)
    waiting, oldest = connection.execute(late).one()
    return ReminderState(counts, waiting, utc(oldest) if oldest else None)


def aside(connection: Connection, most: int) -> list[Aside]:
    """Reminders that were set aside, the longest due first."""
    query = select(reminders).where(reminders.c.state == ASIDE).order_by(reminders.c.due).limit(most)
    return [Aside(row.person, row.name, utc(row.due), row.tries) for row in connection.execute(query)]


def again(connection: Connection) -> int:
    """Take up what was set aside, after what made it fail was mended. Returns how many."""
    changed = update(reminders).where(reminders.c.state == ASIDE).values(state=PENDING, tries=0)
    return connection.execute(changed).rowcount
