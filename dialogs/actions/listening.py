"""A message is heard: what it tells is taken in, what matters next is decided, and one message is said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from rasa_sdk.events import ActiveLoop, SlotSet

from dialogs.actions.path import PathSubject
from dialogs.actions.reading import READING, costs_of
from dialogs.case import ledger
from dialogs.case.acts_json import unpacked
from dialogs.case.ledger import ASKED, BETWEEN, BETWEEN_TOLD, PASSED, Origin
from dialogs.case.letters_read import acts_of
from dialogs.case.taken import Taken
from dialogs.case.taking import LEAST_UNPLACED, Taking, take_in
from dialogs.case.view import CaseView, view
from dialogs.forms import speech, walk
from dialogs.forms.moves import REQUESTED
from dialogs.speaking.callback import Go, button
from dialogs.speaking.voice import PAUSED, Button, Event, Voice, entity, today, zone
from dialogs.speaking.words import words_in
from dialogs.wording.answering import ASKED as ANSWERED_LAST
from dialogs.wording.answering import Told, by_plan, said, tell
from dialogs.wording.saying import LEAST_TOLD_BACK, MOST_BUTTONS, Asking, Saying
from knowledge.base.conditions import UNKNOWN
from knowledge.hearing.acts import Event as Happening
from knowledge.hearing.acts import Fact, Feeling, Span
from knowledge.hearing.listener import Situation, hearing
from knowledge.law.agenda import Due, first
from knowledge.law.path import DECISIONS
from knowledge.questions.answering import Found

if TYPE_CHECKING:
    from rasa_sdk import Tracker

FELT, WORTH_SAID, SPANISH_TOLD = "felt", "worth_said", "spanish_told"
"""Slots: words of sympathy that were said; the date as it was said last; that Spanish is understood."""
DOUBT, DOOR = "doubt", "door"
"""Slots: what was half heard and is asked about; with what a person came."""
MOST_KEPT_SHOWN, MOST_MISSES = 5, 2
MOST_NEAR, AFTER_ALL = 2, 8
"""Topics that are offered where none is sure to answer; the row after all others."""
MOST_SAID, LEAST_ANSWERED = 600, 200
"""Characters of one message, sources apart; of the answer in it, however much else there is to say."""
BESIDE = 120
"""Characters of an answer of which what is due says the rest."""
LIKELY, CLOSE = 0.7, 0.4
"""Score from which words of distress are a question as well; from which a topic that does not answer is offered."""
ON_THE_LETTER = frozenset({"notice_date", "letter_date", "denial_kinds", "reason_words"})
"""What only the letter tells."""
HEADS = {"insurer": "plan_name"}
LETTER_HEADS = {"member_id": "member", "appeal_phone": "plan_phone"}
"""What the head of a letter takes from a letter that was read."""


@dataclass(frozen=True)
class Standing:
    """Where a case stands after a message was taken in: worked out once a turn.

    Attributes:
        taken: What came of the message.
        seen: The case as conditions read it.
        due: What matters next.
        saying: Puts it into words.
    """

    taken: Taken
    seen: CaseView
    due: Due | None
    saying: Saying


class Listener(PathSubject):
    """Says one message for the case as it is after a message was taken in."""

    def seen(self, slots: Mapping[str, Any], tracker: Tracker) -> CaseView:
        return view(slots, self.library, today(tracker), str(zone(tracker.slots)))

    def due(self, slots: Mapping[str, Any], seen: CaseView) -> Due | None:
        return first(self.library.agenda, seen.values, ledger.passed_over(slots))

    def standing(self, taken: Taken, voice: Voice, tracker: Tracker) -> Standing:
        """Where the case stands after a message was taken in."""
        self._unfolded(taken.slots)
        seen = self.seen(taken.slots, tracker)
        return Standing(taken, seen, self.due(taken.slots, seen), Saying(taken.slots, seen, self.library, voice.words))

    def respond(
        self,
        voice: Voice,
        tracker: Tracker,
        stands: Taken | Standing,
        *,
        lead: Sequence[str] = (),
        answer: Told | None = None,
        feelings: Sequence[str] = (),
        ask: Asking | None = None,
        insist: bool = False,
        leaves: bool = False,
        more: Sequence[Button] = (),
        most: int = MOST_SAID,
    ) -> list[Event]:
        """Say what was understood, what it is worth, and one question.

        Args:
            stands: What came of the message, or where the case stands after it.
            lead: Lines that come first after the sympathy.
            answer: The answer to a question of the message; its beginning is said, the rest is folded away.
            feelings: Feelings that were told, the strongest first.
            ask: A question in place of the agenda's.
            insist: Whether the date is said even if it was said before.
            leaves: Whether an open questionnaire waits.
            more: Buttons that stand beside those of the question.
            most: Characters of the answer that are said.
        """
        if isinstance(stands, Taken):
            stands = self.standing(stands, voice, tracker)
        lead = [*in_spanish(stands.taken.slots, tracker), *lead]
        taken, seen, saying = stands.taken, stands.seen, stands.saying
        slots = taken.slots
        felt = self._sympathy(taken, seen, feelings, slots, voice)
        understood = saying.understood(taken)
        lines = [*understood.lines, *(voice.words(clash) for clash, _ in taken.clashes)]
        worth = saying.worth()
        if worth and (insist or worth != slots.get(WORTH_SAID)):
            lines.append(worth)
            slots[WORTH_SAID] = worth
        asking = ask or self._asking(stands, voice, wrong=bool(understood.lines))
        inside = tracker.active_loop_name is not None and not (leaves or self._leaves_form(taken))
        events: list[Event] = []
        if inside:
            asking = Asking("", [])
            events += self._form_goes_on(slots, tracker)
        elif tracker.active_loop_name is not None:
            events += self._form_waits(slots, tracker)
        first = [*([felt] if felt else []), *lead]
        times = _times(asking, tracker.slots)
        asking = asking if insist else saying.put(asking, times, beside=bool(first or lines or answer))
        if asking.text:
            lines.append(asking.text)
        room = max(LEAST_ANSWERED, MOST_SAID - sum(map(len, (*first, *lines))))
        head, rest = speech.begun(answer.text, min(most, room)) if answer else ("", "")
        lines = [*first, *([head] if head else []), *lines]
        under = [rest, asking.under, *understood.under, answer.cited if answer else ""]
        slots[ASKED] = {"slot": asking.slot, "misses": 0, "times": times, "key": asking.key} if asking.key else None
        if asking.slot in (slots.get(BETWEEN) or {}):
            slots[BETWEEN_TOLD] = {asking.slot: slots[BETWEEN][asking.slot]}
        if lines:
            beside = [{**button, "row": AFTER_ALL + row} for row, button in enumerate(more)]
            buttons = [*asking.buttons, *beside][:MOST_BUTTONS]
            self._utter(voice, lines, buttons, "\n\n".join(filter(None, under)), asking.slot)
        return [*_changed(tracker.slots, slots), *events]

    @staticmethod
    def _utter(voice: Voice, lines: Sequence[str], buttons: list[Button], cited: str, slot: str | None) -> None:
        custom = {"question": f"case.{slot}"} if slot else {}
        voice.say("heard-reply", buttons, custom, body="\n\n".join(lines), sources=cited)

    def _asking(self, stands: Standing, voice: Voice, *, wrong: bool) -> Asking:
        """The one question: a date that cannot be, then what was half heard, then what is missing most."""
        taken, due, saying = stands.taken, stands.due, stands.saying
        if taken.clashes:
            return saying.again(taken.clashes[0][1], wrong=wrong)
        if not taken.doubtful and (waiting := self._still_doubted(taken, saying, voice)):
            return saying.doubt(waiting, wrong=wrong)
        if taken.doubtful and (told := self._doubt(taken, due, saying, voice)):
            return saying.doubt(told, wrong=wrong)
        return saying.asking(due, wrong=wrong)

    def _still_doubted(self, taken: Taken, saying: Saying, voice: Voice) -> str:
        """What was half heard before and is neither confirmed nor told meanwhile; asked about a few times at most."""
        held = taken.slots.get(DOUBT)
        told = held and (taken.happened or any(change.slot == held.get("slot") for change in taken.changes))
        asked = held.get("asked", 1) if held else 0
        if not held or told or asked >= self.library.agenda.doubted:
            taken.slots[DOUBT] = None
            return ""
        taken.slots[DOUBT] = {**held, "asked": asked + 1}
        if "happened" in held:
            return voice.words("heard-event", event=held["happened"])
        return saying.fact(held["slot"], held["value"])

    def _doubt(self, taken: Taken, due: Due | None, saying: Saying, voice: Voice) -> str:
        """What was half heard, if it is an event or just what is missing; it waits for a yes."""
        for one in taken.doubtful:
            if isinstance(one, Happening):
                taken.slots[DOUBT] = {"happened": one.happened, "on": one.on.isoformat() if one.on else None,
                                      "facts": _listed(one.facts), "words": one.words}  # fmt: skip
                return voice.words("heard-event", event=one.happened)
            law = self.library.agenda.by_slot[one.slot].law
            if due is not None and (law or due.asks == one.slot) and len(one.values) == 1:
                taken.slots[DOUBT] = {"slot": one.slot, "value": one.values[0], "words": one.words}
                return saying.fact(one.slot, one.values[0])
        return ""

    # --- sympathy -------------------------------------------------------------------------------

    def _sympathy(
        self, taken: Taken, seen: CaseView, feelings: Sequence[str], slots: dict[str, Any], voice: Voice
    ) -> str:
        """One line where it belongs, and never the same twice."""
        said = list(slots.get(FELT) or ())
        for kind in self._kinds(taken, seen, feelings):
            for number in range(1, 9):
                name = f"feel-{kind}-{number}"
                text = voice.words.get(name)
                if text is None:
                    break
                if name not in said:
                    slots[FELT] = [*said, name]
                    return text
        return ""

    @staticmethod
    def _kinds(taken: Taken, seen: CaseView, feelings: Sequence[str]) -> list[str]:
        new = set(taken.happened)
        kinds = []
        if seen.values["cut"] == "yes" and any(c.slot in ("ongoing", "effective_on") for c in taken.changes):
            kinds.append("cut")
        if seen.values["time"] == "passed" and (new or taken.changes):
            kinds.append("passed")
        if new & set(DECISIONS):
            kinds.append("denied")
        if "partly_approved" in new:
            kinds = ["partly" if kind == "denied" else kind for kind in kinds]
        if "approved" in new:
            kinds.append("approved")
        return [*kinds, *feelings]

    # --- forms ----------------------------------------------------------------------------------

    @staticmethod
    def _leaves_form(taken: Taken) -> bool:
        """What happened comes before any questionnaire; it waits."""
        return bool(taken.happened)

    def _form_waits(self, slots: Mapping[str, Any], tracker: Tracker) -> list[Event]:
        name = tracker.active_loop_name
        paused = [one for one in slots.get(PAUSED) or [] if one != name]
        return [SlotSet(PAUSED, [*paused, name]), SlotSet(REQUESTED, None), ActiveLoop(None)]

    def _form_goes_on(self, slots: Mapping[str, Any], tracker: Tracker) -> list[Event]:
        """The open questionnaire moves on where its open question was answered on the way."""
        flow = self.flows.get(tracker.active_loop_name or "")
        place = tracker.slots.get(REQUESTED)
        step = walk.find(flow, slots, place) if flow else None
        if flow is None or step is None or step.is_menu or walk.answer_at(slots, step) is None:
            return []
        if walk.answer_at(tracker.slots, step) is not None:
            return []
        following = walk.first_open(flow, slots)
        return [SlotSet(REQUESTED, following.path)] if following else []

    def _unfolded(self, slots: dict[str, Any]) -> None:
        """The head of a letter names the plan by the insurer, as long as the person has given it no other name."""
        for slot, head in HEADS.items():
            if slots.get(slot) and not slots.get(head):
                slots[head] = slots[slot]


class Hear(Listener):
    """Takes in what a message tells, answers what it asks, and says what is next."""

    action = "action_hear"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        heard = unpacked(entity(tracker, "heard"))
        taken = take_in(heard, tracker.slots, self.library, today(tracker))
        found, alarmed = entity(tracker, "found"), entity(tracker, "alarm") is not None
        if alarmed and found is not None and found.get("score", 0) < LIKELY:
            found = None  # words of distress are no question
        stands = self.standing(taken, voice, tracker)
        better = bool(stands.due and found and found.get("topic") in stands.due.need.topics)
        told = self._answered(found, stands, voice, str(entity(tracker, "asked") or ""), better=better)
        if told and found:
            taken.slots[ANSWERED_LAST] = said(Found.from_entity(found), taken.slots.get(ANSWERED_LAST))
        return self.respond(
            voice,
            tracker,
            stands,
            answer=told,
            feelings=[] if alarmed else feelings_of(tracker),
            insist=bool(taken.happened) or better or taken.early,
            more=told.buttons if told and told.message == "topic-none" else (),
            most=BESIDE if better else MOST_SAID,
        )

    def _answered(
        self, found: dict[str, Any] | None, stands: Standing, voice: Voice, asked: str, *, better: bool
    ) -> Told | None:
        """The answer to what the message asks.

        Args:
            asked: The words of the question, where they stood among others.
            better: What is due answers it better than a topic that speaks to everybody; what a topic says of this kind
                of plan is said beside it.
        """
        if found is None:
            return None
        topic = self.library.topics.get(found.get("topic") or "")
        if better and not (topic and by_plan(topic, stands.seen.values)):
            return None
        told = tell(Found.from_entity(found), self.library, voice.words, stands.seen.values)
        if told.message == "topic-none" and asked:
            close = found.get("score", 0) >= CLOSE and bool(told.buttons)
            text = voice.words("topic-part-near" if close else "topic-part-none", asked=speech.clipped(asked))
            return replace(told, text=text, buttons=told.buttons[:MOST_NEAR] if close else ())
        return told


class TakeIn(Listener):
    """Takes in what a message tells and says nothing: in danger help comes alone, and nothing is lost."""

    action = "action_take_in"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        held = entity(tracker, "heard")
        if not held:
            return []
        taken = take_in(unpacked(held), tracker.slots, self.library, today(tracker))
        return _changed(tracker.slots, taken.slots)


def in_spanish(slots: dict[str, Any], tracker: Tracker) -> list[str]:
    """To the first words in Spanish: that they are understood, and that the answers are in English."""
    if not entity(tracker, "spanish") or slots.get(SPANISH_TOLD):
        return []
    slots[SPANISH_TOLD] = True
    return [words_in("es")("heard-in-english")]


def _times(asking: Asking, before: Mapping[str, Any]) -> int:
    """How often in a row a question is asked now."""
    held = before.get(ASKED) or {}
    return int(held.get("times", 1)) + 1 if asking.key and held.get("key") == asking.key else 1


def feelings_of(tracker: Tracker) -> list[str]:
    """The feelings that the message tells of, in its order."""
    held = entity(tracker, "heard")
    return list(dict.fromkeys(str(act.kind) for act in unpacked(held).of(Feeling))) if held else []


class LetterRead(Listener):
    """A denial letter that was pasted or photographed starts the case, with one read-back."""

    action = "action_letter_read"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        reading = entity(tracker, "letter") or (entity(tracker, "found") or {}).get("reading")
        if not reading:
            return []
        slots = tracker.slots
        situation = Situation(today(tracker), known={name: slots[name] for name in ("plan_kind",) if slots.get(name)})
        heard = acts_of(reading, self.library, hearing(self.library), situation)
        taken = take_in(heard, slots, self.library, today(tracker), Origin.PAPER)
        self._heads(reading["fields"], taken.slots)
        more = [voice.button("button-read-each", Go("reading", "each"))] if slots.get(READING) else []
        if slots.get(READING) and costs_of(reading.get("amounts") or {}):
            more.append(voice.button("button-read-amounts", Go("reading", "amounts")))
        lead = self._lead(reading, taken, voice)
        return self.respond(voice, tracker, taken, lead=[lead], insist=True, leaves=True, more=more)

    @staticmethod
    def _lead(reading: Mapping[str, Any], taken: Taken, voice: Voice) -> str:
        """What the letter is; of a request for records, by when they want them."""
        if taken.earlier:
            return voice.words("letter-read-earlier")
        fields = reading["fields"]
        by = fields.get("answer_by", fields.get("answer_days"))
        wanted = "no"
        if by is not None:
            wanted = "day" if "answer_by" in fields else "days"
        day = speech.shown_date(str(by["value"]), voice.words.language) if by and wanted == "day" else ""
        amount = str(by["value"]) if by else ""
        outcome = "partly" if reading["grants"] and reading["denies"] else "won" if reading["grants"] else "lost"
        return voice.words(
            "letter-read", paper=reading["paper"], outcome=outcome, wanted=wanted, day=day, amount=amount
        )

    @staticmethod
    def _heads(fields: Mapping[str, Any], slots: dict[str, Any]) -> None:
        """What stands at the head of letters, where the person has not said it."""
        for name, slot in LETTER_HEADS.items():
            if name in fields and not slots.get(slot):
                slots[slot] = str(fields[name]["value"])


class SayAnswer(Listener):
    """A button under a question of the agenda."""

    action = "action_say_answer"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        slot, _, value = str(entity(tracker, "value") or "").partition("=")
        if slot == DOUBT:
            return self._doubt_answered(value == "yes", voice, tracker)
        kind = self.library.agenda.by_slot.get(slot)
        if kind is None or not value:
            voice.say("button-old")
            return []
        taking = Taking(tracker.slots, self.library, today(tracker), Origin.BUTTON)
        if value == UNKNOWN:
            return self.respond(voice, tracker, passed(taking.taken, slot), lead=[skipped(slot, voice)])
        title = str(tracker.latest_message.get("text") or value)
        option = next((one for one in kind.options if f"+{one.id}" == value), None)
        values = option.values if option else (value,)
        taking.fact(Fact(Span(0, 0), title, 1.0, slot, tuple(values)))
        return self.respond(voice, tracker, taking.taken)

    def _doubt_answered(self, yes: bool, voice: Voice, tracker: Tracker) -> list[Event]:
        held = tracker.slots.get(DOUBT)
        taking = Taking(tracker.slots, self.library, today(tracker), Origin.WORDS)
        taking.slots[DOUBT] = None
        if held and yes and "happened" in held:
            on = dt.date.fromisoformat(held["on"]) if held.get("on") else None
            taking.event(Happening(Span(0, 0), held["words"], 1.0, held["happened"], on, facts=held["facts"]))
        elif held and yes:
            taking.fact(Fact(Span(0, 0), held["words"], 1.0, held["slot"], (held["value"],)))
        return self.respond(voice, tracker, taking.taken, insist=yes)


def passed(taken: Taken, slot: str) -> Taken:
    """A question that is left open: it is not asked again by itself."""
    held = [one for one in taken.slots.get(PASSED) or () if one != slot]
    taken.slots[PASSED] = [*held, slot]
    taken.slots[ASKED] = None
    return taken


def skipped(slot: str, voice: Voice) -> str:
    """What is said to a question that is left open; where the letter is gone, how to get it again."""
    return voice.words("skipped-letter" if slot in ON_THE_LETTER else "skipped")


class Pass(Listener):
    """Passes over a question of the agenda ("skip", "I don't know")."""

    action = "action_pass_over"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        slot = ledger.asked_slot(tracker.slots)
        taken = Taken(dict(tracker.slots))
        if slot is None:
            return self.respond(voice, tracker, taken, insist=True)
        return self.respond(voice, tracker, passed(taken, slot), lead=[skipped(slot, voice)])


class OpenDoor(Listener):
    """One of the four doors at the start."""

    action = "action_door"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        door = str(entity(tracker, "value") or "")
        taking = Taking(tracker.slots, self.library, today(tracker), Origin.BUTTON)
        taking.slots[DOOR] = door
        if door == "denied":
            taking.event(Happening(Span(0, 0), voice.words("door-denied"), 1.0, "denied"))
        return self.respond(voice, tracker, taking.taken, leaves=True)


class Agenda(Listener):
    """The most useful next thing, asked for."""

    action = "action_agenda"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        taken = Taken(dict(tracker.slots))
        seen = self.seen(taken.slots, tracker)
        due = self.due(taken.slots, seen)
        if due is not None and due.asks is None and due.need.by_step and seen.todo:
            self.say_next(voice, tracker)
            return [SlotSet(ASKED, None)]
        promises = self._promises(voice, tracker)
        return self.respond(voice, tracker, taken, lead=promises, insist=True, leaves=True)


class Step(PathSubject):
    """The next step of the path in full."""

    action = "action_step"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        self.say_next(voice, tracker)
        return []


class Wrong(Listener):
    """Something was understood wrongly: the person says what, or presses what is to be forgotten."""

    action = "action_wrong"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        slot = str(entity(tracker, "value") or "")
        if slot in self.library.agenda.by_slot:
            return self._forget(slot, voice, tracker)
        seen = self.seen(tracker.slots, tracker)
        saying = Saying(tracker.slots, seen, self.library, voice.words)
        told = tracker.slots.get(ledger.TOLD) or {}
        newest = [name for name in reversed(list(told)) if saying.fact(name, seen.values.get(name))][:5]
        buttons: list[Button] = [
            button(saying.fact(name, seen.values[name]), Go("wrong", name), row) for row, name in enumerate(newest)
        ]
        if seen.matter.happened:
            event = voice.words("heard-event", event=seen.matter.happened[-1].event)
            buttons = [*buttons[:5], button(event, Go("undo", seen.matter.id), 5)]
        voice.say("wrong-which" if buttons else "wrong-nothing", buttons)
        return []

    def _forget(self, slot: str, voice: Voice, tracker: Tracker) -> list[Event]:
        kind = self.library.agenda.by_slot.get(slot)
        if kind is None:
            voice.say("button-old")
            return []
        taking = Taking(tracker.slots, self.library, today(tracker))
        saying = Saying(tracker.slots, self.seen(tracker.slots, tracker), self.library, voice.words)
        label = saying.fact(slot, taking.held(kind)) or slot
        taking.clear(slot)
        again = Saying(taking.slots, self.seen(taking.slots, tracker), self.library, voice.words).again
        lead = [voice.words("wrong-forgot", label=label)]
        return self.respond(voice, tracker, taking.taken, lead=lead, ask=again(slot, wrong=False))


class Known(Listener):
    """What is known so far, in a few lines."""

    action = "action_known"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        seen = self.seen(tracker.slots, tracker)
        saying = Saying(tracker.slots, seen, self.library, voice.words)
        lines = [voice.words("known-line", told=told) for told in saying.known()]
        said = [row for row in tracker.slots.get(ledger.UNPLACED) or [] if len(row["words"].split()) >= LEAST_TOLD_BACK]
        kept = said[-MOST_KEPT_SHOWN:]
        lines += [voice.words("known-words", words=row["words"]) for row in kept]
        if not lines:
            voice.say("known-none")
            return []
        body = voice.words("known", lines="\n".join(lines))
        worth = saying.worth()
        buttons = [voice.button("button-wrong", Go("wrong"), 0), voice.button("button-next", Go("next"), 1)]
        voice.say("heard-reply", buttons, body="\n\n".join([body, *([worth] if worth else [])]), sources="")
        return []


class Missed(Listener):
    """What was not understood: once in other words, the second time another road."""

    action = "action_missed"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        held = tracker.slots.get(ASKED) or {}
        slot, misses = str(held.get("slot") or ""), int(held.get("misses", 0)) + 1
        words = str(tracker.latest_message.get("text") or "")
        taken = Taken(dict(tracker.slots))
        told = len(words.split()) >= LEAST_UNPLACED
        if told:
            taken.slots[ledger.UNPLACED] = ledger.unplaced(tracker.slots, [words], today(tracker))
        asked = slot in self.library.agenda.by_slot
        if asked and misses > MOST_MISSES:
            return self.respond(voice, tracker, passed(taken, slot), lead=[voice.words("missed-passed")])
        if misses > 1 and (asked or not told):
            return self._other_road(voice, tracker, taken, {**held, "misses": misses})
        stands = self.standing(taken, voice, tracker)
        missed = voice.words("missed-kept", words=speech.clipped(words)) if told else voice.words("missed-once")
        ask = stands.saying.again(slot, wrong=False) if asked else None
        said = self.respond(voice, tracker, stands, lead=[missed], ask=ask)
        return [*said, SlotSet(ASKED, {**(taken.slots.get(ASKED) or {}), "misses": misses if asked or not told else 0})]

    @staticmethod
    def _other_road(voice: Voice, tracker: Tracker, taken: Taken, asked: dict[str, Any]) -> list[Event]:
        """Not the same question once more: skip it, see what is known, reach a human, rest."""
        buttons = [
            voice.button("button-skip-question", Go("pass_over"), 0),
            voice.button("button-known", Go("known"), 1),
            voice.button("button-human", Go("human"), 2),
            voice.button("button-stop-today", Go("rest"), 3),
        ]
        voice.say("missed-twice", buttons)
        taken.slots[ASKED] = asked
        return _changed(tracker.slots, taken.slots)


class Rest(Listener):
    """Enough for today: what is kept, and the day that counts."""

    action = "action_rest"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        saying = Saying(tracker.slots, self.seen(tracker.slots, tracker), self.library, voice.words)
        voice.say("rested", date=saying.day_that_counts() or voice.words("rested-bye"))
        return [SlotSet(ASKED, None)]


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Event]:
    """The events that lead from one set of slots to another."""
    return [SlotSet(name, value) for name, value in after.items() if value != before.get(name)]


def _listed(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple | set) else value for name, value in facts.items()}


ACTIONS = (Hear, TakeIn, LetterRead, SayAnswer, Pass, OpenDoor, Agenda, Step, Wrong, Known, Missed, Rest)
