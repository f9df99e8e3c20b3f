"""What a course costs, in words. Pure: the sums are knowledge's, the words the catalogue's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dialogs.forms import speech
from dialogs.speaking.words import Words
from knowledge.money.costs import Course, Line, lines, total
from knowledge.money.paying import Between, Instalments, Sheet, Waiting, Way, waiting, ways

SHOWN = 12
"""Infusions that are shown one by one in a chat."""


def dollars(amount: Between, words: Words) -> str:
    """One amount, or the least and the most."""
    if amount.exact:
        sign = "-" if amount.low < 0 else ""
        return sign + words("value-money", amount=speech.amount(abs(amount.low)))
    if amount.low == 0:
        return words("value-money-most", high=speech.amount(amount.high))
    return words("value-money-range", low=speech.amount(amount.low), high=speech.amount(amount.high))


def option_name(way: Way, words: Words) -> str:
    """The name of a way to pay."""
    return words(f"cost-option-{way.option}".replace("_", "-"))


def way_lines(way: Way, words: Words) -> Iterator[str]:
    """One way to pay: what you pay and what the plan pays, the payment plan behind it, what an account saves."""
    name = option_name(way, words)
    if way.you_pay is None or way.plan_pays is None:
        yield words("cost-option-lacking", name=name)
        return
    you = dollars(way.you_pay, words)
    if way.plan_pays.high:
        yield words("cost-option", name=name, you=you, plan=dollars(way.plan_pays, words))
    else:
        yield words("cost-option-alone", name=name, you=you)
    if way.plan:
        yield from _monthly(way.plan, words)
    if way.account:
        yield _account(way, words)


def _monthly(plan: tuple[Instalments, Instalments], words: Words) -> Iterator[str]:
    low, high = plan
    yield words(
        "cost-monthly",
        months=low.months,
        monthly=dollars(Between(low.monthly or low.last, high.monthly or high.last), words),
        interest=dollars(Between(low.interest, high.interest), words),
    )
    if high.late:
        yield words("cost-deferred", late=dollars(Between(high.late, high.late), words))


def _account(way: Way, words: Words) -> str:
    held = way.account
    assert held is not None
    used, kind = dollars(held.used, words), held.kind
    if held.saved is None or held.after_tax is None:
        return words("cost-account-untaxed", kind=kind, used=used)
    saved, after = dollars(held.saved, words), dollars(held.after_tax, words)
    return words("cost-account", kind=kind, used=used, saved=saved, after=after)


def visit_lines(found: Sequence[Line], words: Words) -> Iterator[str]:
    """Each infusion of a course, and the sum."""
    for one in found:
        yield words(
            "cost-line",
            date=speech.shown_date(one.date.isoformat(), words.language),
            you=_exactly(one.you_pay, words),
            plan=_exactly(one.plan_pays, words),
            balance=_exactly(one.balance_bill, words),
            over="yes" if one.balance_bill else "no",
            deductible=_exactly(one.toward_deductible, words),
            counts="yes" if one.toward_deductible else "no",
        )
    both = total(found)
    yield words("cost-total", you=_exactly(both.you_pay, words), plan=_exactly(both.plan_pays, words))


def _exactly(amount: Any, words: Words) -> str:
    return dollars(Between(amount, amount), words)


def ends(courses: Sequence[Course], words: Words) -> Iterator[tuple[str | None, list[Line]]]:
    """The lines of the course; where there are ranges, at their lower and at their higher end, each with its name."""
    low, high = lines(courses[0]), lines(courses[-1])
    if low == high:
        yield None, low
    else:
        yield words("cost-at-low"), low
        yield words("cost-at-high"), high


def waiting_lines(found: Waiting, words: Words) -> Iterator[str]:
    """What an appeal is worth in money."""
    yield words("wait-now", now=dollars(found.now, words))
    yield words("wait-approved", you=dollars(found.approved, words))
    if found.saved.low > 0:
        yield words("wait-saved", saved=dollars(found.saved, words))
    elif found.saved.high <= 0:
        yield words("wait-dearer", more=dollars(found.saved.map(lambda amount: -amount), words))
    else:
        yield words("wait-open")
    if found.refund.high:
        yield words("wait-refund", refund=dollars(found.refund, words))
    if found.later is not None and found.later != found.approved:
        yield words("wait-later", later=dollars(found.later, words))
    first, last = found.visits
    if found.saved.low > 0 and (first, last) != (1, 1):
        numbers = sorted(one for one in {first, last} if one is not None)
        yield words("wait-visits", least=numbers[0], most=numbers[-1])


def sheet_lines(sheet: Sheet, words: Words) -> Iterator[str]:
    """Everything about a course, for the command line.

    Raises:
        CostError: Something is missing that may not be guessed.
    """
    for name, found in ends(list(sheet.courses()), words):
        if name:
            yield name
        yield from visit_lines(found, words)
    for way in ways(sheet):
        yield from way_lines(way, words)
    if sheet.appeal:
        yield from waiting_lines(waiting(sheet), words)
