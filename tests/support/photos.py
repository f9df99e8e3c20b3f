"""A page as a telephone takes it: crooked, out of focus, noisy, in shadow or low light."""

from __future__ import annotations

from typing import Any

KINDS: dict[str, tuple[float, float, float, float, float]] = {
    "fair": (1.5, 0.7, 6, 0.3, 0.01),
    "shadow": (-2, 0.8, 8, 0.55, 0.0),
    "low light": (1, 1.2, 15, 0.75, 0.0),
    "hard": (4, 1.3, 14, 0.6, 0.03),
}
"""Degrees of skew, blur, noise, darkness at the far edge, perspective."""


def taken(picture: Any, kind: str, seed: int = 1) -> Any:
    """The photo of a page.

    Args:
        picture: The page, in shades of grey.
        kind: One of `KINDS`.
        seed: Of the noise.
    """
    import cv2
    import numpy
    from PIL import Image

    angle, blur, noise, shadow, bent = KINDS[kind]
    dots = numpy.asarray(picture).astype("float32")
    height, width = dots.shape
    dice = numpy.random.default_rng(seed)
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    dots = cv2.warpAffine(dots, turn, (width, height), borderValue=200)
    if bent:
        corners = numpy.array([[0, 0], [width, 0], [width, height], [0, height]], dtype="float32")
        moved = corners + dice.uniform(-bent, bent, corners.shape).astype("float32") * numpy.array(
            [width, height], dtype="float32"
        )
        dots = cv2.warpPerspective(dots, cv2.getPerspectiveTransform(corners, moved), (width, height), borderValue=120)
    dots = cv2.GaussianBlur(dots, (0, 0), blur)
    dots = dots * (1 - shadow * numpy.linspace(0, 1, width))[None, :]
    dots = dots + dice.normal(0, noise, dots.shape)
    return Image.fromarray(numpy.clip(dots, 0, 255).astype("uint8"))
