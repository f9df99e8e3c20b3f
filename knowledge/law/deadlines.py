"""Deadlines as pure functions of a rule and of what is known. No number of its own, no clock, no words for people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

from knowledge.base.calendar import (
    after_business_days,
    after_hours,
    after_months,
    business_day,
    next_business_day,
    office_day,
    office_day_until,
)
from knowledge.law.rulebook import Clock, Rule, Rulebook, UnknownYear
from knowledge.law.states import Period, Silence

When = dt.date | dt.datetime
HOURS_A_DAY = 24


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one notice or request. None is "not known".

    Attributes:
        today: The person's day on which the question is asked.
        notice_date: Printed on the notice.
        received: When the person got the notice or, for a clock of the plan, when the plan got the request. A date, or
            a local date and time in `zone`.
        effective_date: From when care already authorized is cut.
        extension_notice: Date of the notice that more time is taken.
        extended: More time was taken as the rule allows.
        state: Two letters.
        state_days: The number of days that the state's notice names.
        letter_date: Last day that the letter itself prints.
        appeal_filed: Day on which the person sent the appeal before.
        service_on: Day on which the care was given.
        urgent: A physician who knows the person says so.
        service: before or after: whether care was given yet.
        levels: How many appeals the plan has inside.
        appeal_filed: Day on which the person sent the appeal before.
        zone: The person's time zone.
    """

    today: dt.date
    notice_date: dt.date | None = None
    received: When | None = None
    effective_date: dt.date | None = None
    extension_notice: dt.date | None = None
    extended: bool = False
    state: str | None = None
    state_days: int | None = None
    letter_date: dt.date | None = None
    urgent: bool = False
    service: str | None = None
    levels: int | None = None
    appeal_filed: dt.date | None = None
    service_on: dt.date | None = None
    zone: str = "America/New_York"


@dataclass(frozen=True, slots=True)
class Remark:
    """A reason, a warning or a step of counting: an id in the catalogue, and what it needs."""

    id: str
    args: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """What a rule gives.

    Attributes:
        rule: The rule; None where no rule was found at all.
        legal_date: Last day (or local time) that the law or the letter allows; None when refused.
        act_by: When to have acted. Never later than `legal_date`. For a clock that is not the person's it is the same.
        counted: How, step by step.
        refused: Why there is no date.
        warnings: What else to know.
        letter_date: What the letter prints.
    """

    rule: Rule | None
    legal_date: When | None = None
    act_by: When | None = None
    counted: tuple[Remark, ...] = ()
    refused: Remark | None = None
    warnings: tuple[Remark, ...] = ()
    letter_date: dt.date | None = None

    @property
    def safe_only(self) -> bool:
        """Whether the day to act by is a safe one: no last day of the law, nor the one that the letter prints."""
        if self.legal_date is not None or self.act_day is None or not self.counted:
            return False
        return self.letter_date is None or self.act_day < office_day_until(self.letter_date)

    @property
    def legal_day(self) -> dt.date | None:
        return day_of(self.legal_date) if self.legal_date else None

    @property
    def act_day(self) -> dt.date | None:
        return day_of(self.act_by) if self.act_by else None


@dataclass(slots=True)
class _Count:
    """A computation under way."""

    steps: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)

    def step(self, id: str, **args: object) -> None:
        self.steps.append(Remark(id, tuple(args.items())))

    def warn(self, id: str, **args: object) -> None:
        self.warnings.append(Remark(id, tuple(args.items())))


class _Refused(Exception):
    def __init__(self, id: str, **args: object) -> None:
        super().__init__(id)
        self.remark = Remark(id, tuple(args.items()))


def day_of(when: When) -> dt.date:
    """The calendar day of a day or a moment."""
    return when.date() if isinstance(when, dt.datetime) else when


def compute(rule: Rule, facts: Facts, book: Rulebook) -> Deadline:
    """The deadline that a rule gives, or why it gives none. Never raises for facts of any kind."""
    count = _Count()
    try:
        return _computed(rule, facts, book, count)
    except _Refused as refused:
        return _refused(rule, refused.remark, facts, count)


