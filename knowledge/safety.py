"""Words of crisis and emergency, found before anything else is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.schema import Safety
from knowledge.text import plain


@dataclass(frozen=True)
class Alarm:
    """What was heard: `kind` is crisis, emergency or distress."""

    kind: str
    spanish: bool


_SPANISH = re.compile(
    r"\b(quiero|quisiera|voy|morir\w*|matarme|vida|vivir|dolor|duele|pecho|respirar|puedo|puede|aguanto|muert[oa]"
    r"|suicid(io|arme)|corazon|sobredosis|desmayo|derrame|desesperad[oa]|esperanza|mejor|pena|hacerme|respira|despierta"
    r"|inconsciente|ojala|carga)\b"
)


class Listener:
    """Finds the phrases of `knowledge/content/safety.yaml` in what a person wrote."""

    def __init__(self, safety: Safety) -> None:
        self._unless = [re.compile(pattern) for pattern in safety.unless]
        self._kinds = [(kind.kind, [re.compile(p) for p in kind.patterns]) for kind in safety.kinds]

    def hear(self, words: str) -> Alarm | None:
        """The most serious thing said, or None.

        A phrase counts only outside the harmless turns of phrase listed under `unless`, so that a denial
        ("I am not suicidal") is quiet while a second, real phrase in the same message is still heard.
        """
        said = plain(words)
        for harmless in self._unless:
            said = harmless.sub(" ", said)
        for kind, patterns in self._kinds:
            if any(pattern.search(said) for pattern in patterns):
                return Alarm(kind, bool(_SPANISH.search(said)))
        return None
