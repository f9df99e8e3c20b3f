"""Documents: a file is kept, named, typed, dated, tied to a denial, listed, sent back, destroyed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rasa_sdk.events import ActiveLoop, SlotSet

from dialogs.actions import reading
from dialogs.actions.path import PathSubject
from dialogs.case import documents, matters
from dialogs.case.limits import limits
from dialogs.forms import speech
from dialogs.forms.moves import EDIT, REQUESTED
from dialogs.speaking.callback import Go, button
from dialogs.speaking.voice import Button, Event, Voice, entity, moment, today

if TYPE_CHECKING:
    from rasa_sdk import Tracker

FLOW, PAPER_ID = "paper", "paper_id"
SHOWN = 8
"""Documents on one screen."""
MEGABYTE = 1024 * 1024
READ_AT_ONCE = frozenset({"denial_letter", "appeal_decision", "approval", "policy", "booklet", "eob"})
"""Kinds of paper that are read without being asked, like those whose kind nobody named."""


class DocumentSubject(PathSubject):
    """Knows what documents are called."""

    def line(self, document: documents.Document, voice: Voice) -> str:
        words = voice.words
        kind = self.library.choices["document_kinds"].get(document.get("kind") or "")
        parts = [
            kind.label if kind and document["name"] else None,
            speech.shown_date(document["date"], words.language) if document.get("date") else None,
            words("document-pages", count=document["pages"]) if document["type"] == "pdf" else None,
            words("document-out") if document.get("out") else None,
        ]
        more = "".join(f", {part}" for part in parts if part)
        return words("document-line", number=document["number"], name=documents.title(document, self.library) + more)

    def kinds(self, document: documents.Document, voice: Voice) -> list[Button]:
        """A button for each kind of paper."""
        kinds = self.library.choices["document_kinds"].values()
        return [
            button(kind.label, Go("document", f"{document['id']}.k.{kind.id}"), row // 2)
            for row, kind in enumerate(kinds)
        ]


class TakeFile(DocumentSubject):
    """Keeps a file that was sent, or says why it cannot be kept."""

    action = "action_file"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        seen = dict(entity(tracker, "document") or {"problem": "lost"})
        caption = seen.pop("caption", "")
        held = documents.listed(tracker.slots)
        if problem := seen.get("problem"):
            voice.say(f"document-{problem}", limit=documents.LARGEST // MEGABYTE)
            return []
        if same := documents.twin(tracker.slots, seen["digest"]):
            button = voice.button("button-document-show", Go("document", same["id"]))
            voice.say("document-twin", [button], name=documents.title(same, self.library))
            return []
        most, size = limits(), seen["size"] + sum(document["size"] for document in held)
        if len(held) >= most.documents:
            voice.say("document-full", most=most.documents)
            return []
        if size > most.kept_megabytes * MEGABYTE:
            voice.say("document-no-room", most=most.kept_megabytes)
            return []
        number = 1 + max((document["number"] for document in held), default=0)
        open_ = matters.open_ones(tracker.slots, self.library.road)
        name = " ".join(caption.split())[: documents.NAME_LENGTH] or seen["name"]
        name = name or voice.words("document-photo", number=number)
        kind = documents.guessed(f"{caption} {seen['name']}", self.library)
        at = moment(tracker).isoformat(timespec="seconds")
        document = {**seen, "name": name, "number": number, "sent": today(tracker).isoformat(), "at": at}
        document |= {"matter": open_[0].id if len(open_) == 1 else None, "kind": kind}
        kept = SlotSet(documents.DOCUMENTS, [*held, document])
        tracker.add_slots([kept])
        if size > most.near_megabytes * MEGABYTE:
            voice.say("document-near", size=size // MEGABYTE, most=most.kept_megabytes)
        if kind is None or kind in READ_AT_ONCE:
            return [kept, *self._read(document, voice, tracker)]
        buttons = [
            voice.button("button-document-read", Go("document", f"{document['id']}.read"), 0),
            voice.button("button-document-unkept", Go("document", f"{document['id']}.gone"), 0),
            voice.button("button-document-show", Go("document", document["id"]), 1),
        ]
        label = self.library.choices["document_kinds"][kind].label
        voice.say("document-kept-as", buttons, name=name, label=label)
        return [kept]

    def _read(self, document: documents.Document, voice: Voice, tracker: Tracker) -> list[Event]:
        """Say that it is kept and being read, and ask for that; pictures sent one after the other are one paper."""
        count = reading.together(tracker, document["id"])
        buttons = [
            voice.button("button-document-unkept", Go("document", f"{document['id']}.gone"), 0),
            voice.button("button-document-kind", Go("document", f"{document['id']}.kinds"), 0),
        ]
        kind = document["kind"]
        label = self.library.choices["document_kinds"][kind].label if kind else "none"
        voice.say("document-reading", buttons, name=document["name"], label=label, count=count)
        return reading.ask_for(document["id"], tracker, count)


class Documents(DocumentSubject):
    """The list of documents."""

    action = "action_documents"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        held = documents.listed(tracker.slots)
        if not held:
            voice.say("documents-none", limit=documents.LARGEST // MEGABYTE)
            return []
        asked = str(entity(tracker, "value") or "")
        start = int(asked) if asked.isdigit() and int(asked) < len(held) else 0
        page = held[start : start + SHOWN]
        buttons = [
            voice.button("button-document", Go("document", one["id"]), row // 4, number=one["number"])
            for row, one in enumerate(page)
        ]
        if start + SHOWN < len(held):
            buttons.append(voice.button("button-documents-more", Go("documents", start + SHOWN), 3))
        buttons.append(voice.button("button-packet", Go("packet"), 4))
        lines = "\n".join(self.line(one, voice) for one in page)
        voice.say("documents-list", buttons, count=len(held), lines=lines)
        return []


class OneDocument(DocumentSubject):
    """One document: shown, sent back, typed, named, tied to a denial, destroyed."""

    action = "action_document"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        number, _, wish = str(entity(tracker, "value") or "").partition(".")
        document = documents.find(tracker.slots, number)
        if document is None:
            voice.say("button-old")
            return []
        wish, _, value = wish.partition(".")
        match wish:
            case "k" if value in self.library.choices["document_kinds"]:
                return self._set(document, voice, tracker, kind=value)
            case "m" if matters.find(tracker.slots, value):
                return self._set(document, voice, tracker, matter=value)
            case "in" | "out":
                return self._set(document, voice, tracker, out=wish == "out")
            case "kinds":
                voice.say("document-which-kind", self.kinds(document, voice))
            case "matters":
                self._which_matter(document, voice, tracker)
            case "send":
                self._send(document, voice)
            case "read":
                voice.say("read-started", (), {"alone": True}, name=documents.title(document, self.library))
                return reading.ask_for(document["id"], tracker)
            case "edit":
                return self._edit(document)
            case "drop":
                buttons = [
                    voice.button("button-document-drop-yes", Go("document", f"{number}.gone"), 0),
                    voice.button("button-document-drop-no", Go("document", number), 1),
                ]
                voice.say("document-drop-ask", buttons, name=documents.title(document, self.library))
            case "gone":
                voice.say("document-dropped", name=documents.title(document, self.library))
                left = [held for held in documents.listed(tracker.slots) if held["id"] != number]
                return [SlotSet(documents.DOCUMENTS, left)]
            case _:
                self._show(document, voice, tracker)
        return []

    def _set(self, document: documents.Document, voice: Voice, tracker: Tracker, **fields: object) -> list[Event]:
        every = documents.changed(tracker.slots, document["id"], **fields)
        events = [SlotSet(documents.DOCUMENTS, every)]
        tracker.add_slots(events)
        self._show({**document, **fields}, voice, tracker)
        return events

    def _show(self, document: documents.Document, voice: Voice, tracker: Tracker) -> None:
        number = document["id"]
        buttons = [
            voice.button("button-document-read", Go("document", f"{number}.read"), 0),
            voice.button("button-document-send", Go("document", f"{number}.send"), 0),
            voice.button("button-document-kind", Go("document", f"{number}.kinds"), 0),
            voice.button("button-document-name", Go("document", f"{number}.edit"), 1),
            voice.button("button-document-drop", Go("document", f"{number}.drop"), 1),
        ]
        wish = "in" if document.get("out") else "out"
        buttons.append(voice.button(f"button-document-{wish}", Go("document", f"{number}.{wish}"), 2))
        every = matters.matters(tracker.slots)
        if len(every) > 1:
            buttons.append(voice.button("button-document-matter", Go("document", f"{number}.matters"), 2))
        buttons.append(voice.button("button-documents", Go("documents"), 3))
        matter = matters.find(tracker.slots, document.get("matter"))
        about = voice.words("document-about", matter=self.titled(matter, voice)) if matter and len(every) > 1 else ""
        voice.say("document-shown", buttons, line=self.line(document, voice), about=about)

    def _which_matter(self, document: documents.Document, voice: Voice, tracker: Tracker) -> None:
        buttons = [
            button(self.titled(matter, voice), Go("document", f"{document['id']}.m.{matter.id}"), row)
            for row, matter in enumerate(matters.matters(tracker.slots))
        ]
        voice.say("document-which-matter", buttons)

    def _send(self, document: documents.Document, voice: Voice) -> None:
        name = documents.title(document, self.library)
        ending = f".{documents.TYPES[document['type']]}"
        file = name if name.lower().endswith(ending) else name + ending
        voice.send("document-sent", {"name": file, "document": document["id"]}, name=name)

    @staticmethod
    def _edit(document: documents.Document) -> list[Event]:
        held = {"paper_kind": document.get("kind"), "paper_name": document["name"], "paper_date": document.get("date")}
        slots = [SlotSet(slot, value or "(skipped)") for slot, value in held.items()]
        return [SlotSet(PAPER_ID, document["id"]), *slots, ActiveLoop(FLOW), SlotSet(REQUESTED, EDIT)]


class PaperDone(DocumentSubject):
    """Keeps the name, the kind and the date that were told."""

    action = "action_paper_done"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        slots, number = tracker.slots, str(tracker.slots.get(PAPER_ID))
        document = documents.find(slots, number)
        emptied = [SlotSet(slot, None) for slot in (*self.flows[FLOW].slots, f"{FLOW}_done", PAPER_ID)]
        if document is None:
            voice.say("button-old")
            return emptied
        name = matters.known(slots.get("paper_name")) or document["name"]
        fields = {
            "name": " ".join(name.split())[: documents.NAME_LENGTH],
            "kind": matters.known(slots.get("paper_kind")),
            "date": matters.known(slots.get("paper_date")),
        }
        voice.say("document-changed", line=self.line({**document, **fields}, voice))
        return [SlotSet(documents.DOCUMENTS, documents.changed(slots, number, **fields)), *emptied]


ACTIONS = (TakeFile, Documents, OneDocument, PaperDone)
