"""The measured process: one sweep over the database that it is told of, and what memory that took."""

from __future__ import annotations

import asyncio
import gc
import sys

from bench.memory import peak, resident
from bench.town import NOW
from support.storage import opened

from bot.delivery.clock import own
from bot.reminders.sweep import Sweep
from bot.runtime.clock import Clock
from bot.runtime.logs import set_up_logs


async def _sweep(url: str) -> None:
    set_up_logs("warning")
    async with opened(url) as storage:
        sweep = Sweep(storage, own(Clock(lambda: NOW)))
        async with storage.look() as unit:
            # What is loaded with the first question belongs to no sweep.
            await unit.termijnen.anything_due(NOW.date())
        gc.freeze()
        resting = resident(reset=True)
        await sweep.once()
        print(peak() - resting)


if __name__ == "__main__":
    asyncio.run(_sweep(sys.argv[1]))
