"""Everything that must hold before a change lands: lint, format, types, the import contract, and the tests."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

BIN = Path(sys.executable).parent
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


def main() -> int:
    os.environ["PATH"] = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    wanted = sys.argv[1:]
    checks = {} if wanted else {name: run(name, command) for name, command in CHECKS.items()}
    return 0 if run("tests", ["pytest", *wanted]) and all(checks.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
