"""The path of a case: the next step, the whole road, what a person reports, and taking it back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from rasa_sdk.events import ActiveLoop, FollowupAction, SlotSet

from dialogs.actions.base import Subject
from dialogs.actions.reading import READ
from dialogs.case import matters as kept
from dialogs.forms import speech, walk
from dialogs.forms.moves import REQUESTED
from dialogs.speaking.callback import Go, button
from dialogs.speaking.voice import Button, Event, Voice, entity, today, zone
from dialogs.wording import deadlines as deadline_words
from dialogs.wording import trail
from knowledge.base.conditions import UNKNOWN
from knowledge.law.deadlines import Deadline
from knowledge.law.path import DECISIONS, Matter, Task, deadline_of, may_happen, next_tasks, place_of, tasks

if TYPE_CHECKING:
    from rasa_sdk import Tracker

FLOW, COVERAGE = "happened", "coverage"
AFTER = 2
"""Steps named after the next one."""
PROMISE_DAYS, PROMISE_KEPT = 3, 30
"""Days before its day at which a promise is named with the next step, and for how many it is named in all."""


class PathSubject(Subject):
    """Knows the matters of a case and the person's day."""

    def limit(self, matter: Matter, tracker: Tracker) -> Deadline | None:
        return deadline_of(matter, self.library, today(tracker), str(zone(tracker.slots)))

    def todo(self, tracker: Tracker) -> list[Task]:
        """Everything to do, the most pressing first."""
        return next_tasks(
            kept.matters(tracker.slots), tracker.slots, self.library, today(tracker), str(zone(tracker.slots))
        )

    def titled(self, matter: Matter, voice: Voice) -> str:
        """What a matter is called: its number and where it stands."""
        stage = voice.words(f"stage-{place_of(matter, self.library.road).name}".replace("_", "-"))
        return voice.words("matter", number=matter.id, stage=stage)

    def say_next(self, voice: Voice, tracker: Tracker, lead: str = "next-lead") -> None:
        """Say the one next step and name those after it."""
        todo = self.todo(tracker)
        if not todo:
            voice.say("next-nothing", [voice.button("button-report", Go("report"))])
            return
        task, words = todo[0], voice.words
        several = len(kept.open_ones(tracker.slots, self.library.road)) > 1
        matter = kept.find(tracker.slots, task.matter)
        lines = [words("next-title", title=task.step.title)]
        if several and matter:
            lines.append(words("next-matter", matter=self.titled(matter, voice)))
        if task.late:
            lines.append(words("next-late"))
        lines += [words("next-why", why=task.step.why), words("next-how", how=task.step.text)]
        lines += self._by(task, voice, today(tracker))
        lines += self._promises(voice, tracker)
        lines.append(words("next-needs", takes=task.step.takes, needs=task.step.needs))
        after = [words("next-after-line", title=other.step.title) for other in todo[1 : 1 + AFTER]]
        if after:
            lines.append(words("next-after", lines="\n".join(after)))
        voice.say(
            lead,
            self._buttons(task, voice),
            custom={"step": task.step.id},
            body="\n".join(lines),
            sources=self.sources(task.step, voice),
        )

    def _promises(self, voice: Voice, tracker: Tracker) -> list[str]:
        """Promises of the log that are due, or soon will be."""
        soon = today(tracker) + dt.timedelta(days=PROMISE_DAYS)
        words = voice.words
        return [
            words(
                "next-promise",
                who=note.get("note_with") or words("calendar-someone"),
                said=speech.clipped(note["note_promise"]),
                date=deadline_words.spoken(trail.due(note), words),
                reference=note.get("note_reference") or words("next-promise-no-reference"),
            )
            for note in trail.promises(tracker.slots)
            if soon - dt.timedelta(days=PROMISE_KEPT) <= trail.due(note) <= soon
        ]

    def _by(self, task: Task, voice: Voice, day: dt.date) -> list[str]:
        limit, words = task.deadline, voice.words
        if task.step.until:
            return self._until(task, voice, day)
        if limit is None:
            return [] if task.by is None else [self._aim(task.by, voice, day)]
        if task.passed:
            last = limit.legal_date or limit.act_by
            return [words("next-passed", date=deadline_words.spoken(last, words))] if last else []
        if limit.rule is not None and limit.rule.who != "person" and limit.legal_date is not None:
            return [words("next-they-by", date=deadline_words.spoken(limit.legal_date, words))]
        if limit.act_day is None:
            lines = [self._aim(task.by, voice, day)] if task.by else []
            return [*lines, deadline_words.refused(limit, words) or ""]
        if task.by is None or task.by < day:
            lines = [words("next-past", date=deadline_words.spoken(task.by or limit.act_day, words))]
            if limit.legal_day and limit.legal_day >= day:
                lines.append(words("next-still", date=deadline_words.spoken(limit.legal_day, words)))
            return lines
        lines = [self._aim(task.by, voice, day)]
        if limit.act_day and limit.act_day != task.by:
            lines.append(words("next-all-by", date=deadline_words.spoken(limit.act_day, words)))
        return lines

    @staticmethod
    def _aim(by: dt.date, voice: Voice, day: dt.date) -> str:
        return voice.words("next-by", date=deadline_words.spoken(by, voice.words), days=(by - day).days)

    @staticmethod
    def _until(task: Task, voice: Voice, day: dt.date) -> list[str]:
        """When an approval ends, and by when to have begun."""
        if task.ends is None or task.by is None:
            return [voice.words("next-until-unknown")]
        ends = deadline_words.spoken(task.ends, voice.words)
        if task.ends < day:
            return [voice.words("next-until-past", date=ends)]
        by = deadline_words.spoken(task.by, voice.words)
        return [voice.words("next-until", date=ends), voice.words("next-by", date=by, days=(task.by - day).days)]

    def _buttons(self, task: Task, voice: Voice) -> list[Button]:
        buttons = []
        if task.step.start == "report":
            buttons.append(voice.button("button-report", Go("report", task.matter), 0))
        elif task.step.start:
            start = Go(task.step.start, "" if task.step.start == COVERAGE else task.matter)
            buttons.append(voice.button(f"button-start-{task.step.start}", start, 0))
        buttons.append(voice.button("button-step-done", Go("step_done", f"{task.matter}:{task.key}"), 1))
        if task.step.start != "report":
            buttons.append(voice.button("button-report", Go("report", task.matter), 2))
        if task.ends is not None or (task.deadline is not None and task.deadline.rule is not None):
            buttons.append(voice.button("button-dates", Go("dates", f"{task.matter}.{task.step.id}"), 3))
        return buttons