def at_stage(plan: str | None, stage: str, facts: Facts, book: Rulebook) -> Deadline:
    """The deadline of a stage for a kind of plan.

    Where several rules may hold and it is not known which, a person's own time is the earliest of them and another's
    the latest, so that no date is missed and nobody is called late who is not.
    """
    if plan is None:
        return _refused(None, Remark("plan-unknown"), facts)
    stage, kind = book.stage_for(plan, stage), book.kinds.by_id.get(plan)
    if kind is not None and kind.like and not book.at(plan, stage):
        return either([at_stage(other, stage, facts, book) for other in kind.like], facts)
    if plan in book.refused and not book.at(plan, stage):
        return _refused(None, Remark(book.refused[plan]), facts)
    found = [rule for rule in book.at(plan, stage) if _fits(rule, facts)]
    own = [rule for rule in found if rule.state is not None and (rule.confidence == "verified" or rule.floor)]
    if facts.state_days is not None and any(clock.states for rule in found for clock in rule.clocks):
        own = []  # the number in the notice in hand is newer than ours
    found = own or [rule for rule in found if rule.state is None]
    dated = [rule for rule in found if rule.kind == "deadline"]
    if not dated:
        told = found[0].note if found else None  # a right that goes without a time limit says how it goes
        why = Remark(told) if told else Remark(book.refused[plan]) if plan in book.refused else Remark("no-rule")
        return _refused(found[0] if found else None, why, facts)
    results = [compute(rule, facts, book) for rule in dated]
    good = [result for result in results if result.refused is None]
    good = [result for result in good if result.rule and result.rule.stage == stage] or good  # `also` is second
    if not good:
        return min(results, key=lambda r: r.act_day or dt.date.max)
    mine = dated[0].who == "person"
    if mine:
        good = _in_time(good, facts)
    chosen = (min if mine else max)(good, key=lambda r: r.legal_day or dt.date.min)
    if len({result.legal_date for result in good}) > 1:
        fast = mine and chosen.rule is not None and chosen.rule.urgent
        usual = min((r.legal_day for r in good if r.rule and not r.rule.urgent and r.legal_day), default=None)
        remark = Remark("fast-window", (("date", usual),)) if fast and usual else Remark("several-rules")
        chosen = replace(chosen, warnings=(*chosen.warnings, remark))
    return chosen


def _in_time(results: list[Deadline], facts: Facts) -> list[Deadline]:
    """Without the windows for urgent requests that have closed, where the usual one is there."""
    usual = [result for result in results if result.rule and not result.rule.urgent]
    open_ = [result for result in results if result in usual or (result.legal_day or dt.date.max) >= facts.today]
    return open_ if usual else results


def either(results: Sequence[Deadline], facts: Facts) -> Deadline:
    """One of several answers holds, not known which: the earliest day to act, and a last day only if all agree.

    Args:
        results: At least one.
    """
    first = min(results, key=lambda r: r.act_day or dt.date.max)
    if len({(result.legal_date, result.act_by) for result in results}) == 1:
        return first
    if all(result.rule is not None and result.rule.who != "person" and result.legal_date for result in results):
        last = max(results, key=lambda r: r.legal_day or dt.date.min)  # nobody is called late who is not
        return replace(last, warnings=(*last.warnings, Remark("several-rules")))
    return replace(first, legal_date=None, refused=Remark("kinds-differ"), letter_date=facts.letter_date)


def _fits(rule: Rule, facts: Facts) -> bool:
    return (
        (rule.service is None or facts.service is None or rule.service == facts.service)
        and (rule.levels is None or facts.levels is None or rule.levels == facts.levels)
        and (rule.state is None or rule.state == facts.state)
        and (not rule.urgent or facts.urgent)
    )


