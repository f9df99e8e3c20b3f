"""Words and buttons become an intent with entities, the way rasa's NLU would say it. Deterministic."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dialogs import walk
from dialogs.answering import after
from dialogs.answers import AnswerError, Room
from dialogs.asides import aside
from dialogs.case import ledger
from dialogs.case.letters_read import pasted
from dialogs.case.listened import PASSING, SHORT, HeardText, with_answer
from dialogs.case.taking import ASKABLE
from dialogs.flow import Flow
from dialogs.histories import GROUP
from dialogs.matters import MATTERS
from dialogs.moves import EDIT, REVIEW, read_answer
from dialogs.spellings import reported, spelled
from dialogs.turn import OFFERED, PENDING
from knowledge import trail
from knowledge.answering import Answerer
from knowledge.hearing.acts import Command, Event, Heard, Question, Span, Unheard
from knowledge.hearing.listener import Hearing, Situation
from knowledge.text import fold, plain

Parse = dict[str, Any]

_KINDS = {"a": "choose", "t": "toggle", "e": "edit", "c": "control"}
_CONFIRMS = {"forget": ("forget_yes", "forget_no"), "cancel": ("cancel_erase", "cancel_keep")}
"""What yes and no mean while we wait for a confirmation."""
_WORDS_FOR = {
    "log": ("log", "add"),
    "log_find": ("log", "find"),
    "snooze": ("snooze", None),
    "money_date": ("money_date", "add"),
    "reading_fix": ("reading", "fix"),
    "own": ("own", None),
}
"""What words mean while we wait for a note, for what to look for in the notes, for a day: intent and value."""
_WANT_A_DAY = frozenset({"snooze", "money_date", "own"})
"""What waits for a day; a question is not one, and is answered instead."""
_ASKS = re.compile(
    r"^(what|whats|who|whos|whose|how|why|when|where|which|can|could|do|does|did|is|are|am|will|would|should|may"
    r"|tell me|explain|define|que es|que significa|como|cuando|donde|quien|puedo|cual|por que)\b"
)
_NUMBERS = re.compile(r"[\d ]+")
HELD = ("who", "state", "plan_kind", "insurer", "diagnosis", "treatment")
"""What is known already and helps to read a message."""
FIRST_ASIDES = frozenset({"remind", "wrong"})
"""Asides that may name facts of the case and are about something else."""
LONGEST_HEARD = 8_000
"""Characters of one message that are read."""
PASTE = 240
"""Characters from which a message is taken for pasted text and not for a question."""
PART_OF_TITLE = 2
"""Words of a button's title that name it, where no other title on the screen has them all ("not yet")."""
SENTENCE = 3
"""Words from which a message in a form may be a question without being put as one."""


def parsed(intent: str, text: str | None = None, **entities: Any) -> Parse:
    """Rasa's parse data: the intent, the entities and the text."""
    listed = [{"entity": name, "value": value} for name, value in entities.items() if value is not None]
    return {
        "intent": {"name": intent, "confidence": 1.0},
        "intent_ranking": [{"name": intent, "confidence": 1.0}],
        "entities": listed,
        "text": text,
    }


def asks(text: str) -> bool:
    """Whether words are put as a question."""
    return bool(_ASKS.match(plain(text))) or fold(text).rstrip().endswith("?")


