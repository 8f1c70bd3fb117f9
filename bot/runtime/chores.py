"""What is looked after now and then: checks that wait too long, and the monthly letter."""

from __future__ import annotations

import asyncio

import structlog

from bot.checking.escalation import escalate
from bot.delivery.clock import DatabaseClock
from bot.reports.monthly import write_letters
from storage.errors import StorageError
from storage.unit import Storage

EVERY_SECONDS = 600.0
# A start has better things to do.
FIRST_SECONDS = 20.0
log = structlog.get_logger()


async def keep_up(storage: Storage, clock: DatabaseClock) -> None:
    """Do the chores every ten minutes, until cancelled; each bericht has a key, so that two processes make one."""
    await asyncio.sleep(FIRST_SECONDS)
    while True:
        try:
            async with storage.look() as unit:
                now = await clock(unit)
            for chore in (escalate, write_letters):
                await chore(storage, now)
        except StorageError as error:
            log.warning("chores_not_done", error=type(error).__name__)
        await asyncio.sleep(EVERY_SECONDS)
