"""Who has to be measured: by somebody, or long overdue in a team; counted and listed, the oldest first."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from flows.ladder import Groei, Stand
from flows.people import Functionaris, Right
from flows.planning import Termijn
from flows.reminders import escalated_until, horizon
from storage.clients import PAGE, assigned_on, responsible_for
from storage.controles import WAITING
from storage.people import alive
from storage.tables import AFWEZIGHEID, FUNCTIONARIS, MEETMOMENT, STAND, TERMIJN, TOEWIJZING
from storage.waarneming import away_on

Condition = sa.ColumnElement[bool]
_DATES = (STAND.c.gepland, STAND.c.uiterste, TERMIJN.c.sluimert_tot)
_DATED = STAND.join(TERMIJN, TERMIJN.c.client == STAND.c.client)
# A newer measurement that waits for a check answers a reminder as well.
_NEWER = sa.and_(WAITING, MEETMOMENT.c.client == STAND.c.client, MEETMOMENT.c.datum > STAND.c.datum)
_UNANSWERED = ~sa.select(1).where(_NEWER).correlate(STAND).exists()


@dataclass(frozen=True, slots=True)
class Duty:
    """A client who has to be measured."""

    code: str
    stand: Stand
    termijn: Termijn


class Duties:
    """What is to be done by whom, within one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work within the transaction of ``connection``."""
        self._connection = connection

    async def count(self, who: Functionaris, now: datetime, day: date) -> int:
        """How many clients ``who`` has to measure about now."""
        return await self._count(_to_measure(who, now, day))

    async def page(self, who: Functionaris, now: datetime, day: date, number: int) -> tuple[tuple[Duty, ...], int]:
        """One page of the clients whom ``who`` has to measure about now, and how many there are."""
        return await self._page(_to_measure(who, now, day), number)

    async def late_count(self, who: Functionaris, day: date) -> int:
        """How many clients in the team of ``who`` are so late that the team lead has heard of it."""
        return await self._count(_late(who, day))

    async def late_page(self, who: Functionaris, day: date, number: int) -> tuple[tuple[Duty, ...], int]:
        """One page of the clients in the team who are that late, and how many there are."""
        return await self._page(_late(who, day), number)

    async def of(self, codes: Collection[str], who: Functionaris, day: date) -> Mapping[str, Termijn]:
        """When those of these clients are due whom ``who`` may measure."""
        query = sa.select(STAND.c.client, *_DATES).select_from(_DATED.join(FUNCTIONARIS, FUNCTIONARIS.c.id == who.id))
        return await self._dated(query.where(responsible_for(STAND.c.client, day), _UNANSWERED), codes)

    async def of_anybody(self, codes: Collection[str]) -> Mapping[str, Termijn]:
        """When these clients are due; only for who counts them."""
        return await self._dated(sa.select(STAND.c.client, *_DATES).select_from(_DATED).where(_UNANSWERED), codes)

    async def _dated(self, query: sa.Select[Any], codes: Collection[str]) -> Mapping[str, Termijn]:
        found = await self._connection.execute(query.where(STAND.c.client.in_(codes)))
        return {row[0]: Termijn(*row[1:]) for row in found}

    async def _count(self, which: Condition) -> int:
        return int(await self._connection.scalar(sa.select(sa.func.count()).select_from(STAND).where(which)) or 0)

    async def _page(self, which: Condition, number: int) -> tuple[tuple[Duty, ...], int]:
        query = sa.select(STAND.c.client, STAND.c.positie, STAND.c.groei, *_DATES).select_from(_DATED).where(which)
        query = query.order_by(STAND.c.gepland, STAND.c.client).limit(PAGE).offset(number * PAGE)
        rows = await self._connection.execute(query)
        return tuple(_duty(tuple(row)) for row in rows), await self._count(which)


def _to_measure(who: Functionaris, now: datetime, day: date) -> Condition:
    """In sight, and kept by ``who``, by whoever is replaced by ``who``, or by somebody who left the team of a lead."""
    away = sa.select(AFWEZIGHEID.c.functionaris).where(AFWEZIGHEID.c.vervanger == who.id, away_on(day))
    keeps = sa.or_(FUNCTIONARIS.c.id == who.id, FUNCTIONARIS.c.id.in_(away))
    if who.may(Right.SEE_TEAM):
        keeps = sa.or_(keeps, sa.and_(FUNCTIONARIS.c.team == who.team, sa.not_(alive(now))))
    planned, ultimate = horizon(day)
    ahead = sa.or_(STAND.c.gepland <= planned, STAND.c.uiterste <= ultimate)
    in_sight = sa.or_(STAND.c.gepland <= day, sa.and_(STAND.c.gepland <= STAND.c.uiterste, ahead))
    return sa.and_(_kept_by(keeps, day), in_sight, _UNANSWERED)


def _late(who: Functionaris, day: date) -> Condition:
    last = escalated_until(day)
    overdue = sa.and_(STAND.c.gepland <= last, STAND.c.uiterste <= last)
    return sa.and_(_kept_by(FUNCTIONARIS.c.team == who.team, day), overdue, _UNANSWERED)


def _kept_by(keeps: Condition, day: date) -> Condition:
    """The condition under which a client is assigned on a day to one of the people who are meant."""
    people = sa.select(FUNCTIONARIS.c.id).where(keeps)
    return STAND.c.client.in_(
        sa.select(TOEWIJZING.c.client).where(TOEWIJZING.c.functionaris.in_(people), assigned_on(day))
    )


def _duty(row: tuple[Any, ...]) -> Duty:
    code, positie, groei, *dates = row
    return Duty(code, Stand(positie, None if groei is None else Groei(groei)), Termijn(*dates))
