"""Clients who live in one household, where a municipality keeps that."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from storage import models
from storage.engine.session import Repository
from storage.tables import GEZINSLID


class Gezinnen(Repository):
    """The households, within one transaction."""

    async def others(self, client: str) -> tuple[str, ...]:
        """Everybody else in the household of a client."""
        theirs = sa.select(GEZINSLID.c.gezin).where(GEZINSLID.c.client == client).scalar_subquery()
        query = sa.select(GEZINSLID.c.client).where(GEZINSLID.c.gezin == theirs, GEZINSLID.c.client != client)
        return tuple(await self._connection.scalars(query.order_by(GEZINSLID.c.client)))

    async def link(self, client: str, other: str, new: str, door: str, at: datetime) -> bool:
        """Put two clients in one household, ``new`` when neither has one; false when each has another already."""
        rows = {each: await self._session.by_key(models.Gezinslid, each) for each in (client, other)}
        known = {row.gezin for row in rows.values() if row is not None}
        if len(known) > 1:
            return False
        gezin = known.pop() if known else new
        added = [
            models.Gezinslid(client=each, gezin=gezin, door=door, op=at) for each, row in rows.items() if row is None
        ]
        await self._session.write(*added)
        return True

    async def unlink(self, client: str) -> bool:
        """Take a client out of the household, which is none any more when one is left; false when there was none."""
        others = await self.others(client)
        leaving = {client, *(others if len(others) == 1 else ())}
        done = await self._session.exec(sa.delete(GEZINSLID).where(GEZINSLID.c.client.in_(leaving)))
        return done.rowcount > 0
