"""One message out: a word of sympathy, what was understood, what it is worth, one question with its buttons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dialogs.case import matters
from dialogs.case.ledger import BETWEEN, BETWEEN_TOLD, passed_over
from dialogs.case.taken import Change, Taken
from dialogs.case.taking import KIN
from dialogs.case.view import CaseView
from dialogs.forms import speech
from dialogs.speaking.callback import Go, button
from dialogs.speaking.voice import Button
from dialogs.speaking.words import Words
from dialogs.wording import deadlines as deadline_words
from knowledge.base.conditions import SKIPPED, UNKNOWN
from knowledge.law.agenda import CaseFact, Due
from knowledge.law.deadlines import Deadline
from knowledge.library import Library

MOST_BUTTONS = 6
LINES = ("happened", "plan", "person", "dates", "letter")
"""In which order facts are read back (see `CaseFact.line`)."""
FEW = 3
"""Facts that are read back in one sentence; more stand on lines of their own."""
MOST_READ_BACK = 260
"""Characters of one read-back; what does not fit and decides nothing is folded away."""
LEAST_TOLD_BACK = 6
"""Words from which a stretch that nobody could place is said back; shorter ones are kept as well."""
QUOTED = 90
"""Characters of a person's own words that are said back."""


def hyphened(name: str) -> str:
    """The name of a slot as it stands in the id of a message."""
    return name.replace("_", "-")


@dataclass(frozen=True)
class Asking:
    """The question that ends a message, or what the person gets.

    Attributes:
        text: Its words.
        buttons: What may be pressed.
        slot: What the next answer is read against.
        gives: What the person gets, an id of `Agenda.ways`.
        under: What is folded away under it.
    """

    text: str
    buttons: list[Button]
    slot: str | None = None
    gives: str = ""
    under: str = ""

    @property
    def key(self) -> str:
        """What makes it the same one when it comes again."""
        return self.slot or self.gives


@dataclass(frozen=True)
class Understood:
    """What was understood of a message: `lines` are said, what is `under` them is folded away."""

    lines: tuple[str, ...] = ()
    under: tuple[str, ...] = ()


