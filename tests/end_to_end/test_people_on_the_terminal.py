"""Invented people, start to outside decision, on the terminal."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from bot.channels.terminal import Terminal
from bot.files import papers
from dialogs.memory.store import Store
from dialogs.turn.manager import Dialog
from tests.end_to_end.people import PEOPLE, Heard, play, sent, story


@pytest.mark.parametrize("name", PEOPLE)
async def test_a_person_reaches_the_outside_decision(name: str, tmp_path: Path, dialog: Dialog) -> None:
    now = dt.datetime.fromisoformat(str(story(name)["now"]))
    files = tmp_path / "files"
    terminal = Terminal(lambda: Store(f"sqlite:///{tmp_path / 'n.db'}", None, tmp_path / "key"), now, files, dialog)

    async def say(line: str) -> Heard:
        if line.startswith("!sleep"):
            terminal.sleep(line.split()[1])
            await terminal.restart()
            return Heard("", {})
        if line.startswith("!file"):
            file, content = sent(line)
            path = tmp_path / file
            path.write_bytes(content)
            _, replies = await terminal.send(path)
        elif line.startswith("!letter"):
            await terminal.say("/letters")
            await terminal.say(
                {"appeal": "Appeal of a denial", "external": "Request for an outside review"}[line.split()[1]]
            )
            _, replies = await terminal.say("Text")
        else:
            _, replies = await terminal.say(line)
        words = [part for reply in replies for part in (reply["text"], reply.get("sources")) if part]
        held = [reply["attachment"] for reply in replies if reply.get("attachment")]
        words += [papers.content({**one, "form": "txt"}).decode() for one in held if "paper" in one]
        return Heard("\n".join(words), {one["name"]: (files / one["name"]).read_bytes() for one in held})

    await play(name, say)
    await terminal.close()
