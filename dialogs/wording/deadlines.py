"""Deadlines as a person reads them: the date, how it was counted, its law, and what to mind."""

from __future__ import annotations

import datetime as dt
from typing import Any

from babel.dates import format_date, format_time

from dialogs.speaking.words import Words
from knowledge.law.deadlines import Deadline, Remark, When


def spoken(when: When, words: Words) -> str:
    """A day with its weekday or, where hours count, with the time."""
    day = format_date(when, "EEEE, MMMM d, y", locale=words.language)
    if not isinstance(when, dt.datetime):
        return str(day)
    return words("when-moment", day=day, time=format_time(when, "short", locale=words.language))


def short(day: dt.date, words: Words) -> str:
    """A day without its weekday."""
    return str(format_date(day, "medium", locale=words.language))


def said(kind: str, remark: Remark, words: Words) -> str:
    """A remark in words. `kind` is count, refuse or mind."""
    return words(f"{kind}-{remark.id}", **{name: _shown(value, words) for name, value in remark.args})


def _shown(value: object, words: Words) -> Any:
    return spoken(value, words) if isinstance(value, dt.date) else value


def counted(deadline: Deadline, words: Words) -> str:
    """How the date was counted, in sentences."""
    return " ".join(said("count", step, words) for step in deadline.counted)


def refused(deadline: Deadline, words: Words) -> str | None:
    """Why there is no date; None where there is one."""
    return said("refuse", deadline.refused, words) if deadline.refused else None


def minded(deadline: Deadline, words: Words) -> list[str]:
    """What to mind about a date, a line each."""
    return [said("mind", warning, words) for warning in deadline.warnings]


def told(deadline: Deadline, words: Words) -> str:
    """All of it, a line each: when to act, the last day, how it was counted, the law, what to mind."""
    if deadline.refused or deadline.legal_date is None:
        lines = [words("deadline-none", reason=refused(deadline, words) or "")]
        if deadline.act_by:
            kind = "deadline-floor" if deadline.counted else "deadline-act-by"
            lines.append(words(kind, date=spoken(deadline.act_by, words)))
        return "\n".join([*lines, *filter(None, [counted(deadline, words)]), *minded(deadline, words)])
    assert deadline.rule is not None
    legal = spoken(deadline.legal_date, words)
    if deadline.rule.who == "person":
        assert deadline.act_by is not None
        lines = [words("deadline-act-by", date=spoken(deadline.act_by, words)), words("deadline-legal", date=legal)]
    else:
        lines = [words("deadline-plan", date=legal)]
    return "\n".join(
        [*lines, counted(deadline, words), words("deadline-law", cite=deadline.rule.cite), *minded(deadline, words)]
    )