def _refused(rule: Rule | None, reason: Remark, facts: Facts, count: _Count | None = None) -> Deadline:
    """No date of the law. What still tells when to act: the date in the letter, and the rule's floor."""
    count = count or _Count()
    letter, floor = facts.letter_date, _floor(rule, facts, count)
    days = [day for day in (letter, floor) if day]
    act_by = office_day_until(min(days)) if days else None
    return Deadline(rule, None, act_by, tuple(count.steps), reason, tuple(count.warnings), letter)


def _floor(rule: Rule | None, facts: Facts, count: _Count) -> dt.date | None:
    """The earliest day on which the time may end, counted from the date on the notice, however little is known."""
    start, periods = facts.notice_date, _safe(rule)
    if rule is None or not periods or start is None or start > facts.today:
        return None
    ends = [(_run(rule, period, period.amount, start, facts, _Count()), period) for period in periods]
    end, first = min(ends, key=lambda found: day_of(found[0]))
    count.step("from-notice", date=start)
    _run(rule, first, first.amount, start, facts, count)
    if day_of(end) < facts.today:
        count.warn("floor-passed", date=end)
    return day_of(end)


def _safe(rule: Rule | None) -> tuple[Period, ...]:
    """Periods in which one has to act, however little is known: the rule's own, or the least that a state gives."""
    if rule is None or rule.who != "person":
        return ()
    least = [Period(amount=c.states.least, unit=c.unit) for c in rule.clocks if c.states and c.states.least]
    return rule.floor or tuple(least)


def _computed(rule: Rule, facts: Facts, book: Rulebook, count: _Count) -> Deadline:
    if rule.kind != "deadline":
        raise _Refused("no-date", kind=rule.kind)
    if rule.state is not None and facts.state not in (None, rule.state):
        raise _Refused("other-state", state=rule.state)
    _possible(rule, facts)
    if rule.confidence != "verified":
        _unverified(rule, facts, count)
    start = _start(rule, facts, count)
    clock = _clock(rule, day_of(_anchor(rule, facts)), count)
    amount = _amount(clock, facts)
    legal = _end(rule, clock, amount, start, facts, count)
    legal = _later(rule, legal, facts, count)
    legal = _moved(rule, legal, count)
    earliest = _earliest(rule, clock, amount, legal, facts)
    _remarks(rule, legal, facts, book, count)
    legal, earliest = _with_letter(rule, legal, earliest, facts, count)
    act_by: When = legal if rule.who != "person" else min(office_day_until(day_of(earliest)), day_of(legal))
    if rule.who == "person" and isinstance(legal, dt.datetime) and act_by == day_of(legal):
        act_by = legal
    return Deadline(rule, legal, act_by, tuple(count.steps), None, tuple(count.warnings), facts.letter_date)


def _unverified(rule: Rule, facts: Facts, count: _Count) -> NoReturn:
    """No last day; where the rule has a floor, what to know beside it."""
    if not rule.floor:
        raise _Refused("rule-unverified", confidence=rule.confidence, who=rule.who)
    _told_with(rule, count)
    reason = "window-of-any-state" if rule.state is None else "window-unverified"
    raise _Refused(reason if facts.notice_date else f"{reason}-undated")


def _told_with(rule: Rule, count: _Count) -> None:
    for sentence in rule.advice:
        count.warn("advice", text=sentence)
    if rule.note:
        count.warn(rule.note)
    for change in rule.may_change:
        count.warn(change)


def _possible(rule: Rule, facts: Facts) -> None:
    """Dates that cannot be: to come, or in the wrong order."""
    received = day_of(facts.received) if facts.received else None
    for day in (facts.notice_date, received, facts.extension_notice, facts.appeal_filed, facts.service_on):
        if day and day > facts.today:
            raise _Refused("future-date", date=day)
    if facts.notice_date and received and received < facts.notice_date:
        raise _Refused("request-before-denial" if rule.starts == "request" else "received-before-notice")


