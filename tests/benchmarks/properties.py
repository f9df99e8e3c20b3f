"""The properties of the tests on thousands of new examples: ``./navigator bench properties``."""

from __future__ import annotations

import os
import subprocess
import sys

PROFILE = {"NAVIGATOR_PROPERTIES": "searching"}


def main() -> None:
    """Run every property; what fails is printed with its smallest example, to be kept beside the test."""
    command = [sys.executable, "-m", "pytest", "-m", "hypothesis", "-q", "-n", "auto", "--dist", "worksteal", "tests"]
    sys.exit(subprocess.run(command, check=False, env=os.environ | PROFILE).returncode)
