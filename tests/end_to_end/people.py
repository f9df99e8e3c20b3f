"""Invented people from the first message to the outside decision: their lines, and what they must hear."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from dialogs.speaking.words import words_in
from dialogs.wording.deadlines import spoken
from knowledge.law.deadlines import Facts, compute
from knowledge.library import shipped
from tests.support.files import pdf, picture

HERE = Path(__file__).parents[1] / "cases" / "people"
PEOPLE = sorted(path.stem for path in HERE.glob("*.yaml"))
ZONE = "America/Chicago"


@dataclass
class Heard:
    """What came back: the words, and the files by name."""

    words: str
    files: dict[str, bytes]


Say = Callable[[str], Awaitable[Heard]]


def story(name: str) -> dict[str, Any]:
    held: dict[str, Any] = yaml.safe_load((HERE / f"{name}.yaml").read_text("utf-8"))
    return held


def sent(line: str) -> tuple[str, bytes]:
    """The file that a line ``!file NAME`` sends: made by its ending."""
    name = line.removeprefix("!file ").strip()
    return name, pdf(3) if name.endswith(".pdf") else picture(mark=name)


async def play(name: str, say: Say) -> None:
    """Play a story over any channel and check each reply.

    Args:
        say: Sends a line, presses the button with that title, or follows a directive.
    """
    held = story(name)
    now = dt.datetime.fromisoformat(str(held["now"]))
    for number, line in enumerate(held["lines"], 1):
        step: dict[str, Any] = line if isinstance(line, dict) else {"say": str(line)}
        heard = await say(str(step["say"]))
        if step["say"].startswith("!sleep"):
            now += dt.timedelta(days=int(step["say"].split()[1].rstrip("d")))
        where = f"{name}, line {number} ({step['say']}): {heard.words}"
        assert "Something went wrong" not in heard.words, where
        assert "I did not understand" not in heard.words, where
        for words in step.get("hears", ()):
            assert words in heard.words, f"{words!r} not heard in {where}"
        for dated in step.get("dates", ()):
            check(dated, heard.words, now.date(), where)
        if file := step.get("file"):
            assert heard.files.get(file), where


def check(dated: dict[str, Any], heard: str, today: dt.date, where: str) -> None:
    """The day that the story expects is the rule's own, and it was said."""
    library = shipped()
    known = {key: moment(dated[key]) for key in ("received", "notice_date", "effective_date") if key in dated}
    facts = Facts(today=today, state=dated.get("state"), zone=ZONE, **known)  # type: ignore[arg-type]
    found = compute(library.rulebook.by_id[dated["rule"]], facts, library.rulebook)
    assert found.refused is None, (dated, found)
    day = moment(dated.get("legal") or dated["act"])
    assert (found.legal_day if "legal" in dated else found.act_day) == day, (dated, found)
    assert spoken(day, words_in("en")) in heard, f"{day} ({dated['rule']}) not said in {where}"


def moment(value: Any) -> dt.date:
    text = str(value)
    return dt.datetime.fromisoformat(text) if "T" in text else dt.date.fromisoformat(text)
