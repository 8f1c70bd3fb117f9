"""Who works here on a day, and who stands in for whom meanwhile."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from flows.receivers import Member, Staff
from storage.people import alive, person, wishes_of
from storage.tables import AFWEZIGHEID, FUNCTIONARIS


def away_on(day: date | sa.BindParameter[date]) -> sa.ColumnElement[bool]:
    """The condition under which a leave holds on a day."""
    return sa.and_(AFWEZIGHEID.c.van <= day, AFWEZIGHEID.c.tot > day, AFWEZIGHEID.c.ingetrokken.is_(None))


def stands_in(
    vervanger: sa.ColumnElement[str], functionaris: sa.ColumnElement[str], day: date | sa.BindParameter[date]
) -> sa.ColumnElement[bool]:
    """The condition under which somebody stands in for somebody else on a day."""
    both = sa.and_(AFWEZIGHEID.c.vervanger == vervanger, AFWEZIGHEID.c.functionaris == functionaris)
    return sa.exists().where(both, away_on(day)).correlate_except(AFWEZIGHEID)


class Waarneming:
    """Taking over from each other, within one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work within the transaction of ``connection``."""
        self._connection = connection

    async def staff(self, now: datetime, day: date) -> Staff:
        """Everybody who works or worked here, with whoever stands in for them on ``day``."""
        away = sa.and_(AFWEZIGHEID.c.functionaris == FUNCTIONARIS.c.id, away_on(day))
        active = alive(now).label("active")
        query = sa.select(*FUNCTIONARIS.c, active, AFWEZIGHEID.c.vervanger)
        query = query.select_from(FUNCTIONARIS.outerjoin(AFWEZIGHEID, away)).order_by(FUNCTIONARIS.c.id)
        found = await self._connection.execute(query)
        return Staff(Member(person(row), bool(row.active), row.vervanger, wishes_of(row)) for row in found)
