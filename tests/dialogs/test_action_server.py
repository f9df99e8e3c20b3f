"""rasa-sdk's own action server serves the same actions as the in-process host."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from dialogs.interpreter import parsed
from dialogs.manager import DOMAIN, Conversation, Dialog

NOW = 1795528800.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    port = free_port()
    command = [str(Path(sys.executable).parent / "navigator"), "actions", "--port", str(port)]
    process = subprocess.Popen(command, env={**os.environ, "SANIC_HOST": "127.0.0.1"}, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    for _ in range(200):
        try:
            httpx.get(f"{url}/health", timeout=1)
            break
        except httpx.TransportError:
            time.sleep(0.1)
    yield url
    process.terminate()
    process.wait(10)


CALLS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("action_start", parsed("start", "/start"), {}),
    ("action_coverage", parsed("coverage", "/coverage"), {"met": True}),
    ("validate_coverage", parsed("answer", "californa"), {"who": "patient", "requested_slot": "state"}),
    ("validate_coverage", parsed("answer", "banana"), {"who": "patient", "requested_slot": "state"}),
    ("validate_coverage", parsed("back", "back"), {"who": "patient", "requested_slot": "state"}),
    ("action_ask_coverage", parsed("answer", "x"), {"who": "caregiver", "requested_slot": "plan_kind"}),
    ("action_answer_question", parsed("question", "?", topic="external_review"), {}),
    ("action_safety", parsed("crisis", "?"), {}),
    ("action_next", parsed("next", "/next"), {"who": "patient"}),
    ("action_export", parsed("export", "/export"), {"who": "patient", "state": "CA"}),
]


@pytest.mark.parametrize(("action", "message", "slots"), CALLS, ids=lambda v: v if isinstance(v, str) else "")
async def test_an_action_over_http_gives_what_it_gives_in_process(
    server: str, dialog: Dialog, action: str, message: dict[str, Any], slots: dict[str, Any]
) -> None:
    event = {"event": "user", "timestamp": NOW, "text": message["text"], "parse_data": message}
    conversation = Conversation(dict(slots), "coverage")
    call = {
        "next_action": action,
        "sender_id": "1",
        "tracker": conversation.tracker("1", message, [event]),
        "domain": DOMAIN,
    }
    async with httpx.AsyncClient() as client:
        answer = await client.post(f"{server}/webhook", json=call, timeout=20)
    assert answer.status_code == 200
    here = await dialog.executor.run(call)
    assert here is not None
    assert answer.json() == here.model_dump()
    assert here.events or here.responses


async def test_the_server_lists_every_action(server: str, dialog: Dialog) -> None:
    async with httpx.AsyncClient() as client:
        listed = (await client.get(f"{server}/actions")).json()
    assert {row["name"] for row in listed} == set(dialog.executor.actions)
