"""What people say about the conversation itself: goodbye, how much more, who reads this, talk to a human."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from knowledge.base.text import plain
from knowledge.library.loader import read_yaml

_FILE = Path(__file__).parents[1] / "locale" / "asides.yaml"


class Asides(BaseModel):
    """The whole of asides.yaml: `asides` has phrases by what they mean, `emoji` the signs that mean one alone."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    longest: int
    asides: dict[str, tuple[str, ...]]
    emoji: dict[str, str]


@lru_cache(maxsize=1)
def asides() -> Asides:
    """What people say about the conversation itself, with its phrases folded."""
    held = Asides.model_validate(read_yaml(_FILE))
    folded = {name: tuple(plain(phrase) for phrase in phrases) for name, phrases in held.asides.items()}
    return held.model_copy(update={"asides": folded})


def aside(said: str) -> str | None:
    """What a short message means for the conversation, an id of asides.yaml; None where it is something else.

    Args:
        said: The words, as `knowledge.base.text.plain` gives them.
    """
    held = asides()
    if len(said.split()) > held.longest:
        return None
    padded = f" {said} "
    return next((name for name, phrases in held.asides.items() if any(f" {one} " in padded for one in phrases)), None)


def signs(text: str) -> str | None:
    """What a message of nothing but signs means, an id of `emoji`; None where there are words, or none that we know."""
    if any(one.isalnum() for one in text):
        return None
    found = (name for one in text for name, known in asides().emoji.items() if one in known and one.strip())
    return next(found, "unsure" if "?" in text else None)
