"""Figures of the code's structure, to hold a redesign against: `python tests/structure.py [FOLDER]`.

Prints one line a figure: length of functions (lines of the `def`, docstring included), parameters typed `Any`, trackers
typed `Any`, buttons written as strings, modules over 400 lines, and docstrings of public functions. Program files only.
"""

from __future__ import annotations

import ast
import re
import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

PACKAGES = ("knowledge", "dialogs", "bot")
LONG_FUNCTION = 40
LONG_MODULE = 400
BUTTON = re.compile(r"""["'](?:g|a|t|e|c):[a-z_{]""")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass
class Figures:
    """What was counted."""

    lengths: list[int] = field(default_factory=list)
    any_parameters: int = 0
    any_trackers: int = 0
    parameters: int = 0
    string_buttons: int = 0
    long_modules: list[str] = field(default_factory=list)
    modules: int = 0
    public: int = 0
    documented: int = 0

    def lines(self) -> Iterator[str]:
        """One line a figure."""
        shares = statistics.quantiles(self.lengths, n=100)
        yield f"modules: {self.modules}, over {LONG_MODULE} lines: {len(self.long_modules)} {self.long_modules}"
        yield (
            f"functions: {len(self.lengths)}; lines median {statistics.median(self.lengths):g}, p90 {shares[89]:g}, "
            f"p99 {shares[98]:g}, over {LONG_FUNCTION}: {sum(n > LONG_FUNCTION for n in self.lengths)}"
        )
        yield f"parameters typed Any: {self.any_parameters} of {self.parameters}; trackers among them: {self.any_trackers}"
        yield f"buttons written as strings: {self.string_buttons}"
        yield f"public functions and methods with a docstring: {self.documented} of {self.public}"


def measured(root: Path) -> Figures:
    """Count everything under a checkout."""
    found = Figures()
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            text = path.read_text("utf-8")
            found.modules += 1
            found.string_buttons += len(BUTTON.findall(text))
            if text.count("\n") > LONG_MODULE:
                found.long_modules.append(path.relative_to(root).as_posix())
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, Function):
                    _count(node, found)
    return found


def _count(node: Function, found: Figures) -> None:
    found.lengths.append((node.end_lineno or node.lineno) - node.lineno + 1)
    if not node.name.startswith("_"):
        found.public += 1
        found.documented += ast.get_docstring(node) is not None
    arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    for argument in arguments:
        if argument.arg in ("self", "cls"):
            continue
        found.parameters += 1
        if isinstance(argument.annotation, ast.Name) and argument.annotation.id == "Any":
            found.any_parameters += 1
            found.any_trackers += argument.arg == "tracker"


if __name__ == "__main__":
    print("\n".join(measured(Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[1])).lines()))
