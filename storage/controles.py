"""What waits for a check, and on which days two colleagues see a client differently."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from flows.meetmoment import Actie, Meetmoment, Status
from flows.people import Functionaris
from storage.meetmomenten import COUNTS, meetmoment_of
from storage.tables import MEETMOMENT

PAGE = 8
_NEWER = MEETMOMENT.alias("newer")
_NEWEST = ~sa.exists().where(_NEWER.c.id == MEETMOMENT.c.id, _NEWER.c.versie > MEETMOMENT.c.versie)
WAITING = sa.and_(MEETMOMENT.c.status == Status.TE_CONTROLEREN.value, _NEWEST)
_STANDING = sa.or_(COUNTS, sa.and_(WAITING, MEETMOMENT.c.actie != Actie.INTREKKING.value))


class Controles:
    """The queue of checks, within one transaction; nobody checks the own work, or that of another team."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work within the transaction of ``connection``."""
        self._connection = connection

    async def page(self, who: Functionaris, number: int) -> tuple[Meetmoment, ...]:
        """One page of what waits for ``who``, the longest waiting first."""
        query = sa.select(MEETMOMENT).where(_for(who)).order_by(MEETMOMENT.c.geregistreerd, MEETMOMENT.c.id)
        found = await self._connection.execute(query.limit(PAGE).offset(number * PAGE))
        return tuple(meetmoment_of(row) for row in found.mappings())

    async def count(self, who: Functionaris) -> int:
        """How much waits for ``who``."""
        return int(await self._connection.scalar(sa.select(sa.func.count()).where(_for(who))) or 0)

    async def get(self, meetmoment_id: str, who: Functionaris) -> Meetmoment | None:
        """The version that waits for ``who``; none when it was checked meanwhile, and for anybody else."""
        found = await self._connection.execute(sa.select(MEETMOMENT).where(MEETMOMENT.c.id == meetmoment_id, _for(who)))
        row = found.mappings().first()
        return None if row is None else meetmoment_of(row)

    async def waiting_since(self, at: datetime) -> tuple[Meetmoment, ...]:
        """What was registered before a moment and still waits."""
        found = await self._connection.execute(
            sa.select(MEETMOMENT).where(WAITING, MEETMOMENT.c.geregistreerd < at).order_by(MEETMOMENT.c.geregistreerd)
        )
        return tuple(meetmoment_of(row) for row in found.mappings())

    async def standing(self, client: str, datum: date) -> Meetmoment | None:
        """The meetmoment that holds for a client on a day, or will once it is checked; there is one at most."""
        query = sa.select(MEETMOMENT).where(MEETMOMENT.c.client == client, MEETMOMENT.c.datum == datum, _STANDING)
        found = await self._connection.execute(query.order_by(MEETMOMENT.c.versie.desc()).limit(1))
        row = found.mappings().first()
        return None if row is None else meetmoment_of(row)


def _for(who: Functionaris) -> sa.ColumnElement[bool]:
    # Without a team one checks what was registered without one, as in an organisation that has no teams.
    return sa.and_(WAITING, MEETMOMENT.c.team == who.team, MEETMOMENT.c.door != who.id)
