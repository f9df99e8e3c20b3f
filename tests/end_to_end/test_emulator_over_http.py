"""A new person, start to end, through telegram-test-api (npm): HTTP, long polling, buttons and typing."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from telegram.ext import ApplicationBuilder
from telegram.request import HTTPXRequest

from bot.channels.intake import poll
from bot.channels.telegram import build_application, gateway_of
from dialogs.memory.store import Store
from dialogs.turn.manager import Dialog, DialogManager
from tests.dialogs.test_action_server import free_port

HERE = Path(__file__).parent
PACKAGE = "telegram-test-api@4.2.1"
TOKEN, CHAT = "sampleToken", 7


class Mended(HTTPXRequest):
    """The emulator's getMe lacks `is_bot` and its button presses `chat_instance`; its messages echo
    parameters as text that the Bot API gives as objects, and count time in thousandths of a second."""

    async def do_request(self, url: str, method: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        code, payload = await super().do_request(url, method, *args, **kwargs)
        body = json.loads(payload)
        if url.endswith("/getMe"):
            body["result"]["is_bot"] = True
        for update in body["result"] if url.endswith("/getUpdates") else ():
            if "callback_query" in update:
                update["callback_query"]["chat_instance"] = "1"
        if isinstance(body.get("result"), dict):
            body["result"].pop("link_preview_options", None)
            if "date" in body["result"]:
                body["result"]["date"] //= 1000
        return code, json.dumps(body).encode()


@pytest.fixture(scope="module")
def emulator() -> Iterator[str]:
    """The emulator, installed with npm the first time."""
    folder = Path(os.environ.get("NAVIGATOR_NODE", HERE.parents[1] / ".venv" / "node"))
    if not (folder / "node_modules" / "telegram-test-api").is_dir():
        npm = shutil.which("npm")
        assert npm, "npm is needed for the HTTP emulator; install Node.js"
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run([npm, "install", "--silent", "--no-package-lock", "--prefix", str(folder), PACKAGE], check=True)
    port = free_port()
    process = subprocess.Popen(
        ["node", str(HERE / "emulator.js"), str(port)],
        env={**os.environ, "NODE_PATH": str(folder / "node_modules")},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "ready"
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(10)


class Phone:
    """The person's side of the emulator."""

    def __init__(self, url: str) -> None:
        self.client = httpx.AsyncClient(base_url=url)
        self.keyboard: list[list[dict[str, str]]] = []
        self.seen: list[str] = []

    def _common(self) -> dict[str, Any]:
        who = {"id": CHAT, "first_name": "Ann", "is_bot": False}
        chat = {"id": CHAT, "first_name": "Ann", "type": "private"}
        return {"botToken": TOKEN, "from": who, "chat": chat, "date": int(time.time())}

    async def say(self, text: str) -> str:
        if text.startswith("/"):
            entities = [{"type": "bot_command", "offset": 0, "length": len(text)}]
            await self.client.post("/sendCommand", json={**self._common(), "text": text, "entities": entities})
        else:
            await self.client.post("/sendMessage", json={**self._common(), "text": text})
        return await self.heard()

    async def press(self, title: str) -> str:
        data = next(b["callback_data"] for row in self.keyboard for b in row if b["text"].strip("☐☑ ") == title)
        common = self._common()
        message = {"message_id": 1, "date": common["date"], "chat": common["chat"], "text": "asked"}
        query = {"botToken": TOKEN, "from": common["from"], "message": message, "data": data, "date": common["date"]}
        await self.client.post("/sendCallback", json=query)
        return await self.heard()

    async def heard(self) -> str:
        """What the bot sent since the last look, once it is quiet."""
        got: list[dict[str, Any]] = []
        quiet = 0
        for _ in range(400):
            await asyncio.sleep(0.03)
            answer = await self.client.post("/getUpdates", json={"token": TOKEN, "chatId": CHAT})
            new = [row["message"] for row in answer.json()["result"]]
            got += new
            quiet = 0 if new or not got else quiet + 1
            if quiet >= 10:
                break
        for message in got:
            markup = message.get("reply_markup")
            if markup:
                self.keyboard = (markup if isinstance(markup, dict) else json.loads(markup))["inline_keyboard"]
        self.seen += [message["text"] for message in got]
        assert got, "the bot said nothing"
        return "\n\n".join(message["text"] for message in got)


@pytest.fixture
async def phone(emulator: str, tmp_path: Path, dialog: Dialog) -> AsyncIterator[Phone]:
    store = Store(f"sqlite:///{tmp_path / 'bot.db'}", None, tmp_path / "key")
    builder = ApplicationBuilder().token(TOKEN).base_url(f"{emulator}/bot").request(Mended())
    application = build_application(builder.get_updates_request(Mended()), DialogManager(store, dialog))
    await application.initialize()
    gateway_of(application).bot = application.bot
    stop = asyncio.Event()
    task = asyncio.create_task(poll(application, stop))
    made = Phone(emulator)
    yield made
    stop.set()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await made.client.aclose()
    await application.shutdown()
    await store.close()


async def test_the_whole_questionnaire_over_http(phone: Phone) -> None:
    assert "not a doctor or a lawyer" in await phone.say("/start")
    assert "Who is asking?" in await phone.say("/coverage")
    assert "Which state" in await phone.press("I am the patient")
    assert "What kind of plan" in await phone.say("californa")
    assert "Independent Review Organization" in await phone.say("what is an IRO?")
    assert "main pain diagnosis" in await phone.press("Medicare Advantage")
    assert "Which treatment" in await phone.say("crps in my left foot")
    await phone.press("Ketamine by IV (infusion)")
    assert "Which of these papers" in await phone.press("A pain specialist")
    assert "name ketamine" in await phone.say("the booklet")
    for _ in range(3):
        await phone.press("No")
    assert "988" in await phone.say("I want to die")
    assert "off-label" in await phone.press("Continue when ready")
    heard = await phone.say("Care must be medically necessary and ketamine is used off-label at your own cost")
    assert "I kept these words" in heard
    for _ in range(7):
        heard = await phone.say("no")
    assert "any other sentence" in heard
    assert "Please check your answers" in await phone.press("That is all")
    heard = await phone.press("Yes, all right")
    assert "What stands in the way" in heard
    assert "What was tried before" in await phone.say("/next")
    folded = re.sub(
        r"</?blockquote( expandable)?>", "", "".join(phone.seen)
    )  # newer than this emulator, which shows it
    assert "<" not in folded.replace("&lt;", "")
