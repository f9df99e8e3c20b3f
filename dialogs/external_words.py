"""Who runs the external review of a plan, in words: by the row of its state, the federal process, or the letter."""

from __future__ import annotations

from collections.abc import Iterator

from dialogs.words import Words
from knowledge.rulebook import Rulebook
from knowledge.states import State


def runs(plan: str | None, code: str | None, book: Rulebook, words: Words) -> str:
    """Who runs it, where the request goes, whom to call, and what to mind there.

    Args:
        plan: Kind of plan.
        code: Two letters of the state; None when not known.
    """
    row = book.state_for(plan, code)
    if row is not None:
        return "\n".join(_of_state(row, words))
    federal = book.by_id[book.states.federal]
    if plan in book.plans(federal):
        return words("external-runs-federal", cite=federal.cite)
    return words("external-runs-unknown")


def _of_state(row: State, words: Words) -> Iterator[str]:
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
    yield from review.advice
    if review.confidence != "verified":
        yield words("external-not-seen")
