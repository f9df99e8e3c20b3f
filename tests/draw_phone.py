"""Draws a conversation as a phone shows it: the real bot over the stand-in of the Bot API, each message's own HTML.

`python -m tests.draw_phone SCRIPT FOLDER` plays the lines of SCRIPT ("> title" presses a button, "! path" sends a file)
and writes `FOLDER/phone.html`; with Chromium on the machine also pictures, a screen each. A tool for looking, no test.
"""

from __future__ import annotations

import asyncio
import html
import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.bot.test_telegram import ANN, running
from tests.support.bot_api import BotApi

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
WIDTH, HEIGHT = 390, 844
"""Points of a phone's screen."""
SAYS = ("sendMessage", "editMessageText", "sendPhoto", "sendDocument")
PAGE = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; width: {width}px; background: #d5e3ef; font: 16px/1.31 -apple-system, Roboto, "DejaVu Sans", sans-serif }}
.me, .bot {{ max-width: 318px; margin: 6px 8px; padding: 7px 10px; border-radius: 14px; white-space: pre-wrap; overflow-wrap: anywhere }}
.me {{ margin-left: auto; width: fit-content; background: #e3fdd0 }} .bot {{ background: #fff }}
.keys {{ max-width: 338px; margin: -2px 8px 8px }} .row {{ display: flex; gap: 4px; margin-top: 4px }}
.key {{ flex: 1; min-width: 0; background: #7f9fba; color: #fff; border-radius: 8px; padding: 9px 6px; text-align: center; font-size: 14px;
  white-space: nowrap; overflow: hidden; text-overflow: ellipsis }}
blockquote {{ margin: 6px 0 0; padding: 3px 8px; border-left: 3px solid #4a90c4; background: #eef5fb; border-radius: 4px; font-size: 14px;
  display: -webkit-box; -webkit-line-clamp: 3; -webkit-box-orient: vertical; overflow: hidden }}
.file {{ color: #2a6ea3 }}
</style>{body}"""


@dataclass
class Shown:
    """The conversation so far, as HTML, and how many calls of the bot are in it."""

    parts: list[str] = field(default_factory=list)
    calls: int = 0

    def mine(self, words: str) -> None:
        self.parts.append(f'<div class="me">{html.escape(words)}</div>')

    def theirs(self, api: BotApi) -> None:
        """What the bot sent since the last look."""
        for method, fields in api.calls[self.calls :]:
            if method == "editMessageText":
                self.parts[self._newest()] = _message(method, fields)
            elif method in SAYS:
                self.parts.append(_message(method, fields))
        self.calls = len(api.calls)

    def _newest(self) -> int:
        """The place of the bot's newest message, which is the one whose button was pressed."""
        return max(at for at, part in enumerate(self.parts) if part.startswith('<div class="bot"'))


def _message(method: str, fields: dict[str, Any]) -> str:
    words = str(fields.get("text") or fields.get("caption") or "")
    text = words if fields.get("parse_mode") == "HTML" else html.escape(words)
    kept = "" if method in SAYS[:2] else '<div class="file">📎 file</div>'
    return f'<div class="bot">{kept}{text}</div>{_keys(fields)}'


def _keys(fields: dict[str, Any]) -> str:
    rows = json.loads(fields.get("reply_markup") or "{}").get("inline_keyboard", [])
    drawn = (f'<div class="row">{"".join(_key(one) for one in row)}</div>' for row in rows)
    return f'<div class="keys">{"".join(drawn)}</div>' if rows else ""


def _key(button: dict[str, Any]) -> str:
    return f'<div class="key">{html.escape(button["text"])}</div>'


async def played(lines: list[str]) -> str:
    """The page of a conversation."""
    api, shown = BotApi().start(), Shown()
    try:
        with tempfile.TemporaryDirectory() as folder:
            async with running(api, Path(folder)):
                for line in lines:
                    shown.mine(f"📎 {Path(line[2:]).name}" if line.startswith("! ") else line.removeprefix("> "))
                    _send(api, line)
                    await api.settled(ANN, 120)
                    shown.theirs(api)
    finally:
        api.stop()
    return PAGE.format(width=WIDTH, body="\n".join(shown.parts))


def _send(api: BotApi, line: str) -> None:
    if line.startswith("> "):
        api.press(ANN, line[2:])
    elif line.startswith("! "):
        path = Path(line[2:])
        api.upload(ANN, path.read_bytes(), path.name)
    else:
        api.say(ANN, line)


def drawn(page: Path) -> None:
    """A picture of each screen of a page, where there is a browser to draw it."""
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        print("no Chromium here: open the page itself")
        return
    tall = page.with_suffix(".png")
    command = [browser, "--headless", "--no-sandbox", "--hide-scrollbars", f"--screenshot={tall}"]
    subprocess.run([*command, f"--window-size={WIDTH},{20 * HEIGHT}", page.as_uri()], check=True, capture_output=True)
    print(tall)


def main() -> None:
    script, folder = Path(sys.argv[1]), Path(sys.argv[2])
    lines = [line for line in script.read_text("utf-8").splitlines() if line.strip()]
    folder.mkdir(parents=True, exist_ok=True)
    page = folder / "phone.html"
    page.write_text(asyncio.run(played(lines)), "utf-8")
    drawn(page)


if __name__ == "__main__":
    main()
