"""The one clock that delivery goes by: leases and rates of several processes cannot go by several clocks."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.runtime.clock import World
from storage.unit import Unit

Clock = Callable[[Unit], Awaitable[datetime]]


def shared(world: World) -> Clock:
    """The database's clock where several processes share one; otherwise that of ``world``."""

    async def now(unit: Unit) -> datetime:
        return await unit.replicas.clock() or world.now()

    return now


def own(world: World) -> Clock:
    """The clock of ``world``, whatever the database says: for whoever decides what day it is."""

    async def now(_: Unit) -> datetime:
        return world.now()

    return now