def _anchor(rule: Rule, facts: Facts) -> When:
    """The date by which a change of law is judged: that of the notice or request itself."""
    found: When | None
    match rule.starts:
        case "receipt":
            found = facts.notice_date or facts.received or (facts.appeal_filed if rule.silence else None)
        case "request":
            found = facts.received
        case "extension":
            found = facts.extension_notice
        case "filed":
            found = facts.appeal_filed
        case "service":
            found = facts.service_on
        case _:
            found = facts.notice_date
    if found is None:
        raise _Refused(f"missing-{rule.starts}")
    return found


def _start(rule: Rule, facts: Facts, count: _Count) -> When:
    """From when the clock runs."""
    if rule.starts != "receipt":
        start = _anchor(rule, facts)
        count.step(f"from-{rule.starts}", date=start)
        return start
    if rule.silence:
        return _start_after_silence(rule.silence, facts, count)
    if facts.received is not None:
        count.step("from-receipt", date=facts.received)
        return facts.received
    if facts.notice_date is None:
        raise _Refused("missing-receipt")
    if rule.presumed:
        start = facts.notice_date + dt.timedelta(days=rule.presumed)
        count.step("from-presumed", notice=facts.notice_date, days=rule.presumed, date=start)
        count.warn("presumed-receipt", days=rule.presumed)
        return start
    count.step("from-notice-unknown-receipt", date=facts.notice_date)
    count.warn("receipt-unknown")
    return facts.notice_date


def _start_after_silence(silence: Silence, facts: Facts, count: _Count) -> When:
    """The earlier of the answer and the day on which the plan's time for one is over."""
    if facts.appeal_filed is None:
        raise _Refused("missing-appeal-filed")
    days = silence.urgent_days if facts.urgent else silence.days
    over = facts.appeal_filed + dt.timedelta(days=days)
    answered = facts.received or facts.notice_date
    if answered is not None and day_of(answered) <= over:
        count.step("from-receipt", date=answered)
        return answered
    count.step("from-silence", filed=facts.appeal_filed, days=days, date=over)
    return over


def _clock(rule: Rule, day: dt.date, count: _Count) -> Clock:
    for clock in rule.clocks:
        if clock.covers(day):
            if clock.doubtful_to and day <= clock.doubtful_to:
                count.warn("new-clock", date=clock.doubtful_to)
            return clock
    raise _Refused("not-in-force", date=day)


def _amount(clock: Clock, facts: Facts) -> int:
    if clock.states is None:
        assert clock.amount is not None
        return clock.amount
    least, most = clock.states.least, clock.states.most
    if facts.state_days is None:
        if least is None:
            raise _Refused("state-number-missing", most=most)
        raise _Refused("state-number-missing-floor", least=least, most=most)
    if not (least or 1) <= facts.state_days <= most:
        raise _Refused("state-number-outside", number=facts.state_days, least=least or 1, most=most)
    return facts.state_days


def _end(rule: Rule, clock: Clock, amount: int, start: When, facts: Facts, count: _Count) -> When:
    """The last day or moment, before weekends and letters."""
    end = _run(rule, clock, amount, start, facts, count)
    told = facts.extension_notice
    if facts.extended or (told is not None and rule.extension is not None and rule.starts != "extension"):
        if rule.extension is None:
            count.warn("no-extension")
        elif rule.extension.told == "before_end" and told is not None and told > day_of(end):
            count.step("extension-too-late", told=told, date=end)
        else:
            end += dt.timedelta(days=rule.extension.amount)
            count.step("extended", days=rule.extension.amount, date=end)
    return end


