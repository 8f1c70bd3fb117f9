"""The measured process on a working morning, whatever the time is here: reminders go out in working hours only."""

from __future__ import annotations

import asyncio
import gc
import signal
from datetime import UTC, datetime

from bench.reporter import report_on_request
from bench.town import NOW

from bot.app import running
from bot.cli.opening import run
from bot.config.environment import read_settings
from bot.runtime.clock import Clock
from bot.runtime.logs import set_up_logs
from storage.unit import Unit

SHIFT = NOW - datetime.now(UTC)


async def clock(unit: Unit) -> datetime:
    """The clock that processes share, at the cost that it has, moved to that morning."""
    return (await unit.replicas.clock() or datetime.now(UTC)) + SHIFT


async def serve() -> None:
    """Everything that ``meetlat run`` serves, until the end."""
    settings = read_settings()
    set_up_logs(settings.log_level)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    async with running(settings, clock=Clock(lambda: datetime.now(UTC) + SHIFT), database_clock=clock):
        gc.freeze()
        await stop.wait()


if __name__ == "__main__":
    report_on_request()
    run(serve())
