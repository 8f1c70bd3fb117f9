"""Everybody in a caseload or a team on one list, with who keeps them and when they are due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from flows.ladder import Groei, Stand
from flows.people import Functionaris, Right
from storage.clients.clients import IN_VIEW, assigned_on
from storage.engine.prepared import Prepared
from storage.engine.session import Repository
from storage.handover.absences import away_on
from storage.tables import AFWEZIGHEID, CLIENT, FUNCTIONARIS, STAND, TOEWIJZING

# So many rows are worth their weight on a bad line; whoever has more types a part of the code.
MOST = 300
_ME, _TEAM = sa.bindparam("me", type_=sa.String), sa.bindparam("team", type_=sa.String)
_DAY = sa.bindparam("day", type_=sa.Date)
_COLUMNS = (
    *(CLIENT.c.code, STAND.c.positie, STAND.c.groei),
    *(STAND.c.datum, STAND.c.gepland, STAND.c.uiterste, FUNCTIONARIS.c.id),
)
_AWAY = sa.select(AFWEZIGHEID.c.functionaris).where(AFWEZIGHEID.c.vervanger == _ME, away_on(_DAY))


def _all(kept: sa.ColumnElement[bool]) -> Prepared:
    """Everybody whom the FUNCTIONARIS that are meant keep on a day, the longest overdue first."""
    of_them = sa.and_(TOEWIJZING.c.functionaris == FUNCTIONARIS.c.id, assigned_on(_DAY))
    found = FUNCTIONARIS.join(TOEWIJZING, of_them).join(CLIENT, CLIENT.c.code == TOEWIJZING.c.client)
    due = sa.case((STAND.c.gepland.is_(None), date.min), else_=STAND.c.gepland)
    query = sa.select(*_COLUMNS).select_from(found.outerjoin(STAND, STAND.c.client == CLIENT.c.code))
    return Prepared(query.where(kept, IN_VIEW).order_by(due, CLIENT.c.code).limit(MOST + 1), *_COLUMNS)


_MINE = _all(sa.or_(FUNCTIONARIS.c.id == _ME, FUNCTIONARIS.c.id.in_(_AWAY)))
_OF_TEAM = _all(sa.or_(FUNCTIONARIS.c.team == _TEAM, FUNCTIONARIS.c.id.in_(_AWAY)))


@dataclass(frozen=True, slots=True)
class Line:
    """A client with the id of who keeps them."""

    code: str
    stand: Stand | None
    datum: date | None
    gepland: date | None
    uiterste: date | None
    klantmanager: str


class Overviews(Repository):
    """Whole lists, within one transaction; at most ``MOST`` lines, and one more where there are more."""

    async def mine(self, who: Functionaris, day: date) -> tuple[Line, ...]:
        """The caseload to look after: one's own, and that of whom one stands in for."""
        return await self._lines(_MINE, {"me": who.id, "day": day})

    async def of_team(self, who: Functionaris, day: date) -> tuple[Line, ...]:
        """Everybody in the team of ``who``, and of whom one stands in for; nobody for who may not see a team."""
        if who.team is None or not who.may(Right.SEE_TEAM):
            return ()
        return await self._lines(_OF_TEAM, {"team": who.team, "me": who.id, "day": day})

    async def _lines(self, which: Prepared, params: dict[str, str | date]) -> tuple[Line, ...]:
        found = await which.run(self._connection, params)
        return tuple(_line(*row) for row in found.rows)


def _line(
    code: str,
    positie: int | None,
    groei: str | None,
    datum: date | None,
    gepland: date | None,
    uiterste: date | None,
    klantmanager: str,
) -> Line:
    stand = None if positie is None else Stand(positie, None if groei is None else Groei(groei))
    return Line(code, stand, datum, gepland, uiterste, klantmanager)
