"""Plan kind, insurer and state."""

from __future__ import annotations

from knowledge.hearing.acts import Fact
from knowledge.hearing.names import MARKETPLACE, Plan
from knowledge.hearing.resolve.making import DOUBT, fact
from knowledge.hearing.spans import Mark, Read

_OF_A_PLAN, _OF_AN_INSURER = 0.75, 0.65
"""How sure a state is that is told only by the name of a plan or an insurer: it is asked about."""
_CODE = 2
"""Letters of the code of a state."""
_MEDICAID = frozenset({"medicaid_managed_care", "medicaid_fee_for_service"})


def _lifted(read: Read, mark: Mark) -> bool:
    """Whether "my" or "I have" right before a name says that it is ours, in a question too."""
    return any(item.word in read.sets["mine"] for item in read.items[max(0, mark.first - 2) : mark.first])


def usable(read: Read, mark: Mark) -> bool:
    """Whether a name of a plan or an insurer is told of the case."""
    if not mark.scopes:
        return True
    card = isinstance(mark.value, Plan) and mark.value.card and bool(read.told("dx"))
    return mark.scopes == {"asked"} and (card or _lifted(read, mark))


def plan_marks(read: Read) -> list[tuple[Mark, tuple[str, ...]]]:
    """Marks that tell among which kinds the plan is, in the order of the text."""
    found = []
    for mark in read.marks:
        if mark.kind == "plan" and mark.name != "nothing" and usable(read, mark):
            kinds = mark.value.kinds if isinstance(mark.value, Plan) else tuple(mark.value or ())
            if kinds:
                found.append((mark, kinds))
    return found


def plan_kind(read: Read) -> list[Fact]:
    """The kind of plan: what all that was told leaves."""
    found = plan_marks(read)
    if not found:
        return []
    groups: list[tuple[list[Mark], tuple[str, ...]]] = []
    for mark, kinds in sorted(found, key=lambda pair: (len(pair[1]), -pair[0].sure, -pair[0].length, pair[0].first)):
        for number, (marks, held) in enumerate(groups):
            left = tuple(kind for kind in held if kind in kinds)
            if left:
                groups[number] = ([*marks, mark], left)
                break
        else:
            groups.append(([mark], kinds))
    marks, kinds = _chosen(read, groups)
    if set(kinds) == _MEDICAID and insurer(read):
        return [fact(read, marks[0], "plan_kind", "medicaid_managed_care", sure=0.85, told=True)]
    best = max(marks, key=lambda mark: (len(_kinds(mark)) == len(kinds), mark.sure))
    sure = _OF_AN_INSURER if _elsewhere(read, best) else best.sure - _rivalry(marks, groups)
    return [fact(read, best, "plan_kind", *kinds, sure=sure, told=True)]


def _rivalry(chosen: list[Mark], groups: list[tuple[list[Mark], tuple[str, ...]]]) -> float:
    """What rivals take from the sureness of a kind: half where a card stands against mere words."""
    if len(groups) == 1:
        return 0.0
    rivals = [mark for marks, _ in groups if marks is not chosen for mark in marks]
    return DOUBT / 2 if any(map(_is_card, chosen)) and not any(map(_is_card, rivals)) else DOUBT


def _elsewhere(read: Read, mark: Mark) -> bool:
    """Whether the plan of a card is one of another state than the person tells."""
    own = mark.value.state if isinstance(mark.value, Plan) and mark.value.kinds != (MARKETPLACE,) else None
    told = {place.value for place in read.told("state")}
    return bool(own and told and own not in told and mark.value.card)


def _is_card(mark: Mark) -> bool:
    return isinstance(mark.value, Plan) and mark.value.card


def _kinds(mark: Mark) -> tuple[str, ...]:
    return mark.value.kinds if isinstance(mark.value, Plan) else tuple(mark.value or ())


