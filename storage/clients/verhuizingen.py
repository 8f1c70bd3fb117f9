"""Clients who moved to another code of the organisation: which code holds on which day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import select

from storage import models
from storage.engine.session import Repository
from storage.tables import CLIENT, VERHUIZING


def gemeentecode_on(day: date | sa.ColumnElement[date]) -> sa.ColumnElement[str]:
    """The code of the CLIENT of a query on a day: what the first move after it left, or else the code of now."""
    after = sa.select(VERHUIZING.c.oud).where(VERHUIZING.c.client == CLIENT.c.code, VERHUIZING.c.dag > day)
    first = after.order_by(VERHUIZING.c.dag, VERHUIZING.c.id).limit(sa.literal_column("1")).correlate(CLIENT)
    return sa.func.coalesce(first.scalar_subquery(), CLIENT.c.gemeentecode)


@dataclass(frozen=True, slots=True)
class Verhuizing:
    """A client lives in ``nieuw`` from ``dag`` on, and lived in ``oud`` before."""

    client: str
    oud: str
    nieuw: str
    dag: date


class Verhuizingen(Repository):
    """The moves, within one transaction."""

    async def code_of(self, client: str) -> str | None:
        """Where a client lives, as far as is known now; nobody moves them until this transaction ends."""
        query = sa.select(CLIENT.c.gemeentecode).where(CLIENT.c.code == client).with_for_update()
        code: str | None = await self._connection.scalar(query)
        return code

    async def of(self, client: str) -> tuple[Verhuizing, ...]:
        """The moves of a client, the earliest first."""
        query = select(models.Verhuizing).where(VERHUIZING.c.client == client)
        found = await self._session.exec(query.order_by(VERHUIZING.c.dag, VERHUIZING.c.id))
        return tuple(Verhuizing(row.client, row.oud, row.nieuw, row.dag) for row in found)

    async def living_in(self, code: str) -> tuple[str, ...]:
        """Every client with this code now."""
        query = sa.select(CLIENT.c.code).where(CLIENT.c.gemeentecode == code).order_by(CLIENT.c.code)
        return tuple(await self._connection.scalars(query))

    async def add(self, moves: Sequence[Verhuizing], door: str | None, at: datetime) -> None:
        """Note moves; what was measured before keeps the code of its day."""
        for each in moves:
            row = models.Verhuizing(client=each.client, oud=each.oud, nieuw=each.nieuw, dag=each.dag, door=door, op=at)
            await self._session.write(row)
            here = sa.update(CLIENT).where(CLIENT.c.code == each.client)
            await self._connection.execute(here.values(gemeentecode=each.nieuw))
