"""Who is asking: the patient, or somebody who helps."""

from __future__ import annotations

from collections.abc import Callable

from knowledge.hearing.acts import Fact
from knowledge.hearing.resolve.making import fact
from knowledge.hearing.spans import Mark, Read

_DEFAULT = 0.65
_ENOUGH = ("event", "dx", "insurer", "plan", "rx")
_KIN = ("kin", "kins", "client", "far")
_CLEAR = 0.6
"""Of the weight of what tells of oneself, so much must tell of somebody else before it is asked about."""


def who(read: Read, asked: str | None) -> list[Fact]:
    """The asker. Who is ill decides; a relative who only owns the plan, drives or is tired makes nobody a helper."""
    aside = read.told("who", "owner", "aside")
    others = [mark for mark in read.all("who") if "other" in mark.scopes]

    def free(mark: Mark) -> bool:
        within = any(mark.first >= a.first and mark.last <= a.last for a in (*aside, *others))
        return not within and not any(_inside_owner(read, mark, a) for a in aside)

    care = [mark for mark in read.told("who", "caregiver") if free(mark)]
    if read.told("who", "owner") and all(mark.weak for mark in care):
        care = []  # "he" is the one who owns the plan
    own = [mark for mark in read.told("who", "patient") if free(mark) and (mark.weak or not _holds_kin(read, mark))]
    named = [mark for mark in read.told("who", "self") if read.items[mark.last].word in read.sets["patient"]]
    if named:
        return [fact(read, named[0], "who", "patient")]
    mine = read.told("who", "mine")
    kin = [mark for mark in care if _holds_kin(read, mark)]
    if mine and not any(mark.first > mine[0].last for mark in kin):
        return [fact(read, mine[0], "who", "patient", sure=0.8)]
    ill = next((mark for mark in own if not mark.weak), None)
    theirs = [mark for mark in care if not mark.weak]
    if ill and not theirs and (_told_enough(read) or asked == "who"):
        return [fact(read, ill, "who", "patient", sure=0.9)]
    return _weighed(read, asked, care, own, free)


def _weighed(
    read: Read, asked: str | None, care: list[Mark], own: list[Mark], free: Callable[[Mark], bool]
) -> list[Fact]:
    """The asker where both are spoken of, or neither is said to be ill."""
    kin = [mark for mark in care if _holds_kin(read, mark) or not mark.weak]
    third = sum(item.word in read.sets["third"] for item in read.items)
    first = sum(item.word in read.sets["first"] for item in read.items)
    weight_care = 2 * len(kin) + (len(care) - len(kin)) + min(3, third) * 0.5
    weight_own = len(own) * 1.0 + min(4, first) * 0.25
    if kin and all(mark.weak for mark in kin) and not _told_enough(read) and asked != "who":
        return []  # a relative who is spoken of, and nothing of a case
    if kin and (weight_care >= weight_own * _CLEAR or third > 2):
        return [fact(read, kin[0], "who", "caregiver", sure=0.9 if weight_care > weight_own else 0.7)]
    if care and not kin and weight_care > weight_own and (third >= 1):
        return [fact(read, care[0], "who", "caregiver", sure=0.75)]
    selves = [mark for mark in read.told("who", "self") if free(mark)]
    if selves and not kin:
        return [fact(read, selves[0], "who", "patient")]
    if own and (_told_enough(read) or asked == "who"):
        return [fact(read, own[0], "who", "patient", sure=0.85 if weight_own > weight_care else 0.65)]
    kinds = {mark.kind for mark in read.marks if mark.kind in _ENOUGH and not mark.scopes and mark.name != "nothing"}
    alone = not third and not any(item.kind in ("kin", "client") for item in read.items)
    if alone and len(kinds) >= 2 and _told_enough(read):
        best = next(mark for mark in read.marks if mark.kind in kinds and not mark.scopes)
        return [fact(read, best, "who", "patient", sure=_DEFAULT)]
    return []


def _holds_kin(read: Read, mark: Mark) -> bool:
    return any(item.kind in _KIN for item in read.items[mark.first : mark.last + 1])


def _told_enough(read: Read) -> bool:
    """Whether anything of a case is told: somebody who only asks is not yet anybody."""
    return any(
        mark.kind in ("event", "dx", "plan", "insurer", "drug", "rx", "ongoing", "urgent", "reason")
        and not mark.scopes
        and mark.name not in ("nothing", "other")
        for mark in read.marks
    )


def _inside_owner(read: Read, mark: Mark, aside: Mark) -> bool:
    """Whether the relative of a mark is one who only owns the plan or is told in passing."""
    kin = [at for at in range(mark.first, mark.last + 1) if read.items[at].kind in ("kin", "kins")]
    return bool(kin) and all(aside.first <= at <= aside.last for at in kin)
