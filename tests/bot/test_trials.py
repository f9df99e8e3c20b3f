"""The search for trials: against a registry over real HTTP, with paging, faults and slowness; and as a person sees it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.jobs import errands, trials
from bot.jobs.trials import NotFound, Registry, searched
from bot.settings import Settings
from knowledge.library import shipped
from knowledge.money.trials import Study, fitting, miles, search_link, studies, takes
from tests.support.person import Person
from tests.support.registry import STUDIES, registry

LIBRARY = shipped()
FOUND = studies({"studies": STUDIES})


def ids(found: list[Any]) -> list[str]:
    return [one.study.id[-1] for one in found]


def by_id(number: str) -> Study:
    return next(one for one in FOUND if one.id.endswith(number))


def test_what_a_study_says_is_read() -> None:
    study = by_id("1")
    assert (study.least_age, study.most_age, study.sex, study.healthy) == (18, 75, "ALL", False)
    assert study.include[0] == "Complex regional pain syndrome by the Budapest criteria"
    assert study.exclude == ("Pregnancy", "Blood pressure that is not under control")
    assert study.contacts == ("Pat Example, 555-0100, pat@example.org",)
    assert by_id("3").least_age == 0.5


def test_what_has_no_number_of_the_registry_is_no_study() -> None:
    assert len(FOUND) == len(STUDIES) - 1


@pytest.mark.parametrize(
    ("state", "age", "sex", "expected"),
    [
        ("OH", 48, "female", ["1", "2"]),  # Cleveland before Boston, which is nearer than Palo Alto
        ("OH", 48, "male", ["1", "7"]),
        ("OH", 12, None, ["3"]),
        ("OH", 17, None, ["3"]),
        ("OH", 76, "female", ["2"]),
        ("CA", 48, "female", ["2", "1"]),
        (
            "OH",
            None,
            None,
            ["1", "7", "3", "2"],
        ),  # a site without a point counts by its state, after those whose distance is known
    ],
)
def test_only_trials_that_may_take_a_person_and_the_nearest_first(
    state: str, age: int | None, sex: str | None, expected: list[str]
) -> None:
    assert ids(fitting(FOUND, LIBRARY, state=state, age=age, sex=sex)) == expected


def test_the_nearest_site_is_named_with_its_distance() -> None:
    nearest = fitting(FOUND, LIBRARY, state="NY", age=40, sex="female")
    two = next(one for one in nearest if one.study.id.endswith("2"))
    assert two.site is not None
    assert two.site.city == "Boston"
    assert two.miles is not None
    assert 150 < two.miles < 250
    assert two.near


def test_far_trials_are_shown_as_far() -> None:
    found = fitting(FOUND, LIBRARY, state="HI", age=40, sex="female")
    assert found
    assert not any(one.near for one in found)


def test_distance_is_that_of_the_globe() -> None:
    assert miles((40.7128, -74.006), (34.0522, -118.2437)) == pytest.approx(2446, abs=5)  # New York, Los Angeles
    assert miles((0, 0), (0, 180)) == pytest.approx(3.141592 * 3958.8, rel=1e-4)


@given(
    st.recursive(
        st.none() | st.booleans() | st.text(max_size=9) | st.floats() | st.integers(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "protocolSection",
                        "identificationModule",
                        "nctId",
                        "contactsLocationsModule",
                        "locations",
                        "geoPoint",
                        "lat",
                        "lon",
                        "country",
                        "eligibilityModule",
                        "minimumAge",
                        "studies",
                    ]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=20,
    )
)
def test_no_answer_however_odd_breaks_the_reading(raw: Any) -> None:
    named = {"protocolSection": {"identificationModule": {"nctId": "NCT00000001"}, "contactsLocationsModule": raw}}
    fitting(studies({"studies": [raw, named]}), LIBRARY, state="OH", age=40, sex=None)


def test_an_age_is_whole_years() -> None:
    child = by_id("3")
    assert takes(child, 17, None)
    assert not takes(child, 18, None)
    assert not takes(by_id("1"), 17, None)
    assert takes(by_id("1"), 18, None)


def client(address: str, **more: Any) -> Registry:
    return Registry(address, pause=0.0, **more)


async def test_all_pages_are_followed_and_nothing_a_person_told_goes_out() -> None:
    slots = {"diagnosis": "crps", "state": "OH", "age": "48", "sex": "female", "name": "Ada", "history_text": "secret"}
    with registry(page=3) as fake:
        told = await searched(slots, client(fake.address), LIBRARY)
    assert told["count"] == 2
    assert [one["id"] for one in told["trials"]] == ["NCT90000001", "NCT90000002"]
    assert [one.get("pageToken") for one in fake.asked] == [None, "3", "6"]
    sent = json.dumps(fake.asked)
    assert not any(word in sent for word in ("OH", "Ohio", "48", "female", "Ada", "secret"))
    assert fake.asked[0]["query.cond"] == "complex regional pain syndrome"
    assert fake.asked[0]["filter.overallStatus"] == "RECRUITING"


async def test_an_endless_registry_is_left_after_some_pages() -> None:
    with registry(STUDIES[:1] * 50, page=1) as fake:
        await client(fake.address).search("x", "ketamine")
    assert len(fake.asked) == trials.MOST_PAGES


async def test_an_answer_is_kept_for_a_day() -> None:
    now = [0.0]
    with registry(page=99) as fake:
        search = client(fake.address, clock=lambda: now[0])
        await search.search("x", "ketamine")
        now[0] += trials.KEPT_SECONDS - 1
        await search.search("x", "ketamine")
        assert len(fake.asked) == 1
        now[0] += 2
        fake.faults.extend([500] * 3)
        assert len(await search.search("x", "ketamine")) == len(FOUND)  # an old answer is better than none
        assert len(fake.asked) == 4
        await search.search("y", "ketamine")
        assert len(fake.asked) == 5


@pytest.mark.parametrize("faults", [[429], [503, 500], [502]])
async def test_what_may_pass_is_tried_again(faults: list[int]) -> None:
    with registry(page=99) as fake:
        fake.faults.extend(faults)
        assert len(await client(fake.address).search("x", "ketamine")) == len(FOUND)
        assert len(fake.asked) == len(faults) + 1


@pytest.mark.parametrize(
    ("faults", "problem", "asked"),
    [
        ([400], "fault", 1),
        ([403], "fault", 1),
        ([429] * 3, "busy", 3),
        ([500] * 3, "fault", 3),
        ([b"<html>"], "fault", 1),
        ([b"[1, 2]"], "fault", 1),
        ([b'{"studies": "none"}'], "fault", 1),
        ([b'{"studies": [], "x": "' + b"y" * (trials.MOST_BYTES + 1) + b'"}'], "fault", 1),
        ([0.6] * 3, "slow", 3),
    ],
)
async def test_what_does_not_pass_is_said(faults: list[Any], problem: str, asked: int) -> None:
    with registry(page=99) as fake:
        fake.faults.extend(faults)
        with pytest.raises(NotFound) as told:
            await client(fake.address, seconds=0.2).search("x", "ketamine")
    assert told.value.problem == problem
    assert len(fake.asked) == asked


async def test_a_slow_registry_is_left_when_the_time_for_all_of_it_is_over() -> None:
    with registry(page=1) as fake:
        fake.faults.extend([0.3] * 9)
        with pytest.raises(NotFound, match="slow"):
            await client(fake.address, all_seconds=0.5).search("x", "ketamine")


async def test_nobody_there_is_a_fault() -> None:
    with pytest.raises(NotFound, match="fault"):
        await client("http://127.0.0.1:9/api/v2").search("x", "ketamine")


def test_the_link_for_a_person_has_what_to_search_for() -> None:
    link = search_link("fibromyalgia", LIBRARY, "TX")
    assert link.startswith("https://clinicaltrials.gov/search?cond=fibromyalgia&intr=ketamine")
    assert "Texas" in link


def test_the_search_is_off_unless_the_operator_turns_it_on() -> None:
    assert errands.registry_of(Settings()) is None
    assert errands.registry_of(Settings(trials=True)) is not None


async def asked_for(chat: Person, search: Registry | None) -> str:
    await chat.say("/coverage")
    for answer in ("me", "ohio", "marketplace", "crps", "stop"):
        await chat.say(answer)
    await chat.say("/money")
    await chat.press("Clinical trials")
    for answer in ("48", "female"):
        await chat.say(answer)
    said = await chat.say("yes")
    assert "https://clinicaltrials.gov/search?cond=complex" in said
    assert 'condition "complex regional pain syndrome", treatment "ketamine"' in said
    (one,) = [due for due in await chat.manager.store.due(chat.now, 20) if errands.asks(due)]
    return await chat.external(one.name, await errands.found(chat.manager.store, one, search))


async def test_without_the_search_a_person_gets_the_link_and_the_words_to_type(chat: Person) -> None:
    assert await asked_for(chat, None) == ""


async def test_with_the_search_a_person_gets_the_nearest_trials(chat: Person) -> None:
    with registry() as fake:
        told = await asked_for(chat, client(fake.address))
    assert "lists 2 trials that may take you" in told
    assert "Made-up study of ketamine infusions in CRPS, Cleveland (NCT90000001)" in told
    assert "Who: ages 18 to 75, women and men" in told
    assert "It does not take, in its own words: Pregnancy; Blood pressure" in told
    assert "Contact: Pat Example, 555-0100" in told
    assert told.index("NCT90000001") < told.index("NCT90000002")
    assert "Only the staff can say if you fit" in told


async def test_a_search_that_fails_is_said_and_the_link_stays(chat: Person) -> None:
    with registry() as fake:
        fake.faults.extend([500] * 3)
        assert "The link above leads to the same list" in await asked_for(chat, client(fake.address))


async def test_no_trial_is_said(chat: Person) -> None:
    with registry([]) as fake:
        assert "lists no trial" in await asked_for(chat, client(fake.address))


def test_the_command_searches_where_the_operator_allows_it(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text("diagnosis: crps\nstate: OH\nage: '48'\nsex: female\n")
    command = [
        str(Path(sys.executable).parent / "navigator"),
        "trials",
        "--case",
        str(tmp_path / "case.yaml"),
        "--json",
    ]
    with registry() as fake:
        on = {**os.environ, "NAVIGATOR_TRIALS": "1", "NAVIGATOR_TRIALS_API": fake.address}
        told = json.loads(subprocess.run(command, env=on, capture_output=True, text=True, check=True).stdout)
        off = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        assert len(fake.asked) == 3
    assert [one["id"] for one in told["trials"]] == ["NCT90000001", "NCT90000002"]
    assert set(off) == {"link"}
