"""The quick look at what was changed: `./navigator check`. Only what a change can break is asked; `./navigator test` asks all.

Changed is what differs from the main branch, what is not committed, and what git does not know yet.
"""

from __future__ import annotations

import fnmatch
import subprocess
import sys
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

BIN = Path(sys.executable).parent
QUIET = ["-q", "-p", "no:cacheprovider", "--no-header", "--durations=0", "--durations-min=30"]


@dataclass(frozen=True)
class Look:
    """One check.

    Attributes:
        name: What it is called.
        command: What is run, from the folder of the project.
        when: Patterns of files whose change it is for.
        mend: What to do when it fails.
    """

    name: str
    command: tuple[str, ...]
    when: tuple[str, ...]
    mend: str


def _tests(*files: str) -> tuple[str, ...]:
    return ("pytest", *QUIET, *files)


WORDS = ("*.ftl", "dialogs/flows/*", "dialogs/rules.yaml", "dialogs/locale/*.yaml", "dialogs/*.py")
LOOKS = (
    Look("lint", ("ruff", "check", "--quiet", "."), ("*.py",), "`ruff check --fix .` mends most"),
    Look("format", ("ruff", "format", "--quiet", "--check", "."), ("*.py",), "`ruff format .`"),
    Look("imports", ("lint-imports", "--no-cache"), ("*.py",), "the contracts stand in pyproject.toml"),
    Look("types", ("mypy", "--no-error-summary"), ("*.py",), "the first run of a day takes longer"),
    Look(
        "knowledge",
        ("navigator", "knowledge", "check"),
        ("knowledge/content/*", "knowledge/rules/*"),
        "each line names file and entry; warnings are allowed",
    ),
    Look("words", _tests("tests/dialogs/test_words.py"), WORDS, "`python -m tests.support.reading` prints the grades"),
    Look("routing", _tests("tests/dialogs/test_routing.py"), WORDS[1:], "the failure says what is missing where"),
    Look(
        "documented",
        _tests("tests/bot/test_command_line.py::test_every_setting_command_and_flow_is_documented"),
        ("docs/*", "bot/settings.py", "bot/commands/*", "bot/cli.py", "dialogs/rules.yaml", "dialogs/flows/*"),
        "a command goes into docs/commands.md, a setting into docs/settings.md",
    ),
)


def changed() -> list[str]:
    """Files that differ from the main branch or from what is committed."""
    base = _git("merge-base", "HEAD", "main") or ["HEAD"]
    return sorted({*_git("diff", "--name-only", base[0]), *_git("ls-files", "--others", "--exclude-standard")})


def _git(*words: str) -> list[str]:
    done = subprocess.run(["git", *words], capture_output=True, text=True, check=False)
    return done.stdout.split("\n")[:-1] if done.returncode == 0 else []


def wanted(files: Iterable[str]) -> list[Look]:
    """The checks that these files ask for."""
    held = list(files)
    return [look for look in LOOKS if any(fnmatch.fnmatch(name, one) for name in held for one in look.when)]


def run(look: Look) -> tuple[Look, subprocess.CompletedProcess[str], float]:
    started = time.perf_counter()
    command = [str(BIN / look.command[0]), *look.command[1:]]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return look, done, time.perf_counter() - started


def main() -> int:
    started = time.perf_counter()
    looks = wanted(changed())
    failed = False
    with ThreadPoolExecutor(2) as two:
        for look, done, seconds in two.map(run, looks):
            print(f"{look.name}: {'ok' if done.returncode == 0 else 'FAILED'} in {seconds:.1f} s", flush=True)
            if done.returncode:
                failed = True
                print((done.stdout + done.stderr).strip(), f"-> {look.mend}", sep="\n", flush=True)
    what = ", ".join(look.name for look in looks) or "nothing that can be looked at quickly was changed"
    print(f"{what}: {time.perf_counter() - started:.1f} s; `./navigator test` looks at everything", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
