"""What most commands need first: the settings and an open database, or one clear line why there is none."""

from __future__ import annotations

import os
import re
from collections.abc import AsyncIterator, Coroutine, Iterable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import uvloop

from bot.cli.saying import CANNOT_START, FAULTS, stop
from bot.config.environment import FaultySettingsError, Settings, read_settings
from bot.config.faults import place, reason
from bot.config.flows import ConfiguredFlows, configured_flows
from bot.config.key import sqlite_file
from bot.conversation.screen import Text, t
from flows.faults import Fault, FaultyFileError
from storage.engine.examine import is_address, schema_of
from storage.errors import (
    AlreadyRunningError,
    DamagedError,
    ForeignError,
    NotEmptyError,
    SchemaError,
    StorageError,
    UnavailableError,
)
from storage.unit import Storage, Unit

R = TypeVar("R")
_FIRST = t("cli.admin.first", "Er is nog geen organisatie. Begin met: meetlat admin init --name …")
_KNOWN = re.compile(r"(sqlite(\+aiosqlite)?:///|postgresql(\+asyncpg)?://).+")
_SERVER = re.compile(r"(\[[0-9a-fA-F:.]+\]|[\w.-]*)(:[0-9]+)?(/[\w.-]*)?")
_SHORTEST_SECRET = 3
_TELLING = {
    "malformed",
    "unable to open",
    "readonly",
    "read-only",
    "locked",
    "not a database",
    "password",
    "does not exist",
}


def read_settings_or_stop() -> Settings:
    """The settings; with faults, a line for each of them and the end."""
    try:
        return read_settings()
    except FaultySettingsError as error:
        stop(CANNOT_START, *error.faults)


def flows_or_stop(settings: Settings) -> ConfiguredFlows:
    """The flows with the municipality's settings; with faults, a line for each of them and the end."""
    try:
        return configured_flows(settings.gemeente_settings)
    except FaultyFileError as error:
        stop(CANNOT_START, *fault_lines(error.faults))


def fault_lines(faults: Iterable[Fault]) -> tuple[Text, ...]:
    """A line for every fault in a file: where it is and what is wrong."""
    return tuple(t("cli.fault", "{place}: {reason}", place=place(fault), reason=reason(fault)) for fault in faults)


@asynccontextmanager
async def database(settings: Settings, *, new: bool = False) -> AsyncIterator[Storage]:
    """The database, open and up to date; ends with one line when it cannot be used.

    Only a command that says ``new`` makes one where there is none yet.
    """
    fault = url_fault(settings.database_url)
    if fault is not None:
        stop(CANNOT_START, fault)
    try:
        if not new and await has_schema(settings) is False:
            stop(FAULTS, _FIRST)
        storage = await Storage.open(settings.database_url)
    except (StorageError, OSError, ValueError) as error:
        stop(CANNOT_START, database_fault(settings.database_url, error))
    try:
        yield storage
    except NotEmptyError:
        raise
    except StorageError as error:
        stop(CANNOT_START, database_fault(settings.database_url, error))
    finally:
        await storage.close()


async def has_schema(settings: Settings) -> bool:
    """Whether there is a database with our tables, looked at without making one."""
    file = sqlite_file(settings.database_url)
    if file is not None and not file.exists():
        if not file.parent.is_dir():
            raise UnavailableError("unable to open")
        return False
    return await schema_of(settings.database_url) is not None


async def flows_in_use(settings: Settings) -> ConfiguredFlows:
    """The flows with what was changed in the chat since; without a database those of the settings file."""
    flows = flows_or_stop(settings)
    fault = url_fault(settings.database_url)
    if fault is not None:
        stop(CANNOT_START, fault)
    try:
        known = await has_schema(settings)
    except (StorageError, OSError, ValueError) as error:
        stop(CANNOT_START, database_fault(settings.database_url, error))
    if not known:
        return flows
    async with database(settings) as storage, storage.look() as unit:
        return flows.with_choices(await unit.instellingen.chosen())


