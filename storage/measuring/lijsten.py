"""Lists of clients that somebody enters at once: kept until they take it off, whatever device they go on with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from flows.ladder import Groei, Stand
from flows.meetmoment import Actie
from flows.people import Functionaris
from storage import models
from storage.clients.clients import responsible_for
from storage.engine.prepared import Prepared
from storage.engine.session import Repository
from storage.tables import FUNCTIONARIS, LIJSTRIJ, MEETMOMENT


@dataclass(frozen=True, slots=True)
class Rij:
    """A client on a list, the stand that was typed, and the one that was registered since."""

    client: str
    stand: Stand | None
    vastgelegd: Stand | None


def _since(column: sa.ColumnElement[Any]) -> sa.ScalarSelect[Any]:
    """Of the newest version that the owner of the list registered of a client since it was put there."""
    theirs = (MEETMOMENT.c.client == LIJSTRIJ.c.client, MEETMOMENT.c.door == LIJSTRIJ.c.functionaris)
    counts = sa.case((MEETMOMENT.c.actie != Actie.INTREKKING.value, column))
    query = sa.select(counts).where(*theirs, MEETMOMENT.c.geregistreerd >= LIJSTRIJ.c.op)
    newest = query.order_by(MEETMOMENT.c.geregistreerd.desc(), MEETMOMENT.c.versie.desc()).limit(1)
    return newest.correlate(LIJSTRIJ).scalar_subquery()


_ME, _DAY = sa.bindparam("me", type_=sa.String), sa.bindparam("day", type_=sa.Date)
_MINE = sa.and_(LIJSTRIJ.c.functionaris == _ME, responsible_for(LIJSTRIJ.c.client, _DAY))
_LISTED = LIJSTRIJ.join(FUNCTIONARIS, FUNCTIONARIS.c.id == LIJSTRIJ.c.functionaris)
_ROWS = (
    sa.select(
        *(LIJSTRIJ.c.client, LIJSTRIJ.c.positie, LIJSTRIJ.c.groei),
        *(_since(MEETMOMENT.c.positie), _since(MEETMOMENT.c.groei)),
    )
    .select_from(_LISTED)
    .where(_MINE)
    .order_by(LIJSTRIJ.c.nummer)
)
_WAITING = sa.select(sa.func.count()).select_from(_LISTED).where(_MINE, _since(MEETMOMENT.c.positie).is_(None))
_COUNT = Prepared(_WAITING, sa.func.count())


class Lijsten(Repository):
    """The lists, within one transaction; a client who went to a colleague is on none of them."""

    async def add(self, who: Functionaris, rows: Mapping[str, Stand | None], at: datetime) -> None:
        """Put clients at the end of the list; one that is registered already begins anew there."""
        last = sa.select(sa.func.max(LIJSTRIJ.c.nummer)).where(LIJSTRIJ.c.functionaris == who.id)
        first = (await self._connection.scalar(last) or 0) + 1
        for client in rows:
            await self.drop(who, client)
        await self._session.write(
            *(
                models.Lijstrij(
                    functionaris=who.id,
                    client=client,
                    nummer=nummer,
                    positie=None if stand is None else stand.positie,
                    groei=None if stand is None else stand.groei,
                    op=at,
                )
                for nummer, (client, stand) in enumerate(rows.items(), first)
            )
        )

    async def fill(self, who: Functionaris, client: str, stand: Stand) -> None:
        """Note where a client on the list stands."""
        mine = (LIJSTRIJ.c.functionaris == who.id, LIJSTRIJ.c.client == client)
        given = {"positie": stand.positie, "groei": stand.groei}
        await self._session.exec(sa.update(LIJSTRIJ).where(*mine).values(given))

    async def of(self, who: Functionaris, day: date) -> tuple[Rij, ...]:
        """The whole list, in the order in which it was typed."""
        found = await self._connection.execute(_ROWS, {"me": who.id, "day": day})
        return tuple(map(_row, found))

    async def one(self, who: Functionaris, client: str, day: date) -> Rij | None:
        """One client of the list."""
        query = _ROWS.where(LIJSTRIJ.c.client == client)
        row = (await self._connection.execute(query, {"me": who.id, "day": day})).first()
        return None if row is None else _row(row)

    async def waiting(self, who: Functionaris, day: date) -> int:
        """How many clients of the list are not registered yet."""
        found = await _COUNT.first(self._connection, {"me": who.id, "day": day})
        return int(found[0]) if found else 0

    async def drop(self, who: Functionaris, client: str) -> None:
        """Take a client off the list."""
        mine = (LIJSTRIJ.c.functionaris == who.id, LIJSTRIJ.c.client == client)
        await self._session.exec(sa.delete(LIJSTRIJ).where(*mine))


def _row(row: Sequence[Any]) -> Rij:
    client, positie, groei, since, growth = row
    return Rij(client, _stand(positie, groei), _stand(since, growth))


def _stand(positie: int | None, groei: str | None) -> Stand | None:
    return None if positie is None else Stand(positie, None if groei is None else Groei(groei))
