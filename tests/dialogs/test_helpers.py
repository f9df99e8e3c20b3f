"""A helper gets a person's reminders: only with a code, only those, and until either ends it."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from dialogs.actions.helpers import read_code
from dialogs.memory.store import Store
from dialogs.memory.tables import metadata, store_facts
from dialogs.turn.manager import Dialog
from tests.support.person import Person

FRIDAY = dt.datetime(2026, 11, 27, 15, 0, tzinfo=dt.UTC)


class Two:
    """A person and a helper over one store."""

    def __init__(self, store: Store, dialog: Dialog) -> None:
        self.ann = Person(lambda: store, dialog, "1")
        self.ben = Person(lambda: store, dialog, "2")
        self.store = store

    async def due(self) -> None:
        """Deliver what is due, as the bot does, to whom it belongs."""
        for one in await self.store.due(max(self.ann.now, self.ben.now), 50):
            mine = self.ann if one.chat == "1" else self.ben
            mine.now = max(mine.now, self.ann.now)
            await mine.external(one.name)

    async def code(self) -> str:
        said = await self.ann.payload("g:helper:code")
        return next(word for word in said.split() if read_code(word))

    async def join(self) -> None:
        await self.ann.say("/start")
        await self.ben.say("/start")
        await self.ben.say(f"/helper {await self.code()}")
        await self.due()

    async def heard_by_ben(self) -> list[str]:
        """What waits for the helper."""
        rows = await self.store.unsent("test", "2")
        await self.store.sent([row.id for row in rows])
        return [str(row.reply["text"]) for row in rows]


@pytest.fixture
async def two(tmp_path: Path, dialog: Dialog) -> AsyncIterator[Two]:
    store = Store(f"sqlite:///{tmp_path / 'n.db'}", None, tmp_path / "key")
    yield Two(store, dialog)
    await store.close()


async def remind(two: Two) -> None:
    await two.ann.say("/log called aetna, Sandra, ref 8841, said decision by friday")
    two.ann.at(FRIDAY)
    await two.due()


async def test_a_helper_gets_a_copy_and_no_more(two: Two) -> None:
    await two.join()
    assert "Someone used your code" in two.ann.heard
    assert "It worked" in two.ben.heard
    await remind(two)
    copies = await two.heard_by_ben()
    assert len(copies) == 1
    assert copies[0].startswith("For the person you help:")
    assert "You have a step due" in copies[0]
    assert "Sandra" not in copies[0], "discreet for the helper as for the person"
    assert "One helper gets your reminders too" in await two.ann.say("/helper")
    assert await two.heard_by_ben() == [], "what a person does is not told"


async def test_who_is_not_discreet_shares_what_is_due(two: Two) -> None:
    await two.join()
    await two.ann.say("/settings")
    await two.ann.payload("c:settings.discreet:no")
    async with two.store.turn("test", "1", "set", two.ann.now) as held:
        assert held.before is not None
        held.before["slots"]["discreet"] = "no"
        held.keep(held.before)
    await remind(two)
    assert "Sandra" in (await two.heard_by_ben())[0]


async def test_a_code_works_once_for_a_day_and_not_for_oneself(two: Two) -> None:
    await two.ann.say("/start")
    code = await two.code()
    await two.ann.say(f"/helper {code}")
    await two.due()
    assert "does not work" in two.ann.heard
    await two.ben.say("/helper " + code.lower().replace("-", " "))
    await two.due()
    assert "It worked" in two.ben.heard
    third = Person(lambda: two.store, two.ben.dialog, "3")
    await third.say(f"/helper {code}")
    (event,) = await two.store.due(two.ann.now + dt.timedelta(minutes=1), 9)
    assert event.name == "helper.refused"
    late = await two.code()
    third.at(third.now + dt.timedelta(hours=25))
    await third.say(f"/helper {late}")
    assert await third.external("helper.refused") != ""


async def test_a_new_code_ends_the_one_before(two: Two) -> None:
    await two.ann.say("/start")
    first, second = await two.code(), await two.code()
    await two.ben.say(f"/helper {first}")
    await two.due()
    assert "does not work" in two.ben.heard
    await two.ben.say(f"/helper {second}")
    await two.due()
    assert "It worked" in two.ben.heard


@pytest.mark.parametrize("text", ["", "ABCD", "ABCD-EFG1", "hello you", "ABCD-2345-6"])
async def test_what_is_no_code_is_said(two: Two, text: str) -> None:
    await two.ben.say("/start")
    said = await two.ben.say(f"/helper {text}")
    assert ("That is not a code" in said) == bool(text)


async def test_either_side_ends_it(two: Two) -> None:
    await two.join()
    await two.ann.payload("g:helper:off")
    await remind(two)
    assert await two.heard_by_ben() == []
    await two.ben.say(f"/helper {await two.code()}")
    await two.due()
    assert "It worked" in two.ben.heard
    await two.ben.payload("g:helper:leave")
    await two.due()
    assert "gave it up" in two.ann.heard
    assert "Nobody else" in await two.ann.say("/helper")


async def test_who_is_forgotten_helps_and_is_helped_no_more(two: Two) -> None:
    await two.join()
    await two.ann.say("/log called aetna, Sandra, ref 8841, said decision by friday")
    two.ann.at(FRIDAY)
    (one,) = await two.store.due(two.ann.now, 9)
    await two.ann.external(one.name)
    await two.ann.say("/forget")
    await two.ann.payload("g:forget_yes")
    assert await two.heard_by_ben() == [], "a copy that had not gone out is gone too"
    await two.join()
    await two.ben.say("/forget")
    await two.ben.payload("g:forget_yes")
    await two.due()
    assert "gave it up" in two.ann.heard


def test_a_move_takes_every_table() -> None:
    from dialogs.memory.moving import TABLES

    assert {table.name for table in (*TABLES, store_facts)} == set(metadata.tables)
