"""Pictures that go with a reply. Each has its twin in the text of the reply: nothing is only in the picture."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Mapping
from typing import Any

WIDE, ROW, DPI = 6.4, 0.62, 150
"""Inches of a picture, inches of a row, dots an inch: read on a phone."""
MARKS = {"met": "\u2713", "not_met": "\u2717", "not_documented": "!", "not_known": "?"}
MARK_COLOURS = {"met": "#2e7d32", "not_met": "#c62828", "not_documented": "#b26a00", "not_known": "#616161"}
COLOURS = {"done": "#2e7d32", "here": "#1565c0", "ahead": "#9e9e9e"}


def draw(picture: Mapping[str, Any]) -> bytes:
    """The PNG of a reply's picture.

    Raises:
        KeyError: There is no such kind of picture.
    """
    return {"timeline": timeline, "table": table}[picture["kind"]](picture["points"])


def timeline(points: list[Mapping[str, Any]]) -> bytes:
    """The stages of a path from top to bottom: what is done, where the person is, what may come.

    Args:
        points: Each has ``title``, ``state`` (done, here, ahead) and ``date`` (words or None).
    """
    figure, axes = _canvas(len(points))
    axes.plot([0.8, 0.8], [0, len(points) - 1], color="#cfcfcf", linewidth=3, zorder=1)
    for row, point in enumerate(points):
        here = point["state"] == "here"
        colour = COLOURS[point["state"]]
        fill = "white" if point["state"] == "ahead" else colour
        axes.scatter([0.8], [row], s=260 if here else 140, color=fill, edgecolors=colour, linewidths=2.5, zorder=2)
        if point["state"] == "done":
            axes.text(0.8, row + 0.02, "\u2713", color="white", fontsize=9, ha="center", va="center", zorder=3)
        weight = "bold" if here else "normal"
        ink = "#555555" if point["state"] == "ahead" else "black"
        axes.text(1.5, row, point["title"], fontsize=11, va="center", fontweight=weight, color=ink)
        if point["date"]:
            axes.text(9.7, row, point["date"], fontsize=10, va="center", ha="right", fontweight=weight, color=colour)
    return _png(figure)


def table(points: list[Mapping[str, Any]]) -> bytes:
    """What is wanted, row by row, with how far it is shown: by mark, by colour and in words.

    Args:
        points: Each has ``title``, ``state`` (a status of `knowledge.criteria`) and ``told``, the state in words.
    """
    figure, axes = _canvas(len(points))
    for row, point in enumerate(points):
        colour = MARK_COLOURS[point["state"]]
        if row % 2:
            axes.axhspan(row - 0.5, row + 0.5, color="#f4f4f4", zorder=0)
        axes.text(
            0.5, row, MARKS[point["state"]], color=colour, fontsize=15, ha="center", va="center", fontweight="bold"
        )
        axes.text(1.1, row, textwrap.fill(point["title"], 46), fontsize=10.5, va="center")
        axes.text(9.7, row, point["told"], color=colour, fontsize=10.5, ha="right", va="center", fontweight="bold")
    return _png(figure)


def _canvas(rows: int) -> tuple[Any, Any]:
    """A white picture with a place for each row."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDE, ROW * (rows + 0.6)), dpi=DPI, facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_xlim(0, 10)
    axes.set_ylim(rows - 0.3, -0.8)
    axes.axis("off")
    return figure, axes


def _png(figure: Any) -> bytes:
    out = io.BytesIO()
    figure.savefig(out, format="png")
    return out.getvalue()