async def founded(unit: Unit) -> str:
    """What the organisation is called; stops when there is none yet."""
    found = await unit.people.organisation()
    if found is None:
        stop(FAULTS, _FIRST)
    return found[0]


def run(work: Coroutine[Any, Any, R]) -> R:
    """Run to the end; an interruption from the keyboard ends quietly."""
    try:
        return uvloop.run(work)
    except KeyboardInterrupt:
        stop(130)


def url_fault(url: str) -> Text | None:
    """What is wrong with the address of a database, looked at without opening it."""
    if _KNOWN.fullmatch(url) and is_address(url):
        return None
    return t("fault.database.url", "MEETLAT_DATABASE_URL moet beginnen met sqlite:/// of postgresql://.")


def database_fault(url: str, error: Exception) -> Text:
    """Why a database cannot be used, with what to do about it; never with its password."""
    where, said = shown_url(url), _without_secrets(str(error).partition("\n")[0], url)
    found = next((part for part in _TELLING if part in said.lower()), "")
    if isinstance(error.__cause__ or error, OSError):
        found = "unable to open" if url.startswith("sqlite") else "unable to connect"
    if isinstance(error, AlreadyRunningError):
        return t(
            "fault.database.alone", "{where}: deze database is al in gebruik door een andere meetlat.", where=where
        )
    if isinstance(error, ForeignError):
        return t("fault.database.foreign", "{where}: deze database is van een ander programma.", where=where)
    if isinstance(error, DamagedError):
        return _damaged(where)
    if isinstance(error, SchemaError):
        return t("fault.database.newer", "{where}: deze database is van een nieuwere versie.", where=where)
    texts = {
        "unable to open": t(
            "fault.database.path", "{where}: de map bestaat niet of is niet toegankelijk.", where=where
        ),
        "readonly": t("fault.database.readonly", "{where}: het bestand of de map is alleen-lezen.", where=where),
        "locked": t("fault.database.locked", "{where}: een ander programma houdt de database bezet.", where=where),
        "malformed": _damaged(where),
        "not a database": t("fault.database.other", "{where}: dit bestand is geen SQLite-database.", where=where),
        "password": t("fault.database.password", "{where}: gebruiker of wachtwoord klopt niet.", where=where),
        "does not exist": t("fault.database.absent", "{where}: deze database bestaat niet op de server.", where=where),
        "unable to connect": t("fault.database.server", "{where}: de server is niet bereikbaar.", where=where),
    }
    known = texts.get("readonly" if found == "read-only" else found)
    return known or t("fault.database", "{where}: de database geeft een fout: {reason}", where=where, reason=said)


def _damaged(where: str) -> Text:
    return t("fault.database.damaged", "{where}: het bestand is beschadigd. Zet een reservekopie terug.", where=where)


def place_of_data(url: str) -> str:
    """Where everything is kept: the whole path of a file, or the address of a server without its password."""
    file = sqlite_file(url)
    return shown_url(url) if file is None else str(file.absolute())


def shown_url(url: str) -> str:
    """The address of a database without user, password and query; where those cannot be told apart, without all."""
    scheme, _, rest = url.partition("://")
    if scheme.startswith("sqlite"):
        return url.partition("?")[0]
    before, _, query = rest.partition("?")
    server = before.rpartition("@")[2]
    return f"{scheme}://{server if '@' not in query and _SERVER.fullmatch(server) else '…'}"


def _without_secrets(said: str, url: str) -> str:
    """What a driver said, without any part of the address that is not shown."""
    kept = shown_url(url)
    for secret in re.split(r"[^\w]+", url if kept.endswith("…") else url.replace(kept.partition("://")[2], "")):
        if len(secret) >= _SHORTEST_SECRET and not url.startswith(("sqlite", secret)):
            said = said.replace(secret, "***")
    return said


def terminal() -> bool:
    """Whether a person is looking, or the output goes into a file or another program."""
    return os.isatty(1)
