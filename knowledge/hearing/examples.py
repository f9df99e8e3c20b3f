"""Whether each row of patterns hears the sentences that it must, and none of those that it must not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from knowledge.hearing.listener import Hearing
from knowledge.hearing.resolve import events, plans, when
from knowledge.hearing.situation import Situation
from knowledge.hearing.spans import Read

_A_DAY = dt.date(2026, 11, 20)
"""The day on which the sentences are said."""


def unlike(hearing: Hearing) -> Iterator[tuple[str, str]]:
    """Rows that do not keep their word: the row, and what is wrong."""
    for kind, name, row in hearing.rows:
        where = f"{kind}.{name}"
        for said in row.hears:
            if not _hears(hearing.read(said), kind, name):
                yield where, f'does not hear "{said}"'
        for said in row.no:
            if _hears(hearing.read(said), kind, name):
                yield where, f'hears "{said}" and must not'


def _hears(read: Read, kind: str, name: str) -> bool:
    """Whether a mark of this kind stands that no scope takes back; of a date, whether it got the role."""
    if kind == "role":
        return any(dated.role == name for dated in when.dated(read, Situation(_A_DAY), events.told_events(read)))
    if kind == "plan":
        wanted = set(name.split("|"))
        return any(set(kinds) <= wanted for _, kinds in plans.plan_marks(read))
    return any(not mark.scopes - {"background"} for mark in read.all(kind, name))
