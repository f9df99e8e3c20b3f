"""The whole conversation: coverage, interruptions, absence, crisis, a person's own data."""

from __future__ import annotations

import json

import pytest

from tests.support.person import Person

SENTENCE = "We do not pay for services that are experimental or investigational."


async def begin(chat: Person, *answers: str) -> None:
    await chat.say("/start")
    await chat.say("/coverage")
    for answer in answers:
        await chat.say(answer)


UP_TO_CLAUSES = ("me", "california", "marketplace", "crps", "iv", "pain doctor", "none")


async def test_a_new_person_gets_the_notice_first(chat: Person) -> None:
    heard = await chat.say("/start")
    for part in ("not a doctor or a lawyer", "not end-to-end encrypted", "/forget"):
        assert part in heard


async def test_a_new_person_who_does_not_say_start_gets_the_notice_and_an_answer(chat: Person) -> None:
    heard = await chat.say("what is prior authorization?")
    assert "not a doctor or a lawyer" in heard
    assert "the plan must say yes before" in heard


async def test_the_whole_questionnaire_by_typing_ends_with_a_summary(chat: Person) -> None:
    await begin(chat, *UP_TO_CLAUSES)
    assert chat.question == "coverage.clause_named_exclusion"
    await chat.say("no")
    heard = await chat.say(SENTENCE)
    assert "I kept these words. Experimental:" in heard
    assert "Source:" in heard
    for answer in ("idk", "no", "yes", "yep", "no", "nope", "n", "skip", "yes"):
        await chat.say(answer)
    assert chat.question == "coverage.quotes.more"
    await chat.say("that is all")
    assert chat.question == "coverage.review"
    heard = await chat.say("yes")
    assert chat.question is None
    obstacles = heard.split("The one next thing")[0]
    assert obstacles.index("Experimental") < obstacles.index("Step therapy") < obstacles.index("Medical necessity")
    assert f'Your papers say: "{SENTENCE}"' in heard
    assert "Get the insurer's medical policy" in heard
    assert "Still unknown:\n• Investigational\n• Clinical trials" in heard


async def test_the_whole_questionnaire_by_buttons(chat: Person) -> None:
    await begin(chat)
    await chat.press("I help someone else")
    await chat.say("NY")
    assert "does the patient have" in chat.heard
    for title in ("Medicare Advantage", "Fibromyalgia", "Esketamine nasal spray (Spravato)", "Another doctor"):
        await chat.press(title)
    await chat.press("A denial letter")
    await chat.press("Done")
    assert chat.question == "coverage.denial_date"
    await chat.say("last Tuesday")
    for _ in range(11):
        await chat.press("No")
    await chat.press("That is all")
    await chat.press("Yes, all right")
    assert "You named no clause" in chat.heard
    assert "Tell me about the denial" in chat.heard
    assert chat.slots["denial_date"] == "2026-11-17"


async def test_a_nasal_spray_is_said_to_be_a_different_road(chat: Person) -> None:
    await begin(chat, "me", "tx", "tricare", "crps")
    heard = await chat.say("spravato")
    assert "not for pain" in heard
    assert chat.question == "coverage.requested_by"


async def test_coverage_shows_the_summary_again_and_an_answer_can_be_changed(chat: Person) -> None:
    await begin(chat, "me", "tx", "uninsured", "crps", "iv", "nobody", "yes")
    assert "nothing to appeal" in chat.heard
    heard = await chat.say("/coverage")
    assert "nothing to appeal" in heard
    await chat.press("Change an answer")
    await chat.press("3. Kind of plan")
    await chat.say("medicaid from the state")
    assert chat.question == "coverage.papers"
    assert "of these papers" in await chat.say("continue")


async def test_a_question_in_the_middle_returns_to_the_same_step(chat: Person) -> None:
    await begin(chat, "me", "ca")
    asked = chat.question
    heard = await chat.say("what is an IRO?")
    assert "Independent Review Organization" in heard
    assert "What kind of plan do you have?" in heard
    assert chat.question == asked


