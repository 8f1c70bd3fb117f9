"""Every process says each minute that it is there; after a long silence people hear what that may have cost them."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from bot.delivery.clock import DatabaseClock
from bot.planning.workdays import holiday
from bot.runtime.clock import AMSTERDAM
from bot.runtime.tasks import Supervisor
from flows.agenda import Wishes, next_moment
from storage.unit import Storage, Unit

EVERY_SECONDS = 60.0
# Telegram keeps what people send for a day.
KEPT = timedelta(hours=24)
ACTIVE = timedelta(days=90)
VALID = timedelta(days=7)
log = structlog.get_logger()


async def keep_beating(
    supervisor: Supervisor, storage: Storage, clock: DatabaseClock, name: str, *, telegram: bool
) -> None:
    """Beat, until cancelled."""

    async def step() -> None:
        async with storage.unit() as unit:
            await beat(unit, await clock(unit), name, telegram=telegram)

    await supervisor.periodic("heartbeat", step, EVERY_SECONDS)


async def beat(unit: Unit, now: datetime, name: str, *, telegram: bool) -> None:
    """Say that this process is there; whoever is first after a long silence has people told, in one transaction."""
    last = await unit.replicas.last_beat()
    if last is not None and now - last > KEPT:
        log.warning("long_silence", seconds=int((now - last).total_seconds()))
        if telegram:
            await _tell(unit, last, now)
        await unit.replicas.forget_before(now - KEPT)
    await unit.replicas.beat(name, now)


async def _tell(unit: Unit, since: datetime, now: datetime) -> None:
    """Once for everybody whose messages in Telegram may be gone."""
    moment = next_moment(now, Wishes(), holiday, AMSTERDAM)
    params = {"van": since.isoformat(), "tot": now.isoformat()}
    for functionaris in await unit.reach.active_on_telegram(since - ACTIVE, now):
        sleutel = f"missed:{since.isoformat()}:{functionaris}"
        await unit.berichten.post(
            sleutel, functionaris, "missed", params, vanaf=moment, at=now, geldig_tot=moment + VALID
        )
