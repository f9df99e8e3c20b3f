"""Pictures that go with a reply. Each has its twin in the text of the reply: nothing is only in the picture."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

WIDE, ROW, DPI = 6.4, 0.62, 150
"""Inches of a picture, inches of a row, dots an inch: read on a phone."""
COLOURS = {"done": "#2e7d32", "here": "#1565c0", "ahead": "#9e9e9e"}


def draw(picture: Mapping[str, Any]) -> bytes:
    """The PNG of a reply's picture.

    Raises:
        KeyError: There is no such kind of picture.
    """
    return {"timeline": timeline}[picture["kind"]](picture["points"])


def timeline(points: list[Mapping[str, Any]]) -> bytes:
    """The stages of a path from top to bottom: what is done, where the person is, what may come.

    Args:
        points: Each has ``title``, ``state`` (done, here, ahead) and ``date`` (words or None).
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDE, ROW * (len(points) + 0.6)), dpi=DPI, facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_xlim(0, 10)
    axes.set_ylim(len(points) - 0.3, -0.8)
    axes.axis("off")
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
    out = io.BytesIO()
    figure.savefig(out, format="png")
    return out.getvalue()