async def test_a_question_without_an_answer_offers_the_nearest_topics(chat: Person) -> None:
    await begin(chat, "me", "ca")
    heard = await chat.say("what is the capital of France?")
    assert "do not want to guess" in heard
    assert chat.question == "coverage.plan_kind"


@pytest.mark.parametrize("command", ["/help", "/settings", "/export", "/coverage", "/start", "/nonsense"])
async def test_a_command_in_the_middle_keeps_the_place(chat: Person, command: str) -> None:
    await begin(chat, "me", "ca")
    await chat.say(command)
    assert chat.question == "coverage.plan_kind"
    await chat.say("tricare")
    assert chat.slots["plan_kind"] == "tricare"


@pytest.mark.parametrize("kind", ["file", "voice", "sticker", "contact", "edited"])
async def test_what_is_not_words_gets_a_fitting_reply_and_the_question_again(chat: Person, kind: str) -> None:
    await begin(chat, "me", "ca")
    heard = await chat.send(kind)
    assert chat.question == "coverage.plan_kind"
    assert "What kind of plan" in heard
    assert len(heard.split("\n\n")) >= 2


@pytest.mark.parametrize(
    "before", [(), ("me",), UP_TO_CLAUSES, (*UP_TO_CLAUSES, *["no"] * 11), ("me", "/cancel"), ("me", "/forget")]
)
async def test_words_of_crisis_bring_help_at_once_in_every_state(chat: Person, before: tuple[str, ...]) -> None:
    await begin(chat, *before)
    place = chat.question
    heard = await chat.say("honestly I want to die")
    assert heard.startswith("I am glad you told me")
    assert "988" in heard
    assert len(chat.replies) == 1
    assert chat.question == place


async def test_a_crisis_is_answered_in_spanish_and_before_any_greeting(chat: Person) -> None:
    heard = await chat.say("quiero morir")
    assert heard.startswith("Gracias por decírmelo")
    assert "AYUDA" in heard


async def test_an_emergency_is_sent_to_911(chat: Person) -> None:
    await begin(chat, "me")
    heard = await chat.say("my chest hurts bad right now")
    assert "Call 911 now" in heard
    await chat.press("Continue when ready")
    assert chat.question == "coverage.state"
    assert "Which state" in chat.heard


async def test_distress_is_asked_about_gently_and_the_question_stays(chat: Person) -> None:
    await begin(chat, "me")
    heard = await chat.say("this pain is killing me")
    assert "Are you safe right now?" in heard
    assert chat.question == "coverage.state"


async def test_the_program_is_killed_and_they_come_back_weeks_later_on_the_same_step(chat: Person) -> None:
    await begin(chat, "me", "ca")
    chat.away(42)
    await chat.restart()
    heard = await chat.say("hi")
    assert "Welcome back. You had answered 2 of" in heard
    assert "What kind of plan do you have?" in heard
    assert chat.question == "coverage.plan_kind"


async def test_an_answer_after_weeks_counts_and_the_person_is_greeted(chat: Person) -> None:
    await begin(chat, "me", "ca")
    chat.away(42)
    heard = await chat.say("tricare")
    assert "Welcome back" in heard
    assert chat.slots["plan_kind"] == "tricare"


async def test_stop_keeps_everything_and_continue_goes_on(chat: Person) -> None:
    await begin(chat, "me", "ca")
    heard = await chat.say("stop")
    assert "2 answers are saved" in heard
    assert chat.question is None
    chat.away(40)
    await chat.say("hello")
    assert chat.question == "coverage.plan_kind"


async def test_cancel_asks_before_it_throws_anything_away(chat: Person) -> None:
    await begin(chat, "me", "ca")
    await chat.say("/cancel")
    assert chat.slots["state"] == "CA"
    await chat.say("no")
    assert chat.question == "coverage.plan_kind"
    await chat.say("/cancel")
    await chat.press("Yes, throw them away")
    assert "state" not in chat.slots
    assert chat.question is None


