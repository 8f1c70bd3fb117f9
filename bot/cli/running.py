"""``run`` and ``demo``: the bot itself, with the settings of the environment or with a made-up municipality."""

from __future__ import annotations

import errno
import gc
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.opening import database, database_fault, fault_lines, read_settings_or_stop, url_fault
from bot.cli.opening import run as run_to_end
from bot.cli.saying import CANNOT_START, stop, tell
from bot.screen import t, verbatim

if TYPE_CHECKING:
    from bot.settings import Settings

SEED, CLIENTS, YEARS = 2026, 400, 5
DATABASE = "demo.db"


def run() -> None:
    """Serve the bot with the settings of the environment."""
    settings = read_settings_or_stop()
    fault = url_fault(settings.database_url)
    if fault is not None:
        stop(CANNOT_START, fault)
    _serve(settings, demo=False)


def demo(folder: Path, port: int) -> None:
    """Serve the web chat with a made-up municipality, on this machine only."""
    from bot.demo.load import SETTINGS
    from bot.faults import why
    from bot.settings import read_settings

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        stop(
            CANNOT_START,
            t(
                "cli.demo.folder",
                "De map {folder} kan niet worden gemaakt: {reason}",
                folder=str(folder),
                reason=why(error),
            ),
        )
    settings = read_settings(
        {
            "MEETLAT_DATABASE_URL": f"sqlite:///{folder / DATABASE}",
            "MEETLAT_GEMEENTE_SETTINGS": str(SETTINGS),
            "MEETLAT_PORT": str(port),
        }
    )
    run_to_end(_furnished(settings))
    _serve(settings, demo=True)


async def _furnished(settings: Settings) -> None:
    """Fill the demo's database on first use."""
    from bot.demo.generate import generate, written
    from bot.demo.load import load
    from bot.world import World
    from storage.errors import NotEmptyError

    async with database(settings) as storage:
        async with storage.look() as unit:
            if await unit.people.organisation() is not None:
                return
        tell(t("cli.demo.making", "Er wordt een verzonnen gemeente gemaakt …"))
        world = World()
        lines = written(generate(seed=SEED, clients=CLIENTS, years=YEARS, today=world.today()))
        # Somebody else may have started the demo at the same moment.
        with suppress(NotEmptyError):
            await load(storage, lines, now=world.now(), today=world.today())


def _serve(settings: Settings, *, demo: bool) -> None:
    # What a start loads is there to stay: looking for garbage among it would take a tenth of the time.
    gc.disable()
    from bot.app import serve
    from bot.key import FaultyKeyError
    from bot.settings import FaultySettingsError
    from flows.faults import FaultyFileError
    from storage.errors import StorageError

    try:
        run_to_end(serve(settings, demo=demo, ready=_announced(demo=demo)))
    except FaultyKeyError as error:
        stop(CANNOT_START, error.reason)
    except FaultySettingsError as error:
        stop(CANNOT_START, *error.faults)
    except FaultyFileError as error:
        stop(CANNOT_START, *fault_lines(error.faults))
    except StorageError as error:
        stop(CANNOT_START, database_fault(settings.database_url, error))
    except OSError as error:
        if error.filename is not None:
            stop(CANNOT_START, database_fault(settings.database_url, StorageError("unable to open")))
        if error.errno not in (errno.EADDRINUSE, errno.EACCES, errno.EADDRNOTAVAIL):
            raise
        stop(
            CANNOT_START,
            t(
                "cli.port",
                "Poort {port} op {host} is bezet of niet toegestaan. Kies een andere.",
                port=settings.port,
                host=settings.host,
            ),
        )


def _announced(*, demo: bool) -> Callable[[str], None]:
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
            tell(verbatim(address))

    return ready
