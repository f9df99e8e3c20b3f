"""Everything that must hold before a change lands: lint, format, types, the import contract, and the tests.

The tests of whole programs mostly wait for them, so they run beside all the others.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BIN = Path(sys.executable).parent
WHOLE = "tests/end_to_end"
WORKERS = "3"
"""Processes for the tests of parts: one more than the two cores that are assumed, since many of them wait."""
CHECKS = {
    "lint": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "."],
    "types": ["mypy"],
    "imports": ["lint-imports", "--no-cache"],
}


def run(name: str, command: list[str]) -> bool:
    started = time.perf_counter()
    done = subprocess.run([str(BIN / command[0]), *command[1:]], check=False)
    print(
        f"{name}: {'ok' if done.returncode == 0 else 'FAILED'} in {time.perf_counter() - started:.1f} s",
        flush=True,
    )
    return done.returncode == 0


def beside() -> bool:
    """The tests of whole programs and all the others, side by side."""
    with tempfile.TemporaryFile("w+") as told:
        command = [str(BIN / "pytest"), "-p", "no:cacheprovider", WHOLE]
        programs = subprocess.Popen(command, stdout=told, stderr=subprocess.STDOUT)
        others = run("tests", ["pytest", "-n", WORKERS, "--dist", "worksteal", f"--ignore={WHOLE}"])
        code = programs.wait()
        told.seek(0)
        print(told.read(), flush=True)
    print(f"tests of whole programs: {'ok' if code == 0 else 'FAILED'}", flush=True)
    return others and code == 0


def main() -> int:
    os.environ["PATH"] = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    wanted = sys.argv[1:]
    if wanted:
        return 0 if run("tests", ["pytest", *wanted]) else 1
    checks = {name: run(name, command) for name, command in CHECKS.items()}
    return 0 if beside() and all(checks.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
