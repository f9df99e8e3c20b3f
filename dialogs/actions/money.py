"""What it will cost and how it can be paid: the menu, the sums, waiting, the comparison, the limits of a year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from rasa_sdk.events import SlotSet

from dialogs.actions.base import StartFlow, Subject
from dialogs.case import applications, money
from dialogs.case.money import COST, PAY, SHARE, Reckoning, reckon
from dialogs.forms import speech, walk
from dialogs.speaking.callback import Go, button
from dialogs.speaking.voice import Button, Event, Voice, entity, today
from dialogs.wording import costs as cost_words
from dialogs.wording import deadlines as deadline_words
from dialogs.wording.letters import Paper
from knowledge.base.conditions import Condition
from knowledge.base.schema import Sourced
from knowledge.law.rulebook import UnknownYear
from knowledge.money.paying import Between
from knowledge.money.schema import PaymentOption

if TYPE_CHECKING:
    from rasa_sdk import Tracker

LIMITED = "reform"
"""The family of plans of a job or bought by a person for which the yearly limits of the law hold."""
LIMITS = ("hsa", "fsa", "hdhp", "out_of_pocket", "part_b", "poverty")


class MoneySubject(Subject):
    """Knows what the course costs."""

    def reckon(self, tracker: Tracker) -> Reckoning:
        return reckon(tracker.slots, self.library, today(tracker))

    def told(self, tracker: Tracker) -> bool:
        """Whether anything of the cost was told."""
        return walk.started(self.flows[COST], tracker.slots)

    def labels(self, slots: Iterable[str], voice: Voice) -> str:
        flow = self.flows[COST]
        named = {question.slot: question for question in flow.questions}
        return ", ".join(
            speech.label(flow, named[slot], voice.words, self.library) for slot in slots if slot in named
        ).lower()

    def lacking(self, found: Reckoning, voice: Voice) -> str:
        """What is missing for the plan's part, and how to find it out; nothing where all is known."""
        if found.missing == ("plan_kind",):
            return voice.words("cost-no-plan")
        return voice.words("cost-missing", labels=self.labels(found.missing, voice)) if found.missing else ""

    def notes(self, found: Reckoning, tracker: Tracker, voice: Voice) -> list[str]:
        """What was taken where nothing was told."""
        usual = self.library.usual_price
        price = {
            "low": voice.words("value-money", amount=usual.low),
            "high": voice.words("value-money", amount=usual.high),
            "told": usual.told,
            "label": usual.label,
            "checked": speech.shown_date(usual.checked.isoformat(), voice.words.language),
        }
        lines = [voice.words(note, **(price if note == "cost-note-price" else {})) for note in found.notes]
        return [*lines, *self._over_the_limit(found, tracker, voice)]

    def _limited(self, tracker: Tracker) -> bool:
        """Whether the law limits what the plan may ask for in a year; also where the kind is not known."""
        kind = self.library.rulebook.kinds.by_id.get(tracker.slots.get("plan_kind") or "")
        return kind is None or kind.market not in ("group", "bought") or LIMITED in kind.families

    def _over_the_limit(self, found: Reckoning, tracker: Tracker, voice: Voice) -> list[str]:
        """A yearly maximum that is higher than a plan may set."""
        told = found.sheet.plan.out_of_pocket_max
        try:
            table = self.library.rulebook.told("out_of_pocket", found.sheet.infusions[0].date.year)
        except UnknownYear:
            return []
        most = table.values["self_only"]
        if told is None or told <= most or not self._limited(tracker):
            return []
        return [
            voice.words(
                "cost-note-limit",
                most=voice.words("value-money", amount=speech.amount(most)),
                year=str(table.year),
                cite=table.cite,
            )
        ]


