"""What words mean, roughly: vectors of the WordLlama package, read from its own files. Optional; nothing is fetched.

The vector of a text is the mean of the vectors of its tokens, scaled to length one. Questions put in words that the
base does not use find their topic this way; `./navigator bench answers` shows by how much.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PACKAGE = "wordllama"
_TOKENS = "tokenizers/l2_supercat_tokenizer_config.json"
_WEIGHTS = "weights/l2_supercat_256.safetensors"
SCALE = 127
"""Vectors are kept as signed bytes: 1.0 is 127."""


def installed() -> str | None:
    """Name and release of the vectors, None where they are not installed."""
    try:
        return f"{PACKAGE} {version(PACKAGE)}"
    except PackageNotFoundError:
        return None


class Meaning:
    """Vectors of texts.

    Args:
        folder: The installed package, which holds the tokenizer and the weights.
    """

    def __init__(self, folder: Path) -> None:
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        self._tokenizer: Any = Tokenizer.from_file(str(folder / _TOKENS))
        self._tokenizer.no_padding()
        (self._weights,) = load_file(str(folder / _WEIGHTS)).values()

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row for each text, of length one, or all zero for a text without tokens.

        Args:
            texts: Plain texts, in lower case.
        """
        import numpy as np

        rows = np.zeros((len(texts), self._weights.shape[1]), dtype=np.float32)
        for row, found in zip(rows, self._tokenizer.encode_batch(list(texts), add_special_tokens=False), strict=True):
            if found.ids:
                row[:] = self._weights[found.ids].astype(np.float32).mean(axis=0)
                row /= np.linalg.norm(row) or 1.0
        return rows


@lru_cache(maxsize=1)
def meaning() -> Meaning | None:
    """The installed vectors, None where there are none."""
    found = find_spec(PACKAGE) if installed() else None
    places = found.submodule_search_locations if found else None
    return Meaning(Path(places[0])) if places else None
