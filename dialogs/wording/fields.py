"""The fields of a paper in formal words: answers, and what follows from them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from dialogs.case import histories, matters
from dialogs.case.appeals import FAILED, KINDS_OF, Case
from dialogs.case.histories import KETAMINE
from dialogs.forms import speech
from dialogs.forms.flow import Question, load_flows
from dialogs.speaking.words import Words
from knowledge.base.conditions import SKIPPED, UNKNOWN
from knowledge.law.appeals import parts_in
from knowledge.law.criteria import Tried
from knowledge.law.letters import Letter
from knowledge.law.path import FILED, Happened
from knowledge.library import Library
from knowledge.library.plausible import fits

OPIOIDS = "treatment-opioids"
_LISTED = re.compile(r", | and | or ")
NAMES_SHOWN = 8
"""Names of treatments in one sentence; the table has all of them."""


@lru_cache(maxsize=1)
def questions() -> dict[str, Question]:
    """Every question outside groups by its slot, which says how an answer is written."""
    return {question.slot: question for flow in load_flows().values() for question in flow.questions}


class Fields:
    """What stands for the braces of a paper."""

    def __init__(self, letter: Letter, case: Case, library: Library, words: Words, today: dt.date) -> None:
        self.letter, self.case, self.library, self.words, self.today = letter, case, library, words, today
        self.values: Mapping[str, Any] = case.values
        self._made: dict[str, tuple[Callable[[], str | None], tuple[str, ...]]] = {
            "today": (lambda: self._date(today.isoformat()), ("day.today",)),
            "last_day": (self._last_day, (self.case.origin.get("last_day", "rules"),)),
            "time_cite": (self._time_cite, (self.case.origin.get("time_cite", "rules"),)),
            "diagnosis": (self._diagnosis, ("slots.diagnosis", "fields.diagnosis")),
            "decision_line": (self._decision_line, ("fields.decision_line",)),
            "decision_called": (self._decision_called, ("fields.decision_called",)),
            "decision_of": (self._decision_of, ("fields.decision_of",)),
            "first_denial": (self._first_denial, ("fields.first_denial",)),
            "first_reason": (self._first_reason, ("fields.first_reason",)),
            "diag_year": (lambda: str(self._held("diagnosed_on") or "")[:4] or None, ("fields.diag_year",)),
            "failed_count": (self._failed_count, ("fields.failed_count",)),
            "failed_counted": (lambda: (self._failed_count() or "").lower() or None, ("fields.failed_counted",)),
            "failed_have": (self._failed_have, ("fields.failed_have",)),
            "failed_names": (self._failed_names, ("fields.failed_names",)),
            "judged_at": (lambda: self._counted("measure_weeks", "weeks"), ("fields.judged_at",)),
            "failed_opioids": (self._failed_opioids, ("fields.failed_opioids",)),
            "ket_count": (lambda: self._counted("ket_count", "infusions"), ("fields.ket_count",)),
            "ket_weeks": (lambda: self._counted("ket_weeks", "weeks"), ("fields.ket_weeks",)),
            "visits": (lambda: self._counted("hospital_visits", "visits"), ("fields.visits",)),
            "spine_operations": (
                lambda: self._counted("spine_surgeries", "operations"),
                ("fields.spine_operations",),
            ),
            "ket_relief": (self._relief, ("fields.ket_relief",)),
            "ket_changed_sentence": (lambda: self._quoted("ket_changed"), ("fields.ket_changed_sentence",)),
            "request": (self._request, ("fields.request",)),
            "service_line": (lambda: self._with_code("denied_what", "codes_shown"), ("fields.service_line",)),
            "diagnosis_line": (lambda: self._with_code("diagnosis", "diag_code"), ("fields.diagnosis_line",)),
            "codes_shown": (self._codes, ("fields.codes_shown",)),
            "plan_called": (self._plan_called, ("fields.plan_called",)),
            "reason_kinds": (self._reason_kinds, ("fields.reason_kinds",)),
            "definition": (self._definition, ("fields.definition",)),
            "no_cautions": (self._no_cautions, ("fields.no_cautions",)),
            "signer": (lambda: self.get("representative" if self.helper else "name"), ("fields.signer",)),
        }

    @property
    def helper(self) -> bool:
        """Somebody writes for the patient."""
        return self.values.get("who") == "caregiver"

    @property
    def first(self) -> bool:
        """The patient speaks."""
        return self.letter.voice == "first" and not self.helper

    def origin(self, name: str) -> tuple[str, ...]:
        """Where a field comes from, as a trace names it."""
        if name in self._made:
            return self._made[name][1]
        return (self.case.origin.get(name) or f"slots.{name}",)

    def named(self, name: str) -> str:
        """What a field is called, on a blank and to the person."""
        return self.words(f"blank-{name}".replace("_", "-"))

    def get(self, name: str) -> str | None:
        """A field in formal words; None where the case does not have it, or holds there what cannot be it."""
        made = self._made.get(name)
        if made:
            return made[0]()
        held = self._held(name)
        if held is None:
            return None
        question = questions().get(name)
        if question is None or question.type in ("text", "clause"):
            return self._text(name, str(held))
        if question.type == "choices":
            return self._listed(held, question) if held or name == "cautions" else None
        if question.type == "choice":
            return self._choice(str(held), question)
        if question.type in ("date", "money", "percent"):
            return speech.shown(held, question, self.words, self.library)
        return " ".join(str(held).split())

    @property
    def conditions(self) -> tuple[str, ...]:
        """What the evidence may be about: the kind of the diagnosis, then the diagnosis."""
        held = (self._held("diagnosis_kind"), self._held("diagnosis"))
        return tuple(str(one) for one in held if one)

    def _held(self, name: str) -> Any:
        held = self.values.get(name)
        return None if held in (None, UNKNOWN, SKIPPED) else held

    def _text(self, name: str, held: str) -> str | None:
        if not fits(name, held, self.library):
            return None
        said = " ".join(held.split())
        return said if name in ("quote", "reason_words", "plan_sentence") else said.rstrip(" .;,")

    def _date(self, value: str) -> str:
        return speech.shown_date(value, self.words.language)

    def _choice(self, held: str, question: Question) -> str:
        choice = self.library.choices[question.of or ""].get(held)
        if choice is None:
            return " ".join(held.split())
        return choice.formal or choice.label

    def _listed(self, held: object, question: Question) -> str | None:
        if not isinstance(held, list):
            return None
        choices = self.library.choices[question.of or ""]
        names = [choices[item].formal or choices[item].label.lower() for item in held if item in choices]
        return self.joined(names) or self.words("letter-none")

    def joined(self, names: list[str]) -> str:
        """Names in one breath: "a, b and c"; "a; b and c; and d" where one is a list itself."""
        if len(names) < 2:
            return "".join(names)
        mark, message = ", ", "letter-and"
        if any(_LISTED.search(name) for name in names):
            mark, message = ("; ", "letter-and-nested") if len(names) > 2 else (", ", "letter-and-comma")
        return self.words(message, first=mark.join(names[:-1]), last=names[-1])

    def number(self, count: int) -> str:
        """A number as prose writes it: in words up to ten."""
        return self.words(f"number-{count}") if 1 <= count <= 10 else str(count)

    def _diagnosis(self) -> str | None:
        """The kind of the diagnosis where it was told, else the diagnosis."""
        slot = KINDS_OF.get(str(self._held("diagnosis")))
        name = slot if slot and self._held(slot) == self._held("diagnosis_kind") is not None else "diagnosis"
        held = self._held(name)
        return None if held is None else self._choice(str(held), questions()[name])

    def _plan_called(self) -> str:
        """Who decides. With Original Medicare that is Medicare's contractor, whoever sold a supplement."""
        if self.values.get("plan_kind") == "original_medicare":
            return self.words("letter-the-contractor")
        return self.get("plan_name") or self.words("letter-the-plan")

    # --- the decision --------------------------------------------------------------------------------------

    def _decision_called(self) -> str:
        """What the decision is called in a sentence: "denial", "partial denial"."""
        again = "-again" if len(self.decided) > 1 else ""
        return self.words(f"letter-decision-{self.values.get('decision')}{again}", appeal=self.get("appeal_name") or "")

    def _decision_of(self) -> str | None:
        """The decision with its date, in a sentence: "denial of May 4, 2026"."""
        noticed = self.get("notice_date")
        if not noticed:
            return None
        if self.values.get("decision") == "cut" and len(self.decided) <= 1:
            return self.words("letter-decided-cut", date=noticed)
        return self.words("letter-decided", what=self._decision_called(), date=noticed)

    def _decision_line(self) -> str | None:
        """The decision with its date, for the head of a letter."""
        noticed = self.get("notice_date")
        if self.values.get("decision") == "cut" and (told := self._decision_of()):
            return told[:1].upper() + told[1:]
        called = self._decision_called()
        return self.words("letter-dated", what=called[:1].upper() + called[1:], date=noticed) if noticed else None

    @property
    def decided(self) -> list[Happened]:
        """The decisions of this matter, oldest first."""
        return matters.decisions(self.case.matter)

    def _first_denial(self) -> str | None:
        """The denial before the decision on the appeal, with the appeal that answered it."""
        first = self.decided[0] if len(self.decided) > 1 else None
        noticed = first and (first.facts.get("notice_date") or first.facts.get("event_on"))
        if not noticed or not str(noticed)[:1].isdigit():
            return None
        told = self.words("letter-first-denial", date=self._date(str(noticed)))
        sent = next((h.facts.get("event_on") for h in self.case.matter.happened if h.event == FILED), None)
        if sent and str(sent)[:1].isdigit():
            told = self.words("letter-then-appeal", told=told, date=self._date(str(sent)))
        return told

    def _first_reason(self) -> str | None:
        """What the denial before the decision on the appeal gave as its reason."""
        first = self.decided[0].facts if len(self.decided) > 1 else {}
        noticed = str(first.get("notice_date") or first.get("event_on") or "")
        said = first.get("reason_words")
        quoted = self._text("reason_words", str(said)) if said not in (None, UNKNOWN, SKIPPED) else None
        kinds = first.get("denial_kinds")
        labels = [self.library.denials[kind].label.lower() for kind in kinds] if isinstance(kinds, list) else []
        reason = f'"{quoted}"' if quoted else self.joined(labels)
        if not reason or not noticed[:1].isdigit():
            return None
        return self.words("letter-first-reason", date=self._date(noticed), reason=reason.rstrip("."))

    # --- what follows from answers ------------------------------------------------------------------------

    def _fitting_limit(self) -> bool:
        """Whether the time limit of the case is that of the act which this letter is for."""
        return self.case.place.stage.deadline in self.letter.acts

    def _last_day(self) -> str | None:
        held = self._held("last_day")
        return self._date(str(held)) if held and self._fitting_limit() else None

    def _time_cite(self) -> str | None:
        held = self._held("time_cite")
        return str(held) if held and self._fitting_limit() else None

    def failed(self) -> list[Tried]:
        """Conventional treatments that did not do."""
        return [
            row
            for row in histories.presentable(self.values, self.library)
            if row.outcome in FAILED and row.treatment != KETAMINE and "ketamine" not in row.name.lower()
        ]

    def _failed_count(self) -> str | None:
        count = len(self.failed())
        return self.words("letter-count-treatments", count=count, number=self.number(count)) if count else None

    def _failed_have(self) -> str | None:
        count = len(self.failed())
        return self.words("letter-have", count=count) if count else None

    def _failed_names(self) -> str | None:
        names = list(dict.fromkeys(row.name for row in self.failed()))
        if len(names) > NAMES_SHOWN:
            rest = len(names) - NAMES_SHOWN
            names = [*names[:NAMES_SHOWN], self.words("letter-more", count=rest, number=self.number(rest))]
        return self.joined(names) or None

    def _failed_opioids(self) -> str | None:
        return self.joined(list(dict.fromkeys(row.name for row in self.failed() if row.treatment == OPIOIDS))) or None

    def _counted(self, name: str, what: str) -> str | None:
        held = self._held(name)
        if held is None or not str(held).isdigit() or int(held) == 0:
            return None
        return self.words(f"letter-count-{what}", count=int(held), number=self.number(int(held)))

    def _relief(self) -> str | None:
        before, after = (self._held(name) for name in ("ket_before", "ket_after"))
        if not (str(before).isdigit() and str(after).isdigit()) or not 0 <= int(after) < int(before):
            return None
        return f"{round(100 * (int(before) - int(after)) / int(before))}%"

    def _quoted(self, name: str) -> str | None:
        said = self.get(name)
        return self.words(f"letter-own-{'first' if self.first else 'third'}", words=said) if said else None

    def _request(self) -> str | None:
        """What is asked for, from what the doctor ordered: number, dose, rhythm, place."""
        count = self._counted("regimen_count", "infusions")
        dose, rhythm, site = (self.get(name) for name in ("regimen_dose", "regimen_rhythm", "site"))
        if not (count or dose or rhythm):
            return None
        parts = [
            count or self.words("letter-infusions"),
            dose and self.words("letter-at-dose", dose=dose),
            rhythm,
            site,
        ]
        return self.words("letter-request", parts=", ".join(part for part in parts if part))

    def _with_code(self, name: str, code: str) -> str | None:
        said, coded = self.get(name), self.get(code)
        return self.words("letter-coded", what=said, code=coded) if said and coded else said

    def _codes(self) -> str | None:
        held = self.get("service_codes")
        return held.upper() if held else None

    def _reason_kinds(self) -> str | None:
        """The kinds of reason, where the words of the notice were not told."""
        return self.joined([self.library.denials[kind].label.lower() for kind in self.case.kinds]) or None

    def _definition(self) -> str | None:
        """Words of the plan that have parts."""
        own = [text for name in ("quote", "plan_sentence") if (text := self.get(name)) and parts_in(text, self.library)]
        notice = self.get("reason_words") or ""
        return next(iter([*own, *([notice] if len(parts_in(notice, self.library)) > 1 else [])]), None)

    def _no_cautions(self) -> str | None:
        """What was looked at and is not there; None where it was not asked, or something is."""
        if self.values.get("cautions") != []:
            return None
        return self.joined([one.formal or one.label.lower() for one in self.library.choices["cautions"].values()])
