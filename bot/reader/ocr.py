"""Text from a picture, by RapidOCR, whose models lie in its package. The picture is turned upright first.

Chosen by measurement: docs/benchmarks.md, reading.
"""

from __future__ import annotations

import logging
from functools import lru_cache
from typing import Any

from knowledge.papers.page import Run

POINTS = 792.0
"""The longer side of a page is taken for that of a letter, so that heights compare with those of a PDF."""
LEAST_SURE = 0.5
LOOKED_AT = 1472
"""Pixels of the longer side when lines are looked for; they are read from the whole picture. See docs/benchmarks.md."""
SIDEWAYS = 1.5
"""A line of words this many times as high as it is wide lies on its side."""


@lru_cache(maxsize=1)
def _engine() -> Any:
    logging.disable(logging.WARNING)
    from rapidocr import RapidOCR

    look = {"Global.max_side_len": 2600, "Det.limit_side_len": LOOKED_AT, "Det.limit_type": "max"}
    return RapidOCR(params={"Global.log_level": "critical", **look})


def read(picture: object) -> list[Run]:
    """Lines with their places.

    Args:
        picture: A `PIL.Image.Image`.
    """
    import numpy

    pixels = numpy.asarray(_lit(picture).convert("RGB"))
    found = _lines(pixels)
    if _sideways(found):
        pixels = numpy.rot90(
            pixels, max((1, 3), key=lambda turns: _sureness(_lines(numpy.rot90(pixels[::2, ::2], turns))))
        )
        found = _lines(pixels)
    elif found and _sureness(found) < 0.8 * len(found):  # upside down, perhaps
        other = _lines(numpy.rot90(pixels, 2))
        found = max((found, other), key=_sureness)
    scale = POINTS / max(pixels.shape[:2])
    angle = _angle(found)
    return [_run(box, text, sure, scale, angle) for box, text, sure in found if sure >= LEAST_SURE]


def _lit(picture: Any) -> Any:
    """The picture with its shadows and its low light evened out."""
    from PIL import ImageChops, ImageFilter, ImageOps

    grey = picture.convert("L")
    ground = grey.resize((max(1, grey.width // 16), max(1, grey.height // 16))).filter(ImageFilter.MaxFilter(5))
    ground = ground.filter(ImageFilter.GaussianBlur(4)).resize(grey.size)
    even = ImageChops.subtract(ImageChops.constant(grey, 255), ImageChops.subtract(ground, grey))
    return ImageOps.autocontrast(even, cutoff=1)


def _lines(pixels: object) -> list[tuple[Any, str, float]]:
    result = _engine()(pixels)
    if result.txts is None:
        return []
    return list(zip(result.boxes, result.txts, result.scores, strict=True))


def _sureness(found: list[tuple[Any, str, float]]) -> float:
    return sum(sure * min(1.0, len(text) / 8) for _, text, sure in found)


def _sideways(found: list[tuple[Any, str, float]]) -> bool:
    tall = wide = 0
    for box, text, _ in found:
        if len(text) < 6:
            continue
        across = abs(box[1][0] - box[0][0]) + abs(box[2][0] - box[3][0])
        along = abs(box[3][1] - box[0][1]) + abs(box[2][1] - box[1][1])
        tall, wide = tall + (along > SIDEWAYS * across), wide + (along <= SIDEWAYS * across)
    return tall > wide


def _angle(found: list[tuple[Any, str, float]]) -> float:
    """The slope of the lines, as a tangent: that of the long ones."""
    slopes = sorted(
        (box[1][1] - box[0][1]) / (box[1][0] - box[0][0])
        for box, text, _ in found
        if len(text) > 15 and box[1][0] > box[0][0]
    )
    return float(slopes[len(slopes) // 2]) if slopes else 0.0


def _run(box: Any, text: str, sure: float, scale: float, slope: float) -> Run:
    """One line, with its place as if the page stood straight."""
    left, right = float(min(box[:, 0])), float(max(box[:, 0]))
    middle = float(box[:, 1].mean()) - slope * (left + right) / 2
    height = float((abs(box[3][1] - box[0][1]) + abs(box[2][1] - box[1][1])) / 2) * 0.8
    top, bottom = (middle - height / 2) * scale, (middle + height / 2) * scale
    return Run(text.strip(), left * scale, top, right * scale, bottom, False, float(sure))
