"""What every action needs of a tracker: the moment, the words, the open step; and how it speaks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

from dialogs.speaking.callback import Callback, button
from dialogs.speaking.messages import folded
from dialogs.speaking.words import DEFAULT, Words, words_in
from knowledge.library import shipped

if TYPE_CHECKING:
    from rasa_sdk import Tracker
    from rasa_sdk.executor import CollectingDispatcher

ZONE = "zone_told"
"""Slot: the time zone that a person chose in the settings."""
Event = dict[str, Any]
Button = dict[str, Any]

HOME_ZONE = ZoneInfo("America/New_York")
"""The zone in which "today" is taken until the person's own is known."""
NOTICE = "notice_seen"
"""Slot: the version of the privacy notice that a person was told of, when, and whether they agreed."""

LANGUAGE, MET, LAST_SEEN, PAUSED, DRAFT, MISSES, HINTED, ANSWERED, PENDING, OFFERED = (
    "language",
    "met",
    "last_seen",
    "paused",
    "draft",
    "misses",
    "hinted",
    "answered",
    "pending",
    "offered",
)
"""Slots of the dialog itself; every other slot is a person's answer."""
DIALOG_SLOTS = frozenset(
    {
        LANGUAGE,
        MET,
        NOTICE,
        LAST_SEEN,
        PAUSED,
        DRAFT,
        MISSES,
        HINTED,
        ANSWERED,
        PENDING,
        OFFERED,
        "asked",
        "care",
        "requested_slot",
    }
)


def moment(tracker: Tracker) -> dt.datetime:
    """When the message of this turn arrived, in UTC: the time of its ``user`` event."""
    for event in reversed(tracker.events):
        if event.get("event") == "user":
            return dt.datetime.fromtimestamp(float(event["timestamp"]), dt.UTC)
    raise ValueError("a turn starts with a user event that has a timestamp")


def zone(slots: Mapping[str, Any]) -> ZoneInfo:
    """The person's time zone: the one that they chose, else that of their state."""
    chosen = shipped().choices["zones"].get(str(slots.get(ZONE)))
    if chosen and chosen.zone:
        return ZoneInfo(chosen.zone)
    state = shipped().choices["states"].get(str(slots.get("state")))
    return ZoneInfo(state.zone) if state and state.zone else HOME_ZONE


def today(tracker: Tracker) -> dt.date:
    """The person's calendar day at `moment`."""
    return moment(tracker).astimezone(zone(tracker.slots)).date()


def words_of(tracker: Tracker) -> Words:
    """The catalogue in the person's language."""
    return words_in(tracker.slots.get(LANGUAGE) or DEFAULT)


def intent_of(tracker: Tracker) -> str:
    """The intent of the latest message."""
    return str(tracker.latest_message["intent"]["name"])


def entity(tracker: Tracker, name: str) -> Any:
    """The value of an entity of the latest message, or None."""
    return next((e["value"] for e in tracker.latest_message.get("entities", []) if e["entity"] == name), None)


@dataclass(frozen=True)
class Voice:
    """Speaks through a dispatcher in one language.

    A reply is a rasa response dictionary. ``custom`` carries ``message`` (the catalogue id), and where they
    apply ``question`` (path of the question it asks), ``replace`` (edit the message whose button was pressed)
    and ``toast`` (a passing note).
    """

    dispatcher: CollectingDispatcher
    words: Words

    @classmethod
    def of(cls, dispatcher: CollectingDispatcher, tracker: Tracker) -> Voice:
        return cls(dispatcher, words_of(tracker))

    def say(
        self,
        message: str,
        buttons: Sequence[Button] = (),
        custom: Mapping[str, Any] | None = None,
        **args: object,
    ) -> None:
        """Say a message of the catalogue. What stands for `sources` is folded away by the one who draws it."""
        if args.get("sources"):
            args["sources"] = folded(str(args["sources"]))
        self.dispatcher.utter_message(
            text=self.words(message, **args),
            buttons=list(buttons),
            json_message={"message": message, **(custom or {})},
        )

    def send(self, message: str, attachment: Mapping[str, Any], **args: object) -> None:
        """Send a file with a message of the catalogue, in a message of its own (`dialogs.speaking.messages.Reply`)."""
        self.dispatcher.utter_message(
            text=self.words(message, **args),
            json_message={"message": message, "alone": True},
            attachment=cast(Any, attachment),  # rasa-sdk types it as text; its channels take any object
        )

    def button(self, message: str, asks: Callback, row: int = 0, **args: object) -> Button:
        return button(self.words(message, **args), asks, row)
