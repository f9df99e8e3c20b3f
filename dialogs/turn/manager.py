"""The turn: interpret, run actions, collect replies, and keep it all in one transaction."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import structlog
from rasa_sdk.events import ActionExecuted, SlotSet, UserUttered
from sqlalchemy.exc import SQLAlchemyError

from dialogs.actions import executor_for
from dialogs.actions.helpers import HELPERS, WISH
from dialogs.actions.person import FORGET
from dialogs.actions.privacy import outdated
from dialogs.actions.reading import READING
from dialogs.actions.reminders import PLAN
from dialogs.case import documents
from dialogs.case.acts_json import understood, unpacked
from dialogs.case.applications import APPLICATIONS
from dialogs.case.care import ALARM, CARE, Care, Watch
from dialogs.case.casefile import VERSION
from dialogs.case.matters import MATTERS
from dialogs.case.own_reminders import OWN
from dialogs.forms import walk
from dialogs.forms.answers import Room
from dialogs.forms.flow import Flow, load_flows
from dialogs.forms.policy import LISTEN, plan, rules
from dialogs.memory.faults import Unreadable
from dialogs.memory.helpers import Wish
from dialogs.memory.store import Held, Store
from dialogs.speaking.callback import goes_to
from dialogs.speaking.messages import Incoming, Reply, replies_of
from dialogs.speaking.operator import NOBODY, Operator
from dialogs.speaking.voice import LANGUAGE, LAST_SEEN, MET, NOTICE, OFFERED, PENDING, Event, zone
from dialogs.speaking.words import DEFAULT, words_in
from dialogs.turn.interpreter import Interpreter, Parse, parsed
from dialogs.turn.routing import check_routing
from dialogs.wording import reminders
from dialogs.wording.answering import ASKED
from dialogs.wording.reminders import EXTERNAL
from dialogs.wording.trail import LOG
from knowledge.base.text import tamed
from knowledge.extraction.histories import reader
from knowledge.hearing.listener import hearing
from knowledge.library import Library, shipped
from knowledge.questions.answering import Answerer

log = structlog.get_logger()

MOST_ACTIONS = 20
"""A turn that runs more actions than this goes in a circle."""
URGENT = frozenset({"crisis", "emergency"})
ALARMS = URGENT | {"distress"}
CARED = ALARMS | {"safe"}
"""Intents that the actions of safety answer by themselves."""
SPEAKS = frozenset({"privacy", "agree", "forget", "forget_yes", "start"})
"""Intents that answer the notice themselves."""
BESIDE = frozenset({"answer", "log", "file"})
"""Intents beside which a message may tell something of the case."""
NO_FILE = {"problem": "lost"}
LONG_TEXT = 400
"""Characters from which a message takes long enough to read that the loop should not wait."""
CONFIRMED = {PENDING: "forget"}
"""Who cannot be remembered cannot be asked whether they are sure: the button says what it does."""
DOMAIN = {"version": "3.1"}
"""Rasa's executor wants a domain; our actions read none."""


@dataclass
class Conversation:
    """The part of a rasa tracker that outlives a turn."""

    slots: dict[str, Any] = field(default_factory=dict)
    active_loop: str | None = None
    latest_action: str | None = None

    @classmethod
    def from_stored(cls, stored: Mapping[str, Any] | None) -> Conversation:
        if stored is None:
            return cls()
        return cls(dict(stored["slots"]), stored["active_loop"], stored["latest_action"])

    def stored(self) -> dict[str, Any]:
        kept = {name: value for name, value in self.slots.items() if value is not None}
        return {
            "version": VERSION,
            "slots": kept,
            "active_loop": self.active_loop,
            "latest_action": self.latest_action,
        }

    def tracker(self, sender: str, message: Parse, events: list[Event]) -> dict[str, Any]:
        """A rasa tracker state, with the events of this turn."""
        return {
            "sender_id": sender,
            "slots": dict(self.slots),
            "latest_message": dict(message),
            "events": list(events),
            "paused": False,
            "followup_action": None,
            "active_loop": {"name": self.active_loop} if self.active_loop else {},
            "latest_action_name": self.latest_action,
            "latest_event_time": events[0]["timestamp"],
            "stack": [],
        }


