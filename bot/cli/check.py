"""``check``: everything that would keep the bot from starting, all at once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.listening import address_fault
from bot.cli.openid import home_of, provider_faults
from bot.cli.opening import database_fault, fault_lines, place_of_data, run, url_fault
from bot.cli.saying import FAULTS, tell
from bot.config.environment import FaultySettingsError, Settings, read_settings, unknown_settings
from bot.config.files import read_text
from bot.config.flows import configured_flows
from bot.config.key import key_fault, sqlite_file
from bot.conversation.screen import Text, t, tn
from flows.faults import Fault, FaultyFileError
from flows.reader import read_catalogue
from storage.engine.examine import schema_of
from storage.engine.migrate import HEAD
from storage.errors import SchemaError, StorageError


def check(
    flows: Annotated[Path | None, typer.Option(help="A folder with flow files.")] = None,
    gemeente: Annotated[Path | None, typer.Option(help="A settings file of a municipality.")] = None,
) -> None:
    """Check settings, flow files and database; with --flows or --gemeente only those files."""
    faults, told = (list(_files(flows, gemeente)), []) if flows or gemeente else _everything()
    if faults:
        tell(*faults, tn("cli.check.faults", "{n} fout gevonden.", "{n} fouten gevonden.", len(faults)))
        raise typer.Exit(FAULTS)
    tell(*told, t("cli.check.good", "✔ Alles is in orde."))


def _everything() -> tuple[list[Text], list[Text]]:
    """Every fault, and what somebody has to know of settings that can be read."""
    unknown = unknown_settings(os.environ)
    try:
        settings = read_settings()
    except FaultySettingsError as error:
        return [*error.faults, *unknown, *_files(None, None)], []
    data = t("cli.check.data", "Gegevens: {where}", where=place_of_data(settings.database_url))
    return [*unknown, *_with(settings)], [data, *home_of(settings)]


def _with(settings: Settings) -> Iterator[Text]:
    yield from _files(None, settings.gemeente_settings)
    yield from _key(settings)
    yield from _database(settings)
    fault = address_fault(settings.host, settings.port)
    if fault is not None:
        yield fault
    yield from provider_faults(settings)


def _files(flows: Path | None, gemeente: Path | None) -> Iterator[Text]:
    if flows is not None:
        yield from _flows(flows)
    try:
        configured_flows(gemeente)
    except FaultyFileError as error:
        yield from fault_lines(error.faults)


def _flows(folder: Path) -> Iterator[Text]:
    """The flow files of a folder; what cannot be read does not keep the others from being looked at."""
    files = sorted(folder.glob("*.toml"))
    if not files:
        yield t(
            "fault.folder",
            "{folder}: hier staan geen vragenlijsten (bestanden die eindigen op .toml).",
            folder=str(folder),
        )
    faults: list[Fault] = []
    texts: dict[str, str] = {}
    for path in files:
        try:
            texts[path.stem] = read_text(path)
        except (OSError, UnicodeDecodeError) as error:
            faults.append(Fault(path.name, 1, "", "unreadable", {"reason": type(error).__name__}))
    try:
        read_catalogue(texts)
    except FaultyFileError as error:
        faults.extend(error.faults)
    yield from fault_lines(faults)


def _key(settings: Settings) -> Iterator[Text]:
    fault = key_fault(settings)
    if fault is not None:
        yield fault


def _database(settings: Settings) -> Iterator[Text]:
    fault = url_fault(settings.database_url)
    if fault is not None:
        yield fault
        return
    file = sqlite_file(settings.database_url)
    if file is not None and not file.exists():
        if not os.access(file.parent, os.W_OK | os.X_OK):
            yield database_fault(settings.database_url, StorageError("unable to open"))
        return
    try:
        version = run(schema_of(settings.database_url))
    except (StorageError, OSError, ValueError) as error:
        yield database_fault(settings.database_url, error)
        return
    if version is not None and version > HEAD:
        yield database_fault(settings.database_url, SchemaError(version))
