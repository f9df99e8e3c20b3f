"""Asking: the open question with its buttons, the menu of a group, the review screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rasa_sdk import Action
from rasa_sdk.events import SlotSet

from dialogs.forms import speech, walk
from dialogs.forms.flow import Flow
from dialogs.forms.moves import EDIT, REQUESTED, REVIEW, Moment, draft_of
from dialogs.forms.walk import Step
from dialogs.speaking.callback import Act, At, button
from dialogs.speaking.voice import Button, Event, Voice, intent_of
from knowledge.library import Library

if TYPE_CHECKING:
    from rasa_sdk import Tracker
    from rasa_sdk.executor import CollectingDispatcher
    from rasa_sdk.types import DomainDict

LEFT_SAID = 3
"""Questions that are left from which it is said how many; a long way is not counted out to the tired."""


class AskStep(Action):
    """Asks the requested question of one flow, with its buttons, or shows the review."""

    def __init__(self, flow: Flow, library: Library) -> None:
        self.flow, self.library = flow, library

    def name(self) -> str:
        return f"action_ask_{self.flow.flow}"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[Event]:
        now = Moment(self.flow, self.library, tracker, Voice.of(dispatcher, tracker))
        place = now.place
        step = now.step
        if place == EDIT:
            self._list_answers(now)
        elif place == REVIEW or step is None:
            self._review(now)
            return [] if place == REVIEW else [SlotSet(REQUESTED, REVIEW)]
        elif step.is_menu:
            self._ask_menu(now, step)
        else:
            self._ask(now, step)
        return []

    def _at(self, act: Act, path: str, value: str = "") -> At:
        return At(act, self.flow.flow, path, value)

    def _custom(self, path: str, tracker: Tracker) -> dict[str, Any]:
        replace = {"replace": True} if intent_of(tracker) == "toggle" else {}
        return {"question": f"{self.flow.flow}.{path}", **replace}

    def _ask(self, now: Moment, step: Step) -> None:
        question = step.question
        assert question is not None
        words = now.voice.words
        at = walk.progress(self.flow, now.slots, step.path)
        held = walk.answer_at(now.slots, step)
        ask = speech.question_text(
            self.flow, question, words, self.library, str(now.slots.get("who")), walk.called(now.slots, step)
        )
        left = at.of - at.at
        lines = [*([words("progress", left=left)] if left <= LEFT_SAID else []), ask]
        if held is not None:
            lines.append(words("answer-held", value=speech.shown(held, question, words, self.library)))
        if question.type == "choices":
            lines.append(words("choices-how"))
        buttons = self._answers(now, step)
        buttons += self._controls(now, step, held, row=len(buttons) + 1)
        now.voice.dispatcher.utter_message(
            text="\n".join(lines),
            buttons=buttons,
            json_message={"message": self.flow.message(question), **self._custom(step.path, now.tracker)},
        )

    def _answers(self, now: Moment, step: Step) -> list[Button]:
        question, words = step.question, now.voice.words
        assert question is not None
        if question.type == "choices":
            ticked = draft_of(now.slots, step)
            rows = [
                button(
                    words("ticked" if c.id in ticked else "unticked", label=c.label),
                    self._at("toggle", step.path, c.id),
                    row,
                )
                for row, c in enumerate(question.choices(self.library, now.slots))
            ]
            done = "button-done" if ticked else "button-none"
            return [*rows, now.voice.button(done, self._at("control", step.path, "done"), len(rows))]
        if question.type in ("yes_no", "clause"):
            return [
                now.voice.button("button-yes", self._at("choose", step.path, "yes"), 0),
                now.voice.button("button-no", self._at("choose", step.path, "no"), 0),
            ]
        if not speech.numbered(question, self.library):
            return []
        return [
            button(c.label, self._at("choose", step.path, c.id), row)
            for row, c in enumerate(question.choices(self.library, now.slots))
        ]

    def _controls(self, now: Moment, step: Step, held: object, row: int) -> list[Button]:
        question, voice = step.question, now.voice
        assert question is not None
        names: list[str] = []
        if walk.before(self.flow, now.slots, step.path):
            names.append("back")
        if held is not None:
            names.append("keep")
        elif question.skip == "allowed":
            names.append("skip")
        if question.unsure == "allowed":
            names.append("unknown")
        first = [self._control(voice, step.path, name, row) for name in names]
        second = [self._control(voice, step.path, name, row + 1) for name in ("why", "pause")]
        return first + second

    def _control(self, voice: Voice, path: str, name: str, row: int) -> Button:
        value = "skip" if name == "keep" else name
        return voice.button(f"button-{name}", self._at("control", path, value), row)

    def _ask_menu(self, now: Moment, step: Step) -> None:
        assert step.group is not None
        message = f"{self.flow.flow}-{step.group.group}".replace("_", "-")
        rows = walk.entries(now.slots, step.group.group)
        first = step.group.ask[0]
        listed = "\n".join(
            now.voice.words(
                "group-line",
                number=number,
                text=speech.shown_entry(row, step.group.ask, now.voice.words, self.library),
            )
            for number, row in enumerate(rows, 1)
        )
        at = self._at
        buttons = [now.voice.button("button-add", at("choose", step.path, "add"), 0)]
        buttons.append(now.voice.button("button-no-more", at("choose", step.path, "done"), 0))
        for number, _ in enumerate(rows):
            where = f"{step.group.group}.{number}.{first.slot}"
            buttons.append(now.voice.button("button-change", at("edit", where), number + 1, number=number + 1))
            cut = at("choose", step.path, f"cut{number}")
            buttons.append(now.voice.button("button-remove", cut, number + 1, number=number + 1))
        last = len(rows) + 1
        if walk.before(self.flow, now.slots, step.path):
            buttons.append(self._control(now.voice, step.path, "back", last))
        buttons.append(self._control(now.voice, step.path, "pause", last))
        text = f"{message}.menu" if rows else message
        now.voice.say(text, buttons, self._custom(step.path, now.tracker), listed=listed, count=len(rows))

    def _listed(self, now: Moment) -> str:
        words = now.voice.words
        return "\n".join(
            words(
                "review-line",
                number=number,
                label=speech.step_label(self.flow, step, words, self.library),
                value=self._value(now, step),
            )
            for number, step in enumerate(now.answered_steps(), 1)
        )

    def _value(self, now: Moment, step: Step) -> str:
        assert step.question is not None
        return speech.shown(walk.answer_at(now.slots, step), step.question, now.voice.words, self.library)

    def _review(self, now: Moment) -> None:
        buttons = [
            now.voice.button("button-all-right", self._at("control", REVIEW, "confirm"), 0),
            now.voice.button("button-edit", self._at("control", REVIEW, "edit"), 1),
            now.voice.button("button-pause", self._at("control", REVIEW, "pause"), 1),
        ]
        now.voice.say("review", buttons, self._custom(REVIEW, now.tracker), listed=self._listed(now))

    def _list_answers(self, now: Moment) -> None:
        words = now.voice.words
        buttons: list[Button] = [
            button(
                words("edit-line", number=n, label=speech.step_label(self.flow, step, words, self.library)),
                self._at("edit", step.path),
                n,
            )
            for n, step in enumerate(now.editable_steps(), 1)
        ]
        leave = now.voice.button("button-leave-edit", self._at("control", EDIT, "resume"), len(buttons) + 1)
        now.voice.say("edit", [*buttons, leave], self._custom(EDIT, now.tracker))
