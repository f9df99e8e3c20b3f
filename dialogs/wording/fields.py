"""The fields of a paper in formal words: answers, and what follows from them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from dialogs.case import histories
from dialogs.case.appeals import FAILED, Case
from dialogs.forms import speech
from dialogs.forms.flow import Question, load_flows
from dialogs.speaking.words import Words
from knowledge.base.conditions import SKIPPED, UNKNOWN
from knowledge.base.schema import Letter
from knowledge.law.appeals import parts_in
from knowledge.law.criteria import Tried
from knowledge.library import Library
from knowledge.library.plausible import fits

KETAMINE = "earlier-ketamine"
"""The treatment of history.yaml that is no conventional one: it stands in the table and never counts as failed."""
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
            "diag_year": (lambda: (self._held("diagnosed_on") or "")[:4] or None, ("fields.diag_year",)),
            "failed_count": (self._failed_count, ("fields.failed_count",)),
            "failed_names": (self._failed_names, ("fields.failed_names",)),
            "ket_count": (lambda: self._counted("ket_count", "infusions"), ("fields.ket_count",)),
            "ket_weeks": (lambda: self._counted("ket_weeks", "weeks"), ("fields.ket_weeks",)),
            "visits": (lambda: self._counted("hospital_visits", "visits"), ("fields.visits",)),
            "ket_relief": (self._relief, ("fields.ket_relief",)),
            "ket_changed_sentence": (lambda: self._quoted("ket_changed"), ("fields.ket_changed_sentence",)),
            "request": (self._request, ("fields.request",)),
            "service_line": (lambda: self._with_code("denied_what", "codes_shown"), ("fields.service_line",)),
            "diagnosis_line": (lambda: self._with_code("diagnosis", "diag_code"), ("fields.diagnosis_line",)),
            "codes_shown": (self._codes, ("fields.codes_shown",)),
            "plan_called": (lambda: self.get("plan_name") or words("letter-the-plan"), ("fields.plan_called",)),
            "signs": (lambda: self._signs("crps_signs"), ("fields.signs",)),
            "symptoms": (lambda: self._signs("crps_symptoms"), ("fields.symptoms",)),
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
        """Names in one breath: "a, b and c"."""
        return (
            names[0]
            if len(names) == 1
            else self.words("letter-and", first=", ".join(names[:-1]), last=names[-1])
            if names
            else ""
        )

    def number(self, count: int) -> str:
        """A number as prose writes it: in words up to ten."""
        return self.words(f"number-{count}") if 1 <= count <= 10 else str(count)

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

    def _failed_names(self) -> str | None:
        names = list(dict.fromkeys(row.name for row in self.failed()))
        if len(names) > NAMES_SHOWN:
            rest = len(names) - NAMES_SHOWN
            names = [*names[:NAMES_SHOWN], self.words("letter-more", count=rest, number=self.number(rest))]
        return self.joined(names) or None

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

    def _signs(self, name: str) -> str | None:
        held = self._held(name)
        return self.get(name) if isinstance(held, list) and held else None
