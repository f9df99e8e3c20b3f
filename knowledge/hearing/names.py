"""Names in a message: plans on cards, insurers, illnesses, drugs, places, people. The longest name wins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from knowledge.base.text import plain
from knowledge.hearing.schema import Card, HearingWords
from knowledge.hearing.tokens import Token

_RANK = ("nothing", "plan", "insurer", "dx", "rx", "drug", "doctor", "state", "client", "kin", "kins", "far", "city")
"""Which kind wins where names of one length stand in one place."""
_COMPANIES = frozenset({"insurer", "plan", "city", "state"})
VETERANS = "VA"
MARKETPLACE = "marketplace"
"""Kind of contact, and kind of plan, of a state's own marketplace."""
_REPAIRED = 0.1
"""What a mended spelling takes from the sureness of a name."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a name tells of a plan: kinds among which it may be, insurer, state."""

    kinds: tuple[str, ...] = ()
    insurer: str | None = None
    state: str | None = None
    card: bool = False


@dataclass(frozen=True, slots=True)
class _Entry:
    words: tuple[str, ...]
    kind: str
    value: Any
    sure: float
    near: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """A name on the tokens from `first` to `last`."""

    first: int
    last: int
    kind: str
    value: Any
    sure: float


class Names:
    """The dictionary of phrases.

    Args:
        words: The words of hearing.
        drugs: What people tried, by name.
        states: Labels of the states, by code.
        plans: Ids of the kinds of plan that the program knows.
        markets: Names of the states' own marketplaces, by code.
    """

    def __init__(
        self,
        words: HearingWords,
        drugs: Iterable[str],
        states: Mapping[str, str],
        plans: Iterable[str],
        markets: Mapping[str, str],
    ) -> None:
        self._entries: dict[str, list[_Entry]] = {}
        self._ids = words.names.ids
        self._plans = frozenset(plans)
        self._states = frozenset(states)
        self.words: set[str] = set()
        names = words.names
        self._doubtful = frozenset(names.sets["doubtful_codes"])
        self._placing = frozenset(names.sets["placing"])
        self._titles = frozenset(names.sets["titles"])
        beside = names.sets["near"]
        self._places = frozenset(plain(label) for label in states.values())
        self._suffixes = names.sets["suffixes"]
        self._plan_near, self._plain = frozenset(names.sets["plan_near"]), frozenset(names.sets["too_plain"])
        self._va_after, self._va_before = frozenset(names.sets["va_after"]), frozenset(names.sets["va_before"])
        self._va_not, self._served = frozenset(names.sets["va_not"]), frozenset(names.sets["veterans"])
        self._many(names.nothing, "nothing", None)
        for card in words.cards.rows:
            self._card(card)
        for code, name in markets.items():
            self._many((name,), "plan", Plan(self._known((MARKETPLACE,)), None, code, card=True), 0.9)
        for kinds, said in names.plan.items():
            self._many(said, "plan", Plan(self._known(kinds.split("|"))))
        for insurer in names.insurers:
            self._many(insurer.names, "insurer", Plan(insurer=insurer.name))
            near = frozenset(insurer.near if insurer.strict else (*insurer.near, *beside))
            self._many(insurer.bare, "insurer", Plan(insurer=insurer.name), near=near)
        for kind, table in (("dx", names.dx), ("rx", names.rx), ("doctor", names.doctor)):
            for value, said in table.items():
                self._many(said, kind, value)
        for kind, listed in (("kin", names.kin), ("far", names.far), ("client", names.client), ("drug", names.drugs)):
            self._many(listed, kind, None)
        self._many((f"{name}s" for name in names.kin), "kins", None)
        without = frozenset(names.not_drugs)
        self._many((name for name in drugs if name not in without), "drug", None)
        for code, label in states.items():
            self._many((label,), "state", code)
        for code, said in names.state_words.items():
            self._many(said, "state", code)
        for code, said in names.cities.items():
            self._many(said, "city", code, 0.75)
        for entries in self._entries.values():
            entries.sort(key=lambda entry: (-len(entry.words), _RANK.index(entry.kind)))

    def _known(self, kinds: Iterable[str]) -> tuple[str, ...]:
        """Kinds of plan under the ids that the program has."""
        mapped = (kind if kind in self._plans else self._ids.get(kind, kind) for kind in kinds)
        return tuple(dict.fromkeys(kind for kind in mapped if kind in self._plans))

    def _card(self, card: Card) -> None:
        plan = Plan(self._known(card.plan), card.insurer, card.state, card=True)
        kind = "plan" if plan.kinds else "insurer"
        self._many(card.names, kind, plan, card.sure)
        for name in card.names:
            suffix = next((end for end in self._suffixes if name.endswith(f" {end}")), "")
            short = name.removesuffix(suffix).strip()
            if suffix and short not in self._places and short.split()[0] not in self._plain and len(short) > 3:
                near = self._plan_near if len(short.split()) == 1 else frozenset()
                self._many((short,), kind, plan, card.sure, near)

    def _many(
        self, said: Iterable[str], kind: str, value: object, sure: float = 0.95, near: frozenset[str] = frozenset()
    ) -> None:
        for name in said:
            words = tuple(plain(name).split())
            if not words:
                continue
            self.words.update(words)
            self._entries.setdefault(words[0], []).append(_Entry(words, kind, value, sure, near))

    def find(self, tokens: Sequence[Token], mended: Sequence[str], taken: Sequence[bool]) -> list[Found]:
        """Names among tokens, none inside another.

        Args:
            tokens: The message.
            mended: The word of each token, its spelling mended.
            taken: Tokens that a date has.
        """
        found: list[Found] = []
        at = 0
        while at < len(tokens):
            best = None if taken[at] else self._best(tokens, mended, taken, at)
            if best:
                found.append(best)
                at = best.last + 1
            else:
                at += 1
        return found

    def _titled(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a word is somebody's name: "Dr. Molina"."""
        return at > 0 and tokens[at - 1].word in self._titles and tokens[at].said[:1].isupper()

    def _best(self, tokens: Sequence[Token], mended: Sequence[str], taken: Sequence[bool], at: int) -> Found | None:
        for entry in self._entries.get(mended[at], ()):
            end = at + len(entry.words)
            if end > len(tokens) or any(taken[at:end]) or tokens[at].clause != tokens[end - 1].clause:
                continue
            if tuple(mended[at:end]) != entry.words or (entry.near and not self._beside(entry, mended, at, end)):
                continue
            if entry.kind in _COMPANIES and self._titled(tokens, at):
                return None
            repaired = any(tokens[i].word != mended[i] for i in range(at, end))
            return Found(at, end - 1, entry.kind, entry.value, entry.sure - (_REPAIRED if repaired else 0))
        return self._code(tokens, at)

    @staticmethod
    def _beside(entry: _Entry, mended: Sequence[str], at: int, end: int) -> bool:
        return bool(
            entry.near.intersection(mended[max(0, at - 3) : at]) or entry.near.intersection(mended[end : end + 3])
        )

    def _veterans(self, before: Token | None, after: Token | None) -> bool:
        """Whether VA is the health care of veterans here and not Virginia."""
        return bool((after and after.word in self._va_after) or (before and before.word in self._va_before))

    def _code(self, tokens: Sequence[Token], at: int) -> Found | None:
        """A state by its two capitals, where the place says that it is one."""
        token = tokens[at]
        before = tokens[at - 1] if at else None
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        if token.said == VETERANS.lower() and after and after.word in self._va_after:
            return Found(at, at, "plan", Plan(self._known(("va",))), 0.9)
        if token.said not in self._states:
            return None
        if token.said == VETERANS and self._veterans(before, after):
            return Found(at, at, "plan", Plan(self._known(("va",))), 0.9)
        shouted = sum(t.said.isupper() and len(t.said) > 2 for t in tokens[max(0, at - 4) : at + 5]) > 2
        if shouted:
            return None
        placed = before is not None and (
            before.word in ("in", "from", "en", "of", "live", "here", "de")
            or (before.said[:1].isupper() and before.clause != token.clause and before.end < token.start)
        )
        alone = (before is None or before.clause != token.clause) and (after is None or after.clause != token.clause)
        alone = alone and (len(tokens) == 1 or token.word not in self._doubtful)
        placed = placed or (after is not None and after.word in self._placing)
        if token.said == VETERANS and not placed and not (after and after.word in self._va_not):
            begins = before is None or before.sentence != token.sentence
            if (begins and not alone) or self._served.intersection(one.word for one in tokens):
                return Found(at, at, "plan", Plan(self._known(("va",))), 0.85)
        return Found(at, at, "state", token.said, 0.9) if placed or alone else None
