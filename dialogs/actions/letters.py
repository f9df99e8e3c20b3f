"""The papers: which fit, what will stand in them, each part to keep, change or leave out, then the file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from rasa_sdk.events import ActiveLoop, SlotSet

from dialogs.actions.path import PathSubject
from dialogs.case import histories
from dialogs.case.appeals import Case, case_of
from dialogs.case.histories import KETAMINE
from dialogs.forms import walk
from dialogs.forms.moves import REQUESTED
from dialogs.speaking.callback import Go
from dialogs.speaking.voice import Button, Event, Voice, entity, today, zone
from dialogs.wording.letters import EDITS, FORMATS, Paper, Part, compose
from knowledge.base.conditions import SKIPPED, UNKNOWN, Condition
from knowledge.law.letters import Letter
from knowledge.library import Library

if TYPE_CHECKING:
    from rasa_sdk import Tracker

ARGUE, REVISE, LETTERHEAD = "argue", "revise", "letterhead"
TEXT, OF = "part_text", "part_of"
BLANK = re.compile(r"\[____ (.*?) ____\]")
SHOWN = 1200
"""Characters of one part that are shown; the file has all of it."""


class LetterSubject(PathSubject):
    """Knows the case behind a paper, and its parts."""

    def case(self, tracker: Tracker) -> Case:
        return case_of(tracker.slots, self.library, today(tracker), str(zone(tracker.slots)))

    def paper(self, letter: Letter, voice: Voice, tracker: Tracker) -> Paper:
        return compose(letter, self.case(tracker), self.library, voice.words, today(tracker))

    def edited(self, tracker: Tracker, letter: Letter, section: str, edit: dict[str, str] | None) -> list[Event]:
        """The event that keeps what was done to a part; None takes an earlier change back."""
        held = dict(tracker.slots.get(EDITS) or {})
        mine = {name: done for name, done in dict(held.get(letter.id) or {}).items() if name != section}
        held[letter.id] = {**mine, section: edit} if edit else mine
        events: list[Event] = [SlotSet(EDITS, held)]
        tracker.add_slots(events)
        return events

    def show(self, letter: Letter, number: int, voice: Voice, tracker: Tracker) -> None:
        """One part of a paper with its buttons; after the last one, the formats."""
        sections = parts_of(self.paper(letter, voice, tracker))
        if not number < len(sections):
            buttons = _formats(letter, voice)
            if dict(tracker.slots.get(EDITS) or {}).get(letter.id):
                buttons.append(voice.button("button-part-undo", Go("letters", f"{letter.id}.undo"), 2))
            voice.say("letters-through", buttons, title=letter.title)
            return
        parts = list(sections.values())[number]
        text = "\n".join(_line(part) for part in parts)
        text = text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
        at = f"{letter.id}.s.{number}"
        buttons = [
            voice.button("button-part-keep", Go("letters", f"{at}.keep"), 0),
            voice.button("button-part-change", Go("letters", f"{at}.change"), 0),
            voice.button("button-part-drop", Go("letters", f"{at}.drop"), 0),
        ]
        voice.say("letters-part", buttons, at=number + 1, of=len(sections), text=text)


class Letters(LetterSubject):
    """Offers the papers that fit the case, reads one back with its dates and doses, then writes it."""

    action = "action_letters"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        return self.wished(str(entity(tracker, "value") or ""), voice, tracker)

    def wished(self, value: str, voice: Voice, tracker: Tracker) -> list[Event]:
        """Do what a person wants of a paper.

        Args:
            value: The paper and, after a point, what to do with it; empty for the list of those that fit.
        """
        kind, _, wish = value.partition(".")
        letter = self.library.letters.get(kind)
        if letter is None:
            self._offer(voice, tracker, every=kind == "more")
        elif wish in FORMATS:
            self._write(letter, wish, voice, tracker)
        elif wish.startswith("s."):
            return self._part(letter, wish.removeprefix("s."), voice, tracker)
        elif wish == "wrong":
            self._wrong(voice)
        elif wish == "undo":
            held = {name: done for name, done in dict(tracker.slots.get(EDITS) or {}).items() if name != letter.id}
            tracker.add_slots([SlotSet(EDITS, held)])
            self._read_back(letter, voice, tracker)
            return [SlotSet(EDITS, held)]
        else:
            self._read_back(letter, voice, tracker)
        return []

    def _offer(self, voice: Voice, tracker: Tracker, *, every: bool) -> None:
        """The few papers that fit where the case stands, or all that fit the case."""
        case = self.case(tracker)
        fitting = [one for one in self.library.letters.values() if Condition(one.when).holds(case.values)]
        letters = fitting if every else [one for one in fitting if Condition(one.first).holds(case.values)]
        buttons = [
            voice.button("button-paper", Go("letters", one.id), row // 2 if every else row, title=one.title)
            for row, one in enumerate(letters)
        ]
        if not every:
            buttons.append(voice.button("button-letters-more", Go("letters", "more"), len(letters)))
        buttons.append(voice.button("button-letterhead", Go("letterhead"), len(letters) + 1))
        line = "letters-line-short" if every else "letters-line"
        lines = [voice.words(line, title=one.title, about=one.about) for one in letters]
        voice.say("letters-which", buttons, lines="\n".join(lines))

    def _read_back(self, letter: Letter, voice: Voice, tracker: Tracker) -> None:
        """What will stand in the paper, dates and doses line by line, and what it still lacks."""
        words, paper = voice.words, self.paper(letter, voice, tracker)
        told = [row for part in paper.parts if part["kind"] == "facts" for row in part["rows"]]
        facts = [f"{row[0]}: {row[1]}" for row in told if not BLANK.search(row[1])]
        blanks = dict.fromkeys(found for part in paper.parts for found in BLANK.findall(str(part.get("text") or part)))
        table = [row for part in paper.parts if part["kind"] == "table" for row in part["rows"][1:]]
        rows = [", ".join(cell for cell in row if not BLANK.search(cell)) for row in table]
        blocks = [words("letters-facts", lines="\n".join(map(words_line, facts)))] if facts else []
        blanks.pop(words("blank-signature"), None)
        blanks.pop(words("blank-sign-date"), None)
        if blanks:
            blocks.append(words("letters-blanks", names=", ".join(blanks)))
        if rows:
            numbered = (words("told-number", number=number, text=row) for number, row in enumerate(rows, 1))
            blocks.append(words("letters-rows", lines="\n".join(numbered)))
        case = self.case(tracker)
        argues = any(block.each == "studies" for block in letter.blocks) and {"experimental", "not_necessary"} & set(
            case.kinds
        )
        if argues and case.values["weak"] == "yes":
            blocks.append(words("letters-weak"))
        blocks += [words(f"letters-clash-{clash}") for clash in clashes(case.values, self.library)]
        if paper.open:
            blocks.append(words("letters-open", lines="\n".join(map(words_line, paper.open))))
        nameless = walk.first_open(self.flows[LETTERHEAD], tracker.slots) is not None
        buttons = _formats(letter, voice)
        if blanks and nameless:
            buttons.append(voice.button("button-letterhead", Go(LETTERHEAD), 2))
        for number, what in unfilled(paper):
            fill = Go("letters", f"{letter.id}.s.{number}.change")
            buttons.insert(0, voice.button("button-part-fill", fill, 0, what=what))
        if any(part.get("section") for part in paper.parts):
            buttons.insert(0, voice.button("button-part-by-part", Go("letters", f"{letter.id}.s.0"), 0))
        if letter.form == "letter" and walk.first_open(self.flows[ARGUE], tracker.slots):
            buttons.append(voice.button("button-argue", Go(ARGUE), 2))
        buttons.append(voice.button("button-letters-wrong", Go("letters", f"{letter.id}.wrong"), 3))
        body = "\n\n".join(blocks)
        voice.say("letters-form", buttons, title=letter.title, about=letter.about, body=body)

    def _wrong(self, voice: Voice) -> None:
        ways = ("letterhead", "denial", "history", "condition", ARGUE)
        buttons = [
            voice.button(f"button-fix-{name}", Go(name) if name == "denial" else Go("change", name), row)
            for row, name in enumerate(ways)
        ]
        voice.say("letters-wrong", buttons)

    def _part(self, letter: Letter, wish: str, voice: Voice, tracker: Tracker) -> list[Event]:
        place, _, done = wish.partition(".")
        sections = list(parts_of(self.paper(letter, voice, tracker)))
        number = int(place) if place.isdigit() else 0
        if number >= len(sections) or not done:
            self.show(letter, number, voice, tracker)
            return []
        match done:
            case "change":
                about = SlotSet(OF, f"{letter.id}.{number}.{sections[number]}")
                return [about, SlotSet(TEXT, None), ActiveLoop(REVISE), SlotSet(REQUESTED, TEXT)]
            case "drop":
                events = self.edited(tracker, letter, sections[number], {"do": "drop"})
                self.show(letter, number, voice, tracker)  # the next part has taken its place
                return events
        self.show(letter, number + 1, voice, tracker)
        return []

    def _write(self, letter: Letter, form: str, voice: Voice, tracker: Tracker) -> None:
        paper = self.paper(letter, voice, tracker)
        if paper.gaps:
            lines = "\n".join(voice.words("letters-gap-line", label=gap) for gap in paper.gaps)
            voice.say("letters-gaps", custom={"alone": True}, lines=lines)
        voice.send(
            "letters-made", {"name": f"{letter.id}.{form}", "form": form, "paper": asdict(paper)}, title=letter.title
        )


class ReviseDone(LetterSubject):
    """Puts the person's own words in place of a part, and goes on to the next one."""

    action = "action_revise_done"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        kind, number, section = [*str(tracker.slots.get(OF) or "").split(".", 2), "", ""][:3]
        text, letter = tracker.slots.get(TEXT), self.library.letters.get(kind)
        events: list[Event] = [SlotSet(name, None) for name in (TEXT, OF, f"{REVISE}_done")]
        if letter is None or not number.isdigit():
            voice.say("button-old")
            return events
        if text not in (None, UNKNOWN, SKIPPED):
            events += self.edited(tracker, letter, section, {"do": "change", "text": str(text)})
        self.show(letter, int(number) + 1, voice, tracker)
        return events


