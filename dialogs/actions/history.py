"""The treatment history, the condition, what the plan wants shown, the checklist of the request, and the papers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from rasa_sdk.events import SlotSet

from dialogs.actions.base import StartFlow, Subject
from dialogs.actions.path import PathSubject
from dialogs.case import histories, matters
from dialogs.forms import speech, walk
from dialogs.forms.moves import REQUESTED, REVIEW
from dialogs.speaking.callback import Go
from dialogs.speaking.voice import ANSWERED, Button, Event, Voice, today
from dialogs.wording import criteria as criteria_words
from dialogs.wording import deadlines as deadline_words
from knowledge.base.conditions import SKIPPED, UNKNOWN
from knowledge.extraction.histories import reader
from knowledge.law.path import may_happen
from knowledge.library import Library
from knowledge.library.plausible import is_chatter

if TYPE_CHECKING:
    from rasa_sdk import Tracker

HISTORY, CONDITION, PREAUTH = "history", "condition", "preauth"
TRIED = ("tried_drug", "tried_therapy", "tried_procedure")
PROOF_FOR = "proof_for"


def listed(slots: Any, voice: Voice, library: Library) -> str:
    """The treatments of a case, numbered, a line each."""
    lines = [histories.line(row, voice.words, library) for row in histories.tried(slots, library)]
    return "\n".join(voice.words("told-number", number=number, text=text) for number, text in enumerate(lines, 1))


class Teller(StartFlow):
    """What follows from the history, the condition and the checklist."""

    def say_history(self, voice: Voice, tracker: Tracker) -> None:
        if lines := listed(tracker.slots, voice, self.library):
            voice.say("history-summary", lines=lines)
        else:
            voice.say("history-summary-none")

    def say_criteria(self, voice: Voice, tracker: Tracker) -> None:
        """The table as a picture and as text, then what is missing and who gets it."""
        words, slots = voice.words, tracker.slots
        rows = criteria_words.table(slots, self.library, words)
        ids = dict.fromkeys(source for row in rows for source in row["sources"])
        checked = min(self.library.criteria[row["id"]].checked for row in rows)
        points = [
            {
                "title": row["label"],
                "state": row["status"],
                "told": words(f"criteria-status-{row['status']}".replace("_", "-")),
            }
            for row in rows
        ]
        missing = criteria_words.tasks(slots, self.library, words)
        parts = [
            criteria_words.told(slots, self.library, words),
            words("criteria-missing", tasks=missing) if missing else "",
            speech.cited(self.library.cite(tuple(ids)), checked, words),
        ]
        voice.say(
            "criteria-told",
            self.ways(voice, tracker),
            custom={"alone": True, "picture": {"kind": "table", "points": points}},
            body="\n\n".join(part for part in parts if part),
        )

    def ways(self, voice: Voice, tracker: Tracker) -> list[Button]:
        """What to do next: the questionnaires that are still open, and the papers."""
        open_ = [
            (name, intent)
            for name, intent in ((HISTORY, "history"), (CONDITION, "condition"), (PREAUTH, "authorization"))
            if not tracker.slots.get(f"{name}_done") and tracker.active_loop_name != name
        ]
        buttons = [voice.button(f"button-{intent}", Go(intent), row) for row, (_, intent) in enumerate(open_)]
        buttons.append(voice.button("button-letters", Go("letters"), len(buttons)))
        buttons.append(voice.button("button-edit", Go("change", self.flow), len(buttons)))
        return buttons


class StartHistory(Teller):
    """What was tried."""

    action, flow = "action_history", HISTORY

    def tell(self, voice: Voice, tracker: Tracker) -> None:
        self.say_history(voice, tracker)
        self.say_criteria(voice, tracker)


class StartCondition(Teller):
    """The diagnosis and the pain."""

    action, flow = "action_condition", CONDITION

    def tell(self, voice: Voice, tracker: Tracker) -> None:
        voice.say("condition-noted")
        self.say_criteria(voice, tracker)


class StartAuthorization(Teller):
    """The checklist of the request."""

    action, flow = "action_authorization", PREAUTH

    def tell(self, voice: Voice, tracker: Tracker) -> None:
        words, slots = voice.words, tracker.slots
        lines = []
        for item in self.library.checklist.values():
            status = slots.get(f"check_{item.id}")
            status = status if status in ("yes", "no") else "unknown"
            lines.append(
                words(f"preauth-line-{status}", label=item.label, todo=item.todo, owner=words(f"owner-{item.owner}"))
            )
        there = sum(slots.get(f"check_{name}") == "yes" for name in self.library.checklist)
        items = self.library.checklist.values()
        cited = self.cited(items, voice)
        voice.say("preauth-done", there=there, count=len(lines), lines="\n".join(lines))
        buttons = [voice.button("button-report", Go("report"), 0)]
        if slots.get("sent") == "yes":
            asked = {step.path: step for step in walk.steps(self.flows[PREAUTH], slots)}
            told = {
                name: speech.shown(slots.get(name), asked[name].question, words, self.library)  # type: ignore[arg-type]
                for name in ("sent_on", "sent_by", "reference")
            }
            voice.say("preauth-sent-told", on=told["sent_on"], by=told["sent_by"].lower(), reference=told["reference"])
        buttons += [{**button, "row": number} for number, button in enumerate(self.ways(voice, tracker), 1)]
        voice.say("preauth-sources", buttons, sources=cited)


class Criteria(Teller):
    """What the plan wants shown, and how far the case shows it."""

    action, flow = "action_criteria", HISTORY

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        self.say_criteria(voice, tracker)
        return []


def finished(start: type[Teller], action: str) -> type[Subject]:
    """The action at the end of a questionnaire: says what came of it."""

    def act(self: Teller, voice: Voice, tracker: Tracker) -> list[Event]:
        self.tell(voice, tracker)
        return []

    return type(f"{start.__name__}Done", (start,), {"action": action, "act": act, "__doc__": start.__doc__})


class AuthorizationDone(StartAuthorization, PathSubject):
    """The end of the checklist: says what is missing. A request that was sent starts the plan's clock."""

    action = "action_authorization_done"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        sent_on = matters.known(tracker.slots.get("sent_on")) if tracker.slots.get("sent") == "yes" else None
        waiting = [m for m in matters.matters(tracker.slots) if "request_sent" in may_happen(m, self.library.road)]
        told = {m.newest("event_on") for m in matters.matters(tracker.slots)}
        events: list[Event] = []
        if sent_on and len(sent_on) == len("2026-11-24") and len(waiting) == 1 and sent_on not in told:
            facts = {"event_on": sent_on}
            every = matters.with_event(tracker.slots, waiting[0].id, "request_sent", facts, today(tracker))
            events = [SlotSet(matters.MATTERS, every)]
            tracker.add_slots(events)
            matter = matters.find(tracker.slots, waiting[0].id)
            limit = self.limit(matter, tracker) if matter else None
            counted = deadline_words.told(limit, voice.words) if limit else ""
            voice.say("preauth-clock", [voice.button("button-undo", Go("undo", waiting[0].id))], told=counted)
        elif tracker.slots.get("sent") == "yes":
            voice.say("preauth-report")
        self.tell(voice, tracker)
        return events