@dataclass
class Turn:
    """What one message led to. `aside`: its replies could not be put into the outbox, and the channel sends them."""

    intent: str
    replies: list[Reply]
    conversation: Conversation
    changed: dict[str, Any] = field(default_factory=dict)
    forget: bool = False
    duplicate: bool = False
    person: str | None = None
    scheduled: dict[str, tuple[dt.datetime, int]] = field(default_factory=dict)
    unscheduled: set[str] = field(default_factory=set)
    shared: list[Reply] = field(default_factory=list)
    wish: Wish | None = None
    understood: list[dict[str, Any]] = field(default_factory=list)
    aside: bool = False

    @property
    def question(self) -> str | None:
        """Path of the question now open, such as ``coverage.state``."""
        loop, place = self.conversation.active_loop, self.conversation.slots.get("requested_slot")
        return f"{loop}.{place}" if loop and place else None


class Dialog:
    """Runs turns in process, as the host of rasa-sdk actions. Keeps nothing between turns.

    Args:
        library: The knowledge that actions speak from.
        flows: Questionnaires by name; the shipped ones by default.
        operator: Who runs this, for the privacy policy.
    """

    def __init__(
        self, library: Library | None = None, flows: Mapping[str, Flow] | None = None, operator: Operator = NOBODY
    ) -> None:
        self.library, self.operator = library or shipped(), operator
        self.flows = flows if flows is not None else load_flows()
        self.executor = executor_for(self.flows, self.library, operator)
        check_routing(rules(), self.executor.actions, self.library)
        self.interpreter = Interpreter(self.flows, rules().commands, Answerer(self.library), hearing(self.library))
        self.watch = Watch(self.interpreter.listener, self.library.safety.remembered_hours)

    def warm(self) -> None:
        """Read what the first question would otherwise wait a second for; may run beside turns."""
        self.interpreter.answerer.finder.warm()

    def interpret(self, conversation: Conversation, incoming: Incoming) -> Parse:
        """The intent and entities of a message in this state."""
        if incoming.kind == "button":
            return self.interpreter.button(incoming.text)
        if incoming.kind == "external":
            return parsed(EXTERNAL, reminder=incoming.text, found=incoming.found)
        if incoming.kind in ("voice", "sticker", "contact", "edited"):
            return parsed(incoming.kind)
        flow = self.flows.get(conversation.active_loop or "")
        room = self._room(conversation, incoming)

        def read() -> Parse:
            if incoming.kind == "file":
                return self.interpreter.caption(incoming.text, conversation.slots, room)
            return self.interpreter.words(incoming.text, flow, conversation.slots, room)

        keeps = self._keeps(conversation, incoming.text)
        return self.watch.place(incoming.text, conversation.slots, incoming.at, read, keeps=keeps)

    def _room(self, conversation: Conversation, incoming: Incoming) -> Room:
        return Room(incoming.at.astimezone(zone(conversation.slots)).date(), self.library, conversation.slots)

    def alarmed(self, text: str) -> bool:
        """Whether words bring help first, whatever the state."""
        heard = self.interpreter.listener.hear(tamed(text))
        return heard is not None and heard.urgent

    async def turn(self, before: Mapping[str, Any] | None, incoming: Incoming) -> Turn:
        """Answer one message.

        Args:
            before: The stored conversation, None for a new person.
            incoming: The message.
        """
        now = Conversation.from_stored(before)
        if incoming.kind != "external":
            incoming = replace(incoming, text=tamed(incoming.text))
        message = self.interpret(now, incoming)
        intent = str(message["intent"]["name"])
        if incoming.kind == "file":
            seen = documents.described(incoming.file) if incoming.file else NO_FILE
            message["entities"].append({"entity": "document", "value": {**seen, "caption": incoming.text}})
        events: list[Event] = [
            UserUttered(message["text"], message, incoming.at.timestamp(), incoming.channel),
        ]
        actions, ask_after = plan(intent, now.active_loop)
        if intent in BESIDE and any(one["entity"] == "heard" for one in message["entities"]):
            actions = [*actions, "action_hear"]  # what was told beside the answer, the note or the file
        if any(one["entity"] == ALARM for one in message["entities"]) and intent not in CARED:
            actions = ["action_comfort", *actions]
        own = incoming.kind != "external"
        if not own:
            pass  # nobody said anything: no greeting, and nothing counts as an answer
        elif before is None and intent not in ("start", *URGENT):
            # What was told or asked is answered in the same message; a mere greeting is greeted.
            actions = ["action_start", *actions] if intent != "greet" else ["action_start"]
            ask_after = ask_after and intent != "greet"
        elif self._was_away(now, incoming.at) and intent in rules().returning:
            actions = ["action_welcome_back", *([] if intent in rules().greeted else actions)]
        if own and before is not None and now.slots.get(MET) and intent not in CARED | SPEAKS and outdated(now.slots):
            actions = [*actions, "action_notice_changed"]
        run = _Run(self, now, message, events, incoming.chat)
        held = dict(now.slots)
        if own and intent not in CARED and now.slots.get(CARE):
            now.slots[CARE] = Care.of(now.slots).moved_on().stored()
        aside: list[dict[str, Any]] = []
        if intent in ALARMS and incoming.kind == "text":
            message["entities"] += self.interpreter.told(incoming.text, now.slots, self._room(now, incoming))
            await run.actions(["action_take_in"])  # kept, and not a word of it: help comes alone
        if intent in URGENT and self._keeps(now, incoming.text):
            await run.actions([f"validate_{now.active_loop}"])
            aside, run.responses = run.responses, []
        if intent in ALARMS and incoming.kind == "file":
            await run.actions(["action_file"])  # kept as well; what there is to say of it waits
            aside, run.responses = run.responses, []
        await run.actions(actions)
        if intent not in URGENT:
            run.responses += aside
        if intent in rules().asides and (now.slots.get(READING) or {}).get("left"):
            await run.actions(["action_reading_again"])
        elif ask_after and now.active_loop:
            await run.actions([f"action_ask_{now.active_loop}"])
        if own:
            if now.slots.get(PENDING) and now.slots.get(PENDING) == held.get(PENDING) and not run.pending:
                run.apply(SlotSet(PENDING, None))
            run.apply(SlotSet(LAST_SEEN, incoming.at.isoformat()))
        shared = [one for one in run.responses if (one.get("custom") or {}).get("to") == HELPERS]
        run.responses = [one for one in run.responses if one not in shared]
        wish = now.slots.pop(WISH, None)
        if own or run.responses:
            run.apply(SlotSet(OFFERED, _offered(run.responses)))
        if _has_dates(now.slots):
            await run.actions([PLAN])
        run.apply(ActionExecuted(LISTEN))
        quiet = (CARE, NOTICE, LAST_SEEN, OFFERED, ASKED, READING, reminders.PLANNED, reminders.REMINDED)
        changed = {name: value for name, value in now.slots.items() if name not in quiet and value != held.get(name)}
        pressed = incoming.message if incoming.kind == "button" else None
        replies = [replace(reply, urgent=intent in ALARMS) for reply in replies_of(run.responses, pressed)]
        turn = Turn(intent, replies, now, changed, run.forget, scheduled=run.scheduled, unscheduled=run.unscheduled)
        turn.understood = _understood(message)
        turn.shared, turn.wish = replies_of(shared, None), Wish(**wish) if wish else None
        return turn

    def _keeps(self, now: Conversation, text: str) -> bool:
        """Whether words that bring help first also answer the open question: they are kept, quietly if it is urgent."""
        flow = self.flows.get(now.active_loop or "")
        step = walk.find(flow, now.slots, now.slots.get("requested_slot")) if flow else None
        question = step.question if step else None
        return (
            question is not None
            and question.keeps == "treatments"
            and reader(self.library).names.resolve(text) is not None
        )

    @staticmethod
    def _was_away(now: Conversation, at: dt.datetime) -> bool:
        seen = now.slots.get(LAST_SEEN)
        if not seen:
            return False
        return at - dt.datetime.fromisoformat(seen) >= dt.timedelta(hours=rules().after_absence_hours)


