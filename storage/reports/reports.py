"""The questions; sums and percentages are made of the answers in :mod:`flows.reports`."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from flows.ladder import TREDEN, UIT_BEELD
from flows.meetmoment import KENMERKEN
from flows.reports.caseload import Group
from flows.reports.conditions import Wissel
from flows.reports.forecast import Verloop
from flows.reports.lists import Regel
from flows.reports.movement import Overgang
from flows.reports.partner import Gemeten, Plaatsing
from storage.reports.state import Key, counting, on_a_trede
from storage.reports.units import Eenheid, Soort, belongs
from storage.tables import AFDELING, CLIENT, FUNCTIONARIS, MEETMOMENT, PLAATSING, STAND, TEAM

_SPLIT = ("positie", "groei", "vrijstelling_arbeidsplicht", "instrument_lopend", "instrument_inzet", "inkomen")
_STATE = ("client", "datum", "positie", "groei", "verwachte_trede", "uiterste", *KENMERKEN)
_LINE = ("positie", "groei", "instrument_lopend", "instrument_inzet", "uiterste")
_KENMERKEN = tuple(name for name in KENMERKEN if name != "inkomen")


class Reports:
    """The reports, within one transaction; whether somebody may ask is decided before."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work within the transaction of ``connection``."""
        self._connection = connection
        self._key = Key(connection.dialect.name)

    async def exists(self, unit: Eenheid) -> bool:
        """Whether there is such a unit."""
        column = {
            Soort.GEMEENTE: CLIENT.c.gemeentecode,
            Soort.AFDELING: AFDELING.c.id,
            Soort.TEAM: TEAM.c.id,
            Soort.FUNCTIONARIS: FUNCTIONARIS.c.id,
            Soort.PARTNER: PLAATSING.c.partner,
        }.get(unit.soort)
        if column is None:
            return True
        return await self._connection.scalar(sa.select(column).where(column == unit.id).limit(1)) is not None

    async def first_day(self) -> date | None:
        """The day of the first meetmoment of all."""
        found: date | None = await self._connection.scalar(sa.select(sa.func.min(MEETMOMENT.c.datum)))
        return found

    async def partners(self) -> list[str]:
        """Every partner that somebody was ever placed with."""
        found = await self._connection.scalars(sa.select(PLAATSING.c.partner).distinct().order_by(PLAATSING.c.partner))
        return [partner for partner in found if partner]

    async def caseload(self, unit: Eenheid, day: date, today: date, known_on: datetime | None = None) -> list[Group]:
        """How many clients are alike on a day; the present is kept, any other day is worked out."""
        source: sa.FromClause = STAND
        if day != today or known_on is not None:
            source = self._state(day, known_on, unit).subquery("state")
        current = sa.func.coalesce(source.c.uiterste >= day, sa.false())
        columns = [*(source.c[name] for name in _SPLIT), current]
        joined = CLIENT.outerjoin(source, source.c.client == CLIENT.c.code)
        query = sa.select(*columns, sa.func.count()).select_from(joined).where(belongs(unit, CLIENT.c.code, day))
        if day != today:
            query = query.where(sa.or_(source.c.positie.is_not(None), _known_since(day)))
        rows = await self._connection.execute(query.group_by(*columns))
        return [Group(*row[:6], bool(row[6]), row[7]) for row in rows]

    async def movement(self, unit: Eenheid, van: date, tot: date, known_on: datetime | None = None) -> list[Overgang]:
        """How many clients went the same way between two days, in one pass over the meetmomenten."""
        datum = MEETMOMENT.c.datum
        ways = (
            sa.select(
                MEETMOMENT.c.client,
                self._key.last(datum <= van).label("van"),
                self._key.last(datum <= tot).label("naar"),
                self._key.last(datum > van, datum <= tot, on_a_trede()).label("tussen"),
            )
            .where(datum <= tot, counting(known_on))
            .group_by(MEETMOMENT.c.client)
            .subquery("ways")
        )
        went = sa.select(
            *(self._key.position(ways.c[name]).label(name) for name in ("van", "naar", "tussen")),
            belongs(unit, ways.c.client, van).label("toen"),
            belongs(unit, ways.c.client, tot).label("nu"),
        ).subquery("went")
        query = sa.select(*went.c, sa.func.count()).where(sa.or_(went.c.toen, went.c.nu)).group_by(*went.c)
        rows = await self._connection.execute(query)
        return [Overgang(*row[:3], bool(row[3]), bool(row[4]), row[5]) for row in rows]

    async def forecast(self, unit: Eenheid, van: date, tot: date, known_on: datetime | None = None) -> list[Verloop]:
        """How many clients with the same forecast on the first day fared alike until the last."""
        state = self._state(van, known_on, unit).subquery("state")
        end = self._a_year_after(state.c.datum)
        after = sa.and_(MEETMOMENT.c.client == state.c.client, MEETMOMENT.c.datum > state.c.datum)
        after &= sa.and_(MEETMOMENT.c.datum <= tot, counting(known_on))
        said = (state.c.positie, state.c.groei, state.c.verwachte_trede)
        fared = (
            sa.select(
                *said,
                sa.func.max(sa.case((sa.and_(MEETMOMENT.c.datum <= end, on_a_trede()), MEETMOMENT.c.positie))),
                sa.func.max(sa.case((sa.and_(MEETMOMENT.c.datum > end, on_a_trede()), MEETMOMENT.c.positie))),
                sa.func.coalesce(sa.func.min(MEETMOMENT.c.positie) == UIT_BEELD, sa.false()),
                (end > tot),
            )
            .select_from(state.outerjoin(MEETMOMENT, after))
            .where(state.c.positie.between(TREDEN[0], TREDEN[-2]))
            .group_by(state.c.client, state.c.datum, *said)
            .subquery("fared")
        )
        rows = await self._connection.execute(sa.select(*fared.c, sa.func.count()).group_by(*fared.c))
        return [Verloop(*row[:5], bool(row[5]), bool(row[6]), row[7]) for row in rows]

    async def conditions(self, unit: Eenheid, van: date, tot: date, known_on: datetime | None = None) -> list[Wissel]:
        """How many clients had which value of each kenmerk on both days."""
        then, now = (self._state(day, known_on).subquery(name) for day, name in ((van, "then"), (tot, "now")))
        columns = [side.c[name] for name in _KENMERKEN for side in (then, now)]
        query = sa.select(*columns, sa.func.count()).select_from(now.join(then, then.c.client == now.c.client))
        query = query.where(belongs(unit, now.c.client, tot))
        rows = (await self._connection.execute(query.group_by(*columns))).all()
        return [
            Wissel(name, row[2 * number], row[2 * number + 1], row[-1])
            for row in rows
            for number, name in enumerate(_KENMERKEN)
        ]

    async def placements(
        self, unit: Eenheid, van: date, tot: date, known_on: datetime | None = None
    ) -> list[tuple[Plaatsing, list[Gemeten]]]:
        """The placements that ended after the first day or still ran, each with the history of its client."""
        runs = sa.or_(PLAATSING.c.tot.is_(None), PLAATSING.c.tot > van)
        chosen = sa.and_(PLAATSING.c.van <= tot, runs, belongs(unit, PLAATSING.c.client, tot))
        columns = (PLAATSING.c[name] for name in ("client", "instrument", "partner", "van", "tot"))
        placed = [Plaatsing(*row) for row in await self._connection.execute(sa.select(*columns).where(chosen))]
        whose = MEETMOMENT.c.client.in_(sa.select(PLAATSING.c.client).where(chosen))
        query = sa.select(MEETMOMENT.c.client, MEETMOMENT.c.datum, MEETMOMENT.c.positie)
        query = query.where(whose, counting(known_on), MEETMOMENT.c.datum <= tot)
        histories: dict[str, list[Gemeten]] = {}
        for client, datum, positie in await self._connection.execute(query):
            histories.setdefault(client, []).append((datum, positie))
        return [(each, histories.get(each.client, [])) for each in placed]

    async def lines(self, unit: Eenheid, van: date, day: date, known_on: datetime | None = None) -> list[Regel]:
        """What the lists go by, for every client of a unit on a day; ``van`` is the earlier day of who fell."""
        then, now = (self._state(each, known_on).subquery(name) for each, name in ((van, "then"), (day, "now")))
        columns = (CLIENT.c.code, then.c.positie, *(now.c[name] for name in _LINE))
        joined = CLIENT.outerjoin(now, now.c.client == CLIENT.c.code).outerjoin(then, then.c.client == CLIENT.c.code)
        query = sa.select(*columns).select_from(joined).where(belongs(unit, CLIENT.c.code, day))
        return [Regel(*row) for row in await self._connection.execute(query.order_by(CLIENT.c.code))]

    def _state(self, day: date, known_on: datetime | None, unit: Eenheid | None = None) -> sa.Select[Any]:
        """The meetmoment that gives every client's position on a day."""
        nth = sa.func.row_number().over(partition_by=MEETMOMENT.c.client, order_by=MEETMOMENT.c.datum.desc())
        counted = sa.select(*(MEETMOMENT.c[name] for name in _STATE), nth.label("nth"))
        counted = counted.where(MEETMOMENT.c.datum <= day, counting(known_on))
        if unit is not None and unit.soort is not Soort.ALLES:
            counted = counted.where(belongs(unit, MEETMOMENT.c.client, day))
        ranked = counted.subquery()
        return sa.select(*(ranked.c[name] for name in _STATE)).where(ranked.c.nth == 1)

    def _a_year_after(self, datum: sa.ColumnElement[date]) -> sa.ColumnElement[date]:
        """Twelve months later; of 29 February that is the last of the month."""
        if self._connection.dialect.name == "postgresql":
            return sa.cast(datum + sa.text("interval '12 months'"), sa.Date)
        leap = sa.func.strftime("%m-%d", datum) == "02-29"
        later = sa.case((leap, sa.func.date(datum, "+365 days")), else_=sa.func.date(datum, "+12 months"))
        return sa.type_coerce(later, sa.Date)


def _known_since(day: date) -> sa.ColumnElement[bool]:
    """Whether a client was there already on a day."""
    return sa.func.date(CLIENT.c.sinds) <= day
