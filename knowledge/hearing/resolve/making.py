"""How facts are made of marks, the same way for every slot."""

from __future__ import annotations

from knowledge.hearing.acts import About, Fact, Standing
from knowledge.hearing.spans import STANDINGS, Mark, Read

DOUBT = 0.2
"""What two names that exclude one another take away."""


def fact(
    read: Read,
    mark: Mark,
    slot: str,
    *values: object,
    sure: float | None = None,
    about: About = About.PATIENT,
    told: bool = False,
) -> Fact:
    """A fact in the words of a mark, with the standing that its scopes give it, or told as so."""
    standing, about = (Standing.ASSERTED, about) if told else standing_of(mark, about)
    confidence = min(0.99, mark.sure if sure is None else sure)
    return Fact(read.span(mark), read.words(mark), round(confidence, 2), slot, tuple(values), about, standing)


def standing_of(mark: Mark, about: About = About.PATIENT) -> tuple[Standing, About]:
    """How a mark is meant, and about whom."""
    if "other" in mark.scopes:
        about = About.OTHER
    for scope, standing in STANDINGS.items():
        if scope in mark.scopes:
            return standing, about
    return Standing.ASSERTED, about
