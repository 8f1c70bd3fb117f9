"""What waits for a check, and on which days two colleagues see a client differently."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import select

from flows.meetmoment import Actie, Meetmoment, Status
from flows.people import Functionaris
from storage import models
from storage.engine.prepared import Prepared, written_out
from storage.engine.session import Repository
from storage.measuring.meetmomenten import COUNTS
from storage.tables import MEETMOMENT

PAGE = 8
_NEWER = MEETMOMENT.alias("newer")
_NEWEST = ~sa.exists().where(_NEWER.c.id == MEETMOMENT.c.id, _NEWER.c.versie > MEETMOMENT.c.versie)
WAITING = sa.and_(MEETMOMENT.c.status == written_out(Status.TE_CONTROLEREN), _NEWEST)
_STANDING = sa.or_(COUNTS, sa.and_(WAITING, MEETMOMENT.c.actie != written_out(Actie.INTREKKING)))

_HOLDS = Prepared(
    sa.select(MEETMOMENT)
    .where(MEETMOMENT.c.client == sa.bindparam("client"), MEETMOMENT.c.datum == sa.bindparam("datum"), _STANDING)
    .order_by(MEETMOMENT.c.versie.desc())
    .limit(1),
    *MEETMOMENT.c,
)
_OF_OTHERS = sa.select(sa.func.count()).where(WAITING, MEETMOMENT.c.door != sa.bindparam("who"))
# Without a team one checks what was registered without one, as in an organisation that has no teams.
_COUNT = {
    True: Prepared(_OF_OTHERS.where(MEETMOMENT.c.team.is_(None)), sa.func.count()),
    False: Prepared(_OF_OTHERS.where(MEETMOMENT.c.team == sa.bindparam("team")), sa.func.count()),
}


class Controles(Repository):
    """The queue of checks, within one transaction; nobody checks the own work, or that of another team."""

    async def page(self, who: Functionaris, number: int) -> tuple[Meetmoment, ...]:
        """One page of what waits for ``who``, the longest waiting first."""
        query = select(models.Meetmoment).where(_for(who)).order_by(MEETMOMENT.c.geregistreerd, MEETMOMENT.c.id)
        found = await self._session.exec(query.limit(PAGE).offset(number * PAGE))
        return tuple(row.domain() for row in found)

    async def count(self, who: Functionaris) -> int:
        """How much waits for ``who``."""
        counted = await _COUNT[who.team is None].first(self._connection, {"who": who.id, "team": who.team})
        return 0 if counted is None else int(counted[0])

    async def get(self, meetmoment_id: str, who: Functionaris) -> Meetmoment | None:
        """The version that waits for ``who``; none when it was checked meanwhile, and for anybody else."""
        query = select(models.Meetmoment).where(MEETMOMENT.c.id == meetmoment_id, _for(who))
        row = (await self._session.exec(query)).first()
        return None if row is None else row.domain()

    async def waiting_since(self, at: datetime) -> tuple[Meetmoment, ...]:
        """What was registered before a moment and still waits."""
        query = select(models.Meetmoment).where(WAITING, MEETMOMENT.c.geregistreerd < at)
        found = await self._session.exec(query.order_by(MEETMOMENT.c.geregistreerd))
        return tuple(row.domain() for row in found)

    async def standing(self, client: str, datum: date) -> Meetmoment | None:
        """The meetmoment that holds for a client on a day, or will once it is checked; there is one at most."""
        row = await _HOLDS.first(self._connection, {"client": client, "datum": datum})
        return None if row is None else models.Meetmoment.read(row).domain()


def _for(who: Functionaris) -> sa.ColumnElement[bool]:
    return sa.and_(WAITING, MEETMOMENT.c.team == who.team, MEETMOMENT.c.door != who.id)