def clashes(values: Mapping[str, Any], library: Library) -> list[str]:
    """What in a case contradicts itself, so that it must not go out: by the name of its message."""
    rows = histories.tried(values, library)
    received, noticed = (str(values.get(name) or "") for name in ("received_on", "notice_date"))
    found = {
        "ketamine": values.get("had_ketamine") == "no" and any(row.treatment == KETAMINE for row in rows),
        "received": bool(received[:1].isdigit() and noticed[:1].isdigit() and received < noticed),
        "order": any(row.start and row.end and row.end < row.start[: len(row.end)] for row in rows),
    }
    return [name for name, clash in found.items() if clash]


def parts_of(paper: Paper) -> dict[str, list[Part]]:
    """The parts of a paper that a person may keep, change or leave out, by section."""
    found: dict[str, list[Part]] = {}
    for part in paper.parts:
        if part.get("section"):
            found.setdefault(part["section"], []).append(part)
    return found


def unfilled(paper: Paper) -> list[tuple[int, str]]:
    """The parts of a paper that hold nothing but one blank: the number of each, and what belongs there."""
    found = []
    for number, parts in enumerate(parts_of(paper).values()):
        said = " ".join(_line(part) for part in parts if part["kind"] != "heading")
        if blank := BLANK.fullmatch(said.strip("•. ")):
            found.append((number, blank.group(1)))
    return found


def words_line(text: str) -> str:
    """A line of a list."""
    return f"• {text}"


def _line(part: Part) -> str:
    if "rows" in part:
        rows = part["rows"][1:] if part["kind"] == "table" else part["rows"]
        return "\n".join("• " + ", ".join(row) for row in rows)
    lead = f"{part['lead']} " if part.get("lead") else ""
    return ("• " if part["kind"] in ("item", "number") else "") + lead + str(part["text"])


def _formats(letter: Letter, voice: Voice) -> list[Button]:
    return [voice.button(f"button-as-{name}", Go("letters", f"{letter.id}.{name}"), 1) for name in FORMATS]


ACTIONS = (Letters, ReviseDone)
