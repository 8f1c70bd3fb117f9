"""Placements of clients in instruments: begun and ended by whoever measures them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import select

from storage import models
from storage.engine.session import Repository
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


class Plaatsingen(Repository):
    """The placements, within one transaction."""

    async def begin(self, placed: Placed, door: str, at: datetime) -> None:
        """Note that an instrument began."""
        await self._session.write(row_of(placed, door, at))

    async def end(self, placed: str, client: str, last: date) -> bool:
        """Note the last day of one that runs; false when it had ended."""
        running = (PLAATSING.c.id == placed, PLAATSING.c.client == client, PLAATSING.c.tot.is_(None))
        done = await self._session.exec(sa.update(PLAATSING).where(*running).values(tot=last))
        return done.rowcount == 1

    async def running(self, client: str) -> tuple[Placed, ...]:
        """What runs for a client now, the longest first."""
        query = select(models.Plaatsing).where(PLAATSING.c.client == client, PLAATSING.c.tot.is_(None))
        found = await self._session.exec(query.order_by(PLAATSING.c.van, PLAATSING.c.id))
        return tuple(Placed(row.id, row.client, row.instrument, row.partner, row.van, row.tot) for row in found)


def row_of(placed: Placed, door: str, at: datetime) -> models.Plaatsing:
    """The row of a placement."""
    return models.Plaatsing(
        id=placed.id,
        client=placed.client,
        instrument=placed.instrument,
        partner=placed.partner,
        van=placed.van,
        tot=placed.tot,
        door=door,
        op=at,
    )
