"""Settings from the environment, or from files for secrets; all faults are reported at once."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator

from bot.config import openid
from bot.config.faults import why
from bot.config.files import read_text
from bot.config.openid import CLAIM, NEW_ROLE, REQUIRED, provider_address
from bot.conversation.screen import Text, t
from bot.people.links import root_of
from flows.model import LONGEST_BUTTON

PREFIX = "MEETLAT_"
# A setting of the command line alone: which language it speaks.
LANGUAGE = f"{PREFIX}LANGUAGE"
TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
# What to say of a value that cannot be, for every setting that does not take just any text.
_WRONG: dict[str, Text] = {
    "delivery": t("settings.delivery", "{name} kan dit niet zijn. Kies polling of webhook, of laat de instelling weg."),
    "public_url": t(
        "settings.public_url",
        "{name} is geen adres voor Meetlat. Begin met https:// en noem alleen de naam, zonder pad erachter.",
    ),
    "mini_app": t("settings.mini_app", "{name} kan dit niet zijn. Kies true of false, of laat de instelling weg."),
    "port": t("settings.port", "{name} is geen poort. Kies een getal van 0 tot en met 65535, bijvoorbeeld 8080."),
    "log_level": t("settings.log_level", "{name} kan dit niet zijn. Kies debug, info, warning of error."),
    "messages_per_second": t(
        "settings.per_second", "{name} is geen getal boven 0. Kies hoeveel berichten per seconde mogen, zoals 25."
    ),
    "backlog_per_second": t(
        "settings.backlog", "{name} is geen getal boven 0. Kies hoeveel herinneringen per seconde mogen, zoals 20."
    ),
    "messages_per_chat": t(
        "settings.per_chat", "{name} is geen getal boven 0. Kies hoeveel berichten per seconde mogen, zoals 1."
    ),
    **openid.WRONG,
}


class Settings(BaseModel):
    """``MEETLAT_…`` in the environment; ``MEETLAT_…_FILE`` names a file with the value instead."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    database_url: str = Field("sqlite:///meetlat.db", description="where everything is kept")
    telegram_token: SecretStr | None = Field(None, description="the token of the bot; without it only the web chat")
    mini_app: bool = Field(False, description="whether Telegram may open the web chat signed in, at its menu button")
    telegram_base_url: str = Field("https://api.telegram.org/bot", description="another Bot API server")
    delivery: str = Field("", pattern="^(polling|webhook)?$", description="how updates come; a webhook with https")
    webhook_secret: SecretStr | None = Field(None, description="what Telegram sends along; made from the key if absent")
    public_url: Annotated[str, AfterValidator(lambda url: url and root_of(url))] = Field(
        "", description="the address people and Telegram reach, without a path"
    )
    secret: SecretStr | None = Field(None, description="signs links and forms; made and kept beside SQLite if absent")
    gemeente_settings: Path | None = Field(None, description="the municipality's own settings")
    host: str = Field("127.0.0.1", description="the address to listen on")
    port: int = Field(8080, ge=0, le=65535, description="the port to listen on")
    log_level: str = Field("info", pattern="^(debug|info|warning|error)$", description="how much is logged")
    openid_issuer: Annotated[str, AfterValidator(lambda url: url and provider_address(url))] = Field(
        "", description="the provider of the organisation's own accounts; without it nobody signs in with one"
    )
    openid_client_id: str = Field("", description="what the provider calls Meetlat")
    openid_client_secret: SecretStr | None = Field(None, description="what Meetlat proves itself to the provider with")
    openid_claim: str = Field("sub", pattern=CLAIM, description="which claim says whose account it is")
    openid_scope: str = Field("", description="what is asked of the provider; what the claim needs if absent")
    openid_button: str = Field("", max_length=LONGEST_BUTTON, description="what the button to sign in says")
    openid_required: str = Field("", pattern=REQUIRED, description="claim=value that an account must have")
    openid_links: bool = Field(True, description="whether links for others work without the account too")
    openid_new_role: str = Field("", pattern=NEW_ROLE, description="the role of who signs in uninvited; none if absent")
    openid_new_team: str = Field("", description="the team of who signs in uninvited")
    messages_per_second: float = Field(25, gt=0, description="what the Bot API allows in all")
    backlog_per_second: float = Field(20, gt=0, description="how much of that is for messages nobody waits for")
    messages_per_chat: float = Field(1, gt=0, description="what the Bot API allows per second in one chat")

    @field_validator("database_url")
    @classmethod
    def _as_sqlalchemy_calls_it(cls, url: str) -> str:
        """The form of address that many servers and hosts hand out is the same database."""
        return re.sub(r"^postgres(?=\+|:)", "postgresql", url)

    @property
    def webhook(self) -> bool:
        """Whether Telegram delivers: when told so, or by itself at an address that Telegram accepts."""
        if self.delivery:
            return self.delivery == "webhook"
        return self.webhook_secret is not None or self.public_url.startswith("https://")


