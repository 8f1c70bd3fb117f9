"""Teams and the afdelingen they belong to: listed, renamed, and removed when nothing hangs on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from storage import models
from storage.engine.session import Repository
from storage.tables import AFDELING, FUNCTIONARIS, INVITE, MEETMOMENT, TEAM


@dataclass(frozen=True, slots=True)
class Team:
    """A team, the name of its afdeling, how many people have access in it, and whether it is in a pilot."""

    id: str
    naam: str
    afdeling: str
    people: int
    pilot: bool = False


class Teams(Repository):
    """The teams, within one transaction."""

    async def all(self) -> tuple[Team, ...]:
        """Every team, by afdeling and name; who left is not counted."""
        here = sa.and_(FUNCTIONARIS.c.team == TEAM.c.id, FUNCTIONARIS.c.tot.is_(None))
        joined = TEAM.join(AFDELING, AFDELING.c.id == TEAM.c.afdeling).outerjoin(FUNCTIONARIS, here)
        query = sa.select(TEAM.c.id, TEAM.c.naam, AFDELING.c.naam, sa.func.count(FUNCTIONARIS.c.id), TEAM.c.pilot)
        query = query.select_from(joined).group_by(TEAM.c.id, TEAM.c.naam, AFDELING.c.naam, TEAM.c.pilot)
        found = await self._connection.execute(query.order_by(AFDELING.c.naam, TEAM.c.naam))
        return tuple(
            Team(team, naam, afdeling, people, since is not None) for team, naam, afdeling, people, since in found
        )

    async def in_pilot(self, team_id: str) -> bool:
        """Whether a team takes part in a pilot."""
        return await self._connection.scalar(sa.select(TEAM.c.pilot).where(TEAM.c.id == team_id)) is not None

    async def mark(self, team_id: str, since: date | None) -> None:
        """Put the label of a pilot on a team, or take it off."""
        await self._session.exec(sa.update(TEAM).where(TEAM.c.id == team_id).values(pilot=since))

    async def rename(self, team_id: str, naam: str) -> None:
        """Give a team another name."""
        team = await self._session.by_key(models.Team, team_id)
        if team is not None:
            team.naam = naam
            await self._session.flush()

    async def remove(self, team_id: str) -> bool:
        """Remove a team, and its afdeling when that is empty then; false when anything ever hung on the team."""
        for table in (FUNCTIONARIS, INVITE, MEETMOMENT):
            query = sa.select(table.c.team).where(table.c.team == team_id).limit(1)
            if await self._connection.scalar(query) is not None:
                return False
        session = self._session
        team = await session.by_key(models.Team, team_id)
        if team is not None:
            await session.exec(sa.delete(TEAM).where(TEAM.c.id == team_id))
            others = sa.select(TEAM.c.id).where(TEAM.c.afdeling == team.afdeling)
            await session.exec(sa.delete(AFDELING).where(AFDELING.c.id == team.afdeling, ~others.exists()))
        return True