def _understood(message: Parse) -> list[dict[str, Any]]:
    """The facts of a message, for a program to read."""
    held = next((one["value"] for one in message["entities"] if one["entity"] == "heard"), None)
    return understood(unpacked(held)) if held else []


def _has_dates(slots: Mapping[str, Any]) -> bool:
    """Whether there may be something to be reminded of."""
    return any(slots.get(name) for name in (reminders.PLANNED, MATTERS, LOG, APPLICATIONS, OWN, reminders.DIGEST))


def _offered(responses: list[dict[str, Any]]) -> dict[str, str] | None:
    """Buttons outside a questionnaire, payload by title, so that their words can be typed instead."""
    buttons = [button for response in responses for button in response.get("buttons") or []]
    return {b["title"]: b["payload"] for b in buttons if goes_to(str(b["payload"]))} or None


class _Run:
    """The actions of one turn and what has come of them so far."""

    def __init__(self, dialog: Dialog, now: Conversation, message: Parse, events: list[Event], sender: str):
        self.dialog, self.now, self.message, self.events, self.sender = dialog, now, message, events, sender
        self.responses: list[dict[str, Any]] = []
        self.forget = False
        self.pending = False
        self.scheduled: dict[str, tuple[dt.datetime, int]] = {}
        self.unscheduled: set[str] = set()
        self._count = 0

    async def actions(self, names: list[str]) -> None:
        """Run actions in order; a `FollowupAction` comes before what is still waiting."""
        waiting = deque(names)
        while waiting:
            name = waiting.popleft()
            self._count += 1
            if self._count > MOST_ACTIONS:
                raise RuntimeError(f"over {MOST_ACTIONS} actions in one turn, the last {name}")
            call = {
                "next_action": name,
                "sender_id": self.sender,
                "tracker": self.now.tracker(self.sender, self.message, self.events),
                "domain": DOMAIN,
            }
            result = await self.dialog.executor.run(call)
            assert result is not None
            self.responses += result.responses
            self.apply(ActionExecuted(name))
            for event in result.events:
                if follow := self.apply(event):
                    waiting.appendleft(follow)

    def apply(self, event: Event) -> str | None:
        """Take one rasa event into the conversation; returns the action that it asks for, if any."""
        self.events.append(event)
        match event["event"]:
            case "slot":
                self.now.slots[event["name"]] = event["value"]
                self.pending = self.pending or (event["name"] == PENDING and event["value"] is not None)
            case "reminder":
                urgency = int((event.get("entities") or {}).get("urgency", 0))
                self.scheduled[event["name"]] = (dt.datetime.fromisoformat(event["date_time"]), urgency)
            case "cancel_reminder":
                self.unscheduled.add(event["name"])
            case "active_loop":
                self.now.active_loop = event["name"]
            case "action":
                self.now.latest_action = event["name"]
            case "session_ended":
                self.forget = event.get("metadata") == FORGET
            case "followup":
                return str(event["name"])
        return None


