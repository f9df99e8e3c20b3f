"""Text from a picture, by RapidOCR, whose models lie in its package. The picture is turned upright first.

Chosen by measurement: docs/benchmarks.md, reading.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any, TypeVar

from knowledge.papers.page import Run

POINTS = 792.0
"""The longer side of a page is taken for that of a letter, so that heights compare with those of a PDF."""
LEAST_SURE, READ_AGAIN = 0.5, 0.85
"""A line read less surely than the first is kept as a mark alone; less surely than the second, it is read again."""
LOOKED_AT = 1472
"""Pixels of the longer side when lines are looked for; they are read from the whole picture. See docs/benchmarks.md."""
CORES = 2
BANDS, OVERLAP = 12, 56
"""The page is looked through in so many bands, which keeps memory low; each sees so many pixels of the next ones."""
WIDER, TALLER = 1.0, 0.35
"""A line that is read again is cut wider and taller, by so many of its heights at each side."""
SIDEWAYS = 1.5
"""A line of words this many times as high as it is wide lies on its side."""
TURNED, ASKED_LINES, COMPARED = "180", 9, 4
"""What the classifier calls a line that stands on its head; of how many of the longest lines it is asked, and of how
many of these both ways are read."""
UNREAD = "\u2026"
"""What stands for a line that could not be read."""

Item = TypeVar("Item")
Made = TypeVar("Made")
Box = Any
"""Four corners of a line, from the upper left, as an array."""


@dataclass(frozen=True)
class _Read:
    """One line as it was read."""

    box: Box
    text: str
    sure: float


@lru_cache(maxsize=1)
def _engine() -> Any:
    logging.disable(logging.WARNING)
    from rapidocr import RapidOCR

    one_thread = {f"EngineConfig.onnxruntime.{kind}_op_num_threads": 1 for kind in ("intra", "inter")}
    look = {"Det.limit_side_len": LOOKED_AT, "Det.limit_type": "max", "Global.text_score": 0.0}
    return RapidOCR(params={"Global.log_level": "critical", "Global.max_side_len": 2600, **one_thread, **look})


def read(picture: Any) -> list[Run]:
    """Lines with their places.

    Args:
        picture: A `PIL.Image.Image`.
    """
    import numpy

    pixels = numpy.asarray(_lit(picture).convert("RGB"))
    boxes = _boxes(pixels)
    if _sideways(boxes):
        pixels = numpy.ascontiguousarray(numpy.rot90(pixels))
        boxes = _boxes(pixels)
    if _upside_down(pixels, boxes):
        pixels = numpy.ascontiguousarray(numpy.rot90(pixels, 2))
        boxes = _boxes(pixels)
    found = _each(lambda box: _line(pixels, box), boxes)
    scale, angle = POINTS / max(pixels.shape[:2]), _angle(found)
    return [_run(one, scale, angle) for one in found if one.text]


def _boxes(pixels: Any) -> list[Box]:
    """Where lines stand, looked for in bands at a lower resolution."""
    import cv2

    height, width = pixels.shape[:2]
    scale = min(1.0, LOOKED_AT / max(height, width))
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else pixels
    tall = small.shape[0]
    edges = pairwise(round(tall * number / BANDS) for number in range(BANDS + 1))
    found = [box for top, bottom in edges for box in _in_band(small, top, bottom)]
    return sorted((box / scale for box in found), key=lambda box: float(box[:, 1].mean()))


def _in_band(small: Any, top: int, bottom: int) -> Iterator[Box]:
    """The lines whose middle is in a band; what is around it is seen, too."""
    import numpy

    start = max(0, top - OVERLAP)
    seen = _engine()(small[start : bottom + OVERLAP], use_det=True, use_cls=False, use_rec=False)
    for box in seen.boxes if getattr(seen, "boxes", None) is not None else ():
        placed = numpy.add(box, (0, start), dtype="float32")
        if top <= placed[:, 1].mean() < bottom:
            yield placed


def _each(work: Callable[[Item], Made], items: Iterable[Item]) -> list[Made]:
    """The same work on each of many, on both cores: one whole piece to each, so that none waits for the other."""
    _engine()  # made once, before the threads want it
    with ThreadPoolExecutor(CORES) as pool:
        return list(pool.map(work, items))


def _line(pixels: Any, box: Box) -> _Read:
    """Read one line; once more with more around it where it was read badly."""
    text, sure = _text(_cut(pixels, box))
    if sure < READ_AGAIN:
        text, sure = max((text, sure), _text(_cut(pixels, _larger(box))), key=lambda one: one[1])
    return _Read(box, text if sure >= LEAST_SURE else UNREAD, sure)


def _text(cut: Any) -> tuple[str, float]:
    result = _engine()(cut, use_det=False, use_cls=False, use_rec=True)
    return (result.txts[0].strip(), float(result.scores[0])) if result.txts else ("", 0.0)


def _cut(pixels: Any, box: Box) -> Any:
    """The line alone, straightened."""
    import cv2
    import numpy

    width = max(2, round(max(_far(box[0], box[1]), _far(box[3], box[2]))))
    height = max(2, round(max(_far(box[0], box[3]), _far(box[1], box[2]))))
    corners = numpy.array([[0, 0], [width, 0], [width, height], [0, height]], dtype="float32")
    bent = cv2.getPerspectiveTransform(numpy.asarray(box, dtype="float32"), corners)
    return cv2.warpPerspective(pixels, bent, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)


def _far(one: Any, other: Any) -> float:
    return float(((one - other) ** 2).sum() ** 0.5)


def _larger(box: Box) -> Box:
    """The box with more around it, along its own directions."""
    import numpy

    along, down = box[1] - box[0], box[3] - box[0]
    height = max(1.0, _far(box[0], box[3]))
    side = along / max(1.0, _far(box[0], box[1])) * WIDER * height
    more = down * TALLER
    return numpy.array([box[0] - side - more, box[1] + side - more, box[2] + side + more, box[3] - side + more])


def _upside_down(pixels: Any, boxes: list[Box]) -> bool:
    """Whether most lines stand on their heads: the classifier suspects it, which errs, and they read better turned."""
    import numpy

    lines = [_cut(pixels, box) for box in sorted(boxes, key=lambda box: -_far(box[0], box[1]))[:ASKED_LINES]]
    told = [_engine()(line, use_det=False, use_cls=True, use_rec=False) for line in lines]
    if sum(str(one.cls_res[0][0]) == TURNED for one in told) <= len(lines) / 2:
        return False
    read = lines[-COMPARED:]
    return sum(_text(numpy.rot90(line, 2))[1] - _text(line)[1] for line in read) > 0


def _lit(picture: Any) -> Any:
    """The picture with its shadows and its low light evened out."""
    from PIL import ImageChops, ImageFilter, ImageOps

    grey = picture.convert("L")
    ground = grey.resize((max(1, grey.width // 16), max(1, grey.height // 16))).filter(ImageFilter.MaxFilter(5))
    ground = ground.filter(ImageFilter.GaussianBlur(4)).resize(grey.size)
    even = ImageChops.subtract(ImageChops.constant(grey, 255), ImageChops.subtract(ground, grey))
    return ImageOps.autocontrast(even, cutoff=1)


def _sideways(boxes: list[Box]) -> bool:
    tall = wide = 0
    for box in boxes:
        across = abs(box[1][0] - box[0][0]) + abs(box[2][0] - box[3][0])
        along = abs(box[3][1] - box[0][1]) + abs(box[2][1] - box[1][1])
        tall, wide = tall + (along > SIDEWAYS * across), wide + (across > SIDEWAYS * along)
    return tall > wide


def _angle(found: list[_Read]) -> float:
    """The slope of the lines, as a tangent: that of the long ones."""
    slopes = sorted(
        (one.box[1][1] - one.box[0][1]) / (one.box[1][0] - one.box[0][0])
        for one in found
        if len(one.text) > 15 and one.box[1][0] > one.box[0][0]
    )
    return float(slopes[len(slopes) // 2]) if slopes else 0.0


def _run(one: _Read, scale: float, slope: float) -> Run:
    """One line, with its place as if the page stood straight."""
    box = one.box
    left, right = float(min(box[:, 0])), float(max(box[:, 0]))
    middle = float(box[:, 1].mean()) - slope * (left + right) / 2
    height = float((abs(box[3][1] - box[0][1]) + abs(box[2][1] - box[1][1])) / 2) * 0.8
    top, bottom = (middle - height / 2) * scale, (middle + height / 2) * scale
    return Run(one.text, left * scale, top, right * scale, bottom, False, one.sure)
