"""How somebody can be reached: the Telegram account as long as it is open, and who hears of it when it is not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import select

from flows.agenda import Wishes
from flows.people import Functionaris, Rol
from storage import models
from storage.engine.session import Repository
from storage.people.people import alive
from storage.tables import ACCOUNT, AUDIT, CHAT, FUNCTIONARIS


@dataclass(frozen=True, slots=True)
class Receiver:
    """Somebody with access; ``address`` is the open Telegram account, ``taal`` what is spoken there."""

    who: Functionaris
    address: str | None
    taal: str
    wishes: Wishes


class Reach(Repository):
    """The ways to people, within one transaction."""

    async def receiver(self, functionaris: str, now: datetime) -> Receiver | None:
        """Somebody who has access now; none for everybody else."""
        account = sa.and_(ACCOUNT.c.functionaris == FUNCTIONARIS.c.id, ACCOUNT.c.dicht.is_(None))
        chat = sa.and_(CHAT.c.address == ACCOUNT.c.address, CHAT.c.channel == "tg")
        query = (
            select(models.Functionaris, ACCOUNT.c.address, CHAT.c.taal)
            .select_from(FUNCTIONARIS.outerjoin(ACCOUNT, account).outerjoin(CHAT, chat))
            .where(FUNCTIONARIS.c.id == functionaris, alive(now))
        )
        found = (await self._session.exec(query)).first()
        if found is None:
            return None
        row, address, spoken = found
        return Receiver(row.domain(), address, row.taal or spoken or "nl", row.wishes())

    async def shut(self, functionaris: str, address: str, at: datetime) -> bool:
        """Close an account that cannot be reached; false when it was closed already, or is not theirs any more."""
        theirs = (ACCOUNT.c.functionaris == functionaris, ACCOUNT.c.address == address, ACCOUNT.c.dicht.is_(None))
        return (await self._connection.execute(sa.update(ACCOUNT).where(*theirs).values(dicht=at))).rowcount == 1

    async def reopen(self, address: str) -> None:
        """Somebody writes again from an account that was closed."""
        await self._connection.execute(sa.update(ACCOUNT).where(ACCOUNT.c.address == address).values(dicht=None))

    async def is_shut(self, functionaris: str) -> bool:
        """Whether somebody's account is closed."""
        query = sa.select(ACCOUNT.c.address).where(ACCOUNT.c.functionaris == functionaris, ACCOUNT.c.dicht.is_not(None))
        return await self._connection.scalar(query) is not None

    async def leads_of(self, who: Functionaris, now: datetime) -> tuple[Functionaris, ...]:
        """Who looks after somebody: the other leads of the team, or the beheerders when there are none."""
        led = sa.and_(FUNCTIONARIS.c.rol == Rol.TEAMLEIDER, FUNCTIONARIS.c.team == who.team)
        # Two people without a team are in no team together.
        for chosen in (sa.false() if who.team is None else led, FUNCTIONARIS.c.rol == Rol.BEHEERDER):
            query = select(models.Functionaris).where(chosen, alive(now), FUNCTIONARIS.c.id != who.id)
            found = await self._session.exec(query.order_by(FUNCTIONARIS.c.id))
            if people := tuple(row.domain() for row in found):
                return people
        return ()

    async def active_on_telegram(self, since: datetime, now: datetime) -> tuple[str, ...]:
        """Everybody with a Telegram account who did something since a moment."""
        did = sa.select(AUDIT.c.wie).where(AUDIT.c.op >= since)
        query = sa.select(FUNCTIONARIS.c.id).where(
            alive(now), FUNCTIONARIS.c.id.in_(did), FUNCTIONARIS.c.id.in_(sa.select(ACCOUNT.c.functionaris))
        )
        return tuple(await self._connection.scalars(query.order_by(FUNCTIONARIS.c.id)))
