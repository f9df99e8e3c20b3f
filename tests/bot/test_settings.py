"""Where the key lies."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import Settings, key_beside_store


@pytest.mark.parametrize(
    ("given", "beside"),
    [
        ({}, True),
        ({"key_file": "elsewhere/key"}, False),
        ({"key": "A" * 43 + "="}, False),
        ({"DATABASE_URL": "postgresql+psycopg://x@127.0.0.1/x"}, False),
    ],
)
def test_a_key_in_the_folder_of_the_store_is_noticed(given: dict[str, str], beside: bool, tmp_path: Path) -> None:
    held = {name: str(tmp_path / value) if name == "key_file" else value for name, value in given.items()}
    assert key_beside_store(Settings(home=tmp_path / "home", _env_file=None, **held)) is beside  # type: ignore[arg-type]
