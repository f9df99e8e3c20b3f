"""What was read from a paper: told, confirmed or put right piece by piece, and only then used.

Reading itself is the host's work: a turn asks for it as a reminder that is due at once (so it outlives a crash), and
what came of it comes back as that reminder's event. Nothing in a paper changes a case before the person says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rasa_sdk.events import FollowupAction, ReminderCancelled, ReminderScheduled, SlotSet

from dialogs.actions.base import Subject
from dialogs.case import documents
from dialogs.case.ledger import Origin
from dialogs.case.letters_read import happened
from dialogs.case.matters import known
from dialogs.case.taking import Taking
from dialogs.forms import speech
from dialogs.forms.answers import AnswerError, read_date
from dialogs.speaking.callback import Go
from dialogs.speaking.voice import PENDING, Event, Voice, entity, moment, today
from dialogs.wording.reminders import EXTERNAL
from knowledge.law.notices import found_in
from knowledge.papers.paper import NO_PAGE

if TYPE_CHECKING:
    from rasa_sdk import Tracker

EVENT = "read"
"""The kind of reminder, and of the event with which it comes back: ``read.<document>``."""
READING, READ = "reading", "read_facts"
"""Slots: what was read and is not confirmed yet; what was confirmed and waits for the questions that it answers."""
FIX = "reading_fix"
SURE = 0.6
"""What is less sure than this is asked about by itself, also when the person takes all of it."""
NO_DENIAL = "not-a-denial"
"""The warning that a paper is no denial."""
DATES = ("notice_date", "decision_date", "service_date", "appeal_by", "next_by", "approved_from", "approved_until")
FILLS = {
    "notice_date": "notice_date",
    "appeal_by": "letter_date",
    "next_by": "letter_date",
    "approved_until": "ends_on",
    "service_date": "service_on",
    "reason": "reason_words",
    "reason_code": "reason_codes",
    "clause": "plan_sentence",
    "criteria": "criteria_cited",
    "reference": "denial_reference",
    "appeal_address": "send_to",
    "appeal_fax": "send_fax",
}
"""Which question each field of a letter answers, in the questions about a denial."""
HEADS = {"member_id": "member", "insurer": "plan_name", "appeal_phone": "plan_phone"}
"""The same for the head of letters."""
MORE = ("appeal_days", "next_days", "answer_by", "answer_days", "approved_from")
"""Fields that are told and fill in nothing."""
COSTS = {
    "billed": "infusion_price",
    "allowed": "allowed_amount",
    "deductible": "deductible",
    "deductible_met": "deductible_met",
    "out_of_pocket_max": "out_of_pocket_max",
    "out_of_pocket_met": "out_of_pocket_met",
}
"""Which question about costs each amount of a statement answers."""
BY_VISIT = ("billed", "allowed")
PICTURES = ("jpeg", "png", "webp", "heic")
SHOWN, LONGEST, MOST_CLAUSES, MOST_TEXT = 4, 300, 12, 12_000


MOST_TOGETHER, APART = 20, dt.timedelta(minutes=5)
"""Pictures that are read as one paper, and the most time between two of them."""


def wanted(name: str) -> tuple[str, int]:
    """Which document an event names, and how many are read together: it and those before it."""
    document, _, count = name.partition(".")
    return document, int(count) if count.isdigit() else 1


def together(tracker: Tracker, document: str) -> int:
    """How many pictures came one right after the other, up to this one: they may be the pages of one paper."""
    held = documents.listed(tracker.slots)
    place = next((at for at, one in enumerate(held) if one["id"] == document), -1)
    count = 0
    while place >= 0 and count < MOST_TOGETHER and held[place]["type"] in PICTURES:
        if count and not _right_after(held[place + 1], held[place]):
            break
        count, place = count + 1, place - 1
    return count or 1


def _right_after(later: documents.Document, earlier: documents.Document) -> bool:
    if "at" not in later or "at" not in earlier:
        return bool(later.get("sent") == earlier.get("sent"))  # kept before the moment was noted
    return dt.datetime.fromisoformat(later["at"]) - dt.datetime.fromisoformat(earlier["at"]) <= APART


def ask_for(document: str, tracker: Tracker, count: int = 1) -> list[Event]:
    """The events with which the host is asked to read a document, or it and those before it as one.

    What was asked for the pages before by themselves and has not begun is taken back.
    """
    events = [
        ReminderScheduled(
            EXTERNAL, trigger_date_time=moment(tracker), name=_event(document, count), kill_on_user_message=False
        )
    ]
    if count > 1:
        held = [one["id"] for one in documents.listed(tracker.slots)]
        events.append(ReminderCancelled(name=_event(held[held.index(document) - 1], count - 1)))
    return events


def _event(document: str, count: int) -> str:
    return f"{EVENT}.{document}.{count}"


class Reading(Subject):
    """Answers to what was read: take all, go through it, right, wrong, another date, typed anew."""

    action = "action_reading"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        held: dict[str, Any] | None = tracker.slots.get(READING)
        if not held:
            voice.say("button-old")
            return []
        wish, _, value = str(entity(tracker, "value") or "").partition(".")
        typed = entity(tracker, "rest")
        name = held["left"][0] if held["left"] else None
        match wish:
            case "amounts":
                return self._amounts(held, voice)
            case "all":
                held = self._all(held)
            case "none":
                voice.say("read-none-used")
                return [SlotSet(READING, None)]
            case "each":
                held = {**held, "left": _useful(held)}
            case "enough":
                held = {**held, "left": []}
            case "yes" if name:
                held = _taken(held, name, held["pieces"][name]["value"])
            case "no" if name:
                held = {**held, "left": held["left"][1:], "wrong": [*held.get("wrong", []), name]}
            case "pick" if name:
                others = held["pieces"][name].get("others", [])
                number = int(value) if value.isdigit() else 0
                if number < len(others):
                    held = _taken(held, name, others[number])
            case "fix" if name and typed:
                answer = self._typed(name, str(typed), voice, tracker)
                if answer is None:
                    return [SlotSet(PENDING, FIX)]
                held = _taken(held, name, answer)
            case "fix" if name:
                voice.say("read-type", label=_label(name, voice))
                return [SlotSet(PENDING, FIX)]
        if held["left"]:
            self._ask(held, voice)
            return [SlotSet(READING, held)]
        return [*self._use(held, voice, tracker), SlotSet(READING, None)]

    @staticmethod
    def _amounts(held: dict[str, Any], voice: Voice) -> list[Event]:
        """Put the amounts of a statement where the questions about costs ask for them."""
        costs = costs_of(held.get("amounts") or {})
        if not costs:
            voice.say("button-old")
            return []
        voice.say("read-used-amounts", [voice.button("button-give-cost", Go("cost"))], count=len(costs))
        return [SlotSet(slot, value) for slot, value in costs.items()]

    @staticmethod
    def _all(held: dict[str, Any]) -> dict[str, Any]:
        """Take what is sure; what is not, or has a rival, is left to ask."""
        pieces = {name: held["pieces"][name] for name in _useful(held)}
        sure = {
            name: one["value"] for name, one in pieces.items() if one["confidence"] >= SURE and not one.get("others")
        }
        return {**held, "right": {**held["right"], **sure}, "left": [name for name in pieces if name not in sure]}

    @staticmethod
    def _typed(name: str, text: str, voice: Voice, tracker: Tracker) -> str | None:
        if name not in DATES:
            return " ".join(text.split())[:LONGEST]
        try:
            day = read_date(text, today(tracker), future=True)
            return dt.date.fromisoformat(day).isoformat()
        except (AnswerError, ValueError):
            voice.say("answer-unclear-date")
            return None

    def _ask(self, held: dict[str, Any], voice: Voice) -> None:
        """Ask about one piece, with where it stands."""
        name = held["left"][0]
        one = held["pieces"][name]
        buttons = [
            voice.button("button-read-pick", Go("reading", f"pick.{number}"), number, value=_shown(name, other, voice))
            for number, other in enumerate(one.get("others", []))
        ]
        row = len(buttons)
        if not buttons:
            buttons.append(voice.button("button-read-yes", Go("reading", "yes"), row))
        if held["kind"] == "denial":
            buttons.append(voice.button("button-read-fix", Go("reading", "fix"), row))
        buttons.append(voice.button("button-read-no", Go("reading", "no"), row + 1))
        buttons.append(voice.button("button-read-enough", Go("reading", "enough"), row + 1))
        asked = "read-two" if one.get("others") else "read-clause-one" if held["kind"] == "policy" else "read-one"
        voice.say(
            asked,
            buttons,
            {"alone": True},
            label=_label(name, voice, self.library.clauses),
            value=_shown(name, one["value"], voice),
            page=one["page"],
            passage=one["passage"][:LONGEST],
        )

    def _use(self, held: dict[str, Any], voice: Voice, tracker: Tracker) -> list[Event]:
        """Put what was confirmed where the questions ask for it."""
        right = held["right"]
        if not right and not held.get("wrong"):
            voice.say("read-none-used")
            return []
        if held["kind"] == "policy":
            events = [
                SlotSet(
                    f"clause_{kind}",
                    {
                        "answer": "yes",
                        "words": voice.words(
                            "read-quoted", passage=held["pieces"][kind]["passage"], page=held["pieces"][kind]["page"]
                        ),
                    },
                )
                for kind in right
            ]
            voice.say("read-used-policy", [voice.button("button-read-coverage", Go("coverage"))], count=len(events))
            return events
        case = self._case(held, tracker)
        heads = [SlotSet(HEADS[name], str(value)) for name, value in right.items() if name in HEADS]
        notice = self._notice(held, tracker)
        buttons = [voice.button("button-read-denial", Go("denial"), 0)]
        if notice:
            buttons.append(voice.button("button-read-notice", Go("notice"), 1))
        voice.say("read-used-denial", buttons, count=len(right))
        return [*case, *heads, *notice]

    def _case(self, held: dict[str, Any], tracker: Tracker) -> list[Event]:
        """The letter of the case as it was gone through: what is right is confirmed, what is not is taken out."""
        taking = Taking(tracker.slots, self.library, today(tracker), Origin.PAPER)
        kinds = self.library.agenda.by_slot
        for name in held.get("wrong", []):
            taking.clear(FILLS.get(name, name))
        for name, value in held["right"].items():
            if kind := kinds.get(FILLS.get(name, "")):
                taking.put(kind, value, str(held["pieces"][name]["passage"]))
        return [SlotSet(name, value) for name, value in taking.slots.items() if value != tracker.slots.get(name)]

    def _notice(self, held: dict[str, Any], tracker: Tracker) -> list[Event]:
        """What the law wants in a letter and was found in this one; what was not is asked."""
        plan = known(tracker.slots.get("plan_kind"))
        text = held.get("text")
        if not text or not plan:
            return []
        found = found_in(text, plan, self.library)
        return [
            SlotSet("notice_text", text),
            *(SlotSet(f"notice_{name}", "yes") for name, there in found.items() if there),
        ]


def _useful(held: dict[str, Any]) -> list[str]:
    """The pieces that answer a question; the others are only shown."""
    return [name for name in held["pieces"] if held["kind"] == "policy" or name in FILLS or name in HEADS]


class Again(Reading):
    """Asks once more what was being asked of a paper, after a question of the person's own."""

    action = "action_reading_again"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        self._ask(tracker.slots[READING], voice)
        return []


