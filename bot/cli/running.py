"""``run`` and ``demo``: the bot itself, with the settings of the environment or with a made-up municipality."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from bot.app import serve
from bot.cli.listening import address_fault, listening_fault
from bot.cli.opening import (
    database,
    database_fault,
    flows_or_stop,
    place_of_data,
    read_settings_or_stop,
    url_fault,
)
from bot.cli.opening import run as run_to_end
from bot.cli.rehearsal import ids_from
from bot.cli.saying import CANNOT_START, speaker, stop, tell, warn
from bot.config.environment import FaultySettingsError, Settings, read_settings, unknown_settings
from bot.config.flows import ConfiguredFlows
from bot.config.key import FaultyKeyError
from bot.conversation.screen import t
from bot.demo.enrichment import Enrichment
from bot.demo.generate import generate, written
from bot.demo.load import SETTINGS, load
from bot.runtime.clock import Clock
from storage.errors import NotEmptyError, StorageError

SEED, CLIENTS, YEARS = 2026, 400, 5
# For so long the demo's people have measured with this bot; what is older came from elsewhere.
GUIDED = timedelta(days=550)
DATABASE = "demo.db"


def run() -> None:
    """Run the bot with the settings of the environment."""
    settings = read_settings_or_stop()
    warn(*unknown_settings(os.environ))
    flows = flows_or_stop(settings)
    for fault in (url_fault(settings.database_url), address_fault(settings.host, settings.port)):
        if fault is not None:
            stop(CANNOT_START, fault)
    _serve(settings, flows, demo=False)


def demo(folder: Path, port: int) -> None:
    """Serve the web chat with a made-up municipality, on this machine only."""
    _make(folder)
    settings = read_settings(
        {
            "MEETLAT_DATABASE_URL": f"sqlite:///{folder / DATABASE}",
            "MEETLAT_GEMEENTE_SETTINGS": str(SETTINGS),
            "MEETLAT_PORT": str(port),
        }
    )
    fault = address_fault(settings.host, settings.port, setting="--port")
    if fault is not None:
        stop(CANNOT_START, fault)
    flows = flows_or_stop(settings)
    run_to_end(_filled(settings, flows))
    _serve(settings, flows, demo=True)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        stop(
            CANNOT_START, t("cli.demo.file", "{folder} is een bestand. Noem met --folder een map.", folder=str(folder))
        )
    except OSError:
        cannot = t(
            "cli.demo.folder",
            "De map {folder} kan hier niet worden gemaakt. Kies met --folder een map waarin u mag schrijven.",
            folder=str(folder),
        )
        stop(CANNOT_START, cannot)


async def _filled(settings: Settings, flows: ConfiguredFlows) -> None:
    """Fill the demo's database on first use."""
    async with database(settings, new=True) as storage:
        async with storage.look() as unit:
            if await unit.people.organisation() is not None:
                return
        tell(t("cli.demo.making", "Er wordt een verzonnen gemeente gemaakt …"))
        clock = Clock()
        lines = written(generate(seed=SEED, clients=CLIENTS, years=YEARS, today=clock.today()))
        # Somebody else may have started the demo at the same moment.
        enrichment = Enrichment(SEED, flows.newest("stroomschema"), clock.now() - GUIDED)
        with suppress(NotEmptyError):
            await load(storage, lines, now=clock.now(), today=clock.today(), ids=ids_from(SEED), enrich=enrichment)


def _serve(settings: Settings, flows: ConfiguredFlows, *, demo: bool) -> None:
    ready = _announced(place_of_data(settings.database_url), demo=demo)
    try:
        run_to_end(serve(settings, demo=demo, ready=ready, flows=flows, words=speaker()))
    except FaultyKeyError as error:
        stop(CANNOT_START, error.reason)
    except FaultySettingsError as error:
        stop(CANNOT_START, *error.faults)
    except StorageError as error:
        stop(CANNOT_START, database_fault(settings.database_url, error))
    except OSError as error:
        if error.filename is not None:
            stop(CANNOT_START, database_fault(settings.database_url, StorageError("unable to open")))
        if error.errno not in (errno.EADDRINUSE, errno.EACCES, errno.EADDRNOTAVAIL):
            raise
        setting = "--port" if demo else "MEETLAT_PORT"
        stop(CANNOT_START, listening_fault(error, settings.host, settings.port, setting))


def _announced(data: str, *, demo: bool) -> Callable[[str], None]:
    def ready(address: str) -> None:
        if demo:
            tell(
                t(
                    "cli.demo.ready",
                    "De demo staat op {address} · alle gegevens zijn verzonnen · stoppen: Ctrl+C",
                    address=address,
                )
            )
        else:
            tell(
                t("cli.run.ready", "Meetlat staat op {address} · stoppen: Ctrl+C", address=address),
                t("cli.check.data", "Gegevens: {where}", where=data),
            )

    return ready
