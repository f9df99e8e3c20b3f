"""Compiles the knowledge base into the wheel, so that an installed program has it ready."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Knowledge(BuildHookInterface):  # type: ignore[type-arg]
    """Puts the compiled knowledge file into a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the file for a real wheel; an editable install builds it when it is first needed."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from knowledge.library import BASE
        from knowledge.library.build import build

        build(Path(self.root) / "knowledge" / BASE.name)
        from bot.version import COMMIT, commit

        self.ours = not COMMIT.exists()  # else it was put there by who builds without git
        if self.ours:
            COMMIT.write_text(commit() + "\n", "utf-8")

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Take the commit out of the checkout again, where it would grow old."""
        if version == "editable":
            return
        from bot.version import COMMIT

        if self.ours:
            COMMIT.unlink()
