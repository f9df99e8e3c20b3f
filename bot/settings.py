"""Settings, from the environment (and a ``.env`` file in the working folder)."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, AliasChoices, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict
from rapidfuzz import process

from bot.errors import UserError
from dialogs.memory.address import readable
from dialogs.speaking.operator import Operator


def _home() -> Path:
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "infusion-navigator"


def _store(url: str) -> str:
    return readable(url).render_as_string(hide_password=False)


def _secret(secret: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret.get_secret_value()):
        raise ValueError("Telegram takes 1 to 256 of A-Z, a-z, 0-9, _ and -")  # Bot API, setWebhook
    return secret


Level = Annotated[Literal["debug", "info", "warning", "error"], BeforeValidator(lambda given: str(given).lower())]


class Settings(BaseSettings):
    """What an operator can set. Every name is documented in docs/settings.md; a test holds the two together."""

    model_config = SettingsConfigDict(env_prefix="NAVIGATOR_", env_file=".env", extra="ignore", env_ignore_empty=True)

    telegram_token: SecretStr | None = Field(
        default=None, validation_alias=AliasChoices("TELEGRAM_BOT_TOKEN", "NAVIGATOR_TELEGRAM_TOKEN")
    )
    telegram_api: str = "https://api.telegram.org"
    home: Path = Field(default_factory=_home)
    database_url: Annotated[str, AfterValidator(_store)] | None = Field(
        default=None, validation_alias=AliasChoices("DATABASE_URL", "NAVIGATOR_DATABASE_URL")
    )
    key: SecretStr | None = None
    key_file: Path | None = None
    operator: str = ""
    contact: str = ""
    keep_days: Annotated[int, Field(ge=90)] = Operator.keep_days
    copies_days: Annotated[int, Field(ge=1)] = Operator.copies_days
    webhook_url: str | None = None
    webhook_secret: Annotated[SecretStr, AfterValidator(_secret)] | None = None
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] | None = None
    log_level: Level = "info"
    trials: bool = False
    trials_api: str = "https://clinicaltrials.gov/api/v2"
    executor: str = Field(default_factory=socket.gethostname)

    @property
    def runs(self) -> Operator:
        """Who runs this, as people are told."""
        return Operator(self.operator, self.contact, self.keep_days, Operator.warn_days, self.copies_days, self.trials)

    @property
    def store_url(self) -> str:
        """Where the store is; a SQLite file in `home` by default."""
        return self.database_url or f"sqlite:///{self.home / 'navigator.db'}"

    @property
    def operator_key_file(self) -> Path:
        """The key file: as set, else beside a SQLite store, else in `home`."""
        if self.key_file:
            return self.key_file
        url = readable(self.store_url)
        if url.get_backend_name() == "sqlite" and url.database:
            return Path(url.database + ".key")
        return self.home / "operator.key"


def settings_now(**given: str) -> Settings:
    """The settings of this environment, and what was given on the command line.

    Raises:
        UserError: One of them has no value that can be used. The value itself is not repeated: it may be a secret.
    """
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        if not given.keys() & {name}:
            name = name if name.isupper() else f"NAVIGATOR_{name.upper()}"
        raise UserError(f"{name}: {first['msg'].removeprefix('Value error, ')}") from None


ELSEWHERE = re.compile(r"NAVIGATOR_(?:VENV|GOLDEN|PROPERTIES|SERVICE_.*|PORT_\d.*)")
"""Names that are no settings: of the start script and the tests, and what Kubernetes sets for a service `navigator`."""


def unknown_settings() -> Iterator[tuple[str, str]]:
    """Names in the environment that look like settings and are none, with the setting that may be meant."""
    known = [f"NAVIGATOR_{name.upper()}" for name in Settings.model_fields]
    for name in sorted(os.environ):
        if name.startswith("NAVIGATOR_") and name not in known and not ELSEWHERE.fullmatch(name):
            near = process.extractOne(name, known)
            yield name, near[0] if near else ""


def key_beside_store(settings: Settings) -> bool:
    """Whether who takes the folder of the store takes its key with it."""
    url = readable(settings.store_url)
    if settings.key or url.get_backend_name() != "sqlite" or not url.database:
        return False
    return settings.operator_key_file.resolve().parent == Path(url.database).resolve().parent
