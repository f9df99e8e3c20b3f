"""Counting days the way the rules do: calendar days, business days, calendar months, elapsed hours."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from functools import lru_cache
from zoneinfo import ZoneInfo

ONE_DAY = dt.timedelta(days=1)


def _holidays(years: tuple[int, ...], *, observed: bool) -> frozenset[dt.date]:
    import holidays  # slow to import, and needed only once a date is counted

    return frozenset(holidays.country_holidays("US", years=years, observed=observed))


@lru_cache(maxsize=256)
def federal_holidays(year: int) -> frozenset[dt.date]:
    """The legal public holidays themselves (5 U.S.C. 6103(a))."""
    return _holidays((year,), observed=False)


@lru_cache(maxsize=256)
def observed_holidays(year: int) -> frozenset[dt.date]:
    """Days on which offices close for a holiday on a weekend (5 U.S.C. 6103(b), written for pay and leave)."""
    every = _holidays((year, year + 1), observed=True)
    return frozenset(day for day in every if day.year == year) - federal_holidays(year)


def business_day(day: dt.date) -> bool:
    """Neither a Saturday or Sunday nor a federal holiday itself."""
    return day.weekday() < 5 and day not in federal_holidays(day.year)


def office_day(day: dt.date) -> bool:
    """A business day on which no holiday is observed either: someone is there to take a letter."""
    return business_day(day) and day not in observed_holidays(day.year)


def next_business_day(day: dt.date) -> dt.date:
    """`day` itself, or the first business day after it."""
    while not business_day(day):
        day += ONE_DAY
    return day


def office_day_until(day: dt.date) -> dt.date:
    """`day` itself, or the last office day before it."""
    while not office_day(day):
        day -= ONE_DAY
    return day


def after_business_days(day: dt.date, count: int) -> dt.date:
    """The `count`-th business day after `day`."""
    while count:
        day += ONE_DAY
        count -= business_day(day)
    return day


def after_months(day: dt.date, count: int, *, first_of_next: bool) -> tuple[dt.date, bool]:
    """The same day `count` months later, and whether that month has such a day.

    Where it has none: the first day of the month after it (45 CFR 147.136(d)(2)(i)), or its own last day, the earlier.
    """
    months = day.month - 1 + count
    year, month = day.year + months // 12, months % 12 + 1
    last = monthrange(year, month)[1]
    if day.day <= last:
        return dt.date(year, month, day.day), True
    if not first_of_next:
        return dt.date(year, month, last), False
    return dt.date(year, month, last) + ONE_DAY, False


def after_hours(moment: dt.datetime, hours: int, zone: ZoneInfo) -> dt.datetime:
    """Local wall time when `hours` have gone by since the local time `moment`, across changes of the clock."""
    elapsed = moment.replace(tzinfo=zone).astimezone(dt.UTC) + dt.timedelta(hours=hours)
    return elapsed.astimezone(zone).replace(tzinfo=None)
