"""What the second ear is taught when the base is built, and by what one tells that it was taught the same before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from knowledge.safety import likeness
from knowledge.safety.ear import Ear
from knowledge.safety.listener import URGENT, Listener
from knowledge.safety.schema import Safety


def taught(safety: Safety, calm: Iterable[str], known: Safety | None = None) -> Safety:
    """The same with what the second ear learns from the examples and rows.

    Args:
        safety: The content, with its examples.
        calm: More words in which nobody is in danger, such as every way of asking in the base.
        known: What was taught before. Its weights are taken where the lessons and the way of learning are the same.
    """
    listener = Listener(safety)
    said: list[tuple[str, str]] = [(one.say, one.want) for kind in safety.examples for one in kind.said()]
    said += [(words, row.kind) for row in safety.rows for words in row.hears if not (row.after or row.weak)]
    said += [(words, "calm") for row in safety.rows for words in row.never]
    said += [(words, "calm") for words in calm]
    rows = [(listener.written_out(words), want) for words, want in said]
    lessons = _mark(rows)
    if known is not None and known.lessons == lessons:
        return as_taught(safety, known)
    ear = Ear(safety)
    weights = likeness.learned(((ear.pieces(text), want) for text, want in rows), sorted(URGENT))
    return safety.model_copy(update={"learned": weights, "lessons": lessons, "examples": ()})


def as_taught(safety: Safety, known: Safety) -> Safety:
    """The same with what the second ear learned before."""
    return safety.model_copy(update={"learned": known.learned, "lessons": known.lessons, "examples": ()})


def _mark(rows: list[tuple[str, str]]) -> str:
    """A digest of the lessons and of the code that learns from them."""
    found = hashlib.sha256(Path(likeness.__file__).read_bytes())
    found.update(json.dumps(rows).encode())
    return found.hexdigest()
