"""Which topic a question means, learned from the ways of asking: kernel ridge regression over their vectors.

The nearest way of asking alone is a poor guide: it may share little but the tone of a question. So every way of asking
votes, the more the nearer it is, for or against each topic, with weights under which the ways of asking themselves lead
to their own topics (Saunders, Gammerman and Vovk 1998, "Ridge regression learning algorithm in dual variables").
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from threadpoolctl import ThreadpoolController

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

SHARPNESS = 2.0
"""How fast a way of asking loses its say with distance."""
RIDGE = 0.1
"""How much the weights are held back, so that no single way of asking decides."""


@lru_cache(maxsize=1)
def _threads() -> ThreadpoolController:
    return ThreadpoolController()


def _alone() -> Any:
    """One thread: on a busy machine a second one waits longer than it works, and sums depend on how many there are."""
    return _threads().limit(limits=1, user_api="blas")


def _say(products: Floats) -> Floats:
    """From cosines to how much each way of asking has to say, at most 1."""
    said: Floats = np.exp(SHARPNESS * (products - 1))
    return said


def learned(vectors: Floats, topics: Sequence[int], count: int) -> Floats:
    """The weights of the votes: a row for each way of asking, a column for each topic.

    Args:
        vectors: A row of length one for each way of asking.
        topics: The number of the topic of each, from 0.
        count: How many topics there are.
    """
    own = np.zeros((len(vectors), count), dtype=np.float32)
    own[np.arange(len(vectors)), list(topics)] = 1
    with _alone():
        heard = _say(vectors @ vectors.T)
        heard[np.diag_indices(len(vectors))] += RIDGE
        return np.linalg.solve(heard, own)


def votes(asked: Floats, vectors: Floats, weights: Floats) -> Floats:
    """For each question (a row), about 1 for the topic that it means and 0 for the others."""
    with _alone():
        found: Floats = _say(asked @ vectors.T) @ weights
    return found
