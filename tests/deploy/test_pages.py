"""Pages for people who work on the project: what they name is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
NAMED = re.compile(r"`((?:bot|deploy|dialogs|docs|knowledge|tests)/[\w./-]+\w)`")
LINKED = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_what_a_page_names_is_there(page: Path) -> None:
    text = page.read_text("utf-8")
    lost = {name for name in NAMED.findall(text) if not (ROOT / name).exists()}
    lost |= {link for link in LINKED.findall(text) if not (page.parent / link).exists()}
    assert lost == set()
