"""Days and times as people write them in notes: "11/20 2pm" of what was, "by friday" of what will be."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from knowledge.base.calendar import ONE_DAY, after_business_days, after_months
from knowledge.extraction.schema import TrailWords
from knowledge.hearing.dates import Dates
from knowledge.hearing.days import Way, When

CUT = re.compile(
    r"\s*(?:[,;()!?\n]|:(?!//|\d)|(?<!\bdr)(?<!\bmr)(?<!\bms)(?<!\blt)(?<!\bmrs)(?<!\bsgt)(?<!\bno)\.(?:\s|$)"
    r"|\s[-–—]+\s)\s*",
    re.IGNORECASE,
)
"""What stands between the parts of a note."""
_TIME = re.compile(
    r"\b(?:at |around |about |@ ?)?(?:(?P<hour>1[0-2]|0?[1-9])(?::(?P<minute>[0-5]\d))?\s*(?P<half>[ap])\.?m\b\.?"
    r"|(?P<clock>[01]?\d|2[0-3]):(?P<past>[0-5]\d)\b|(?P<noon>noon))",
    re.IGNORECASE,
)
_SPAN = (
    r"(?:(?P<least>\d+|{number})\s*(?:-|–|to|or)\s*)?(?P<most>\d+|{number})\s*(?:of\s+|more\s+|full\s+)*"
    r"(?P<business>business|working|work|biz|bus\.?)?\s*(?:calendar\s+)?(?P<unit>days?|weeks?|wks?|months?|hours?|hrs?|h)\b"
)
_LONG_AGO = dt.timedelta(days=200)
"""A day without a year that lies further back is rather one to come."""
_OF_ELSE = re.compile(
    r"\b(?:for|until|dated|due|by|before|effective|starting|since|service|hearing on|set (?:for|on)"
    r"|scheduled(?: for| on)?)\s*$",
    re.I,
)


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of these words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


class Days:
    """Reads days and times by the words of one library."""

    def __init__(self, words: TrailWords, dates: Dates) -> None:
        self.words, self._dates = words, dates
        self._month = {name: number for number, names in enumerate(words.months, 1) for name in names}
        self._weekday = {name: number for number, names in enumerate(words.weekdays) for name in names}
        self._ways = re.compile("|".join(p for patterns in words.channels.values() for p in patterns), re.IGNORECASE)
        self._span = re.compile(_SPAN.format(number=any_of(words.numbers)), re.IGNORECASE)
        self._days = self._pattern()

    def time(self, words: str) -> tuple[str | None, str]:
        """A local time such as ``14:30``, and the words without it."""
        found = _TIME.search(words)
        if found is None:
            return None, words
        if found.group("noon"):
            hour, minute = 12, 0
        elif found.group("clock"):
            hour, minute = int(found.group("clock")), int(found.group("past"))
        else:
            hour = int(found.group("hour")) % 12 + (12 if found.group("half").lower() == "p" else 0)
            minute = int(found.group("minute") or 0)
        return f"{hour:02d}:{minute:02d}", words[: found.start()] + " , " + words[found.end() :]

    def _pattern(self) -> re.Pattern[str]:
        months, weekdays = any_of(self._month), any_of(self._weekday)
        return re.compile(
            rf"\b(?P<iso>\d{{4}}-\d\d?-\d\d?)\b"
            rf"|\b(?P<month>1[0-2]|0?[1-9])(?P<mark>[/-])(?P<day>3[01]|[12]\d|0?[1-9])"
            rf"(?:[/-](?P<year>\d{{4}}|\d\d)|(?<!-\d)(?<!-\d\d))(?![\d/-])"
            rf"|\b(?P<named>{months})\.?\s+(?P<nday>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\b(?:,?\s+(?P<nyear>20\d\d))?"
            rf"|\b(?P<dday>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\s+(?:of\s+|de\s+)?(?P<dnamed>{months})\b(?:,?\s+(?P<dyear>20\d\d))?"
            rf"|\b(?P<next>next|this coming|this|last|on)?\s*\b(?P<weekday>{weekdays})\b(?!\s*(?:st|street))"
            rf"|\b(?P<word>{any_of(self.words.days)})\b"
            r"|\b(?P<ago>\d+|a|two|three) (?P<agounit>days?|weeks?) ago\b"
            r"|\b(?P<end>(?:end of|close of|eod|cob|close)\s*(?:the\s+|this\s+|next\s+)?"
            r"(?P<endof>day|business|week|month)?"
            r"|(?P<nextspan>next|this) (?P<nextunit>week|month))\b"
            rf"|\b(?P<part>early|mid|middle of|late|end of)[- ](?P<pmonth>{months})\b"
            r"|\bthe (?P<ordinal>3[01]|[12]\d|[1-9])(?:st|nd|rd|th)\b",
            re.I,
        )

    def _resolve(self, found: re.Match[str], day: dt.date, *, ahead: bool) -> dt.date | None:
        """The day that words name, before `day` or, with `ahead`, after it."""
        named = found.groupdict()
        try:
            if named["iso"]:
                year, month, number = map(int, named["iso"].split("-"))
                return dt.date(year, month, number)
            for month_group, day_group, year_group in (
                ("month", "day", "year"),
                ("named", "nday", "nyear"),
                ("dnamed", "dday", "dyear"),
            ):
                if named[month_group]:
                    word = named[month_group].lower()
                    return self._near(
                        self._month.get(word) or int(word), int(named[day_group]), named[year_group], day, ahead
                    )
            if named["weekday"]:
                if not ahead and (named["next"] or "").lower() in ("next", "this coming"):
                    return None
                return self._on_weekday(self._weekday[named["weekday"].lower()], named["next"], day, ahead)
            if named["word"]:
                return day + dt.timedelta(days=self.words.days[named["word"].lower()])
            if named["ago"]:
                count = self.words.numbers.get(named["ago"].lower()) or int(named["ago"])
                return day - dt.timedelta(days=count * (7 if named["agounit"].startswith("week") else 1))
            if named["pmonth"]:
                return _in_month(
                    named["part"].lower(),
                    self._near(self._month[named["pmonth"].lower()], 1, None, day.replace(day=1), ahead),
                )
            if named["ordinal"]:
                return self._on_ordinal(int(named["ordinal"]), day, ahead)
            if named["end"]:
                return _end_of(named["endof"] or named["nextunit"] or "day", found.group().lower(), day)
        except (ValueError, OverflowError):
            return None
        return None

    @staticmethod
    def _near(month: int, number: int, year: str | None, day: dt.date, ahead: bool) -> dt.date:
        if year:
            return dt.date(int(year) + (2000 if len(year) == 2 else 0), month, number)
        here = dt.date(day.year, month, number)
        if ahead and here < day:
            return here.replace(year=day.year + 1)
        if not ahead and here > day:
            return here.replace(year=day.year - 1)
        return here

    @staticmethod
    def _on_weekday(weekday: int, word: str | None, day: dt.date, ahead: bool) -> dt.date:
        if not ahead:
            back = (day.weekday() - weekday) % 7
            return day - dt.timedelta(days=back or (7 if word and word.lower() == "last" else 0))
        forward = (weekday - day.weekday()) % 7 or 7
        if word and word.lower() == "next" and weekday > day.weekday():
            forward += 7
        return day + dt.timedelta(days=forward)

    @staticmethod
    def _on_ordinal(number: int, day: dt.date, ahead: bool) -> dt.date:
        if ahead:
            month = day if day.day <= number else (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
        else:
            month = day if day.day >= number else day.replace(day=1) - ONE_DAY
        return month.replace(day=number)

    def contact(self, words: str, today: dt.date) -> tuple[dt.date | None, str]:
        """The day of the contact, and the words without it. None where a day is named that cannot be read whole."""
        whole = [when for when in self._dates.find(words) if when.kind != "length"]
        if (first := self._contact_day(words, today, whole)) is not None:
            return first
        for found in self._days.finditer(words):
            before, after = CUT.split(words[: found.start()])[-1], CUT.split(words[found.end() :])[0]
            alone = not before.strip() and (not after.strip() or found.start() == 0)
            if not alone and not self._ways.search(f"{before} {after}"):
                continue
            day = None if found.group("end") else self._resolve(found, today, ahead=False)
            if day and today - _LONG_AGO < day <= today and not _OF_ELSE.search(words[: found.start()]):
                return day, f"{words[: found.start()]} , {words[found.end() :]}"
        return today, words

    def _contact_day(self, words: str, today: dt.date, whole: list[When]) -> tuple[dt.date | None, str] | None:
        """The day of the contact where an expression of several words names it, of which no part may be read alone."""
        for when in whole:
            parts = [part for part in self._days.finditer(words) if part.start() < when.end and when.start < part.end()]
            longer = all(part.end() - part.start() < when.end - when.start for part in parts)
            before, after = CUT.split(words[: when.start])[-1], CUT.split(words[when.end :])[0]
            alone = not before.strip() and (not after.strip() or when.start == 0)
            if _OF_ELSE.search(words[: when.start]) or not (alone or self._ways.search(f"{before} {after}")):
                continue
            left = f"{words[: when.start]} , {words[when.end :]}"
            if when.impossible:
                return None, left
            if when.kind not in ("counted", "weekday", "unread") or not longer:
                continue
            value = when.iso(today, Way.BEHIND)
            return (dt.date.fromisoformat(value) if value and len(value) == 10 else None), left
        return None

    def due(self, promised: str, day: dt.date) -> dt.date | None:
        """The last day of a promise made on `day`."""
        span, named = self._span.search(promised), None
        for found in self._days.finditer(promised):
            named = None if found.group("ago") else self._resolve(found, day, ahead=True)
            if named:
                break
        if span and (named is None or span.start() < found.start()):
            return self._after(span, day)
        return named

    def _after(self, span: re.Match[str], day: dt.date) -> dt.date:
        """The day after a span; of a range its longer end."""
        most = span.group("most").lower()
        count = self.words.numbers.get(most) or int(most)
        unit = span.group("unit").lower()
        if count > 1000:
            return day
        if unit.startswith("h"):
            return day + dt.timedelta(days=-(-count // 24))
        if unit.startswith("month"):
            return after_months(day, count, first_of_next=False)[0]
        if span.group("business"):
            return after_business_days(day, count)
        return day + dt.timedelta(days=count * (7 if unit.startswith("w") else 1))


def _in_month(part: str, first: dt.date) -> dt.date:
    """The last day that a part of a month can mean."""
    if part in ("late", "end of"):
        return (first + dt.timedelta(days=32)).replace(day=1) - ONE_DAY
    return first.replace(day=10 if part == "early" else 15)


def _end_of(unit: str, said: str, day: dt.date) -> dt.date:
    """The end of a day, of a working week, of a month."""
    later = "next" in said
    if unit == "month":
        first = (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
        if later:
            first = (first + dt.timedelta(days=32)).replace(day=1)
        return first - ONE_DAY
    if unit == "week":
        friday = day + dt.timedelta(days=(4 - day.weekday()) % 7)
        return friday + dt.timedelta(days=7) if later else friday
    return day
