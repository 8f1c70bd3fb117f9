"""Clears away what nobody can need any more: old seen-marks and messages, expired sessions and invitations."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import structlog

from bot.runtime.clock import Clock
from storage.errors import StorageError
from storage.unit import Storage

EVERY_SECONDS = 3600.0
# Telegram forgets an update after a day; a page that was left open may repeat its tap later.
SEEN = timedelta(days=30)
TOLD = timedelta(days=365)
log = structlog.get_logger()


async def cleanup(storage: Storage, clock: Clock) -> None:
    """Tidy up every hour, until cancelled."""
    while True:
        try:
            async with storage.unit() as unit:
                await unit.inbox.forget_before(clock.now() - SEEN)
                await unit.berichten.forget_before(clock.now() - TOLD)
                await unit.people.forget_expired(clock.now())
        except StorageError as error:
            log.warning("not_tidied", error=type(error).__name__)
        await asyncio.sleep(EVERY_SECONDS)
