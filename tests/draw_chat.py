"""Draws the conversation of the README from the program itself: `python tests/draw_chat.py` writes `docs/chat/chat.png`."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import typst

HERE = Path(__file__).parents[1] / "docs" / "chat"
DAY = "2026-11-25T15:00"
"""The day that the conversation is played on, so that its dates stay."""
RESOLUTION = 130.0
"""Dots an inch."""


def played() -> list[dict[str, object]]:
    """The turns of `story.txt`, as the program answers them."""
    with tempfile.TemporaryDirectory() as folder:
        program = str(Path(sys.executable).parent / "navigator")
        command = [program, "chat", "--script", str(HERE / "story.txt"), "--json"]
        command += ["--now", DAY, "--store", f"sqlite:///{folder}/store.db"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    turns = [json.loads(line) for line in done.stdout.splitlines()]
    return [{name: turn[name] for name in ("user", "replies", "buttons")} for turn in turns]


def main() -> None:
    picture = typst.compile(
        (HERE / "chat.typ").read_bytes(),
        format="png",
        ppi=RESOLUTION,
        sys_inputs={"turns": json.dumps(played(), ensure_ascii=False)},
        ignore_system_fonts=True,
    )
    assert isinstance(picture, bytes)
    (HERE / "chat.png").write_bytes(picture)


if __name__ == "__main__":
    main()
