"""A stand-in for ClinicalTrials.gov over real HTTP: the shape of its API version 2, with paging, faults and slowness.

The studies are invented (`tests/cases/trials/studies.json`); the names of the fields are those of the registry.
"""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

STUDIES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "cases" / "trials" / "studies.json").read_text("utf-8")
)


class Fake:
    """What was asked, and what befalls the next requests: a status, a body as it is, or seconds to wait."""

    def __init__(self, studies: list[dict[str, Any]], page: int) -> None:
        self.studies, self.page = studies, page
        self.asked: list[dict[str, str]] = []
        self.faults: deque[int | bytes | float] = deque()
        self.address = ""

    def answer(self, query: dict[str, str]) -> tuple[int, bytes]:
        self.asked.append(query)
        fault = self.faults.popleft() if self.faults else None
        if isinstance(fault, float):
            time.sleep(fault)
        elif isinstance(fault, bytes):
            return 200, fault
        elif fault is not None:
            return fault, b"not now"
        start = int(query.get("pageToken", "0"))
        told: dict[str, Any] = {"studies": self.studies[start : start + self.page]}
        if start + self.page < len(self.studies):
            told["nextPageToken"] = str(start + self.page)
        return 200, json.dumps(told).encode()


@contextmanager
def registry(studies: list[dict[str, Any]] | None = None, page: int = 3) -> Iterator[Fake]:
    """A registry that listens on this machine while the block runs."""
    fake = Fake(STUDIES if studies is None else studies, page)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            assert parts.path == "/api/v2/studies"
            status, body = fake.answer({name: values[0] for name, values in parse_qs(parts.query).items()})
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with contextlib.suppress(OSError):  # it did not want to wait
                self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    fake.address = f"http://127.0.0.1:{server.server_port}/api/v2"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
