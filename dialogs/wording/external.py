"""Who runs the external review of a plan, in words: by the row of its state, the federal process, or the letter."""

from __future__ import annotations

from collections.abc import Iterator

from dialogs.speaking.words import Words
from knowledge.law.rulebook import Rulebook
from knowledge.law.states import State

EVIDENCE = "external_evidence"
"""The stage at which more papers may be sent."""


def runs(plan: str | None, code: str | None, book: Rulebook, words: Words, *, dated: bool = False) -> str:
    """Who runs it, where the request goes, whom to call, and what to mind there.

    Args:
        plan: Kind of plan.
        code: Two letters of the state; None when not known.
        dated: The date is told too, and with it what to mind.
    """
    row = book.state_for(plan, code)
    if row is not None:
        return "\n".join([*of_state(row, words), *(() if dated else row.external.advice)])
    federal = book.by_id[book.states.federal]
    if plan in book.plans(federal):
        return words("external-runs-federal", cite=federal.cite)
    return words("external-runs-unknown")


def of_state(row: State, words: Words) -> Iterator[str]:
    """Who runs it in a state, where the request goes, whom to call."""
    review = row.external
    name = words("external-own-name", name=review.name) if review.name else ""
    yield words(f"external-runs-{review.run_by}-in", state=row.name, name=name, cite=review.cite)
    if review.office and review.file_with:
        yield words(f"external-file-with-{review.file_with}", office=review.office)
    contact = [text for text in (review.phone, review.web) if text]
    if contact:
        yield words("external-contact", how=", ".join(contact))
    if review.form:
        yield words("external-form", form=review.form)
    if review.fee:
        yield words("external-fee", fee=review.fee)
    if review.confidence != "verified":
        yield words("external-not-seen")


def papers(plan: str | None, book: Rulebook, words: Words) -> str:
    """How long one may send more papers once the reviewer has written."""
    rules = [rule for rule in book.at(plan or "", EVIDENCE) if rule.confidence == "verified" and rule.clocks]
    if not rules:
        return words("external-papers-unknown")
    rule = min(rules, key=lambda one: one.clocks[-1].amount or 0)
    return words("external-papers", days=rule.clocks[-1].amount, cite=rule.cite)
