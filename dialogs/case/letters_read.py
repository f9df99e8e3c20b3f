"""A letter that was read becomes acts: what it decided, of which level, its date and reason, and facts of the plan.

What the reader of papers is not sure of, or read two ways, is not taken: it is asked about.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from knowledge.hearing.acts import Act, Event, Fact, Heard, Span
from knowledge.hearing.listener import Hearing, Situation
from knowledge.hearing.resolve.events import ANSWERS
from knowledge.law.agenda import PaperTells
from knowledge.law.appeals import kinds_of
from knowledge.law.path import DECISIONS
from knowledge.library import Library
from knowledge.papers import paper, sort
from knowledge.papers.page import from_text

FIELDS = {
    "notice_date": "notice_date",
    "appeal_by": "letter_date",
    "next_by": "letter_date",
    "reason": "reason_words",
    "criteria": "criteria_cited",
    "reference": "denial_reference",
    "appeal_address": "send_to",
    "appeal_fax": "send_fax",
}
"""Which fact of the case each field of a letter is."""
ENDS = {"approved_until": "ends_on"}
"""The same of what an approval says."""
DAYS = ("appeal_days", "next_days")
PASSAGES = ("plan", "diagnosis", "service")
"""Fields whose passages tell of the plan and the illness in words, as a person would."""
FROM_PASSAGES = frozenset({"plan_kind", "diagnosis"})
SURE = 0.6
"""From how sure on the reader's field is taken; below it is asked about."""
TAKEN, ASKED, NO = 0.95, 0.7, Span(0, 0)
LEAST, SHORTEST = 3, 250
"""Fields, and characters, from which a pasted text is a letter."""
TELLING = (*FIELDS, *ENDS, *DAYS, "member_id")
GIVEN = "after"
"""The service of a statement of benefits: care that was given already."""


def pasted(text: str, library: Library) -> dict[str, Any] | None:
    """What a pasted text reads like, where it is a letter about a request or a claim; None where it is another."""
    if len(text) < SHORTEST:
        return None
    reading = paper.read(from_text(text), None, library)
    made = reading.as_json() | {"text": text}
    if happened(made, library.agenda.papers) is None or sum(name in reading.fields for name in TELLING) < LEAST:
        return None
    return made


def happened(reading: Mapping[str, Any], papers: PaperTells) -> str | None:
    """What a paper says happened, an event of the path; None where it tells of nothing that belongs to a case."""
    if reading["kind"] != "denial" or paper.NO_PAGE in reading["warnings"]:
        return None
    what, denies, grants = reading["paper"], reading["denies"], reading["grants"]
    if what == sort.APPEAL and grants:
        return papers.partly if denies else papers.granted
    if what == sort.STATEMENT and not denies:
        return None
    if what == sort.OTHER and reading["paper_confidence"] < sort.TELLING:
        return papers.events[sort.DENIAL]  # no word tells what it is: what was sent as a denial is taken for one
    return papers.events.get(what)


def acts_of(reading: Mapping[str, Any], library: Library, hearing: Hearing, situation: Situation) -> Heard:
    """The acts of a letter, as if they had been told.

    Args:
        reading: What `knowledge.papers.paper.Reading.as_json` gives of a letter.
        hearing: Reads the passages that name the plan and the illness.
        situation: The day, and what is known.
    """
    fields, papers = reading["fields"], library.agenda.papers
    event = happened(reading, papers)
    acts: list[Act] = [*_passages(fields, hearing, situation)]
    if name := fields.get("insurer"):
        acts.append(_fact("insurer", name))
    if event in DECISIONS:
        facts = _facts(fields, library)
        if reading["paper"] == sort.STATEMENT:
            facts["service"] = GIVEN
        acts += _doubts(fields)
    else:
        facts = {
            slot: fields[name]["value"] for name, slot in ENDS.items() if name in fields and _is_sure(fields[name])
        }
    if level := reading.get("level"):
        facts[ANSWERS] = papers.answers[level]
    if event is not None:
        on = None if event in DECISIONS else _day(fields.get("notice_date"))
        acts.append(Event(NO, _words(fields), TAKEN, event, on, facts=facts))
    return Heard(str(reading.get("text") or ""), tuple(acts))


def _day(field: Mapping[str, Any] | None) -> dt.date | None:
    return dt.date.fromisoformat(field["value"]) if field and _is_sure(field) else None


def _words(fields: Mapping[str, Any]) -> str:
    return str(fields["reason"]["passage"]) if "reason" in fields else ""


def _facts(fields: Mapping[str, Any], library: Library) -> dict[str, Any]:
    """What the letter says of its decision, as far as it was read surely."""
    facts = {slot: fields[name]["value"] for name, slot in FIELDS.items() if name in fields and _is_sure(fields[name])}
    codes = str(fields.get("reason_code", {}).get("value") or "")
    if kinds := kinds_of(str(facts.get("reason_words") or ""), codes, library):
        facts["denial_kinds"] = kinds
    days = next((fields[name] for name in DAYS if name in fields), None)
    if days and _is_sure(days):
        facts["state_days"] = str(days["value"])
    return facts


def _is_sure(field: Mapping[str, Any]) -> bool:
    return bool(field["confidence"] >= SURE and not field.get("others"))


def _doubts(fields: Mapping[str, Any]) -> Iterable[Fact]:
    """Fields with a rival value are candidates; what was read unsurely is only asked about."""
    for name, slot in FIELDS.items():
        field = fields.get(name)
        if field is None or _is_sure(field):
            continue
        if field.get("others"):
            values = tuple(dict.fromkeys((field["value"], *field["others"])))
            yield Fact(NO, str(field["passage"]), TAKEN, slot, values)
        else:
            yield Fact(NO, str(field["passage"]), ASKED, slot, (field["value"],))


def _fact(slot: str, field: Mapping[str, Any]) -> Fact:
    sure = TAKEN if _is_sure(field) else ASKED
    return Fact(NO, str(field["passage"]), sure, slot, (field["value"],))


def _passages(fields: Mapping[str, Any], hearing: Hearing, situation: Situation) -> Iterable[Fact]:
    """The kind of plan and the illness, where the letter names them in words."""
    said = dict.fromkeys(str(fields[name]["passage"]) for name in PASSAGES if name in fields)
    seen: set[str] = set()
    for passage in said:
        for fact in hearing.hear(passage, situation).facts:
            if fact.slot in FROM_PASSAGES and fact.slot not in seen:
                seen.add(fact.slot)
                yield fact
