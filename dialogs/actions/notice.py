"""The check of a denial letter: what the law wants in it, and what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rasa_sdk.events import ActiveLoop, SlotSet

from dialogs.actions.base import Subject
from dialogs.case.matters import known
from dialogs.forms import walk
from dialogs.forms.moves import REQUESTED, REVIEW
from dialogs.speaking.callback import Go
from dialogs.speaking.voice import Event, Voice
from knowledge.law.notices import citation, found_in, missing, required

if TYPE_CHECKING:
    from rasa_sdk import Tracker

FLOW = "notice"


class StartNotice(Subject):
    """Opens the questions about the letter, from the beginning when it was checked before."""

    action = "action_notice"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        plan = known(tracker.slots.get("plan_kind"))
        if not required(plan, self.library):
            if plan:
                kind = self.library.rulebook.kinds.by_id.get(plan)
                voice.say(f"notice-refused-{kind.notice if kind and kind.notice else 'not-seen'}")
            else:
                voice.say("notice-no-plan", [voice.button("button-start-coverage", Go("coverage"))])
            return []
        flow = self.flows[FLOW]
        again: list[Event] = []
        if tracker.slots.get(f"{FLOW}_done"):
            again = [SlotSet(slot, None) for slot in (*flow.slots, f"{FLOW}_done")]
            tracker.add_slots(again)
        voice.say("notice-begin")
        step = walk.first_open(flow, tracker.slots)
        return [*again, ActiveLoop(FLOW), SlotSet(REQUESTED, step.path if step else REVIEW)]


class ReadNotice(Subject):
    """Answers the questions from the pasted words of the letter; the review lets the person put them right."""

    action = "action_read_notice"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        text = known(tracker.slots.get("notice_text"))
        if text is None:
            return []
        found = found_in(text, known(tracker.slots.get("plan_kind")), self.library)
        voice.say("notice-read", count=sum(found.values()), total=len(found))
        answers = [SlotSet(f"notice_{name}", "yes" if there else "no") for name, there in found.items()]
        tracker.add_slots(answers)
        step = walk.first_open(self.flows[FLOW], tracker.slots)
        return [*answers, SlotSet(REQUESTED, step.path if step else REVIEW)]


class NoticeChecked(Subject):
    """Says what is missing from the letter, each with its law, and what to write."""

    action = "action_notice_checked"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        plan = known(tracker.slots.get("plan_kind")) or ""
        answers = {name: str(tracker.slots.get(f"notice_{name}")) for name in self.library.notices}
        found = missing(plan, answers, self.library)
        if not found:
            voice.say("notice-complete", [voice.button("button-next", Go("next"))])
            return []
        lines = [voice.words("notice-line", label=item.label, cite=citation(item, plan)) for item in found]
        voice.say(
            "notice-missing",
            [voice.button("button-next", Go("next"))],
            lines="\n".join(lines),
            labels="; ".join(item.label.lower() for item in found),
            sources=self.cited(found, voice),
        )
        return []


ACTIONS = (StartNotice, ReadNotice, NoticeChecked)
