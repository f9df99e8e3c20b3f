"""Reminders: planned after each turn, written when they are due, answered by buttons, listed on wish."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import structlog
from rasa_sdk.events import ActiveLoop, FollowupAction, ReminderCancelled, ReminderScheduled, SlotSet

from dialogs.actions import helpers, reading, trials
from dialogs.actions.announcing import announced
from dialogs.actions.path import PathSubject, StartHappened
from dialogs.case import applications, matters, own_reminders
from dialogs.case.own_reminders import OWN
from dialogs.forms import speech
from dialogs.forms.answers import AnswerError, read_date
from dialogs.forms.flow import Question
from dialogs.forms.moves import EDIT, REQUESTED
from dialogs.memory.announcing import EVENT as ANNOUNCED
from dialogs.memory.retention import EVENT
from dialogs.speaking.callback import Go
from dialogs.speaking.voice import LAST_SEEN, PENDING, Button, Event, Voice, entity, moment, today, zone
from dialogs.wording import deadlines as deadline_words
from dialogs.wording import reminders, trail
from dialogs.wording.reminders import EXTERNAL, Item, Planned
from knowledge.base.conditions import SKIPPED, UNKNOWN

if TYPE_CHECKING:
    from rasa_sdk import Tracker

log = structlog.get_logger()

PLAN = "action_plan_reminders"
SNOOZE_KEY = "snooze_key"
LISTED = 10


class PlanReminders(PathSubject):
    """Compares what is planned with what the case wants now. The host stores what is scheduled and cancelled."""

    action = PLAN

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        slots, now = tracker.slots, moment(tracker)
        wanted = {one.name: one for one in reminders.plan(slots, self.library, voice.words, now)}
        before: dict[str, str] = dict(slots.get(reminders.PLANNED) or {})
        # What is due already is not called back: it is looked at again when it is delivered.
        coming = {name: due for name, due in before.items() if dt.datetime.fromisoformat(due) > now}
        dues = {name: one.due.isoformat() for name, one in wanted.items()}
        if coming == dues and coming == before:
            return []
        events: list[Event] = [ReminderCancelled(name=name) for name in coming if name not in dues]
        events += [_scheduled(one) for name, one in wanted.items() if coming.get(name) != dues[name]]
        if slots.get(reminders.REMINDED) is None:
            events.append(SlotSet(reminders.REMINDED, today(tracker).isoformat()))
        return [*events, SlotSet(reminders.PLANNED, dues)]


def _scheduled(one: Planned) -> Event:
    event = ReminderScheduled(EXTERNAL, trigger_date_time=one.due, name=one.name, kill_on_user_message=False)
    event["entities"] = {"urgency": one.urgency}
    made: Event = event
    return made


class Remind(PathSubject):
    """A reminder is due: what to say follows from the case as it stands now, and may be nothing."""

    action = "action_remind"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        slots, now = tracker.slots, moment(tracker)
        kind, _, day = str(entity(tracker, "reminder") or "").partition(".")
        if kind == helpers.EVENT:
            return helpers.happened(day, voice, tracker)
        if kind == ANNOUNCED:
            return announced(entity(tracker, "found"), voice, tracker)
        if kind == EVENT:
            return self._erased_soon(dt.date.fromisoformat(day), voice, tracker)
        if kind in (reading.EVENT, trials.EVENT):
            came = entity(tracker, "found")
            if not came:
                return []
            return trials.told(came, voice) if kind == trials.EVENT else reading.told(day, came, self, voice, tracker)
        items, gone = reminders.due_items(slots, self.library, voice.words, now)
        here = today(tracker)
        if kind == reminders.GENTLE:
            sent = slots.get(reminders.SENT_AT)
            answered = not sent or (slots.get(LAST_SEEN) or "") > sent
            if day != here.isoformat() or answered:
                return []
            voice.say("remind-gentle", [voice.button("button-remind-show", Go("remind", "show"), 0)], {"alone": True})
            helpers.share(voice, tracker)
            return [SlotSet(reminders.SENT_AT, now.isoformat())]
        if kind == reminders.WEEK:
            coming = dated_lines(reminders.plan(slots, self.library, voice.words, now), voice)
            if not coming:
                return []
            voice.say(
                "remind-week", [voice.button("button-next", Go("next"))], {"alone": True}, lines="\n".join(coming)
            )
            return [SlotSet(reminders.SENT_AT, now.isoformat())]
        events: list[Event] = [SlotSet(reminders.REMINDED, here.isoformat())]
        if gone:
            log.info("reminders past their use", count=gone)
        if not items:
            return events
        if reminders.discreet(slots):
            first = deadline_words.spoken(items[0].dated.day, voice.words)
            voice.say(
                "remind-discreet",
                [voice.button("button-remind-show", Go("remind", "show"), 0)],
                {"alone": True},
                count=len(items),
                date=first,
                what=_what(items[0], self, voice),
            )
        else:
            tell(self, items, voice, here)
        helpers.share(voice, tracker)
        return [*events, SlotSet(reminders.SENT_AT, now.isoformat())]

    def _erased_soon(self, day: dt.date, voice: Voice, tracker: Tracker) -> list[Event]:
        """Tell who has not written for long when all of theirs is erased; nothing where they wrote meanwhile."""
        seen = dt.datetime.fromisoformat(tracker.slots.get(LAST_SEEN) or moment(tracker).isoformat()).date()
        if (day - seen).days >= self.operator.keep_days:
            buttons = [voice.button("button-export", Go("export"), 0), voice.button("button-forget", Go("forget"), 0)]
            voice.say("erased-soon", buttons, {"alone": True}, date=deadline_words.spoken(day, voice.words))
        return []


def _what(item: Item, subject: PathSubject, voice: Voice) -> str:
    """What it is, as far as a locked screen may show it: enough to tell two reminders apart."""
    step = subject.library.steps.get(item.dated.step or "")
    return voice.words("remind-what", kind=item.dated.kind, takes=step.takes if step else "")


def dated_lines(planned: list[Planned], voice: Voice) -> list[str]:
    """What is planned, a line for each message."""
    lines = []
    for one in planned[:LISTED]:
        if not one.items:
            continue
        day = deadline_words.spoken(one.items[0].on, voice.words)
        lines.append(voice.words("remind-line", date=day, title="; ".join(item.dated.title for item in one.items)))
    return lines


def open_items(subject: PathSubject, tracker: Tracker, voice: Voice) -> list[Item]:
    """What a person can be shown after a message: what was due within the last days and is not done."""
    slots, now = tracker.slots, moment(tracker)
    here = today(tracker)
    back = {**slots, reminders.REMINDED: (here - dt.timedelta(days=31)).isoformat()}
    return reminders.due_items(back, subject.library, voice.words, now)[0]


def tell(subject: PathSubject, items: list[Item], voice: Voice, here: dt.date) -> None:
    """One item with its buttons; several as a list, each behind a button."""
    if len(items) == 1:
        say_item(subject, items[0], voice, here)
        return
    lines = [
        voice.words("remind-number", number=number, title=item.dated.title, when=when(item, voice, here))
        for number, item in enumerate(items, 1)
    ]
    buttons = [
        voice.button("button-remind-item", Go("remind", item.dated.key), row // 4, number=row + 1)
        for row, item in enumerate(items[:12])
    ]
    voice.say("remind-several", buttons, {"alone": True}, lines="\n".join(lines))


def when(item: Item, voice: Voice, here: dt.date) -> str:
    """The date with its weekday and the days left."""
    days = (item.dated.day - here).days
    name = "remind-today" if days == 0 else "remind-past" if days < 0 else "remind-left"
    return voice.words(name, date=deadline_words.spoken(item.dated.day, voice.words), days=abs(days))


def say_item(subject: PathSubject, item: Item, voice: Voice, here: dt.date) -> None:
    """What, why, by when; and what to do about it."""
    one = item.dated
    key = one.key
    buttons: list[Button] = [
        voice.button("button-remind-done", Go("remind", f"{key}:done"), 0),
        voice.button("button-remind-how", Go("remind", f"{key}:how"), 0),
        voice.button("button-remind-tomorrow", Go("remind", f"{key}:tomorrow"), 1),
        voice.button("button-remind-days", Go("remind", f"{key}:days"), 1),
        voice.button("button-remind-pick", Go("remind", f"{key}:pick"), 1),
        voice.button("button-remind-mine", Go("remind", f"{key}:mine"), 2),
        voice.button("button-remind-stop", Go("remind", f"{key}:stop"), 2),
    ]
    step = subject.library.steps.get(one.step or "")
    needs = voice.words("remind-needs", takes=step.takes, needs=step.needs) if step else ""
    voice.say(
        "remind", buttons, {"alone": True}, title=one.title, why=one.text, when=when(item, voice, here), needs=needs
    )


class Answered(PathSubject):
    """A button of a reminder: show, done, later, how, not mine, stop these."""

    action = "action_remind_answer"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        key, _, wish = str(entity(tracker, "value") or "").partition(":")
        items, here = open_items(self, tracker, voice), today(tracker)
        if key == "show":
            if items:
                tell(self, items, voice, here)
            else:
                voice.say("remind-none", [voice.button("button-next", Go("next"))])
            return []
        item = next((one for one in items if one.dated.key == key), None) or self._any(key, tracker, voice)
        if item is None:
            voice.say("remind-none", [voice.button("button-next", Go("next"))])
            return []
        match wish:
            case "done":
                return self._done(item, voice, tracker)
            case "tomorrow" | "days":
                days = self.library.reminders.snooze[wish]
                return self._later(key, here + dt.timedelta(days=days), item, voice, tracker)
            case "pick":
                voice.say("remind-pick")
                return [SlotSet(PENDING, "snooze"), SlotSet(SNOOZE_KEY, key)]
            case "how":
                return self._how(item, voice)
            case "mine":
                voice.say("remind-not-mine")
                return [SlotSet(reminders.DROPPED, [*(tracker.slots.get(reminders.DROPPED) or []), key])]
            case "stop":
                voice.say("remind-stopped", [voice.button("button-reminders", Go("reminders"))])
                return [
                    SlotSet(reminders.MUTED, sorted({*(tracker.slots.get(reminders.MUTED) or []), item.dated.kind}))
                ]
        say_item(self, item, voice, here)
        return []

    def _any(self, key: str, tracker: Tracker, voice: Voice) -> Item | None:
        """An item by its key, whenever it is due."""
        planned = reminders.plan(tracker.slots, self.library, voice.words, moment(tracker))
        return next((item for one in planned for item in one.items if item.dated.key == key), None)

    def _done(self, item: Item, voice: Voice, tracker: Tracker) -> list[Event]:
        """What is done moves the case: a step is ticked off, a limit is told of as what happened, a promise is kept."""
        one = item.dated
        if one.kind == "promise":
            note = one.key.removeprefix("note-")
            voice.say("log-kept")
            return [SlotSet(trail.LOG, trail.changed(tracker.slots, note, {"kept": "yes"}))]
        if one.kind == "own":
            voice.say("remind-own-done")
            return [SlotSet(OWN, own_reminders.without(tracker.slots, one.key.removeprefix("own-")))]
        if one.kind in ("application", "money"):
            return self._applied(one.key.removeprefix("apply-"), voice, tracker)
        event = self.library.reminders.done.get(one.stage or "")
        if one.kind == "limit" and event and one.matter:
            tracker.latest_message["entities"] = [{"entity": "value", "value": f"{one.matter}.{event}"}]
            return StartHappened(self.flows, self.library).act(voice, tracker)
        if one.step and one.matter:
            place = one.key.split(".")[1]
            voice.say("remind-done", [voice.button("button-next", Go("next"))])
            every = matters.with_done(tracker.slots, one.matter, f"{place}.{one.step}")
            return [SlotSet(matters.MATTERS, every)]
        return [FollowupAction("action_report")]

    def _applied(self, number: str, voice: Voice, tracker: Tracker) -> list[Event]:
        """A date about money is done; of an application it is asked what became of it."""
        every = applications.stored(tracker.slots)
        one = next((held for held in every if held["id"] == number), None)
        if one is None:
            voice.say("button-old")
            return []
        if one["what"] in applications.DATES:
            voice.say("money-date-done", [voice.button("button-money", Go("money"))])
            return [SlotSet(applications.APPLICATIONS, applications.ended(tracker.slots, number, "dropped"))]
        program = self.library.programs.get(one["what"])
        what = one["what"]
        if one["state"] == "planned":
            buttons = [
                voice.button("button-apply-sent", Go("program", f"{what}.sent"), 0),
                voice.button("button-apply-dropped", Go("program", f"{what}.dropped"), 0),
            ]
        else:
            buttons = [
                voice.button("button-apply-yes", Go("program", f"{what}.yes"), 0),
                voice.button("button-apply-no", Go("program", f"{what}.no"), 0),
                voice.button("button-apply-waiting", Go("program", f"{what}.waiting"), 1),
            ]
        voice.say(f"apply-how-{one['state']}", buttons, label=program.label if program else one["what"])
        return []

    def _later(self, key: str, day: dt.date, item: Item, voice: Voice, tracker: Tracker) -> list[Event]:
        """Put off to a day, but never past the last one."""
        latest = item.dated.day if item.dated.kind in ("limit", "hearing", "approval", "money") else day
        here = today(tracker)
        if latest <= here < day:
            voice.say("remind-last-day")
            return []
        day = min(day, latest)
        voice.say("remind-later", date=deadline_words.spoken(day, voice.words))
        return [SlotSet(reminders.SNOOZED, {**(tracker.slots.get(reminders.SNOOZED) or {}), key: day.isoformat()})]

    def _how(self, item: Item, voice: Voice) -> list[Event]:
        step = self.library.steps.get(item.dated.step or "")
        if step is None:
            return [FollowupAction("action_next")]
        voice.say(
            "remind-how",
            [voice.button("button-next", Go("next"))],
            title=step.title,
            text=step.text,
            sources=self.sources(step, voice),
        )
        return []


class SnoozeTo(Answered):
    """The day that was typed for a reminder that was put off."""

    action = "action_snooze"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        key, here = str(tracker.slots.get(SNOOZE_KEY)), today(tracker)
        item = next((one for one in open_items(self, tracker, voice) if one.dated.key == key), None)
        item = item or self._any(key, tracker, voice)
        try:
            day = dt.date.fromisoformat(read_date(str(entity(tracker, "rest") or ""), here, future=True))
        except (AnswerError, ValueError):
            voice.say("answer-unclear-date")
            return [SlotSet(PENDING, "snooze")]
        if item is None or day <= here:
            voice.say("remind-pick-future")
            return []
        return self._later(key, day, item, voice, tracker)


class Reminders(PathSubject):
    """What will come and when. Nothing is hidden."""

    action = "action_reminders"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        wish = str(entity(tracker, "value") or "")
        here, words = today(tracker), voice.words
        pause = self.library.reminders.pause
        if wish in pause:
            until = here + dt.timedelta(days=pause[wish])
            voice.say(
                "reminders-paused",
                [voice.button("button-reminders-on", Go("reminders", "on"))],
                date=deadline_words.spoken(until, words),
            )
            return [SlotSet(reminders.PAUSED_UNTIL, until.isoformat())]
        events: list[Event] = []
        if wish == "on":
            events = [
                SlotSet(reminders.PAUSED_UNTIL, None),
                SlotSet(reminders.MUTED, None),
                SlotSet(reminders.DROPPED, None),
            ]
            tracker.add_slots(events)
        planned = reminders.plan(tracker.slots, self.library, words, moment(tracker))
        lines = dated_lines(planned, voice)
        stopped = tracker.slots.get(reminders.MUTED) or tracker.slots.get(reminders.DROPPED)
        paused = tracker.slots.get(reminders.PAUSED_UNTIL)
        buttons = [
            voice.button("button-reminders-week", Go("reminders", "week"), 0),
            voice.button("button-reminders-month", Go("reminders", "month"), 0),
            voice.button("button-settings", Go("settings"), 1),
            voice.button("button-helper", Go("helper"), 1),
        ]
        if stopped or paused:
            buttons.append(voice.button("button-reminders-on", Go("reminders", "on"), 2))
        if not lines:
            voice.say("reminders-none", buttons)
            return events
        local = zone(tracker.slots)
        first = planned[0].due.astimezone(local)
        voice.say(
            "reminders", buttons, lines="\n".join(lines), time=f"{first:%-I:%M %p}", zone=str(local).replace("_", " ")
        )
        return events


class Settings(PathSubject):
    """Says the settings; on wish opens them, to change any."""

    action = "action_settings"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        flow, slots = self.flows["settings"], tracker.slots
        if entity(tracker, "value") != "change":
            lines = [
                voice.words(
                    "settings-line",
                    label=speech.label(flow, question, voice.words, self.library),
                    value=self._shown(question, slots.get(question.slot), voice),
                )
                for question in flow.questions
            ]
            buttons = [
                voice.button("button-settings-change", Go("settings", "change"), 0),
                voice.button("button-reminders", Go("reminders"), 0),
            ]
            voice.say("settings", buttons, lines="\n".join(lines))
            return []
        # A setting that was never touched has a meaning of its own, so it is not an open question.
        given = [SlotSet(slot, SKIPPED) for slot in flow.slots if slots.get(slot) is None]
        return [*given, ActiveLoop("settings"), SlotSet(REQUESTED, EDIT)]

    def _shown(self, question: Question, held: object, voice: Voice) -> str:
        usual = held in (None, SKIPPED, UNKNOWN)
        return voice.words("settings-usual") if usual else speech.shown(held, question, voice.words, self.library)


class SettingsDone(PathSubject):
    """The settings are changed; the plan follows by itself."""

    action = "action_settings_done"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        voice.say("settings-done", [voice.button("button-reminders", Go("reminders"))])
        return [SlotSet("settings_done", None)]


ACTIONS = (PlanReminders, Remind, Answered, SnoozeTo, Reminders, Settings, SettingsDone)
