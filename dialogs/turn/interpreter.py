"""Words and buttons become an intent with entities, the way rasa's NLU would say it. Deterministic.

A typed message goes through `Interpreter.stages` in order; the first that knows what to make of it says so.
Danger is heard before all of them (`dialogs.case.care`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from dialogs.actions.reading import READING
from dialogs.case.histories import GROUP, is_other
from dialogs.case.letters_read import pasted
from dialogs.case.listened import PASSING
from dialogs.case.matters import MATTERS
from dialogs.forms import walk
from dialogs.forms.answers import Room
from dialogs.forms.flow import Flow
from dialogs.forms.moves import EDIT, REVIEW
from dialogs.speaking.callback import Go, goes_to, unpack
from dialogs.speaking.spellings import spelled
from dialogs.speaking.voice import OFFERED, PENDING
from dialogs.turn.asides import aside
from dialogs.turn.utterance import LONGEST_HEARD, Utterance
from dialogs.wording.answering import after
from knowledge.base.text import fold, plain
from knowledge.extraction import trail
from knowledge.extraction.histories import reader
from knowledge.hearing.acts import Command, Correction, Event, Question, Span, Unheard
from knowledge.hearing.listener import Hearing
from knowledge.questions.answering import SURE_FROM, Answerer, Found

__all__ = ["Interpreter", "Parse", "parsed"]
Parse = dict[str, Any]

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
_NUMBERS = re.compile(r"[\d ]+")
DOUBT = "doubt"
"""What is asked instead of a slot where something was half heard."""
OF_A_CASE = frozenset({"clock"})
"""Asides that the case itself answers, where there is one."""
LANGUAGES = frozenset({"spanish"})
"""Asides that are a wish for a language."""
FIRST_ASIDES = frozenset({"remind", "wrong", "tomorrow"})
"""Asides that may name facts of the case and are about something else."""
FUNCTION = frozenset({"a", "i", "it", "or", "the", "not", "do", "have", "here", "through"})
"""Words of a title that by themselves do not name it."""
OPEN_ENDED = frozenset({"date", "names", "text"})
"""Types of a question of the agenda to which "none" is no choice."""
OUTSIDE = {"back": ("wrong", None), "pause": ("rest", None), "why": ("aside", "unsure")}
"""What the words that steer a questionnaire mean where none is open: intent and value."""
PASTE = 240
"""Characters from which a message is taken for pasted text and not for a question."""
WISH = 6
"""Words up to which a message that holds the first word of one paper's button means it ("make the word file")."""
PART_OF_TITLE = 2
"""Words of a button's title that name it, where no other title on the screen has them all ("not yet")."""
LIKELY = 0.6
"""Score from which a topic answers a question in the middle of others; below it is only offered."""
VERY_NEAR = 0.85
"""Score from which a topic answers what was told and not asked."""
STATEMENT = 5
"""Words from which what is not put as a question is rather told than asked."""
SENTENCE = 3
"""Words from which a message in a form may be a question without being put as one."""


def parsed(intent: str, text: str | None = None, **entities: object) -> Parse:
    """Rasa's parse data: the intent, the entities and the text."""
    listed = [{"entity": name, "value": value} for name, value in entities.items() if value is not None]
    return {
        "intent": {"name": intent, "confidence": 1.0},
        "intent_ranking": [{"name": intent, "confidence": 1.0}],
        "entities": listed,
        "text": text,
    }


