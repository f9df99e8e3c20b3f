"""Long texts are cut where a reader would; nothing is lost and nothing breaks Telegram's rules."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.channels import render


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=400), st.integers(8, 60))
def test_pieces_fit_and_together_are_the_text(text: str, limit: int) -> None:
    pieces = render.split(text, limit)
    assert all(0 < render.units(piece) <= limit for piece in pieces)
    bare = re.compile(r"\s+")
    assert bare.sub("", "".join(pieces)) == bare.sub("", text)


def test_a_cut_falls_between_paragraphs() -> None:
    text = "\n\n".join(["a" * 30, "b" * 30, "c" * 30])
    assert render.split(text, 70) == ["a" * 30 + "\n\n" + "b" * 30, "c" * 30]


def test_emoji_count_as_telegram_counts_them() -> None:
    assert all(render.units(piece) <= 10 for piece in render.split("😀" * 33, 10))


def test_a_terminal_numbers_answers_and_brackets_the_rest() -> None:
    buttons = [
        {"title": "Texas", "payload": "a:f.state:TX", "row": 0},
        {"title": "Skip", "payload": "c:f.state:skip", "row": 1},
    ]
    assert render.terminal_lines({"text": "Which?", "buttons": buttons}) == "Which?\n  1) Texas\n  [Skip]"
