"""A new person, start to end, through tg-auto-test, which runs the real Application in process.

The emulator needs CPython 3.12. Under 3.11 this file runs itself in an environment of a newer interpreter.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.channels.telegram import build_application
from dialogs.memory.store import Store
from dialogs.turn.manager import Dialog, DialogManager

ROOT = Path(__file__).parents[2]
NEW_ENOUGH = sys.version_info >= (3, 12)


def newer_python() -> str | None:
    """A CPython 3.12 or newer on this machine that works."""
    named = [shutil.which(f"python3.{minor}") for minor in (12, 13)]
    kept = sorted(str(p) for p in Path.home().glob(".pyenv/versions/3.1[23]*/bin/python3"))
    for path in [*named, *kept]:
        if path and subprocess.run([path, "-c", "import venv"], capture_output=True, check=False).returncode == 0:
            return path
    return None


@pytest.mark.skipif(NEW_ENOUGH, reason="runs here itself")
@pytest.mark.timeout(400)
def test_in_process_emulator_under_a_newer_python() -> None:
    python = newer_python()
    if python is None:
        if os.environ.get("CI"):
            pytest.fail("CI needs a CPython 3.12 or newer beside this one for tg-auto-test")
        pytest.skip("no CPython 3.12 or newer on this machine; tg-auto-test needs it")
    env = {**os.environ, "PYTHON": python, "NAVIGATOR_VENV": str(ROOT / ".venv-newer")}
    done = subprocess.run(
        ["sh", str(ROOT / "navigator"), "test", __file__], env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert " passed" in done.stdout


if NEW_ENOUGH:
    from tg_auto_test.test_utils.serverless_telegram_client import ServerlessTelegramClient

    class Phone:
        """The person's side: says, presses, and keeps the last keyboard."""

        def __init__(self, client: Any) -> None:
            self.client = client
            self.asked: Any = None
            self.texts: list[str] = []
            self.document: Any = None

        async def say(self, text: str) -> str:
            return self._took(await self.client._process_text_message(text))

        async def press(self, title: str) -> str:
            data = next(b.data for row in self.asked.buttons for b in row if b.text.strip("☐☑ ") == title)
            return self._took(await self.client._process_callback_query(self.asked.id, data.decode()))

        def _took(self, first: Any) -> str:
            got = [first] if first is not None else []
            while self.client._outbox:
                got.append(self.client._pop_response())
            for message in got:
                if message.buttons:
                    self.asked = message
                if message.document:
                    self.document = message
            heard = "\n\n".join(message.text for message in got)
            self.texts.append(heard)
            return heard

    @pytest.fixture
    async def phone(tmp_path: Path, dialog: Dialog) -> AsyncIterator[Phone]:
        store = Store(f"sqlite:///{tmp_path / 'bot.db'}", None, tmp_path / "key")
        manager = DialogManager(store, dialog)
        client = ServerlessTelegramClient(build_application=lambda builder: build_application(builder, manager))
        await client.connect()
        yield Phone(client)
        await client.disconnect()
        await store.close()

    async def test_the_whole_questionnaire_in_process(phone: Phone) -> None:
        await phone.say("/start")
        assert "not a doctor or a lawyer" in phone.texts[-1]
        assert "Who is asking?" in await phone.say("/coverage")
        assert "Which state does the patient live in?" in await phone.press("I help someone else")
        await phone.say("NY")
        await phone.press("Employer plan (self-funded)")
        await phone.press("Fibromyalgia")
        await phone.press("Ketamine by IV (infusion)")
        await phone.press("Another doctor")
        await phone.press("A denial letter")
        await phone.press("Done")
        assert "off-label" in await phone.say("what does off label mean")
        assert "name ketamine" in await phone.say("last Tuesday")
        await phone.say("<b>We</b> don't pay for ketamine & such for pain")
        assert "I kept these words" in phone.texts[-1]
        for _ in range(10):
            await phone.press("No")
        assert "any other sentence" in phone.texts[-1]
        assert "Please check your answers" in await phone.press("That is all")
        assert "<b>We</b> don't pay" in phone.texts[-1]
        assert "What stands in the way" in await phone.press("Yes, all right")
        await phone.say("/export")
        content = await phone.document.download_media(file=bytes)
        assert b"employer_self_funded" in content
