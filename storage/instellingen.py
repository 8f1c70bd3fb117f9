"""The municipality's settings that were changed here: only added to, the newest of a name holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import select

from storage import models
from storage.engine.session import Repository
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


class Instellingen(Repository):
    """The changed settings, within one transaction."""

    async def newest(self) -> int:
        """The number of the newest change; 0 when nothing was ever changed."""
        return int(await self._connection.scalar(sa.select(NEWEST)) or 0)

    async def chosen(self) -> dict[str, str]:
        """What holds instead of the defaults, in writing."""
        rows = await self._session.exec(select(models.Instelling).order_by(INSTELLING.c.id))
        newest = {row.naam: row.waarde for row in rows}
        return {naam: waarde for naam, waarde in newest.items() if waarde is not None}

    async def changes(self, naam: str) -> tuple[Change, ...]:
        """Every change of a setting, the newest first."""
        query = select(models.Instelling).where(INSTELLING.c.naam == naam).order_by(INSTELLING.c.id.desc())
        rows = await self._session.exec(query)
        return tuple(Change(row.naam, row.waarde, row.door, row.op) for row in rows)

    async def choose(self, naam: str, waarde: str | None, door: str | None, at: datetime) -> None:
        """Change a setting from now on; none puts it back to its default."""
        await self._session.write(models.Instelling(naam=naam, waarde=waarde, door=door, op=at))