def _taken(held: dict[str, Any], name: str, value: object) -> dict[str, Any]:
    return {**held, "right": {**held["right"], name: value}, "left": [one for one in held["left"] if one != name]}


def _label(name: str, voice: Voice, clauses: Any = None) -> str:
    if clauses and name in clauses:
        return str(clauses[name].label)
    return voice.words(f"read-label-{name.replace('_', '-')}")


def _shown(name: str, value: object, voice: Voice) -> str:
    """A value as it is shown: a date in words, a number of a member all but its end hidden."""
    if name in DATES:
        return speech.shown_date(str(value), voice.words.language)
    if name == "member_id":
        text = str(value)
        return "\u2022" * max(0, len(text) - SHOWN) + text[-SHOWN:]
    return str(value)[:LONGEST]


def told(document: str, came: dict[str, Any], subject: Subject, voice: Voice, tracker: Tracker) -> list[Event]:
    """Tell what came of reading a document."""
    document = wanted(document)[0]
    if documents.find(tracker.slots, document) is None:
        return []  # it was destroyed meanwhile
    if problem := came.get("problem"):
        voice.say(
            f"read-{problem}", custom={"alone": True}, **{"limit": documents.LARGEST // 1024**2, **came.get("args", {})}
        )
        return []
    reading = came["reading"]
    pieces = _pieces(reading, subject)
    strange = reading["kind"] == "denial" and happened(reading, subject.library.agenda.papers) is None
    for warning in reading["warnings"]:
        if warning != NO_DENIAL:  # what it is instead is said with what was read
            voice.say(f"read-warning-{warning}")
    if strange:
        if NO_PAGE not in reading["warnings"]:
            voice.say("read-is-none", paper=reading["paper"])
        return _amounts_told(document, reading, voice)  # nothing of a case is filled in from it
    if not pieces:
        voice.say("read-nothing", custom={"alone": True})
        return []
    kept = {
        "document": document,
        "kind": reading["kind"],
        "pieces": pieces,
        "right": {},
        "left": [],
        "text": reading.get("text", "")[:MOST_TEXT],
        "amounts": reading.get("amounts") or {},
    }
    if reading["kind"] == "denial":
        # The letter starts the case at once; each piece can still be gone through.
        return [SlotSet(READING, kept), FollowupAction("action_letter_read")]
    lines = [
        voice.words(
            "read-line",
            label=_label(name, voice, subject.library.clauses),
            value=_shown(name, one["value"], voice),
            page=one["page"],
            unsure="yes" if one["confidence"] < SURE or one.get("others") else "no",
        )
        for name, one in pieces.items()
    ]
    missing = [] if reading["kind"] == "policy" else [name for name in FILLS if name not in pieces]
    buttons = [
        voice.button("button-read-all", Go("reading", "all"), 0),
        voice.button("button-read-each", Go("reading", "each"), 0),
        voice.button("button-read-none", Go("reading", "none"), 1),
    ]
    voice.say(
        f"read-told-{reading['kind']}",
        buttons,
        {"alone": True},
        lines="\n".join(lines),
        missing=", ".join(_label(name, voice) for name in missing) or "-",
        gaps=len(missing),
    )
    return [SlotSet(READING, kept)]


def costs_of(amounts: Mapping[str, Any]) -> dict[str, str]:
    """The answers about costs that a statement gives: by visit where it is one of several days."""
    costs = {}
    for name, slot in COSTS.items():
        if name in amounts and (value := Decimal(amounts[name]["value"])):
            by_visit = value / amounts["days"] if name in BY_VISIT else value
            costs[slot] = f"{by_visit:.2f}"
    return costs


def _amounts_told(document: str, reading: dict[str, Any], voice: Voice) -> list[Event]:
    """Show the amounts of a statement, and offer to reckon with them."""
    amounts = reading.get("amounts") or {}
    if not costs_of(amounts):
        return []
    shown = [name for name in amounts if name != "days"]
    lines = [voice.words("read-amount", name=name, value=Decimal(amounts[name]["value"])) for name in shown]
    buttons = [
        voice.button("button-read-amounts", Go("reading", "amounts")),
        voice.button("button-read-none", Go("reading", "none")),
    ]
    voice.say("read-amounts", buttons, {"alone": True}, lines="\n".join(lines))
    kept = {"document": document, "kind": reading["kind"], "pieces": {}, "right": {}, "left": [], "amounts": amounts}
    return [SlotSet(READING, kept)]


def _pieces(reading: dict[str, Any], subject: Subject) -> dict[str, dict[str, Any]]:
    """What there is to confirm: the fields of a letter; of a policy the surest clause of each kind we ask about."""
    if reading["kind"] == "denial":
        wanted = [*FILLS, *HEADS, "plan", "service", "codes", "diagnosis", "decision_date", *MORE]
        return {name: _piece(reading["fields"][name]) for name in wanted if name in reading["fields"]}
    best: dict[str, dict[str, Any]] = {}
    for hit in reading["clauses"]:
        if hit["kind"] in subject.library.clauses and _clearer(hit, best.get(hit["kind"])):
            best[hit["kind"]] = {**hit, "value": hit["passage"]}
    ranked = sorted(best, key=lambda kind: -subject.library.clauses[kind].weight)[:MOST_CLAUSES]
    return {kind: _piece(best[kind]) for kind in ranked}


def _clearer(one: dict[str, Any], other: dict[str, Any] | None) -> bool:
    """A definition says more than a sentence that only uses its word; else the surer one."""
    return other is None or (one["defines"], one["confidence"]) > (other["defines"], other["confidence"])


def _piece(one: dict[str, Any]) -> dict[str, Any]:
    """A piece as it is kept; with rivals, all of them are to choose from."""
    others = [one["value"], *one["others"]] if one.get("others") else []
    kept = {name: one[name] for name in ("value", "page", "passage", "confidence")}
    return kept | ({"others": others} if others else {})


ACTIONS = (Reading, Again)
