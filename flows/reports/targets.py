"""Targets in ladder terms: of a group of clients, so many or such a part of them rise in a period.

A target counts everybody it is about, so also who was never measured again: nobody knows yet what became of those.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from flows.doelen import Doel
from flows.planning import add_months
from flows.reports.counts import Count
from flows.reports.equations import Equation

# A longer way is told by the quarter.
_MONTHLY = 12


class Oordeel(StrEnum):
    """Whether a target was met; OPEN as long as what is still to come, or to be measured, may make the difference.

    ROND is too close to tell from numbers that were rounded.
    """

    GEHAALD = "GEHAALD"
    NIET_GEHAALD = "NIET_GEHAALD"
    OPEN = "OPEN"
    ROND = "ROND"


class Vervolg(NamedTuple):
    """Clients who stood alike when the period of a target began and fared alike, and how many they are (``n``).

    ``gestegen`` is the first day in the period on which they were measured on a higher trede; ``gemeten`` says that
    they were measured on any, ``weg`` that something followed, and only code 9.
    """

    trede: int
    groei: str
    gestegen: date | None
    gemeten: bool
    weg: bool
    n: int = 1


@dataclass(frozen=True, slots=True)
class Realisatie:
    """What came of a target: everybody it is about (``totaal``), divided into four."""

    totaal: Count
    gestegen: Count
    niet_gestegen: Count
    van_de_ladder: Count
    niet_gemeten: Count

    def equations(self) -> Iterator[Equation]:
        """What adds up to what."""
        parts = (("gestegen",), ("niet_gestegen",), ("van_de_ladder",), ("niet_gemeten",))
        yield Equation((("totaal",),), parts)


@dataclass(frozen=True, slots=True)
class Weg:
    """The way so far: how many had risen by each of some days."""

    gestegen: Mapping[date, Count]


def concerned(doel: Doel, rows: Iterable[Vervolg]) -> list[Vervolg]:
    """Those of the rows who stood where the target says."""
    return [each for each in rows if doel.trede in (None, each.trede) and doel.groei in (None, each.groei)]


def realise(doel: Doel, rows: Iterable[Vervolg]) -> Realisatie:
    """How those whom a target is about fared."""
    found = concerned(doel, rows)
    rose = sum(each.n for each in found if each.gestegen is not None)
    total, measured = sum(each.n for each in found), sum(each.n for each in found if each.gemeten)
    gone = sum(each.n for each in found if each.weg)
    return Realisatie(total, rose, measured - rose, gone, total - measured - gone)


def judge(doel: Doel, realisatie: Realisatie, *, ended: bool, within: int = 0) -> Oordeel | None:
    """Whether the target was met; none where nobody stood there, or too few to tell.

    It is met only when it holds whatever became of those who were not measured. Until the period ``ended`` anybody may
    still rise; after it, who was not seen to rise did not. Numbers may be off by ``within``, because they were rounded:
    then nothing is said that one of them could make untrue.
    """
    rose, total = realisatie.gestegen, realisatie.totaal
    if not total or (rose is None and not within):
        return None
    # How many rose is not told where it is fewer than are ever told.
    least, most = (0, within) if rose is None else (rose - within, rose + within)
    if doel.instrument and not ended:
        # More clients may be placed yet, so that only a count that was reached stays reached.
        return Oordeel.GEHAALD if doel.aantal is not None and least >= doel.aantal else Oordeel.OPEN
    if least >= doel.needed(total + within):
        return Oordeel.GEHAALD
    if total + within < doel.needed(max(total - within, 0)):
        return Oordeel.NIET_GEHAALD
    if not ended:
        return Oordeel.OPEN
    return Oordeel.NIET_GEHAALD if most < doel.needed(max(total - within, 0)) else Oordeel.ROND


def steps(period: tuple[date, date], until: date) -> list[date]:
    """The ends of months (of a long period, of quarters) up to ``until``, and that day itself."""
    van, tot = period
    step = 1 if add_months(van, _MONTHLY) > tot else 3
    ends, first = [], van.replace(day=1)
    for number in range(step, 1200, step):
        end = add_months(first, number) - timedelta(days=1)
        if end >= until:
            break
        ends.append(end)
    return [*ends, until]


def way(doel: Doel, rows: Iterable[Vervolg], period: tuple[date, date], until: date) -> Weg:
    """How far it was on the ends of months, and how far it is."""
    found = [each for each in concerned(doel, rows) if each.gestegen is not None]
    return Weg(
        {
            day: sum(each.n for each in found if each.gestegen is not None and each.gestegen <= day)
            for day in steps(period, until)
        }
    )


def straight(doel: Doel, totaal: int, period: tuple[date, date], day: date) -> int:
    """How many would have risen by a day, if as many rose on every day of the period."""
    van, tot = period
    return round(doel.needed(totaal) * ((day - van).days + 1) / ((tot - van).days + 1))
