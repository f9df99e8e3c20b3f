"""What a plan wants to see shown, in words: the table, the count, what is missing and who gets it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dialogs.case import histories
from dialogs.speaking.words import Words
from knowledge.law.criteria import Shown, wanted_by
from knowledge.library import Library


def table(slots: Mapping[str, Any], library: Library, words: Words) -> list[dict[str, Any]]:
    """A row for each criterion."""
    found, own = histories.shown(slots, library)
    return [
        {
            "id": shown.wanted.criterion.id,
            "label": label(shown, words),
            "status": shown.status,
            "support": list(shown.support),
            "paper": shown.wanted.criterion.paper,
            "owner": shown.wanted.criterion.owner,
            "policy": shown.wanted.text,
            "own": own,
            "sources": list(shown.wanted.criterion.sources),
        }
        for shown in found
    ]


def label(shown: Shown, words: Words) -> str:
    """What is wanted, with the number that the plan names."""
    wanted = shown.wanted
    text = wanted.criterion.label
    if wanted.text and wanted.count > wanted.criterion.count:
        text = words("criteria-count", label=text, count=wanted.count)
    return words("criteria-days", label=text, days=wanted.days) if wanted.text and wanted.days else text


def told(slots: Mapping[str, Any], library: Library, words: Words) -> str:
    """The whole table as text."""
    found, own = histories.shown(slots, library)
    lines = [line(shown, words) for shown in found]
    parts = [words("criteria-own" if own else "criteria-general"), "\n".join(lines)]
    parts.append(words("criteria-shown", met=sum(s.status == "met" for s in found), count=len(found)))
    if strange := wanted_by(histories.policy_words(slots), library)[1]:
        parts.append(words("criteria-strange", lines="\n".join(f"• {said}" for said in strange)))
    return "\n\n".join(parts)


def line(shown: Shown, words: Words) -> str:
    """A criterion with how far it is shown, and by which papers."""
    support = words("criteria-by", names=", ".join(shown.support)) if shown.support else ""
    return words(f"criteria-{shown.status}".replace("_", "-"), label=label(shown, words), by=support)


def gaps(slots: Mapping[str, Any], library: Library) -> list[Shown]:
    """What is not shown yet."""
    return [shown for shown in histories.shown(slots, library)[0] if shown.status != "met"]


def tasks(slots: Mapping[str, Any], library: Library, words: Words) -> str:
    """What to get, from whom, and the words to send."""
    lines = []
    for shown in gaps(slots, library):
        c = shown.wanted.criterion
        owner = words(f"owner-{c.owner}")
        lines.append(words("criteria-task", owner=owner, label=c.label, paper=c.paper, todo=c.todo, wording=c.wording))
    return "\n\n".join(lines)
