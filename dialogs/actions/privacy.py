"""What is kept, of whom, how long, and who runs this: the notice, the policy, and consent to it by its version."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rasa_sdk.events import SlotSet

from dialogs.actions.base import Subject
from dialogs.speaking.callback import Go
from dialogs.speaking.operator import NOTICE_VERSION, Operator
from dialogs.speaking.voice import NOTICE, Event, Voice, moment
from dialogs.speaking.words import Words

if TYPE_CHECKING:
    from rasa_sdk import Tracker

PARTS = ("who", "what", "why", "readers", "long", "rights", "copies", "change")
"""Of the policy, in the order in which they are read."""


def policy(words: Words, operator: Operator) -> str:
    """The privacy policy of an installation: what this program does, and what its operator set."""
    given = {
        "operator": operator.name,
        "contact": operator.contact,
        "keep": operator.keep_days,
        "warn": operator.warn_days,
        "copies": operator.copies_days,
        "trials": "yes" if operator.searches_trials else "no",
        "named": "yes" if operator.name else "no",
        "reached": "yes" if operator.contact else "no",
        "version": NOTICE_VERSION,
    }
    return "\n\n".join(words(f"privacy-{part}", **given) for part in PARTS)


def outdated(slots: Mapping[str, Any]) -> bool:
    """Whether a person was told of another version of the notice than today's."""
    return (slots.get(NOTICE) or {}).get("version") != NOTICE_VERSION


def told(tracker: Tracker, *, agreed: bool = False) -> Event:
    """The event that keeps which version a person was told of, when, and whether they said that it is all right."""
    at = moment(tracker).isoformat(timespec="seconds")
    event: Event = SlotSet(NOTICE, {"version": NOTICE_VERSION, "agreed" if agreed else "told": at})
    return event


class Privacy(Subject):
    """The notice and the whole policy."""

    action = "action_privacy"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        voice.say("notice")
        buttons = [voice.button("button-export", Go("export"), 0), voice.button("button-forget", Go("forget"), 0)]
        voice.say("privacy", buttons, policy=policy(voice.words, self.operator))
        return [told(tracker)] if outdated(tracker.slots) else []


class NoticeChanged(Subject):
    """What is kept has changed: says so once, and asks whether that is all right."""

    action = "action_notice_changed"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        buttons = [
            voice.button("button-agree", Go("agree"), 0),
            voice.button("button-notice", Go("privacy"), 0),
            voice.button("button-forget", Go("forget"), 1),
        ]
        voice.say("notice-changed", buttons, keep=self.operator.keep_days, copies=self.operator.copies_days)
        return [told(tracker)]


class Agree(Subject):
    """Keeps that a person agreed to the notice."""

    action = "action_agree"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        voice.say("agreed")
        return [told(tracker, agreed=True)]


class Runs(Subject):
    """Who runs this bot, and how they are reached."""

    action = "action_runs"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        voice.say("runs", **reached_by(self.operator))
        return []


def reached_by(operator: Operator) -> dict[str, Any]:
    """The operator as a message names them."""
    return {
        "operator": operator.name,
        "contact": operator.contact,
        "named": "yes" if operator.name else "no",
        "reached": "yes" if operator.contact else "no",
    }


ACTIONS = (Privacy, NoticeChanged, Agree, Runs)
