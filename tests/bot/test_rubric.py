"""The rubric of an appeal as a table of checks, over each family of plans and each kind of denial."""

from __future__ import annotations

import datetime as dt
import io
import re
from pathlib import Path
from typing import Any

import pypdf
import pytest
import textstat

from bot.commands.asking import read_case
from bot.files.papers import laid_out
from dialogs.case.appeals import case_of
from dialogs.speaking.words import words_in
from dialogs.wording.letters import Paper, compose
from knowledge.library import shipped
from tests.bot.test_appeals import CASES, KINDS, PLANS
from tests.conftest import cases

TABLE: dict[str, Any] = dict(cases("rubric"))
TODAY, ZONE = dt.date(2026, 11, 24), "America/New_York"
FIRST_WORDS = 90
"""Words of the first paragraph in which what is asked for must stand."""


def slots(kind: str, plan: str, *, rich: bool) -> dict[str, Any]:
    held = {**CASES["told"], **CASES["kinds"][kind], "denial_kinds": [kind], "plan_kind": plan}
    if rich:
        held |= TABLE["rich"]
        held["clause_experimental"] = {"answer": "yes", "words": TABLE["definition"], "kinds": ["experimental"]}
    return held


def written(held: dict[str, Any], name: str) -> Paper:
    return compose(shipped().letters[name], case_of(held, shipped(), TODAY, ZONE), shipped(), words_in("en"), TODAY)


def text_of(paper: Paper) -> str:
    return laid_out(paper, "txt").decode()


def rows() -> list[tuple[dict[str, Any], str, str, str]]:
    return [
        (point, kind, plan, paper)
        for point in TABLE["points"]
        for kind in KINDS
        for plan in PLANS
        for paper in point["papers"]
        if kind in point.get("kinds", KINDS) and plan in point.get("plans", PLANS)
    ]


@pytest.mark.parametrize(
    ("point", "kind", "plan", "name"), rows(), ids=lambda v: str(v["id"]) if isinstance(v, dict) else v
)
def test_a_point_of_the_rubric_is_met(point: dict[str, Any], kind: str, plan: str, name: str) -> None:
    held = slots(kind, plan, rich=bool(point.get("rich")))
    paper = written(held, name)
    text = text_of(paper)
    for pattern in point.get("has", ()):
        assert re.search(pattern, text), pattern
    if rule := point.get("rule"):
        RULES[rule](paper, text, held, name)


def thesis_first(paper: Paper, text: str, held: dict[str, Any], name: str) -> None:
    first = next(part["text"] for part in paper.parts if part.get("section") == "summary")
    assert re.search(r"I ask that|On behalf of|I request", " ".join(first.split()[:FIRST_WORDS]))


def quoted(paper: Paper, text: str, held: dict[str, Any], name: str) -> None:
    assert held["reason_words"] in text
    heads = [part["text"] for part in paper.parts if part["kind"] == "heading"]
    assert len(heads) >= 2


def own_dates(paper: Paper, text: str, held: dict[str, Any], name: str) -> None:
    """The inside deadline and its law stand in no request for an outside review, and the other way round."""
    case = case_of(held, shipped(), TODAY, ZONE)
    limit = case.limit
    if limit is None or limit.legal_day is None or limit.rule is None:
        return
    shown = limit.legal_day.strftime("%B %-d, %Y")
    belongs = case.place.stage.deadline in shipped().letters[name].acts
    assert (shown in text) is (belongs and case.values.get("last_day") is not None)


def parts_in_order(paper: Paper, text: str, held: dict[str, Any], name: str) -> None:
    places = [text.index(f"({number}) “") for number in range(1, 6)]
    assert places == sorted(places)


def contrary_answered(paper: Paper, text: str, held: dict[str, Any], name: str) -> None:
    library = shipped()
    for part in paper.parts:
        for source in part["trace"]:
            table, _, row = source.partition(".")
            if table == "evidence" and library.evidence[row].side == "against":
                assert held["diagnosis"] in library.evidence[row].answer
    assert "summary" not in text.lower().replace("summary plan", "")


def citable(paper: Paper, text: str, held: dict[str, Any], name: str) -> None:
    cited = [part["trace"][0].removeprefix("sources.") for part in paper.parts if part["kind"] == "reference"]
    assert cited
    assert len(cited) == len(set(cited))
    for source in cited:
        assert shipped().sources[source].citable == "letter"
        assert text.count(shipped().sources[source].cite or "?") == 1


def register(paper: Paper, text: str, held: dict[str, Any], name: str) -> None:
    rules = shipped().register
    own = [part["text"] for part in paper.parts if part["kind"] in ("text", "item", "number") and part.get("text")]
    quotes = re.compile(r"[“\"][^”\"]*[”\"]|\[____ .*? ____\]")
    prose = [quotes.sub("", text) for text in own if not text.startswith("Dear")]
    for pattern in rules.banned:
        found = [hit.group(0) for text in prose if (hit := re.search(pattern, text, re.IGNORECASE))]
        assert not found, (pattern, found)
    clinical = {"experimental", "not_necessary"} & set(held["denial_kinds"])
    if name in ("appeal", "external") and clinical:
        running = [quotes.sub("", part["text"]) for part in paper.parts if part["kind"] == "text"]
        grade = textstat.flesch_kincaid_grade(" ".join(re.sub(r"\[[\d,]+\]", "", text) for text in running))
        assert rules.grade_from <= grade <= rules.grade_to, grade