class Next(PathSubject):
    """The one next thing, why, by when; then the two after it."""

    action = "action_next"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        flow = self.flows[COVERAGE]
        began = any(matter.happened for matter in kept.matters(tracker.slots))
        open_ = not tracker.slots.get(f"{COVERAGE}_done") or walk.first_open(flow, tracker.slots)
        if open_ and not began:
            at = walk.progress(flow, tracker.slots, None)
            resume = Go("resume" if at.answered else COVERAGE)
            button = voice.button("button-resume" if at.answered else "button-begin", resume)
            report = voice.button("button-report", Go("report"), 1)
            message = "next-coverage-on" if at.answered else "next-coverage"
            voice.say(message, [button, report], answered=at.answered, total=at.of)
            return []
        self.say_next(voice, tracker)
        return []


class Case(PathSubject):
    """The whole path with where the person stands, as a picture and as text."""

    action = "action_case"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        for matter in kept.matters(tracker.slots):
            self._tell(matter, voice, tracker)
        return []

    def _tell(self, matter: Matter, voice: Voice, tracker: Tracker) -> None:
        words, road = voice.words, self.library.road
        place = place_of(matter, road)
        ended = dict(place.passed)
        line = list(road.families[place.family].line)
        if place.name not in line:
            last = max((line.index(name) for name in ended if name in line), default=-1)
            line = [*line[: last + 1], place.name, *([] if place.stage.kind == "end" else line[last + 1 :])]
        at = line.index(place.name)
        line = [name for number, name in enumerate(line) if number >= at or name in ended]
        limit = self.limit(matter, tracker)
        points = []
        for name in line:
            state = "here" if name == place.name else "done" if name in ended else "ahead"
            date = None
            if name in ended:
                date = ended[name].day("event_on") or ended[name].day("notice_date") or ended[name].told
            elif name == place.name and limit:
                date = limit.act_day
            title = words(f"stage-{name}".replace("_", "-"))
            points.append({"title": title, "state": state, "date": self._dated(state, date, limit, voice)})
        lines = [self._line(point, voice) for point in points]
        told = [words("case-limit", told=deadline_words.told(limit, words))] if limit else []
        buttons = [
            voice.button("button-report", Go("report", matter.id), 0),
            voice.button("button-next", Go("next"), 1),
        ]
        if matter.happened:
            buttons.append(voice.button("button-undo", Go("undo", matter.id), 2))
        voice.say(
            "case",
            buttons,
            custom={"alone": True, "picture": {"kind": "timeline", "points": points}},
            title=self.titled(matter, voice),
            lines="\n".join([*lines, *told]),
        )

    @staticmethod
    def _dated(state: str, date: dt.date | None, limit: Deadline | None, voice: Voice) -> str | None:
        """The date of a stage in words: until when it lasted, by when to act, or by when they must decide."""
        if date is None:
            return None
        theirs = limit is not None and limit.rule is not None and limit.rule.who != "person"
        kind = "until" if state == "done" else "they" if theirs else "act"
        return voice.words(f"case-{kind}", date=deadline_words.short(date, voice.words))

    @staticmethod
    def _line(point: dict[str, Any], voice: Voice) -> str:
        dated = "-dated" if point["date"] else ""
        return voice.words(f"case-{point['state']}{dated}", title=point["title"], date=point["date"] or "")


