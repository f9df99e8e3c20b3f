"""Reading grade (Flesch-Kincaid, by textstat) of everything that a person meets.

Run it for the report: ``python -m tests.support.reading``.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import textstat

from dialogs.words import message_ids, words_in
from knowledge.library import shipped

GOAL = 8.0
SHORTEST = 8
"""Words under which a grade says nothing."""
SAMPLE: dict[str, object] = {
    "who": "patient", "at": 3, "of": 18, "label": "State", "value": "Texas", "text": "words", "listed": "a list",
    "count": 2, "number": 1, "answered": 3, "total": 18, "flow": "coverage", "sources": "", "lines": "one line",
    "means": "", "todo": "", "hints": "", "hint": "", "body": "", "step": "", "title": "", "by": "", "address": "",
    "checked": "", "ask": "", "help": "", "part": "this", "limit": 4000, "choices": "this; that", "most": 20,
    "amount": "4.00", "answer": "yes", "words": "words", "get": "", "command": "next", "what": "", "commands": "",
}  # fmt: skip


def texts() -> Iterator[tuple[str, str]]:
    """Every text by its id: messages of the catalogue, then what knowledge says."""
    for message in sorted(message_ids()):
        if not message.startswith("sample-"):
            yield message, words_in("en").get(message, **SAMPLE) or ""
    for name, table in shipped().sourced().items():
        for entry in table.values():
            for field in ("text", "means", "todo", "ask", "why"):
                if value := getattr(entry, field, None):
                    yield f"{name}.{entry.id}.{field}", value
    for name, choices in shipped().choices.items():
        for choice in choices.values():
            for field in ("find", "get"):
                if value := getattr(choice, field):
                    yield f"{name}.{choice.id}.{field}", value
    for kind, line in shipped().safety.lines.items():
        yield f"safety.{kind}", line.en


def grades() -> dict[str, float]:
    """Grade by id, the hardest first."""
    found = {name: textstat.flesch_kincaid_grade(text) for name, text in texts() if len(text.split()) >= SHORTEST}
    return dict(sorted(found.items(), key=lambda pair: -pair[1]))


if __name__ == "__main__":
    report = grades()
    for message, grade in report.items():
        print(f"{grade:5.1f}  {message}")
    print(f"{len(report)} texts, {sum(g > GOAL for g in report.values())} above grade {GOAL:g}")
