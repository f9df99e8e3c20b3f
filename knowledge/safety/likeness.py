"""How likely words are a cry for help, by likeness to examples. Learned when the base is built.

Patterns hear what they describe; veiled words come in ever new turns. Logistic regression over words, pairs of words
and pieces of words (three to five letters: endings, slips of the pen, both languages), each counted by its rarity,
weighed by the examples of `safety_examples.yaml` against what people ask here. On one machine the same examples give
the same weights.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

ROUNDS = 16
STEP = 0.4
SHRINK = 1e-4
FADE = 0.95
"""What is left of each weight after a round, so that what stands in few examples weighs little."""
SEEN = 2
"""Examples that a piece must stand in."""
PART = 0.5
"""What a piece of a word counts beside a whole one: each word has many."""
KEPT = 0.02
"""Weights smaller than this are left out."""
SCALE = 0.2
"""What a text of one piece weighs."""
SHORTEST, LONGEST = 3, 5
"""Letters of a piece of a word, its ends counted as one letter each."""
BIAS = ""
"""The piece that every text has."""


def pieces(tokens: Sequence[str], classes: Mapping[str, str]) -> set[str]:
    """What a text is made of.

    Args:
        tokens: Its words, as `knowledge.safety.words` writes them out.
        classes: The class of a word, where it stands for all of its kind in a pair.
    """
    found = set(tokens)
    for token in found.copy():
        whole = f" {token} "
        found.update(
            f"~{whole[at : at + size]}" for size in range(SHORTEST, LONGEST + 1) for at in range(len(whole) - size + 1)
        )
    kinds = [classes.get(token, "##" if token.isdigit() else token) for token in tokens]
    found.update(kinds)
    found.update(f"{a} {b}" for a, b in pairwise(["^", *kinds, "$"]))
    return found


def learned(examples: Iterable[tuple[set[str], str]], kinds: Sequence[str]) -> dict[str, dict[str, float]]:
    """Weights of pieces for each kind.

    Args:
        examples: Pieces of a text, and its kind.
        kinds: The kinds to be told from everything else.
    """
    import numpy as np

    rows = list(examples)
    rarity = _rarity(found for found, _ in rows)
    place = {piece: at for at, piece in enumerate(rarity)}
    rare = np.array([*rarity.values()])
    texts = []
    for found, kind in rows:
        at = np.array(sorted(place[piece] for piece in found if piece in place), dtype=np.intp)
        texts.append((at, rare[at] * _share(found), np.array([kind == one for one in kinds], dtype=float)))
    weights, bias = _descended(texts, len(place), len(kinds))
    return {kind: _kept(place, rare * weights[:, n], bias[n]) for n, kind in enumerate(kinds)}


def _rarity(texts: Iterable[set[str]]) -> dict[str, float]:
    """How much a piece counts: the more the fewer texts it stands in."""
    listed, seen = list(texts), Counter[str]()
    for found in listed:
        seen.update(found)
    return {
        piece: (math.log(len(listed) / n) + 1) * (PART if piece.startswith("~") else 1)
        for piece, n in sorted(seen.items())
        if n >= SEEN
    }


def _descended(texts: Sequence[tuple[Any, Any, Any]], pieces: int, kinds: int) -> tuple[Any, Any]:
    """Weights and bias of each kind, by gradient descent with a step of its own for each piece (Adagrad).

    Args:
        texts: Of each text the places of its pieces, what they count, and for each kind whether it is that.
        pieces: How many there are.
        kinds: How many there are.
    """
    import numpy as np

    cries = np.maximum(sum(cry for _, _, cry in texts), 1)
    much, little = len(texts) / (2 * cries), len(texts) / (2 * np.maximum(len(texts) - cries, 1))
    weights, bias = np.zeros((pieces, kinds)), np.zeros(kinds)
    squares, whole = np.full_like(weights, 1e-2), np.full(kinds, 1e-2)
    summed, held = np.zeros_like(weights), np.zeros_like(bias)
    order = np.random.default_rng(18)
    for turn in range(ROUNDS):
        for number in order.permutation(len(texts)):
            at, value, cry = texts[number]
            mine = weights[at]
            sure = 1 / (1 + np.exp(-(value @ mine + bias)))
            wrong = np.where(cry, much, little) * (sure - cry)
            slope = value[:, None] * wrong + SHRINK * mine
            squares[at] += slope * slope
            weights[at] = mine - STEP * slope / np.sqrt(squares[at])
            whole += wrong * wrong
            bias -= STEP * wrong / np.sqrt(whole)
        weights *= FADE
        if turn >= ROUNDS // 2:  # the mean of the later rounds moves less with any one example
            summed, held = summed + weights, held + bias
    many = ROUNDS - ROUNDS // 2
    return summed / many, held / many


def _kept(place: Mapping[str, int], weights: Any, bias: float) -> dict[str, float]:
    kept = {piece: round(float(weights[at]), 2) for piece, at in place.items() if abs(weights[at]) >= KEPT}
    return {BIAS: round(float(bias), 2), **kept}


def sureness(found: set[str], weights: Mapping[str, float]) -> float:
    """How sure it is that a text of these pieces is a cry for help, 0 to 1."""
    total = weights[BIAS] + _share(found) * math.fsum(weights.get(piece, 0.0) for piece in found)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def _share(found: set[str]) -> float:
    """What one piece of a text counts: the longer the text, the less."""
    return SCALE / math.sqrt(len(found) or 1)
