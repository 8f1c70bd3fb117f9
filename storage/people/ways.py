"""Where people said they want to be reached: their order, their browsers, and their address for e-mail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import select

from flows.ways import Way, in_order
from storage import models
from storage.engine.session import Repository
from storage.people.reach import Address, Reach
from storage.tables import ACCOUNT, FUNCTIONARIS, MAILADRES, PUSHADRES

# A browser more than anybody works in; the oldest makes place.
MOST_BROWSERS = 10


@dataclass(frozen=True, slots=True)
class Browser:
    """A browser that shows notices: what it is, since when, and when one last arrived."""

    id: int
    toestel: str
    sinds: datetime
    gelukt: datetime | None


@dataclass(frozen=True, slots=True)
class Mail:
    """An address for e-mail: when its code was asked for and typed, and since when it is refused."""

    adres: str
    gevraagd: datetime
    mis: int
    bevestigd: datetime | None
    dicht: datetime | None


class Ways(Repository):
    """What people chose, within one transaction; each change takes along what waits for them."""

    async def order(self, functionaris: str) -> tuple[Way, ...]:
        """Every way, in somebody's order."""
        wished = await self._connection.scalar(sa.select(FUNCTIONARIS.c.wegen).where(FUNCTIONARIS.c.id == functionaris))
        return in_order((wished or "").split())

    async def prefer(self, functionaris: str, order: Sequence[Way]) -> None:
        """Remember in which order somebody wants to be reached."""
        update = sa.update(FUNCTIONARIS).where(FUNCTIONARIS.c.id == functionaris)
        await self._connection.execute(update.values(wegen=" ".join(order)))
        await self._moved(functionaris)

    async def telegram(self, functionaris: str) -> bool | None:
        """Whether somebody's Telegram account is open; none when there is no account."""
        query = sa.select(ACCOUNT.c.dicht).where(ACCOUNT.c.functionaris == functionaris)
        found = (await self._connection.execute(query)).first()
        return None if found is None else found[0] is None

    async def browsers(self, functionaris: str) -> tuple[Browser, ...]:
        """The browsers that show notices, the newest first."""
        query = select(models.Pushadres).where(PUSHADRES.c.functionaris == functionaris)
        rows = await self._session.exec(query.order_by(PUSHADRES.c.id.desc()))
        return tuple(Browser(row.id or 0, row.toestel, row.sinds, row.gelukt) for row in rows)

    async def subscribe(
        self, functionaris: str, to: Address, sessie: str, toestel: str, at: datetime, door: str | None = None
    ) -> None:
        """Let a browser show notices; what it showed for somebody else before ends."""
        gone = sa.delete(PUSHADRES).where(PUSHADRES.c.endpoint == to.at, PUSHADRES.c.functionaris != functionaris)
        for other in set(await self._connection.scalars(gone.returning(PUSHADRES.c.functionaris))):
            await self._moved(other)
        kept = {"p256dh": to.p256dh, "auth": to.auth, "sessie": sessie, "toestel": toestel, "door": door}
        again = sa.update(PUSHADRES).where(PUSHADRES.c.endpoint == to.at).values(**kept, faalt=None)
        if (await self._connection.execute(again)).rowcount == 0:
            row = {"functionaris": functionaris, "endpoint": to.at, "sinds": at, **kept}
            await self._connection.execute(sa.insert(PUSHADRES), row)
            newest = sa.select(PUSHADRES.c.id).where(PUSHADRES.c.functionaris == functionaris)
            newest = newest.order_by(PUSHADRES.c.id.desc()).limit(MOST_BROWSERS)
            await self._drop(functionaris, PUSHADRES.c.id.not_in(newest.scalar_subquery()))
        await self._moved(functionaris)

    async def unsubscribe(self, functionaris: str, endpoint: str) -> bool:
        """Let a browser show nothing any more."""
        return await self._dropped(functionaris, PUSHADRES.c.endpoint == endpoint)

    async def drop(self, functionaris: str, browser: int) -> bool:
        """Let one of somebody's browsers show nothing any more."""
        return await self._dropped(functionaris, PUSHADRES.c.id == browser)

    async def maker_of(self, functionaris: str, sign_in: str) -> str | None:
        """The colleague with whose link a session began in which notices were switched on."""
        begins = PUSHADRES.c.sessie.startswith(sign_in, autoescape=True)
        theirs = sa.select(PUSHADRES.c.door).where(PUSHADRES.c.functionaris == functionaris, begins)
        maker: str | None = await self._connection.scalar(theirs.limit(1))
        return maker

    async def deny(self, functionaris: str, maker: str) -> bool:
        """End what was switched on while signed in with links of a colleague."""
        ended = 0
        for table in (PUSHADRES, MAILADRES):
            theirs = (table.c.functionaris == functionaris, table.c.door == maker)
            ended += (await self._connection.execute(sa.delete(table).where(*theirs))).rowcount
        await self._moved(functionaris)
        return ended > 0

    async def mail(self, functionaris: str) -> Mail | None:
        """The address that somebody gave."""
        row = await self._session.by_key(models.Mailadres, functionaris)
        return None if row is None else Mail(row.adres, row.gevraagd, row.mis, row.bevestigd, row.dicht)

    async def give_mail(self, functionaris: str, adres: str, at: datetime, door: str | None = None) -> None:
        """Remember an address that has yet to be confirmed, in the place of the one before."""
        await self._connection.execute(sa.delete(MAILADRES).where(MAILADRES.c.functionaris == functionaris))
        row = {"functionaris": functionaris, "adres": adres, "gevraagd": at, "mis": 0, "door": door}
        await self._connection.execute(sa.insert(MAILADRES), row)
        await self._moved(functionaris)

    async def mistyped(self, functionaris: str) -> None:
        """Count a wrong code."""
        mine = sa.update(MAILADRES).where(MAILADRES.c.functionaris == functionaris)
        await self._connection.execute(mine.values(mis=MAILADRES.c.mis + 1))

    async def confirm_mail(self, functionaris: str, at: datetime) -> None:
        """The right code was typed: mail goes there from now on."""
        mine = sa.update(MAILADRES).where(MAILADRES.c.functionaris == functionaris)
        await self._connection.execute(mine.values(bevestigd=at, dicht=None))
        await self._moved(functionaris)

    async def forget_mail(self, functionaris: str) -> bool:
        """Send no mail any more, and forget the address."""
        done = await self._connection.execute(sa.delete(MAILADRES).where(MAILADRES.c.functionaris == functionaris))
        if done.rowcount:
            await self._moved(functionaris)
        return done.rowcount > 0

    async def _dropped(self, functionaris: str, which: sa.ColumnElement[bool]) -> bool:
        done = await self._drop(functionaris, which)
        if done:
            await self._moved(functionaris)
        return done

    async def _drop(self, functionaris: str, which: sa.ColumnElement[bool]) -> bool:
        theirs = sa.delete(PUSHADRES).where(PUSHADRES.c.functionaris == functionaris, which)
        return (await self._connection.execute(theirs)).rowcount > 0

    async def _moved(self, functionaris: str) -> None:
        await Reach(self._transaction).rearrange(functionaris)