class HistorySubject(Subject):
    """Changes the list of treatments."""

    def go_on(self, events: list[Event], tracker: Tracker) -> list[Event]:
        """The events, and the question that is open after them."""
        tracker.add_slots(events)
        step = walk.first_open(self.flows[HISTORY], tracker.slots)
        return [*events, SlotSet(REQUESTED, step.path if step else REVIEW)]


class ReadHistory(HistorySubject):
    """Takes the pasted list apart into entries, and says what was not understood."""

    action = "action_read_history"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        text = tracker.slots.get(histories.TEXT)
        if text in (None, UNKNOWN, SKIPPED):
            return []
        found = reader(self.library).parse(text, today(tracker))
        if not found.entries:
            voice.say("history-read-none")
            return self.go_on([SlotSet(histories.TEXT, SKIPPED)], tracker)
        rows = [histories.row_of(entry, self.library) for entry in found.entries]
        before = walk.entries(tracker.slots, histories.GROUP)
        new = [row for row in rows if row not in before]
        events = [SlotSet(histories.GROUP, {"entries": [*before, *new], "closed": False})]
        tracker.add_slots(events)
        voice.say("history-read", lines=listed(tracker.slots, voice, self.library))
        if found.rest:
            rest = "; ".join(found.rest)
            voice.say("history-read-rest", rest=rest)
        return self.go_on(events, tracker)


