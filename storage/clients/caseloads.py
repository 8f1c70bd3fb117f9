"""A team as its lead sees it: who is in it, and how much each keeps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import select

from flows.people import Functionaris, Right
from storage import models
from storage.clients.clients import IN_VIEW, assigned_on
from storage.engine.session import Repository
from storage.people.people import alive
from storage.tables import FUNCTIONARIS, STAND, TOEWIJZING


@dataclass(frozen=True, slots=True)
class Caseload:
    """Somebody of a team, whether they still have access, and how many clients they keep, so many overdue."""

    who: Functionaris
    active: bool
    clients: int
    verlopen: int


class Caseloads(Repository):
    """The caseloads of a team, within one transaction."""

    async def of_team(self, team: str, day: date, now: datetime) -> tuple[Caseload, ...]:
        """Everybody of a team who may measure, and whoever left with clients, in the order of their labels."""
        held = sa.and_(TOEWIJZING.c.functionaris == FUNCTIONARIS.c.id, assigned_on(day))
        joined = FUNCTIONARIS.outerjoin(TOEWIJZING, held).outerjoin(STAND, STAND.c.client == TOEWIJZING.c.client)
        clients = sa.func.count(sa.case((sa.and_(TOEWIJZING.c.client.is_not(None), IN_VIEW), 1)))
        late = sa.func.count(sa.case((sa.and_(IN_VIEW, STAND.c.uiterste < day), 1)))
        query = select(models.Functionaris, alive(now), clients, late).select_from(joined)
        query = query.where(FUNCTIONARIS.c.team == team).group_by(FUNCTIONARIS.c.id)
        rows = await self._session.exec(query.order_by(FUNCTIONARIS.c.label, FUNCTIONARIS.c.id))
        found = [Caseload(row.domain(), bool(active), kept, overdue) for row, active, kept, overdue in rows]
        return tuple(each for each in found if each.clients or (each.active and each.who.may(Right.MEASURE)))
