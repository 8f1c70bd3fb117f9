"""Who works here on a day, and who stands in for whom meanwhile."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import select

from flows.absence import Afwezigheid
from flows.agenda import Wishes
from flows.people import Functionaris, Rol
from flows.receivers import Member, Staff
from storage import models
from storage.engine.prepared import Prepared
from storage.engine.session import Repository
from storage.models.people import wishes_from
from storage.tables import AFWEZIGHEID, FUNCTIONARIS

_HOLDS = AFWEZIGHEID.c.ingetrokken.is_(None)


def away_on(day: date | sa.BindParameter[date]) -> sa.ColumnElement[bool]:
    """The condition under which an absence holds on a day."""
    return sa.and_(AFWEZIGHEID.c.van <= day, AFWEZIGHEID.c.tot > day, _HOLDS)


def stands_in(
    vervanger: sa.ColumnElement[str], functionaris: sa.ColumnElement[str], day: date | sa.BindParameter[date]
) -> sa.ColumnElement[bool]:
    """The condition under which somebody stands in for somebody else on a day."""
    both = sa.and_(AFWEZIGHEID.c.vervanger == vervanger, AFWEZIGHEID.c.functionaris == functionaris)
    return sa.exists().where(both, away_on(day)).correlate_except(AFWEZIGHEID)


_DAY = sa.bindparam("day", type_=sa.Date)
_PERSON = tuple(FUNCTIONARIS.c[each.name] for each in fields(Functionaris))
_WISHES = (FUNCTIONARIS.c.voorkeur, FUNCTIONARIS.c.stil_van, FUNCTIONARIS.c.stil_tot)
_ACTIVE = sa.or_(FUNCTIONARIS.c.tot.is_(None), FUNCTIONARIS.c.tot > sa.bindparam("now", type_=FUNCTIONARIS.c.tot.type))
_AWAY = sa.and_(AFWEZIGHEID.c.functionaris == FUNCTIONARIS.c.id, away_on(_DAY))
_MEMBER = (_ACTIVE, AFWEZIGHEID.c.vervanger, *_WISHES, *_PERSON)
_STAFF = Prepared(
    sa.select(*_MEMBER).select_from(FUNCTIONARIS.outerjoin(AFWEZIGHEID, _AWAY)).order_by(FUNCTIONARIS.c.id), *_MEMBER
)
_NO_WISHES = Wishes()


class Absences(Repository):
    """Absences and who stands in, within one transaction."""

    async def staff(self, now: datetime, day: date) -> Staff:
        """Everybody who works or worked here, with whoever stands in for them on ``day``."""
        found = await _STAFF.run(self._connection, {"now": now, "day": day})
        return Staff(_member(row) for row in found.rows)

    async def hold(self, *functionarissen: str) -> None:
        """Keep others from arranging an absence with these people until this transaction ends."""
        query = sa.select(FUNCTIONARIS.c.id).where(FUNCTIONARIS.c.id.in_(functionarissen))
        await self._connection.execute(query.order_by(FUNCTIONARIS.c.id).with_for_update())

    async def add(self, absence: Afwezigheid, door: str, at: datetime) -> None:
        """Add an absence."""
        await self._session.write(models.Afwezigheid.of(absence, door, at))

    async def get(self, absence_id: str) -> Afwezigheid | None:
        """One absence, past or coming; none when it was withdrawn."""
        query = select(models.Afwezigheid).where(AFWEZIGHEID.c.id == absence_id, _HOLDS)
        row = (await self._session.exec(query)).first()
        return None if row is None else row.domain()

    async def over(self, van: date, tot: date | None = None) -> tuple[Afwezigheid, ...]:
        """Every absence that has a day from ``van`` on (and before ``tot``), the first one first."""
        query = select(models.Afwezigheid).where(AFWEZIGHEID.c.tot > van, _HOLDS)
        if tot is not None:
            query = query.where(AFWEZIGHEID.c.van < tot)
        rows = await self._session.exec(query.order_by(AFWEZIGHEID.c.van, AFWEZIGHEID.c.id))
        return tuple(row.domain() for row in rows)

    async def substituting(self, functionaris: str, day: date) -> tuple[Afwezigheid, ...]:
        """The absences in which somebody stands in on a day, the one that ends first first."""
        query = select(models.Afwezigheid).where(AFWEZIGHEID.c.vervanger == functionaris, away_on(day))
        rows = await self._session.exec(query.order_by(AFWEZIGHEID.c.tot, AFWEZIGHEID.c.id))
        return tuple(row.domain() for row in rows)

    async def end(self, absence: Afwezigheid, today: date, at: datetime) -> bool:
        """Withdraw an absence, or end one that has begun as of today; false when there is nothing left to end."""
        values: dict[str, Any] = {"ingetrokken": at} if absence.van >= today else {"tot": today}
        here = sa.update(AFWEZIGHEID).where(AFWEZIGHEID.c.id == absence.id, AFWEZIGHEID.c.tot > today, _HOLDS)
        return (await self._session.exec(here.values(values))).rowcount == 1


def _member(row: tuple[Any, ...]) -> Member:
    active, vervanger, voorkeur, stil_van, stil_tot, functionaris, label, rol, team, taal = row
    wishes = wishes_from(voorkeur, stil_van, stil_tot) if voorkeur or stil_van else _NO_WISHES
    return Member(Functionaris(functionaris, label, Rol(rol), team, taal), bool(active), vervanger, wishes)
