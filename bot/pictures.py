"""Pictures that go with a reply. Each has its twin in the text of the reply: nothing is only in the picture."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Callable, Mapping
from typing import Any

WIDE, ROW, DPI = 6.4, 0.62, 150
"""Inches of a picture, inches of a row, dots an inch: read on a phone."""
MARKS = {"met": "\u2713", "not_met": "\u2717", "not_documented": "!", "not_known": "?"}
MARK_COLOURS = {"met": "#2e7d32", "not_met": "#c62828", "not_documented": "#b26a00", "not_known": "#616161"}
YOU, PLAN = "#1565c0", "#c8d6e5"
COLOURS = {"done": "#2e7d32", "here": "#1565c0", "ahead": "#9e9e9e"}


def draw(picture: Mapping[str, Any]) -> bytes:
    """The PNG of a reply's picture.

    Raises:
        KeyError: There is no such kind of picture.
    """
    more = {name: value for name, value in picture.items() if name not in ("kind", "points")}
    kinds: dict[str, Callable[..., bytes]] = {"timeline": timeline, "table": table, "bars": bars, "grid": grid}
    return kinds[picture["kind"]](picture["points"], **more)


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
    import matplotlib
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    matplotlib.rcParams["text.parse_math"] = False  # a dollar sign is a dollar sign
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


def bars(points: list[Mapping[str, Any]], legend: list[str]) -> bytes:
    """What each way costs a person, as bars: solid up to the least, hatched up to the most, pale what the plan pays.

    Args:
        points: Each has ``title``, ``low``, ``high`` and ``plan`` in dollars, and ``told``, the amount in words.
        legend: Words for the three kinds of bar, in that order.
    """
    figure, axes = _canvas(len(points) + 1)
    widest = max((point["high"] + point["plan"] for point in points), default=0) or 1
    for row, point in enumerate(points):
        scale = 9.2 / widest
        low, high, plan = (point[name] * scale for name in ("low", "high", "plan"))
        axes.text(0.3, row - 0.28, point["title"], fontsize=10.5, va="center", fontweight="bold")
        axes.text(9.7, row - 0.28, point["told"], fontsize=10.5, va="center", ha="right", color=YOU)
        axes.barh(row + 0.1, low, left=0.3, height=0.3, color=YOU)
        axes.barh(row + 0.1, high - low, left=0.3 + low, height=0.3, facecolor="white", edgecolor=YOU, hatch="////")
        axes.barh(row + 0.1, plan, left=0.3 + high, height=0.3, color=PLAN)
    styles: list[dict[str, Any]] = [
        {"color": YOU},
        {"facecolor": "white", "edgecolor": YOU, "hatch": "////"},
        {"color": PLAN},
    ]
    ranged = any(point["low"] != point["high"] for point in points)
    shown = [pair for number, pair in enumerate(zip(legend, styles, strict=True)) if ranged or number != 1]
    for number, (text, style) in enumerate(shown):
        axes.barh(len(points), 0.3, left=0.3 + 3.2 * number, height=0.25, **style)
        axes.text(0.75 + 3.2 * number, len(points), text, fontsize=9.5, va="center", color="#444444")
    return _png(figure)


def grid(points: list[Mapping[str, Any]], heads: list[str]) -> bytes:
    """Rows with a name and some cells of words under their heads.

    Args:
        points: Each has ``title`` and ``cells``, one fewer than heads.
    """
    figure, axes = _canvas(len(points) + 1)
    places, widths = (0.2, 2.3, 5.9, 8.0), (16, 30, 17, 14)
    for place, head in zip(places, heads, strict=True):
        axes.text(place, 0, head, fontsize=10, va="center", fontweight="bold", color=COLOURS["here"])
    for row, point in enumerate(points, 1):
        if row % 2:
            axes.axhspan(row - 0.5, row + 0.5, color="#f4f4f4", zorder=0)
        cells = [point["title"], *point["cells"]]
        for number, (place, width, cell) in enumerate(zip(places, widths, cells, strict=True)):
            weight = "bold" if number == 0 else "normal"
            axes.text(place, row, textwrap.fill(cell, width), fontsize=9.5, va="center", fontweight=weight)
    return _png(figure)
