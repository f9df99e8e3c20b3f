"""The small language of conditions in flow files and next steps.

``plan_kind in [marketplace, va] and not (denial_letter in papers)``, ``plan_kind is unknown``. A name on the
left of a comparison (or the right of ``in``) is a slot; any other bare name is a word.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

UNKNOWN = "(unknown)"
"""What a slot holds when the person answered "I don't know"."""
SKIPPED = "(skipped)"
"""What a slot holds when the person skipped the question."""

_STATES = {"unknown", "skipped", "known", "yes", "no", "unsure"}


class ConditionError(ValueError):
    """The condition cannot be read; the text says where and what would be accepted."""


class Condition:
    """A condition over slots. `slots`: those that it reads; `words`: the answers that it names.

    Args:
        source: The text, for example ``who == caregiver``.

    Raises:
        ConditionError: The text uses anything but names, ``== != in is``, ``and or not`` and lists.
    """

    def __init__(self, source: str) -> None:
        self.source = source

        try:
            self._tree = ast.parse(re.sub(r"\btrue\b", "True", source.strip()), mode="eval").body
        except SyntaxError as error:
            raise ConditionError(f"cannot read {source!r}: {error.msg}") from error
        self.slots: set[str] = set()
        self.words: set[str] = set()
        self._check(self._tree)

    def _check(self, node: ast.expr) -> None:
        match node:
            case ast.BoolOp(values=values):
                for value in values:
                    self._check(value)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                self._check(operand)
            case ast.Constant(value=bool()):
                pass
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                self._check_comparison(left, op, right)
            case _:
                raise ConditionError(f"{self.source!r}: only comparisons joined by and, or, not are accepted")

    def _check_comparison(self, left: ast.expr, op: ast.cmpop, right: ast.expr) -> None:
        if not isinstance(left, ast.Name):
            raise ConditionError(f"{self.source!r}: a comparison starts with a name")
        if isinstance(op, ast.In) and isinstance(right, ast.Name):
            self.slots.add(right.id)
            self.words.add(left.id)
        elif (
            (isinstance(op, ast.Eq | ast.NotEq) and isinstance(right, ast.Name | ast.Constant))
            or (isinstance(op, ast.In | ast.NotIn) and isinstance(right, ast.List))
            or (isinstance(op, ast.Is | ast.IsNot) and isinstance(right, ast.Name) and right.id in _STATES)
        ):
            self.slots.add(left.id)
            if not isinstance(op, ast.Is | ast.IsNot):
                values = right.elts if isinstance(right, ast.List) else [right]
                self.words.update(value.id for value in values if isinstance(value, ast.Name))
        else:
            raise ConditionError(
                f"{self.source!r}: accepted are ==, != with a word, in with a list or a slot, "
                f"and is with one of {', '.join(sorted(_STATES))}"
            )

    def holds(self, slots: Mapping[str, Any]) -> bool:
        """Whether the condition is true of these slots. An unanswered slot equals nothing."""
        return self._eval(self._tree, slots)

    def _eval(self, node: ast.expr, slots: Mapping[str, Any]) -> bool:
        match node:
            case ast.BoolOp(op=ast.And(), values=values):
                return all(self._eval(value, slots) for value in values)
            case ast.BoolOp(values=values):
                return any(self._eval(value, slots) for value in values)
            case ast.UnaryOp(operand=operand):
                return not self._eval(operand, slots)
            case ast.Compare(left=ast.Name(id=name), ops=[op], comparators=[right]):
                return self._compare(name, op, right, slots)
            case ast.Constant(value=value):
                return bool(value)
        raise AssertionError(ast.dump(node))

    @staticmethod
    def _compare(name: str, op: ast.cmpop, right: ast.expr, slots: Mapping[str, Any]) -> bool:
        if isinstance(op, ast.In) and isinstance(right, ast.Name):
            held = slots.get(right.id)
            return isinstance(held, list) and name in held
        value = slots.get(name)
        if isinstance(op, ast.Is | ast.IsNot):
            assert isinstance(right, ast.Name)
            return _state(value, right.id) == isinstance(op, ast.Is)
        if isinstance(right, ast.List):
            return (value in [_word(item) for item in right.elts]) == isinstance(op, ast.In)
        return bool(value == _word(right)) == isinstance(op, ast.Eq)


@lru_cache(maxsize=4096)
def condition(source: str) -> Condition:
    """The condition of a text of the content, read once."""
    return Condition(source)


def _word(node: ast.expr) -> Any:
    if isinstance(node, ast.Name):
        return node.id
    assert isinstance(node, ast.Constant)
    return node.value


def _state(value: object, state: str) -> bool:
    answer = value.get("answer") if isinstance(value, dict) else value
    match state:
        case "unknown" | "unsure":
            return answer == UNKNOWN
        case "skipped":
            return answer == SKIPPED
        case "known":
            return answer not in (None, UNKNOWN, SKIPPED)
    return bool(answer == state)
