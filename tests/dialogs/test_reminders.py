"""Reminders: the plan as a pure function, and what a person sees of it."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.speaking.words import words_in
from dialogs.wording import reminders
from dialogs.wording.dates import dated
from knowledge.library import shipped
from tests.dialogs.test_path import covered, tell_denial
from tests.support.person import START, Person

WORDS = words_in("en")
ZONES = list(shipped().choices["zones"])
HOURS = list(shipped().choices["hours"])


def slots_with(notice: dt.date, **more: Any) -> dict[str, Any]:
    """A case with one denial, told on its day."""
    facts = {"notice_date": notice.isoformat(), "received_on": notice.isoformat(), "service": "before"}
    happened = [{"event": "denied", "told": notice.isoformat(), "facts": facts}]
    matter = {"id": "1", "happened": happened, "done": [], "plan": "employer_self_funded"}
    return {"matters": [matter], "plan_kind": "employer_self_funded", **more}


def plan(slots: dict[str, Any], now: dt.datetime) -> list[reminders.Planned]:
    return reminders.plan(slots, shipped(), WORDS, now)


NOW = st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2028, 12, 31)).map(lambda moment: moment.replace(tzinfo=dt.UTC))


@settings(deadline=None, max_examples=300)
@given(
    now=NOW,
    back=st.integers(0, 200),
    zone=st.sampled_from(ZONES),
    quiet_from=st.sampled_from([None, *HOURS]),
    quiet_to=st.sampled_from([None, *HOURS]),
)
def test_a_plan_keeps_to_the_dates_and_to_the_quiet_hours(
    now: dt.datetime, back: int, zone: str, quiet_from: str | None, quiet_to: str | None
) -> None:
    """In each zone and across every change of the clock from 2026 to 2028."""
    slots = slots_with(now.date() - dt.timedelta(days=back), zone_told=zone, quiet_from=quiet_from, quiet_to=quiet_to)
    found = plan(slots, now)
    place = ZoneInfo(str(shipped().choices["zones"][zone].zone))
    rules = shipped().reminders
    start, end = reminders._hour(quiet_from, rules.quiet_from), reminders._hour(quiet_to, rules.quiet_to)
    assert len({one.name for one in found}) == len(found)
    assert [one.due for one in found] == sorted(one.due for one in found)
    for one in found:
        local = one.due.astimezone(place)
        assert one.due > now
        assert not reminders._quiet(local.hour, start, end)
        for item in one.items:
            assert item.on == local.date()
            if item.dated.kind in ("limit", "hearing", "step", "approval"):
                assert local.date() <= item.dated.day
    assert plan(slots, now) == found


@settings(deadline=None, max_examples=100)
@given(now=NOW, back=st.integers(1, 170), later=st.integers(1, 200))
def test_what_is_planned_later_was_planned_before(now: dt.datetime, back: int, later: int) -> None:
    """Looking again makes no new message; it only leaves out those that are past."""
    slots = slots_with(now.date() - dt.timedelta(days=back))
    after = now + dt.timedelta(days=later)
    first = {one.name: one.due for one in plan(slots, now)}
    again = {one.name: one.due for one in plan(slots, after)}
    assert all(first.get(name) == due for name, due in again.items())


def test_an_appeal_is_told_of_on_its_days_and_on_its_morning() -> None:
    slots = slots_with(dt.date(2026, 11, 16), zone_told="central")
    last = next(
        one for one in dated(slots, shipped(), WORDS, dt.date(2026, 11, 24), "America/Chicago") if one.kind == "limit"
    )
    days = [
        (last.day - item.on).days
        for one in plan(slots, START)
        if one.name.startswith("day")
        for item in one.items
        if item.dated.kind == "limit"
    ]
    assert days == [30, 14, 7, 3, 1, 0]
    assert {one.due.astimezone(ZoneInfo("America/Chicago")).hour for one in plan(slots, START)} == {9, 16}


async def due(chat: Person, name: str) -> str:
    """The reminder of that name comes back, as the host delivers it."""
    return await chat.external(name)


async def until(chat: Person, name: str) -> str:
    """Every reminder up to this one comes on its day, as it does when nothing is down."""
    while True:
        first = min(chat.slots["reminders"], key=lambda other: chat.slots["reminders"][other])
        chat.at(dt.datetime.fromisoformat(chat.slots["reminders"][first]))
        heard = await chat.external(first)
        if first == name:
            return heard


async def told(chat: Person, *, discreet: bool = False) -> None:
    await covered(chat)
    await tell_denial(chat, "11/16/2026", "11/18/2026")
    if not discreet:
        await chat.say("/settings")
        await chat.press("Change them")
        await chat.say("discreet")
        await chat.say("no")
        await chat.say("yes")


async def test_a_reminder_says_what_why_and_by_when(chat: Person) -> None:
    await told(chat)
    heard = await until(chat, "day.2027-05-13")
    assert "Last day: send the appeal" in heard
    assert "By Friday, May 14, 2027 (one day left)" in heard
    assert {"Done", "Tomorrow", "In 3 days", "Pick a day", "Show me how", "Not mine", "Stop these"} <= set(chat.buttons)


async def test_a_discreet_reminder_says_nothing_private(chat: Person) -> None:
    await told(chat, discreet=True)
    heard = await until(chat, "day.2027-05-13")
    assert heard == "You have a step due Friday, May 14, 2027: the last day of something. Open to see."
    assert "Last day: send the appeal" in await chat.press("Show it")


async def test_done_moves_the_case(chat: Person) -> None:
    await told(chat)
    await until(chat, "day.2027-05-13")
    assert "On which day" in await chat.press("Done")
    await chat.say("5/12/2027")
    await chat.say("no")
    await chat.say("yes")
    assert chat.slots["matters"][0]["happened"][-1]["event"] == "appeal_filed"
    assert "day.2027-05-14" not in chat.slots["reminders"]


async def test_snoozing_never_goes_past_the_last_day(chat: Person) -> None:
    await told(chat)
    await until(chat, "day.2027-05-13")
    assert "Friday, May 14, 2027" in await chat.press("In 3 days")
    chat.at(dt.datetime(2027, 5, 14, 14, 0, tzinfo=dt.UTC))
    assert "today" in await due(chat, "day.2027-05-14")
    assert "cannot put it off" in await chat.press("Tomorrow")


async def test_a_day_can_be_picked_by_words(chat: Person) -> None:
    await told(chat)
    chat.at(dt.datetime(2027, 4, 14, 14, 0, tzinfo=dt.UTC))
    await due(chat, "day.2027-04-14")
    await chat.press("Pick a day")
    assert "could not read a date" in await chat.say("soonish")
    assert "Tuesday, April 20, 2027" in await chat.say("4/20/2027")
    assert "day.2027-04-20" in chat.slots["reminders"]


@pytest.mark.parametrize("button", ["Not mine", "Stop these"])
async def test_what_is_not_wanted_does_not_come_back(chat: Person, button: str) -> None:
    await told(chat)
    chat.at(dt.datetime(2027, 5, 7, 14, 0, tzinfo=dt.UTC))
    heard = await due(chat, "day.2027-05-07")
    if "These are due" in heard:
        await chat.press("No. 1")
    await chat.press(button)
    assert "day.2027-05-13" not in chat.slots["reminders"]
    await chat.say("/reminders")
    await chat.press("Turn all on again")
    assert "day.2027-05-13" in chat.slots["reminders"]


async def test_several_dates_on_one_day_are_one_message(chat: Person) -> None:
    await told(chat)
    await chat.say("/log called aetna, Sandra, ref 8841, decision by 5/14/2027")
    chat.at(dt.datetime(2027, 5, 14, 14, 0, tzinfo=dt.UTC))
    heard = await due(chat, "day.2027-05-14")
    assert heard.startswith("These are due")
    assert "Last day: send the appeal" in heard
    assert "Promise due: aetna, Sandra" in heard
    assert len(chat.replies) == 1
    await chat.press("No. 2")
    assert "kept" in await chat.press("Done")


async def test_an_unanswered_last_day_is_told_of_once_more(chat: Person) -> None:
    await told(chat)
    chat.at(dt.datetime(2027, 5, 14, 14, 0, tzinfo=dt.UTC))
    await due(chat, "day.2027-05-14")
    chat.at(dt.datetime(2027, 5, 14, 21, 0, tzinfo=dt.UTC))
    assert "once more" in await due(chat, "gentle.2027-05-14")


async def test_an_answered_last_day_is_not_told_of_again(chat: Person) -> None:
    await told(chat)
    chat.at(dt.datetime(2027, 5, 14, 14, 0, tzinfo=dt.UTC))
    await due(chat, "day.2027-05-14")
    chat.at(dt.datetime(2027, 5, 14, 15, 0, tzinfo=dt.UTC))
    await chat.say("thanks")
    chat.at(dt.datetime(2027, 5, 14, 21, 0, tzinfo=dt.UTC))
    assert await due(chat, "gentle.2027-05-14") == ""


async def test_after_a_long_downtime_one_message_says_what_is_still_of_use(chat: Person) -> None:
    await told(chat)
    chat.at(dt.datetime(2027, 5, 12, 18, 0, tzinfo=dt.UTC))
    heard = await due(chat, "day.2027-04-14")
    assert heard.count("Last day: send the appeal") == 1
    assert "2 days left" in heard
    assert await due(chat, "day.2027-04-30") == ""
    assert await due(chat, "day.2027-05-07") == ""


async def test_a_reminder_in_the_middle_of_a_question_leaves_it_open(chat: Person) -> None:
    await told(chat)
    chat.at(dt.datetime(2027, 5, 13, 13, 0, tzinfo=dt.UTC))
    await chat.say("/condition")
    asked = chat.question
    await due(chat, "day.2027-05-13")
    assert chat.question == asked


async def test_silence_is_asked_about_after_two_weeks(chat: Person) -> None:
    await told(chat)
    names = [name for name in chat.slots["reminders"] if name.startswith("day.2026-12-08")]
    assert names
    chat.at(dt.datetime(2026, 12, 8, 15, 0, tzinfo=dt.UTC))
    assert "Still waiting?" in await due(chat, names[0])
    assert "day.2026-12-22" in chat.slots["reminders"]


async def test_the_list_hides_nothing_and_can_be_paused(chat: Person) -> None:
    await told(chat)
    heard = await chat.say("/reminders")
    assert "Last day: send the appeal" in heard
    assert "9:00 AM (America/Chicago)" in heard
    assert "Thursday, December 24, 2026" in await chat.press("Pause for a month")
    assert all(name.partition(".")[2] >= "2026-12-24" for name in chat.slots["reminders"])


async def test_quiet_hours_and_zone_are_the_persons_own(chat: Person) -> None:
    await told(chat)
    await chat.say("/settings")
    await chat.press("Change them")
    for words in ("time zone", "hawaii"):
        await chat.say(words)
    await chat.say("change an answer")
    await chat.say("quiet until")
    await chat.say("11 am")
    await chat.say("yes")
    dues = {
        dt.datetime.fromisoformat(d).astimezone(ZoneInfo("Pacific/Honolulu")).hour
        for d in chat.slots["reminders"].values()
    }
    assert dues == {11, 16}


async def test_the_store_holds_what_is_planned_and_forgets_it(chat: Person) -> None:
    await told(chat)
    store = chat.manager.store
    assert (await store.reminder_state(dt.datetime.now(dt.UTC))).counts == {"pending": len(chat.slots["reminders"])}
    found = await store.due(dt.datetime(2027, 6, 1, tzinfo=dt.UTC), 500)
    assert {one.name for one in found} == set(chat.slots["reminders"])
    assert [one.urgency for one in found] == sorted(one.urgency for one in found)
    await store.queued(found, dt.datetime(2027, 6, 1, tzinfo=dt.UTC))
    assert await store.due(dt.datetime(2027, 6, 1, tzinfo=dt.UTC), 500) == []
    await chat.say("/forget")
    await chat.press("Yes, destroy it all")
    assert (await store.reminder_state(dt.datetime.now(dt.UTC))).counts == {}