class Interpreter:
    """Places what a person sent.

    Args:
        flows: Every flow by name.
        commands: Intents that may be written as ``/intent``.
        answerer: Hears words of crisis and places questions.
        hearing: Reads what a message tells.
    """

    def __init__(
        self, flows: Mapping[str, Flow], commands: frozenset[str], answerer: Answerer, hearing: Hearing
    ) -> None:
        self.flows, self.commands, self.answerer, self.hearing = flows, commands, answerer, hearing
        self.listener = answerer.listener

    def button(self, payload: str) -> Parse:
        """A pressed button. What cannot be read is an old button of a form that is gone."""
        kind, _, rest = payload.partition(":")
        if kind == "g":
            name, _, value = rest.partition(":")
            return parsed(name, value=value or None)
        place, _, value = rest.partition(":")
        flow, _, path = place.partition(".")
        if kind not in _KINDS or flow not in self.flows:
            return parsed("old_button")
        return parsed(_KINDS[kind], flow=flow, path=path, value=value or None)

    def words(self, text: str, flow: Flow | None, slots: Mapping[str, Any], room: Room) -> Parse:
        """Typed words, read against the open question.

        Danger is heard before (`dialogs.care`). Order: commands; the words of a button that was just shown; the few
        words that mean the same everywhere; a clear answer to the open question; what the message tells; a note; a
        question of the person's own; anything else to the open question.
        """
        said = plain(text)
        intent: str | None
        if text.startswith("/"):
            return self._command(text)
        if asked := _CONFIRMS.get(str(slots.get(PENDING))):
            for name, intent in zip(("yes", "no"), asked, strict=True):
                if spelled(name, said):
                    return parsed(intent, text)
        waiting = str(slots.get(PENDING))
        asked_instead = waiting in _WANT_A_DAY and (_ASKS.match(said) or fold(text).rstrip().endswith("?"))
        if (meant := _WORDS_FOR.get(waiting)) and not spelled("cancel", said) and not asked_instead:
            return parsed(meant[0], text, value=meant[1], rest=text)
        if shown := self._shown(said, slots.get(OFFERED) or {}, alone=flow is None):
            return self.button(shown)
        if declined := self.answerer.declined_first(text):
            return parsed("question", text, found=declined.as_entity())
        open_step = walk.find(flow, slots, slots.get("requested_slot")) if flow else None
        place = slots.get("requested_slot") if flow else None
        fits = self._fits(open_step, text, room)
        open_fact = ledger.asked_slot(slots) if flow is None else None
        if open_fact and (passing := self._passes(said, open_fact, room)):
            return parsed(passing, text)
        if not fits and (intent := self._fixed(said, in_form=flow is not None)):
            return parsed(intent, text)
        if place in (REVIEW, EDIT) and self._fixed_answer(said):
            return parsed("answer", text)
        if open_step is None and (letter := pasted(text, room.library)):
            return parsed("letter", text[:LONGEST_HEARD], letter=letter)
        told = self._heard(text, open_step, open_fact, slots, room)
        if flow is None and (wish := self._wish(told)):
            return parsed(wish, text)
        if flow is None and self._is_note(text, room):
            return parsed("log", text, value="add", rest=text, heard=told.packed if told.heard.events else None)
        meant_aside = aside(said)
        if meant_aside in FIRST_ASIDES or (meant_aside and fits is None and not told.tells):
            return parsed("aside", text, value=meant_aside, rest=text)
        if open_step is not None and self._of_another(told, open_step, slots, room):
            return self._told(told, text, slots)
        if fits == "clear":
            return parsed("answer", text, heard=told.packed if told.beside(open_step) else None)
        if told.beside(open_step) if fits else told.instead(open_step):
            return self._told(told, text, slots)
        if flow is None and told.moved and len(said.split()) >= SENTENCE:
            return self._told(told, text, slots)
        if flow is None and self._answers_nothing(said):
            return parsed("missed" if open_fact else "answer", text)
        if topic := self._topic(text, said, slots, pasting=fits == "paste", in_form=flow is not None):
            return self._beside(topic, told, text) if open_fact or self._for_case(topic, slots, room) else topic
        return parsed("answer" if flow else "missed", text)

    def _heard(
        self, text: str, step: walk.Step | None, asked: str | None, slots: Mapping[str, Any], room: Room
    ) -> HeardText:
        """What a message tells, read with what is open and known."""
        question = step.question if step else None
        slot = asked or (question.slot if question else None)
        situation = Situation(room.today, slot, {name: slots[name] for name in HELD if slots.get(name)})
        heard = self.hearing.hear(text[:LONGEST_HEARD], situation)
        if not heard.events and (event := reported(plain(text))):
            told = Event(Span(0, len(text)), text, 0.9, event)
            heard = replace(heard, acts=(*(act for act in heard if not isinstance(act, Unheard)), told))
        heard = with_answer(heard, asked, slots, room)
        if asked and not HeardText(heard, asked).anything and len(text.split()) <= SHORT:
            heard = self._out_of_turn(heard, asked, situation, room)
        return HeardText(heard, asked)

    def _out_of_turn(self, heard: Heard, asked: str, situation: Situation, room: Room) -> Heard:
        """The bare answer to a question that was not asked yet; a date is only asked about."""
        for kind in room.library.agenda.facts:
            if kind.slot == asked or kind.slot not in room.library.agenda.out_of_turn:
                continue
            found = with_answer(self.hearing.hear(heard.text, replace(situation, asked=kind.slot)), None, {}, room)
            facts = [fact for fact in found.facts if fact.slot == kind.slot]
            if facts:
                sure = ASKABLE if kind.type == "date" else facts[0].confidence
                return replace(heard, acts=(*heard.acts, replace(facts[0], confidence=sure)))
        return heard

    def _wish(self, told: HeardText) -> str | None:
        """A command put into words ("can you write the appeal"), where the message tells nothing beside it."""
        if any(isinstance(act, Event) or act.slot not in PASSING for act in told.acts):
            return None
        return next((act.name for act in told.heard.of(Command) if act.name in self.commands), None)

    def caption(self, text: str, slots: Mapping[str, Any], room: Room) -> Parse:
        """The words under a file: they may tell something of the case."""
        told = self._heard(text, None, None, slots, room) if text.strip() else None
        return parsed("file", text or None, heard=told.packed if told and told.tells else None)

    @staticmethod
    def _is_note(text: str, room: Room) -> bool:
        """Whether it tells of a call or a letter: with whom, and what was said."""
        return not fold(text).endswith("?") and trail.reader(room.library).is_note(text, room.today)

    @staticmethod
    def _of_another(told: HeardText, step: walk.Step, slots: Mapping[str, Any], room: Room) -> bool:
        """Whether words about one treatment of the list tell of another: they go to that one."""
        if step.group is None or step.group.group != GROUP or step.question is None or step.entry is None:
            return False
        row = walk.entries(slots, GROUP)[step.entry]
        return step.question is not step.group.ask[0] and told.about_another(row, room.library)

    @staticmethod
    def _for_case(topic: Parse, slots: Mapping[str, Any], room: Room) -> bool:
        """Whether a case that began may answer a question better than its topic does."""
        found: dict[str, Any] = next((one["value"] for one in topic["entities"] if one["entity"] == "found"), {})
        topics = {name for need in room.library.agenda.needs for name in need.topics}
        return bool(slots.get(MATTERS)) and found.get("topic") in topics

    @staticmethod
    def _beside(topic: Parse, told: HeardText, text: str) -> Parse:
        """A question while the agenda waits for an answer: it is answered, and what was asked is asked again."""
        found = next(one["value"] for one in topic["entities"] if one["entity"] == "found")
        return parsed("heard", text, heard=told.packed, found=found)

    def _told(self, told: HeardText, text: str, slots: Mapping[str, Any]) -> Parse:
        """A message that tells something; what it asks beside is placed by itself."""
        questions = [plain(question.words) for question in told.heard.of(Question)]
        own = [asked for asked in questions if aside(asked) is None]
        asks = own or (not questions and fold(text).endswith("?"))
        found = self.answerer.place(text, after(slots)) if asks else None
        answered = found is not None and (found.topic or found.refused or found.also)
        return parsed("heard", text, heard=told.packed, found=found.as_entity() if found and answered else None)

    @staticmethod
    def _passes(said: str, fact: str, room: Room) -> str | None:
        """Whether the question is left open; to one for a date "none" and "it does not say" do that too."""
        kind = room.library.agenda.by_slot.get(fact)
        dated = ("none_of_these", "no", "says_nothing") if kind is not None and kind.type == "date" else ()
        return "pass_over" if any(spelled(name, said) for name in ("skip", "unknown", *dated)) else None

    @staticmethod
    def _shown(said: str, offered: Mapping[str, str], *, alone: bool) -> str | None:
        """The payload of the button that is meant: by its title or part of it, or by "yes" to the only one."""
        for title, payload in offered.items():
            if plain(title) == said:
                return payload
        words = set(said.split())
        if len(words) >= PART_OF_TITLE:
            parts = [payload for title, payload in offered.items() if words <= set(plain(title).split())]
            if len(parts) == 1:
                return parts[0]
        only = alone and len(offered) == 1 and spelled("yes", said)
        return next(iter(offered.values())) if only else None

    def _command(self, text: str) -> Parse:
        name = text[1:].split("@")[0].split()[0].lower() if len(text) > 1 else ""
        if name == "start" or name in self.commands:
            return parsed(name, text, rest=text.partition(" ")[2].strip() or None)
        return parsed("unknown_command", text)

    @staticmethod
    def _fixed(said: str, *, in_form: bool) -> str | None:
        in_form_only = ("back", "skip", "unknown", "why", "pause", "done")
        always = (
            "resume",
            "review",
            "cancel",
            "forget",
            "export",
            "spanish",
            "english",
            "next",
            "help",
            "greet",
            "report",
            "undo",
            "case",
            "money",
            "thanks",
        )
        for name in (*(in_form_only if in_form else ()), *always):
            if spelled(name, said):
                return "edit" if name == "review" else name
        return None

    @staticmethod
    def _answers_nothing(said: str) -> bool:
        """An answer, where no question is open: yes, skip, a number, a date."""
        words = ("yes", "no", "back", "skip", "unknown", "done", "none_of_these")
        return bool(_NUMBERS.fullmatch(said)) or any(spelled(name, said) for name in words)

    @staticmethod
    def _fixed_answer(said: str) -> bool:
        return said.isdigit() or spelled("yes", said) or spelled("no", said)

    @staticmethod
    def _fits(step: walk.Step | None, text: str, room: Room) -> str | None:
        """Whether the words answer the open question: ``clear``, ``paste`` (free words), or not (None)."""
        if step is None:
            return None
        said = plain(text)
        if step.is_menu:
            clear = any(spelled(name, said) for name in ("yes", "no", "done", "none_of_these"))
            return "clear" if clear else "paste" if len(said.split()) >= 4 else None
        question = step.question
        assert question is not None
        if any(spelled(name, said) for name in ("back", "skip", "unknown", "why", "pause", "help", "cancel")):
            return None
        try:
            value = read_answer(question, text, room)
        except AnswerError:
            return None
        free = question.type == "text" or (isinstance(value, dict) and "words" in value)
        if question.type == "choice" and question.other == "allowed":
            free = all(choice.id != value for choice in question.choices(room.library))
        return "paste" if free else "clear"

    def _topic(self, text: str, said: str, slots: Mapping[str, Any], *, pasting: bool, in_form: bool) -> Parse | None:
        """A question of the person's own, if the words are one. A word or two in a form are rather an answer."""
        asks = bool(_ASKS.match(said)) or fold(text).endswith("?")
        if pasting and (len(text) > PASTE or not asks):
            return None
        if in_form and not asks and len(said.split()) < SENTENCE:
            return None
        found = self.answerer.place(text, after(slots))
        if asks or found.topic or found.refused:
            return parsed("question", text, found=found.as_entity())
        return None
