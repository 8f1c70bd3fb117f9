"""Every process says now and then that it is there; after a long silence people hear what that may have cost them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog

from bot.delivery.clock import DatabaseClock
from bot.delivery.ports import MessageSender
from bot.planning.holidays import holiday
from bot.runtime.clock import AMSTERDAM
from bot.runtime.tasks import Supervisor
from flows.agenda import Wishes, next_moment
from flows.ways import Way
from storage.unit import Storage, Unit

EVERY_SECONDS = 15.0
# Who has not said so for so long is not there any more.
ALIVE = timedelta(seconds=45)
# Telegram keeps what people send for a day.
KEPT = timedelta(hours=24)
ACTIVE = timedelta(days=90)
VALID = timedelta(days=7)
log = structlog.get_logger()


async def keep_beating(
    supervisor: Supervisor, storage: Storage, clock: DatabaseClock, name: str, senders: Sequence[MessageSender]
) -> None:
    """Beat, until cancelled; ``senders`` hear how many there are."""
    telegram = any(sender.way is Way.TELEGRAM for sender in senders)

    async def step() -> None:
        async with storage.unit() as unit:
            now = await clock(unit)
            await beat(unit, now, name, telegram=telegram)
            living = await unit.replicas.living(now - ALIVE) if storage.shared else 1
        for sender in senders:
            sender.share(living)

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


async def leave(storage: Storage, clock: DatabaseClock, name: str) -> None:
    """Be no longer counted, for whoever shares the rate; that somebody was there is still known."""
    async with storage.unit() as unit:
        await unit.replicas.beat(name, await clock(unit) - ALIVE)


async def _tell(unit: Unit, since: datetime, now: datetime) -> None:
    """Once for everybody whose messages in Telegram may be gone."""
    moment = next_moment(now, Wishes(), holiday, AMSTERDAM)
    params = {"van": since.isoformat(), "tot": now.isoformat()}
    for functionaris in await unit.reach.active_on_telegram(since - ACTIVE, now):
        sleutel = f"missed:{since.isoformat()}:{functionaris}"
        await unit.berichten.post(
            sleutel, functionaris, "missed", params, vanaf=moment, at=now, geldig_tot=moment + VALID
        )