def layout(paper: Paper, text: str, held: dict[str, Any], name: str) -> None:
    pdf = pypdf.PdfReader(io.BytesIO(laid_out(paper, "pdf")))
    assert len(pdf.pages) <= 4
    kinds = [part["kind"] for part in paper.parts]
    assert kinds[0] == "lines"
    assert "facts" in kinds
    assert "signature" in kinds
    if len(pdf.pages) > 1:
        assert paper.head in pdf.pages[1].extract_text()
    numbers = {int(n) for n in re.findall(r"\(Exhibit (\d+)\)", text)}
    assert numbers <= {int(n) for n in re.findall(r"^- Exhibit (\d+):", text, re.MULTILINE)}


RULES = {
    "thesis_first": thesis_first, "quoted": quoted, "own_dates": own_dates, "parts_in_order": parts_in_order,
    "contrary_answered": contrary_answered, "citable": citable, "register": register, "layout": layout,
}  # fmt: skip


RICH = sorted((Path(__file__).parents[1] / "cases" / "rich").glob("*.yaml"))
CHECKED = {"appeal": ("thesis_first", "citable", "contrary_answered", "register", "layout"), "keep_care": ("register",)}
CHECKED["external"] = CHECKED["appeal"]


@pytest.mark.parametrize("path", RICH, ids=lambda path: path.stem)
def test_a_letter_of_a_rich_case_says_what_it_must_and_nothing_else(path: Path) -> None:
    """Whole cases of other families, conditions and kinds of denial, as `navigator letter` reads them."""
    held = read_case(path)
    slots, name = {slot: held[slot] for slot in held["slots"]}, held["paper"]
    case = case_of(slots, shipped(), TODAY, ZONE)
    paper = compose(shipped().letters[name], case, shipped(), words_in("en"), TODAY)
    text = text_of(paper)
    for pattern in held["has"]:
        assert re.search(pattern, text), pattern
    for pattern in held["lacks"]:
        assert not re.search(pattern, text), pattern
    for pattern in held.get("tells", ()):
        assert any(re.search(pattern, line) for line in paper.open), pattern
    for rule in CHECKED[name]:
        RULES[rule](paper, text, {**slots, "denial_kinds": case.kinds}, name)
    named = {
        int(number) for found in re.findall(r"\(Exhibits? ([^)]*)\)", text) for number in re.findall(r"\d+", found)
    }
    assert named <= {int(number) for number in re.findall(r"^- Exhibit (\d+):", text, re.MULTILINE)}


@pytest.mark.parametrize("case", TABLE["counters"], ids=lambda case: f"{case['diagnosis']}: {case['denial']}")
def test_what_a_plan_argues_is_answered_or_told_to_the_person(case: dict[str, Any]) -> None:
    held = slots("not_necessary", "medicare_advantage", rich=False)
    held |= {"diagnosis": case["diagnosis"], "reason_words": f"Not medically necessary. {case['denial']}"}
    held |= {"criteria_cited": "(skipped)", "had_ketamine": "no"}
    paper = written(held, "appeal")
    if "says" in case:
        assert case["says"] in text_of(paper)
    else:
        assert any(case["tells"] in line for line in paper.open)
        assert case["tells"] not in text_of(paper).replace(case["denial"], "")


def test_a_helper_speaks_of_the_patient() -> None:
    """A daughter does not say "my pain": the patient is spoken of by name or as the patient."""
    held = slots("experimental", "employer_self_funded", rich=True) | {"who": "caregiver", "representative": "Rosa"}
    for name in ("appeal", "external", "claim_file"):
        quotes = re.compile(r"“[^”]*”|\"[^\"]*\"")
        text = quotes.sub("", text_of(written(held, name)))
        assert not re.search(r"\b(?:my|I have|I received|I report) (?:pain|relief|own|had)\b", text), name
        assert "Representative of Ann Example" in text


@pytest.mark.parametrize(("before", "after"), [("6", "6"), ("5", "8"), ("8", "(unknown)")])
def test_an_earlier_course_that_did_not_help_is_no_evidence(before: str, after: str) -> None:
    held = slots("experimental", "employer_self_funded", rich=True) | {"ket_before": before, "ket_after": after}
    held["ketamine_effect"] = "no relief, it made me dizzy"
    for name in ("appeal", "external", "necessity", "peer"):
        text = text_of(written(held, name))
        assert "already worked" not in text
        assert "did what these did not" not in text
        assert f"from {before} to" not in text
        assert "made me dizzy" not in text
