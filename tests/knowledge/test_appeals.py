"""Kinds of denial from words and codes, parts of a definition, what answers a denial, external review."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge.base.conditions import Condition
from knowledge.law.appeals import answers, codes_in, external, kinds_of, prongs_in
from knowledge.library import shipped
from tests.conftest import cases

FLOOR = 0.8


@pytest.mark.parametrize("case", cases("denials")["tune"], ids=str)
def test_the_kind_of_a_denial_is_read_from_its_words_and_codes(case: dict[str, Any]) -> None:
    assert kinds_of(case.get("words", ""), case.get("codes", ""), shipped()) == case["kinds"]


def test_other_words_are_mostly_read_too() -> None:
    found = [
        kinds_of(c.get("words", ""), c.get("codes", ""), shipped()) == c["kinds"] for c in cases("denials")["unseen"]
    ]
    print(f"kinds of denial, unseen: {sum(found)} of {len(found)} right")
    assert sum(found) / len(found) >= FLOOR


@pytest.mark.parametrize("words", ["", "hello", "55", "we paid $55 on 11/20", "call 555-0100", "CRPS of the left foot"])
def test_words_that_give_no_reason_give_no_kind(words: str) -> None:
    assert kinds_of(words, "", shipped()) in ([], ["experimental"] if words == "55" else [])


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("CO-55", ["55"]),
        ("CO 55, N10", ["55", "N10"]),
        ("55", ["55"]),
        ("reason code 197", ["197"]),
        ("MA130", []),
        ("none", []),
    ],
)
def test_codes_are_read_as_notices_write_them(words: str, codes: list[str]) -> None:
    assert [code.code for code in codes_in(words, shipped())] == codes


def test_the_parts_of_a_definition_are_recognized_in_the_plans_words() -> None:
    words = (
        "Experimental means: no final approval from the FDA; or the scientific evidence does not permit conclusions on "
        "health outcomes; or not as beneficial as established alternatives."
    )
    found = {prong.id for prong in prongs_in(words, shipped())}
    assert found >= {"prong-final-approval", "prong-evidence-conclusions", "prong-alternatives"}
    assert prongs_in("Your copay is $30 for each visit.", shipped()) == []


def test_every_kind_is_answered_by_at_least_one_point_that_needs_no_paper() -> None:
    for kind in shipped().denials:
        found = answers([kind], {"has": [], "kinds": [kind]}, shipped())
        assert found, kind


def test_points_and_rules_read_only_what_a_case_has() -> None:
    library = shipped()
    known = {choice for choices in library.choices.values() for choice in choices} | {"yes", "no"}
    conditions = [c for point in library.points.values() for c in (point.when, point.shown)]
    conditions += [rule.when for rule in library.external.values()]
    conditions += [ask.when for road in library.roads.values() for ask in road.asks]
    conditions += [letter.when for letter in library.letters.values()]
    assert {word for c in conditions for word in Condition(c).words} <= known


def test_every_source_of_an_ask_is_listed() -> None:
    library = shipped()
    assert {source for road in library.roads.values() for ask in road.asks for source in ask.sources} <= set(
        library.sources
    )


JOB = {"plan_kind": "employer_self_funded", "kinds": ["experimental"], "finished": "no", "missed": "no"}


@pytest.mark.parametrize(
    ("case", "answer"),
    [
        ({**JOB, "finished": "yes"}, "open"),
        (JOB, "first"),
        ({**JOB, "urgent_doctor": "yes"}, "ask"),  # severe pain is no ground there: 147.136(d)(3)(i)
        ({**JOB, "urgent_doctor": "yes", "finished": "yes"}, "open"),
        ({**JOB, "missed": "yes"}, "open"),
        ({**JOB, "kinds": ["coding"], "finished": "yes"}, "ask"),
        ({**JOB, "kinds": ["excluded"], "finished": "yes"}, "ask"),
        ({**JOB, "kinds": ["excluded", "not_necessary"], "finished": "yes"}, "open"),
        ({**JOB, "kinds": ["coding"], "rescission": "yes"}, "open"),
        ({**JOB, "kinds": None}, "ask"),
        ({**JOB, "plan_kind": "grandfathered", "finished": "yes"}, "ask"),
        ({**JOB, "plan_kind": "(unknown)"}, "ask"),
        ({"kinds": ["experimental"]}, "ask"),
        *(
            ({**JOB, "plan_kind": plan}, "closed")
            for plan in ("medicare_advantage", "medicaid_managed_care", "fehb", "tricare", "va")
        ),
        *(
            ({**JOB, "plan_kind": plan, "finished": "yes"}, "open")
            for plan in ("marketplace", "individual", "employer_insured")
        ),
    ],
)
def test_external_review_is_open_where_the_law_opens_it(case: dict[str, Any], answer: str) -> None:
    """45 CFR 147.136(a)(1)(ii), (b)(2)(ii)(F), (c)(2) and (d)(1), as healthcare.gov tells them."""
    assert external(case, shipped()).answer == answer
