"""When clients are due: derived with their position, moved by who measures them, read by the sweep."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from flows.planning import Termijn
from flows.reminders import after_snooze, first_day
from storage.tables import PLANNING, STAND, TERMIJN, TOEWIJZING


@dataclass(frozen=True, slots=True)
class Due:
    """A client about whom something is left unsaid since a day, and who is responsible; ``keeper`` may have left."""

    client: str
    keeper: str | None
    termijn: Termijn
    since: date


_TERMIJN = (STAND.c.gepland, STAND.c.uiterste, TERMIJN.c.sluimert_tot)


class Termijnen:
    """The due dates, within one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work within the transaction of ``connection``."""
        self._connection = connection

    async def get(self, client: str) -> Termijn | None:
        """When a client is due; none for who was never measured or is out of sight."""
        query = sa.select(*_TERMIJN).select_from(STAND.outerjoin(TERMIJN, TERMIJN.c.client == STAND.c.client))
        row = (await self._connection.execute(query.where(STAND.c.client == client))).first()
        return None if row is None or row[0] is None else Termijn(*row)

    async def renew(self, client: str, today: date) -> None:
        """Begin anew after a position was derived: a later plan for the same meetmoment still holds."""
        planned = (
            sa.select(PLANNING.c.gepland)
            .where(PLANNING.c.client == client, PLANNING.c.meetmoment == STAND.c.meetmoment)
            .order_by(PLANNING.c.id.desc())
            .limit(1)
            .scalar_subquery()
        )
        await self._connection.execute(
            sa.update(STAND)
            .where(STAND.c.client == client, STAND.c.gepland.is_not(None))
            .values(gepland=sa.func.coalesce(planned, STAND.c.gepland))
        )
        await self._connection.execute(sa.delete(TERMIJN).where(TERMIJN.c.client == client))
        termijn = await self.get(client)
        if termijn is not None:
            row = {"client": client, "herinneren": first_day(termijn, today)}
            await self._connection.execute(sa.insert(TERMIJN), row)

    async def plan(self, client: str, day: date, reden: str | None, door: str, at: datetime, today: date) -> None:
        """Move the planned day of the next measurement; earlier plans stay on record."""
        meetmoment = sa.select(STAND.c.meetmoment).where(STAND.c.client == client).scalar_subquery()
        row = {"client": client, "meetmoment": meetmoment, "gepland": day, "reden": reden, "door": door, "op": at}
        await self._connection.execute(sa.insert(PLANNING).values(row))
        await self.renew(client, today)

    async def doze(self, client: str, until: date, today: date) -> None:
        """Say nothing of a client before a day."""
        before = await self.get(client)
        waiting = await self._connection.scalar(sa.select(TERMIJN.c.herinneren).where(TERMIJN.c.client == client))
        if before is None or waiting is None:
            return
        termijn = Termijn(before.gepland, before.uiterste, until)
        values = {"sluimert_tot": until, "herinneren": after_snooze(termijn, waiting, today)}
        await self._connection.execute(sa.update(TERMIJN).where(TERMIJN.c.client == client).values(values))

    async def due(self, day: date) -> Sequence[Due]:
        """Every client about whom something may have to be said on ``day``, by responsible functionaris."""
        query = sa.select(TERMIJN.c.client, TOEWIJZING.c.functionaris, *_TERMIJN, TERMIJN.c.herinneren)
        kept = sa.and_(
            TOEWIJZING.c.client == TERMIJN.c.client,
            TOEWIJZING.c.van <= day,
            sa.or_(TOEWIJZING.c.tot.is_(None), TOEWIJZING.c.tot > day),
        )
        joined = TERMIJN.join(STAND, STAND.c.client == TERMIJN.c.client).outerjoin(TOEWIJZING, kept)
        found = await self._connection.execute(query.select_from(joined).where(TERMIJN.c.herinneren <= day))
        return [_due(row) for row in found]

    async def said(self, days: Iterable[tuple[str, date]]) -> None:
        """Note for clients on which day something is to be said next."""
        rows = [{"which": client, "herinneren": day} for client, day in days]
        if rows:
            update = sa.update(TERMIJN).where(TERMIJN.c.client == sa.bindparam("which"))
            await self._connection.execute(update.values(herinneren=sa.bindparam("herinneren", type_=sa.Date)), rows)


def _due(row: Sequence[Any]) -> Due:
    client, keeper, gepland, uiterste, sluimert_tot, since = row
    return Due(client, keeper, Termijn(gepland, uiterste, sluimert_tot), since)
