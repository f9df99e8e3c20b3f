"""A crisis is remembered for a while: words after it are heard in its light, and no reply comes twice in a row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from dialogs.case.acts_json import unpacked
from dialogs.forms.policy import rules
from dialogs.speaking.spellings import asks, spelled
from dialogs.speaking.voice import OFFERED
from knowledge.base.text import plain
from knowledge.hearing.acts import Fact, Feeling, Heard, Unheard
from knowledge.safety import Alarm, Listener

DOUBTS = frozenset({"doubt", "body"})
"""Notes of an alarm that may be nothing: the person is asked, and what was told beside it is answered."""
ALONE = frozenset({"who"})
"""Slots that a word of kin fills, whatever it is said of."""
VAGUE_UP_TO = 4
"""Words of an answer that may as well be about the danger that was just spoken of."""
CARE = "care"
"""Slot: what is remembered of a crisis."""
ALARM = "alarm"
"""Entity: what was heard, for the actions that answer it."""
Parse = dict[str, Any]


@dataclass(frozen=True)
class Care:
    """What is remembered of a crisis.

    Attributes:
        at: When danger was heard last, in ISO form; empty where none was.
        kind: What was heard then: crisis, emergency, or taken (an emergency: too much of something).
        about: Who is in danger: self or other.
        spanish: It was said in Spanish.
        veteran: Somebody who served, as far as it was told.
        open: The last reply was help, so the next words are rather about that.
        asked: What the last reply asked: `safe`, whether somebody is safe; `body`, whether it happens right now.
        wondered: A line beside the last reply asked the same, so "I am safe" answers it.
        settled: The person said that they are safe.
        said: How often each kind of reply was given.
    """

    at: str = ""
    kind: str = "crisis"
    about: Literal["self", "other"] = "self"
    spanish: bool = False
    veteran: bool = False
    open: bool = False
    asked: str = ""
    wondered: bool = False
    settled: bool = False
    said: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, slots: Mapping[str, Any]) -> Care:
        kept = dict(slots.get(CARE) or {})
        if isinstance(kept.get("asked"), bool):  # as it was kept before there were two questions
            kept["asked"] = "safe" if kept["asked"] else ""
        return cls(**kept)

    def stored(self) -> dict[str, Any]:
        return {**asdict(self), "said": dict(self.said)}

    def remembered(self, now: dt.datetime, hours: int) -> bool:
        """Whether danger was heard within so many hours."""
        return bool(self.at) and now - dt.datetime.fromisoformat(self.at) < dt.timedelta(hours=hours)

    def moved_on(self) -> Care:
        """After any other reply: a yes or a no is no longer about the danger."""
        return replace(self, open=False, asked="", wondered=False)


class Watch:
    """Places a message with what is remembered of a crisis.

    Args:
        listener: Hears danger.
        hours: How long a crisis is remembered.
    """

    def __init__(self, listener: Listener, hours: int) -> None:
        self.listener, self.hours = listener, hours

    def place(
        self, text: str, slots: Mapping[str, Any], now: dt.datetime, read: Callable[[], Parse], *, keeps: bool = False
    ) -> Parse:
        """What a message is, danger before anything else.

        Args:
            text: The words.
            slots: The case.
            now: When they came.
            read: Reads them as if there were no danger.
            keeps: They tell something for the open question beside the distress.

        Returns:
            Rasa's parse data. Intents ``crisis``, ``emergency``, ``distress`` and ``safe`` take the turn; otherwise the
            entity ``alarm`` says that a word of comfort or help goes beside the reply.
        """
        care = Care.of(slots)
        remembered = care.remembered(now, self.hours)
        alarm = self.listener.hear(text, after=remembered or care.wondered or bool(care.asked))
        if alarm is not None and alarm.kind == "safe":
            alarm = replace(alarm, about=care.about)  # "my sister is here", of whoever it was that was in danger
        elif alarm is not None and remembered and care.about == "other" and not self.listener.of_self(text):
            alarm = replace(alarm, about="other")  # "is very quiet today", after "my father gave his tools away"
        if alarm is not None and alarm.urgent and not alarm.overheard:
            return _alarm(alarm.kind, text, alarm)
        if remembered or care.wondered or care.asked:
            if alarm is not None and alarm.kind == "safe":
                return _alarm("safe", text, alarm)
            if answered := self._answered(plain(text), care):
                return self._again(text, care, alarm) if answered == "crisis" else _alarm(answered, text, alarm)
        message = read()
        intent = message["intent"]["name"]
        vague = _only_felt(message) or intent in (rules().vague_open if care.open else rules().vague)
        if intent == "answer" and len(text.split()) > VAGUE_UP_TO:
            vague = False
        troubled = alarm is not None and (alarm.urgent or alarm.kind == "distress")
        vague = vague or (intent == "question" and (remembered or troubled) and not asks(text))
        if alarm is not None and alarm.overheard:
            alarm = _weighed(alarm, told=not vague and _told(message))
        if alarm is not None and alarm.urgent:
            return _alarm(alarm.kind, text, alarm)
        if remembered and not care.settled and vague and plain(text) not in _titles(slots):
            return self._again(text, care, alarm)
        if alarm is not None and alarm.kind == "distress":
            doubt = alarm.note in DOUBTS
            if vague or (intent == "answer" and not keeps and not doubt) or (doubt and not _told(message)):
                return _alarm("distress", text, alarm)
        if alarm is not None and alarm.kind != "safe" and not (alarm.kind == "weary" and _felt(message)):
            message["entities"].append({"entity": ALARM, "value": _packed(alarm)})
        elif remembered and care.open and not care.settled:
            message["entities"].append({"entity": ALARM, "value": {"kind": "remembered"}})
        return message

    @staticmethod
    def _again(text: str, care: Care, alarm: Alarm | None) -> Parse:
        """More of what was heard before."""
        found = _alarm("emergency" if care.kind in ("emergency", "taken") else "crisis", text, alarm)
        found["entities"][0]["value"].setdefault("note", "taken" if care.kind == "taken" else None)
        return found

    @staticmethod
    def _answered(said: str, care: Care) -> str | None:
        """What a yes or no means right after help: a question takes it as it is; help itself is only echoed."""
        yes, no = spelled("yes", said), spelled("no", said) or spelled("unknown", said)
        if care.asked == "body" and (yes or no):
            return "emergency" if yes else "safe"
        if care.asked and (yes or no):
            return "safe" if yes else "crisis"
        return "crisis" if care.open and not care.settled and (yes or no) else None


def _weighed(alarm: Alarm, *, told: bool) -> Alarm | None:
    """What only the second ear heard, beside what was understood: an alarm becomes a question, a doubt falls away."""
    if not told:
        return alarm
    note = "doubt" if alarm.kind == "crisis" else "body"
    return replace(alarm, kind="distress", note=note) if alarm.urgent else None


def _told(message: Parse) -> bool:
    """Whether something was understood in a message, more than that somebody is spoken of."""
    held = next((one["value"] for one in message["entities"] if one["entity"] == "heard"), None)
    if held is None:
        return True
    acts = [act for act in unpacked(held) if not isinstance(act, Feeling | Unheard)]
    return any(not (isinstance(act, Fact) and act.slot in ALONE) for act in acts)


def _felt(message: Parse) -> Heard | None:
    """What was heard in a message where a feeling is among it: that gets its word of comfort there."""
    held = next((one["value"] for one in message["entities"] if one["entity"] == "heard"), None)
    heard = unpacked(held) if held else None
    return heard if heard and heard.of(Feeling) else None


def _only_felt(message: Parse) -> bool:
    """Whether nothing but a feeling was heard."""
    heard = None if any(one["entity"] == "found" for one in message["entities"]) else _felt(message)
    return heard is not None and all(isinstance(act, Feeling | Unheard) for act in heard)


def _titles(slots: Mapping[str, Any]) -> set[str]:
    return {plain(title) for title in slots.get(OFFERED) or {}}


def _packed(alarm: Alarm) -> dict[str, Any]:
    return {
        "kind": alarm.kind,
        "about": alarm.about,
        "spanish": alarm.spanish,
        "veteran": alarm.veteran,
        "note": alarm.note,
    }


def _alarm(intent: str, text: str, alarm: Alarm | None) -> Parse:
    value = _packed(alarm) if alarm else {}
    return {
        "intent": {"name": intent, "confidence": 1.0},
        "intent_ranking": [{"name": intent, "confidence": 1.0}],
        "entities": [{"entity": ALARM, "value": value}],
        "text": text,
    }
