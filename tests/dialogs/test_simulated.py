"""Two hundred people tell their case: it ends equal to their facts, with the right date said and the letter made."""

from __future__ import annotations

import statistics

import pytest

from dialogs.case import histories, matters
from dialogs.speaking.words import words_in
from dialogs.turn.manager import Dialog
from dialogs.wording.deadlines import spoken
from knowledge.law.deadlines import Facts, at_stage
from knowledge.library import shipped
from tests.support.simulated import TEMPERS, TODAY, Simulated

EACH = 40
MOST_UNTIL_DATE, MOST_UNTIL_LETTER = 4, 12


def last_day(person: Simulated) -> str:
    """The right last day, worked out from the facts apart from any conversation."""
    facts = person.facts
    told = Facts(TODAY, notice_date=facts.notice, received=facts.received, urgent=facts.urgent)
    limit = at_stage(facts.plan, "appeal", told, shipped().rulebook)
    assert limit.legal_date is not None
    return spoken(limit.legal_date, words_in("en"))


async def played(dialog: Dialog, temper: str, seed: int) -> Simulated:
    person = Simulated(dialog, seed, temper)
    await person.play(last_day(person))
    return person


@pytest.mark.parametrize("temper", TEMPERS)
async def test_the_case_ends_as_it_is_and_the_letter_is_made(dialog: Dialog, temper: str) -> None:
    people = [await played(dialog, temper, 1000 * TEMPERS.index(temper) + number) for number in range(EACH)]
    for person in people:
        story = "\n".join(f"> {said}\n{heard}" for said, heard in zip(person.said, person.heard, strict=True))
        facts, slots = person.facts, person.case.slots
        row = matters.stored(slots)[-1]["happened"][-1]
        held = row["facts"]
        assert slots.get("plan_kind") == facts.plan, story
        assert slots.get("diagnosis") == facts.diagnosis, story
        assert row["event"] == "denied", story
        assert held.get("denial_kinds") == [facts.reason], story
        assert held.get("notice_date") == facts.notice.isoformat(), story
        assert held.get("received_on") == facts.received.isoformat(), story
        assert len(histories.tried(slots, shipped())) == (2 if facts.tried in person.said else 0), story
        assert person.until_date is not None, story
        assert person.until_letter is not None, story
    dates, letters = ([getattr(one, name) for one in people] for name in ("until_date", "until_letter"))
    print(
        f"{temper}: date {statistics.median(dates)} (most {max(dates)}), letter {statistics.median(letters)} (most {max(letters)})"
    )
    assert max(dates) <= MOST_UNTIL_DATE + (1 if temper in ("correcting", "interrupting") else 0)
    assert max(letters) <= MOST_UNTIL_LETTER
