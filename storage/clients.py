"""Clients by code, and who is responsible for them from when until when."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from flows.dialogue import DialogueStatus
from flows.ladder import UIT_BEELD, Groei, Stand
from flows.people import RIGHTS, Functionaris, Right, Rol
from storage.tables import AFWEZIGHEID, CLIENT, DIALOGUE, FUNCTIONARIS, MEETMOMENT, STAND, TOEWIJZING
from storage.waarneming import away_on, stands_in

PAGE = 8


@dataclass(frozen=True, slots=True)
class ClientCard:
    """A client as a list shows it; ``stand`` is absent when nothing was measured yet."""

    code: str
    stand: Stand | None
    datum: date | None
    gepland: date | None
    uiterste: date | None


@dataclass(frozen=True, slots=True)
class Tally:
    """A caseload in numbers: per trede, without a trede, and overdue on the day asked about."""

    treden: tuple[int, ...]
    zonder: int
    verlopen: int

    @property
    def clients(self) -> int:
        """Everyone counted."""
        return sum(self.treden) + self.zonder


_SHOWN = (CLIENT.c.code, STAND.c.positie, STAND.c.groei, STAND.c.datum, STAND.c.gepland, STAND.c.uiterste)
_STANDING = CLIENT.outerjoin(STAND, STAND.c.client == CLIENT.c.code)
_DUE = sa.case((STAND.c.gepland.is_(None), date.min), else_=STAND.c.gepland)
IN_VIEW = sa.or_(STAND.c.positie.is_(None), STAND.c.positie != UIT_BEELD)


def assigned_on(day: date | sa.BindParameter[date]) -> sa.ColumnElement[bool]:
    """The condition under which an assignment holds on a day."""
    return sa.and_(TOEWIJZING.c.van <= day, sa.or_(TOEWIJZING.c.tot.is_(None), TOEWIJZING.c.tot > day))


def responsible_for(code: sa.ColumnElement[str], day: date | sa.BindParameter[date]) -> sa.ColumnElement[bool]:
    """The condition under which the FUNCTIONARIS of a query may see and measure a client on a day.

    A klantmanager sees the own caseload and that of whom he stands in for, a teamleider that of the team; nobody
    else sees a client.
    """
    keeper = FUNCTIONARIS.alias("keeper")
    sees_team, measures = _has(Right.SEE_TEAM), _has(Right.MEASURE)
    led = sa.and_(sees_team, keeper.c.team == FUNCTIONARIS.c.team)
    theirs = sa.or_(keeper.c.id == FUNCTIONARIS.c.id, led, stands_in(FUNCTIONARIS.c.id, keeper.c.id, day))
    kept = TOEWIJZING.join(keeper, keeper.c.id == TOEWIJZING.c.functionaris)
    found = sa.select(1).select_from(kept).where(TOEWIJZING.c.client == code, theirs, assigned_on(day))
    return sa.and_(measures, found.correlate_except(TOEWIJZING, keeper).exists())


def _caseload(who: Functionaris, day: date) -> sa.ColumnElement[bool]:
    """The condition under which a client is kept by somebody, or by whom they stand in for, on a day; in view."""
    away = sa.select(AFWEZIGHEID.c.functionaris).where(AFWEZIGHEID.c.vervanger == who.id, away_on(day))
    return _kept(sa.or_(TOEWIJZING.c.functionaris == who.id, TOEWIJZING.c.functionaris.in_(away)), day)


def _kept(by: sa.ColumnElement[bool], day: date) -> sa.ColumnElement[bool]:
    """The condition under which a client is in one of the assignments that are meant on a day, and still in view."""
    return sa.and_(CLIENT.c.code.in_(sa.select(TOEWIJZING.c.client).where(by, assigned_on(day))), IN_VIEW)


def _untouched(code: str, who: Functionaris, day: date) -> sa.ColumnElement[bool]:
    """The condition under which an assignment is the one of ``who`` of a client without measurement or dialogue."""
    measured = sa.exists().where(MEETMOMENT.c.client == code)
    measuring = sa.exists().where(DIALOGUE.c.client == code, DIALOGUE.c.status == DialogueStatus.OPEN.value)
    mine = sa.and_(TOEWIJZING.c.client == code, TOEWIJZING.c.functionaris == who.id, assigned_on(day))
    return sa.and_(mine, ~measured, ~measuring)


def _has(right: Right) -> sa.ColumnElement[bool]:
    """The condition under which the role of the FUNCTIONARIS carries a right."""
    return sa.or_(*(FUNCTIONARIS.c.rol == rol.value for rol in Rol if right in RIGHTS[rol]))


class Clients:
    """The clients, within one transaction; every question is asked on behalf of somebody."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work within the transaction of ``connection``."""
        self._connection = connection

    async def add(self, code: str, gemeentecode: str, who: Functionaris, day: date, at: datetime) -> bool:
        """Add a client to the caseload of ``who``; false when the code is taken."""
        taken = await self._connection.scalar(sa.select(CLIENT.c.code).where(CLIENT.c.code == code))
        if taken is not None:
            return False
        await self._connection.execute(sa.insert(CLIENT), {"code": code, "gemeentecode": gemeentecode, "sinds": at})
        await self._connection.execute(
            sa.insert(TOEWIJZING), {"client": code, "functionaris": who.id, "van": day, "tot": None}
        )
        return True

    async def get(self, code: str, who: Functionaris, day: date) -> ClientCard | None:
        """A client that ``who`` may see; the same none for unknown and not yours."""
        joined = _STANDING.join(FUNCTIONARIS, FUNCTIONARIS.c.id == who.id)
        query = sa.select(*_SHOWN).select_from(joined)
        query = query.where(CLIENT.c.code == code, responsible_for(CLIENT.c.code, day))
        found = await self._connection.execute(query)
        row = found.first()
        return None if row is None else _card(row)

    async def page(self, who: Functionaris, day: date, number: int) -> tuple[tuple[ClientCard, ...], int]:
        """One page of the caseload to look after, the longest overdue first, and how many clients there are."""
        return await self._page(_caseload(who, day), number)

    async def with_part(self, part: str, who: Functionaris, day: date) -> tuple[ClientCard, ...]:
        """Clients in the caseload to look after whose code has this part in it: one page of them, and one more."""
        query = sa.select(*_SHOWN).select_from(_STANDING).where(_caseload(who, day), CLIENT.c.code.contains(part))
        rows = await self._connection.execute(query.order_by(CLIENT.c.code).limit(PAGE + 1))
        return tuple(_card(row) for row in rows)

    async def page_with(self, card: ClientCard, who: Functionaris, day: date) -> int:
        """Which page of the caseload to look after shows a client; the first one when none does."""
        due = sa.literal(card.gepland or date.min)
        earlier = sa.or_(due > _DUE, sa.and_(due == _DUE, CLIENT.c.code < card.code))
        before = sa.func.count(sa.case((earlier, 1)))
        here = sa.func.count(sa.case((CLIENT.c.code == card.code, 1)))
        query = sa.select(sa.case((here > 0, before), else_=0)).select_from(_STANDING)
        return int(await self._connection.scalar(query.where(_caseload(who, day))) or 0) // PAGE

    async def page_of(self, keepers: Collection[str], day: date, number: int) -> tuple[tuple[ClientCard, ...], int]:
        """One page of what these people keep themselves, and how many clients there are."""
        return await self._page(_kept(TOEWIJZING.c.functionaris.in_(keepers), day), number)

    async def tally_of(self, keeper: str, day: date) -> Tally:
        """What somebody keeps, without that of anybody they stand in for, in numbers."""
        overdue = sa.func.count(sa.case((STAND.c.uiterste < day, 1)))
        query = sa.select(STAND.c.positie, sa.func.count(), overdue).select_from(_STANDING)
        query = query.where(_kept(TOEWIJZING.c.functionaris == keeper, day)).group_by(STAND.c.positie)
        counted = {row[0]: (row[1], row[2]) for row in await self._connection.execute(query)}
        return Tally(
            treden=tuple(counted.get(trede, (0, 0))[0] for trede in range(1, 7)),
            zonder=counted.get(None, (0, 0))[0] + counted.get(0, (0, 0))[0],
            verlopen=sum(late for _, late in counted.values()),
        )

    async def keepers(self, code: str, day: date) -> tuple[tuple[str, date], ...]:
        """Who keeps a client from a day on, each with since when; whoever does on that day comes first."""
        ends = sa.or_(TOEWIJZING.c.tot.is_(None), TOEWIJZING.c.tot > day)
        query = sa.select(TOEWIJZING.c.functionaris, TOEWIJZING.c.van).where(TOEWIJZING.c.client == code, ends)
        rows = await self._connection.execute(query.order_by(TOEWIJZING.c.van, TOEWIJZING.c.id))
        return tuple((row[0], row[1]) for row in rows)

    async def may_let_go(self, code: str, who: Functionaris, day: date) -> bool:
        """Whether ``who`` keeps a client whom nobody ever measured or is measuring now."""
        return await self._connection.scalar(sa.select(TOEWIJZING.c.id).where(_untouched(code, who, day))) is not None

    async def let_go(self, code: str, who: Functionaris, day: date) -> bool:
        """End the assignment of such a client on this day; its code stays taken. False when it is none any more."""
        update = sa.update(TOEWIJZING).where(_untouched(code, who, day)).values(tot=day)
        return (await self._connection.execute(update)).rowcount > 0

    async def hold(self, code: str) -> None:
        """Keep others from registering for this client until this transaction ends."""
        await self._connection.execute(sa.select(CLIENT.c.code).where(CLIENT.c.code == code).with_for_update())

    async def _page(self, caseload: sa.ColumnElement[bool], number: int) -> tuple[tuple[ClientCard, ...], int]:
        total = await self._connection.scalar(sa.select(sa.func.count()).select_from(_STANDING).where(caseload))
        query = sa.select(*_SHOWN).select_from(_STANDING).where(caseload).order_by(_DUE, CLIENT.c.code)
        rows = await self._connection.execute(query.limit(PAGE).offset(number * PAGE))
        return tuple(_card(row) for row in rows), int(total or 0)


def _card(row: Sequence[Any]) -> ClientCard:
    code, positie, groei, datum, gepland, uiterste = tuple(row)[:6]
    stand = None if positie is None else Stand(positie, None if groei is None else Groei(groei))
    return ClientCard(code, stand, datum, gepland, uiterste)
