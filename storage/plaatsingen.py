"""Placements of clients in instruments: begun and ended by whoever measures them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import PLAATSING


@dataclass(frozen=True, slots=True)
class Placed:
    """A client in an instrument, since when and with which partner; ``tot`` is the last day."""

    id: str
    client: str
    instrument: str
    partner: str | None
    van: date
    tot: date | None


_COLUMNS = tuple(PLAATSING.c[name] for name in ("id", "client", "instrument", "partner", "van", "tot"))


class Plaatsingen:
    """The placements, within one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work within the transaction of ``connection``."""
        self._connection = connection

    async def begin(self, placed: Placed, door: str, at: datetime) -> None:
        """Note that an instrument began."""
        row = {name: getattr(placed, name) for name in ("id", "client", "instrument", "partner", "van", "tot")}
        await self._connection.execute(sa.insert(PLAATSING), {**row, "door": door, "op": at})

    async def end(self, placed: str, client: str, last: date) -> bool:
        """Note the last day of one that runs; false when it had ended."""
        running = (PLAATSING.c.id == placed, PLAATSING.c.client == client, PLAATSING.c.tot.is_(None))
        return (await self._connection.execute(sa.update(PLAATSING).where(*running).values(tot=last))).rowcount == 1

    async def running(self, client: str) -> tuple[Placed, ...]:
        """What runs for a client now, the longest first."""
        query = sa.select(*_COLUMNS).where(PLAATSING.c.client == client, PLAATSING.c.tot.is_(None))
        found = await self._connection.execute(query.order_by(PLAATSING.c.van, PLAATSING.c.id))
        return tuple(Placed(*row) for row in found)
