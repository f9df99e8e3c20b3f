"""`./navigator check` asks what a change can break, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.check import LOOKS, wanted

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("file", "names"),
    [
        ("knowledge/content/topics/iro.md", {"knowledge"}),
        ("knowledge/rules/deadlines.yaml", {"knowledge"}),
        ("dialogs/locale/en/coverage.ftl", {"words"}),
        ("dialogs/flows/coverage.yaml", {"words", "routing", "documented"}),
        ("dialogs/rules.yaml", {"words", "routing", "documented"}),
        ("dialogs/actions/privacy.py", {"lint", "format", "imports", "types", "words", "routing"}),
        ("bot/settings.py", {"lint", "format", "imports", "types", "documented"}),
        ("tests/cases/costs.yaml", set()),
    ],
)
def test_a_change_asks_for_what_it_can_break(file: str, names: set[str]) -> None:
    assert (ROOT / file).exists()
    assert {look.name for look in wanted([file])} == names


def test_every_test_that_is_named_is_there() -> None:
    named = [part.partition("::") for look in LOOKS for part in look.command if part.startswith("tests/")]
    assert named
    for file, _, test in named:
        assert test in (ROOT / file).read_text("utf-8")