def _nothing() -> None:
    """Nobody waits for what is scheduled."""


class DialogManager:
    """Turns of many people over one store: each message is one transaction, and is answered once.

    Args:
        store: Where conversations and unsent replies are kept.
        dialog: What answers.
    """

    def __init__(self, store: Store, dialog: Dialog | None = None) -> None:
        self.store = store
        self.dialog = dialog or Dialog()
        self.helped: set[str] = set()
        """Updates that were answered before their turn could be taken."""
        self.on_scheduled: Callable[[], None] = _nothing
        """Called after a turn that scheduled something, or that another person has to be told of."""

    async def handle(self, incoming: Incoming) -> Turn:
        """Answer a message; when this returns, the turn and its replies are on disk (but see `Turn.aside`).

        Raises:
            Gone: A reminder is due for somebody who is not there any more.
            Unreadable: A reminder is due, and what is held of its person cannot be opened.
        """
        try:
            return await self._handled(incoming)
        except Unreadable as error:
            log.error("not remembered", error=str(error))
            if incoming.kind == "external":
                raise
        return await self.aside(incoming)

    async def _handled(self, incoming: Incoming) -> Turn:
        known = incoming.kind == "external"
        turning = self.store.turn(incoming.channel, incoming.chat, incoming.update, incoming.at, known=known)
        async with turning as held:
            if held.duplicate:
                return Turn("duplicate", [], Conversation.from_stored(held.before), duplicate=True)
            try:
                turn = await self._turn(held.before, incoming)
            except Exception as error:
                log.error("turn failed", person=held.person, error=type(error).__name__, at=_where(error))
                if known:
                    raise  # nobody waits for an answer; the reminder stays where it is
                turn = await self._blank(incoming, "fault", Conversation.from_stored(held.before))
            if turn.forget:
                held.forget()
            else:
                held.keep(turn.conversation.stored())
                _keep_files(held, turn.conversation.slots, incoming)
                held.remind(turn.scheduled, turn.unscheduled | ({incoming.text} if known else set()))
            if incoming.update not in self.helped:
                held.reply([reply.stored() for reply in turn.replies])
            held.share([reply.stored() for reply in turn.shared], turn.wish)
            turn.person = held.person
        self.helped.discard(incoming.update)
        if turn.scheduled or turn.wish:
            self.on_scheduled()
        log.info("turn", person=held.person, intent=rules().logged(turn.intent), replies=len(turn.replies))
        return turn

    async def _turn(self, before: Mapping[str, Any] | None, incoming: Incoming) -> Turn:
        """The turn; of a long text beside the loop, which has others to serve."""
        if len(incoming.text) <= LONG_TEXT:
            return await self.dialog.turn(before, incoming)
        return await asyncio.to_thread(asyncio.run, self.dialog.turn(before, incoming))

    async def aside(self, incoming: Incoming) -> Turn:
        """Answer somebody who cannot be remembered: help in a crisis, a question, /forget; else a line that says so.

        The replies are put into the outbox; where that fails too, `Turn.aside` is true and the channel sends them.
        """
        turn = await self._blank(incoming, "not-remembered", Conversation())
        here = (incoming.channel, incoming.chat)
        try:
            if turn.forget and not await self.store.erase(*here):
                turn.replies = [Reply(words_in(DEFAULT)("forget-not-done"))]
            stored = [reply.stored() for reply in turn.replies]
            turn.duplicate = not await self.store.answer_aside(*here, incoming.update, incoming.at, stored)
        except SQLAlchemyError as error:
            log.error("answered without the store", error=type(error).__name__)
            turn.aside = True
        return turn

    async def help(self, incoming: Incoming) -> Turn:
        """Help in a crisis while the store is away. The turn is taken later, and is then silent."""
        turn = await self._blank(incoming, "not-remembered", Conversation())
        self.helped.add(incoming.update)
        turn.aside = True
        return turn

    async def _blank(self, incoming: Incoming, line: str, kept: Conversation) -> Turn:
        """What can be said without a memory: see `unremembered` in rules.yaml. Else one line of the catalogue.

        Args:
            incoming: The message.
            line: What is said where nothing else can be.
            kept: The conversation to go on with; what the blank turn made of itself is dropped.
        """
        plain = incoming if incoming.kind in ("text", "button") else replace(incoming, kind="text", file=None)
        try:
            blank = Conversation(slots=dict(CONFIRMED) if incoming.kind == "button" else {})
            asked = await self._turn(blank.stored(), plain)
            if asked.intent in rules().unremembered and (line != "fault" or asked.intent in ALARMS):
                return Turn(asked.intent, asked.replies, kept, forget=asked.forget)
        except Exception as error:
            log.error("blank turn failed", error=type(error).__name__, at=_where(error))
        words = words_in(kept.slots.get(LANGUAGE) or DEFAULT)
        return Turn("fault", [Reply(words(line))], kept)


def _keep_files(held: Held, slots: Mapping[str, Any], incoming: Incoming) -> None:
    """What the turn put on the list of documents is stored, what it took off is destroyed."""
    before, after = documents.ids(held.before["slots"]) if held.before else set(), documents.ids(slots)
    if incoming.file and incoming.file.content is not None and incoming.file.id in after - before:
        held.attach(incoming.file.id, incoming.file.content)
    held.drop(before - after)


def _where(error: BaseException) -> str:
    """File and line of a fault. Never its text, which may hold a person's words."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}" if trace else "?"