class AddTried(HistorySubject):
    """Puts what was ticked into the list, and takes out what was unticked before anything was told about it."""

    action = "action_add_tried"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        slots = tracker.slots
        ticked = {name: slot for slot in TRIED for name in _listed(slots.get(slot))}
        rows = [
            row
            for row in walk.entries(slots, histories.GROUP)
            if row.get("ticked") in (None, *ticked) or "outcome" in row
        ]
        held = {row.get("ticked") for row in rows}
        for name, slot in ticked.items():
            if name not in held:
                kind = slot.removeprefix("tried_")
                label = self.library.choices[slot][name].label
                rows.append({"name": label, "ticked": name, "treatment": name, "kind": kind})
        return self.go_on([SlotSet(histories.GROUP, {"entries": rows, "closed": False})], tracker)


def _listed(held: object) -> list[str]:
    return held if isinstance(held, list) else []


class ReadEntry(HistorySubject):
    """Reads the words about one treatment: they may tell more than was asked."""

    action = "action_read_entry"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        group, number, field = str(tracker.slots.get(ANSWERED)).split(".")
        held = tracker.slots[group]
        row = held["entries"][int(number)]
        said = row.get(field)
        if said in (None, UNKNOWN, SKIPPED) or self._is_choice(field, said):
            return []
        entry = reader(self.library).details(said, today(tracker))
        rows = list(held["entries"])
        if field != "name" and is_chatter(said, self.library):
            rows[int(number)] = {name: value for name, value in row.items() if name != field}
            voice.say("history-not-an-answer", name=row["name"])
        else:
            rows[int(number)] = self._read(row, entry, field, said)
        return self.go_on([SlotSet(group, {**held, "entries": rows})], tracker)

    def _is_choice(self, field: str, said: str) -> bool:
        return field != "name" and said in self.library.choices["lengths" if field == "length" else "trial_outcomes"]

    def _read(self, row: histories.Row, entry: Any, field: str, said: str) -> histories.Row:
        new = histories.merged(row, entry, field, said, self.library)
        if field == "outcome" and new["outcome"] == said:
            # The words name no outcome that we know: they stay, as the person's own.
            new |= {"outcome": UNKNOWN, "reason": said}
        elif field == "outcome":
            new["reason"] = said
        return new


class ListTried(Teller):
    """Shows the numbered list, where only some treatments have papers."""

    action, flow = "action_list_tried", HISTORY

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        if tracker.slots.get(histories.PROOF) == "some":
            voice.say("history-proof-list", lines=listed(tracker.slots, voice, self.library))
        return []


class ReadProof(HistorySubject):
    """Marks the treatments whose numbers were named as those with papers."""

    action = "action_read_proof"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        said = str(tracker.slots.get(PROOF_FOR))
        if said in (UNKNOWN, SKIPPED):
            return []
        rows = walk.entries(tracker.slots, histories.GROUP)
        numbers = {int(number) for number in re.findall(r"\d{1,3}", said)}
        if not numbers or not numbers <= set(range(1, len(rows) + 1)):
            voice.say("history-proof-unclear", most=len(rows))
            return self.go_on([SlotSet(PROOF_FOR, None)], tracker)
        marked = [{**row, "paper": "yes" if number in numbers else "no"} for number, row in enumerate(rows, 1)]
        return self.go_on([SlotSet(histories.GROUP, {"entries": marked, "closed": True})], tracker)


ACTIONS = (
    StartHistory,
    StartCondition,
    StartAuthorization,
    Criteria,
    finished(StartHistory, "action_history_done"),
    finished(StartCondition, "action_condition_done"),
    AuthorizationDone,
    ReadHistory,
    AddTried,
    ReadEntry,
    ListTried,
    ReadProof,
)
