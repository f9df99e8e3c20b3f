"""The appeal letter for each kind of denial and each family of plans: golden texts, and where every statement comes from."""

from __future__ import annotations

import datetime as dt
import os
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.commands.asking import read_case
from bot.files.papers import laid_out, traced
from dialogs.case.appeals import Case, case_of
from dialogs.forms.flow import load_flows
from dialogs.speaking.words import words_in
from dialogs.wording.fields import Fields
from dialogs.wording.letters import Paper, compose, texts_of
from knowledge.law.appeals import parts_in
from knowledge.law.contacts import helpers_of
from knowledge.law.letters import Letter
from knowledge.library import shipped

HERE = Path(__file__).parents[1] / "cases" / "appeals"
CASES = read_case(HERE / "cases.yaml")
TODAY, ZONE = dt.date(2026, 11, 24), "America/New_York"
KINDS, PLANS = list(CASES["kinds"]), CASES["plans"]
QUESTIONS = {question.slot: question for flow in load_flows().values() for question in flow.questions}
BRACE = re.compile(r"\{(?:(cite|exhibit|law|me|to):)?([^{}]*)\}")


def case(kind: str, plan: str, **more: Any) -> Case:
    slots = {**CASES["told"], **CASES["kinds"][kind], "denial_kinds": [kind], "plan_kind": plan, **more}
    return case_of(slots, shipped(), TODAY, ZONE)


def letter(kind: str, plan: str, name: str = "appeal", **more: Any) -> Paper:
    return compose(shipped().letters[name], case(kind, plan, **more), shipped(), words_in("en"), TODAY)


def test_there_is_a_case_for_each_kind_and_each_family() -> None:
    library = shipped()
    assert set(KINDS) == set(library.denials)
    families = {library.road.family_of(plan) for plan in PLANS}
    assert families == set(library.roads)


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("kind", KINDS)
def test_the_letter_is_the_golden_one(kind: str, plan: str) -> None:
    """Run with NAVIGATOR_GOLDEN=write to write the files anew, and read them."""
    paper = letter(kind, plan)
    text = laid_out(paper, "txt").decode() + "".join(f"\n(left out: {gap})" for gap in paper.gaps) + "\n"
    golden = HERE / "golden" / f"{kind}-{plan}.txt"
    if os.environ.get("NAVIGATOR_GOLDEN") == "write":
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8")


PAPERS = [name for name, letter in shipped().letters.items() if letter.ready]


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("plan", PLANS)
def test_every_statement_comes_from_an_answer_or_from_knowledge(kind: str, plan: str, name: str) -> None:
    """What the sources named in the trace do not hold may not stand in the letter."""
    held = case(kind, plan)
    fields = Fields(shipped().letters[name], held, shipped(), words_in("en"), TODAY)
    for part in letter(kind, plan, name).parts:
        assert part["trace"], part
        rest = part["text"] if "text" in part else " ".join(cell for row in part["rows"] for cell in row)
        rest = f"{part.get('lead', '')} {rest}"
        pieces = [piece for source in part["trace"] for piece in said_by(source, held, fields)]
        for piece in sorted(pieces, key=len, reverse=True):
            rest = re.sub(re.escape(piece), " ", rest, flags=re.IGNORECASE)
        rest = re.sub(r"\[____ .*? ____\]|\[\d+(,\d+)*\]|\(?Exhibit \d+\)?", " ", rest)
        assert not re.search(r"[A-Za-z]{3,}", rest), (rest, part["trace"])


