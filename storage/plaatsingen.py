"""Placements of clients in instruments: begun and ended by whoever measures them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

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


_NAMES = ("id", "client", "instrument", "partner", "van", "tot")
_COLUMNS = tuple(PLAATSING.c[name] for name in _NAMES)


def row_of_placed(placed: Placed, door: str, at: datetime) -> dict[str, Any]:
    """A placement as a row."""
    return {**{name: getattr(placed, name) for name in _NAMES}, "door": door, "op": at}


class Plaatsingen:
    """The placements, within one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work within the transaction of ``connection``."""
        self._connection = connection

    async def begin(self, placed: Placed, door: str, at: datetime) -> None:
        """Note that an instrument began."""
        await self._connection.execute(sa.insert(PLAATSING), row_of_placed(placed, door, at))

    async def end(self, placed: str, client: str, last: date) -> bool:
        """Note the last day of one that runs; false when it had ended."""
        running = (PLAATSING.c.id == placed, PLAATSING.c.client == client, PLAATSING.c.tot.is_(None))
        return (await self._connection.execute(sa.update(PLAATSING).where(*running).values(tot=last))).rowcount == 1

    async def running(self, client: str) -> tuple[Placed, ...]:
        """What runs for a client now, the longest first."""
        query = sa.select(*_COLUMNS).where(PLAATSING.c.client == client, PLAATSING.c.tot.is_(None))
        found = await self._connection.execute(query.order_by(PLAATSING.c.van, PLAATSING.c.id))
        return tuple(Placed(*row) for row in found)
