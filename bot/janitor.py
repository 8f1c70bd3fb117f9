"""Clears away what nobody can need any more: old seen-marks and messages, expired sessions and invitations."""

from __future__ import annotations

from datetime import timedelta

from bot.runtime.tasks import Supervisor
from bot.world import World
from storage.unit import Storage

EVERY_SECONDS = 3600.0
# Telegram forgets an update after a day; a page that was left open may repeat its tap later.
SEEN = timedelta(days=30)
TOLD = timedelta(days=365)


async def keep_tidy(supervisor: Supervisor, storage: Storage, world: World) -> None:
    """Tidy up every hour, until cancelled."""

    async def step() -> None:
        async with storage.unit() as unit:
            await unit.inbox.forget_before(world.now() - SEEN)
            await unit.berichten.forget_before(world.now() - TOLD)
            await unit.people.forget_expired(world.now())

    await supervisor.periodic("tidying", step, EVERY_SECONDS)
