"""Start-up: from the command to the first line of conversation."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

NAVIGATOR = str(Path(sys.executable).parent / "navigator")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        lines = Path(folder) / "lines"
        lines.write_text("/start\n")
        command = [NAVIGATOR, "chat", "--script", str(lines), "--store", f"sqlite:///{folder}/a.db"]
        for name in ("new store", "existing store", "existing store"):
            started = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            print(f"{name}: {time.perf_counter() - started:.2f} s to the first answered line")
        for module in ("rasa_sdk.executor", "sqlalchemy", "fluent.runtime", "bot.channels.terminal", "telegram.ext"):
            started = time.perf_counter()
            subprocess.run([sys.executable, "-c", f"import {module}"], check=True)
            print(f"import {module}: {time.perf_counter() - started:.2f} s, interpreter included")
