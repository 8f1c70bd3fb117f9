"""How somebody can be reached: the ways that are open, in their order, and who hears of it when there is none."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlmodel import select

from flows.agenda import Wishes
from flows.people import Functionaris, Rol
from flows.ways import Way, in_order
from storage import models
from storage.engine.prepared import Prepared
from storage.engine.session import Repository
from storage.outbox.berichten import PATIENCE, Berichten
from storage.people.people import alive
from storage.tables import ACCOUNT, AUDIT, CHAT, FUNCTIONARIS, MAILADRES, PUSHADRES

_BROWSER = (PUSHADRES.c.endpoint, PUSHADRES.c.p256dh, PUSHADRES.c.auth)
_BROWSERS = Prepared(
    sa.select(*_BROWSER).where(PUSHADRES.c.functionaris == sa.bindparam("who", type_=sa.String)), *_BROWSER
)


# Whoever was there at this moment was always there: for who left nothing is sent in any case.
_EVER = datetime(1, 1, 2, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Address:
    """Where somebody is reached on one way; a browser has keys of its own."""

    at: str
    p256dh: str = ""
    auth: str = ""


@dataclass(frozen=True, slots=True)
class Receiver:
    """Somebody with access, and where they are reached on each way, in their order; ``taal`` is what is spoken there.

    ``unreached`` says that nothing reached them the last time; ``pending`` is an address for e-mail without its code.
    """

    who: Functionaris
    ways: Mapping[Way, tuple[Address, ...]]
    taal: str
    wishes: Wishes
    unreached: bool = False
    pending: Address | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of the addresses of one way: which took the message, which are gone, which failed this time."""

    reached: Collection[str] = field(default_factory=tuple)
    gone: Collection[str] = field(default_factory=tuple)
    failing: Collection[str] = field(default_factory=tuple)


class Reach(Repository):
    """The ways to people, within one transaction."""

    async def receiver(self, functionaris: str, now: datetime) -> Receiver | None:
        """Somebody who has access now; none for everybody else."""
        account = sa.and_(ACCOUNT.c.functionaris == FUNCTIONARIS.c.id, ACCOUNT.c.dicht.is_(None))
        chat = sa.and_(CHAT.c.address == ACCOUNT.c.address, CHAT.c.channel == "tg")
        mail = MAILADRES.c.functionaris == FUNCTIONARIS.c.id
        query = (
            select(models.Functionaris, ACCOUNT.c.address, CHAT.c.taal, models.Mailadres)
            .select_from(FUNCTIONARIS.outerjoin(ACCOUNT, account).outerjoin(CHAT, chat).outerjoin(MAILADRES, mail))
            .where(FUNCTIONARIS.c.id == functionaris, alive(now))
        )
        found = (await self._session.exec(query)).first()
        if found is None:
            return None
        row, account_id, spoken, mail = found
        confirmed = mail is not None and mail.bevestigd is not None
        known = {
            Way.TELEGRAM: () if account_id is None else (Address(account_id),),
            Way.PUSH: await self._browsers(functionaris),
            Way.MAIL: (Address(mail.adres),) if confirmed and mail.dicht is None else (),
        }
        ways = {way: known[way] for way in in_order((row.wegen or "").split()) if known[way]}
        pending = Address(mail.adres) if mail is not None and not confirmed else None
        taal = row.taal or spoken or "nl"
        return Receiver(row.domain(), ways, taal, row.wishes(), row.onbereikt is not None, pending)

    async def note(self, who: str, way: Way, outcome: Outcome, now: datetime) -> bool:
        """Remember what came of somebody's addresses; says whether one is not used any more."""
        if way is Way.PUSH:
            closed = await self._note_browsers(who, outcome, now)
        else:
            closed = any([await self._shut(who, way, address, now) for address in outcome.gone])
        if closed:
            await self.rearrange(who)
        if outcome.reached:
            again = sa.update(FUNCTIONARIS).where(FUNCTIONARIS.c.id == who, FUNCTIONARIS.c.onbereikt.is_not(None))
            await self._connection.execute(again.values(onbereikt=None))
        return closed

    async def lose(self, functionaris: str, at: datetime) -> bool:
        """Remember that nothing reaches somebody; false when that was known."""
        update = sa.update(FUNCTIONARIS).where(FUNCTIONARIS.c.id == functionaris, FUNCTIONARIS.c.onbereikt.is_(None))
        return (await self._connection.execute(update.values(onbereikt=at))).rowcount == 1

    async def is_lost(self, functionaris: str) -> bool:
        """Whether nothing reaches somebody."""
        query = sa.select(FUNCTIONARIS.c.onbereikt).where(FUNCTIONARIS.c.id == functionaris)
        return await self._connection.scalar(query) is not None

    async def reopen(self, address: str) -> None:
        """Somebody writes again from a Telegram account that was closed."""
        update = sa.update(ACCOUNT).where(ACCOUNT.c.address == address).values(dicht=None)
        for functionaris in await self._connection.scalars(update.returning(ACCOUNT.c.functionaris)):
            await self.rearrange(functionaris)

    async def rearrange(self, functionaris: str) -> None:
        """Let what waits for somebody go the way that is now their first; they can be reached when there is one."""
        found = await self.receiver(functionaris, _EVER)
        if found is None:
            return
        way = next(iter(found.ways), None)
        values = {"weg": None if way is None else way.value} | ({} if way is None else {"onbereikt": None})
        await self._connection.execute(sa.update(FUNCTIONARIS).where(FUNCTIONARIS.c.id == functionaris).values(values))
        await Berichten(self._transaction).reroute(functionaris, way or Way.TELEGRAM)

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

    async def _note_browsers(self, who: str, outcome: Outcome, now: datetime) -> bool:
        """A browser that is gone, or whose push service took nothing for days, is forgotten."""
        mine, of = PUSHADRES.c.functionaris == who, PUSHADRES.c.endpoint
        noted = sa.update(PUSHADRES).where(mine)
        if outcome.reached:
            await self._connection.execute(noted.where(of.in_(outcome.reached)).values(gelukt=now, faalt=None))
        if not outcome.gone and not outcome.failing:
            return False
        since = sa.func.coalesce(PUSHADRES.c.faalt, sa.bindparam("at", now, PUSHADRES.c.faalt.type))
        await self._connection.execute(noted.where(of.in_(outcome.failing)).values(faalt=since))
        worn_out = PUSHADRES.c.faalt <= now - PATIENCE
        dropped = sa.delete(PUSHADRES).where(mine, sa.or_(of.in_(outcome.gone), worn_out))
        return (await self._connection.execute(dropped)).rowcount > 0

    async def _browsers(self, functionaris: str) -> tuple[Address, ...]:
        return tuple(Address(*row) for row in (await _BROWSERS.run(self._connection, {"who": functionaris})).rows)

    async def _shut(self, who: str, way: Way, address: str, at: datetime) -> bool:
        """Close an address that takes nothing any more; false when it was closed, or is not theirs any more."""
        table, where = (ACCOUNT, ACCOUNT.c.address) if way is Way.TELEGRAM else (MAILADRES, MAILADRES.c.adres)
        update = sa.update(table).where(table.c.functionaris == who, where == address, table.c.dicht.is_(None))
        return (await self._connection.execute(update.values(dicht=at))).rowcount == 1
