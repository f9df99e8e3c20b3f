"""Invented people, start to outside decision, over HTTP against the Bot API stand-in."""

from __future__ import annotations

import contextlib
import datetime as dt
from pathlib import Path

import pytest

from tests.bot.test_telegram import running
from tests.end_to_end.people import PEOPLE, Heard, play, sent, story
from tests.support.bot_api import BotApi

CHAT = 7
LETTERS = {"appeal": "Appeal of a denial", "external": "Request for an outside review"}


async def turn(api: BotApi, seconds: float = 30.0) -> None:
    """Until the newest update is acknowledged and its replies have come."""
    await api.settled(CHAT, seconds)


@pytest.mark.timeout(240)
@pytest.mark.parametrize("name", PEOPLE)
async def test_a_person_reaches_the_outside_decision(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = dt.datetime.fromisoformat(str(story(name)["now"]))
    skew = dt.timedelta()
    api = BotApi().start()
    api.clock = lambda: (now + skew).timestamp()
    monkeypatch.setattr("bot.channels.telegram.clock", lambda: now + skew)

    async def send(line: str) -> Heard:
        """Press the button with that title in the newest message that has buttons, else type."""
        count = len(api.messages[CHAT])
        if line.startswith("!file"):
            file, content = sent(line)
            api.upload(CHAT, content, file)
        else:
            asked = next((m for m in reversed(api.messages[CHAT]) if m.buttons), None)
            titles = {title.strip("☐☑ "): data for title, data in asked.buttons.items()} if asked else {}
            if asked and line in titles:
                api.press_data(CHAT, asked, titles[line])
            else:
                api.say(CHAT, line)
        await turn(api)
        new = api.messages[CHAT][count:]
        words = [message.text for message in new]
        words += [message.document.decode() for message in new if message.document and _is_text(message.document)]
        files = {file: content for file, content in api.names.items() if content in [m.document for m in new]}
        return Heard("\n".join(words), files)

    async def say(line: str) -> Heard:
        nonlocal skew
        if line.startswith("!sleep"):
            skew += dt.timedelta(days=int(line.split()[1].rstrip("d")))
            return Heard("", {})
        if line.startswith("!letter"):
            await send("/letters")
            await send(LETTERS[line.split()[1]])
            return await send("Text")
        return await send(line)

    try:
        async with running(api, tmp_path):
            await play(name, say)
    finally:
        with contextlib.suppress(Exception):
            api.stop()


def _is_text(content: bytes) -> bool:
    return not content.startswith((b"%PDF", b"\x89PNG", b"BEGIN:VCALENDAR", b"PK"))
