"""Who helps for free: somebody is always named, and the right one first."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from knowledge.law.contacts import Contact, Contacts, helpers_for, helpers_of
from knowledge.library import shipped

LIBRARY = shipped()
PLANS = list(LIBRARY.choices["plan_kinds"])
STATES = list(LIBRARY.choices["states"])


def kinds(plan: str | None, state: str | None) -> list[str]:
    return [helper.kind for helper in helpers_for(LIBRARY, plan, state)]


@given(st.none() | st.sampled_from(PLANS), st.none() | st.sampled_from([*STATES, "XX"]))
def test_somebody_is_always_named_and_nobody_twice(plan: str | None, state: str | None) -> None:
    found = helpers_for(LIBRARY, plan, state)
    assert len(found) >= 2
    assert len({helper.phone or helper.name for helper in found}) == len(found)
    assert all(helper.phone or helper.address for helper in found)
    assert all(helper.source.id in LIBRARY.sources for helper in found)


def test_every_state_has_a_row_and_the_fifty_have_a_department() -> None:
    rows = LIBRARY.contacts.states
    assert set(rows) == set(STATES)
    territories = {"AS", "GU", "MP", "PR", "VI"}
    for kind in ("department", "medicaid"):
        assert {code for code, row in rows.items() if kind not in row} <= territories


@pytest.mark.parametrize(
    ("plan", "state", "first"),
    [
        ("employer_self_funded", "OH", "ebsa"),
        ("employer_insured", "OH", "department"),
        ("marketplace", "NY", "consumer"),
        ("original_medicare", "FL", "ship"),
        ("medicare_advantage", "ME", "ship"),
        ("medicaid_managed_care", "CA", "ombudsman"),
        ("medicaid_fee_for_service", "AL", "medicaid"),
        ("tricare", "TX", "tricare"),
        ("va", "WA", "va_advocate"),
        ("fehb", "MD", "opm"),
        ("none", "IL", "medicaid"),
        (None, "GA", "department"),
    ],
)
def test_the_one_to_ask_first_comes_first(plan: str | None, state: str, first: str) -> None:
    assert kinds(plan, state)[0] == first


def test_the_reviewer_of_the_federal_process_is_named_where_that_process_holds() -> None:
    assert "federal_review" in kinds("marketplace", "TX")
    assert "federal_review" not in kinds("marketplace", "NY")


def test_a_state_without_a_number_says_where_to_look() -> None:
    (found,) = helpers_of(LIBRARY, ["ship"], "GU")
    assert found.address == "https://www.shiphelp.org"
    (named,) = helpers_of(LIBRARY, ["department"], "MP")
    assert named.phone == "866-470-6242"


def test_numbers_are_written_one_way() -> None:
    every = [one for row in LIBRARY.contacts.states.values() for one in row.values()]
    assert all(re.fullmatch(r"[2-9]\d\d-\d{3}-\d{4}", one.phone) for one in every if one.phone)


def test_a_contact_without_a_way_to_reach_it_is_refused() -> None:
    with pytest.raises(ValidationError, match="a contact has a phone or an address"):
        Contact(name="Nobody")


def test_a_kind_that_is_not_declared_is_refused() -> None:
    held = LIBRARY.contacts.model_dump(by_alias=True)
    held["states"]["AL"]["wizard"] = {"name": "A wizard", "phone": "800-555-0100"}
    with pytest.raises(ValidationError, match="there is no kind of helper 'wizard'"):
        Contacts.model_validate(held)
