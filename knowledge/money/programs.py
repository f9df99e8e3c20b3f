"""Which programs may help a person: what each needs, held against what is known. Pure functions.

What is not known is never taken for met or missed: a program whose needs are partly unknown is named with the questions
that remain.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from knowledge.law.rulebook import Rulebook, UnknownYear
from knowledge.money.costs import CENT
from knowledge.money.paying import Range
from knowledge.money.schema import Need, Program

HIGHER = {"AK": "alaska", "HI": "hawaii"}
"""States with guidelines of their own (HHS poverty guidelines)."""
TERRITORIES = frozenset({"PR", "GU", "VI", "AS", "MP"})
"""Where HHS publishes no guideline, and each program picks one."""
Fit = Literal["fits", "may", "ask", "no"]


def guideline(household: int, state: str | None, year: int, book: Rulebook) -> Decimal:
    """The federal poverty guideline of a household, in dollars a year.

    Args:
        household: Persons in it, 1 or more.
        state: Two letters; None when not known.

    Raises:
        UnknownYear: No guideline of that year for that state and size was seen; or the state is not known.
    """
    values = book.told("poverty", year).values
    if state is None or state in TERRITORIES:
        raise UnknownYear(f"poverty {year}: there is no guideline for {state or 'a state that is not known'}")
    if area := HIGHER.get(state):
        first = values.get(f"{area}_first")
        more = values.get(f"{area}_more")
        if first is None or (more is None and household > 1):
            raise UnknownYear(f"poverty {year}: no guideline was seen for {household} persons in {state}")
        return first + (household - 1) * (more or Decimal(0))
    return values["first"] + (household - 1) * values["more"]


def percent(income: Range, line: Decimal) -> Range:
    """Income as a percent of the guideline, to the hundredth."""
    return Range(low=(100 * income.low / line).quantize(CENT), high=(100 * income.high / line).quantize(CENT))


@dataclass(frozen=True)
class Match:
    """How a program fits a person.

    Attributes:
        fit: ``fits``: all needs are met; ``may``: none is missed, `open` are not known; ``ask``: only a rule of thumb
            (a need that is not firm) is missed; ``no``: a firm need is missed.
        open: Facts that are not known, in the order of the program's needs.
        missed: The first need that is not met.
    """

    program: Program
    fit: Fit
    open: tuple[str, ...] = ()
    missed: Need | None = None


def met(need: Need, facts: Mapping[str, Any]) -> bool | None:
    """Whether a need is met; None when that is not known.

    Args:
        facts: By fact: a word, or for age and poverty a `Range`. What is not known is left out or None.
    """
    held = facts.get(need.fact)
    if held is None:
        return None
    if need.fact in ("age", "poverty"):
        inside = [_inside(need, held.low), _inside(need, held.high)]
        spans = held.low < (need.least or 0) and need.most is not None and held.high > need.most
        return inside[0] if inside[0] == inside[1] and not spans else None
    return held in need.any if need.any else held not in need.none


def _inside(need: Need, amount: Decimal) -> bool:
    return (need.least is None or amount >= need.least) and (need.most is None or amount <= need.most)


def match(program: Program, facts: Mapping[str, Any]) -> Match:
    """How one program fits."""
    results = [(need, met(need, facts)) for need in program.needs]
    firmly = next((need for need, result in results if result is False and need.firm), None)
    if firmly is not None:
        return Match(program, "no", missed=firmly)
    unknown = tuple(dict.fromkeys(need.fact for need, result in results if result is None))
    loosely = next((need for need, result in results if result is False), None)
    if loosely is not None:
        return Match(program, "ask", unknown, loosely)
    return Match(program, "may" if unknown else "fits", unknown)


ORDER: Mapping[Fit, int] = {"fits": 0, "may": 1, "ask": 2, "no": 3}


def matches(programs: Iterable[Program], facts: Mapping[str, Any]) -> list[Match]:
    """Every program that is not closed and not ruled out: those known to be open first, the best fit first."""
    found = [match(program, facts) for program in programs if program.status != "closed"]
    fitting = [one for one in found if one.fit != "no"]
    return sorted(fitting, key=lambda one: (one.program.status != "open", ORDER[one.fit]))


def remaining(found: Iterable[Match]) -> list[str]:
    """Facts that would settle more, the one that settles most programs first."""
    counted: dict[str, int] = {}
    for one in found:
        for fact in one.open:
            counted[fact] = counted.get(fact, 0) + 1
    return sorted(counted, key=lambda fact: -counted[fact])
