"""Any sequence of answers, Back, Skip, edits, interruptions and restarts keeps what must hold of the engine."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from functools import lru_cache
from typing import Any

from fluent.runtime import FluentResource
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from dialogs.forms import speech, walk
from dialogs.forms.flow import Flow, load_flow, load_flows
from dialogs.speaking import words
from dialogs.speaking.messages import Incoming
from dialogs.speaking.words import words_in
from dialogs.turn.manager import Dialog, Turn
from knowledge.library import shipped
from tests.conftest import HERE

START = dt.datetime(2026, 11, 24, 14, 0, tzinfo=dt.UTC)
SAYINGS = [
    "yes", "no", "idk", "3/4/80", "March 2024", "1 and 2", "none", "$40", "medicare advantage", "tricare", "va",
    "some words that are not an answer", "blah", "what is an IRO?", "/help", "this pain is killing me", "sticker",
    "That is all", "review", "I want to die", "continue",
]  # fmt: skip


class Questionnaire(RuleBasedStateMachine):
    """Drives `Dialog.turn` with the stored conversation as its only memory, as after a restart each time."""

    def __init__(self) -> None:
        super().__init__()
        words._bundle("en").add_resource(FluentResource((HERE / "support" / "sample.ftl").read_text("utf-8")))
        self.dialog = _dialog()
        self.now = START
        self.count = 0
        slots = {"met": True, "requested_slot": "age_known", "last_seen": START.isoformat()}
        self.stored: dict[str, Any] = {"version": 1, "slots": slots, "active_loop": "sample", "latest_action": None}
        self.turn: Turn | None = None
        self.buttons: list[str] = []
        self.send("text", "continue")

    def send(self, kind: str, text: str) -> Turn:
        self.count += 1
        self.now += dt.timedelta(seconds=3)
        incoming = Incoming("test", "1", str(self.count), self.now, kind, text, "9")  # type: ignore[arg-type]
        turn = asyncio.run(self.dialog.turn(self.stored, incoming))
        self.stored = json.loads(json.dumps(turn.conversation.stored()))
        offered = [b["payload"] for reply in turn.replies for b in reply.buttons]
        self.buttons = offered or self.buttons
        self.turn = turn
        return turn

    @property
    def slots(self) -> dict[str, Any]:
        held: dict[str, Any] = self.stored["slots"]
        return held

    @property
    def flow(self) -> Flow:
        """The questionnaire that is open; buttons may lead from the sample to the real one."""
        return self.dialog.flows[self.stored["active_loop"] or "sample"]

    @property
    def answers(self) -> dict[str, Any]:
        return {name: self.slots.get(name) for flow in self.dialog.flows.values() for name in flow.slots}

    # --- what a person may do

    @rule(text=st.sampled_from(SAYINGS))
    def say(self, text: str) -> None:
        self.send("text", text)

    @rule(text=st.text(max_size=30))
    def say_anything(self, text: str) -> None:
        self.send("text", text)

    @rule(data=st.data())
    def press(self, data: st.DataObject) -> None:
        pick = data.draw(st.sampled_from(self.buttons or ["g:resume"]))
        if pick.startswith(("g:forget", "g:cancel")):
            return
        self.send("button", pick)

    @rule(control=st.sampled_from(["back", "skip", "idk", "why", "stop", "continue"]))
    def control(self, control: str) -> None:
        self.send("text", control)

    @rule(kind=st.sampled_from(["file", "voice", "sticker", "contact", "edited"]))
    def interrupt(self, kind: str) -> None:
        before, place = self.answers, self.slots.get("requested_slot")
        self.send(kind, "")
        assert self.answers == before
        assert self.slots.get("requested_slot") == place

    @rule()
    def be_away(self) -> None:
        self.now += dt.timedelta(days=42)

    @precondition(
        lambda self: self.stored["active_loop"] and self.slots.get("requested_slot") not in ("review", "edit")
    )
    @rule()
    def back_then_keep_is_the_identity(self) -> None:
        """Back, then the same answer: as if nothing had been said."""
        place, before = self.slots["requested_slot"], self.answers
        if walk.find(self.flow, self.slots, place) is None or walk.before(self.flow, self.slots, place) is None:
            return
        if walk.first_open(self.flow, self.slots) != walk.find(self.flow, self.slots, place):
            return  # an answered question is being looked at again; Back and Keep lead on to the open one
        self.send("text", "back")
        went = walk.find(self.flow, self.slots, self.slots["requested_slot"])
        assert went is not None
        if went.is_menu:
            self.send("text", "that is all")
        else:
            self.send("text", "skip")  # on an answered question: keep it
        assert self.answers == before
        assert self.slots["requested_slot"] == place

    # --- what must hold

    @invariant()
    def no_turn_fails_or_is_silent(self) -> None:
        assert self.turn is not None
        assert self.turn.intent != "fault"
        assert any(reply.text for reply in self.turn.replies)

    @invariant()
    def an_asked_question_is_one_whose_condition_holds(self) -> None:
        place = self.slots.get("requested_slot")
        if self.stored["active_loop"] and place not in (None, "review", "edit"):
            assert walk.find(self.flow, self.slots, place) is not None

    @invariant()
    def the_review_comes_only_when_nothing_is_open_and_shows_what_is_stored(self) -> None:
        if self.stored["active_loop"] and self.slots.get("requested_slot") == "review":
            assert walk.first_open(self.flow, self.slots) is None
            shown = [r.text for r in self.turn.replies if r.question == f"{self.flow.flow}.review"] if self.turn else []
            for text in shown:
                for step in walk.steps(self.flow, self.slots):
                    if step.question is not None:
                        held = walk.answer_at(self.slots, step)
                        assert speech.shown(held, step.question, words_in("en"), shipped()) in text

    @invariant()
    def every_button_fits_telegram(self) -> None:
        assert all(len(payload.encode()) <= 64 for payload in self.buttons)


@lru_cache(maxsize=1)
def _dialog() -> Dialog:
    sample = load_flow(HERE / "support" / "sample.yaml")
    return Dialog(flows={**load_flows(), "sample": sample})


Questionnaire.TestCase.settings = settings(
    max_examples=60,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestQuestionnaire = Questionnaire.TestCase