class Saying:
    """Puts a case into words for one person.

    Args:
        slots: The case as it is now.
        seen: What follows from it.
    """

    def __init__(self, slots: Mapping[str, Any], seen: CaseView, library: Library, words: Words) -> None:
        self.slots, self.seen, self.library, self.words = slots, seen, library, words
        self.who = "caregiver" if slots.get("who") == "caregiver" else "patient"
        self.kin = slots.get(KIN) or "other"
        self.them = words(f"kin-{self.kin}")

    # --- what was understood --------------------------------------------------------------------

    def understood(self, taken: Taken) -> Understood:
        """What was new in a message: what decides the law and the dates is said, the rest as far as there is room."""
        new = [change for change in taken.changes if change.old is None]
        changed = [change for change in taken.changes if change.old is not None and change.value is not None]
        gone = [self.fact(change.slot, change.old) for change in taken.changes if change.value is None]
        facts = _in_order(new, self.library)
        said, left = self._fitting(self._events(taken), facts)
        lines, under = [], []
        if said:
            lines.append(self.words("understood", listed=said))
        if left:
            under.append(self.words("understood-too", listed=", ".join(left)))
        corrected = [one for one in map(self._corrected, changed) if one]
        if corrected:
            lines.append(self.words("understood-changed", listed=", ".join(corrected)))
        gone += [self.words("heard-event", event=event) for event in taken.undone]
        if any(gone):
            lines.append(self.words("understood-gone", listed=", ".join(one for one in gone if one)))
        if taken.tried:
            names = list(dict.fromkeys(taken.tried))
            lines.append(self.words("understood-tried", count=len(names), names=", ".join(names)))
        told_back = [one for one in taken.unplaced if len(one.split()) >= LEAST_TOLD_BACK]
        if told_back:
            kept = self.words("understood-kept", words=speech.clipped("; ".join(told_back), QUOTED))
            (under if lines else lines).append(kept)
        return Understood(tuple(lines), tuple(under))

    def _corrected(self, change: Change) -> str:
        """A fact that replaces another; the day of an event is said even though it stands beside its event."""
        if change.slot == "event_on":
            return self.words("heard-event-on", value=self._day(str(change.value)))
        return self.fact(change.slot, change.value)

    def _fitting(self, events: list[str], changes: list[Change]) -> tuple[str, list[str]]:
        """What is said of new facts, in a sentence or by lines, and what there is no room for."""
        told = [("happened", one, True) for one in events]
        kinds = self.library.agenda.by_slot
        told += [
            (kinds[change.slot].line, fact, kinds[change.slot].law)
            for change in changes
            if (fact := self.fact(change.slot, change.value))
        ]
        room = MOST_READ_BACK - sum(len(fact) for _, fact, law in told if law)
        said: dict[str, list[str]] = {line: [] for line in LINES}
        left = []
        for line, fact, law in told:
            if law or len(fact) <= room:
                room -= 0 if law else len(fact)
                said[line].append(fact)
            else:
                left.append(fact)
        lines = [", ".join(facts) for facts in said.values() if facts]
        if sum(map(len, said.values())) <= FEW:
            return ", ".join(lines), left
        return "".join(f"\n{self.words('known-line', told=line)}" for line in lines), left

    def _events(self, taken: Taken) -> list[str]:
        """Events that were recorded, each with its day."""
        matter = matters.matters(self.slots)[-1] if not taken.happened else self.seen.matter
        lines = []
        for event in taken.happened:
            held = next((h for h in reversed(matter.happened) if h.event == event), None)
            told = self.words("heard-event", event=event)
            day = held.day("event_on") if held else None
            shown = self.words("heard-event-dated", event=told, day=self._day(day.isoformat())) if day else told
            lines.append(shown)
        return list(dict.fromkeys(lines))

    def fact(self, slot: str, value: object) -> str:
        """A fact as it is said back; empty for what is not said by itself."""
        kind = self.library.agenda.by_slot.get(slot)
        if kind is None or slot == "tried" or value in (None, UNKNOWN, SKIPPED):
            return ""
        if slot == "who" and value == "patient":
            return ""  # what most people are; said only where it was asked
        if slot == "event_on" and self.seen.place.by is not None:
            return ""  # said with its event
        if slot == "ongoing" and value == "yes" and self.seen.values.get("effective_on"):
            return ""  # said with the day on which it ends
        shown = {"value": self.shown(kind, value), "who": self.who, "kin": self.kin, "them": self.them}
        told = self.words.get(f"heard-{hyphened(slot)}", **shown)
        return told or ""

    def shown(self, kind: CaseFact, value: object) -> str:
        """A value in words."""
        if kind.type == "date":
            return self._day(str(value))
        if kind.type == "yes_no" or kind.slot in ("who", "service"):
            return str(value)
        if kind.of:
            labels = self.library.choices[kind.of]
            values = value if isinstance(value, list | tuple) else [value]
            return ", ".join(labels[one].short if one in labels else speech.clipped(str(one)) for one in values)
        return speech.clipped(str(value), QUOTED)

    def _day(self, value: str) -> str:
        return speech.shown_date(value, self.words.language)

    def known(self) -> list[str]:
        """Everything that is known, a line each."""
        lines = []
        for kind in self.library.agenda.facts:
            value = self.seen.values.get(kind.slot)
            if told := self.fact(kind.slot, value):
                lines.append(told)
        for happened in self.seen.matter.happened:
            told = self.words("heard-event", event=happened.event)
            day = happened.day("event_on")
            lines.append(self.words("heard-event-dated", event=told, day=self._day(day.isoformat())) if day else told)
        if names := self.seen.values.get("tried"):
            lines.append(self.words("understood-tried", count=len(names), names=", ".join(names)))
        return lines

    # --- what it is worth -----------------------------------------------------------------------

    def worth(self) -> str:
        """The date that matters, with plain counting; empty where there is none."""
        seen, words = self.seen, self.words
        if seen.values["cut"] == "yes" and seen.place.stage.kind == "step":
            return self._worth_keep()
        limit = seen.limit
        if limit is None:
            return ""
        if seen.last_day is None:
            return (deadline_words.refused(limit, words) or "") if seen.values["clockless"] == "yes" else ""
        days = (seen.last_day - seen.today).days
        last = deadline_words.spoken(limit.legal_date or seen.last_day, words)
        if not seen.own:
            return words("worth-theirs" if days >= 0 else "worth-theirs-passed", last=last, days=days)
        if limit.safe_only:
            return words("worth-safe" if days >= 0 else "worth-safe-passed", last=last, days=days)
        if days < 0:
            return words("worth-passed", last=last, days=-days)
        if seen.values["decided"] != "yes":
            return ""
        first = seen.place.stage.sooner
        sooner = limit.rule is not None and limit.rule.stage == first
        stage = (first if sooner else seen.place.stage.deadline) or "other"
        named = f"worth-{hyphened(stage)}"
        whose = words("worth-whose", who=self.who, kin=self.kin, them=self.them)
        message = named if words.get(named, last="", aim="", whose="") is not None else "worth-other"
        told = words(message, last=last, aim=self._aim(), whose=whose[:1].upper() + whose[1:])
        if (self.slots.get(BETWEEN) or {}).get("plan_kind") and not seen.agreed:
            told = f"{told} {words('worth-earliest')}"
        return f"{told} {words('worth-letter')}" if limit.legal_date is None else told

    def _aim(self) -> str:
        seen = self.seen
        assert seen.limit is not None and seen.last_day is not None
        act = seen.limit.act_day or seen.last_day
        days = (act - seen.today).days
        if days < 0:
            return self.words("worth-aim-past", day=deadline_words.spoken(act, self.words))
        if act == seen.last_day:
            return self.words("worth-aim-same", days=days)
        return self.words("worth-aim", day=deadline_words.spoken(act, self.words), days=days)

    def _worth_keep(self) -> str:
        limit = self._keeping()
        if limit is None or limit.legal_day is None:
            return self.words("worth-keep-unknown")
        act = limit.act_day or limit.legal_day
        days = (act - self.seen.today).days
        spoken = deadline_words.spoken(act, self.words)
        aim = (
            self.words("worth-aim-same", days=days)
            if act == limit.legal_day
            else self.words("worth-aim", day=spoken, days=days)
        )
        return self.words("worth-keep", last=deadline_words.spoken(limit.legal_day, self.words), aim=aim)

    def _keeping(self) -> Deadline | None:
        """The limit for asking that care goes on; None where none is known, or where it is over."""
        task = self.seen.task("keep_care")
        limit = task.deadline if task else None
        own = limit is not None and limit.rule is not None and limit.rule.stage == "keep_benefits"
        if not own or limit is None or limit.legal_day is None or limit.legal_day < self.seen.today:
            return None
        return limit

    def day_that_counts(self) -> str:
        """The day to act by in half a line, for asides; empty where none lies ahead."""
        limit = self._keeping() if self.seen.values["cut"] == "yes" else None
        limit = limit or (self.seen.limit if self.seen.own else None)
        if limit is None or limit.act_day is None or limit.act_day < self.seen.today:
            return ""
        return self.words("rested-date", date=deadline_words.spoken(limit.act_day, self.words))

    # --- one question ---------------------------------------------------------------------------

    def put(self, asking: Asking, times: int, *, beside: bool) -> Asking:
        """A question as it is put when it comes for the first time, or again and again in a row.

        Args:
            beside: Whether something else is said with it: then it is short when it comes again, so that nobody is
                asked the same over and over; what the person gets is left to its buttons.
        """
        if times < 2 or not beside:
            return asking
        short = self.words.get(f"again-{hyphened(asking.slot)}", who=self.who, them=self.them) if asking.slot else ""
        return replace(asking, text=asking.text if short is None else short, under="")

    def asking(self, due: Due | None, *, wrong: bool) -> Asking:
        """The question of what is due, or what the person gets where nothing is missing.

        Args:
            wrong: Whether something was understood that may be wrong.
        """
        if due is None:
            return Asking("", [])
        for slot in self.slots.get(BETWEEN) or {}:
            if slot in passed_over(self.slots):
                continue
            settles = self.library.agenda.by_slot[slot].law and not self.seen.agreed
            if due.asks in (slot, None) or settles:
                return self._between(slot, wrong=wrong)
        if due.asks is None:
            return self._given(due, wrong=wrong)
        asking = self.again(due.asks, wrong=wrong)
        if not due.need.gives_first:
            return asking
        given = self._given(due, wrong=wrong)
        return replace(given, text=f"{given.text}\n\n{asking.text}", slot=due.asks)

    def again(self, slot: str, *, wrong: bool) -> Asking:
        """The question of one slot."""
        if slot in (self.slots.get(BETWEEN) or {}):
            return self._between(slot, wrong=wrong)
        kind = self.library.agenda.by_slot[slot]
        text = self.words(f"ask-{hyphened(slot)}", who=self.who, them=self.them)
        return Asking(text, self._with_wrong(self._answers(kind), wrong), slot)

    def _answers(self, kind: CaseFact) -> list[Button]:
        """Buttons that answer a question; none where only words do."""
        say, slot = self.words, kind.slot
        if kind.type == "yes_no":
            found = [(say("button-yes"), "yes"), (say("button-no"), "no")]
            if slot == "urgent_doctor":
                found.append((say("button-not-asked"), "(unknown)"))
        elif kind.options:
            found = [(say(f"option-{hyphened(slot)}-{one.id}"), f"+{one.id}") for one in kind.options]
        elif kind.of and len(self.library.choices[kind.of]) < MOST_BUTTONS:
            found = [(one.label, one.id) for one in self.library.choices[kind.of].values()]
        elif slot in ("notice_date", "denial_kinds"):
            found = [(say("button-later-letter"), "(unknown)")]
        else:
            found = []
        return [
            button(title, Go("say", f"{slot}={value}"), row // 2 if kind.type == "yes_no" else row)
            for row, (title, value) in enumerate(found)
        ]

    def _between(self, slot: str, *, wrong: bool) -> Asking:
        kind = self.library.agenda.by_slot[slot]
        values = list(self.slots[BETWEEN][slot])
        choices = self.library.choices[kind.of] if kind.of else {}
        labels = [choices[value].label if value in choices else self.shown(kind, value) for value in values]
        hints = [
            self.words("between-hint", label=choices[value].label, hint=choices[value].find)
            for value in values
            if value in choices and choices[value].find
        ]
        lead = self.words.get(f"between-{hyphened(slot)}") if hints else None
        lead = lead or self.words("between-other", listed=", ".join(labels))
        buttons: list[Button] = [
            button(label, Go("say", f"{slot}={value}"), row)
            for row, (label, value) in enumerate(zip(labels, values, strict=True))
        ][: MOST_BUTTONS - 2]
        unknown = button(self.words("button-unknown"), Go("say", f"{slot}={UNKNOWN}"), len(buttons))
        buttons.append(unknown)
        if (self.slots.get(BETWEEN_TOLD) or {}).get(slot) == values:
            text = self.words("ask-between")  # how to tell was said with the question before
        else:
            text = "\n".join([lead, *hints]) if hints else f"{lead} {self.words('ask-between')}"
        return Asking(text, self._with_wrong(buttons, wrong), slot)

    def doubt(self, told: str, *, wrong: bool) -> Asking:
        """A question whether something was heard right."""
        buttons: list[Button] = [
            button(self.words("button-yes"), Go("say", "doubt=yes"), 0),
            button(self.words("button-no"), Go("say", "doubt=no"), 0),
        ]
        return Asking(self.words("ask-doubt-fact", told=told), self._with_wrong(buttons, wrong), "doubt")

    def _given(self, due: Due, *, wrong: bool) -> Asking:
        """What there is to get now, and the button for it."""
        number, gives = self.seen.matter.id, due.need.gives or "coverage"
        task = self.seen.todo[0] if self.seen.todo else None
        buttons: list[Button] = []
        if gives == "appeal" and "external" in self.seen.place.stage.letters:
            gives = "external"
        if gives == "waiting" and self.seen.last_day is None:
            dated = self.seen.values.get("event_on") is not None
            gives = "waiting-step" if dated and task else "waiting-undated"
        for way in self.library.agenda.ways.get(gives.partition("-step")[0], ()):
            asks = Go.told(way.sends.format(number=number))
            buttons.append(button(self.words(way.title), asks, len(buttons)))
        if gives == "passed":
            return self._passed(self._with_wrong(buttons, wrong))
        step = task.step.title if task else ""
        text = self.words(f"gives-{gives}", step=step, how=task.step.text if task else "")
        return Asking(text, self._with_wrong(buttons, wrong), gives=gives)

    def _passed(self, buttons: list[Button]) -> Asking:
        """The roads that are open after a last day, each in full under it."""
        roads = [task.step for task in self.seen.todo if task.passed]
        listed = "\n".join(self.words("passed-road", label=step.title) for step in roads)
        under = "\n".join(self.words("passed-road", label=f"{step.title}. {step.text}") for step in roads)
        return Asking(self.words("gives-passed", roads=listed), buttons, gives="passed", under=under)

    def _with_wrong(self, buttons: Sequence[Button], wrong: bool) -> list[Button]:
        if not wrong:
            return list(buttons)[:MOST_BUTTONS]
        some = list(buttons)[: MOST_BUTTONS - 1]
        row = 1 + max((button["row"] for button in some), default=-1)
        return [*some, button(self.words("button-wrong"), Go("wrong"), row)]


def _in_order(changes: list[Change], library: Library) -> list[Change]:
    """As the file of facts has them: the case first, then the letter, its dates last."""
    order = [fact.slot for fact in library.agenda.facts]
    return sorted(changes, key=lambda change: order.index(change.slot) if change.slot in order else len(order))
