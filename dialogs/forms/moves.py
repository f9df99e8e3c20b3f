"""What a person may do in a questionnaire: answer, go back, skip, not know, change, pause. As rasa events."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rasa_sdk.events import ActiveLoop, FollowupAction, SlotSet

from dialogs.forms import speech, walk
from dialogs.forms.answers import (
    AnswerError,
    NoSuchWords,
    PartialDate,
    Room,
    UnclearChoice,
    read_choice,
    read_choices,
    read_clause,
    read_date,
    read_money,
    read_money_range,
    read_number,
    read_percent,
    read_text,
    read_yes_no,
)
from dialogs.forms.flow import Flow, Question
from dialogs.forms.walk import Step
from dialogs.speaking.callback import Go
from dialogs.speaking.spellings import spelled
from dialogs.speaking.voice import ANSWERED, DRAFT, HINTED, MISSES, PAUSED, Event, Voice, entity, moment, today
from knowledge.base.conditions import SKIPPED, UNKNOWN
from knowledge.base.text import plain
from knowledge.library import Library
from knowledge.library.plausible import is_chatter

if TYPE_CHECKING:
    from rasa_sdk import Tracker

REQUESTED = "requested_slot"
OTHER_WORDS = 25
"""Words of an answer of the person's own where none of the choices fits."""
READ_BACK = ("choice", "choices", "date", "money", "percent", "number")
"""Types whose typed answers are read back, since they were understood rather than copied."""
NOTHING_TO_SAY = ("no", "done", "none_of_these", "says_nothing")
"""Words that mean that there is no answer, where words are asked for."""
REVIEW, EDIT = "review", "edit"
"""Places in a form that are not questions: the review screen and its list of answers to change."""


def read_answer(question: Question, raw: str, room: Room) -> Any:
    """A typed answer to `question`.

    Raises:
        AnswerError: The kind of error says what would be accepted.
    """
    match question.type:
        case "choice":
            try:
                return read_choice(raw, question.choices(room.library, room.slots))
            except UnclearChoice:
                if question.other == "allowed" and len(plain(raw).split()) <= OTHER_WORDS and len(plain(raw)) > 2:
                    return read_text(raw)
                raise
        case "choices":
            return read_choices(raw, question.choices(room.library, room.slots))
        case "yes_no":
            return read_yes_no(raw)
        case "date":
            value = read_date(raw, room.today, future=question.future == "allowed")
            if question.precision == "day" and len(value) < len("2026-11-24"):
                raise PartialDate
            return value
        case "number":
            return read_number(raw, *question.between)
        case "money":
            return read_money_range(raw) if question.range == "allowed" else read_money(raw)
        case "percent":
            return read_percent(raw)
        case "clause":
            return read_clause(raw, room)
    words = read_text(raw)
    if question.slot in room.library.plausible.fields and is_chatter(words, room.library):
        raise NoSuchWords
    return words


