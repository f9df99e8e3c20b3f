"""The dates of a case as a calendar file (RFC 5545). Events keep their ids, so a new import changes the old ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any


def made(calendar: Mapping[str, Any]) -> bytes:
    """The file.

    Args:
        calendar: ``name``, ``stamp`` (ISO, UTC), ``sequence`` and ``events``; each event has ``uid``, ``date``,
            ``title``, ``text``, ``alarms`` (days before, at nine in the morning) and ``gone`` where it no longer holds.
    """
    from icalendar import Alarm, Calendar, Event

    stamp = dt.datetime.fromisoformat(calendar["stamp"])
    made_of = Calendar()
    made_of.add("prodid", "-//Infusion Navigator//Calendar//EN")
    made_of.add("version", "2.0")
    made_of.add("method", "PUBLISH")
    made_of.add("x-wr-calname", calendar["name"])
    for held in calendar["events"]:
        day = dt.date.fromisoformat(held["date"])
        event = Event()
        event.add("uid", held["uid"])
        event.add("dtstamp", stamp)
        event.add("last-modified", stamp)
        event.add("sequence", calendar["sequence"])
        event.add("dtstart", day)
        event.add("dtend", day + dt.timedelta(days=1))
        event.add("summary", held["title"])
        event.add("description", held["text"])
        event.add("transp", "TRANSPARENT")
        event.add("status", "CANCELLED" if held["gone"] else "CONFIRMED")
        for days in () if held["gone"] else held["alarms"]:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", held["title"])
            alarm.add("trigger", dt.timedelta(hours=9) - dt.timedelta(days=days))
            event.add_component(alarm)
        made_of.add_component(event)
    content = made_of.to_ical()
    assert isinstance(content, bytes)
    return content
