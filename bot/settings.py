"""Settings from the environment, or from files for secrets; all faults are reported at once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

PREFIX = "MEETLAT_"


class Settings(BaseModel):
    """``MEETLAT_…`` in the environment; ``MEETLAT_…_FILE`` names a file with the value instead."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    database_url: str = Field("sqlite:///meetlat.db", description="where everything is kept")
    telegram_token: SecretStr | None = Field(None, description="the token of the bot; without it only the web chat")
    telegram_base_url: str = Field("https://api.telegram.org/bot", description="another Bot API server")
    delivery: str = Field("", pattern="^(polling|webhook)?$", description="how updates come; a webhook with https")
    webhook_secret: SecretStr | None = Field(None, description="what Telegram sends along; made from the key if absent")
    public_url: str = Field("", pattern="^(https?://.+)?$", description="the address people and Telegram reach")
    secret: SecretStr | None = Field(None, description="signs links and forms; made and kept beside SQLite if absent")
    gemeente_settings: Path | None = Field(None, description="the municipality's own settings")
    host: str = Field("127.0.0.1", description="the address to listen on")
    port: int = Field(8080, ge=0, le=65535, description="the port to listen on")
    log_level: str = Field("info", pattern="^(debug|info|warning|error)$", description="how much is logged")
    messages_per_second: float = Field(30, gt=0, description="what the Bot API allows in all")
    messages_per_chat: float = Field(1, gt=0, description="what the Bot API allows per second in one chat")

    @property
    def webhook(self) -> bool:
        """Whether Telegram delivers: when told so, or by itself at an address that Telegram accepts."""
        if self.delivery:
            return self.delivery == "webhook"
        return self.webhook_secret is not None or self.public_url.startswith("https://")


class FaultySettingsError(Exception):
    """The environment cannot be used; every fault is a line with the setting's name."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        """Keep every fault."""
        super().__init__("; ".join(faults))
        self.faults = faults


class RefusedTokenError(FaultySettingsError):
    """Telegram does not know this token."""

    def __init__(self) -> None:
        """There is one setting to look at."""
        super().__init__((f"{PREFIX}TELEGRAM_TOKEN: Telegram does not know this token",))


def read_settings(environment: dict[str, str] | None = None) -> Settings:
    """Read the settings; raises :class:`FaultySettingsError` with all faults, never with a value."""
    given = dict(os.environ) if environment is None else environment
    values: dict[str, Any] = {}
    faults: list[str] = []
    for name in Settings.model_fields:
        variable = PREFIX + name.upper()
        if path := given.get(f"{variable}_FILE"):
            try:
                values[name] = Path(path).read_text("utf-8").strip()
            except OSError as error:
                faults.append(f"{variable}_FILE: {error.strerror or 'cannot be read'}")
        elif variable in given:
            values[name] = given[variable]
    try:
        settings = Settings(**values)
    except ValidationError as error:
        faults.extend(f"{PREFIX}{str(each['loc'][0]).upper()}: {each['msg']}" for each in error.errors())
        raise FaultySettingsError(tuple(faults)) from error
    if settings.webhook and not settings.public_url:
        faults.append(f"{PREFIX}PUBLIC_URL: is needed for the webhook")
    if faults:
        raise FaultySettingsError(tuple(faults))
    return settings