class Report(PathSubject):
    """Asks what happened: first to which matter, where there are several, then which event."""

    action = "action_report"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        asked = entity(tracker, "value")
        events: list[Event] = []
        if asked == "new":
            every, asked = kept.with_new(tracker.slots)
            if len(every) > kept.MOST_MATTERS:
                voice.say("report-full", most=kept.MOST_MATTERS)
                return []
            events = [SlotSet(kept.MATTERS, every)]
            tracker.add_slots(events)
        open_ = kept.open_ones(tracker.slots, self.library.road)
        matter = kept.find(tracker.slots, asked) or (open_[0] if len(open_) == 1 else None)
        if matter is None:
            voice.say("report-which", self._matters(open_, voice))
            return events
        voice.say("report-what", self._events(matter, voice), matter=self.titled(matter, voice))
        return events

    def _matters(self, found: Sequence[Matter], voice: Voice) -> list[Button]:
        buttons = [button(self.titled(matter, voice), Go("report", matter.id), row) for row, matter in enumerate(found)]
        return [*buttons, voice.button("button-another", Go("report", "new"), len(buttons))]

    def _events(self, matter: Matter, voice: Voice) -> list[Button]:
        names = may_happen(matter, self.library.road)
        buttons = [
            voice.button(f"event-{name}".replace("_", "-"), Go("happened", f"{matter.id}.{name}"), row)
            for row, name in enumerate(names)
        ]
        if matter.happened:
            buttons.append(voice.button("button-another", Go("report", "new"), len(buttons)))
            buttons.append(voice.button("button-undo", Go("undo", matter.id), len(buttons)))
        return buttons


class StartHappened(PathSubject):
    """Opens the questions about one event, or records it at once where there is nothing to ask."""

    action = "action_start_happened"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        number, _, event = str(entity(tracker, "value") or "").partition(".")
        if not event:
            return [FollowupAction(Report.action)]
        matter = kept.find(tracker.slots, number)
        if matter is None or event not in may_happen(matter, self.library.road):
            voice.say("button-old")
            return []
        flow = self.flows[FLOW]
        answers = dict.fromkeys(flow.slots)
        told = {h.event for other in kept.matters(tracker.slots) for h in other.happened}
        first_denial = event in DECISIONS and told.isdisjoint(DECISIONS)
        dated = kept.known(tracker.slots.get("denial_date"))
        if first_denial and dated and len(dated) == len("2026-11-24"):
            answers["notice_date"] = dated
        if event in DECISIONS:  # what was read from the letter and confirmed
            answers |= {slot: value for slot, value in (tracker.slots.get(READ) or {}).items() if slot in answers}
        events = [
            SlotSet(kept.EVENT, event),
            SlotSet(kept.ABOUT, number),
            *(SlotSet(slot, value) for slot, value in answers.items()),
            SlotSet(f"{FLOW}_done", None),
        ]
        tracker.add_slots(events)
        step = walk.first_open(flow, tracker.slots)
        if step is None:
            return [*events, FollowupAction(flow.finish)]
        return [*events, ActiveLoop(FLOW), SlotSet(REQUESTED, step.path)]


