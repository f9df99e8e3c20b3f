"""The limits of `limits.yaml`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, PositiveInt

from knowledge.library.loader import read_yaml

MEGA = 1_000_000


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Task(_Strict):
    """What one child may use, and how many of them run at once."""

    memory_megabytes: PositiveInt
    processor_seconds: PositiveInt
    wall_seconds: PositiveInt
    answer_megabytes: PositiveInt
    at_once: PositiveInt


class Files(_Strict):
    """How large what is opened may be; see the comments in `limits.yaml`."""

    megapixels: PositiveInt
    frames: PositiveInt
    side_pixels: PositiveInt
    unpacked_megabytes: PositiveInt
    parts: PositiveInt
    paragraphs: PositiveInt
    text_megabytes: PositiveInt
    read_pages: PositiveInt
    runs_a_page: PositiveInt


class Limits(_Strict):
    """What the limited child may use, by task, and how large a file of each kind may be."""

    tasks: dict[str, Task]
    files: Files


@lru_cache(maxsize=1)
def limits() -> Limits:
    """The limits that ship (`bot/apart/limits.yaml`)."""
    return Limits.model_validate(read_yaml(Path(__file__).parent / "limits.yaml"))