CORRECTS = "wrong"
"""The intent of "Something is wrong", which a plain yes never means."""


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
        self.stages: tuple[Callable[[Utterance], Parse | None], ...] = (
            self._command,
            self._confirmation,
            self._awaited,
            self._shown_button,
            self._declined,
            self._passed_over,
            self._fixed_words,
            self._review,
            self._letter,
            self._wish,
            self._note,
            self._doubted,
            self._aside,
            self._story,
            self._answer_to_nothing,
            self._question,
        )

    def button(self, payload: str) -> Parse:
        """A pressed button. What cannot be read is an old button of a form that is gone."""
        asked = unpack(payload)
        if isinstance(asked, Go):
            return parsed(asked.intent, value=asked.value or None)
        if asked is None or asked.flow not in self.flows:
            return parsed("old_button")
        return parsed(asked.act, flow=asked.flow, path=asked.path, value=asked.value or None)

    def words(self, text: str, flow: Flow | None, slots: Mapping[str, Any], room: Room) -> Parse:
        """Typed words, read against the open question; what no stage takes is left to that question."""
        message = Utterance(text, flow, slots, room, self.hearing)
        found = next((parse for stage in self.stages if (parse := stage(message)) is not None), None)
        found = found or (parsed("answer", text) if flow else self._missed(message))
        if self.answerer.finder.reader.is_spanish(text):
            found["entities"].append({"entity": "spanish", "value": True})
        return found

    @staticmethod
    def _missed(message: Utterance) -> Parse:
        """What no stage takes; a correction of it is asked about."""
        return parsed("wrong" if message.told.heard.of(Correction) else "missed", message.text)

    def caption(self, text: str, slots: Mapping[str, Any], room: Room) -> Parse:
        """The words under a file: they may tell something of the case."""
        message = Utterance(text, None, slots, room, self.hearing)
        tells = bool(text.strip()) and message.told.tells
        return parsed("file", text or None, heard=message.told.packed if tells else None)

    def told(self, text: str, slots: Mapping[str, Any], room: Room) -> list[dict[str, Any]]:
        """What words tell beside what they mean, as entities; none where they tell nothing."""
        message = Utterance(text, None, slots, room, self.hearing)
        entities: list[dict[str, Any]] = parsed("", heard=message.told.packed)["entities"]
        return entities if message.told.tells else []

    # --- stages, in their order -----------------------------------------------------------------

    def _command(self, message: Utterance) -> Parse | None:
        """A command with a slash."""
        text = message.text
        if not text.startswith("/"):
            return None
        name = text[1:].split("@")[0].split()[0].lower() if len(text) > 1 else ""
        if name == "start" or name in self.commands:
            return parsed(name, text, rest=text.partition(" ")[2].strip() or None)
        return parsed("unknown_command", text)

    @staticmethod
    def _confirmation(message: Utterance) -> Parse | None:
        """Yes or no, where something waits for just that."""
        meant = _CONFIRMS.get(str(message.slots.get(PENDING)))
        for name, intent in zip(("yes", "no"), meant or (), strict=False):
            if spelled(name, message.said):
                return parsed(intent, message.text)
        return None

    @staticmethod
    def _awaited(message: Utterance) -> Parse | None:
        """Words that were asked for outside a questionnaire: a note, a day. A question is no day."""
        waiting = str(message.slots.get(PENDING))
        meant = _WORDS_FOR.get(waiting)
        if meant is None or spelled("cancel", message.said) or (waiting in _WANT_A_DAY and message.asks):
            return None
        return parsed(meant[0], message.text, value=meant[1], rest=message.text)

    def _shown_button(self, message: Utterance) -> Parse | None:
        """The words of a button that was just shown."""
        offered = message.slots.get(OFFERED) or {}
        shown = self._shown(message.said, offered, alone=message.flow is None) or self._paper(message, offered)
        return self.button(shown) if shown else None

    @staticmethod
    def _paper(message: Utterance, offered: Mapping[str, str]) -> str | None:
        """The paper that is meant by the first word of its button ("make the word file"), where nothing happened."""
        words = message.said.split()
        if len(words) > WISH or message.told.heard.events:
            return None
        papers = [title for title, payload in offered.items() if goes_to(payload) == "letters"]
        first = [title for title in papers if plain(title).split()[0] in words]
        return offered[first[0]] if len(first) == 1 else None

    def _declined(self, message: Utterance) -> Parse | None:
        """A wish that is declined before anything of it is taken down."""
        declined = self.answerer.declined_first(message.text)
        return parsed("question", message.text, found=declined.as_entity()) if declined else None

    @staticmethod
    def _passed_over(message: Utterance) -> Parse | None:
        """The agenda's question is left open; where no choice is offered "none" and "it does not say" do that too."""
        if not message.open_fact:
            return None
        kind = message.room.library.agenda.by_slot.get(message.open_fact)
        nothing = ("none_of_these", "no", "says_nothing") if kind is not None and kind.type in OPEN_ENDED else ()
        passes = any(spelled(name, message.said) for name in ("skip", "unknown", *nothing))
        first = plain(message.text.partition(",")[0])
        passes = passes or (spelled("unknown", first) and not message.told.tells)  # "I don't know, HR is closed"
        return parsed("pass_over", message.text) if passes else None

    def _fixed_words(self, message: Utterance) -> Parse | None:
        """The few words that mean the same everywhere."""
        intent = None if message.fits else self._fixed(message.said, in_form=message.flow is not None)
        if intent or message.flow is not None or message.aside is not None:
            return parsed(intent, message.text) if intent else None
        meant = next((meant for name, meant in OUTSIDE.items() if spelled(name, message.said)), None)
        return parsed(meant[0], message.text, value=meant[1]) if meant else None

    @staticmethod
    def _review(message: Utterance) -> Parse | None:
        """A number, yes or no to the check at the end."""
        plainly = message.said.isdigit() or spelled("yes", message.said) or spelled("no", message.said)
        return parsed("answer", message.text) if message.place in (REVIEW, EDIT) and plainly else None

    @staticmethod
    def _letter(message: Utterance) -> Parse | None:
        """A denial letter that was pasted."""
        letter = pasted(message.text, message.room.library) if message.step is None else None
        return parsed("letter", message.text[:LONGEST_HEARD], letter=letter) if letter else None

    def _wish(self, message: Utterance) -> Parse | None:
        """A command put into words ("can you write the appeal"), where the message tells nothing beside it."""
        if message.flow is not None or message.aside is not None:
            return None
        told = message.told
        if any(isinstance(act, Event) or act.slot not in PASSING for act in told.acts):
            return None
        name = next((act.name for act in told.heard.of(Command) if act.name in self.commands), None)
        if name == "letters" and message.aside == "write":
            return parsed("aside", message.text, value="write", rest=message.text)  # the one that fits, not the list
        return parsed(name, message.text) if name else None

    @staticmethod
    def _note(message: Utterance) -> Parse | None:
        """A call or a letter: with whom, and what was said; what happened beside it is taken in as well."""
        text, room = message.text, message.room
        if (
            message.flow is not None
            or fold(text).endswith("?")
            or not trail.reader(room.library).is_note(text, room.today)
        ):
            return None
        heard = message.told.packed if message.told.heard.events else None
        return parsed("log", text, value="add", rest=text, heard=heard)

    @staticmethod
    def _doubted(message: Utterance) -> Parse | None:
        """A yes or a no to "did I get this right", however it goes on, where it tells nothing else."""
        first = message.said.split()[0] if message.said else ""
        value = next((value for value in ("yes", "no") if spelled(value, first)), None)
        if message.open_fact != DOUBT or value is None or message.told.tells:
            return None
        return parsed("say", message.text, value=f"{DOUBT}={value}")

    @staticmethod
    def _aside(message: Utterance) -> Parse | None:
        """What is said about the conversation itself."""
        meant = message.aside
        alone = message.fits is None and not message.told.tells
        if meant in OF_A_CASE and not message.slots.get(MATTERS):
            return None  # a question like any other
        if meant in LANGUAGES and alone:
            return parsed(meant, message.text)
        if meant is None or not (meant in FIRST_ASIDES or alone):
            return None
        heard = message.told.packed if message.told.moved else None
        return parsed("aside", message.text, value=meant, rest=message.text, heard=heard)

    def _story(self, message: Utterance) -> Parse | None:
        """What the message tells; a clear answer to the open question is the questionnaire's, the rest beside it."""
        told, step = message.told, message.step
        if step is not None and self._of_another(message, step):
            return self._told(message)
        if message.fits == "clear":
            return parsed("answer", message.text, heard=told.packed if told.beside(step) else None)
        if told.beside(step) if message.fits else told.instead(step):
            return self._told(message)
        moved = message.flow is None and told.moved and len(message.said.split()) >= SENTENCE
        return self._told(message) if moved else None

    @staticmethod
    def _answer_to_nothing(message: Utterance) -> Parse | None:
        """An answer, where no question is open: yes, skip, a number, a date."""
        if message.flow is not None:
            return None
        if spelled("yes", message.said):
            return parsed("aside", message.text, value="nod")
        words = ("no", "skip", "unknown", "done", "none_of_these")
        bare = _NUMBERS.fullmatch(message.said) or any(spelled(name, message.said) for name in words)
        return parsed("missed" if message.open_fact else "answer", message.text) if bare else None

    def _question(self, message: Utterance) -> Parse | None:
        """A question of the person's own, if the words are one. A word or two in a form are rather an answer."""
        if message.fits == "paste" and (len(message.text) > PASTE or not message.asks):
            return None
        if message.flow is not None and not message.asks and len(message.said.split()) < SENTENCE:
            return None
        found = self.answerer.place(message.text, after(message.slots))
        if not (message.asks or found.topic or found.either or found.refused):
            return None
        told = not message.asks and len(message.said.split()) >= STATEMENT
        if told and not found.refused and found.score < SURE_FROM:
            return None
        if message.open_fact and not found.refused and found.score < (LIKELY if message.asks else SURE_FROM):
            near = (*filter(None, (found.topic,)), *found.either, *found.near)
            found = replace(found, topic=None, either=(), also=(), near=near)
            if not message.asks:
                return None  # more likely an answer that was not understood
        reads = (message.slots.get(READING) or {}).get("left")  # a paper is gone through: its piece is asked again
        if not reads and (message.open_fact or self._is_for_case(found.topic, message) or message.told.moved):
            # What was asked is asked again; a case that began may answer better than a topic; a feeling wants a word.
            heard = message.told.packed
            return parsed("heard", message.text, heard=heard, found=found.as_entity(), asked=message.text)
        return parsed("question", message.text, found=found.as_entity())

    # --- what the stages share ------------------------------------------------------------------

    def _told(self, message: Utterance) -> Parse:
        """A message that tells something; what it asks beside is placed by itself."""
        questions = [plain(question.words) for question in self._asked(message)]
        own = [asked for asked in questions if aside(asked) is None]
        if not questions and (complaint := self._complaint(message)):
            return parsed("heard", message.text, heard=message.told.packed, found=complaint.as_entity())
        asked = own or (not questions and fold(message.text).endswith("?"))
        found = self.answerer.place(message.text, after(message.slots)) if asked else None
        if found and not (found.topic or found.either or found.refused or found.also or own):
            found = None  # the question was about the conversation, or none at all
        asked_for = " ".join(own) or None
        found_entity = found.as_entity() if found else None
        return parsed("heard", message.text, heard=message.told.packed, found=found_entity, asked=asked_for)

    def _complaint(self, message: Utterance) -> Found | None:
        """The answer to what was told and no act explains ("my pcm wont give me the referral"), where one is near."""
        left = [act.words for act in message.told.heard.of(Unheard) if len(act.words.split()) >= STATEMENT]
        placed = [self.answerer.place(words, None) for words in left]
        near = [found for found in placed if found.topic and found.score >= VERY_NEAR]
        return max(near, key=lambda found: found.score, default=None)

    @staticmethod
    def _asked(message: Utterance) -> list[Question]:
        """The questions of a message; an answer to the open one that sounds unsure is none ("insured, i think?")."""
        slot = message.open_fact
        spans = [act.span for act in message.told.acts if slot and getattr(act, "slot", None) == slot]
        return [one for one in message.told.heard.of(Question) if not any(_within(span, one.span) for span in spans)]

    @staticmethod
    def _of_another(message: Utterance, step: walk.Step) -> bool:
        """Whether words about one treatment of the list tell of another: they go to that one."""
        if step.group is None or step.group.group != GROUP or step.question is None or step.entry is None:
            return False
        row = walk.entries(message.slots, GROUP)[step.entry]
        entry = reader(message.room.library).details(message.text, message.room.today)
        return step.question is not step.group.ask[0] and is_other(row, entry)

    @staticmethod
    def _is_for_case(topic: str | None, message: Utterance) -> bool:
        topics = {name for need in message.room.library.agenda.needs for name in need.topics}
        return bool(message.slots.get(MATTERS)) and topic in topics

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
        if len(words) == 1:
            answers = {title: payload for title, payload in offered.items() if goes_to(payload) == "say"}
            named = [payload for title, payload in answers.items() if words <= set(plain(title).split()) - FUNCTION]
            if len(named) == 1:
                return named[0]
        only = [payload for payload in offered.values() if goes_to(payload) != CORRECTS]
        return only[0] if alone and len(only) == 1 and spelled("yes", said) else None

    @staticmethod
    def _fixed(said: str, *, in_form: bool) -> str | None:
        in_form_only = ("back", "skip", "unknown", "why", "pause", "done")
        always = (
            "resume",
            "review",
            "cancel",
            "forget",
            "export",
            "privacy",
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


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