class Told(PathSubject):
    """A person said in their own words that something happened: opens the questions about it, where it can be."""

    action = "action_told"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        event = str(entity(tracker, "value"))
        road = self.library.road
        fitting = [m for m in kept.open_ones(tracker.slots, road) if event in may_happen(m, road)]
        if len(fitting) != 1:
            return [FollowupAction(Report.action)]
        tracker.latest_message["entities"] = [{"entity": "value", "value": f"{fitting[0].id}.{event}"}]
        return StartHappened(self.flows, self.library).act(voice, tracker)


class RecordHappened(PathSubject):
    """Records the event and says what follows from it."""

    action = "action_happened"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        flow = self.flows[FLOW]
        event, number = str(tracker.slots.get(kept.EVENT)), str(tracker.slots.get(kept.ABOUT))
        matter = kept.find(tracker.slots, number)
        if matter is None or event not in may_happen(matter, self.library.road):
            voice.say("button-old")
            return []
        asked = {step.path for step in walk.steps(flow, tracker.slots)}
        facts = {slot: value for slot, value in kept.facts_told(flow, tracker.slots).items() if slot in asked}
        if event in DECISIONS:
            facts["denial_told"] = "no"  # each letter has to be told anew
        every = kept.with_event(tracker.slots, number, event, facts, today(tracker))
        events: list[Event] = [SlotSet(kept.MATTERS, every), SlotSet(kept.EVENT, None), SlotSet(kept.ABOUT, None)]
        events += [SlotSet(slot, None) for slot in (*flow.slots, f"{FLOW}_done")]
        if event == kept.CHANGED:
            events += [SlotSet("plan_kind", None), SlotSet(f"{COVERAGE}_done", None)]
        tracker.add_slots(events)
        buttons = [voice.button("button-undo", Go("undo", number), 0)]
        if event in DECISIONS:
            buttons.append(voice.button("button-start-denial", Go("denial", number), 1))
        voice.say("happened-noted", buttons, event=voice.words(f"event-{event}".replace("_", "-")))
        if facts.get("urgent_doctor") == "yes":
            voice.say("urgent-track", [voice.button("button-start-urgent", Go("urgent", number), 0)])
        if facts.get("urgent_doctor") == UNKNOWN:
            voice.say("urgent-ask")
        self.say_next(voice, tracker, lead="next-then")
        return events


class Undo(PathSubject):
    """Takes back the newest report of a matter."""

    action = "action_undo"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        number = str(entity(tracker, "value") or kept.matters(tracker.slots)[-1].id)
        every, event = kept.without_last(tracker.slots, number)
        if event is None:
            voice.say("undo-nothing")
            return []
        voice.say(
            "undone",
            [voice.button("button-report", Go("report", number), 0), voice.button("button-next", Go("next"), 1)],
            event=voice.words(f"event-{event}".replace("_", "-")),
        )
        events = [SlotSet(kept.MATTERS, every)]
        if event == kept.CHANGED and (plan := kept.left_plan(tracker.slots, number)):
            events.append(SlotSet("plan_kind", plan))
        return events


class StepDone(PathSubject):
    """Marks a step as done and says the next one."""

    action = "action_step_done"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        number, _, key = str(entity(tracker, "value") or "").partition(":")
        if not any(task.matter == number and task.key == key for task in self.todo(tracker)):
            voice.say("button-old")
            return []
        events = [SlotSet(kept.MATTERS, kept.with_done(tracker.slots, number, key))]
        tracker.add_slots(events)
        self.say_next(voice, tracker, lead="next-then")
        return events


