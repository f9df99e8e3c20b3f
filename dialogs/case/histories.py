"""The treatment history in the slots: read from words, put into words, and held against what a plan wants."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from dialogs.forms import speech, walk
from dialogs.speaking.words import Words
from knowledge.base.conditions import SKIPPED, UNKNOWN
from knowledge.base.schema import Choice
from knowledge.base.text import plain
from knowledge.extraction.histories import Entry
from knowledge.law.criteria import Shown, Tried, Wanted, general, match, wanted_by
from knowledge.library import Library
from knowledge.library.plausible import has_shape

GROUP = "tried"
"""Slot: the repeating group of treatments."""
KETAMINE = "earlier-ketamine"
"""The treatment of history.yaml that is no conventional one: it stands in the table and never counts as failed."""
TEXT, PROOF = "history_text", "proof"
DETAILS = ("prescriber", "dose", "start", "end", "days", "count", "reason", "ongoing")
MOST_TOLD = 5
"""Messages about one treatment that are kept as they were written."""
Row = dict[str, Any]


def row_of(entry: Entry, library: Library) -> Row:
    """An entry that was read, as the group keeps it. What was not told is open, but its length is not asked for."""
    outcome = entry.outcome if entry.outcome != "unknown" else None
    row: Row = {"name": entry.name, **_details(entry), "length": length_of(entry, library) or SKIPPED}
    if outcome:
        row |= {"outcome": outcome, "reason": entry.reason or SKIPPED}
    return row


def _details(entry: Entry) -> Row:
    found = {
        "treatment": entry.treatment, "kind": entry.kind, "dose": entry.dose, "start": entry.start, "end": entry.end,
        "days": days_of(entry), "count": entry.count, "prescriber": entry.prescriber, "ongoing": entry.ongoing or None,
    }  # fmt: skip
    return {name: value for name, value in found.items() if value is not None}


def days_of(entry: Entry) -> int | None:
    """How long, as told or as the dates say at the least."""
    if entry.duration_days:
        return entry.duration_days
    if entry.start and entry.end and len(entry.start) == len(entry.end) >= len("2026-11"):
        first, last = (dt.date.fromisoformat((day + "-01")[:10]) for day in (entry.start, entry.end))
        return max(1, (last - first).days)
    if entry.start and entry.end and int(entry.end[:4]) - int(entry.start[:4]) > 1:
        return 365 * (int(entry.end[:4]) - int(entry.start[:4]) - 1)
    return None


def length_of(entry: Entry, library: Library) -> str | None:
    """The choice of the list ``lengths`` that fits."""
    days = days_of(entry)
    if days is None:
        return None
    fitting = [choice.id for choice in library.choices["lengths"].values() if (choice.days or 0) <= days]
    return fitting[-1] if fitting else None


def merged(row: Row, entry: Entry, field: str, said: str, library: Library) -> Row:
    """A row after words about it were read. What the words do not tell stays.

    Args:
        field: The question that the words answered: ``name``, ``length`` or ``outcome``.
        said: The words.
    """
    new = {**row, **_details(entry)}
    if field == "name" and not entry.treatment and row.get("treatment"):
        new["treatment"], new["kind"] = row["treatment"], row.get("kind")
    if entry.treatment and field != "outcome":
        new["name"] = entry.name
    if length := length_of(entry, library):
        new["length"] = length
    if said != entry.name:
        # Whatever the reader made of them, the words stay.
        new["told"] = [*row.get("told", []), said][-MOST_TOLD:]
    if entry.outcome != "unknown" and (field == "outcome" or row.get("outcome") is None):
        new |= {"outcome": entry.outcome, "reason": entry.reason or row.get("reason")}
    return {name: value for name, value in new.items() if value is not None}


def is_other(row: Row, entry: Entry) -> bool:
    """Whether words name another treatment than the one that they were asked about: its dose is not this one's."""
    return bool(entry.treatment and row.get("treatment") and entry.treatment != row["treatment"])


def place_of(entry: Entry, rows: Sequence[Row]) -> int | None:
    """Which row an entry belongs to: of the same name, else the only one of the same treatment."""
    same = [place for place, row in enumerate(rows) if row.get("treatment") == entry.treatment]
    named = [place for place in same if _alike(str(rows[place].get("name")), entry.name)]
    return named[0] if named else same[0] if len(same) == 1 else None


def _alike(one: str, other: str) -> bool:
    first, second = one.lower().split()[0], other.lower().split()[0]
    return first.startswith(second) or second.startswith(first)


