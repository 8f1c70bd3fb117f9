"""Clears away what nobody can need any more: old seen-marks and messages, expired sessions and invitations."""

from __future__ import annotations

from datetime import timedelta

from bot.runtime.clock import Clock
from bot.runtime.tasks import Supervisor
from storage.unit import Storage

EVERY_SECONDS = 3600.0
# Telegram forgets an update after a day; a page that was left open may repeat its tap later.
SEEN = timedelta(days=30)
TOLD = timedelta(days=365)


async def cleanup(supervisor: Supervisor, storage: Storage, clock: Clock) -> None:
    """Tidy up every hour, until cancelled."""

    async def step() -> None:
        async with storage.unit() as unit:
            await unit.inbox.forget_before(clock.now() - SEEN)
            await unit.berichten.forget_before(clock.now() - TOLD)
            await unit.people.forget_expired(clock.now())
            await unit.sessions.forget_expired(clock.now())

    await supervisor.periodic("tidying", step, EVERY_SECONDS)
