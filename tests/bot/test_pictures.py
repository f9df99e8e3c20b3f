"""Pictures: every kind is drawn from what a person may have written, and is readable on a phone."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from bot.files.pictures import KINDS, draw

ODD = 'costs $5 *and* #more _here_ @me <b> \\ "quoted" [x]'
PICTURES = [
    {
        "kind": "timeline",
        "points": [
            {"title": ODD, "state": state, "date": date} for state in ("done", "here", "ahead") for date in (None, ODD)
        ],
    },
    {
        "kind": "table",
        "points": [
            {"title": ODD * 3, "state": state, "told": "told"}
            for state in ("met", "not_met", "not_documented", "not_known")
        ],
    },
    {
        "kind": "bars",
        "legend": ["you", "more", "plan"],
        "points": [
            {"title": ODD, "low": 0, "high": 0, "plan": 0, "told": "$0"},
            {"title": ODD, "low": 100, "high": 250, "plan": 50, "told": "$100 to $250"},
        ],
    },
    {"kind": "grid", "heads": ["a", "b", "c", "d"], "points": [{"title": ODD, "cells": [ODD, ODD, "x"]}]},
]


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: str(picture["kind"]))
def test_a_picture_is_drawn_whatever_the_words_hold(picture: dict[str, object]) -> None:
    image = Image.open(io.BytesIO(draw(picture)))
    assert image.width == pytest.approx(945, abs=2)  # 16 cm at 150 dots an inch
    assert image.convert("L").getextrema() != (255, 255)  # not an empty page


def test_every_kind_is_tried_here() -> None:
    assert {picture["kind"] for picture in PICTURES} == KINDS


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(KeyError, match="pie"):
        draw({"kind": "pie", "points": []})
