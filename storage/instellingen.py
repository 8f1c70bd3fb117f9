"""The municipality's settings that were changed here: only added to, the newest of a name holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import INSTELLING

# Which change is the newest; every process compares it with the one it works with.
NEWEST = sa.select(sa.func.coalesce(sa.func.max(INSTELLING.c.id), 0)).scalar_subquery()


@dataclass(frozen=True, slots=True)
class Change:
    """A setting that was changed; ``waarde`` is none when it went back to its default, ``door`` for a command."""

    naam: str
    waarde: str | None
    door: str | None
    op: datetime


class Instellingen:
    """The changed settings, within one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work within the transaction of ``connection``."""
        self._connection = connection

    async def newest(self) -> int:
        """The number of the newest change; 0 when nothing was ever changed."""
        return int(await self._connection.scalar(sa.select(NEWEST)) or 0)

    async def chosen(self) -> dict[str, str]:
        """What holds instead of the defaults, in writing."""
        query = sa.select(INSTELLING.c.naam, INSTELLING.c.waarde).order_by(INSTELLING.c.id)
        newest = {row[0]: row[1] for row in await self._connection.execute(query)}
        return {naam: waarde for naam, waarde in newest.items() if waarde is not None}

    async def changes(self, naam: str) -> tuple[Change, ...]:
        """Every change of a setting, the newest first."""
        columns = (INSTELLING.c[name] for name in ("naam", "waarde", "door", "op"))
        query = sa.select(*columns).where(INSTELLING.c.naam == naam).order_by(INSTELLING.c.id.desc())
        return tuple(Change(*row) for row in await self._connection.execute(query))

    async def choose(self, naam: str, waarde: str | None, door: str | None, at: datetime) -> None:
        """Change a setting from now on; none puts it back to its default."""
        row = {"naam": naam, "waarde": waarde, "door": door, "op": at}
        await self._connection.execute(sa.insert(INSTELLING), row)