class FaultySettingsError(Exception):
    """The environment cannot be used; every fault names the setting, what is wrong and what to do."""

    def __init__(self, faults: tuple[Text, ...]) -> None:
        """Keep every fault."""
        super().__init__("; ".join(f"{fault.params['name']} ({fault.key})" for fault in faults))
        self.faults = faults


class RefusedTokenError(FaultySettingsError):
    """Telegram does not know this token."""

    def __init__(self) -> None:
        """There is one setting to look at."""
        token = t(
            "settings.token",
            "{name}: Telegram kent dit token niet. Kijk het na, of vraag bij @BotFather een nieuw.",
            name=f"{PREFIX}TELEGRAM_TOKEN",
        )
        super().__init__((token,))


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings; raises :class:`FaultySettingsError` with all faults, never with a value.

    What is empty is not set.
    """
    given = os.environ if environment is None else environment
    values, faults = _given(given)
    try:
        settings = Settings(**values)
    except ValidationError as error:
        wrong = dict.fromkeys(str(each["loc"][0]) for each in error.errors())
        faults.extend(_named(_WRONG[name], name) for name in wrong)
        settings = Settings(**{name: value for name, value in values.items() if name not in wrong})
    told = {str(fault.params["name"]).removesuffix("_FILE") for fault in faults}
    if settings.telegram_token is not None and not TOKEN.fullmatch(settings.telegram_token.get_secret_value()):
        shape = t("settings.token_shape", "{name} is geen token. Neem over wat @BotFather gaf: cijfers:letters.")
        faults.append(_named(shape, "telegram_token"))
    if settings.webhook and not settings.public_url and f"{PREFIX}PUBLIC_URL" not in told:
        missing = t("settings.webhook", "{name} ontbreekt. Noem het https-adres waarop Telegram het webhook bereikt.")
        faults.append(_named(missing, "public_url"))
    faults.extend(_named(text, name) for name, text in openid.missing(settings) if PREFIX + name.upper() not in told)
    if settings.mini_app and not settings.public_url.startswith("https://") and f"{PREFIX}PUBLIC_URL" not in told:
        nowhere = t("settings.mini_app_url", "{name} begint niet met https://. Alleen dan opent Telegram de webchat.")
        faults.append(_named(nowhere, "public_url"))
    if faults:
        raise FaultySettingsError(tuple(faults))
    return settings


def unknown_settings(environment: Mapping[str, str]) -> tuple[Text, ...]:
    """A sentence for everything that is called like a setting and is none, with the one that was meant."""
    known = [f"{PREFIX}{name.upper()}{ending}" for name in Settings.model_fields for ending in ("", "_FILE")]
    unknown = sorted(name for name in environment if name.startswith(PREFIX) and name not in (*known, LANGUAGE))
    return tuple(_unknown(name, known) for name in unknown)


def _given(environment: Mapping[str, str]) -> tuple[dict[str, Any], list[Text]]:
    """The values that were given, from files too, and what is wrong with how."""
    values: dict[str, Any] = {}
    faults: list[Text] = []
    for name in Settings.model_fields:
        variable = PREFIX + name.upper()
        path, value = environment.get(f"{variable}_FILE"), environment.get(variable)
        if path and value:
            faults.append(_named(t("settings.twice", "{name} en {name}_FILE staan er beide. Kies er één."), name))
        if path:
            try:
                values[name] = read_text(Path(path)).strip()
            except (OSError, ValueError) as error:
                faults.append(_unreadable(f"{variable}_FILE", error))
        elif value:
            values[name] = value
    return values, faults


def _unknown(name: str, known: list[str]) -> Text:
    if meant := get_close_matches(name, known, n=1):
        return t("settings.meant", "{name} is geen instelling. Bedoelt u {meant}?", name=name, meant=meant[0])
    return t("settings.unknown", "{name} is geen instelling. De instellingen staan in README.md.", name=name)


def _named(text: Text, name: str) -> Text:
    return replace(text, params={**text.params, "name": PREFIX + name.upper()})


def _unreadable(variable: str, error: Exception) -> Text:
    return t(
        "settings.file",
        "{name} noemt een bestand dat niet kan worden gelezen: {reason} Kijk het pad en de rechten na.",
        name=variable,
        reason=why(error),
    )
