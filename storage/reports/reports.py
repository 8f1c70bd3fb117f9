"""The questions; sums and percentages are made of the answers in :mod:`flows.reports`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import product
from typing import Any, Literal

import sqlalchemy as sa

from flows.days import ends
from flows.doelen import Doel
from flows.reports.blanks import Deel, Ingezet
from flows.reports.caseload import Group
from flows.reports.conditions import Wissel
from flows.reports.forecast import Verloop, last_judged
from flows.reports.lists import Regel
from flows.reports.movement import Overgang
from flows.reports.partner import Uitslag, per_client
from flows.reports.publishing import Keyed
from flows.reports.targets import Vervolg
from storage.clients.plaatsingen import STANDS
from storage.engine.prepared import Prepared
from storage.engine.session import Repository
from storage.reports import blanks, goals, placements
from storage.reports import statements as questions
from storage.reports.units import Eenheid, Soort
from storage.tables import AFDELING, CLIENT, FUNCTIONARIS, MEETMOMENT, PLAATSING, TEAM


class Reports(Repository):
    """The reports, within one transaction; whether somebody may ask is decided before."""

    @property
    def _dialect(self) -> str:
        return self._connection.dialect.name

    async def exists(self, unit: Eenheid) -> bool:
        """Whether there is such a unit."""
        column = {
            Soort.GEMEENTE: CLIENT.c.gemeentecode,
            Soort.GEMEENTE_NU: CLIENT.c.gemeentecode,
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
        query = sa.select(PLAATSING.c.partner).where(STANDS).distinct().order_by(PLAATSING.c.partner)
        found = await self._connection.scalars(query)
        return [partner for partner in found if partner]

    async def caseload(
        self, unit: Eenheid, day: date, today: date, known_on: datetime | None = None, *, keyed: bool = False
    ) -> list[Group]:
        """How many clients are alike on a day; the present is kept, any other day is worked out."""
        if day == today and known_on is None and not keyed:
            rows = await self._ask(questions.caseload_now(self._dialect, unit.kind), unit, tot=day)
        else:
            query = questions.caseload_then(self._dialect, unit.kind, known_on is not None, keyed)
            rows = await self._ask(query, unit, tot=day, after=ends(day), known=known_on)
        return [group for row in rows for group in _groups(row, keyed=keyed) if group.n]

    async def movement(
        self, unit: Eenheid, van: date, tot: date, known_on: datetime | None = None, *, keyed: bool = False
    ) -> list[Overgang]:
        """How many clients went the same way between two days."""
        query = questions.movement(self._dialect, unit.kind, known_on is not None, keyed)
        rows = await self._ask(query, unit, van=van, tot=tot, known=known_on)
        numbers = [_numbers(row[5:], keyed=keyed)[0] for row in rows]
        return [Overgang._make((*row[:3], bool(row[3]), bool(row[4]), n)) for row, n in zip(rows, numbers, strict=True)]

    async def forecast(
        self, unit: Eenheid, van: date, tot: date, known_on: datetime | None = None, *, keyed: bool = False
    ) -> list[Verloop]:
        """How many clients with the same forecast on the first day fared alike until the last."""
        query = questions.forecast(self._dialect, unit.kind, known_on is not None, keyed)
        rows = await self._ask(query, unit, van=van, tot=tot, year_ago=last_judged(tot), known=known_on)
        numbers = [_numbers(row[7:], keyed=keyed)[0] for row in rows]
        return [Verloop._make((*row[:5], bool(row[5]), bool(row[6]), n)) for row, n in zip(rows, numbers, strict=True)]

    async def goal(
        self, unit: Eenheid, doel: Doel, van: date, tot: date, known_on: datetime | None = None, *, keyed: bool = False
    ) -> list[Vervolg]:
        """How many of the group of a target who stood alike on the first day fared alike until the last."""
        group = goals.Group(doel.veld, bool(doel.inkomen), bool(doel.instrument))
        query = goals.followed(self._dialect, unit.kind, group, known_on is not None, keyed)
        about = {"waarde": doel.waarde, "inkomen": doel.inkomen, "instrument": doel.instrument}
        rows = await self._ask(query, unit, van=van, tot=tot, known=known_on, **about)
        numbers = [_numbers(row[5:], keyed=keyed)[0] for row in rows]
        return [Vervolg._make((*row[:3], bool(row[3]), bool(row[4]), n)) for row, n in zip(rows, numbers, strict=True)]

    async def conditions(
        self, unit: Eenheid, van: date, tot: date, known_on: datetime | None = None, *, keyed: bool = False
    ) -> list[Wissel]:
        """How many clients had which value of each kenmerk on both days."""
        query = questions.conditions(self._dialect, unit.kind, known_on is not None, keyed)
        (counts,) = await self._ask(query, unit, van=van, tot=tot, known=known_on)
        changes = product(questions.YES_NO, questions.CHANGES)
        counted = zip(changes, _numbers(counts, keyed=keyed), strict=True)
        return [Wissel(name, then, now, n) for (name, (then, now)), n in counted]

    async def placements(
        self,
        unit: Eenheid,
        van: date,
        tot: date,
        by: Literal["partner", "instrument"],
        known_on: datetime | None = None,
        *,
        keyed: bool = False,
    ) -> tuple[list[Uitslag], dict[str, int]]:
        """How many placements that ended after the first day or still ran went alike, and of how many clients.

        What is ``keyed`` counts clients alone: one of them for every result of a partner or instrument.
        """
        went = placements.went(self._dialect, unit.kind, by, known_on is not None, keyed)
        rows = await self._ask(went, unit, van=van, tot=tot, known=known_on)
        if keyed:
            return per_client((client, _fared(row, Keyed(1, key))) for *row, client, key, _ in rows)
        clients = await self._ask(placements.clients(self._dialect, unit.kind, by), unit, van=van, tot=tot)
        return [_fared(row, n) for *row, n in rows], dict(clients)

    async def blanks(
        self, unit: Eenheid, veld: str, day: date, known_on: datetime | None = None, *, keyed: bool = False
    ) -> tuple[list[Deel], list[Ingezet]]:
        """How many of each value of a local field, or of each income, are alike; and which instruments they have."""
        which = (self._dialect, unit.kind, veld, known_on is not None, keyed)
        expected = await self._ask(blanks.expected(*which), unit, tot=day, known=known_on)
        used = await self._ask(blanks.used(*which), unit, tot=day, known=known_on)
        return (
            [Deel._make((*row[:4], *_numbers(row[4:], keyed=keyed))) for row in expected],
            [Ingezet._make((*row[:2], *_numbers(row[2:], keyed=keyed))) for row in used],
        )

    async def lines(self, unit: Eenheid, van: date, day: date, known_on: datetime | None = None) -> list[Regel]:
        """What the lists go by, for every client of a unit on a day; ``van`` is the earlier day of who fell."""
        query = questions.lines(self._dialect, unit.kind, known_on is not None)
        return [Regel(*row) for row in await self._ask(query, unit, van=van, tot=day, known=known_on)]

    async def _ask(self, question: Prepared, unit: Eenheid, **values: Any) -> list[tuple[Any, ...]]:
        # One person has so few clients that a thread would take longer than the answer.
        aside = unit.soort is not Soort.FUNCTIONARIS
        values |= {"unit": unit.value, "within": unit.within}
        return (await question.run(self._connection, values, aside=aside)).rows


def _fared(row: Sequence[Any], n: int) -> Uitslag:
    naam, begin, eind, loopt = row
    return Uitslag(naam, begin, eind, bool(loopt), n)


def _numbers(values: Sequence[int], *, keyed: bool) -> list[int]:
    """What was counted; where record keys were added up too, each number has its own behind it."""
    if not keyed:
        return list(values)
    return [Keyed(n, key) for n, key in zip(values[::2], values[1::2], strict=True)]


def _groups(row: Sequence[Any], *, keyed: bool) -> tuple[Group, Group]:
    """Those who are alike and measured in time, and the others."""
    positie, groei, vrijstelling, lopend, inzet, inkomen = row[:6]
    current, n = _numbers(row[6:], keyed=keyed)
    one = Group(positie, groei, vrijstelling, lopend, inzet, inkomen, actueel=True, n=current)
    return one, one._replace(actueel=False, n=n - current)
