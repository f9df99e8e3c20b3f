"""A photo of a letter, sent to the real bot: read in the background, told, and others are answered meanwhile."""

from __future__ import annotations

import asyncio
import base64
import io
from pathlib import Path

import pytest

from dialogs.memory.sealing import new_key
from tests.end_to_end.crash import Bot
from tests.support import letters, photos
from tests.support.bot_api import BotApi

KEY = base64.b64encode(new_key()).decode()
ANN, BEN = 1, 2


async def until(api: BotApi, chat: int, words: str, seconds: float = 60) -> str:
    """Wait until a message with these words has come."""
    for _ in range(int(seconds * 20)):
        for text in reversed(api.texts(chat)):
            if words in text:
                return text
        await asyncio.sleep(0.05)
    raise AssertionError(f"no {words!r} in {api.texts(chat)[-3:]}")


@pytest.mark.timeout(150)
async def test_a_photo_is_read_while_others_are_answered(tmp_path: Path) -> None:
    made = letters.made({"labels": letters.labels}, 1, 4)[0]
    photo = io.BytesIO()
    photos.taken(made.picture(190), "fair").save(photo, "JPEG", quality=85)
    api = BotApi().start()
    bot = Bot(api, f"sqlite:///{tmp_path / 'n.db'}", KEY)
    bot.start()
    try:
        for chat in (ANN, BEN):
            api.say(chat, "/start")
            await until(api, chat, "I am Infusion Navigator")
        api.upload(ANN, photo.getvalue())
        await until(api, ANN, "I am reading it now")
        answered = 0
        while not any("I read the letter" in text for text in api.texts(ANN)):
            api.say(BEN, "what is an IRO?")
            answered += 1
            await asyncio.sleep(0.5)
            assert answered < 120
        told = await until(api, ANN, "I read the letter")
        assert "What I understood" in told
        assert str(made.truth["member_id"]) not in told
        await asyncio.sleep(2)
        answers = [text for text in api.texts(BEN) if "independent review organization" in text.casefold()]
        assert len(answers) == answered
        api.say(ANN, "what do you know about me")
        assert "they said no" in await until(api, ANN, "What I know")
    finally:
        bot.kill()
        api.stop()
