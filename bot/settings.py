"""Settings, from the environment (and a ``.env`` file in the working folder)."""

from __future__ import annotations

import os
import socket
from pathlib import Path

from pydantic import AliasChoices, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url


def _home() -> Path:
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "infusion-navigator"


class Settings(BaseSettings):
    """What an operator can set. Every name is documented in docs/settings.md; a test holds the two together."""

    model_config = SettingsConfigDict(env_prefix="NAVIGATOR_", env_file=".env", extra="ignore", env_ignore_empty=True)

    telegram_token: SecretStr | None = Field(
        default=None, validation_alias=AliasChoices("TELEGRAM_BOT_TOKEN", "NAVIGATOR_TELEGRAM_TOKEN")
    )
    telegram_api: str = "https://api.telegram.org"
    home: Path = Field(default_factory=_home)
    database_url: str | None = Field(
        default=None, validation_alias=AliasChoices("DATABASE_URL", "NAVIGATOR_DATABASE_URL")
    )
    key: SecretStr | None = None
    key_file: Path | None = None
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = None
    host: str = "127.0.0.1"
    port: int | None = None
    log_level: str = "info"
    trials: bool = False
    trials_api: str = "https://clinicaltrials.gov/api/v2"
    executor: str = Field(default_factory=socket.gethostname)

    @property
    def store_url(self) -> str:
        """Where the store is; a SQLite file in `home` by default."""
        return self.database_url or f"sqlite:///{self.home / 'navigator.db'}"

    @property
    def operator_key_file(self) -> Path:
        """The key file: as set, else beside a SQLite store, else in `home`."""
        if self.key_file:
            return self.key_file
        url = make_url(self.store_url)
        if url.get_backend_name() == "sqlite" and url.database:
            return Path(url.database + ".key")
        return self.home / "operator.key"
