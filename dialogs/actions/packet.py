"""What leaves the case as a file: the packet of letter and documents, and the dates as a calendar."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from rasa_sdk.events import SlotSet

from dialogs.actions.denial import DenialSubject
from dialogs.case import documents, packets
from dialogs.case.appeals import Case
from dialogs.speaking.callback import Go
from dialogs.speaking.voice import Event, Voice, entity, moment, today, zone
from dialogs.wording import dates
from dialogs.wording import deadlines as deadline_words
from dialogs.wording.letters import compose
from knowledge.base.conditions import SKIPPED, UNKNOWN

if TYPE_CHECKING:
    from rasa_sdk import Tracker

CALENDAR_ID, CALENDAR_GIVEN = "calendar_id", "calendar_given"


class Packet(DenialSubject):
    """The letter and the documents as one PDF; in parts where it is too much for one."""

    action = "action_packet"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        wish, words = str(entity(tracker, "value") or ""), voice.words
        case = self.case(tracker)
        held = list(case.exhibits)
        if not held:
            voice.say("packet-empty", [voice.button("button-documents", Go("documents"))])
            return []
        parts = packets.divided(held)
        if wish.isdigit() and 1 <= int(wish) <= len(parts):
            self._make(case, parts, int(wish), voice, tracker)
            return []
        kinds = self.library.choices["document_kinds"]
        lines = [
            words("packet-line", number=number, title=self._title(one), pages=one["pages"])
            for number, one in enumerate(held, 1)
        ]
        untold = [one["name"] for one in held if one.get("kind") not in kinds]
        size = -(-sum(one["size"] for one in held) // packets.MEGABYTE)
        pages = sum(one["pages"] for one in held)
        buttons = [
            voice.button(
                "button-packet-make" if len(parts) == 1 else "button-packet-part", Go("packet", n), n, number=n
            )
            for n in range(1, len(parts) + 1)
        ]
        buttons.append(voice.button("button-documents", Go("documents"), len(parts) + 1))
        notes = [words("packet-untold", names=", ".join(untold))] if untold else []
        if len(parts) > 1:
            lines_of = [
                words("packet-part-line", number=n, pages=sum(one["pages"] for one in part), count=len(part))
                for n, part in enumerate(parts, 1)
            ]
            limits = {"most": packets.MOST_MEGABYTES, "limit": packets.MOST_PAGES}
            notes.append(words("packet-split", size=size, pages=pages, lines="\n".join(lines_of), **limits))
        voice.say("packet", buttons, count=len(held), pages=pages, lines="\n".join(lines), notes="\n\n".join(notes))
        return []

    def _title(self, one: documents.Document) -> str:
        kind = self.library.choices["document_kinds"].get(one.get("kind") or "")
        return f"{kind.label}: {one['name']}" if kind and kind.label != one["name"] else str(one["name"])

    def _make(
        self, case: Case, parts: list[list[documents.Document]], number: int, voice: Voice, tracker: Tracker
    ) -> None:
        words = voice.words
        kind = "external" if case.values["finished"] == "yes" else "appeal"
        letter = compose(self.library.letters[kind], case, self.library, words, today(tracker)) if number == 1 else None
        first = 1 + sum(len(part) for part in parts[: number - 1])
        part = parts[number - 1]
        cover = [
            words("packet-to", plan=_told(case, "plan_name", words), to=_told(case, "send_to", words)),
            words("packet-from", name=_told(case, "name", words), member=_told(case, "member", words)),
            words("packet-about", reference=_told(case, "denial_reference", words)),
            words("packet-made", date=deadline_words.spoken(today(tracker), words)),
        ]
        title = words("packet-title")
        if len(parts) > 1:
            title = words("packet-title-part", number=number, count=len(parts))
        packet = {
            "title": title,
            "language": words.language,
            "cover": cover,
            "letter": asdict(letter) if letter else None,
            "exhibits": packets.exhibits(part, [self._title(one) for one in part], first),
        }
        name = "packet.pdf" if len(parts) == 1 else f"packet-{number}.pdf"
        voice.send("packet-made-told", {"name": name, "packet": packet})


def _told(case: Case, slot: str, words: Any) -> str:
    held = case.values.get(slot)
    if held in (None, UNKNOWN, SKIPPED):
        return str(words("letter-blank", what=words(f"blank-{slot}".replace("_", "-"))))
    return " ".join(str(held).split())


class Calendar(DenialSubject):
    """Every date of the case as a calendar file. A date that no longer holds is cancelled in the next one."""

    action = "action_calendar"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        slots, now = tracker.slots, moment(tracker)
        mine = slots.get(CALENDAR_ID) or _calendar_id(tracker.sender_id, now)
        found = dates.events(slots, self.library, voice.words, today(tracker), str(zone(slots)), mine)
        before = slots.get(CALENDAR_GIVEN) or []
        ids = {event["uid"] for event in found}
        gone = [{**event, "gone": True} for event in before if event["uid"] not in ids]
        if not found and not gone:
            voice.say("calendar-empty", [voice.button("button-next", Go("next"))])
            return []
        calendar = {
            "name": voice.words("calendar-name"),
            "stamp": now.isoformat(timespec="seconds"),
            "sequence": int((now - dates.EPOCH).total_seconds() // 60),
            "events": [*found, *gone],
        }
        lines = [voice.words("calendar-line", date=_short(event, voice), title=event["title"]) for event in found]
        voice.send("calendar", {"name": "dates.ics", "calendar": calendar}, lines="\n".join(lines))
        return [SlotSet(CALENDAR_ID, mine), SlotSet(CALENDAR_GIVEN, [{**event, "text": ""} for event in found])]


def _short(event: dict[str, Any], voice: Voice) -> str:
    return deadline_words.spoken(dt.date.fromisoformat(event["date"]), voice.words)


def _calendar_id(sender: str, now: dt.datetime) -> str:
    """What sets this case's events apart from another's in one calendar; it tells nothing of the chat."""
    return hashlib.sha256(f"{sender} {now.isoformat()}".encode()).hexdigest()[:12]


ACTIONS = (Packet, Calendar)
