"""A team as its lead sees it: who is in it, and how much each keeps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from flows.people import Functionaris, Right
from storage.clients import IN_VIEW, assigned_on
from storage.people import alive, person
from storage.tables import FUNCTIONARIS, STAND, TOEWIJZING


@dataclass(frozen=True, slots=True)
class Caseload:
    """Somebody of a team, whether they still have access, and how many clients they keep, so many overdue."""

    who: Functionaris
    active: bool
    clients: int
    verlopen: int


class Caseloads:
    """The caseloads of a team, within one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work within the transaction of ``connection``."""
        self._connection = connection

    async def of_team(self, team: str, day: date, now: datetime) -> tuple[Caseload, ...]:
        """Everybody of a team who may measure, and whoever left with clients, in the order of their labels."""
        held = sa.and_(TOEWIJZING.c.functionaris == FUNCTIONARIS.c.id, assigned_on(day))
        joined = FUNCTIONARIS.outerjoin(TOEWIJZING, held).outerjoin(STAND, STAND.c.client == TOEWIJZING.c.client)
        clients = sa.func.count(sa.case((sa.and_(TOEWIJZING.c.client.is_not(None), IN_VIEW), 1)))
        late = sa.func.count(sa.case((sa.and_(IN_VIEW, STAND.c.uiterste < day), 1)))
        active = alive(now).label("active")
        query = sa.select(*FUNCTIONARIS.c, active, clients.label("clients"), late.label("late")).select_from(joined)
        query = query.where(FUNCTIONARIS.c.team == team).group_by(FUNCTIONARIS.c.id)
        rows = await self._connection.execute(query.order_by(FUNCTIONARIS.c.label, FUNCTIONARIS.c.id))
        found = [Caseload(person(row), bool(row.active), row.clients, row.late) for row in rows]
        return tuple(each for each in found if each.clients or (each.active and each.who.may(Right.MEASURE)))