class Money(MoneySubject):
    """The menu of the money part, with what is known so far."""

    action = "action_money"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        if entity(tracker, "value") == "topics":
            titles = [(name, self.library.topics[name].title) for name in self.library.money.topics]
            topics: list[Button] = [
                button(title, Go("question", name), row) for row, (name, title) in enumerate(titles)
            ]
            voice.say("money-topics", [*topics, voice.button("button-money", Go("money"), len(topics))])
            return []
        words, lines = voice.words, []
        if self.told(tracker):
            found = self.reckon(tracker)
            best = found.approved if found.approved and found.approved.you_pay else found.way("self_pay")
            assert best is not None
            lines.append(words("money-sum", line=next(cost_words.way_lines(best, words))))
        else:
            lines.append(words("money-none"))
        if kept := applications.lines(tracker.slots, self.library, words):
            lines.append(words("money-dates", lines="; ".join(kept)))
        cost = "button-cost-on" if self.told(tracker) and not tracker.slots.get(f"{COST}_done") else "button-cost"
        names = [
            (cost, "cost"),
            ("button-pay", "pay"),
            ("button-wait", "wait"),
            ("button-compare", "compare"),
            ("button-assist", "assist"),
            ("button-trials", "trials"),
            ("button-money-dates", "money_date"),
            ("button-limits", "limits"),
            ("button-money-papers", "letters"),
            ("button-money-topics", "money:topics"),
        ]
        uninsured = tracker.slots.get("plan_kind") == "none"
        shown = [pair for pair in names if not (uninsured and pair[1] == "wait")]
        buttons = [voice.button(name, Go(intent), row) for row, (name, intent) in enumerate(shown)]
        voice.say("money", buttons, body="\n".join(lines))
        return []


class Costed(MoneySubject, StartFlow):
    """Tells the sums, as words and as bars."""

    def tell(self, voice: Voice, tracker: Tracker) -> None:
        found = self.reckon(tracker)
        self.show(found, self.high(found, tracker), voice, tracker)

    def high(self, found: Reckoning, tracker: Tracker) -> str | None:
        """``yes`` or ``no``: whether the share is a high one; None if that is not known."""
        return money.share_is_high(found, tracker.slots, self.library, today(tracker))

    def show(self, found: Reckoning, high: str | None, voice: Voice, tracker: Tracker) -> None:
        words = voice.words
        lines, bars = [], []
        for way in found.ways:
            if found.missing == ("plan_kind",) and way.you_pay is None:
                continue
            first, *more = cost_words.way_lines(way, words)
            lines += [words("cost-way", line=first), *(words("cost-way-more", line=line) for line in more)]
            if way.you_pay and way.plan_pays:
                bars.append(
                    {
                        "title": cost_words.option_name(way, words),
                        "low": float(way.you_pay.low),
                        "high": float(way.you_pay.high),
                        "plan": float(way.plan_pays.low),
                        "told": cost_words.dollars(way.you_pay, words),
                    }
                )
        asked = found.sheet.infusions[0].price
        price = cost_words.dollars(Between(asked.low, asked.high), words)
        notes = [*self.notes(found, tracker, voice), self.lacking(found, voice), words("cost-how")]
        entries: list[Sourced] = [self.library.topics[name] for name in self.library.money.cited]
        if "cost-note-price" in found.notes:
            entries.append(self.library.usual_price)
        if high == "yes":
            notes.append(words("cost-high-share"))
        names: list[tuple[str, str]] = [("button-visits", "visits"), ("button-pay", "pay")]
        names += [] if found.missing == ("plan_kind",) else [("button-wait", "wait")]
        names += [("button-compare", "compare"), ("button-assist", "assist"), ("button-money", "money")]
        if high == "yes":
            names.sort(key=lambda pair: pair[1] != "assist")
        buttons = [voice.button(name, Go(intent), row) for row, (name, intent) in enumerate(names)]
        buttons.append(voice.button("button-edit", Go("change", self.flow), len(buttons)))
        voice.say(
            "cost-told",
            buttons,
            {"alone": True, "picture": {"kind": "bars", "points": bars, "legend": self._legend(words)}},
            count=len(found.sheet.infusions),
            price=price,
            lines="\n".join(lines),
            notes="\n".join(note for note in notes if note),
            sources=self.cited(entries, voice),
        )

    @staticmethod
    def _legend(words: Any) -> list[str]:
        return [words("bars-you"), words("bars-range"), words("bars-plan")]


