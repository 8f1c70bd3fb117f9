"""When a client is due: derived with the position, moved by who measures, and read by the sweep."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from flows.meetmoment import Status
from flows.planning import Termijn
from flows.reminders import after_snooze, after_waking, first_day, stage_day
from storage import models
from storage.engine.prepared import Prepared, given, written_out
from storage.engine.session import Repository
from storage.tables import MEETMOMENT, PLANNING, STAND, TERMIJN, TOEWIJZING


class Due(NamedTuple):
    """A client about whom something is left unsaid since a day, and who is responsible; ``keeper`` may have left."""

    client: str
    keeper: str | None
    termijn: Termijn
    since: date


class Standing(NamedTuple):
    """The dates of the next measurement, and the meetmoment that they follow from."""

    meetmoment: str
    gepland: date | None
    uiterste: date | None


_DATES = (STAND.c.gepland, STAND.c.uiterste, TERMIJN.c.sluimert_tot)
_DAY = sa.bindparam("day", type_=sa.Date)
_PLACE = sa.tuple_(TERMIJN.c.herinneren, TERMIJN.c.client)
_WAITING = Prepared(sa.select(TERMIJN.c.client).where(TERMIJN.c.herinneren <= _DAY).limit(1), TERMIJN.c.client)
_KEPT = sa.and_(
    TOEWIJZING.c.client == TERMIJN.c.client,
    TOEWIJZING.c.van <= _DAY,
    sa.or_(TOEWIJZING.c.tot.is_(None), TOEWIJZING.c.tot > _DAY),
)
_DUE_COLUMNS = (TERMIJN.c.client, TOEWIJZING.c.functionaris, *_DATES, TERMIJN.c.herinneren)
# Whoever measures or plans one of these clients now waits, or is waited for: what is noted here is never outdated.
_DUE = Prepared(
    sa.select(*_DUE_COLUMNS)
    .select_from(TERMIJN.join(STAND, STAND.c.client == TERMIJN.c.client).outerjoin(TOEWIJZING, _KEPT))
    .where(
        TERMIJN.c.herinneren <= _DAY,
        sa.tuple_(sa.bindparam("since", type_=sa.Date), sa.bindparam("after", type_=sa.String)) < _PLACE,
    )
    .order_by(TERMIJN.c.herinneren, TERMIJN.c.client)
    .limit(sa.bindparam("most", type_=sa.Integer))
    .with_for_update(of=TERMIJN),
    *_DUE_COLUMNS,
)
_SAID = Prepared(
    sa.update(TERMIJN).where(TERMIJN.c.client == sa.bindparam("which")).values(given(TERMIJN, "herinneren"))
)

_CLIENT = sa.bindparam("client", type_=sa.String)
_GET = Prepared(
    sa.select(*_DATES)
    .select_from(STAND.outerjoin(TERMIJN, TERMIJN.c.client == STAND.c.client))
    .where(STAND.c.client == _CLIENT),
    *_DATES,
)
_STANDING_COLUMNS = (STAND.c.meetmoment, STAND.c.gepland, STAND.c.uiterste)
_STANDING = Prepared(sa.select(*_STANDING_COLUMNS).where(STAND.c.client == _CLIENT), *_STANDING_COLUMNS)
_REPLAN = Prepared(sa.update(STAND).where(STAND.c.client == sa.bindparam("which")).values(given(STAND, "gepland")))
_FORGET = Prepared(sa.delete(TERMIJN).where(TERMIJN.c.client == _CLIENT))
_REMIND = Prepared(sa.insert(TERMIJN).values(given(TERMIJN, "client", "herinneren")))
_PLAN_COLUMNS = (PLANNING.c.gepland, PLANNING.c.op)
_PLAN = Prepared(
    sa.select(*_PLAN_COLUMNS)
    .where(PLANNING.c.client == _CLIENT, PLANNING.c.meetmoment == sa.bindparam("meetmoment"))
    .order_by(PLANNING.c.id.desc())
    .limit(1),
    *_PLAN_COLUMNS,
)

_VERSION_COLUMNS = (MEETMOMENT.c.gepland, MEETMOMENT.c.uiterste, MEETMOMENT.c.geregistreerd)
_VERSIONS = Prepared(
    sa.select(*_VERSION_COLUMNS)
    .where(MEETMOMENT.c.id == sa.bindparam("meetmoment"), MEETMOMENT.c.status == written_out(Status.DEFINITIEF))
    .order_by(MEETMOMENT.c.versie),
    *_VERSION_COLUMNS,
)


class Termijnen(Repository):
    """The due dates, within one transaction."""

    async def get(self, client: str) -> Termijn | None:
        """When a client is due; none for who was never measured or is out of sight."""
        row = await _GET.first(self._connection, {"client": client})
        return None if row is None or row[0] is None else Termijn(*row)

    async def standing(self, client: str) -> Standing | None:
        """What the next measurement follows from; to be read before it changes, for :meth:`renew`."""
        row = await _STANDING.first(self._connection, {"client": client})
        return None if row is None else Standing(*row)

    async def renew(self, client: str, today: date, before: Standing | None) -> None:
        """Follow a position that was derived anew, or another plan.

        Where the dates are what they were ``before``, everything that was said of them still is.
        """
        now = await self.standing(client)
        planned = None if now is None else await self._planned(client, now)
        if now is not None and planned is not None:
            now = now._replace(gepland=planned)
            await _REPLAN.run(self._connection, {"which": client, "gepland": planned})
        if now is not None and now == before:
            return
        await _FORGET.run(self._connection, {"client": client})
        if now is not None and now.gepland is not None and now.uiterste is not None:
            first = first_day(Termijn(now.gepland, now.uiterste), today)
            await _REMIND.run(self._connection, {"client": client, "herinneren": first})

    async def plan(self, client: str, day: date, reden: str | None, door: str, at: datetime, today: date) -> None:
        """Move the planned day of the next measurement; earlier plans stay on record."""
        before = await self.standing(client)
        if before is None:
            return
        plan = models.Planning(client=client, meetmoment=before.meetmoment, gepland=day, reden=reden, door=door, op=at)
        await self._session.write(plan)
        await self.renew(client, today, before)

    async def postponed(self, client: str) -> str | None:
        """The newest reason that was given for measuring after the ultimate date."""
        query = sa.select(PLANNING.c.reden).join(STAND, STAND.c.meetmoment == PLANNING.c.meetmoment)
        query = query.where(STAND.c.client == client, PLANNING.c.client == client, PLANNING.c.reden.is_not(None))
        reden: str | None = await self._connection.scalar(query.order_by(PLANNING.c.id.desc()).limit(1))
        return reden

    async def doze(self, client: str, until: date, today: date) -> None:
        """Say nothing of a client before a day."""
        before, waiting = await self.get(client), await self._waiting(client)
        if before is not None and waiting is not None:
            termijn = Termijn(before.gepland, before.uiterste, until)
            await self._set(client, until, after_snooze(termijn, waiting, today))

    async def wake(self, client: str, today: date) -> None:
        """Let a client that dozes be spoken of again."""
        before, waiting = await self.get(client), await self._waiting(client)
        if before is not None and before.sluimert_tot is not None and waiting is not None:
            await self._set(client, None, after_waking(before, waiting, today))

    async def anything_due(self, day: date) -> bool:
        """Whether something may have to be said on ``day``."""
        return bool((await _WAITING.run(self._connection, {"day": day})).rows)

    async def due(self, day: date, most: int, after: Due | None = None) -> Sequence[Due]:
        """So many of the clients about whom something may have to be said on ``day``, those ``after`` one of them.

        They are kept until this transaction ends.
        """
        since, client = (date.min, "") if after is None else (after.since, after.client)
        given = {"day": day, "since": since, "after": client, "most": most}
        return [_due(row) for row in (await _DUE.run(self._connection, given)).rows]

    async def said(self, days: Iterable[tuple[str, date]]) -> None:
        """Note for clients on which day something is to be said next."""
        await _SAID.many(self._connection, [{"which": client, "herinneren": day} for client, day in days])

    async def unsaid(self, days: Iterable[tuple[str, date]]) -> None:
        """Say again what nobody has heard since a day; who measured meanwhile is not spoken of."""
        for client, since in days:
            earlier = sa.and_(TERMIJN.c.client == client, TERMIJN.c.herinneren > since)
            await self._connection.execute(sa.update(TERMIJN).where(earlier).values(herinneren=since))

    async def say_again(self, clients: Collection[str], day: date) -> None:
        """Say the newest stage of these clients once more: they came to somebody who has not heard of it.

        Who silenced a client did so for themselves: nothing dozes any more.
        """
        query = sa.select(STAND.c.client, *_DATES).select_from(STAND.join(TERMIJN, TERMIJN.c.client == STAND.c.client))
        found = [tuple(row) for row in await self._connection.execute(query.where(STAND.c.client.in_(clients)))]
        days = ((client, stage_day(Termijn(*dates), day)) for client, *dates in found)
        await self.unsaid([(client, since) for client, since in days if since is not None])
        await self._connection.execute(
            sa.update(TERMIJN).where(TERMIJN.c.client.in_(clients)).values(sluimert_tot=None)
        )

    async def _planned(self, client: str, now: Standing) -> date | None:
        """The plan made for this meetmoment; none when a correction changed the dates after it was made."""
        plan = await _PLAN.first(self._connection, {"client": client, "meetmoment": now.meetmoment})
        if plan is None:
            return None
        gepland, op = plan
        versions = (await _VERSIONS.run(self._connection, {"meetmoment": now.meetmoment})).rows
        *then, _ = next((each for each in reversed(versions) if each[-1] <= op), versions[0])
        *latest, _ = versions[-1]
        return gepland if then == latest else None

    async def _waiting(self, client: str) -> date | None:
        found: date | None = await self._connection.scalar(
            sa.select(TERMIJN.c.herinneren).where(TERMIJN.c.client == client)
        )
        return found

    async def _set(self, client: str, until: date | None, waiting: date) -> None:
        values = {"sluimert_tot": until, "herinneren": waiting}
        await self._connection.execute(sa.update(TERMIJN).where(TERMIJN.c.client == client).values(values))


def _due(row: tuple[Any, ...]) -> Due:
    client, keeper, gepland, uiterste, sluimert_tot, since = row
    return Due(client, keeper, Termijn(gepland, uiterste, sluimert_tot), since)
