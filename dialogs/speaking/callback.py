"""What a button asks for: an object here, packed into the text that comes back when it is pressed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

LONGEST = 64
"""Bytes of what a button carries; Telegram takes no more (https://core.telegram.org/bots/api#inlinekeyboardbutton)."""
Act = Literal["choose", "toggle", "control", "edit"]
"""The intents of a questionnaire's own buttons."""
_LETTERS: dict[str, Act] = {"a": "choose", "t": "toggle", "c": "control", "e": "edit"}
_GO = "g"


class TooLong(ValueError):
    """A button would carry more than `LONGEST` bytes."""


@dataclass(frozen=True)
class Go:
    """Run what follows from an intent.

    Attributes:
        intent: One of `dialogs/rules.yaml`.
        value: What it is about: a number, an id; read by the action.
    """

    intent: str
    value: str | int = ""

    @classmethod
    def told(cls, words: str) -> Go:
        """As data files write it: an intent, and after a colon what it is about."""
        intent, _, value = words.partition(":")
        return cls(intent, value)

    def pack(self) -> str:
        """The text that comes back.

        Raises:
            TooLong: It would be more than `LONGEST` bytes.
        """
        return _within(f"{_GO}:{self.intent}" + (f":{self.value}" if self.value else ""))


@dataclass(frozen=True)
class At:
    """Do something at a place of a questionnaire.

    Attributes:
        act: Choose an answer, tick one, edit the place, or a control (back, skip, …).
        flow: The questionnaire.
        path: The place in it.
        value: The answer, or the name of the control.
    """

    act: Act
    flow: str
    path: str
    value: str | int = ""

    def pack(self) -> str:
        """The text that comes back.

        Raises:
            TooLong: It would be more than `LONGEST` bytes.
        """
        letter = next(letter for letter, act in _LETTERS.items() if act == self.act)
        return _within(f"{letter}:{self.flow}.{self.path}" + (f":{self.value}" if self.value else ""))


Callback = Go | At


def unpack(text: str) -> Callback | None:
    """What a pressed button asks for; None for a text that no button of ours carries."""
    letter, _, rest = text.partition(":")
    name, _, value = rest.partition(":")
    if letter == _GO and name:
        return Go(name, value)
    flow, _, path = name.partition(".")
    return At(_LETTERS[letter], flow, path, value) if letter in _LETTERS and flow else None


def goes_to(text: str) -> str | None:
    """The intent that a button leads to; None for a button of a questionnaire."""
    asked = unpack(text)
    return asked.intent if isinstance(asked, Go) else None


def button(title: str, asks: Callback, row: int = 0) -> dict[str, Any]:
    """A button as rasa has it: its words, what it asks for, and the row in which it stands."""
    return {"title": title, "payload": asks.pack(), "row": row}


def _within(text: str) -> str:
    if len(text.encode()) > LONGEST:
        raise TooLong(f"{text!r} needs over {LONGEST} bytes")
    return text
