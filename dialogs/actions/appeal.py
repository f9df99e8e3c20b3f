"""The appeal, point by point with its steps and dates; external review; the head of a letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogs.actions.base import StartFlow
from dialogs.actions.denial import DenialSubject
from dialogs.case.appeals import Case, road_of
from dialogs.forms import speech
from dialogs.speaking.callback import Go
from dialogs.speaking.voice import Button, Event, Voice, entity, today, zone
from dialogs.wording import deadlines as deadline_words
from dialogs.wording.external import papers, runs
from knowledge.law.appeals import external
from knowledge.law.path import next_tasks

if TYPE_CHECKING:
    from rasa_sdk import Tracker


class Appeal(DenialSubject):
    """What answers the denial, point by point; the steps with their dates; the letter and the packet."""

    action = "action_appeal"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        asked = str(entity(tracker, "value") or "") or None
        case = self.case(tracker, asked)
        number = case.matter.id
        if case.values["denied"] == "no":
            voice.say("appeal-no-denial", [voice.button("button-start-denial", Go("denial", number))])
            return []
        if not case.kinds:
            voice.say("appeal-no-kind", [voice.button("button-start-denial", Go("denial", number))])
            return []
        self._points(case, voice)
        self._steps(case, voice, tracker)
        return []

    def _points(self, case: Case, voice: Voice) -> None:
        words = voice.words
        found = case.answers(self.library)
        points = [
            {
                "title": answer.point.label,
                "state": "met" if answer.shown else "not_documented",
                "told": words("appeal-shown" if answer.shown else "appeal-missing"),
            }
            for answer in found
        ]
        marks = {True: "appeal-point-shown", False: "appeal-point-missing"}
        lines = "\n".join(words(marks[a.shown], label=a.point.label) for a in found)
        lacking = [
            words("appeal-task", owner=words(f"owner-{a.point.owner}"), paper=a.point.paper, todo=a.point.todo)
            for a in found
            if not a.shown
        ]
        labels = ", ".join(self.library.denials[kind].label for kind in case.kinds)
        voice.say(
            "appeal-points",
            custom={"alone": True, "picture": {"kind": "table", "points": points}},
            labels=labels,
            shown=sum(answer.shown for answer in found),
            count=len(found),
            lines=lines,
            lacking="\n".join(lacking) or words("appeal-nothing-lacks"),
        )
        diagnosis = case.values.get("diagnosis")
        if {"experimental", "not_necessary"} & set(case.kinds) and diagnosis and case.values["weak"] == "yes":
            voice.say("letters-weak")

    def _steps(self, case: Case, voice: Voice, tracker: Tracker) -> None:
        words = voice.words
        todo = next_tasks([case.matter], tracker.slots, self.library, today(tracker), str(zone(tracker.slots)))
        lines = [
            words("appeal-step-by", title=task.step.title, date=deadline_words.spoken(task.by, words))
            if task.by
            else words("appeal-step", title=task.step.title)
            for task in todo
        ]
        limit = words("case-limit", told=deadline_words.told(case.limit, words)) if case.limit else ""
        letter = "external" if case.values["finished"] == "yes" else "appeal"
        voice.say("appeal-steps", _ways(case.matter.id, voice, letter), lines="\n".join(lines), limit=limit)


class External(DenialSubject):
    """Whether an outside review is open, who decides, what to send, and what it means; by the kind of plan."""

    action = "action_external"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        asked = str(entity(tracker, "value") or "") or None
        case, words = self.case(tracker, asked), voice.words
        rule = external(case.values, self.library)
        road = road_of(case.matter, self.library)
        buttons = [voice.button("button-external-letter", Go("letters", "external"), 0)]
        if rule.start:
            buttons.append(voice.button(f"button-start-{rule.start}", Go(rule.start), 0))
        buttons.append(voice.button("button-next", Go("next"), 1))
        kind = self.library.rulebook.kinds.by_id.get(case.matter.plan or "")
        other = rule.answer == "closed" and road and kind and kind.external == "own"
        opening = "external-other" if other else f"external-{rule.answer}"
        lines = [words(opening, text=rule.text, outside=road.outside if road else "")]
        if road:
            sent = "\n".join(words("external-send-line", what=what) for what in road.send)
            lines.append(words("external-road", decides=road.decides, how=road.how, sees=road.sees, fee=road.fee))
            lines.append(words("external-send", lines=sent))
            lines.append(words("external-after", binds=road.binds, after=road.after, helper=road.helper))
        if kind and kind.reviewed:
            plan, book = case.matter.plan, self.library.rulebook
            dated = case.values["finished"] == "yes" and case.limit is not None
            lines += [runs(plan, case.matter.state, book, words, dated=dated), papers(plan, book, words)]
        if case.values["finished"] == "yes" and case.limit:
            lines.append(words("case-limit", told=deadline_words.told(case.limit, words)))
        row = self.library.rulebook.state_for(case.matter.plan, case.matter.state)
        own = row.external.sources if row else ()
        ids = dict.fromkeys((*rule.sources, *own, *(road.sources if road else ())))
        cited = speech.cited(self.library.cite(tuple(ids)), rule.checked, words)
        voice.say("external", buttons, body="\n\n".join(lines), sources=cited)
        return []


def _ways(number: str, voice: Voice, letter: str) -> list[Button]:
    """What one can do about a denial."""
    return [
        voice.button("button-appeal-letter", Go("letters", letter), 0),
        voice.button("button-packet", Go("packet"), 0),
        voice.button("button-denial-change", Go("denial", number), 1),
        voice.button("button-calendar", Go("calendar"), 1),
        voice.button("button-next", Go("next"), 2),
    ]


class Letterhead(StartFlow):
    """What stands at the head of a letter."""

    action, flow = "action_letterhead", "letterhead"

    def tell(self, voice: Voice, tracker: Tracker) -> None:
        voice.say(
            "letterhead-done",
            [
                voice.button("button-letters", Go("letters"), 0),
                voice.button("button-edit", Go("change", "letterhead"), 1),
            ],
        )


class LetterheadDone(Letterhead):
    """The end of those questions."""

    action = "action_letterhead_done"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        self.tell(voice, tracker)
        return []


class Argue(StartFlow):
    """What makes a letter strong: the course asked for, signs, a day before and now, earlier ketamine in figures."""

    action, flow = "action_argue", "argue"

    def tell(self, voice: Voice, tracker: Tracker) -> None:
        buttons = [
            voice.button("button-letters", Go("letters"), 0),
            voice.button("button-edit", Go("change", "argue"), 1),
        ]
        voice.say("argue-done", buttons)


class ArgueDone(Argue):
    """The end of those questions."""

    action = "action_argue_done"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        self.tell(voice, tracker)
        return []


ACTIONS = (Appeal, External, Letterhead, LetterheadDone, Argue, ArgueDone)