async def test_an_old_confirmation_does_not_destroy(chat: Person) -> None:
    await begin(chat, "me", "ca")
    await chat.say("/forget")
    old = chat.buttons["Yes, destroy it all"]
    await chat.say("tricare")
    await chat.payload(old)
    assert chat.slots["state"] == "CA"


async def test_export_is_one_readable_file_with_every_answer(chat: Person) -> None:
    await begin(chat, "me", "ca", "marketplace")
    await chat.say("/export")
    attachment = next(reply["attachment"] for reply in chat.replies if "attachment" in reply)
    content = json.loads(attachment["text"])
    assert {"question": "State", "answer": "California"} in content["answers"]["coverage"]
    assert content["stored"]["plan_kind"] == "marketplace"


async def test_forget_asks_once_and_then_all_is_gone(chat: Person) -> None:
    await begin(chat, "me", "ca")
    heard = await chat.say("/forget")
    assert "cannot be undone" in heard
    heard = await chat.say("yes")
    assert "I deleted all" in heard
    heard = await chat.say("/start")
    assert "not a doctor or a lawyer" in heard
    assert set(chat.slots) == {"met", "last_seen", "offered", "notice_seen"}


async def test_the_same_delivery_is_answered_once(chat: Person) -> None:
    await begin(chat, "me")
    before = chat.slots
    chat._count -= 1  # the channel delivers the last update again
    heard = await chat.say("texas")
    assert chat.turn is not None
    assert chat.turn.duplicate
    assert heard == ""
    await chat.say("texas")
    assert chat.slots["state"] == "TX"
    assert before["who"] == chat.slots["who"]


async def test_a_fault_of_the_program_loses_nothing(chat: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    await begin(chat, "me", "ca")
    monkeypatch.setattr("dialogs.forms.moves.read_choice", lambda *_: 1 / 0)
    heard = await chat.say("tricare")
    assert "went wrong on my side" in heard
    monkeypatch.undo()
    await chat.say("tricare")
    assert chat.slots["plan_kind"] == "tricare"
    assert chat.slots["state"] == "CA"


async def test_logs_never_hold_a_persons_words(chat: Person, capsys: pytest.CaptureFixture[str]) -> None:
    await begin(chat, "me", "ca", "tricare", "zanzibar syndrome")
    await chat.say("why did Dr. Ventimiglia say no?")
    written = capsys.readouterr()
    assert "turn" in written.out + written.err
    for word in ("zanzibar", "Ventimiglia", "tricare"):
        assert word not in written.out + written.err


async def test_the_words_of_a_button_that_was_shown_may_be_typed(chat: Person) -> None:
    await chat.say("/start")
    await chat.say("what is an external review?")
    heard = await chat.say("is an external review binding?")
    assert "must" in heard or "bind" in heard
    await chat.say("continue")
    await chat.say("/coverage")
    assert chat.question == "coverage.who"


async def test_yes_presses_the_only_button(chat: Person) -> None:
    await begin(chat, "me", "/pause")
    await chat.say("yes")
    assert chat.question == "coverage.state"


async def test_more_is_said_on_demand(chat: Person) -> None:
    await chat.say("/start")
    short = await chat.say("does insurance pay for ketamine?")
    longer = await chat.say("tell me more")
    assert "MP-446" in longer
    assert "MP-446" not in short.split("Source:")[0]


async def test_an_answer_uses_what_is_known_of_the_case(chat: Person) -> None:
    await chat.say("/start")
    assert "It depends on the kind of plan" in await chat.say("how long do I have to appeal?")
    for words in ("/coverage", "yes", "me", "texas", "marketplace"):
        await chat.say(words)
    told = await chat.say("how long do I have to appeal?")
    assert "180 days" in told
    assert "Medicare" not in told


@pytest.mark.parametrize("question", ["how much ketamine should I take?", "will I win?", "should I sue them?"])
async def test_what_we_decline_is_declined_kindly_and_offers_something(chat: Person, question: str) -> None:
    await chat.say("/start")
    heard = await chat.say(question)
    assert "I can" in heard
    assert "Source:" not in heard
    assert any(payload.startswith("g:question:") for payload in chat.buttons.values())