@dataclass
class Moment:
    """One message to a form, and what comes of it."""

    flow: Flow
    library: Library
    tracker: Tracker
    voice: Voice

    @property
    def slots(self) -> dict[str, Any]:
        held: dict[str, Any] = self.tracker.slots
        return held

    @property
    def place(self) -> str | None:
        at = self.slots.get(REQUESTED)
        return str(at) if at else None

    @property
    def step(self) -> Step | None:
        return walk.find(self.flow, self.slots, self.place)

    @property
    def room(self) -> Room:
        return Room(today(self.tracker), self.library, self.slots)

    # --- events ---------------------------------------------------------------------------------

    def stay(self) -> list[Event]:
        return [SlotSet(REQUESTED, self.place)]

    def go(self, path: str) -> list[Event]:
        return [SlotSet(DRAFT, None), SlotSet(MISSES, None), SlotSet(REQUESTED, path)]

    def put(self, step: Step, value: object, *, confirm: bool = False) -> list[Event]:
        """Store an answer. Where to go next is the form's to say."""
        slot, held = walk.with_answer(self.slots, step, value)
        events = [SlotSet(slot, held), SlotSet(DRAFT, None), SlotSet(MISSES, None), SlotSet(HINTED, None)]
        question = step.question
        assert question is not None
        if confirm:
            noted = speech.shown(value, question, self.voice.words, self.library)
            named = speech.step_label(self.flow, step, self.voice.words, self.library)
            self.voice.say("noted", label=named, value=noted)
        if question.react:
            events += [SlotSet(ANSWERED, step.path), FollowupAction(question.react)]
        return events

    # --- what a person may do -------------------------------------------------------------------

    def answer(self) -> list[Event]:
        raw = str(self.tracker.latest_message.get("text") or "")
        if self.place == REVIEW:
            return self._answer_review(raw)
        if self.place == EDIT:
            return self._answer_edit(raw)
        step = self.step
        if step is None:
            return self.resume()
        if step.is_menu:
            return self._answer_menu(step, raw)
        assert step.question is not None
        if step.question.type == "text" and any(spelled(name, plain(raw)) for name in NOTHING_TO_SAY):
            return self.skip()
        try:
            value = read_answer(step.question, raw, self.room)
        except AnswerError as error:
            return self._missed(error)
        if value == UNKNOWN:
            return self.unknown()
        return self.put(step, value, confirm=step.question.type in READ_BACK)

    def _missed(self, error: AnswerError) -> list[Event]:
        """Say what would be accepted; the second time in a row, say it another way."""
        before = self.slots.get(MISSES)
        count = before["count"] + 1 if before and before["path"] == self.place else 1
        message = error.message if count == 1 else f"{error.message}.again"
        if self.voice.words.get(message, **error.args_) is None:
            message = "answer-unclear.again"
        self.voice.say(message, **error.args_)
        return [SlotSet(MISSES, {"path": self.place, "count": count}), *self.stay()]

    def _answer_review(self, raw: str) -> list[Event]:
        said = plain(raw)
        if spelled("yes", said) or spelled("resume", said):
            return self.confirm()
        if spelled("no", said):
            return self.go(EDIT)
        return self._answer_edit(raw)

    def _answer_edit(self, raw: str) -> list[Event]:
        """Words on the review screen name the answer to change, by its number or its label."""
        answered = self.editable_steps()
        said = plain(raw)
        if said.isdigit() and 1 <= int(said) <= len(answered):
            return self.go(answered[int(said) - 1].path)
        for step in answered:
            if plain(speech.step_label(self.flow, step, self.voice.words, self.library)) in (
                said,
                f"change {said}",
            ):
                return self.go(step.path)
        return self._missed(AnswerError())

    def _answer_menu(self, step: Step, raw: str) -> list[Event]:
        said = plain(raw)
        assert step.group is not None
        if spelled("yes", said) or said in ("add", "another", "1"):
            return self._add(step)
        if said == "2" or any(spelled(name, said) for name in ("done", "no", "unknown", "none_of_these")):
            return self._close(step)
        first = step.group.ask[0]
        if first.type == "text" and len(said.split()) >= 4:
            return self._add_words(step, first, raw)
        return self._missed(AnswerError())

    def choose(self) -> list[Event]:
        """A button with an answer was pressed."""
        path, value = entity(self.tracker, "path"), entity(self.tracker, "value")
        step = walk.find(self.flow, self.slots, path)
        if path != self.place or step is None:
            return self._stale(step, value)
        if step.is_menu:
            return self._choose_menu(step, value)
        assert step.question is not None
        if value not in offered(step.question, self.library):
            return self._missed(UnclearChoice())
        return self.put(step, {"answer": value} if step.question.type == "clause" else value)

    def _stale(self, step: Step | None, value: object) -> list[Event]:
        """A button of an older question: harmless. The same answer pressed twice is not even mentioned."""
        held = walk.answer_at(self.slots, step) if step and not step.is_menu else None
        if isinstance(held, dict):
            held = held.get("answer")
        if held is not None and held == value:
            self.voice.say("button-again", custom={"toast": True})
        else:
            self.voice.say("button-old")
        return self.stay()

    def toggle(self) -> list[Event]:
        """A button of a multiple choice was pressed: the tick changes, the question stays."""
        path, value = entity(self.tracker, "path"), entity(self.tracker, "value")
        step = self.step
        if path != self.place or step is None or step.question is None:
            return self._stale(None, value)
        chosen = set(draft_of(self.slots, step))
        chosen ^= {value} & offered(step.question, self.library)
        order = [c.id for c in step.question.choices(self.library) if c.id in chosen]
        return [SlotSet(DRAFT, {"path": path, "chosen": order}), *self.stay()]

    def done(self) -> list[Event]:
        """The multiple choice is complete."""
        step = self.step
        if step is None or step.question is None or step.question.type != "choices":
            return self._missed(AnswerError())
        return self.put(step, draft_of(self.slots, step))

    def back(self) -> list[Event]:
        previous = walk.before(self.flow, self.slots, self.place or "")
        if previous is None:
            self.voice.say("back-none")
            return self.stay()
        return self.go(previous.path)

    def skip(self) -> list[Event]:
        step = self.step
        if step is None or step.is_menu or step.question is None:
            return self._close(step) if step and step.is_menu else self.stay()
        if walk.answer_at(self.slots, step) is not None:
            return self._onward()
        if step.question.skip == "forbidden":
            self.voice.say("skip-forbidden")
            return self.stay()
        return self.put(step, SKIPPED)

    def unknown(self) -> list[Event]:
        """Take "I don't know" as an answer of its own; where knowledge can help to find out, it helps once first."""
        step = self.step
        if step is None or step.is_menu or step.question is None:
            return self._close(step) if step and step.is_menu else self._missed(AnswerError())
        question = step.question
        if question.unsure == "forbidden":
            self.voice.say("unknown-forbidden")
            return self.stay()
        if question.hint and self.slots.get(HINTED) != step.path:
            hints = [
                self.voice.words("hint-line", label=c.label, hint=getattr(c, question.hint))
                for c in question.choices(self.library)
                if getattr(c, question.hint)
            ]
            self.voice.say("hints", hints="\n".join(hints))
            return [SlotSet(HINTED, step.path), *self.stay()]
        return self.put(step, {"answer": UNKNOWN} if question.type == "clause" else UNKNOWN)

    def why(self) -> list[Event]:
        step = self.step
        if step is None or step.question is None:
            self.voice.say("why-review")
        else:
            text = speech.why_text(self.flow, step.question, self.voice.words, self.library)
            self.voice.say("why", text=text)
        return self.stay()

    def edit(self) -> list[Event]:
        path = entity(self.tracker, "path")
        if path and walk.find(self.flow, self.slots, path):
            return self.go(path)
        if not self.answered_steps():
            self.voice.say("review-empty")
            return self.stay()
        return self.go(EDIT)

    def resume(self) -> list[Event]:
        return self._onward()

    def control(self) -> list[Event]:
        """A Back, Skip, "I don't know", Why or Stop button: it speaks only for the question it hung under."""
        if entity(self.tracker, "path") != self.place:
            return self._stale(None, None)
        return self.act(str(entity(self.tracker, "value")))

    def confirm(self) -> list[Event]:
        """The review is right: the form ends."""
        if walk.first_open(self.flow, self.slots):
            return self._onward()
        return [
            SlotSet(f"{self.flow.flow}_done", moment(self.tracker).isoformat()),
            SlotSet(REQUESTED, None),
            ActiveLoop(None),
            FollowupAction(self.flow.finish),
        ]

    def pause(self) -> list[Event]:
        at = walk.progress(self.flow, self.slots, self.place)
        resume = [self.voice.button("button-resume", Go("resume"))]
        self.voice.say("paused", resume, answered=at.answered, total=at.of, flow=self.flow.flow)
        paused = [name for name in self.slots.get(PAUSED) or [] if name != self.flow.flow]
        return [SlotSet(PAUSED, [*paused, self.flow.flow]), SlotSet(REQUESTED, None), ActiveLoop(None)]

    # --- repeating groups -----------------------------------------------------------------------

    def _choose_menu(self, step: Step, value: str) -> list[Event]:
        assert step.group is not None
        if value == "add":
            return self._add(step)
        if value == "done":
            return self._close(step)
        if value.startswith("cut") and value[3:].isdigit():
            return self._remove(step, int(value[3:]))
        return self._missed(AnswerError())

    def _add(self, step: Step) -> list[Event]:
        assert step.group is not None
        rows = walk.entries(self.slots, step.group.group)
        if len(rows) >= step.group.most:
            self.voice.say("group-full", most=step.group.most)
            return self.stay()
        return [SlotSet(step.group.group, {"entries": [*rows, {}], "closed": False}), SlotSet(MISSES, None)]

    def _add_words(self, step: Step, first: Question, raw: str) -> list[Event]:
        """Words sent instead of "add": a new entry that begins with them."""
        events = self._add(step)
        if events[0]["name"] == REQUESTED:
            return events
        self.tracker.add_slots(events)
        assert step.group is not None
        newest = f"{step.group.group}.{len(walk.entries(self.slots, step.group.group)) - 1}.{first.slot}"
        opened = walk.find(self.flow, self.slots, newest)
        assert opened is not None
        try:
            return self.put(opened, read_text(raw))
        except AnswerError as error:
            self.voice.say(error.message, **error.args_)
            return events

    def _close(self, step: Step) -> list[Event]:
        assert step.group is not None
        rows = walk.entries(self.slots, step.group.group)
        return [SlotSet(step.group.group, {"entries": rows, "closed": True}), SlotSet(MISSES, None)]

    def _remove(self, step: Step, index: int) -> list[Event]:
        assert step.group is not None
        rows = walk.entries(self.slots, step.group.group)
        if not 0 <= index < len(rows):
            return self._stale(None, None)
        kept = [row for at, row in enumerate(rows) if at != index]
        self.voice.say("group-removed", number=index + 1)
        return [SlotSet(step.group.group, {"entries": kept, "closed": False}), *self.stay()]

    # --- where to ---------------------------------------------------------------------------------

    def _onward(self) -> list[Event]:
        return [SlotSet(REQUESTED, self.next_place())]

    def next_place(self) -> str:
        step = walk.first_open(self.flow, self.slots)
        return step.path if step else REVIEW

    def answered_steps(self) -> list[Step]:
        """Questions with an answer, in order: what the review shows and what can be changed."""
        return [
            step
            for step in walk.steps(self.flow, self.slots)
            if not step.is_menu and walk.answer_at(self.slots, step) is not None
        ]

    def editable_steps(self) -> list[Step]:
        """What can be changed: the answers, and the lists that were closed."""
        steps = walk.steps(self.flow, self.slots)
        lists = [step for step in steps if step.is_menu and walk.answer_at(self.slots, step) is not None]
        return [*self.answered_steps(), *lists]

    def act(self, intent: str) -> list[Event]:
        return ACTS[intent](self)


ACTS: dict[str, Callable[[Moment], list[Event]]] = {
    name: getattr(Moment, name)
    for name in (
        [
            "answer",
            "choose",
            "toggle",
            "done",
            "back",
            "skip",
            "unknown",
            "why",
            "edit",
            "resume",
            "control",
            "confirm",
            "pause",
        ]
    )
}
FORM_INTENTS = frozenset(ACTS)
"""Intents that belong to the open questionnaire; all others interrupt it."""


def offered(question: Question, library: Library) -> set[str]:
    """The values that the buttons of a question carry; anything else was made up."""
    if question.type in ("yes_no", "clause"):
        return {"yes", "no"}
    return {choice.id for choice in question.choices(library)}


def draft_of(slots: walk.Slots, step: Step) -> list[str]:
    """What is ticked so far in a multiple choice: the draft, else the stored answer."""
    draft = slots.get(DRAFT)
    if draft and draft["path"] == step.path:
        return list(draft["chosen"])
    held = walk.answer_at(slots, step)
    return list(held) if isinstance(held, list) else []
