"""`navigator cost`: a course of infusions from a file, and what it costs whom."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from dialogs.words import DEFAULT, words_in
from knowledge import costs

LARGEST = 200_000


class CannotCost(Exception):
    """The file cannot be used; the text names the place and what is accepted."""


def read(path: Path) -> costs.Course:
    """A course from a YAML or JSON file.

    Raises:
        CannotCost: It is no such file, or a value in it does not fit.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise CannotCost(f"{path} is too large for a course of infusions")
        raw = yaml.safe_load(path.read_text("utf-8"))
        return costs.Course.model_validate(raw)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise CannotCost(f"{path}: {str(error).splitlines()[0]}") from None
    except ValidationError as error:
        places = [f"{'.'.join(map(str, one['loc'])) or 'file'}: {one['msg']}" for one in error.errors()]
        raise CannotCost("; ".join(places[:5])) from None


def reckoned(course: costs.Course) -> dict[str, Any]:
    """For a program.

    Raises:
        CannotCost: Something is missing that may not be guessed.
    """
    try:
        found = costs.lines(course)
    except costs.CostError as error:
        raise CannotCost(str(error)) from None
    ways = [
        {"option": one.option, "lacking": one.lacking} | (_money(one.total) if one.total else {})
        for one in costs.options(course)
    ]
    return {"lines": [_money(one) for one in found], "totals": _money(costs.total(found)), "options": ways}


def _money(one: Any) -> dict[str, Any]:
    return {name: _plain(value) for name, value in dataclasses.asdict(one).items()}


def _plain(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else value.isoformat()


def told(found: dict[str, Any]) -> str:
    """The same as lines for a person."""
    words = words_in(DEFAULT)
    lines = []
    for one in found["lines"]:
        over = "yes" if one["balance_bill"] else "no"
        lines.append(
            words("cost-line", date=one["date"], balance=_dollars(one["balance_bill"]), over=over, **_both(one))
        )
    lines.append(words("cost-total", **_both(found["totals"])))
    for one in found["options"]:
        name = words(f"cost-option-{one['option'].replace('_', '-')}")
        if one["lacking"]:
            lines.append(words("cost-option-lacking", name=name))
        else:
            lines.append(words("cost-option", name=name, **_both(one)))
    return "\n".join(lines)


def _both(one: dict[str, Any]) -> dict[str, str]:
    return {"you": _dollars(one["you_pay"]), "plan": _dollars(one["plan_pays"])}


def _dollars(amount: float) -> str:
    return f"${amount:,.2f}"