def tried(slots: Mapping[str, Any], library: Library) -> list[Tried]:
    """The treatments of a case."""
    return [_tried(row, slots.get(PROOF), library) for row in walk.entries(slots, GROUP) if row.get("name")]


def presentable(slots: Mapping[str, Any], library: Library) -> list[Tried]:
    """The treatments that can stand in a paper: one that is in no list of ours must look like a treatment."""
    rows = [row for row in tried(slots, library) if row.treatment or has_shape("treatment", row.name, library)]
    written = library.history.written
    return [replace(row, name=written.get(plain(row.name), row.name)) for row in rows]


def _tried(row: Row, proof: object, library: Library) -> Tried:
    known = {
        name: row[name] for name in ("treatment", "kind", *DETAILS) if row.get(name) not in (None, UNKNOWN, SKIPPED)
    }
    for name in ("dose", "start", "end", "reason", "prescriber"):
        if name in known:
            known[name] = str(known[name])
    length = library.choices["lengths"].get(str(row.get("length")))
    if length and "days" not in known:
        known |= {"days": length.days, "length": length.label.lower()}
    outcome = row.get("outcome")
    return Tried(
        name=str(row["name"]),
        outcome=outcome if outcome in library.choices["trial_outcomes"] else None,
        documented=proof == "all" or (proof == "some" and row.get("paper") == "yes"),
        **known,
    )


def line(row: Tried, words: Words, library: Library) -> str:
    """One treatment on one line."""
    parts = [
        row.dose or "",
        words("told-visits", count=row.count) if row.count else "",
        span(row, words),
        length(row, words),
        outcome(row, words, library),
    ]
    return words("told-line", name=row.name, told=", ".join(part for part in parts if part))


def span(row: Tried, words: Words) -> str:
    """From when to when, as far as told."""
    start, end = (speech.shown_date(day, words.language) if day else "" for day in (row.start, row.end))
    if start and end:
        return words("told-from-to", start=start, end=end)
    if row.ongoing:
        return words("told-since", start=start) if start else words("told-ongoing")
    return words("told-from", start=start) if start else words("told-until", end=end) if end else ""


def length(row: Tried, words: Words) -> str:
    """How long, in words."""
    whole = len("2026-11")
    if row.start and row.end and min(len(row.start), len(row.end)) >= whole:
        return ""  # the dates say it, and a length beside them could only say something else
    if row.length:
        return row.length
    if row.days is None or (row.start and row.end):
        return ""
    unit, size = next(
        (name, size) for name, size in (("year", 365), ("month", 30), ("week", 7), ("day", 1)) if row.days >= size
    )
    return words(f"told-{unit}s", count=round(row.days / size))


def outcome(row: Tried, words: Words, library: Library, *, formal: bool = False) -> str:
    """What became of it, with the person's own words; `formal`: as a paper says it."""
    choice = library.choices["trial_outcomes"].get(row.outcome or "")
    label = (choice.formal if formal else None) or choice.label.lower() if choice else None
    told = label or words("told-no-outcome")
    if formal and choice and row.reason and _says_the_same(row.reason, choice):
        return told
    return words("told-outcome", outcome=told, words=row.reason) if row.reason else told


def _says_the_same(reason: str, choice: Choice) -> bool:
    """Whether a person's own words say no more than the outcome that was read from them."""
    said = plain(reason)
    return any(said in plain(name) for name in (choice.label, choice.formal or "", *choice.also))


def policy_words(slots: Mapping[str, Any]) -> str:
    """Every sentence of the plan's papers that the person pasted."""
    pasted = [held["words"] for name, held in slots.items() if name.startswith("clause_") and _has_words(held)]
    pasted += [row["words"] for row in walk.entries(slots, "quotes") if row.get("words")]
    return "\n".join(pasted)


def _has_words(held: object) -> bool:
    return isinstance(held, dict) and bool(held.get("words"))


def wanted(slots: Mapping[str, Any], library: Library) -> tuple[list[Wanted], bool]:
    """What the plan wants: what the pasted words ask for, else the general set; and whether it is the plan's own."""
    found, _ = wanted_by(policy_words(slots), library)
    return (found, True) if found else (general(library), False)


def shown(slots: Mapping[str, Any], library: Library) -> tuple[list[Shown], bool]:
    """How far the case shows it, and whether the list is the plan's own."""
    asked, own = wanted(slots, library)
    complete = bool(slots.get("history_done"))
    return match(asked, slots, tried(slots, library), library, complete=complete), own