def _run(rule: Rule, clock: Clock | Period, amount: int, start: When, facts: Facts, count: _Count) -> When:
    end: When
    if clock.unit == "hours":
        if isinstance(start, dt.datetime):
            end = after_hours(start, amount, ZoneInfo(facts.zone))
        else:
            end = start + dt.timedelta(days=-(-amount // HOURS_A_DAY))
            count.warn("hour-unknown", hours=amount)
        count.step("hours", amount=amount, date=end)
        return end
    first = day_of(start)
    if clock.unit == "calendar_months":
        end, has_day = after_months(first, amount, first_of_next=rule.no_day == "first_of_next")
        count.step("calendar-months", amount=amount, date=end)
        if not has_day:
            count.step("no-such-day-next" if rule.no_day == "first_of_next" else "no-such-day-last", date=end)
        return end
    if clock.unit == "year_ends":
        end = dt.date(first.year + amount, 12, 31)
        count.step("year-ends", amount=amount, date=end)
        return end
    if clock.unit == "business_days":
        end = after_business_days(first, amount)
        count.step("business-days", amount=amount, date=end)
        return end
    end = first + dt.timedelta(days=amount)
    count.step("calendar-days", amount=amount, date=end)
    return end


def _later(rule: Rule, legal: When, facts: Facts, count: _Count) -> When:
    if rule.or_later and facts.effective_date:
        if facts.effective_date > day_of(legal):
            count.step("effective-later", date=facts.effective_date)
            return facts.effective_date
        count.step("effective-earlier", date=facts.effective_date)
    return legal


def _moved(rule: Rule, legal: When, count: _Count) -> When:
    if rule.weekend != "next" or isinstance(legal, dt.datetime) or business_day(legal):
        return legal
    moved = next_business_day(legal)
    count.step("moved", day=legal, date=moved)
    return moved


def _earliest(rule: Rule, clock: Clock, amount: int, legal: When, facts: Facts) -> When:
    """The end of the time counted from the earliest day that anyone may count from: the date on the notice."""
    if rule.who != "person":
        return legal
    ends = [day_of(legal)]
    first = facts.notice_date or (day_of(facts.received) if facts.received else None)
    # With `silence` the floor is for an unknown start of the clock, with a number of the state for an unknown number.
    if first is not None and not rule.silence and clock.states is None:
        ends += [day_of(_run(rule, period, period.amount, first, facts, _Count())) for period in rule.floor]
    if rule.starts == "receipt" and facts.notice_date is not None:
        ends.append(day_of(_run(rule, clock, amount, facts.notice_date, facts, _Count())))
    return min(ends)


def _with_letter(rule: Rule, legal: When, earliest: When, facts: Facts, count: _Count) -> tuple[When, When]:
    """The letter counts where it gives more time; the earlier day counts for acting."""
    letter = facts.letter_date
    if letter is None or rule.who != "person" or letter == day_of(legal):
        return legal, earliest
    if letter > day_of(legal):
        count.warn("letter-later", law=day_of(legal), letter=letter)
        return letter, earliest
    count.warn("letter-earlier", law=day_of(legal), letter=letter)
    return legal, min(day_of(earliest), letter)


def _remarks(rule: Rule, legal: When, facts: Facts, book: Rulebook, count: _Count) -> None:
    day = day_of(legal)
    if rule.who == "person":
        if not business_day(day):
            count.warn("closed-day", date=day)
        elif not office_day(day):
            count.warn("observed-holiday", date=day)
        if rule.filed:
            count.warn(f"filed-{rule.filed}")
        if day < facts.today:
            count.warn("passed", date=day)
    if rule.at_least:
        count.warn("at-least")
    _told_with(rule, count)
    if rule.amount:
        _amount_in_dispute(rule, day, book, count)
    if facts.urgent and any(c.unit != "hours" for c in rule.clocks) and rule.who != "person":
        count.warn("urgent-track")


def _amount_in_dispute(rule: Rule, day: dt.date, book: Rulebook, count: _Count) -> None:
    """The least amount, by the year in which the request falls due."""
    assert rule.amount is not None
    name, value = rule.amount.name, rule.amount.value
    if name is None or value is None:
        count.warn("amount-fixed", amount=rule.amount.dollars)
        return
    try:
        count.warn("amount-in-dispute", amount=book.amount(name, value, day.year).values[value], year=day.year)
    except UnknownYear:
        count.warn("amount-unknown", year=day.year)
