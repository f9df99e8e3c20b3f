"""Files over Telegram: fetched, kept, sent back, made into a packet; and what goes wrong on the way."""

from __future__ import annotations

import io

import icalendar
import pypdf
import pytest

from tests.bot.test_telegram import ANN, api, bot, press, say
from tests.support.bot_api import BotApi, Wrong
from tests.support.files import pdf, picture

__all__ = ["api", "bot"]


async def sent(api_: BotApi, content: bytes, name: str | None = None, caption: str = "") -> str:
    api_.upload(ANN, content, name, caption)
    return await api_.settled(ANN)


async def test_a_photo_and_a_file_are_kept_and_come_back_as_they_were(bot: BotApi) -> None:
    await say(bot, "/start")
    photo, paper = picture(), pdf(3)
    assert "I am reading it now" in await sent(bot, photo)
    await press(bot, "What it is")
    await press(bot, "Medical records")
    assert "as: Denial letter" in await sent(bot, paper, "denial.pdf")
    for number, content in (("No. 1", photo), ("No. 2", paper)):
        await say(bot, "/documents")
        await press(bot, number)
        await press(bot, "Send it to me")
        assert bot.messages[ANN][-1].document == content


async def test_a_packet_and_a_calendar_arrive_as_files(bot: BotApi) -> None:
    await say(bot, "/start")
    await say(bot, "they denied it")
    for words in ("11/2/2026", "11/5/2026", "skip", "not yet", "no", "yes"):
        await say(bot, words)
    await sent(bot, pdf(2), "denial letter.pdf")
    await sent(bot, picture(), caption="records")
    await say(bot, "/packet")
    await press(bot, "Make it")
    packet = bot.messages[ANN][-1].document
    assert packet is not None
    told = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(packet)).pages]
    assert "Index" in told[0]
    assert "Exhibit 2, page 1 of 1" in told[-1]
    await say(bot, "/log called aetna, Sandra, ref 8841, decision by tomorrow")
    await say(bot, "/calendar")
    calendar = bot.messages[ANN][-1].document
    assert calendar is not None
    assert icalendar.Calendar.from_ical(calendar).walk("VEVENT")


async def test_a_file_over_the_limit_is_not_fetched(bot: BotApi) -> None:
    await say(bot, "/start")
    large = {"file_id": "x", "file_unique_id": "x", "file_size": 30 * 1024 * 1024, "file_name": "a.pdf"}
    bot.send(ANN, document=large)
    assert "too large" in await bot.settled(ANN)
    assert "getFile" not in [name for name, _ in bot.calls]


async def test_a_video_is_declined_by_name(bot: BotApi) -> None:
    await say(bot, "/start")
    bot.send(ANN, video={"file_id": "v", "file_unique_id": "v", "width": 1, "height": 1, "duration": 1})
    assert "cannot keep that kind of file" in await bot.settled(ANN)


@pytest.mark.parametrize("content", [b"\x7fELF\x00\x01", b"%PDF-1.4 broken", pdf(password="x")])
async def test_a_file_that_is_no_use_is_said_to_be_so(bot: BotApi, content: bytes) -> None:
    await say(bot, "/start")
    heard = await sent(bot, content, "paper.pdf")
    assert any(words in heard for words in ("cannot keep", "could not open", "asks for a password"))


async def test_a_fault_on_the_way_is_tried_again(bot: BotApi) -> None:
    await say(bot, "/start")
    bot.trouble.extend([Wrong(502, "Bad Gateway"), Wrong(429, "Too Many Requests", retry_after=1)])
    assert "as: Denial letter" in await sent(bot, pdf(), "denial.pdf")


async def test_a_file_that_cannot_be_fetched_is_asked_for_again(bot: BotApi) -> None:
    await say(bot, "/start")
    bot.trouble.extend([Wrong(502, "Bad Gateway")] * 3)
    assert "could not fetch" in await sent(bot, pdf(), "denial.pdf")