def _chosen(read: Read, groups: list[tuple[list[Mark], tuple[str, ...]]]) -> tuple[list[Mark], tuple[str, ...]]:
    """Where two kinds exclude one another: a card before words, more before fewer, the nearer to the denial."""
    if len(groups) == 1:
        return groups[0]
    denials = read.told("event", "denied", "cut", "partly_approved", "approved")

    def weight(group: tuple[list[Mark], tuple[str, ...]]) -> tuple[float, ...]:
        marks, kinds = group
        card = any(_is_card(mark) and not _elsewhere(read, mark) for mark in marks)
        near = -min((read.gap(mark, event) for mark in marks for event in denials), default=0)
        now = any(
            item.word in read.sets["now"] for mark in marks for item in read.items[max(0, mark.first - 6) : mark.first]
        )
        return (
            float(now),
            float("workers_compensation" in kinds and len(marks) > 1),
            float(card),
            float(len(marks) > 1 and len(kinds) == 1),
            float(near),
        )

    return max(groups, key=weight)


def insurer(read: Read) -> list[Fact]:
    """The insurer, also one named on a card."""
    marks = [
        mark
        for mark in read.marks
        if mark.kind in ("insurer", "plan") and isinstance(mark.value, Plan) and mark.value.insurer
    ]
    told = [mark for mark in marks if usable(read, mark)]
    asked = [mark for mark in marks if mark.scopes == {"asked"}]
    if (
        not told
        and len({mark.value.insurer for mark in asked}) == 1
        and read.told("dx")
        and read.told("who", "patient")
    ):
        told = asked
    if not told:
        return []
    denials = read.told("event", "denied", "cut", "partly_approved", "approved")
    names = {mark.value.insurer for mark in told}

    def weight(mark: Mark) -> tuple[float, ...]:
        near = -min((read.gap(mark, event) for event in denials), default=0)
        return (
            float(mark.value.card and bool(mark.value.kinds)),
            float(near > -4),
            float(mark.length),
            float(-mark.first),
        )

    best = max(told, key=weight)
    if _elsewhere(read, best):
        return [fact(read, best, "insurer", best.value.insurer, sure=_OF_AN_INSURER, told=True)]
    sure = min(best.sure, 0.95) - (DOUBT if len(names) > 1 and not _same(names) else 0)
    return [fact(read, best, "insurer", best.value.insurer, sure=max(sure, 0.65), told=True)]


def _same(names: set[str]) -> bool:
    """Whether all are one insurer under a shorter and a longer name."""
    longest = max(names, key=len).lower()
    return all(name.lower().split()[0] in longest for name in names)


def state(read: Read, caregiver: bool, asked: str | None) -> list[Fact]:
    """Where the patient lives; never the place of a clinic, an office or an insurer.

    Two letters alone answer the question for the state and no other ("MS" is an illness as well).
    """
    places = [mark for mark in read.marks if mark.kind in ("state", "city") and not mark.scopes]
    if len(read.items) == 1 and asked not in (None, "state") and len(read.items[0].word) == _CODE:
        return []
    barred = [mark for mark in read.marks if mark.kind == "home" and mark.name == "nothing"]
    lives = read.told("home", "live")
    helper = read.told("home", "helper")
    best: tuple[float, Mark] | None = None
    for place in places:
        at_home = any(home.first <= place.first <= home.last for home in lives)
        other = any(bar.first <= place.first <= bar.last for bar in barred)
        own = caregiver and any(home.first <= place.first <= home.last for home in helper)
        if other and not at_home:
            continue
        before = read.items[place.first - 1].word if place.first else ""
        weight = 1.0 * at_home + 0.5 * (before in read.sets["placed"]) - 0.9 * own - 0.3 * (place.kind == "city")
        if best is None or weight > best[0]:
            best = (weight, place)
    if best is not None:
        place = best[1]
        values = {mark.value for mark in places}
        sure = place.sure - (DOUBT if len(values) > 1 and best[0] < 1 else 0)
        if best[0] < -0.5 or (best[0] < 0 and place.kind == "city" and asked != "state"):
            return []
        return [fact(read, place, "state", place.value, sure=sure)]
    for mark in read.marks:
        named = mark.kind in ("plan", "insurer") and isinstance(mark.value, Plan)
        if named and mark.value.state and usable(read, mark):
            own = mark.value.kinds == (MARKETPLACE,)  # a state's marketplace sells to those who live there
            least = _OF_A_PLAN if mark.kind == "plan" else _OF_AN_INSURER
            return [fact(read, mark, "state", mark.value.state, sure=mark.sure if own else min(mark.sure, least))]
    return []
