"""Signed-in browsers: each lasts a while after its last use, and never past its absolute end."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta

import sqlalchemy as sa

from flows.aanmelden import Wijze
from flows.people import Functionaris, Rol
from storage import models
from storage.engine.prepared import Prepared
from storage.engine.session import Repository
from storage.tables import FUNCTIONARIS, INVITE, PUSHADRES, WEBSESSION

# Who comes back sooner after the end of a session finds the screen where it was.
REMEMBERED = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in browser, under the hash of its ``token``; ``door`` made the link it began with, ``sid`` is the
    provider's name for it and ``passkey`` the one it began with."""

    token: str
    functionaris: str
    sinds: datetime
    gebruikt: datetime
    tot: datetime
    einde: datetime
    wijze: Wijze
    apparaat: str = ""
    door: str | None = None
    sid: str | None = None
    passkey: str | None = None


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who is signed in to the web chat, and for how long; ``maker`` made the link, when that was a colleague."""

    who: Functionaris
    maker: str | None
    gebruikt: datetime
    tot: datetime
    einde: datetime
    wijze: Wijze


_WHO = (FUNCTIONARIS.c.id, FUNCTIONARIS.c.label, FUNCTIONARIS.c.rol, FUNCTIONARIS.c.team, FUNCTIONARIS.c.taal)
_UNTIL = (WEBSESSION.c.door, WEBSESSION.c.gebruikt, WEBSESSION.c.tot, WEBSESSION.c.einde, WEBSESSION.c.wijze)
_SIGNED_IN = Prepared(
    sa.select(*_WHO, *_UNTIL)
    .select_from(WEBSESSION.join(FUNCTIONARIS, FUNCTIONARIS.c.id == WEBSESSION.c.functionaris))
    .where(
        WEBSESSION.c.token == sa.bindparam("token"),
        WEBSESSION.c.tot > sa.bindparam("now"),
        sa.or_(FUNCTIONARIS.c.tot.is_(None), FUNCTIONARIS.c.tot > sa.bindparam("now")),
    ),
    *_WHO,
    *_UNTIL,
)
_COLUMNS = tuple(WEBSESSION.c[each.name] for each in fields(Session))


class Sessions(Repository):
    """The sessions of the web chat, within one transaction. Tokens arrive here as hashes only."""

    async def begin(self, session: Session) -> None:
        """Start one."""
        await self._session.write(models.Websession(**asdict(session)))

    async def signed_in(self, token: str, now: datetime) -> SignedIn | None:
        """Who a session belongs to, as long as both still have access."""
        found = await _SIGNED_IN.first(self._connection, {"token": token, "now": now})
        if found is None:
            return None
        who, label, rol, team, taal, maker, gebruikt, tot, einde, wijze = found
        return SignedIn(Functionaris(who, label, Rol(rol), team, taal), maker, gebruikt, tot, einde, Wijze(wijze))

    async def used(self, token: str, now: datetime, until: datetime) -> None:
        """Note that one was used, and until when it lasts for that; one that has ended stays ended."""
        running = (WEBSESSION.c.token == token, WEBSESSION.c.tot > now, WEBSESSION.c.gebruikt <= now)
        await self._connection.execute(sa.update(WEBSESSION).where(*running).values(gebruikt=now, tot=until))

    async def strengthen(self, token: str, passkey: str, until: datetime, einde: datetime) -> None:
        """Let one go on as if it had begun with a passkey."""
        changed = {"wijze": Wijze.PASSKEY, "passkey": passkey, "tot": until, "einde": einde}
        await self._connection.execute(sa.update(WEBSESSION).where(WEBSESSION.c.token == token).values(**changed))

    async def of(self, functionaris: str, now: datetime) -> tuple[Session, ...]:
        """Where somebody is signed in, the last used first."""
        query = sa.select(*_COLUMNS).where(WEBSESSION.c.functionaris == functionaris, WEBSESSION.c.tot > now)
        found = await self._connection.execute(query.order_by(WEBSESSION.c.gebruikt.desc(), WEBSESSION.c.token))
        return tuple(_session(row._mapping) for row in found)

    async def any_of(self, functionaris: str, now: datetime) -> bool:
        """Whether somebody is signed in anywhere, or was until just now."""
        lately = (WEBSESSION.c.functionaris == functionaris, WEBSESSION.c.tot > now - REMEMBERED)
        return await self._connection.scalar(sa.select(WEBSESSION.c.token).where(*lately).limit(1)) is not None

    async def end(self, token: str) -> None:
        """End one."""
        await self.end_those(WEBSESSION.c.token == token)

    async def end_one_of(self, functionaris: str, sign_in: str) -> bool:
        """End one of somebody's, by the start of its hash; false when there is none."""
        return bool(await self.end_those(sa.and_(WEBSESSION.c.functionaris == functionaris, begins_with(sign_in))))

    async def end_all(self, functionaris: str) -> int:
        """End every one of somebody's, and the links that would begin one; gives how many there were."""
        await self._connection.execute(sa.delete(INVITE).where(INVITE.c.functionaris == functionaris))
        await self._connection.execute(sa.delete(PUSHADRES).where(PUSHADRES.c.functionaris == functionaris))
        return len(await self.end_those(WEBSESSION.c.functionaris == functionaris))

    async def end_of_provider(self, sid: str) -> tuple[str, ...]:
        """End what the provider calls so; gives whose sessions ended."""
        return tuple(dict.fromkeys(await self.end_those(WEBSESSION.c.sid == sid)))

    async def end_those(self, which: sa.ColumnElement[bool]) -> list[str]:
        """End some, and the notices that were switched on in them; gives whose they were."""
        theirs = sa.select(WEBSESSION.c.token).where(which)
        await self._connection.execute(sa.delete(PUSHADRES).where(PUSHADRES.c.sessie.in_(theirs)))
        return list(
            await self._connection.scalars(sa.delete(WEBSESSION).where(which).returning(WEBSESSION.c.functionaris))
        )

    async def forget_expired(self, now: datetime) -> None:
        """Forget those that ended a while ago."""
        await self._connection.execute(sa.delete(WEBSESSION).where(WEBSESSION.c.tot <= now - REMEMBERED))


def begins_with(sign_in: str) -> sa.ColumnElement[bool]:
    """The condition under which the WEBSESSION of a query is the one whose hash begins so."""
    return WEBSESSION.c.token.startswith(sign_in, autoescape=True)


def _session(row: sa.RowMapping) -> Session:
    return Session(**{**row, "wijze": Wijze(row["wijze"])})
