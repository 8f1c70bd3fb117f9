"""Accounts at a provider of OpenID Connect: each is one person's, and is kept when that person leaves."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

import sqlalchemy as sa

from flows.aanmelden import Wijze
from storage.engine.once import ONCE
from storage.engine.session import Repository
from storage.people.people import alive
from storage.people.sessions import Sessions
from storage.tables import FUNCTIONARIS, INVITE, OPENID, WEBSESSION


@dataclass(frozen=True, slots=True)
class At:
    """What a provider calls somebody: the value of one claim."""

    issuer: str
    claim: str
    waarde: str


@dataclass(frozen=True, slots=True)
class Held:
    """Whose an account is; without access they left. One that is nobody's is kept for an invitation."""

    functionaris: str | None
    access: bool
    invite: str | None


class OpenIds(Repository):
    """The accounts, within one transaction. Tokens of invitations arrive here as hashes only."""

    async def held(self, at: At, now: datetime) -> Held | None:
        """Whose an account is, if it was ever anybody's."""
        query = sa.select(OPENID.c.functionaris, FUNCTIONARIS.c.id, OPENID.c.invite)
        here = sa.and_(FUNCTIONARIS.c.id == OPENID.c.functionaris, alive(now))
        row = (
            await self._connection.execute(query.select_from(OPENID.outerjoin(FUNCTIONARIS, here)).where(_is(at)))
        ).first()
        return None if row is None else Held(row[0], row[1] is not None, row[2])

    async def of(self, issuer: str, claim: str, whose: str) -> str | None:
        """What the claim says of a functionaris, or of who may use an invitation."""
        theirs = (OPENID.c.issuer == issuer, OPENID.c.claim == claim, _whose(whose))
        waarde: str | None = await self._connection.scalar(sa.select(OPENID.c.waarde).where(*theirs))
        return waarde

    async def keep(self, at: At, functionaris: str, now: datetime, door: str | None) -> bool:
        """Make it somebody's, in the place of their earlier one; false when it is somebody else's, also by now."""
        return await self._keep(at, functionaris, now, {"functionaris": functionaris, "door": door})

    async def keep_for(self, at: At, invite: str, now: datetime, door: str) -> bool:
        """Keep it for who accepts an invitation; false when it is somebody's."""
        return await self._keep(at, invite, now, {"invite": invite, "door": door})

    async def accepted(self, invite: str, functionaris: str) -> None:
        """An invitation was used: what was kept for it is of whom it let in."""
        kept = (OPENID.c.invite == invite, OPENID.c.functionaris.is_(None))
        await self._connection.execute(sa.update(OPENID).where(*kept).values(functionaris=functionaris, invite=None))

    async def release(self, issuer: str, claim: str, whose: str) -> bool:
        """Forget it, of a functionaris or an invitation, and end what began with it; false when there was none."""
        return await self._forget(whose, OPENID.c.issuer == issuer, OPENID.c.claim == claim)

    async def deny(self, functionaris: str, maker: str) -> bool:
        """Forget what a colleague filled in for somebody, and end what began with it."""
        return await self._forget(functionaris, OPENID.c.door == maker)

    async def called(self, at: At, sub: str) -> None:
        """Note what the provider will call an account when somebody leaves."""
        other = sa.or_(OPENID.c.sub.is_(None), OPENID.c.sub != sub)
        await self._connection.execute(sa.update(OPENID).where(_is(at), other).values(sub=sub))

    async def end_of(self, issuer: str, sub: str) -> tuple[str, ...]:
        """End every session of an account that the provider calls so; gives whose sessions ended."""
        whose = sa.select(OPENID.c.functionaris).where(OPENID.c.issuer == issuer, OPENID.c.sub == sub)
        begun = sa.and_(WEBSESSION.c.functionaris.in_(whose), WEBSESSION.c.wijze == Wijze.OPENID)
        return tuple(dict.fromkeys(await Sessions(self._transaction).end_those(begun)))

    async def _forget(self, whose: str, *which: sa.ColumnElement[bool]) -> bool:
        if (await self._connection.execute(sa.delete(OPENID).where(_whose(whose), *which))).rowcount == 0:
            return False
        begun = sa.and_(WEBSESSION.c.functionaris == whose, WEBSESSION.c.wijze == Wijze.OPENID)
        await Sessions(self._transaction).end_those(begun)
        return True

    async def _keep(self, at: At, whose: str, now: datetime, values: dict[str, str | None]) -> bool:
        gone = sa.not_(sa.exists().where(FUNCTIONARIS.c.id == OPENID.c.functionaris, alive(now)).correlate(OPENID))
        used = sa.not_(sa.exists().where(INVITE.c.token == OPENID.c.invite, INVITE.c.tot > now).correlate(OPENID))
        lapsed = sa.or_(
            sa.and_(OPENID.c.functionaris.is_not(None), gone), sa.and_(OPENID.c.functionaris.is_(None), used)
        )
        await self._connection.execute(sa.delete(OPENID).where(_is(at), sa.or_(lapsed, _whose(whose))))
        if await self._connection.scalar(sa.select(OPENID.c.waarde).where(_is(at))) is not None:
            return False
        await self.release(at.issuer, at.claim, whose)
        row = {"functionaris": None, "invite": None, **values, "sub": None, "sinds": now, **asdict(at)}
        return (await self._connection.execute(sa.insert(OPENID).values(row).ext(ONCE))).rowcount == 1


def _is(at: At) -> sa.ColumnElement[bool]:
    return sa.and_(OPENID.c.issuer == at.issuer, OPENID.c.claim == at.claim, OPENID.c.waarde == at.waarde)


def _whose(whose: str) -> sa.ColumnElement[bool]:
    return sa.or_(OPENID.c.functionaris == whose, sa.and_(OPENID.c.functionaris.is_(None), OPENID.c.invite == whose))
