"""The questionnaire engine, feature by feature, as a person meets it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialogs.forms.flow import FlowError, load_flow, load_flows
from knowledge.base.conditions import SKIPPED, UNKNOWN
from tests.support.person import Person


async def test_a_condition_decides_whether_a_question_is_asked(sample: Person) -> None:
    await sample.say("no")
    assert sample.question == "sample.colour"
    await sample.say("back")
    await sample.say("yes")
    assert sample.question == "sample.born"


async def test_what_is_left_is_honest_when_conditions_change_the_count(sample: Person) -> None:
    assert "2 more after this" in sample.heard
    for answer in ("yes", "1980", "the booklet"):  # each brings one question more
        await sample.say(answer)
        assert "2 more after this" in sample.heard


async def test_a_long_way_is_not_counted_out(chat: Person) -> None:
    await chat.say("/start")
    heard = await chat.say("/coverage")
    assert chat.question == "coverage.who"
    assert "more after this" not in heard and " of 1" not in heard


async def test_back_goes_over_any_number_of_questions_and_keeps_the_answers(sample: Person) -> None:
    for answer in ("yes", "3/4/80", "2", "$40"):
        await sample.say(answer)
    for place in ("price", "colour", "born", "age_known"):
        await sample.press("← Back")
        assert sample.question == f"sample.{place}"
        assert "Your answer so far" in sample.heard
    held = sample.slots
    await sample.say("back")
    assert "first question" in sample.heard
    await sample.press("Keep it")
    assert sample.question == "sample.calls.more"
    assert {k: sample.slots[k] for k in ("born", "colour", "price")} == {
        k: held[k] for k in ("born", "colour", "price")
    }


async def test_skip_and_not_knowing_are_answers_of_their_own(sample: Person) -> None:
    await sample.say("skip")
    assert sample.question == "sample.age_known"
    assert "This one I need" in sample.heard
    await sample.say("I don't know")
    assert sample.slots["age_known"] == UNKNOWN
    assert sample.question == "sample.colour"
    await sample.say("skip")
    assert sample.slots["colour"] == SKIPPED


async def test_why_we_ask_is_told_and_the_question_stays(sample: Person) -> None:
    await sample.press("Why do you ask?")
    assert "To see whether we may ask." in sample.heard
    assert sample.question == "sample.age_known"
    assert "Do you know your age?" in sample.heard


async def test_a_bad_answer_says_what_is_accepted_and_the_second_time_says_it_differently(sample: Person) -> None:
    await sample.say("yes")
    first = await sample.say("bloop")
    second = await sample.say("bloop")
    assert "Try 3/14/2026" in first
    assert "still could not read a date" in second
    assert sample.question == "sample.born"
    assert sample.slots["age_known"] == "yes"


async def test_several_choices_are_ticked_one_by_one_in_the_same_message(sample: Person) -> None:
    await sample.say("no")
    await sample.press("A denial letter")
    assert sample.replies[-1]["replace"] == "77"
    await sample.press("Summary of Benefits and Coverage")
    await sample.press("A denial letter")
    assert [name for name in sample.buttons if name.startswith("☑")] == ["☑ Summary of Benefits and Coverage"]
    assert "colour" not in sample.slots
    await sample.press("Done")
    assert sample.slots["colour"] == ["summary_of_benefits"]


async def test_an_empty_multiple_choice_is_an_answer(sample: Person) -> None:
    await sample.say("no")
    await sample.press("None of these")
    assert sample.slots["colour"] == []


async def to_group(person: Person) -> None:
    await person.say("no")
    await person.say("none")
    assert person.question == "sample.calls.more"


async def test_a_group_takes_entries_that_can_be_added_changed_and_removed(sample: Person) -> None:
    await to_group(sample)
    await sample.press("Add one")
    assert sample.question == "sample.calls.0.who_with"
    await sample.say("Sandra")
    await sample.say("no")
    assert sample.question == "sample.calls.more"
    assert "1. Sandra" in sample.heard
    await sample.press("Add one")
    await sample.say("Bob at the front desk")
    await sample.say("yes")
    assert sample.question == "sample.calls.1.told"
    await sample.say("call again")
    await sample.press("Change no. 1")
    assert sample.question == "sample.calls.0.who_with"
    await sample.say("Alexandra")
    assert "1. Alexandra" in sample.heard
    await sample.press("Remove no. 1")
    assert "Bob" in sample.heard
    assert "Alexandra" not in sample.heard
    await sample.press("That is all")
    assert sample.slots["calls"] == {
        "entries": [{"who_with": "Bob at the front desk", "picked_up": "yes", "told": "call again"}],
        "closed": True,
    }


async def test_words_sent_to_the_menu_of_a_group_begin_an_entry(sample: Person) -> None:
    await to_group(sample)
    await sample.say("I spoke to Sandra from Aetna")
    assert sample.slots["calls"]["entries"] == [{"who_with": "I spoke to Sandra from Aetna"}]
    assert sample.question == "sample.calls.0.picked_up"


async def test_a_group_has_a_limit(sample: Person) -> None:
    await to_group(sample)
    for name in ("Ann", "Bob", "Cy"):
        await sample.press("Add one")
        await sample.say(name)
        await sample.say("no")
    await sample.press("Add one")
    assert "as many as I can keep (3)" in sample.heard
    assert len(sample.slots["calls"]["entries"]) == 3


async def to_review(person: Person) -> None:
    await to_group(person)
    await person.say("no")
    await person.say("tricare")
    assert person.question == "sample.review"


async def test_the_review_shows_what_is_stored_and_any_answer_can_be_changed(sample: Person) -> None:
    await to_review(sample)
    assert "3. Plan: TRICARE" in sample.heard
    await sample.press("Change an answer")
    await sample.press("3. Plan")
    assert sample.question == "sample.kind"
    await sample.say("medicaid managed care")
    assert sample.question == "sample.review"
    assert "Plan: Medicaid health plan (managed care)" in sample.heard


async def test_after_a_change_only_questions_whose_condition_changed_are_asked(sample: Person) -> None:
    await to_review(sample)
    await sample.say("3")
    assert sample.question == "sample.kind"
    await sample.say("va")
    assert sample.question == "sample.note"
    await sample.say("all good")
    assert sample.question == "sample.review"
    await sample.say("change an answer")
    await sample.say("Plan")
    await sample.say("tricare")
    assert sample.question == "sample.review"
    assert "all good" not in sample.heard  # the note no longer applies


async def test_the_end_runs_the_flows_own_action(sample: Person) -> None:
    await to_review(sample)
    await sample.press("Yes, all right")
    assert sample.question is None
    assert "You are welcome." in sample.heard
    assert sample.slots["sample_done"]


async def test_not_knowing_brings_help_once_where_knowledge_has_it(sample: Person) -> None:
    await to_group(sample)
    await sample.say("that is all")
    helped = await sample.say("not sure")
    assert "This is how to tell" in helped
    assert "red, white and blue" in helped
    assert sample.question == "sample.kind"
    await sample.say("still not sure")
    assert sample.slots["kind"] == UNKNOWN


async def test_an_old_keyboard_is_harmless(sample: Person) -> None:
    old = sample.buttons["Yes"]
    await sample.say("no")
    await sample.payload(old)
    assert "older question" in sample.heard
    assert sample.slots["age_known"] == "no"
    assert sample.question == "sample.colour"


async def test_a_button_pressed_twice_is_a_passing_note(sample: Person) -> None:
    pressed = sample.buttons["No"]
    await sample.press("No")
    await sample.payload(pressed)
    assert sample.replies[0]["toast"]
    assert sample.question == "sample.colour"


@pytest.mark.parametrize(
    "payload",
    ["", "x", "a:", "a:gone.slot:yes", "c:sample.colour:explode", "g:nothing", "e:sample.nope", "a:sample.born:1"],
)
async def test_no_button_data_breaks_a_turn(sample: Person, payload: str) -> None:
    await sample.payload(payload)
    assert sample.turn is not None
    assert sample.turn.intent != "fault"
    assert sample.question == "sample.age_known"


BAD = {
    "flow: x\nfinish: f\nask:\n  - {slot: a, type: colour}\n": r"bad\.yaml:4: ask\.0\.type: .*choice",
    "flow: x\nfinish: f\nask:\n  - slot: a\n    type: yes_no\n    when: b is yes\n": r"bad\.yaml:\d+: .*b, which is not asked",
    "flow: x\nfinish: f\nask:\n  - slot: a\n    type: yes_no\n    when: a +\n": r"bad\.yaml:4: ask\.0: .*cannot read",
    "flow: x\nfinish: f\nask:\n  - {slot: a, type: choice, of: colours}\n": r"bad\.yaml:4: ask\.0: .*no list 'colours'",
    "flow: x\nfinish: f\nask:\n  - {slot: a, type: text}\n  - {slot: a, type: text}\n": r"bad\.yaml:\d+: .*stands twice",
    "flow: x\nfinish: f\nask: [\n": r"bad\.yaml:\d+: not YAML",
    "flow: x\nask:\n  - {slot: a, type: text}\n": r"bad\.yaml:1: finish: Field required",
    "flow: x\nfinish: f\nask:\n  - {slot: a, type: text, skipp: x}\n": r"bad\.yaml:4: ask\.0\.skipp",
    "flow: x\nfinish: f\nask:\n  - group: g\n    ask:\n      - {slot: a, type: text}\n      - {slot: b, kind: text}\n": r"bad\.yaml:7: ask\.0\.ask\.1\.(kind|type)",
}


@pytest.mark.parametrize(("text", "complaint"), BAD.items(), ids=range(len(BAD)))
def test_a_flow_file_that_does_not_fit_is_refused_by_file_line_and_field(
    tmp_path: Path, text: str, complaint: str
) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(text)
    with pytest.raises(FlowError, match=complaint):
        load_flow(path)


def test_the_shipped_flows_load() -> None:
    questionnaires = {"coverage", "condition", "denial", "happened", "history", "letterhead", "notice", "preauth"}
    money = {"cost", "pay", "assist", "trials"}
    assert set(load_flows()) == {*questionnaires, *money, "argue", "note", "paper", "revise", "settings"}