class StartCost(Costed):
    """The questions about the course and the plan, or what it costs."""

    action, flow = "action_cost", COST


class StartPay(Costed):
    """The questions about how one would pay, or what that comes to."""

    action, flow = "action_pay", PAY


class CostDone(Costed):
    """Ends the questions about the course, and keeps whether the share is a high one."""

    action, flow = "action_cost_done", COST

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        found = self.reckon(tracker)
        high = self.high(found, tracker)
        self.show(found, high, voice, tracker)
        return [SlotSet(SHARE, high)]


class PayDone(CostDone):
    """Ends the questions about how one would pay."""

    action, flow = "action_pay_done", PAY


class Visits(MoneySubject):
    """Each infusion: who pays what."""

    action = "action_visits"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        words, found = voice.words, self.reckon(tracker)
        if found.missing or found.approved is None or found.approved.you_pay is None:
            alone = found.sheet.model_copy(update={"second": None})
            titled, courses = words("cost-option-self-pay"), list(alone.courses(covered=False))
        else:
            titled, courses = cost_words.option_name(found.approved, words), list(found.sheet.courses(covered=True))
        for name, lines in cost_words.ends(courses, words):
            told = list(cost_words.visit_lines(lines, words))
            if len(lines) > cost_words.SHOWN:
                more = words("cost-visits-more", count=len(lines) - cost_words.SHOWN)
                told = [*told[: cost_words.SHOWN], more, told[-1]]
            title = " ".join(part for part in (titled, name) if part)
            voice.say("cost-visits", name=title.rstrip(":") + ":", lines="\n".join(told))
        voice.say("cost-how", [voice.button("button-money", Go("money"), 0)])
        return []


class Wait(MoneySubject):
    """Whether it is worth waiting for the appeal, in money."""

    action = "action_wait"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        found = self.reckon(tracker)
        if not self.told(tracker) or found.waiting is None:
            why = self.lacking(found, voice) if self.told(tracker) else ""
            voice.say("wait-none", [voice.button("button-cost", Go("cost"), 0)], why=why)
            return []
        lines = [voice.words("wait-line", line=line) for line in cost_words.waiting_lines(found.waiting, voice.words)]
        buttons = [
            voice.button("button-pay", Go("pay"), 0),
            voice.button("button-appeal", Go("appeal"), 1),
            voice.button("button-compare", Go("compare"), 2),
            voice.button("button-money", Go("money"), 3),
        ]
        voice.say(
            "wait-told",
            buttons,
            lines="\n".join(lines),
            minds=voice.words("wait-minds"),
            sources=self.sources(self.library.topics[self.library.money.waiting], voice),
        )
        return []