def said_by(source: str, held: Case, fields: Fields) -> list[str]:
    """Every piece of text that a source of a trace can give."""
    table, _, name = source.partition(".")
    library, words = shipped(), words_in("en")
    match table:
        case "slots" if name == "matters":
            happened = held.matter.happened
            days = [dt.date.fromisoformat(day) for one in happened for day in one.facts.values() if is_day(day)]
            texts = [words(f"letter-event-{one.event}".replace("_", "-")) for one in happened]
            texts += [
                words("letter-event-received", said="{s}", date="{d}"),
                *(day.strftime("%B %-d, %Y") for day in days),
            ]
        case "slots":
            return [*answer_in_words(name, held), *said(fields.get(name) or "")]
        case "fields":
            return [fields.get(name) or ""]
        case "letters":
            name, _, number = name.partition(".")
            of: Letter = library.letters[name]
            blocks = [of.blocks[int(number)]] if number else of.blocks
            texts = [text for block in blocks for text in (*texts_of(block), *block.rows)]
        case "words":
            texts = [words(name, mark="", words="")] if name == "letter-part" else [words(name)]
        case "day":
            texts = ["November 24, 2026"]
        case "rules":
            rule = library.rulebook.by_id[name]
            limit = held.limit.legal_date if held.limit else None
            texts = [rule.cite, limit.strftime("%B %-d, %Y") if limit else ""]
        case "states":
            state = library.rulebook.states.by_code[name]
            texts = [state.external.name or "", state.external.cite, f"{state.external.office}, {state.name}"]
        case "contacts":
            texts = [one.name for one in helpers_of(library, ["department"], name)]
        case "roads":
            road = library.roads[name]
            texts = [road.appeal, road.outside, *(said.text for said in road.says())]
        case "points":
            texts = [library.points[name].text]
        case "prongs":
            texts = [library.prongs[name].formal or "", *(one.text for one in library.prongs[name].argument)]
        case "findings":
            finding = library.findings[name]
            texts = [*(one.text for one in finding.says), *(one.says for one in finding.met)]
        case "notices":
            notice = library.notices[name]
            texts = [
                words("letter-notice-lacks", what=notice.label.lower(), cite=cite) for cite in notice.cite.values()
            ]
        case "counters":
            row = library.counters[name]
            texts = [row.heading, *(one.text for one in row.says)]
        case "criteria":
            wanted = library.criteria[name]
            texts = [wanted.label, wanted.paper]
        case "denials":
            texts = [words("letter-reason", label=library.denials[name].label)]
        case "evidence":
            study = library.evidence[name]
            side = words(f"letter-evidence-{study.side}")
            texts = [study.label, study.found, study.limits, side, *study.formal.values(), *study.answer.values()]
        case "sources":
            row_of = library.sources[name]
            texts = [row_of.authority, row_of.title, row_of.address, row_of.cite or ""]
        case _:
            raise AssertionError(source)
    return [piece for text in texts for piece in said(text)]


def is_day(value: Any) -> bool:
    return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)))


def said(text: str) -> list[str]:
    """The pieces of a text that stand in a paper as they are: between braces, and both sides of a choice of words."""
    chosen = [side for kind, inside in BRACE.findall(text) if kind in ("me", "to") for side in inside.split("|")]
    between = re.split(r"\{[^{}]*\}", text)
    return [piece.strip() for piece in (*between, *chosen) if piece.strip(' .,:;"')]


def answer_in_words(slot: str, held: Case) -> list[str]:
    value: Any = held.values.get(slot)
    if slot == "tried":
        row_words = yaml.safe_load((HERE / "table.yaml").read_text("utf-8"))
        return [str(piece) for piece in row_words]
    if slot.startswith("clause_"):
        return [value["words"], *(part.words for part in parts_in(value["words"], shipped()))]
    question = QUESTIONS.get(slot)
    if value is None or question is None:
        return [str(value)] if value else []
    labels = {choice.id: choice.formal or choice.label for choice in question.choices(shipped())}
    values = value if isinstance(value, list) else [value]
    if question.type == "date":
        return [dt.date.fromisoformat(value).strftime("%B %-d, %Y")]
    return [labels.get(one, str(one)) for one in values]


def test_nothing_that_is_not_told_is_stated() -> None:
    """With only the kind of denial told, the letter has blanks and no facts about the person."""
    held = case_of({"denial_kinds": ["not_necessary"], "plan_kind": "marketplace"}, shipped(), TODAY, ZONE)
    paper = compose(shipped().letters["appeal"], held, shipped(), words_in("en"), TODAY)
    text = laid_out(paper, "txt").decode()
    assert "I have tried" not in text
    assert "diagnosis is" not in text
    assert "enclosed" not in text
    assert "in time" not in text
    assert any("Your list of treatments" in gap for gap in paper.gaps)


def test_studies_that_speak_against_it_are_named_to_the_person_and_not_argued() -> None:
    paper = letter("experimental", "marketplace")
    assert any("speaks against" in line or "speak against" in line for line in paper.open)
    assert "S-ketamine" not in laid_out(paper, "txt").decode()


def test_a_letter_after_the_last_day_does_not_say_that_it_is_in_time() -> None:
    late = case("experimental", "marketplace", notice_date="2025-11-16", received_on="2025-11-18")
    paper = compose(shipped().letters["appeal"], late, shipped(), words_in("en"), TODAY)
    assert "in time" not in laid_out(paper, "txt").decode()


def test_the_trace_can_be_printed() -> None:
    told = traced(letter("late", "fehb"))
    assert "<- points.point-sent, slots.claim_sent_on" in told
    assert "left out:" in told or "Reason for the delay" not in told
