"""Kill -9 while documents come in, while a packet is built, while a letter is sent: nothing is lost."""

from __future__ import annotations

import asyncio
import datetime as dt
import random
import signal
from pathlib import Path

import pytest

from dialogs.case import documents
from dialogs.memory.store import Store
from tests.end_to_end.crash import Bot
from tests.support.bot_api import BotApi
from tests.support.files import pdf, picture

KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
CHATS, FILES = (1, 2, 3), 6


def files_of(chat: int) -> list[tuple[str | None, bytes]]:
    """What a chat sends: PDFs by name and photos without one, each different."""
    return [
        (f"denial {chat} {n}.pdf", pdf(20 + n + 10 * chat)) if n % 2 else (None, picture(mark=f"{chat}-{n}"))
        for n in range(FILES)
    ]


async def quiet(api: BotApi, seconds: float = 40.0) -> None:
    """Until every update is acknowledged and nothing has come for a second."""
    before, still = -1, 0
    for _ in range(int(seconds * 10)):
        await asyncio.sleep(0.1)
        count = sum(len(sent) for sent in api.messages.values())
        done = all(update["update_id"] < api.acknowledged for update in api.updates)
        still = still + 1 if done and count == before else 0
        before = count
        if still >= 15:
            return
    raise AssertionError("the bot did not finish")


def arrived(api: BotApi, chat: int) -> list[bytes]:
    return [sent.document for sent in api.messages[chat] if sent.document]


@pytest.mark.timeout(240)
async def test_documents_packets_and_letters_outlive_kills(store_url: str) -> None:
    api = BotApi().start()
    bot = Bot(api, store_url, KEY)
    dice = random.Random(5)
    bot.start()
    try:
        for chat in CHATS:
            for line in ("/start", "they denied it", "11/2/2026", "11/5/2026", "skip", "not yet", "no", "yes"):
                api.say(chat, line)
        uploads = [(chat, name, content) for chat in CHATS for name, content in files_of(chat)]
        dice.shuffle(uploads)
        for number, (chat, name, content) in enumerate(uploads):
            api.upload(chat, content, name)
            await asyncio.sleep(0.05)
            if number % 6 == 3:  # while documents come in
                await asyncio.sleep(dice.uniform(0.2, 1.5))
                bot.kill()
                bot.start()
        await quiet(api)
        for wish in ("g:packet:1", "g:letters:appeal.pdf"):
            before = {chat: len(arrived(api, chat)) for chat in CHATS}
            for chat in CHATS:
                api.press_data(chat, api.messages[chat][-1], wish)
            for _ in range(2):  # while the packet is built, while the letter is sent
                await asyncio.sleep(dice.uniform(0.9, 1.4))
                bot.kill()
                bot.start()
            await quiet(api)
            for _ in range(400):  # one packet is made at a time
                if all(len(arrived(api, chat)) > before[chat] for chat in CHATS):
                    break
                await asyncio.sleep(0.1)
            assert all(len(arrived(api, chat)) > before[chat] for chat in CHATS), wish
    finally:
        bot.kill(signal.SIGTERM)
        api.stop()
    store = Store(store_url, KEY, Path("unused"))
    for chat in CHATS:
        async with store.turn("telegram", str(chat), "look", dt.datetime.now(dt.UTC)) as held:
            assert held.before is not None
            slots = held.before["slots"]
        contents = [await store.document("telegram", str(chat), number) for number in documents.ids(slots)]
        assert sorted(content or b"" for content in contents) == sorted(content for _, content in files_of(chat))
    await store.close()
