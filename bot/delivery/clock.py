"""The one clock that delivery goes by: leases and rates of several processes cannot go by several clocks."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.runtime.clock import Clock
from storage.unit import Unit

DatabaseClock = Callable[[Unit], Awaitable[datetime]]


def shared(clock: Clock) -> DatabaseClock:
    """The database's clock where several processes share one; otherwise ``clock``."""

    async def now(unit: Unit) -> datetime:
        return await unit.replicas.clock() or clock.now()

    return now


def own(clock: Clock) -> DatabaseClock:
    """Always ``clock``, whatever the database says: for whoever decides what day it is."""

    async def now(_: Unit) -> datetime:
        return clock.now()

    return now
