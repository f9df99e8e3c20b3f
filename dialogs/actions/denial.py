"""A denial: what its letter says, the kind that it is, what answers that kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rasa_sdk.events import ActiveLoop, FollowupAction, SlotSet

from dialogs.actions.path import PathSubject, StartHappened
from dialogs.actions.reading import READ
from dialogs.case import matters
from dialogs.case.appeals import Case, case_of, fresh_slots, with_denial
from dialogs.forms import walk
from dialogs.forms.moves import EDIT, REQUESTED
from dialogs.speaking.callback import Go
from dialogs.speaking.voice import Event, Voice, entity, today, zone
from dialogs.wording import deadlines as deadline_words
from knowledge.base.conditions import SKIPPED
from knowledge.law.appeals import codes_in, kinds_of
from knowledge.law.path import Matter, may_happen

if TYPE_CHECKING:
    from rasa_sdk import Tracker

FLOW, ABOUT = "denial", "denial_matter"


class DenialSubject(PathSubject):
    """Knows the case behind a denial."""

    def case(self, tracker: Tracker, number: str | None = None) -> Case:
        return case_of(tracker.slots, self.library, today(tracker), str(zone(tracker.slots)), number)

    def kept(self, tracker: Tracker) -> list[Event]:
        """Events that put the open answers to the denial that they are about, and empty their slots."""
        number, flow = tracker.slots.get(ABOUT), self.flows[FLOW]
        if number is None:
            return []
        asked = {step.path for step in walk.steps(flow, tracker.slots)}
        facts = {slot: tracker.slots.get(slot) if slot in asked else None for slot in flow.slots}
        every = matters.with_facts(tracker.slots, number, {**facts, "denial_told": "yes"})
        emptied = [SlotSet(slot, None) for slot in (*flow.slots, f"{FLOW}_done", "service", ABOUT)]
        return [SlotSet(matters.MATTERS, every), *emptied]


class StartDenial(DenialSubject):
    """Opens the questions about the letter of a denial; first those about its dates, where it is not reported yet."""

    action = "action_denial"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        asked = str(entity(tracker, "value") or "") or None
        matter = matters.find(tracker.slots, asked) or with_denial(tracker.slots, self.library)
        if not matters.decisions(matter):
            if "denied" not in may_happen(matter, self.library.road):
                return [FollowupAction("action_report")]
            tracker.latest_message["entities"] = [{"entity": "value", "value": f"{matter.id}.denied"}]
            return StartHappened(self.flows, self.library).act(voice, tracker)
        flow = self.flows[FLOW]
        if tracker.active_loop_name == flow.flow and tracker.slots.get(ABOUT) == matter.id:
            return []
        events = self.kept(tracker)
        tracker.add_slots(events)
        matter = matters.find(tracker.slots, matter.id) or matter
        facts = matters.decisions(matter)[-1].facts
        told = facts.get("denial_told") == "yes"
        if not told:
            facts = {**{name: value for name, value in matter.told({}).items() if name not in fresh_slots()}, **facts}
        answers = {slot: facts.get(slot, SKIPPED if told else None) for slot in flow.slots}
        read = tracker.slots.get(READ) or {}
        answers |= {slot: value for slot, value in read.items() if slot in answers}
        opened = [SlotSet(slot, value) for slot, value in {**answers, "service": facts.get("service")}.items()]
        events += [*opened, SlotSet(ABOUT, matter.id), *([SlotSet(READ, None)] if read else [])]
        tracker.add_slots(events)
        step = walk.first_open(flow, tracker.slots)
        if not told:
            voice.say(self._dates(matter, tracker))
        return [*events, ActiveLoop(FLOW), SlotSet(REQUESTED, step.path if step else EDIT)]

    def _dates(self, matter: Matter, tracker: Tracker) -> str:
        """What may be said of the dates: that they are safe only where there is one and it has not gone by."""
        limit = self.limit(matter, tracker)
        last = None if limit is None else limit.legal_day or limit.act_day
        if last is None:
            return "denial-begin-undated"
        return "denial-begin" if last >= today(tracker) else "denial-begin-passed"


class ReadReason(DenialSubject):
    """Reads the kind of denial from the words and codes of the letter; the person confirms it at the end."""

    action = "action_read_reason"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        words, codes = (matters.known(tracker.slots.get(slot)) or "" for slot in ("reason_words", "reason_codes"))
        for code in codes_in(codes, self.library):
            voice.say("denial-code", system=code.system, code=code.code, label=code.label)
        kinds = kinds_of(words, codes, self.library)
        if not kinds:
            return []
        labels = ", ".join(self.library.denials[kind].label for kind in kinds)
        if kinds != tracker.slots.get("denial_kinds"):
            voice.say("denial-read", labels=labels)
        events = [SlotSet("denial_kinds", kinds)]
        tracker.add_slots(events)
        return events


class DenialDone(DenialSubject):
    """Keeps what was told, and says what kind of denial it is, what answers it, and what comes next."""

    action = "action_denial_done"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        number = str(tracker.slots.get(ABOUT))
        events = self.kept(tracker)
        tracker.add_slots(events)
        case, words = self.case(tracker, number), voice.words
        for kind in case.kinds:
            row = self.library.denials[kind]
            voice.say(
                "denial-kind", label=row.label, means=row.means, answer=row.answer, sources=self.sources(row, voice)
            )
        if not case.kinds:
            voice.say("denial-kind-unknown")
        limit = [words("case-limit", told=deadline_words.told(case.limit, words))] if case.limit else []
        buttons = [
            voice.button("button-appeal", Go("appeal", number), 0),
            voice.button("button-start-notice", Go("notice"), 0),
            voice.button("button-next", Go("next"), 1),
        ]
        voice.say("denial-done", buttons, told="\n\n".join(limit))
        return events


ACTIONS = (StartDenial, ReadReason, DenialDone)