class Dates(PathSubject):
    """How the date of a step was counted, and its law; without a step, the date of the stage."""

    action = "action_dates"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        number, _, step = str(entity(tracker, "value") or "").partition(".")
        matter = kept.find(tracker.slots, number)
        task = self._task(matter, step, tracker) if matter and step else None
        limit = task.deadline if task else self.limit(matter, tracker) if matter else None
        if task is not None and task.step.until and task.ends:
            ends = deadline_words.spoken(task.ends, voice.words)
            voice.say("dates-until", title=task.step.title, date=ends, days=task.step.lead)
            return []
        if limit is None or limit.rule is None:
            voice.say("dates-none")
            return []
        if task is not None and task.by and task.by != limit.act_day and limit.rule.who == "person":
            by, last = (deadline_words.spoken(day, voice.words) for day in (task.by, limit.act_day or task.by))
            voice.say("dates-step" if limit.act_day else "dates-step-alone", title=task.step.title, by=by, date=last)
        sources = self.library.cite(limit.rule.sources)
        voice.say(
            "dates",
            label=limit.rule.label,
            told=deadline_words.told(limit, voice.words),
            sources=voice.words(
                "dates-sources",
                listed="\n".join(
                    voice.words("source-line", title=s.title, by=s.authority, address=s.address) for s in sources
                ),
                read=deadline_words.spoken(limit.rule.read, voice.words),
            ),
        )
        return []

    def _task(self, matter: Matter, step: str, tracker: Tracker) -> Task | None:
        day, place = today(tracker), str(zone(tracker.slots))
        found = tasks(matter, tracker.slots, self.library, day, place)
        return next((task for task in found if task.step.id == step), None)


class Urgent(PathSubject):
    """Words that a physician can use to say that a request is urgent."""

    action = "action_urgent"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        book = self.library.rulebook
        matter = kept.find(tracker.slots, str(entity(tracker, "value"))) or kept.matters(tracker.slots)[-1]
        own = book.says(matter.plan, "urgent")
        rule = own or book.says(None, "urgent")
        if rule is None:
            voice.say("late-unknown", stage="")
            return []
        if own is None:
            voice.say("urgent-other-plan")
        voice.say("urgent-words", cite=rule.cite)
        return []


class Late(PathSubject):
    """A letter that says that the time to decide has run out, and what follows."""

    action = "action_late"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        matter = kept.find(tracker.slots, str(entity(tracker, "value"))) or kept.matters(tracker.slots)[-1]
        book = self.library.rulebook
        place = place_of(matter, self.library.road)
        limit = self.limit(matter, tracker) or self._before(matter, tracker)
        right = book.says(matter.plan, "exhausted") if matter.plan else None
        if limit is None or limit.legal_date is None or limit.rule is None or limit.rule.who == "person":
            voice.say("late-unknown", stage=voice.words(f"stage-{place.name}".replace("_", "-")))
            return []
        if (limit.legal_day or dt.date.max) >= today(tracker):
            voice.say("late-not-yet", date=deadline_words.spoken(limit.legal_date, voice.words))
            return []
        start = next(h.day("event_on") for h in reversed(matter.happened) if h.day("event_on"))
        voice.say(
            "late-letter",
            sent=deadline_words.spoken(start, voice.words) if start else "",
            due=deadline_words.spoken(limit.legal_date, voice.words),
            cite=limit.rule.cite,
            right=voice.words("late-right", cite=right.cite) if right else voice.words("late-no-right"),
        )
        return []

    def _before(self, matter: Matter, tracker: Tracker) -> Deadline | None:
        """The limit of the stage before, where the person said already that no answer came."""
        if not matter.happened or matter.happened[-1].event != "no_answer":
            return None
        earlier = replace(matter, happened=matter.happened[:-1])
        return self.limit(earlier, tracker)


ACTIONS = (Next, Case, Report, StartHappened, Told, RecordHappened, Undo, StepDone, Dates, Urgent, Late)
