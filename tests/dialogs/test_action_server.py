"""rasa-sdk's own action server serves the same actions as the in-process host."""

from __future__ import annotations

import datetime as dt
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

from dialogs.turn.interpreter import parsed
from dialogs.turn.manager import DOMAIN, Conversation, Dialog
from dialogs.wording.reminders import EXTERNAL

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


PROMISE = {"id": "1", "text": "x", "matter": "1", "note_date": "2026-11-20", "note_with": "Sandra"}
PROMISE |= {"note_promise": "an answer", "note_due": "2026-11-24"}
PROMISED = {"met": True, "log": [PROMISE], "reminded_on": "2026-11-20", "discreet": "no"}

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
    ("action_plan_reminders", parsed("next", "/next"), {**PROMISED, "log": [{**PROMISE, "note_due": "2026-12-04"}]}),
    ("action_remind", parsed(EXTERNAL, reminder="day.2026-11-24"), PROMISED),
    ("action_reminders", parsed("reminders", "/reminders"), PROMISED),
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


async def test_a_reminder_over_http_is_planned_and_comes_back(server: str) -> None:
    """As a Rasa server would do it: it keeps what the action schedules, and sends the intent when it is due."""

    async def call(action: str, message: dict[str, Any], at: float, slots: dict[str, Any]) -> dict[str, Any]:
        event = {"event": "user", "timestamp": at, "text": message["text"], "parse_data": message}
        tracker = Conversation(dict(slots)).tracker("1", message, [event])
        body = {"next_action": action, "sender_id": "1", "tracker": tracker, "domain": DOMAIN}
        async with httpx.AsyncClient() as client:
            answered: dict[str, Any] = (await client.post(f"{server}/webhook", json=body, timeout=20)).json()
        return answered

    slots = {**PROMISED, "log": [{**PROMISE, "note_due": "2026-12-04"}], "reminded_on": "2026-11-24"}
    planned = await call("action_plan_reminders", parsed("next", "/next"), NOW, slots)
    scheduled = [event for event in planned["events"] if event["event"] == "reminder"]
    assert {event["intent"] for event in scheduled} == {EXTERNAL}
    slots |= {event["name"]: event["value"] for event in planned["events"] if event["event"] == "slot"}
    said = []
    for event in scheduled:
        at = dt.datetime.fromisoformat(event["date_time"])
        told = await call("action_remind", parsed(EXTERNAL, reminder=event["name"]), at.timestamp(), slots)
        said += [response["text"] for response in told["responses"]]
    assert any("Sandra" in text and "Friday, December 4" in text for text in said)


async def test_the_server_lists_every_action(server: str, dialog: Dialog) -> None:
    async with httpx.AsyncClient() as client:
        listed = (await client.get(f"{server}/actions")).json()
    assert {row["name"] for row in listed} == {*dialog.executor.actions, "action_navigator"}
