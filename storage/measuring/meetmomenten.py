"""Meetmomenten: registered, corrected by a new version, withdrawn by a new version; never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from flows.meetmoment import Actie, Bevestiging, Meetmoment, Status
from flows.people import Functionaris, Right
from storage import models
from storage.clients.verhuizingen import gemeentecode_on
from storage.engine.prepared import Prepared, given, written_out
from storage.engine.session import Repository
from storage.errors import ConflictError
from storage.planning.termijnen import Termijnen
from storage.tables import CLIENT, FUNCTIONARIS, MEETMOMENT, STAND

_NEWER = MEETMOMENT.alias("newer")
_FINAL = written_out(Status.DEFINITIEF)
_OVERTAKEN = sa.exists().where(
    _NEWER.c.id == MEETMOMENT.c.id, _NEWER.c.versie > MEETMOMENT.c.versie, _NEWER.c.status == _FINAL
)
# The newest definitive version holds, also while a correction of it waits for a check; a withdrawal ends it.
COUNTS = sa.and_(MEETMOMENT.c.status == _FINAL, MEETMOMENT.c.actie != written_out(Actie.INTREKKING), ~_OVERTAKEN)

# What a position takes over from the meetmoment that gives it.
STANDING = (
    "datum",
    "positie",
    "groei",
    "gepland",
    "uiterste",
    "inkomen",
    "vrijstelling_arbeidsplicht",
    "instrument_lopend",
    "instrument_inzet",
)

# What belongs to a version because it was so at that moment.
_BESIDE_COLUMNS = (gemeentecode_on(sa.bindparam("day", type_=sa.Date)), FUNCTIONARIS.c.team)
_BESIDE = Prepared(
    sa.select(*_BESIDE_COLUMNS).where(
        CLIENT.c.code == sa.bindparam("client"), FUNCTIONARIS.c.id == sa.bindparam("door")
    ),
    *_BESIDE_COLUMNS,
)
_REGISTER = Prepared(sa.insert(MEETMOMENT).values(given(MEETMOMENT)))
_OF_CLIENT = sa.select(MEETMOMENT).where(MEETMOMENT.c.client == sa.bindparam("client"))
_HISTORY = Prepared(
    _OF_CLIENT.order_by(MEETMOMENT.c.datum, MEETMOMENT.c.geregistreerd, MEETMOMENT.c.versie), *MEETMOMENT.c
)
_LAST = Prepared(_OF_CLIENT.where(COUNTS).order_by(MEETMOMENT.c.datum.desc()).limit(1), *MEETMOMENT.c)
_LATEST = Prepared(
    sa.select(MEETMOMENT).where(MEETMOMENT.c.id == sa.bindparam("which")).order_by(MEETMOMENT.c.versie.desc()).limit(1),
    *MEETMOMENT.c,
)
_FORGET = Prepared(sa.delete(STAND).where(STAND.c.client == sa.bindparam("client")))
_STAND = Prepared(sa.insert(STAND).values(given(STAND)))


@dataclass(frozen=True, slots=True)
class Confirmations:
    """Of the hermetingen that somebody registered, how many confirmed last time unchanged."""

    functionaris: str
    label: str
    unchanged: int
    total: int


class Meetmomenten(Repository):
    """The meetmomenten, within one transaction."""

    async def register(self, meetmoment: Meetmoment, taal: str, today: date) -> None:
        """Add a version and bring the client's present position and due date up to date."""
        known = await _BESIDE.first(
            self._connection, {"client": meetmoment.client, "door": meetmoment.door, "day": meetmoment.meting.datum}
        )
        if known is None:
            raise ConflictError(f"no client {meetmoment.client}, or no functionaris {meetmoment.door}")
        gemeentecode, team = known
        row = models.Meetmoment.of(meetmoment, taal=taal, gemeentecode=gemeentecode, team=team)
        await _REGISTER.run(self._connection, row.row())
        await self.refresh(meetmoment.client, today)

    async def refresh(self, client: str, today: date) -> None:
        """Derive where a client stands now, and when the next measurement is due, from what is registered."""
        termijnen = Termijnen(self._transaction)
        before = await termijnen.standing(client)
        last = await self._first(_LAST, client=client)
        await _FORGET.run(self._connection, {"client": client})
        if last is not None:
            taken = {name: getattr(last, name) for name in STANDING}
            await _STAND.run(self._connection, {"client": client, "meetmoment": last.id, **taken})
        await termijnen.renew(client, today, before)

    async def history(self, client: str) -> tuple[Meetmoment, ...]:
        """Every version of every meetmoment of a client, oldest day first, then by version."""
        found = await _HISTORY.run(self._connection, {"client": client})
        return tuple(models.Meetmoment.read(row).domain() for row in found.rows)

    async def get(self, meetmoment_id: str) -> Meetmoment | None:
        """The latest version of a meetmoment."""
        row = await self._first(_LATEST, which=meetmoment_id)
        return None if row is None else row.domain()

    async def confirmations(self, who: Functionaris, since: datetime) -> tuple[Confirmations, ...]:
        """How often hermetingen confirmed last time unchanged, by author: one's own, and a team lead the team's."""
        unchanged = sa.func.count(sa.case((MEETMOMENT.c.bevestiging == Bevestiging.ONGEWIJZIGD.value, 1)))
        joined = MEETMOMENT.join(FUNCTIONARIS, FUNCTIONARIS.c.id == MEETMOMENT.c.door)
        mine = FUNCTIONARIS.c.id == who.id
        seen = sa.or_(mine, FUNCTIONARIS.c.team == who.team) if who.may(Right.SEE_TEAM) else mine
        query = sa.select(FUNCTIONARIS.c.id, FUNCTIONARIS.c.label, unchanged, sa.func.count()).select_from(joined)
        query = query.where(
            seen,
            MEETMOMENT.c.versie == 1,
            MEETMOMENT.c.bevestiging.is_not(None),
            MEETMOMENT.c.geregistreerd >= since,
        )
        rows = await self._connection.execute(query.group_by(FUNCTIONARIS.c.id).order_by(FUNCTIONARIS.c.label))
        return tuple(Confirmations(*row) for row in rows)

    async def last(self, client: str) -> Meetmoment | None:
        """The meetmoment that gives a client's position now."""
        row = await self._first(_LAST, client=client)
        return None if row is None else row.domain()

    async def _first(self, question: Prepared, **asked: str) -> models.Meetmoment | None:
        row = await question.first(self._connection, asked)
        return None if row is None else models.Meetmoment.read(row)
