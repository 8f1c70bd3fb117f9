"""Who has to be measured: by somebody, or long overdue in a team; counted and listed, the oldest first."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from flows.ladder import Groei, Stand
from flows.people import Functionaris, Right
from flows.planning import Termijn
from flows.reminders import escalated_until, horizon
from storage.clients.clients import PAGE, assigned_on, responsible_for
from storage.engine.prepared import Prepared
from storage.engine.session import Repository
from storage.handover.absences import away_on
from storage.measuring.controles import WAITING
from storage.tables import AFWEZIGHEID, FUNCTIONARIS, MEETMOMENT, STAND, TERMIJN, TOEWIJZING

Condition = sa.ColumnElement[bool]
_DATES = (STAND.c.gepland, STAND.c.uiterste, TERMIJN.c.sluimert_tot)
_DATED = STAND.join(TERMIJN, TERMIJN.c.client == STAND.c.client)
_COLUMNS = (STAND.c.client, STAND.c.positie, STAND.c.groei, *_DATES)
_ME, _MY_TEAM = sa.bindparam("me", type_=sa.String), sa.bindparam("team", type_=sa.String)
_NOW = sa.bindparam("now", type_=FUNCTIONARIS.c.tot.type)
_DAY, _PLANNED, _ULTIMATE = (sa.bindparam(name, type_=sa.Date) for name in ("day", "planned", "ultimate"))
# A newer measurement that waits for a check answers a reminder as well.
_NEWER = sa.and_(WAITING, MEETMOMENT.c.client == STAND.c.client, MEETMOMENT.c.datum > STAND.c.datum)
_UNANSWERED = ~sa.select(1).where(_NEWER).correlate(STAND).exists()


def _kept_by(keeps: Condition) -> Condition:
    """The condition under which a client is assigned on a day to one of the FUNCTIONARIS who are meant."""
    people = sa.select(FUNCTIONARIS.c.id).where(keeps)
    kept = sa.and_(TOEWIJZING.c.functionaris.in_(people), assigned_on(_DAY))
    return sa.and_(STAND.c.client.in_(sa.select(TOEWIJZING.c.client).where(kept)), _UNANSWERED)


# Kept by somebody, or by whoever is replaced meanwhile; a lead also has those of who left the team.
_AWAY = sa.select(AFWEZIGHEID.c.functionaris).where(AFWEZIGHEID.c.vervanger == _ME, away_on(_DAY))
_MINE = sa.or_(FUNCTIONARIS.c.id == _ME, FUNCTIONARIS.c.id.in_(_AWAY))
_LEFT = sa.and_(FUNCTIONARIS.c.team == _MY_TEAM, FUNCTIONARIS.c.tot <= _NOW)
_AHEAD = sa.or_(STAND.c.gepland <= _PLANNED, STAND.c.uiterste <= _ULTIMATE)
_IN_SIGHT = sa.or_(STAND.c.gepland <= _DAY, sa.and_(STAND.c.gepland <= STAND.c.uiterste, _AHEAD))
_OVERDUE = sa.and_(STAND.c.gepland <= _ULTIMATE, STAND.c.uiterste <= _ULTIMATE)


# Overdue first; then by the date that a line names: the ultimate one when it is near and the planned day is no help.
_LAST = sa.case((STAND.c.gepland > STAND.c.uiterste, STAND.c.gepland), else_=STAND.c.uiterste)
_ULTIMATE_NEXT = sa.and_(
    STAND.c.gepland <= STAND.c.uiterste,
    STAND.c.uiterste <= _ULTIMATE,
    sa.or_(STAND.c.gepland < _DAY, STAND.c.gepland == STAND.c.uiterste),
)
_NAMED = sa.case((_LAST < _DAY, _LAST), (_ULTIMATE_NEXT, STAND.c.uiterste), else_=STAND.c.gepland)
_ORDER = (sa.case((_LAST < _DAY, 0), else_=1), _NAMED, STAND.c.client)


class _List:
    """The clients under a condition: counted, and a page at a time."""

    def __init__(self, which: Condition) -> None:
        count = sa.func.count()
        self.count = Prepared(sa.select(count).select_from(STAND).where(which), count)
        page = sa.select(*_COLUMNS).select_from(_DATED).where(which).order_by(*_ORDER)
        most, skipped = (sa.bindparam(name, type_=sa.Integer) for name in ("most", "skipped"))
        self.page = Prepared(page.limit(most).offset(skipped), *_COLUMNS)


_TO_MEASURE = {
    False: _List(sa.and_(_kept_by(_MINE), _IN_SIGHT)),
    True: _List(sa.and_(_kept_by(sa.or_(_MINE, _LEFT)), _IN_SIGHT)),
}
_THESE = STAND.c.client.in_(sa.bindparam("codes", expanding=True))
_OF_ANYBODY = sa.select(STAND.c.client, *_DATES).select_from(_DATED).where(_THESE, _UNANSWERED)
_OF = (
    sa.select(STAND.c.client, *_DATES)
    .select_from(_DATED.join(FUNCTIONARIS, FUNCTIONARIS.c.id == _ME))
    .where(_THESE, _UNANSWERED, responsible_for(STAND.c.client, _DAY))
)
_LATE = _List(sa.and_(_kept_by(FUNCTIONARIS.c.team == _MY_TEAM), _OVERDUE))


@dataclass(frozen=True, slots=True)
class Duty:
    """A client who has to be measured."""

    code: str
    stand: Stand
    termijn: Termijn


class Duties(Repository):
    """What is to be done by whom, within one transaction."""

    async def count(self, who: Functionaris, now: datetime, day: date) -> int:
        """How many clients ``who`` has to measure about now."""
        return await self._count(*_to_measure(who, now, day))

    async def page(self, who: Functionaris, now: datetime, day: date, number: int) -> tuple[tuple[Duty, ...], int]:
        """One page of the clients whom ``who`` has to measure about now, and how many there are."""
        return await self._page(*_to_measure(who, now, day), number)

    async def codes(self, who: Functionaris, now: datetime, day: date, most: int) -> tuple[str, ...]:
        """The clients whom ``who`` has to measure about now, ``most`` of them."""
        return await self._codes(*_to_measure(who, now, day), most)

    async def late_codes(self, who: Functionaris, day: date, most: int) -> tuple[str, ...]:
        """The clients in the team of ``who`` who are that late, ``most`` of them."""
        return await self._codes(_LATE, _late(who, day), most)

    async def late_count(self, who: Functionaris, day: date) -> int:
        """How many clients in the team of ``who`` are so late that the team lead has heard of it."""
        return await self._count(_LATE, _late(who, day))

    async def late_page(self, who: Functionaris, day: date, number: int) -> tuple[tuple[Duty, ...], int]:
        """One page of the clients in the team who are that late, and how many there are."""
        return await self._page(_LATE, _late(who, day), number)

    async def of(self, codes: Collection[str], who: Functionaris, day: date) -> Mapping[str, Termijn]:
        """When those of these clients are due whom ``who`` may measure."""
        return await self._dated(_OF, {"codes": list(codes), "me": who.id, "day": day})

    async def of_anybody(self, codes: Collection[str]) -> Mapping[str, Termijn]:
        """When these clients are due; only for who counts them."""
        return await self._dated(_OF_ANYBODY, {"codes": list(codes)})

    async def _dated(self, query: sa.Select[Any], given: dict[str, Any]) -> Mapping[str, Termijn]:
        found = await self._connection.execute(query, given)
        return {row[0]: Termijn(*row[1:]) for row in found}

    async def _count(self, which: _List, given: dict[str, Any]) -> int:
        return int((await which.count.run(self._connection, given)).rows[0][0])

    async def _codes(self, which: _List, given: dict[str, Any], most: int) -> tuple[str, ...]:
        found = await which.page.run(self._connection, given | {"most": most, "skipped": 0})
        return tuple(row[0] for row in found.rows)

    async def _page(self, which: _List, given: dict[str, Any], number: int) -> tuple[tuple[Duty, ...], int]:
        found = await which.page.run(self._connection, given | {"most": PAGE, "skipped": number * PAGE})
        return tuple(_duty(row) for row in found.rows), await self._count(which, given)


def _to_measure(who: Functionaris, now: datetime, day: date) -> tuple[_List, dict[str, Any]]:
    planned, ultimate = horizon(day)
    given = {"me": who.id, "team": who.team, "now": now, "day": day, "planned": planned, "ultimate": ultimate}
    return _TO_MEASURE[who.may(Right.SEE_TEAM)], given


def _late(who: Functionaris, day: date) -> dict[str, Any]:
    return {"team": who.team, "day": day, "ultimate": escalated_until(day)}


def _duty(row: tuple[Any, ...]) -> Duty:
    code, positie, groei, *dates = row
    return Duty(code, Stand(positie, None if groei is None else Groei(groei)), Termijn(*dates))