class Compare(MoneySubject):
    """All ways side by side: as a picture, as text, and as a page to print."""

    action = "action_compare"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        form = str(entity(tracker, "value") or "")
        rows = [row for row in self.library.payment_options.values() if Condition(row.when).holds(tracker.slots)]
        found = self.reckon(tracker) if self.told(tracker) else None
        costs = [self._cost(row, found, voice) for row in rows]
        if form in ("pdf", "docx"):
            self._print(rows, costs, form, voice, today(tracker))
            return []
        words = voice.words
        lines = [
            words(
                "compare-row",
                label=row.label,
                cost=cost,
                time=row.time,
                effort=row.effort,
                needs=row.needs,
                next=row.next,
            )
            for row, cost in zip(rows, costs, strict=True)
        ]
        points = [
            {"title": row.short, "cells": [cost, row.time, row.effort]} for row, cost in zip(rows, costs, strict=True)
        ]
        heads = [words(f"compare-head{part}") for part in ("", "-cost", "-time", "-effort")]
        buttons: list[Button] = [button(row.next, Go(row.start), number) for number, row in enumerate(rows)]
        buttons += [
            voice.button("button-compare-pdf", Go("compare", "pdf"), len(rows)),
            voice.button("button-compare-docx", Go("compare", "docx"), len(rows)),
            voice.button("button-money", Go("money"), len(rows) + 1),
        ]
        voice.say(
            "compare-told",
            buttons,
            {"alone": True, "picture": {"kind": "grid", "points": points, "heads": heads}},
            lines="\n\n".join(lines),
            sources=self.cited(rows, voice),
        )
        return []

    def _cost(self, row: PaymentOption, found: Reckoning | None, voice: Voice) -> str:
        amount = money.cost_of(row.option, found) if row.option and found else None
        return cost_words.dollars(amount, voice.words) if amount else row.cost

    def _print(self, rows: list[PaymentOption], costs: list[str], form: str, voice: Voice, day: dt.date) -> None:
        words = voice.words
        heads = [words(f"compare-head{part}") for part in ("", "-cost", "-time", "-effort", "-needs", "-next")]
        table = [
            [row.label, cost, row.time, row.effort, row.needs, row.next] for row, cost in zip(rows, costs, strict=True)
        ]
        made = words("compare-made", today=speech.shown_date(day.isoformat(), words.language))
        cited = self.library.cite(tuple(dict.fromkeys(source for row in rows for source in row.sources)))
        parts: tuple[dict[str, Any], ...] = (
            {"kind": "table", "rows": [heads, *table], "columns": [1.2, 1.1, 0.8, 0.7, 1.4, 1.0]},
            {"kind": "heading", "text": words("letter-sources")},
            *({"kind": "item", "text": words("letter-cited", title=one.title, address=one.address)} for one in cited),
            {"kind": "note", "text": made},
        )
        voice.send(
            "compare-sent",
            {
                "name": f"compare.{form}",
                "form": form,
                "paper": asdict(Paper(words("compare-title"), words.language, parts)),
            },
        )


class Limits(MoneySubject):
    """Amounts that change by year, each with its year and source; a year that was not seen is refused."""

    action = "action_limits"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        name, _, asked = str(entity(tracker, "value") or "").partition(".")
        labels = {table.name: table.label for table in self.library.rulebook.amounts if table.name in LIMITS}
        if name not in labels:
            buttons: list[Button] = [
                button(label, Go("limits", name), row) for row, (name, label) in enumerate(labels.items())
            ]
            voice.say("limits-which", [*buttons, voice.button("button-money", Go("money"), len(buttons))])
            return []
        year = int(asked) if asked.isdigit() and len(asked) == 4 else today(tracker).year
        buttons = [
            voice.button("button-year", Go("limits", f"{name}.{other}"), 0, year=str(other))
            for other in (year - 1, year + 1)
        ]
        buttons += [voice.button("button-limits", Go("limits"), 1), voice.button("button-money", Go("money"), 2)]
        voice.say("limits-told", buttons, block=self._block(name, year, voice))
        return []

    def _block(self, name: str, year: int, voice: Voice) -> str:
        """One table of amounts in words, or that there is none of that year."""
        words, book = voice.words, self.library.rulebook
        try:
            table = book.told(name, year)
        except UnknownYear:
            known = [other for other in book.amounts if other.name == name]
            years = ", ".join(str(other.year) for other in known)
            return words("limits-missing", label=known[0].label, year=str(year), years=years)
        lines = [
            words("limits-line", what=words(f"limit-{key}".replace("_", "-")), amount=speech.amount(value))
            for key, value in table.values.items()
        ]
        sources = self.library.cite(table.sources)
        listed = "; ".join(words("letter-cited", title=one.title, address=one.address) for one in sources)
        read = deadline_words.spoken(table.read, words)
        told = words("limits-source", listed=listed, read=read)
        return words(
            "limits-block", label=table.label, year=str(year), lines="\n".join(lines), cite=table.cite, sources=told
        )


ACTIONS = (Money, StartCost, StartPay, CostDone, PayDone, Visits, Wait, Compare, Limits)
