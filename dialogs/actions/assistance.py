"""Who can help with the cost: programs held against the case, applications and dates that are kept and reminded of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from rasa_sdk.events import SlotSet

from dialogs.actions.base import StartFlow, Subject
from dialogs.case import applications, money
from dialogs.case.applications import APPLICATIONS, DATES
from dialogs.case.money import ASSIST, SHARE
from dialogs.forms import speech
from dialogs.forms.answers import AnswerError, read_date
from dialogs.speaking.callback import Go
from dialogs.speaking.voice import PENDING, Button, Event, Voice, entity, today
from dialogs.wording import deadlines as deadline_words
from knowledge.money.programs import Match, match, remaining
from knowledge.money.schema import Program

if TYPE_CHECKING:
    from rasa_sdk import Tracker

ADVICE = ("consumer", "legal")
"""Kinds of program that give no money."""
PENDING_DATE = "money_date"
DATE_KIND = "money_date_kind"
"""Slot: which date a person is about to type."""
FROM_COVERAGE = frozenset({"state", "diagnosis", "plan_kind"})
"""Facts that the questions about coverage ask for."""


class HelpSubject(Subject):
    """Knows which programs may help."""

    @staticmethod
    def named(facts: Iterable[str], voice: Voice) -> str:
        """Facts that are not known, in words."""
        return ", ".join(voice.words(f"fact-{fact}".replace("_", "-")) for fact in facts)

    def one_line(self, number: int, found: Match, voice: Voice) -> str:
        told = voice.words(f"assist-fit-{found.fit}", facts=self.named(found.open, voice))
        return voice.words("assist-line", number=number, label=found.program.label, fit=told)

    def tell_programs(self, voice: Voice, tracker: Tracker) -> None:
        words, slots = voice.words, tracker.slots
        found = money.helping(slots, self.library, today(tracker))
        open_ = [one for one in found if one.program.status == "open"]
        groups = {
            "assist-open": [one for one in open_ if one.program.kind not in ADVICE],
            "assist-advice": [one for one in open_ if one.program.kind in ADVICE],
            "assist-unknown": [one for one in found if one.program.status == "unknown"],
        }
        parts, shown = [self._standing(voice, tracker)], list[Match]()
        for message, group in groups.items():
            lines = [self.one_line(number, one, voice) for number, one in enumerate(group, len(shown) + 1)]
            shown += group
            if lines:
                parts.append(words(message, lines="\n".join(lines)))
        wanted = remaining(found)
        if wanted:
            parts.append(words("assist-remaining", facts=self.named(wanted, voice)))
        buttons: list[Button] = [
            voice.button("button-program", Go("program", one.program.id), (number - 1) // 5, number=number)
            for number, one in enumerate(shown, 1)
        ]
        row = 10
        if any(fact not in FROM_COVERAGE for fact in wanted):
            buttons.append(voice.button("button-assist-more", Go("change", ASSIST), row))
        if any(fact in FROM_COVERAGE for fact in wanted):
            buttons.append(voice.button("button-assist-coverage", Go("coverage"), row + 1))
        buttons.append(voice.button("button-money", Go("money"), row + 2))
        voice.say("assist-told", buttons, {"alone": True}, body="\n\n".join(part for part in parts if part))

    def _standing(self, voice: Voice, tracker: Tracker) -> str:
        held = money.standing(tracker.slots, self.library, today(tracker))
        if held.share is None or held.line is None or held.year is None:
            return voice.words("assist-no-guideline") if held.unknown == "guideline" else ""
        low, high = round(held.share.low), round(held.share.high)
        table = self.library.rulebook.told("poverty", held.year)
        return voice.words(
            "assist-standing" if low == high else "assist-standing-range",
            low=low,
            high=high,
            line=speech.amount(held.line),
            year=str(held.year),
            cite=table.cite,
        )


class StartAssist(HelpSubject, StartFlow):
    """The questions that programs ask, or the programs."""

    action, flow = "action_assist", ASSIST

    def tell(self, voice: Voice, tracker: Tracker) -> None:
        self.tell_programs(voice, tracker)


class AssistDone(HelpSubject):
    """Ends the questions with the programs that may help."""

    action = "action_assist_done"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        self.tell_programs(voice, tracker)
        here, slots = today(tracker), tracker.slots
        found = money.reckon(slots, self.library, here)
        return [SlotSet(SHARE, money.share_is_high(found, slots, self.library, here))]


class OneProgram(HelpSubject):
    """One program: what it gives, for whom, how; what became of an application to it."""

    action = "action_program"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        name, _, wish = str(entity(tracker, "value") or "").partition(".")
        program = self.library.programs.get(name)
        if program is None or program.status == "closed":
            voice.say("button-old")
            return []
        here, held = today(tracker), applications.find(tracker.slots, name)
        match wish:
            case "sent" | "waiting":
                return self._keep(program, "sent", here + dt.timedelta(days=program.follow_up), voice, tracker)
            case "planned":
                return self._keep(
                    program, "planned", here + dt.timedelta(days=self.library.money.planned_days), voice, tracker
                )
            case "yes" | "no" | "dropped" if held:
                voice.say(f"apply-{wish}", [voice.button("button-assist", Go("assist"), 0)], label=program.label)
                return [SlotSet(APPLICATIONS, applications.ended(tracker.slots, held["id"], wish))]
        self._show(program, voice, tracker, held)
        return []

    def _keep(self, program: Program, state: str, day: dt.date, voice: Voice, tracker: Tracker) -> list[Event]:
        if len(applications.stored(tracker.slots)) >= applications.MOST:
            voice.say("apply-full", most=applications.MOST)
            return []
        buttons = [voice.button("button-assist", Go("assist"), 0), voice.button("button-reminders", Go("reminders"), 1)]
        date = deadline_words.spoken(day, voice.words)
        voice.say(f"apply-kept-{state}", buttons, label=program.label, date=date)
        return [SlotSet(APPLICATIONS, applications.with_entry(tracker.slots, program.id, state, day))]

    def _show(self, program: Program, voice: Voice, tracker: Tracker, held: applications.Stored | None) -> None:
        words = voice.words
        found = match(program, money.facts(tracker.slots, self.library, today(tracker)))
        lines = [words("program-status-unknown")] if program.status == "unknown" else []
        lines.append(words(f"program-fit-{found.fit}", facts=self.named(found.open, voice)))
        if held and held["state"] in applications.OPEN:
            date = speech.shown_date(held["due"], words.language)
            lines.append(words(f"program-{held['state']}", date=date))
        buttons = [
            voice.button("button-apply-sent", Go("program", f"{program.id}.sent"), 0),
            voice.button("button-apply-planned", Go("program", f"{program.id}.planned"), 0),
        ]
        if held and held["state"] in applications.OPEN:
            buttons += [
                voice.button("button-apply-yes", Go("program", f"{program.id}.yes"), 1),
                voice.button("button-apply-no", Go("program", f"{program.id}.no"), 1),
                voice.button("button-apply-dropped", Go("program", f"{program.id}.dropped"), 2),
            ]
        buttons.append(voice.button("button-assist", Go("assist"), 3))
        gives = program.gives[0].upper() + program.gives[1:]
        voice.say(
            "program",
            buttons,
            label=program.label,
            gives=gives,
            who=program.who,
            how=program.how,
            bring=program.bring,
            status="\n".join(lines),
            sources=self.sources(program, voice),
        )


class MoneyDate(Subject):
    """A last day about money that a person read somewhere: kept, and reminded of. It is never worked out here."""

    action = "action_money_date"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        wish = str(entity(tracker, "value") or "")
        typed = str(entity(tracker, "rest") or "").strip()
        kind = str(tracker.slots.get(DATE_KIND) or "")
        if wish == "add" and typed and kind in DATES:
            return self._add(kind, typed, voice, tracker)
        if wish in DATES:
            voice.say(f"money-date-ask-{wish}")
            return [SlotSet(PENDING, PENDING_DATE), SlotSet(DATE_KIND, wish)]
        number, _, state = wish.partition(".")
        if state == "done":
            voice.say("money-date-done", [voice.button("button-money", Go("money"), 0)])
            return [SlotSet(APPLICATIONS, applications.ended(tracker.slots, number, "dropped"))]
        kept = [one for one in applications.open_ones(tracker.slots) if one["what"] in DATES]
        buttons = [voice.button(f"button-date-{name}", Go("money_date", name), row) for row, name in enumerate(DATES)]
        buttons += [
            voice.button(
                "button-date-drop", Go("money_date", f"{one['id']}.done"), len(buttons), label=self._named(one, voice)
            )
            for one in kept
        ]
        voice.say("money-date-which", buttons)
        return []

    def _named(self, one: applications.Stored, voice: Voice) -> str:
        return applications.named(one, self.library, voice.words)

    def _add(self, kind: str, typed: str, voice: Voice, tracker: Tracker) -> list[Event]:
        here = today(tracker)
        try:
            day = dt.date.fromisoformat(read_date(typed, here, future=True))
        except AnswerError as error:
            voice.say(error.message, **error.args_)
            return [SlotSet(PENDING, PENDING_DATE)]
        except ValueError:
            voice.say("answer-partial-date")
            return [SlotSet(PENDING, PENDING_DATE)]
        if day < here:
            voice.say("money-date-past")
            return [SlotSet(PENDING, PENDING_DATE)]
        buttons = [voice.button("button-money", Go("money"), 0), voice.button("button-reminders", Go("reminders"), 1)]
        what = voice.words(f"money-date-{kind}")
        voice.say("money-date-kept", buttons, what=what, date=deadline_words.spoken(day, voice.words))
        return [
            SlotSet(APPLICATIONS, applications.with_entry(tracker.slots, kind, "kept", day)),
            SlotSet(DATE_KIND, None),
        ]


ACTIONS = (StartAssist, AssistDone, OneProgram, MoneyDate)
