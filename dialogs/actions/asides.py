"""Between the lines: goodbye, how much more, who reads this, a human, a reminder of one's own."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from rasa_sdk.events import FollowupAction, SlotSet

from dialogs.actions.letters import Letters
from dialogs.actions.listening import Listener, Standing, feelings_of
from dialogs.actions.privacy import reached_by
from dialogs.case import ledger, own_reminders
from dialogs.case.own_reminders import OWN
from dialogs.case.taken import Taken
from dialogs.speaking.callback import Go
from dialogs.speaking.voice import PENDING, Event, Voice, entity, today
from dialogs.wording import deadlines as deadline_words
from dialogs.wording import helpers as helper_words
from knowledge.hearing.listener import hearing

if TYPE_CHECKING:
    from rasa_sdk import Tracker

OWN_WHAT = "own_what"
"""Slot: what the person wants to be reminded of, while the day is asked for."""
MOST_HELPERS = 4
FOLLOWS = {
    "known": "action_known",
    "wrong": "action_wrong",
    "human": "action_human",
    "runs": "action_runs",
    "means": "action_agenda",
    "agenda": "action_agenda",
}
"""Asides that another action answers."""
FELT_KINDS = frozenset({"sadness", "anger", "fear"})
"""Asides that are nothing but a feeling."""
AT_A_LOSS = FELT_KINDS | {"nod", "unsure", "here"}
"""Asides after which, with no question open, what matters next is said."""


class Aside(Listener):
    """Answers what is said about the conversation itself; the open question stays."""

    action = "action_aside"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        kind = str(entity(tracker, "value"))
        if kind in FOLLOWS:
            return [FollowupAction(FOLLOWS[kind])]
        if kind == "write":
            return self._write(voice, tracker)
        if kind in ("remind", "tomorrow"):
            return self._remind(str(entity(tracker, "rest") or ""), kind, voice, tracker)
        taken = Taken(dict(tracker.slots))
        if kind == "clock":
            return self.respond(voice, tracker, taken, insist=True)
        stands = self.standing(taken, voice, tracker)
        asked = ledger.asked_slot(tracker.slots)
        told = self._told(kind, asked, stands, voice)
        feelings = [kind] if kind in FELT_KINDS else feelings_of(tracker)
        if asked is None and kind in AT_A_LOSS and not tracker.active_loop_name:
            return self.respond(voice, tracker, stands, lead=told, feelings=feelings, insist=kind == "unsure")
        if kind == "bye" or tracker.active_loop_name or asked not in self.library.agenda.by_slot:
            voice.say("heard-reply", body="\n\n".join(told), sources="")
            return [SlotSet(ledger.ASKED, None)] if kind == "bye" else []
        again = stands.saying.again(asked, wrong=False)
        return self.respond(voice, tracker, stands, lead=told, feelings=feelings, ask=again)

    def _told(self, kind: str, asked: str | None, stands: Standing, voice: Voice) -> list[str]:
        """What is said to it; nothing to a mere sign of feeling, which gets its word of sympathy."""
        saying = stands.saying
        if kind in FELT_KINDS:
            return []
        if kind == "unsure":
            return (
                [voice.words.get(f"unsure-{asked.replace('_', '-')}") or voice.words("unsure-other")] if asked else []
            )
        date = saying.worth() if kind in ("bad", "means") else saying.day_that_counts()
        told = voice.words(f"aside-{kind.replace('_', '-')}", date=date, question="yes" if asked else "no")
        return [told.strip()]

    def _write(self, voice: Voice, tracker: Tracker) -> list[Event]:
        """What the letter that fits would say, read back before it is made; the list of letters where none fits."""
        letters = self.seen(tracker.slots, tracker).place.stage.letters
        fitting = next((name for name in ("external", "appeal") if name in letters), "")
        return Letters(self.flows, self.library).wished(fitting, voice, tracker)

    def _remind(self, text: str, kind: str, voice: Voice, tracker: Tracker) -> list[Event]:
        """A reminder of the person's own; of what they have to do next where they name nothing."""
        here = today(tracker)
        day, what = own_reminders.asked_for(text, here, hearing(self.library).dates)
        if kind == "tomorrow":
            day, what = here + dt.timedelta(days=1), ""
        what = what or self._next_step(tracker, voice)
        if day is None:
            voice.say("remind-own-when")
            return [SlotSet(OWN_WHAT, what), SlotSet(PENDING, "own")]
        return keep(day, what, voice, tracker)

    def _next_step(self, tracker: Tracker, voice: Voice) -> str:
        todo = self.todo(tracker)
        return todo[0].step.title if todo else voice.words("remind-own-title")


def keep(day: dt.date, what: str, voice: Voice, tracker: Tracker) -> list[Event]:
    """Keep a reminder, and say so."""
    voice.say("remind-own-kept", date=deadline_words.spoken(day, voice.words), what=what)
    return [SlotSet(OWN, own_reminders.added(tracker.slots, day, what)), SlotSet(OWN_WHAT, None)]


class OwnDay(Listener):
    """The day that was asked for."""

    action = "action_own_reminder"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        day, _ = own_reminders.asked_for(
            str(entity(tracker, "rest") or ""), today(tracker), hearing(self.library).dates
        )
        if day is None:
            voice.say("remind-own-when")
            return [SlotSet(PENDING, "own")]
        return keep(day, str(tracker.slots.get(OWN_WHAT) or voice.words("remind-own-title")), voice, tracker)


class Human(Listener):
    """Who helps free of charge, by name and number, for this plan and state."""

    action = "action_human"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        values = self.seen(tracker.slots, tracker).values
        found = helper_words.helpers_in([helper_words.ALL], values, self.library)[:MOST_HELPERS]
        lines = "\n".join(helper_words.lines(found, voice.words))
        sources = ", ".join(dict.fromkeys(one.source.authority for one in found))
        buttons = [voice.button("button-letters", Go("letters"), 0), voice.button("button-packet", Go("packet"), 0)]
        if not values.get("state"):
            lines += f"\n\n{voice.words('human-state')}"
        parts = [voice.words("human", lines=lines), voice.words("human-hand")]
        if self.operator.contact:
            parts.append(voice.words("human-operator", **reached_by(self.operator)))
        body = "\n\n".join(parts)
        voice.say("heard-reply", buttons, body=body, sources=sources)
        return []


class OwnDone(Listener):
    """A reminder of the person's own is done."""

    action = "action_own_done"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        voice.say("remind-own-done")
        return [SlotSet(OWN, own_reminders.without(tracker.slots, str(entity(tracker, "value"))))]


ACTIONS = (Aside, OwnDay, Human, OwnDone)
