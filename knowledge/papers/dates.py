"""Dates as letters print them. The month comes first where only the order tells, as in the United States."""

from __future__ import annotations

import datetime as dt
import re

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_NAME = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_SPANISH = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
]
_DATE = re.compile(
    rf"\b{_NAME.format('m1')}\s*(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?\s*(?P<y1>(?:19|20)\d\d)\b"
    rf"|\b(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?[\s-]{_NAME.format('m2')}[\s,-]*(?P<y2>(?:19|20)\d\d)\b"
    rf"|\b(?P<d5>\d{{1,2}})[\u00ba\u00b0]? (?:de )?(?P<m5>{'|'.join(_SPANISH)}|setiembre),?(?: del?)?"
    r" (?P<y5>(?:19|20)\d\d)\b"
    rf"|\b(?P<m6>{'|'.join(_SPANISH)}|setiembre) (?P<d6>\d{{1,2}}),?(?: de| del)? (?P<y6>(?:19|20)\d\d)\b"
    r"|\b(?P<y3>(?:19|20)\d\d)-(?P<m3>\d\d)-(?P<d3>\d\d)\b"
    r"|\b(?P<m4>\d{1,2})\s?[/.-]\s?(?P<d4>\d{1,2})\s?[/.-]\s?(?P<y4>(?:19|20)\d\d|\d\d)\b",
    re.IGNORECASE,
)


def found(text: str) -> list[tuple[dt.date, int, int]]:
    """Dates in a text, with where each begins and ends."""
    dates = []
    for match in _DATE.finditer(text):
        day = _date(match)
        if day is not None and 1990 <= day.year <= 2100:
            dates.append((day, match.start(), match.end()))
    return dates


def _date(match: re.Match[str]) -> dt.date | None:
    for number in "123456":
        day, month, year = match[f"d{number}"], match[f"m{number}"], match[f"y{number}"]
        if day is None:
            continue
        at = int(month) if month.isdigit() else _month(month)
        full = int(year) + (2000 if len(year) == 2 else 0)
        try:
            return dt.date(full, at, int(day))
        except ValueError:
            return None
    return None


def _month(name: str) -> int:
    start = name.lower()[:3].replace("set", "sep")
    for names in (_MONTHS, _SPANISH):
        for number, month in enumerate(names, 1):
            if month.startswith(start):
                return number
    raise ValueError(name)
