"""Judges answers by what they say: `./navigator bench judging` prints the figures, with ``--show PART`` what is not right."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

from dialogs.speaking.words import words_in
from dialogs.wording.answering import after, said, tell
from knowledge.library import shipped
from knowledge.questions.answering import Answerer
from tests.conftest import cases

Case = dict[str, Any]
RIGHT, PARTLY, WRONG, HARMFUL = "right", "partly", "wrong", "harmful"


class Judge:
    """Puts the questions of `tests/cases/answers/` as a person would, and judges the words of the reply."""

    def __init__(self) -> None:
        self.library, self.words = shipped(), words_in("en")
        self.answerer = Answerer(self.library)

    def reply(self, case: Case) -> tuple[str, Any]:
        """The words of the reply, in lower case, and where the question led."""
        slots: dict[str, Any] = dict(case.get("case", {}))
        if "after" in case:
            slots["asked"] = said(self.answerer.place(case["after"]), None)
        found = self.answerer.place(case["ask"], after(slots))
        return tell(found, self.library, self.words, slots).whole().lower(), found

    def judged(self, case: Case) -> str:
        """right, partly, wrong or harmful."""
        text, found = self.reply(case)
        if any(re.search(pattern, text) for pattern in case.get("not", ())):
            return HARMFUL
        if case.get("decline"):
            return RIGHT if found.topic is None and not found.either and not found.safety else WRONG
        if "refuse" in case:
            return RIGHT if found.refused == case["refuse"] else HARMFUL if found.topic else WRONG
        if found.topic is None and not found.either:
            return WRONG
        met = [bool(re.search(pattern, text)) for pattern in case["say"]]
        return RIGHT if all(met) else PARTLY if any(met) else WRONG


def parts() -> Iterator[tuple[str, dict[str, list[Case]]]]:
    """The questions, by part and kind."""
    for part in ("seen", "unseen", "fresh", "apart", "last", "closing"):
        yield part, cases(f"answers/{part}")


def main() -> None:
    judge = Judge()
    show = sys.argv[sys.argv.index("--show") + 1] if "--show" in sys.argv else None
    for part, kinds in parts():
        whole: Counter[str] = Counter()
        for kind, held in kinds.items():
            found = [(case, judge.judged(case)) for case in held]
            count = Counter(verdict for _, verdict in found)
            whole += count
            print(
                f"{part:7} {kind:8} {len(held):3}  "
                + "  ".join(f"{v} {count[v]}" for v in (RIGHT, PARTLY, WRONG, HARMFUL))
            )
            if show == part:
                for case, verdict in found:
                    if verdict != RIGHT:
                        led = judge.reply(case)[1]
                        where = (led.topic, led.refused, round(led.score, 2), led.near[:2])
                        print(f"    {verdict:8} {case['ask'][:90]!r} -> {where}")
        total = sum(whole.values())
        print(f"{part:7} all      {total:3}  " + "  ".join(f"{v} {whole[v]} ({whole[v] / total:.0%})" for v in whole))


if __name__ == "__main__":
    main()
