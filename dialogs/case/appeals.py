"""One denial of a case as rules and letters read it: answers, the facts of that denial, and what follows from them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from dialogs.case import documents, histories, matters
from dialogs.case.ledger import UNPLACED
from dialogs.case.packets import in_order
from dialogs.forms.flow import load_flows
from knowledge.base.conditions import SKIPPED, UNKNOWN
from knowledge.extraction.histories import reader
from knowledge.law.appeals import Answer, answers
from knowledge.law.contacts import helpers_of
from knowledge.law.deadlines import Deadline
from knowledge.law.path import Happened, Matter, Place, deadline_of, is_late, place_of
from knowledge.law.schema import RoadWords
from knowledge.law.states import State
from knowledge.library import Library
from knowledge.library.plausible import fits, has_shape

_TOLD = ("denial_kinds", "reason_words", "notice_date", "received_on", "received")
CLINICAL = frozenset({"experimental", "not_necessary"})
"""Kinds of denial that turn on medicine. Where the kind is not known, a paper argues as for these."""
OTHER_KIND = "other_kind"
"""The choice of a kind that is none of those named: the diagnosis itself is said."""
FAILED = frozenset({"none", "some", "wore_off", "side_effects", "contraindicated"})
"""What came of a treatment that did not do."""
STRONG = 80
"""Weight of a study from which the evidence for a diagnosis is not called weak."""
AGAINST = frozenset({"none", "side_effects", "contraindicated"})
"""What came of earlier ketamine that speaks against more of it."""


URGENT = {"urgent_doctor": "pain", "urgent_danger": "danger"}
"""What a doctor said of waiting, by slot: severe pain that nothing else controls; danger to life, health, function."""
KINDS_OF = {
    "neuropathic": "neuropathic_kind",
    "headache": "headache_kind",
    "back_or_neck": "spine_kind",
    "other_pain": "pain_kind",
}
"""The slot that says which kind of a diagnosis it is."""


@dataclass(frozen=True)
class Case:
    """What there is to say about one denial.

    Attributes:
        values: Answers by slot; the facts of the denial; ``has`` and ``kinds`` (see points.yaml); and words that follow
            from rules, such as ``appeal_name`` or ``last_day``.
        origin: Where a value that is no answer comes from: an id of knowledge, or of a slot.
        exhibits: The documents that go with it, in the order of a packet.
        refused: Slots whose text cannot be what the slot is (see `knowledge.library.plausible`): it counts as skipped.
    """

    values: dict[str, Any]
    origin: dict[str, str]
    matter: Matter
    place: Place
    limit: Deadline | None
    exhibits: tuple[documents.Document, ...]
    refused: tuple[str, ...] = ()

    @property
    def kinds(self) -> list[str]:
        """Kinds of denial, the weightiest first."""
        return list(self.values.get("kinds") or [])

    def answers(self, library: Library, kinds: Sequence[str] | None = None) -> list[Answer]:
        """What answers the denial, and whether it is there."""
        return answers(self.kinds if kinds is None else kinds, self.values, library)


def with_denial(slots: Mapping[str, Any], library: Library) -> Matter:
    """The matter that a person most likely means: the newest open one with a denial, else the newest open one."""
    open_ = matters.open_ones(slots, library.road)
    return next((matter for matter in reversed(open_) if matters.decisions(matter)), open_[-1])


def case_of(slots: Mapping[str, Any], library: Library, today: dt.date, zone: str, number: str | None = None) -> Case:
    """The case behind one matter.

    Args:
        slots: All answers. The facts of a denial may also stand among them, as in a case file for the command line.
        number: Which matter; without it, see `with_denial`.
    """
    matter = matters.find(slots, number) or with_denial(slots, library)
    if not matter.happened and any(slots.get(name) for name in _TOLD):
        # A case file for the command line tells of the denial among the other answers.
        facts = {**slots, "received_on": slots.get("received_on") or slots.get("received")}
        matter = replace(matter, happened=(Happened("denied", today, facts),))
    place = place_of(matter, library.road)
    stale = _stale(matter)
    values = {name: value for name, value in matter.told(slots).items() if name not in stale}
    origin: dict[str, str] = {}
    refused = tuple(name for name, held in values.items() if isinstance(held, str) and not _can_be(name, held, library))
    values |= dict.fromkeys(refused, SKIPPED)
    limit = deadline_of(matter, library, today, zone)
    kinds = _known_list(values.get("denial_kinds"))
    values["kinds"] = sorted(kinds, key=lambda kind: -library.denials[kind].weight) or None
    values["denied"] = "yes" if kinds or values.get("reason_words") or matters.decisions(matter) else "no"
    stage = place.stage
    of_medicine = set(values["kinds"] or CLINICAL)
    values["clinical"] = "yes" if of_medicine & CLINICAL else "no"
    values["treated"] = "yes" if of_medicine & (CLINICAL | {"excluded"}) else "no"
    decided = matters.decisions(matter)
    if not _is_day(values.get("notice_date")) and decided and _is_day(day := decided[-1].facts.get("event_on")):
        values["notice_date"], origin["notice_date"] = (
            day,
            "slots.matters",
        )  # the day on which they said no, as it was told
    values["decision"] = _decision(values, matter)
    given = values.get("service") == "after" or values.get("denied_what") == "claim"  # nothing waits for what was given
    values["urgent"] = [ground for slot, ground in URGENT.items() if values.get(slot) == "yes" and not given]
    values["diagnosis_kind"] = next((held for slot in KINDS_OF.values() if _is_kind(held := values.get(slot))), None)
    values["weak"] = "yes" if _is_weak(values, library) else "no"
    values["finished"] = "yes" if stage.finished else "no"
    values["again"] = "yes" if stage.again else "no"
    values["missed"] = "yes" if stage.late or (stage.may_be_late and is_late(place, limit, today)) else "no"
    infused = values.get("treatment") in (None, UNKNOWN, SKIPPED, "iv_ketamine")
    if values["denied"] == "yes" and values.get("denied_what") is None and infused:
        values["denied_what"], origin["denied_what"] = "infusions", "slots.treatment"
    _quote(values, origin, library)
    mine = [one for one in documents.listed(slots) if one.get("matter") in (None, matter.id) and not one.get("out")]
    exhibits = tuple(in_order(mine, library))
    values["has"] = _holdings(values, exhibits, library)
    if road := road_of(matter, library):
        values |= {"appeal_name": road.appeal, "outside_name": road.outside}
        origin |= {"appeal_name": f"roads.{road.id}", "outside_name": f"roads.{road.id}"}
    if limit and limit.rule and limit.rule.who == "person" and limit.legal_day and limit.legal_day >= today:
        values |= {"last_day": limit.legal_day.isoformat(), "time_cite": limit.rule.cite}
        origin |= {"last_day": f"rules.{limit.rule.id}", "time_cite": f"rules.{limit.rule.id}"}
    values |= dict.fromkeys(_no_evidence(values, library, today), SKIPPED)
    if told := [str(one.get("words")) for one in slots.get(UNPLACED) or () if isinstance(one, dict)]:
        # Words of a story that found no field may be the plan's argument: they are answered, and never quoted.
        values["told_beside"] = " ".join(words for words in told if has_shape("reason", words, library))
    _outside(values, origin, matter, library)
    passed = limit and limit.rule and limit.rule.who == "person" and limit.legal_day and limit.legal_day < today
    values["late_now"] = "yes" if passed else "no"
    return Case(values, origin, matter, place, limit, exhibits, refused)


def _decision(values: Mapping[str, Any], matter: Matter) -> str:
    """What the newest decision is: ``denied``, ``partly`` approved, or a ``cut`` of care that had been approved."""
    decided = matters.decisions(matter)
    if (decided and decided[-1].event == "partly_approved") or values.get("denied_what") == "fewer":
        return "partly"
    return "cut" if values.get("ongoing") == "yes" or values.get("denied_what") == "course_cut" else "denied"


def _is_day(held: Any) -> bool:
    return str(held or "")[:1].isdigit()


def _is_kind(held: Any) -> bool:
    return held not in (None, UNKNOWN, SKIPPED, OTHER_KIND)


def _is_weak(values: Mapping[str, Any], library: Library) -> bool:
    """Whether no study or guideline that carries weight speaks for the treatment of this diagnosis."""
    about = {values.get("diagnosis_kind"), values.get("diagnosis")}
    return not any(
        row.side != "against" and about & set(row.formal) and row.weight >= STRONG for row in library.evidence.values()
    )


def _outside(values: dict[str, Any], origin: dict[str, str], matter: Matter, library: Library) -> None:
    """Who runs the outside review, under which law, and which office takes complaints, as far as it was seen."""
    book = library.rulebook
    row = book.state_for(matter.plan, matter.state)
    federal = book.by_id[book.states.federal]
    at, named = "", {}
    if row and row.external.confidence == "verified" and row.external.run_by != "unknown":
        review, at = row.external, f"states.{row.code}"
        named = {"review_cite": review.cite, "review_name": review.name if review.run_by == "state" else None}
        if review.office and review.file_with == "office" and not _two_offices(row):
            named["review_to"] = f"{review.office}, {row.name}"
    elif row is None and matter.plan and matter.plan in book.plans(federal):
        at, named = f"rules.{federal.id}", {"review_cite": federal.cite}
    if (name := named.get("review_name")) and name.lower() != str(values.get("outside_name")).lower():
        named["outside_name"] = name  # what the state itself calls it
    values |= {name: told for name, told in named.items() if told}
    origin |= {name: at for name, told in named.items() if told}
    offices = helpers_of(library, ["department"], matter.state) if matter.state else []
    if offices and not (row and _two_offices(row)):
        values["regulator"], origin["regulator"] = offices[0].name, f"contacts.{matter.state}"


def _two_offices(row: State) -> bool:
    """Whether two offices share the plans of a state, so that the letter in hand has to say which one it is."""
    return ";" in (row.external.office or "")


def _no_evidence(values: Mapping[str, Any], library: Library, today: dt.date) -> list[str]:
    """Answers about earlier ketamine that do not speak for it, so that a paper must not say that it worked."""
    before, after = (str(values.get(name)) for name in ("ket_before", "ket_after"))
    told = before.isdigit() and after.isdigit()
    if told and int(after) < int(before):
        return []
    effect = str(values.get("ketamine_effect") or "")
    against = told or reader(library).details(effect, today).outcome in AGAINST
    return ["ket_before", "ket_after", *(["ketamine_effect", "ket_changed"] if against else [])]


def _can_be(name: str, held: str, library: Library) -> bool:
    return held in (UNKNOWN, SKIPPED) or fits(name, held, library)


@lru_cache(maxsize=1)
def fresh_slots() -> frozenset[str]:
    """Slots that each letter of a denial answers anew."""
    return frozenset(question.slot for question in load_flows()["denial"].questions if question.fresh)


def _stale(matter: Matter) -> set[str]:
    """What only an earlier letter said: the newest one may give another reason."""
    decided = matters.decisions(matter)
    return {name for name in fresh_slots() if decided and name not in decided[-1].facts}


def road_of(matter: Matter, library: Library) -> RoadWords | None:
    """The words of the family of plans; None where it has no appeal or is not known."""
    return library.roads.get(library.road.family_of(matter.plan, matter.among))


def _known_list(held: object) -> list[str]:
    return list(held) if isinstance(held, list) else []


def _quote(values: dict[str, Any], origin: dict[str, str], library: Library) -> None:
    """The plan's own words for the kinds of denial: those pasted for its clauses, else the sentence of the letter."""
    for kind in values["kinds"] or []:
        for clause in library.denials[kind].clauses:
            held = values.get(f"clause_{clause}")
            if isinstance(held, dict) and held.get("words") and fits("quote", held["words"], library):
                values["quote"], origin["quote"] = held["words"], f"slots.clause_{clause}"
                return
    sentence = values.get("plan_sentence")
    if sentence not in (None, UNKNOWN, SKIPPED) and "excluded" not in (values["kinds"] or []):
        values["quote"], origin["quote"] = sentence, "slots.plan_sentence"


def _holdings(values: Mapping[str, Any], exhibits: Sequence[documents.Document], library: Library) -> list[str]:
    """What the case has to show, by the names of points.yaml."""
    tried = histories.presentable(values, library)
    has = {str(one["kind"]) for one in exhibits if one.get("kind")} | set(_known_list(values.get("appeal_has")))
    has |= {"history"} if tried else set()
    has |= {"failed"} if any(row.outcome in FAILED for row in tried) else set()
    has |= {"quote"} if values.get("quote") else set()
    has |= (
        {"evidence"} if any(values.get("diagnosis") in row.conditions for row in library.evidence.values()) else set()
    )
    enclosed = (
        exhibits or _known_list(values.get("appeal_has")) or values.get("missing_now") or values.get("notice_date")
    )
    has |= {"enclosures"} if enclosed not in (None, UNKNOWN, SKIPPED, (), []) else set()
    return sorted(has)
