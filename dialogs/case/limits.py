"""What one person may keep and send: `limits.yaml`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, PositiveInt

from knowledge.library.loader import read_yaml


class Limits(BaseModel):
    """See the comments in `limits.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    documents: PositiveInt
    kept_megabytes: PositiveInt
    near_megabytes: PositiveInt
    messages_waiting: PositiveInt


@lru_cache(maxsize=1)
def limits() -> Limits:
    """The limits that ship (`dialogs/limits.yaml`)."""
    return Limits.model_validate(read_yaml(Path(__file__).parents[1] / "limits.yaml"))
