"""Ways of writing the few words that mean the same in every state: yes, no, back, skip, stop."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from knowledge.base.text import fold, plain
from knowledge.library.loader import read_yaml

_ASKS = re.compile(
    r"^(what|whats|who|whos|whose|how|why|when|where|which|can|could|do|does|did|is|are|am|will|would|should|may"
    r"|tell me|explain|define|que es|que significa|como|cuando|donde|quien|puedo|cual|por que)\b"
)
_TAGS = re.compile(r"\b(are|arent|is|isnt|do|dont|does|doesnt|will|wont|can|cant) (you|it|they|i)$")
"""With what a statement ends that is put as a question ("you are a bot, arent you")."""
_FILE = Path(__file__).parents[1] / "locale" / "spellings.yaml"


@lru_cache(maxsize=1)
def spellings() -> dict[str, frozenset[str]]:
    """From meaning to every folded spelling of it, English and Spanish together."""
    return {name: frozenset(plain(str(w)) for w in words) for name, words in read_yaml(_FILE).items()}


def spelled(name: str, said: str, *, inside: bool = False) -> bool:
    """Whether folded words mean `name`; with `inside`, whether any word among them does."""
    if inside:
        return any(re.search(rf"\b{re.escape(word)}\b", said) for word in spellings()[name])
    return said in spellings()[name]


def asks(text: str) -> bool:
    """Whether words are put as a question."""
    said = plain(text)
    return bool(_ASKS.match(said) or _TAGS.search(said)) or fold(text).rstrip().endswith("?")
