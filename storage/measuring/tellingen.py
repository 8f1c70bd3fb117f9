"""Counts about the instrument itself: how long a measurement takes, and which questions raise doubts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from storage.engine.once import ONCE
from storage.engine.session import Repository
from storage.tables import MEETDUUR, TWIJFEL


@dataclass(frozen=True, slots=True)
class Meetduur:
    """How many measurements of a month, with one flow, took so long and so many taps."""

    maand: date
    flow: str
    soort: str
    seconden: int
    tikken: int
    aantal: int


@dataclass(frozen=True, slots=True)
class Twijfel:
    """How often a question was doubted for one reason, under one version of the rules."""

    flow: str
    regelversie: str
    vraag: str
    reden: str
    aantal: int


class Tellingen(Repository):
    """The counts, within one transaction."""

    async def measured(self, maand: date, flow: str, soort: str, seconden: int, tikken: int) -> None:
        """Count one measurement."""
        key = {"maand": maand, "flow": flow, "soort": soort, "seconden": seconden, "tikken": tikken}
        await self._count(MEETDUUR, key)

    async def doubted(self, maand: date, flow: str, regelversie: str, vraag: str, reden: str) -> None:
        """Count one doubt."""
        key = {"maand": maand, "flow": flow, "regelversie": regelversie, "vraag": vraag, "reden": reden}
        await self._count(TWIJFEL, key)

    async def durations(self, since: date) -> tuple[Meetduur, ...]:
        """How long measurements took, from a month on, the newest month first."""
        query = sa.select(*MEETDUUR.c).where(MEETDUUR.c.maand >= since)
        rows = await self._connection.execute(query.order_by(MEETDUUR.c.maand.desc(), MEETDUUR.c.flow))
        return tuple(Meetduur(*row) for row in rows)

    async def doubts(self, since: date) -> tuple[Twijfel, ...]:
        """What was doubted from a month on, the most often doubted first."""
        keys = (TWIJFEL.c.flow, TWIJFEL.c.regelversie, TWIJFEL.c.vraag, TWIJFEL.c.reden)
        total = sa.func.sum(TWIJFEL.c.aantal)
        query = sa.select(*keys, total).where(TWIJFEL.c.maand >= since).group_by(*keys).order_by(total.desc(), *keys)
        return tuple(Twijfel(*row[:4], int(row[4])) for row in await self._connection.execute(query))

    async def _count(self, table: sa.Table, key: Mapping[str, Any]) -> None:
        """Add one to the row with this key; of two who add the first one, neither is lost."""
        await self._connection.execute(sa.insert(table).values(**key, aantal=0).ext(ONCE))
        same = sa.and_(*(table.c[name] == value for name, value in key.items()))
        await self._connection.execute(sa.update(table).where(same).values(aantal=table.c.aantal + 1))
