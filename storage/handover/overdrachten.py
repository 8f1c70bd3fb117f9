"""Clients that go from one functionaris to another: asked for, accepted, and given from a day on."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from flows.handover import Overdracht, OverdrachtStatus
from storage import models
from storage.clients.clients import IN_VIEW
from storage.engine.prepared import Prepared
from storage.engine.session import Repository
from storage.tables import OVERDRACHT, STAND, TOEWIJZING

_REQUEST = tuple(OVERDRACHT.c[each.name] for each in fields(Overdracht))
_ASKED = OverdrachtStatus.GEVRAAGD.value
_WHO, _TODAY = sa.bindparam("who", type_=sa.String), sa.bindparam("today", type_=sa.Date)
_WAITING = Prepared(
    sa.select(*_REQUEST)
    .where(
        sa.or_(OVERDRACHT.c.aan == _WHO, OVERDRACHT.c.van == _WHO),
        OVERDRACHT.c.status == _ASKED,
        OVERDRACHT.c.datum >= _TODAY,
    )
    .order_by(OVERDRACHT.c.op, OVERDRACHT.c.id),
    *_REQUEST,
)


@dataclass(frozen=True, slots=True)
class Toewijzing:
    """A period in which somebody is responsible for a client; ``in_view`` is false once the client is out of sight."""

    id: int
    client: str
    functionaris: str
    van: date
    tot: date | None
    in_view: bool


class Overdrachten(Repository):
    """The transfers, within one transaction."""

    async def ask(self, *requests: Overdracht, door: str, at: datetime) -> None:
        """Add requests to take clients over, or what a team lead decided."""
        await self._session.write(*(models.Overdracht.of(each, door, at) for each in requests))

    async def get(self, request_id: str) -> Overdracht | None:
        """One request, whatever became of it."""
        row = await self._session.by_key(models.Overdracht, request_id)
        return None if row is None else row.domain()

    async def last_given(self, functionaris: str, today: date) -> date | None:
        """The last day until ``today`` on which clients of somebody went to a colleague."""
        here = (OVERDRACHT.c.van == functionaris, OVERDRACHT.c.status == OverdrachtStatus.AANVAARD)
        query = sa.select(sa.func.max(OVERDRACHT.c.datum)).where(*here, OVERDRACHT.c.datum <= today)
        day: date | None = await self._connection.scalar(query)
        return day

    async def waiting(self, functionaris: str, today: date) -> tuple[Overdracht, ...]:
        """The requests from and to somebody that can still be accepted, the oldest first."""
        found = await _WAITING.run(self._connection, {"who": functionaris, "today": today})
        return tuple(_request(row) for row in found.rows)

    async def settle(self, request: Overdracht, status: OverdrachtStatus, at: datetime) -> bool:
        """Note what became of a request that waits; exactly one caller gets to."""
        here = sa.update(OVERDRACHT).where(OVERDRACHT.c.id == request.id, OVERDRACHT.c.status == _ASKED)
        done = await self._session.exec(here.values(status=status, besloten=at))
        return done.rowcount == 1

    async def accept(self, request: Overdracht, at: datetime) -> tuple[str, ...] | None:
        """Give what was asked for, and the clients that are; none when somebody answered before.

        A client that went elsewhere or out of sight in the meantime stays there: then nobody gets anything, and the
        request is as good as withdrawn.
        """
        if not await self.settle(request, OverdrachtStatus.AANVAARD, at):
            return None
        kept = await self.kept([request.van], request.datum, request.client)
        if not any(each.van <= request.datum and (request.client is None or each.in_view) for each in kept):
            here = sa.update(OVERDRACHT).where(OVERDRACHT.c.id == request.id)
            await self._session.exec(here.values(status=OverdrachtStatus.INGETROKKEN))
            return ()
        receivers = dict.fromkeys((each.client for each in kept), request.aan)
        await self.give(kept, request.datum, receivers)
        return tuple(receivers)

    async def kept(self, keepers: Collection[str], day: date, client: str | None = None) -> tuple[Toewijzing, ...]:
        """What these people keep from a day on, also what is still to come to them; who is due first comes first.

        Nobody else can give any of it away until this transaction ends.
        """
        query = sa.select(*TOEWIJZING.c, IN_VIEW)
        query = query.select_from(TOEWIJZING.outerjoin(STAND, STAND.c.client == TOEWIJZING.c.client))
        ends = sa.or_(TOEWIJZING.c.tot.is_(None), TOEWIJZING.c.tot > day)
        query = query.where(TOEWIJZING.c.functionaris.in_(keepers), ends)
        if client is not None:
            query = query.where(TOEWIJZING.c.client == client)
        due = sa.case((STAND.c.gepland.is_(None), date.min), else_=STAND.c.gepland)
        rows = await self._connection.execute(
            query.order_by(due, TOEWIJZING.c.client, TOEWIJZING.c.id).with_for_update(of=TOEWIJZING)
        )
        return tuple(Toewijzing(*row[:5], in_view=bool(row[5])) for row in rows)

    async def give(self, kept: Sequence[Toewijzing], day: date, receivers: Mapping[str, str]) -> None:
        """Give clients to others from a day on, each for the time that is left of its period.

        A period that has begun is split, so that it stays known who kept the client before.
        """
        begun = [each for each in kept if each.van < day]
        if begun:
            here = TOEWIJZING.c.id == sa.bindparam("which")
            rows = [{"which": each.id} for each in begun]
            await self._connection.execute(sa.update(TOEWIJZING).where(here).values(tot=day), rows)
            onward = [
                {"client": e.client, "functionaris": receivers[e.client], "van": day, "tot": e.tot} for e in begun
            ]
            await self._connection.execute(sa.insert(TOEWIJZING), onward)
        whole = [{"which": each.id, "aan": receivers[each.client]} for each in kept if each.van >= day]
        if whole:
            here = TOEWIJZING.c.id == sa.bindparam("which")
            update = sa.update(TOEWIJZING).where(here).values(functionaris=sa.bindparam("aan"))
            await self._connection.execute(update, whole)


def _request(row: Sequence[Any]) -> Overdracht:
    found = Overdracht(*row)
    return replace(found, status=OverdrachtStatus(found.status))
