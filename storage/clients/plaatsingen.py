"""Placements of clients in instruments: begun and ended by whoever measures them."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa

from flows.plaatsingen import Plaatsing
from storage import models
from storage.engine.prepared import Prepared
from storage.engine.session import Repository
from storage.tables import PLAATSING

# One that was a mistake counts nowhere.
STANDS = PLAATSING.c.ingetrokken.is_(None)
# Asked at every tap of a measurement.
_OF = Prepared(
    sa.select(PLAATSING)
    .where(PLAATSING.c.client == sa.bindparam("client"), STANDS)
    .order_by(PLAATSING.c.van, PLAATSING.c.op, PLAATSING.c.id),
    *PLAATSING.c,
)


def over_on(day: sa.BindParameter[date]) -> sa.ColumnElement[bool]:
    """The condition under which a placement has ended on a day; on its last day it has."""
    return sa.and_(PLAATSING.c.tot.is_not(None), PLAATSING.c.tot <= day)


def runs_between(first: sa.BindParameter[date], last: sa.BindParameter[date]) -> sa.ColumnElement[bool]:
    """The condition under which a placement that was not withdrawn ran on some day from ``first`` until ``last``."""
    return sa.and_(STANDS, PLAATSING.c.van <= last, ~over_on(first))


class Plaatsingen(Repository):
    """The placements, within one transaction."""

    async def begin(self, placed: Plaatsing) -> None:
        """Note that an instrument began."""
        await self._session.write(models.Plaatsing.of(placed))

    async def end(self, placed: Plaatsing) -> None:
        """Keep the last day: the one that was noted, and the one that holds."""
        which = sa.update(PLAATSING).where(PLAATSING.c.id == placed.id)
        await self._session.exec(which.values(genoteerd=placed.genoteerd, tot=placed.tot))

    async def costs(self, placed: str, client: str, bedrag: int) -> bool:
        """Note what a placement costs, in whole euros; false when this client has no such placement."""
        which = sa.update(PLAATSING).where(PLAATSING.c.id == placed, PLAATSING.c.client == client, STANDS)
        return (await self._session.exec(which.values(bedrag=bedrag))).rowcount == 1

    async def withdraw(self, placed: str, client: str, at: datetime) -> bool:
        """Let a placement of a client be a mistake; false when there is none."""
        which = sa.update(PLAATSING).where(PLAATSING.c.id == placed, PLAATSING.c.client == client, STANDS)
        return (await self._session.exec(which.values(ingetrokken=at))).rowcount == 1

    async def of(self, client: str) -> tuple[Plaatsing, ...]:
        """Every placement of a client, in the order in which they began."""
        found = await _OF.run(self._connection, {"client": client})
        return tuple(models.Plaatsing.read(row).domain() for row in found.rows)

    async def running(self, client: str, day: date) -> tuple[Plaatsing, ...]:
        """What runs for a client on a day, the longest first."""
        return tuple(each for each in await self.of(client) if each.runs_on(day))
