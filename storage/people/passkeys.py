"""Passkeys: each is somebody's, counts its uses where the device does, and is refused once there is a copy of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import datetime

import sqlalchemy as sa

from storage.engine.once import ONCE
from storage.engine.session import Repository
from storage.people.people import alive
from storage.tables import FUNCTIONARIS, PASSKEY, WEBSESSION


@dataclass(frozen=True, slots=True)
class Passkey:
    """What a device signs in with; ``sessie`` is the session it was added in, ``door`` made the link of that one.

    ``credential`` is what the device calls it and ``sleutel`` its public key. Since ``dicht`` it is refused.
    """

    id: str
    functionaris: str
    credential: str
    sleutel: str
    teller: int
    naam: str
    sinds: datetime
    sessie: str
    door: str | None = None
    gebruikt: datetime | None = None
    dicht: datetime | None = None


_COLUMNS = tuple(PASSKEY.c[each.name] for each in fields(Passkey))


class Passkeys(Repository):
    """The passkeys, within one transaction."""

    async def add(self, passkey: Passkey) -> bool:
        """Keep one; false when this device has it already, whoever's it is."""
        done = await self._connection.execute(sa.insert(PASSKEY).values(asdict(passkey)).ext(ONCE))
        return done.rowcount == 1

    async def of(self, functionaris: str) -> tuple[Passkey, ...]:
        """Those of somebody, the oldest first."""
        query = sa.select(*_COLUMNS).where(PASSKEY.c.functionaris == functionaris)
        found = await self._connection.execute(query.order_by(PASSKEY.c.sinds, PASSKEY.c.id))
        return tuple(Passkey(*row) for row in found)

    async def find(self, credential: str, now: datetime) -> Passkey | None:
        """The one that a device calls so, of somebody who has access."""
        joined = PASSKEY.join(FUNCTIONARIS, FUNCTIONARIS.c.id == PASSKEY.c.functionaris)
        query = sa.select(*_COLUMNS).select_from(joined).where(PASSKEY.c.credential == credential, alive(now))
        row = (await self._connection.execute(query)).first()
        return None if row is None else Passkey(*row)

    async def count(self, passkey: str, teller: int, now: datetime) -> bool:
        """Note a use; false when the device counted no further, so that there is a copy of it."""
        further = sa.or_(PASSKEY.c.teller < teller, sa.and_(PASSKEY.c.teller == 0, sa.literal(teller) == 0))
        open_one = (PASSKEY.c.id == passkey, PASSKEY.c.dicht.is_(None), further)
        done = await self._connection.execute(sa.update(PASSKEY).where(*open_one).values(teller=teller, gebruikt=now))
        return done.rowcount == 1

    async def close(self, passkey: str, now: datetime) -> None:
        """Refuse it from now on."""
        open_one = (PASSKEY.c.id == passkey, PASSKEY.c.dicht.is_(None))
        await self._connection.execute(sa.update(PASSKEY).where(*open_one).values(dicht=now))

    async def revoke(self, functionaris: str, passkey: str) -> bool:
        """Forget one of somebody's; false when there is none. Nothing else ends."""
        mine = (PASSKEY.c.functionaris == functionaris, PASSKEY.c.id == passkey)
        return (await self._connection.execute(sa.delete(PASSKEY).where(*mine))).rowcount == 1

    async def maker_of(self, functionaris: str, sign_in: str) -> str | None:
        """The colleague with whose link a session began in which a passkey was added."""
        added = (PASSKEY.c.functionaris == functionaris, PASSKEY.c.sessie == sign_in)
        maker: str | None = await self._connection.scalar(sa.select(PASSKEY.c.door).where(*added).limit(1))
        return maker

    async def deny(self, functionaris: str, maker: str) -> bool:
        """Forget the passkeys that links of a colleague led to, and end what began with them."""
        theirs = (PASSKEY.c.functionaris == functionaris, PASSKEY.c.door == maker)
        begun = WEBSESSION.c.passkey.in_(sa.select(PASSKEY.c.id).where(*theirs))
        await self._connection.execute(sa.delete(WEBSESSION).where(begun))
        return (await self._connection.execute(sa.delete(PASSKEY).where(*theirs))).rowcount > 0

    async def offer(self, functionaris: str, now: datetime) -> bool:
        """Note that somebody without one is offered one; true the first time only."""
        has = sa.exists().where(PASSKEY.c.functionaris == FUNCTIONARIS.c.id)
        never = (FUNCTIONARIS.c.id == functionaris, FUNCTIONARIS.c.aangeboden.is_(None), sa.not_(has))
        done = await self._connection.execute(sa.update(FUNCTIONARIS).where(*never).values(aangeboden=now))
        return done.rowcount == 1
