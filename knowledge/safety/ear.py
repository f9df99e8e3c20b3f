"""A second ear: how likely words are a cry for help, by likeness to examples. Learned when the base is built.

Patterns hear what they describe; veiled words come in ever new turns. Logistic regression over single words, pairs and
pairs with one word between, weighted by the examples of `safety_examples.yaml` against questions that people ask here.
Plain arithmetic in a fixed order: the same examples always give the same weights.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

ROUNDS = 60
STEP = 0.5
SHRINK = 2e-5
SEEN = 2
"""Examples that a feature must stand in."""
KEPT = 0.02
"""Weights smaller than this are left out."""
BIAS = ""
"""The feature that every text has."""


def features(tokens: Sequence[str]) -> dict[str, float]:
    """What a text is made of, scaled to length one.

    Args:
        tokens: Its words, as `knowledge.safety.words` writes them out, names of classes in place of their words.
    """
    marked = ["^", *tokens, "$"]
    found = Counter(tokens)
    found.update(f"{a} {b}" for a, b in pairwise(marked))
    found.update(f"{a} _ {b}" for a, b in zip(marked, marked[2:], strict=False))
    length = math.sqrt(sum(n * n for n in found.values())) or 1.0
    return {name: n / length for name, n in found.items()}


def learned(examples: Iterable[tuple[Sequence[str], bool]]) -> dict[str, float]:
    """Weights of features.

    The loop is the whole cost of building the base, so features are numbers in it and the weights plain lists.

    Args:
        examples: Tokens, and whether they are a cry for help.
    """
    rows = [(features(tokens), cry) for tokens, cry in examples]
    seen = Counter(name for row, _ in rows for name in row)
    place = {BIAS: 0}
    put = [
        ([(place.setdefault(n, len(place)), v) for n, v in row.items() if seen[n] >= SEEN], cry) for row, cry in rows
    ]
    cries = sum(cry for _, cry in rows)
    share = {True: len(rows) / (2 * cries or 1), False: len(rows) / (2 * (len(rows) - cries) or 1)}
    weights, squares, summed = [0.0] * len(place), [1e-2] * len(place), [0.0] * len(place)
    for turn in range(ROUNDS):
        for row, cry in put:
            wrong = share[cry] * (_logistic(weights[0] + sum([weights[at] * value for at, value in row])) - cry)
            for at, value in row:
                slope = wrong * value + SHRINK * weights[at]
                squares[at] = square = squares[at] + slope * slope
                weights[at] -= STEP * slope / math.sqrt(square)
            slope = wrong + SHRINK * weights[0]
            squares[0] += slope * slope
            weights[0] -= STEP * slope / math.sqrt(squares[0])
        if turn >= ROUNDS // 2:  # the mean of the later rounds moves less with any one example
            summed = [total + weight for total, weight in zip(summed, weights, strict=True)]
    mean = {name: summed[at] / (ROUNDS - ROUNDS // 2) for name, at in place.items()}
    return {name: round(weight, 3) for name, weight in sorted(mean.items()) if abs(weight) >= KEPT or name == BIAS}


def sureness(tokens: Sequence[str], weights: Mapping[str, float]) -> float:
    """How sure it is that words are a cry for help, 0 to 1."""
    return _sure(features(tokens), weights)


def _sure(row: Mapping[str, float], weights: Mapping[str, float]) -> float:
    return _logistic(weights[BIAS] + sum(weights.get(name, 0.0) * value for name, value in row.items()))


def _logistic(total: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
