"""Reading grade (Flesch-Kincaid) of every message; what knowledge says is graded by `knowledge.library.check`.

Run it for the report: ``python -m tests.support.reading``.
"""

from __future__ import annotations

from dialogs.speaking.words import message_ids, words_in
from knowledge.library.check import GRADE, grade

SAMPLE: dict[str, object] = {
    "named": "yes", "reached": "yes", "operator": "The clinic", "keep": 730, "warn": 30, "copies": 14,
    "trials": "yes", "policy": "", "version": 1,
    "last": "Friday, May 1", "short": "Call or text 988.", "aim": "", "whose": "Your", "them": "your father", "roads": "", "question": "no",
    "asked": "when", "who": "patient", "at": 3, "of": 18, "label": "State", "value": "Texas", "text": "words", "listed": "a list",
    "count": 2, "left": 2, "number": 1, "answered": 3, "total": 18, "flow": "coverage", "sources": "", "lines": "one line",
    "means": "", "todo": "", "hints": "", "hint": "", "body": "", "step": "", "title": "", "by": "", "address": "",
    "checked": "", "ask": "", "help": "", "part": "this", "limit": 4000, "choices": "this; that", 
    "amount": "4.00", "answer": "yes", "words": "words", "get": "", "command": "next", "what": "", "commands": "",
    "date": "Friday, May 1", "day": "Friday, May 1", "days": 5, "notice": "May 1", "law": "May 1", "letter": "May 9",
    "year": 2026, "reason": "", "cite": "", "most": 90, "least": 30, "state": "Texas", "matter": "No. 1", "event": "",
    "why": "", "how": "", "takes": "an hour", "needs": "a letter", "told": "", "read": "May 1", "sent": "May 1",
    "owner": "you", "names": "gabapentin", "on": "May 1", "reference": "A 7", "about": "gabapentin", "start": "May 1",
    "end": "May 9", "name": "gabapentin", "outcome": "no relief", "rest": "", "tasks": "", "paper": "a note",
    "said": "an answer", "shown": 2, "line": "1. Letter", "pages": 3, "page": 1, "size": 60,
    "plan": "Aetna", "to": "the address", "member": "12", "lacking": "", "system": "CARC", "code": "55",
    "outside": "external review", "decides": "a reviewer", "sees": "", "fee": "", "binds": "", "after": "", "helper": "",
    "helps": "no", "you": "$100.00", "over": "no", "balance": "$5.00", "passage": "It is not covered", "kind": "denial", "ocr": 1, "sure": 90, "heading": "Exclusions", "unsure": "no", "missing": "the fax", "gaps": 2, "notes": "", "zone": "America/Chicago", "when": "By Friday", "found": "", "limits": "", "wording": "", "there": 3, "met": 4, "due": "May 9", "right": "", "labels": "", "stage": "denied", "time": "9:00 AM", "price": "$600", "used": "$400", "saved": "$80", "late": "$48", "months": 12, "monthly": "$90", "interest": "$30", "deductible": "$100", "counts": "no", "now": "$1,600", "refund": "$500", "later": "$900", "more": "$200", "low": 120, "high": 140, "percent": 20, "block": "", "minds": "", "cost": "$500", "effort": "some", "next": "Ask", "today": "May 1", "years": "2026", "facts": "your age", "gives": "Free help.", "bring": "a bill", "status": "", "fit": "you seem to fit", "condition": "fibromyalgia", "drug": "ketamine", "link": "", "age": "50", "place": "Ohio", "miles": 40, "ages": "ages 18 to 70", "sex": "women and men", "points": "pain", "contact": "Ann", "id": "", "mark": "(1)", "first": "gabapentin", "dose": "5 mg", "parts": "six infusions", "filed": "May 1", "form": "FIS 1", "office": "the department", "does": "helps.", "reach": "800-555-0100", "unit": "calendar_days", "second": "4 months", "length": "60 days", "starts": "receipt", "appeal": "internal appeal", "numbers": "3 and 4",
}  # fmt: skip


def grades() -> dict[str, float]:
    """Grade by message, the hardest first; messages too short to have one are left out."""
    found = {
        message: of
        for message in message_ids()
        if not message.startswith("sample-") and (of := grade(words_in("en").get(message, **SAMPLE) or "")) is not None
    }
    return dict(sorted(found.items(), key=lambda pair: -pair[1]))


if __name__ == "__main__":
    report = grades()
    for name, of in report.items():
        print(f"{of:5.1f}  {name}")
    print(f"{len(report)} messages, {sum(of > GRADE for of in report.values())} above grade {GRADE:g}")
