"""Illness, treatment, who asked for it, what was tried, and how it stands with the care."""

from __future__ import annotations

from collections import Counter

from knowledge.hearing.acts import Event, Fact
from knowledge.hearing.resolve.events import BILLED
from knowledge.hearing.resolve.making import fact
from knowledge.hearing.spans import Mark, Read

_NEAR = 3
"""Items between a decision and what it is about."""
_TELLING = "crps"
"""The illness that names itself; what is told beside it is where it hurts, or how it began."""
_LISTED = 3
"""So many treatments in a row are a list of what was tried."""
_SPECIFIC = ("pain_specialist", "infusion_clinic", "other_doctor")


def diagnosis(read: Read) -> list[Fact]:
    """The illness; a name before a part of the body, and the more often told before the rest."""
    marks = [mark for mark in read.all("dx") if mark.name != "nothing" and (not mark.scopes or _ours(read, mark))]
    if not marks:
        return []
    times = Counter(mark.name for mark in marks)
    best = max(
        marks,
        key=lambda mark: (mark.name == _TELLING, mark.name != "other_pain", times[mark.name], -mark.first),
    )
    return [fact(read, best, "diagnosis", best.name)]


def _ours(read: Read, mark: Mark) -> bool:
    """Whether "my" or "I have" before an illness tells it in a question too, or treatment of it is asked for."""
    before = read.items[max(0, mark.first - 4) : mark.first]
    if mark.scopes != {"asked"}:
        return False
    wanted = len(before) > 1 and before[-1].word in read.sets["meant_for"] and before[-2].kind == "rx"
    return any(item.word in read.sets["mine"] for item in before) or (wanted and bool(read.told("who", "patient")))


def treatment(read: Read, asked: str | None) -> list[Fact]:
    """The treatment. Ketamine alone says no way of giving it; an infusion alone is one of ketamine here."""
    lifted = {"asked", "coming", "supposed"} if read.told("dx") or read.told("who") else set()
    marks = [mark for mark in read.all("rx") if mark.scopes <= lifted and not _among_tried(read, mark)]
    for mark in marks:
        if mark.name not in ("ketamine", "infusion"):
            return [fact(read, mark, "treatment", mark.name, sure=0.93, told=True)]
    infusions = [mark for mark in marks if mark.name == "infusion"]
    if infusions:
        return [fact(read, infusions[0], "treatment", "iv_ketamine", sure=0.85, told=True)]
    return []


def _among_tried(read: Read, mark: Mark) -> bool:
    """Whether ketamine stands in a list of what was tried, in which nothing is asked for or refused."""
    sentence = read.sentence(mark)
    listed = sum(read.sentence(drug) == sentence for drug in read.all("drug"))
    meant = any(read.sentence(one) == sentence for kind in ("event", "ask") for one in read.told(kind))
    return listed > 1 and not meant


def requested_by(read: Read) -> list[Fact]:
    """Who asked for the care: the most telling title near the asking."""
    found: list[tuple[int, int, Mark, str]] = []
    nobody = read.told("ask", "nobody")
    for ask in read.told("ask", "wants"):
        if any(ask.overlaps(no) for no in nobody):
            continue
        for mark in read.all("doctor"):
            if ask.first <= mark.first <= ask.last:
                found.append((_SPECIFIC.index(mark.name), mark.first, mark, mark.name))
    if found:
        _, _, mark, name = min(found, key=lambda one: one[:2])
        return [fact(read, mark, "requested_by", name, sure=0.85)]
    return [fact(read, nobody[0], "requested_by", "nobody")] if nobody else []


