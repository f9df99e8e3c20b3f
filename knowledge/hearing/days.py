"""A day as people name it: what was said of it, and which day that is, seen from today and by its role."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum

from knowledge.hearing.schema import Holiday

SOON = 200
"""Days within which a day without a year is one to come; a last day that lies further is rather one just past."""


NEAR = 1
"""Days within which people rather say "yesterday" or name the day without "last"."""


class Way(StrEnum):
    """Where a date lies, seen from today: it follows from its role."""

    BEHIND = "behind"
    AHEAD = "ahead"
    NEAREST = "nearest"  # where nothing tells


@dataclass(frozen=True, slots=True)
class When:
    """One date expression at `text[start:end]`.

    Attributes:
        kind: `day`, `weekday`, `counted`, `later`, `month`, `year`, `length`, or `unread` where a part of the words
            is not understood.
        year, month, day: What was named of it. `month` may be relative: see `months`.
        months: Months from the present one ("the 3rd of last month" is -1).
        weekday: 0 is Monday.
        days: Days from today (`counted`), after the date before it (`later`), or of a length.
        weeks: Weeks further than the nearest such weekday, negative to the past ("two fridays ago" is -1).
        week: The week of the weekday, counted from the present one ("tuesday of last week" is -1).
        way: What the words themselves say ("last", "next").
        vague: "around", "or so".
        impossible: There is no such day (November 31).
    """

    start: int
    end: int
    kind: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    months: int | None = None
    weekday: int | None = None
    days: int | None = None
    weeks: int = 0
    week: int | None = None
    way: Way | None = None
    vague: bool = False
    impossible: bool = False

    @property
    def ordinal(self) -> bool:
        """Whether only the number of a day was named."""
        return self.kind == "day" and self.month is None and self.months is None

    def iso(self, today: dt.date, way: Way, near: dt.date | None = None) -> str | None:
        """The date, as precise as it was named.

        Args:
            today: The day of telling.
            way: Where a date of this role lies.
            near: A date told just before, whose month a bare day takes.

        Returns:
            ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``; None where it names no day, or one that does not exist.
        """
        if self.impossible or self.kind in ("unread", "length"):
            return None
        try:
            found = self._found(today, self.way or way, near)
        except (ValueError, OverflowError):
            return None
        if found and self.vague and len(found) == 10:
            return found[:7]
        return found

    def other(self, today: dt.date) -> str | None:
        """The other day that may be meant: "last Tuesday" said on a Wednesday is yesterday, or a week before that."""
        if (
            self.kind != "weekday"
            or self.way is not Way.BEHIND
            or self.weekday is None
            or self.weeks
            or self.week
            or self.vague
        ):
            return None
        back = (today.weekday() - self.weekday) % 7
        return (today - dt.timedelta(days=back + 7)).isoformat() if 1 <= back <= NEAR else None

    def roughly(self, today: dt.date, way: Way) -> dt.date | None:
        """About which day is meant, to put what happened in order; never a date of the case."""
        if self.kind == "unread":
            return today + dt.timedelta(days=self.days) if self.days is not None and self.vague else None
        iso = replace(self, vague=False).iso(today, way)
        if iso is None:
            return None
        return dt.date.fromisoformat({4: f"{iso}-12-28", 7: f"{iso}-28"}.get(len(iso), iso))

    def _found(self, today: dt.date, way: Way, near: dt.date | None) -> str | None:
        if self.kind == "year":
            return f"{self.year:04d}"
        if self.kind == "counted":
            return (today + dt.timedelta(days=self.days or 0)).isoformat()
        if self.kind == "later":
            return (near + dt.timedelta(days=self.days or 0)).isoformat() if near else None
        if self.kind == "weekday":
            return self._on_weekday(today, way, near).isoformat()
        if self.kind == "month":
            return self._in_month(today, way)
        if self.months is not None:
            first = moved(today, self.months)
            return first.replace(day=self.day or 1).isoformat()
        if self.month is None:
            return self._bare_day(today, way, near).isoformat()
        return self._on_day(today, way).isoformat()

    def _on_day(self, today: dt.date, way: Way) -> dt.date:
        assert self.month and self.day
        if self.year:
            return dt.date(self.year, self.month, self.day)
        years = [year for year in range(today.year - 4, today.year + 5) if exists(year, self.month, self.day)]
        return chosen([dt.date(year, self.month, self.day) for year in years], today, way)

    def _bare_day(self, today: dt.date, way: Way, near: dt.date | None) -> dt.date:
        assert self.day
        if near and exists(near.year, near.month, self.day):
            here = near.replace(day=self.day)
            if here >= near or way is Way.NEAREST:
                return here
            after = moved(near, 1)
            if exists(after.year, after.month, self.day) and after.replace(day=self.day) <= today:
                return after.replace(day=self.day)
            return here
        firsts = [moved(today, months) for months in range(-3, 4)]
        days = [first.replace(day=self.day) for first in firsts if exists(first.year, first.month, self.day)]
        return chosen(days, today, way)

    def _on_weekday(self, today: dt.date, way: Way, near: dt.date | None) -> dt.date:
        assert self.weekday is not None
        week = dt.timedelta(days=7)
        if self.week is not None:
            return today + dt.timedelta(days=self.weekday - today.weekday()) + week * self.week
        if way is Way.AHEAD:
            first = today + dt.timedelta(days=(self.weekday - today.weekday()) % 7 or 7)
            return first + week * self.weeks
        back = (today.weekday() - self.weekday) % 7
        if back == 0 and self.way is Way.BEHIND:
            back = 7
        return today - dt.timedelta(days=back) + week * self.weeks

    def _in_month(self, today: dt.date, way: Way) -> str:
        if self.months is not None:
            return moved(today, self.months).isoformat()[:7]
        assert self.month
        if self.year:
            return f"{self.year:04d}-{self.month:02d}"
        firsts = [dt.date(year, self.month, 1) for year in range(today.year - 2, today.year + 3)]
        return chosen(firsts, today.replace(day=1), way).isoformat()[:7]


def exists(year: int, month: int, day: int) -> bool:
    """Whether a calendar has such a day."""
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def chosen(days: list[dt.date], today: dt.date, way: Way) -> dt.date:
    """The day that is meant of those that fit: the last one past, the next one soon, or the nearest."""
    if way is Way.BEHIND:
        return max(day for day in days if day <= today)
    if way is Way.AHEAD and (soon := [day for day in days if 0 <= (day - today).days <= SOON]):
        return min(soon)
    return min(days, key=lambda day: (abs((day - today).days), day > today))


def moved(day: dt.date, months: int) -> dt.date:
    """The first of the month that lies so many months away."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, 1)


@dataclass(frozen=True, slots=True)
class Feast(When):
    """A holiday; its day depends on the year."""

    held: Holiday | None = None

    @classmethod
    def make(cls, start: int, end: int, held: Holiday) -> Feast:
        return cls(start, end, "day", month=held.month, day=held.day or 1, held=held)

    def _on_day(self, today: dt.date, way: Way) -> dt.date:
        assert self.held
        shift = dt.timedelta(days=self.held.after + (self.days or 0))
        days = [_of_year(self.held, year) + shift for year in range(today.year - 1, today.year + 2)]
        return chosen(days, today, way)


def _of_year(held: Holiday, year: int) -> dt.date:
    if held.day:
        return dt.date(year, held.month, held.day)
    assert held.weekday is not None and held.nth is not None
    length = calendar.monthrange(year, held.month)[1]
    days = [dt.date(year, held.month, day) for day in range(1, length + 1)]
    same = [day for day in days if day.weekday() == held.weekday]
    return same[held.nth - 1 if held.nth > 0 else held.nth]
