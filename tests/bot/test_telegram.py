"""Telegram, over HTTP against a Bot API stand-in that refuses what the Bot API refuses."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sqlite3
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.channels.intake import poll
from bot.channels.telegram import describe, gateway_of
from bot.service import application_for
from bot.settings import Settings
from dialogs.forms.policy import rules
from dialogs.memory.store import Store
from dialogs.turn.manager import Dialog
from tests.support.bot_api import TOKEN, BotApi, Wrong

ANN, BEN = 11, 22


@pytest.fixture
def api() -> Iterator[BotApi]:
    server = BotApi().start()
    yield server
    server.stop()


def settings_for(api: BotApi, tmp_path: Path) -> Settings:
    return Settings(
        TELEGRAM_BOT_TOKEN=TOKEN, telegram_api=api.url, DATABASE_URL=f"sqlite:///{tmp_path / 'bot.db'}", _env_file=None
    )


@pytest.fixture
async def bot(api: BotApi, tmp_path: Path) -> AsyncIterator[BotApi]:
    """The real application, polling the stand-in."""
    async with running(api, tmp_path):
        yield api


@contextlib.asynccontextmanager
async def running(api: BotApi, tmp_path: Path) -> AsyncIterator[None]:
    settings = settings_for(api, tmp_path)
    store = Store(settings.store_url, None, settings.operator_key_file)
    application = application_for(settings, store)
    await application.initialize()
    gateway = gateway_of(application)
    gateway.bot = application.bot
    await describe(application.bot)
    stop = asyncio.Event()
    api.busy = lambda: gateway.under_way > 0 or not (gateway.intake and gateway.intake.idle)
    tasks = [asyncio.create_task(poll(application, stop)), asyncio.create_task(gateway.deliverer.run())]
    yield
    stop.set()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await application.shutdown()
    await store.close()


async def say(api: BotApi, text: str, chat: int = ANN) -> str:
    api.say(chat, text)
    return await api.settled(chat)


async def press(api: BotApi, title: str, chat: int = ANN) -> str:
    api.press(chat, title)
    return await api.settled(chat)


async def test_the_menu_and_the_descriptions_are_set_at_the_start(bot: BotApi) -> None:
    commands = next(json.loads(fields["commands"]) for name, fields in bot.calls if name == "setMyCommands")
    assert [c["command"] for c in commands] == [r.intent for r in rules().rules if r.menu]
    assert {"setMyDescription", "setMyShortDescription"} <= {name for name, _ in bot.calls}


async def test_the_chosen_answer_stands_in_the_message_and_its_keyboard_goes(bot: BotApi) -> None:
    await say(bot, "/start")
    await say(bot, "/coverage")
    await press(bot, "I am the patient")
    asked = next(m for m in bot.messages[ANN] if "Who is asking?" in m.text)
    assert asked.text.endswith("→ I am the patient")
    assert asked.buttons == {}
    assert "Which state" in bot.messages[ANN][-1].text
    assert len(bot.toasts) == 1


async def test_ticks_change_the_message_in_place(bot: BotApi) -> None:
    await say(bot, "/start")
    await say(bot, "/coverage")
    for text in ("me", "ca", "va", "crps", "iv", "clinic"):
        await say(bot, text)
    count = len(bot.messages[ANN])
    await press(bot, "A denial letter")
    assert len(bot.messages[ANN]) == count
    assert "☑ A denial letter" in bot.messages[ANN][-1].buttons
    await press(bot, "Done")
    done = bot.messages[ANN][count - 1]
    assert done.text.endswith("→ A denial letter")


async def test_what_a_person_writes_cannot_break_the_markup(bot: BotApi) -> None:
    await say(bot, "/start")
    await say(bot, "/coverage")
    for text in ("me", "ca", "va"):
        await say(bot, text)
    heard = await say(bot, "<b>pain & <script>")
    assert "Diagnosis: <b>pain & <script>" in heard


async def test_a_long_reply_is_cut_between_paragraphs_and_nothing_is_lost(bot: BotApi) -> None:
    await say(bot, "/start")
    await say(bot, "/coverage")
    for text in ("me", "ca", "va", "x" * 3900 + " pain", "iv", "clinic", "none", *["no"] * 11):
        await say(bot, text)
    for _ in range(3):
        await press(bot, "Add one")
        await say(bot, "we do not pay for " + "very " * 700 + "new care")
        await say(bot, "skip")
    await press(bot, "That is all")
    assert all(len(text) <= 4096 for text in bot.texts(ANN))
    assert "Is this right?" in bot.messages[ANN][-1].text
    assert bot.messages[ANN][-1].buttons


async def test_people_do_not_see_each_other(bot: BotApi) -> None:
    await say(bot, "/start")
    await say(bot, "/start", BEN)
    await say(bot, "/coverage", BEN)
    await say(bot, "me", BEN)
    assert "Which state" in bot.texts(BEN)[-1]
    assert "Which state" not in "".join(bot.texts(ANN))


async def test_a_group_is_told_and_leaves_no_data(bot: BotApi, tmp_path: Path) -> None:
    bot.say(-5, "/start")
    await bot.settled(-5)
    assert "private chats" in bot.texts(-5)[0]
    bot.say(-5, "my secret pain")
    await bot.settled(-5)
    assert len(bot.texts(-5)) == 1
    with sqlite3.connect(tmp_path / "bot.db") as db:
        assert db.execute("SELECT count(*) FROM people").fetchone() == (0,)


PHOTO = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
FILE = {"file_id": "a", "file_unique_id": "b"}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"photo": PHOTO}, "could not fetch"),
        ({"document": FILE}, "could not fetch"),
        ({"voice": {**FILE, "duration": 3}}, "voice notes"),
        (
            {
                "sticker": {
                    **FILE,
                    "width": 1,
                    "height": 1,
                    "is_animated": False,
                    "is_video": False,
                    "type": "regular",
                }
            },
            "only read words",
        ),
        ({"contact": {"phone_number": "1", "first_name": "Zoe"}}, "other people's data"),
        ({"location": {"latitude": 1.0, "longitude": 1.0}}, "your location"),
        ({"dice": {"emoji": "🎲", "value": 3}}, "only read words"),
        ({"photo": PHOTO, "caption": "I want to die"}, "988"),
    ],
)
async def test_what_is_not_text_gets_a_fitting_reply(bot: BotApi, content: dict[str, object], expected: str) -> None:
    await say(bot, "/start")
    bot.send(ANN, **content)
    assert expected in await bot.settled(ANN)


async def test_an_edited_message_is_noticed(bot: BotApi) -> None:
    await say(bot, "/start")
    bot.raw({"edited_message": {**bot._message(ANN), "edit_date": 1795528800, "text": "changed"}})
    assert "edited an older message" in await bot.settled(ANN)


async def test_a_person_who_blocks_us_is_recorded(bot: BotApi, tmp_path: Path) -> None:
    await say(bot, "/start")
    member = {"user": {"id": 123456, "is_bot": True, "first_name": "N"}}
    change = {
        "chat": {"id": ANN, "type": "private", "first_name": "Ann"},
        "from": {"id": ANN, "is_bot": False, "first_name": "Ann"},
        "date": 1795528800,
        "old_chat_member": {**member, "status": "member"},
        "new_chat_member": {**member, "status": "kicked", "until_date": 0},
    }
    bot.raw({"my_chat_member": change})
    await bot.settled(ANN)
    with sqlite3.connect(tmp_path / "bot.db") as db:
        assert db.execute("SELECT blocked IS NOT NULL FROM people").fetchone() == (1,)


async def test_a_chat_that_turns_out_closed_is_recorded_and_its_replies_dropped(bot: BotApi, tmp_path: Path) -> None:
    await say(bot, "/start")
    bot.blocked.add(ANN)
    await say(bot, "/help")
    with sqlite3.connect(tmp_path / "bot.db") as db:
        assert db.execute("SELECT blocked IS NOT NULL FROM people").fetchone() == (1,)
        assert db.execute("SELECT count(*) FROM outbox").fetchone() == (0,)


@pytest.mark.parametrize(
    "fault",
    [
        Wrong(429, "Too Many Requests: retry after 1", retry_after=1),
        Wrong(502, "Bad Gateway"),
        Wrong(500, "Internal Server Error"),
    ],
    ids=lambda w: str(w.code),
)
async def test_a_reply_that_telegram_does_not_take_comes_later_and_in_order(bot: BotApi, fault: Wrong) -> None:
    bot.faults.extend([fault] * 2)
    bot.say(ANN, "/start")
    bot.say(ANN, "/documents")
    for _ in range(120):
        await asyncio.sleep(0.1)
        if len(bot.texts(ANN)) == 2:
            break
    first, second = bot.texts(ANN)
    assert first.startswith("I am Infusion Navigator") and second.startswith("You have not sent")


async def test_a_reply_that_telegram_refuses_for_good_does_not_block_the_chat(bot: BotApi) -> None:
    bot.faults.extend([Wrong(400, "Bad Request: strange")] * 6)
    bot.say(ANN, "/start")
    bot.say(ANN, "/documents")
    for _ in range(250):
        await asyncio.sleep(0.1)
        if bot.texts(ANN):
            break
    assert bot.texts(ANN)[0].startswith("You have not sent")


async def test_what_a_crash_left_unsent_goes_out_on_the_next_start(api: BotApi, tmp_path: Path, dialog: Dialog) -> None:
    import datetime as dt

    from dialogs.speaking.messages import Incoming
    from dialogs.turn.manager import DialogManager

    settings = settings_for(api, tmp_path)
    store = Store(settings.store_url, None, settings.operator_key_file)
    now = dt.datetime.now(dt.UTC)
    for update, text in (("1", "/start"), ("2", "/documents")):
        await DialogManager(store, dialog).handle(Incoming("telegram", str(ANN), update, now, "text", text))
    await store.close()
    async with running(api, tmp_path):
        for _ in range(50):
            await asyncio.sleep(0.1)
            if len(api.texts(ANN)) == 2:
                break
    assert len(api.texts(ANN)) == 2


async def test_export_arrives_as_a_file(bot: BotApi) -> None:
    await say(bot, "/start")
    await say(bot, "/coverage")
    await say(bot, "me")
    await say(bot, "/export")
    sent = next(m for m in bot.messages[ANN] if m.document)
    assert json.loads(sent.document or b"")["stored"]["who"] == "patient"


async def test_a_paper_arrives_as_a_word_file_and_the_match_as_a_picture(bot: BotApi) -> None:
    for text in ("/start", "/history", "gabapentin 2019 <6> months & no help", "no", "all", "yes"):
        await say(bot, text)
    assert any((sent.document or b"").startswith(b"\x89PNG") for sent in bot.messages[ANN])
    await say(bot, "/letters")
    await press(bot, "Treatment history")
    await press(bot, "Word (to edit)")
    sent = next(m for m in reversed(bot.messages[ANN]) if m.document)
    assert (sent.document or b"").startswith(b"PK")


async def test_a_pressed_button_leaves_what_is_bold_bold_and_what_is_folded_folded(bot: BotApi) -> None:
    await say(bot, "they denied my ketamine, self funded job plan, letter dated November 3, came November 6")
    old = bot.messages[ANN][-1]
    before = {entity["type"] for entity in old.entities}
    await press(bot, "Something is wrong")
    assert before == {"bold", "expandable_blockquote"}
    assert "→ Something is wrong" in old.text
    assert {entity["type"] for entity in old.entities} == before


async def test_a_spinner_stops_also_when_the_button_is_stale(bot: BotApi) -> None:
    await say(bot, "/start")
    await say(bot, "/coverage")
    old = bot.messages[ANN][-1]
    data = old.buttons["I am the patient"]
    await say(bot, "I help someone else")
    bot.press_data(ANN, old, data)
    heard = await bot.settled(ANN)
    assert "older question" in heard
    assert bot.toasts[-1] is None


async def tell_denial(api: BotApi) -> None:
    for text in ("/start", "/coverage", "me", "tx", "marketplace", "/pause", "they denied it"):
        await say(api, text)
    for text in ("11/2/2026", "11/5/2026", "skip", "not yet", "no", "yes"):
        await say(api, text)


async def test_the_path_comes_as_a_photo_and_as_text(bot: BotApi) -> None:
    await tell_denial(bot)
    await say(bot, "/case")
    photo, text = bot.messages[ANN][-2:]
    assert photo.document is not None
    assert photo.document.startswith(b"\x89PNG")
    assert "you are here" in text.text
    assert "Tell me what happened" in text.buttons


async def test_a_photo_that_is_refused_leaves_the_text(bot: BotApi) -> None:
    await tell_denial(bot)
    bot.faults.append(Wrong(400, "Bad Request: IMAGE_PROCESS_FAILED"))
    assert "you are here" in await say(bot, "/case")