def service(read: Read, events: list[Event], asked: str | None) -> list[Fact]:
    """Whether the care that was refused was given already."""
    decided = any(
        event.happened in ("denied", "partly_approved", "appeal_filed", "external_filed", "no_answer")
        for event in events
    )
    after, before = read.told("service", "after"), read.told("service", "before")
    if not decided and asked != "service":
        return []
    if after and before:
        billed = [mark for mark in after if mark.sure >= BILLED]
        return [fact(read, billed[0], "service", "after", sure=0.75)] if billed else []
    if after:
        return [fact(read, after[0], "service", "after", sure=0.8)]
    asking = [mark for mark in read.told("ask", "wants") if any(event.happened == "denied" for event in events)]
    if before or asking:
        return [fact(read, (before or asking)[0], "service", "before", sure=0.8)]
    return []


def ongoing(read: Read, events: list[Event]) -> list[Fact]:
    """Whether a course that is paid for is being cut."""
    marks = read.told("ongoing", "yes")
    cut = read.told("event", "cut")
    decided = any(event.happened in ("denied", "partly_approved", "no_answer") for event in events)
    if cut and decided:
        return [fact(read, (marks or cut)[0], "ongoing", "yes", sure=0.85)]
    claimed = any(mark.sure >= BILLED for mark in read.told("service", "after"))
    if marks and decided and not claimed:
        return [fact(read, marks[0], "ongoing", "yes", sure=0.8)]
    return []


def urgent(read: Read, asked: str | None) -> list[Fact]:
    """Whether the doctor says that it cannot wait. A "no" that begins the answer to that question is one."""
    if asked == "urgent_doctor" and read.items[0].word in read.sets["not_that"]:
        return [fact(read, Mark("urgent", "no", 0, 0, 0.9), "urgent_doctor", "no")]
    for name in ("yes", "no"):
        for mark in read.told("urgent", name):
            return [fact(read, mark, "urgent_doctor", name)]
    return []


def tried(read: Read, asked: str | None) -> list[Fact]:
    """Names of what was tried, as written, each once."""
    cues = read.told("tried", "yes")
    drugs = [mark for mark in read.all("drug") if not mark.scopes - {"negated", "past", "background"}]
    listed = _listed(read, drugs)
    made: dict[str, Fact] = {}
    for mark in drugs:
        inside = any(cue.first <= mark.first <= cue.last for cue in cues)
        if inside or mark.first in listed or _list_beside(read, mark, cues) or asked in ("history_text", "tried"):
            said = read.words(mark).lower()
            made.setdefault(said, fact(read, mark, "tried", read.words(mark), sure=0.85, told=True))
    for mark in read.told("rx"):
        numbered = mark.first and read.items[mark.first - 1].kind == "num"
        if made and numbered and not _wanted(read, mark) and _list_beside(read, mark, cues):
            made.setdefault("ketamine", fact(read, mark, "tried", read.words(mark), sure=0.8, told=True))
    return list(made.values())


def _wanted(read: Read, mark: Mark) -> bool:
    """Whether infusions are what was asked for, refused or allowed, and so not what was tried."""
    asked = any(ask.first <= mark.first <= ask.last for ask in read.told("ask", "wants"))
    events = [event for event in read.all("event") if event.name not in ("nothing", "other")]
    return asked or any(0 <= mark.first - event.last <= _NEAR for event in events)


def _listed(read: Read, drugs: list[Mark]) -> set[int]:
    """Where names stand in a row of at least `_LISTED`, and nobody only asks for them."""
    found: set[int] = set()
    row: list[Mark] = []
    for mark in [*drugs, None]:
        if mark is not None and row and read.gap(row[-1], mark) <= 3:
            row.append(mark)
            continue
        wished = any(read.sentence(one) == read.sentence(n) for one in row[:1] for n in read.told("tried", "nothing"))
        if len(row) >= _LISTED and not wished:
            found |= {one.first for one in row}
        row = [mark] if mark is not None else []
    return found


def _list_beside(read: Read, mark: Mark, cues: list[Mark]) -> bool:
    """Whether a name stands in a list with one that was tried: same sentence."""
    sentence = read.sentence(mark)
    return any(read.items[cue.last].sentence == sentence for cue in cues)
