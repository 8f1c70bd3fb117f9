"""Targets in ladder terms: of a group of clients, so many or such a part of them rise in a period.

A target counts everybody it is about, so also who was never measured again: nobody knows yet what became of those.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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
    """Whether a target was met; open as long as what is still to come, or to be measured, may make the difference."""

    GEHAALD = "GEHAALD"
    NIET_GEHAALD = "NIET_GEHAALD"
    OPEN = "OPEN"


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


class Stap(NamedTuple):
    """How many had risen by a day, and how many should have on a straight line from the first day to the last."""

    dag: date
    gestegen: Count
    rechte_lijn: int


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


def judge(doel: Doel, realisatie: Realisatie, *, ended: bool) -> Oordeel | None:
    """Whether the target was met; none where nobody stood there, or a number is hidden.

    It is met only when it holds whatever became of those who were not measured. Until the period ``ended`` anybody may
    still rise; after it, who was not seen to rise did not.
    """
    rose, total = realisatie.gestegen, realisatie.totaal
    if rose is None or total is None or (doel.aantal is None and not total):
        return None
    needed = doel.needed(total)
    if rose >= needed:
        return Oordeel.GEHAALD
    return Oordeel.NIET_GEHAALD if ended or total < needed else Oordeel.OPEN


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


def way(doel: Doel, rows: Sequence[Vervolg], period: tuple[date, date], until: date) -> list[Stap]:
    """How far it was on the way, and how far it would have been if as many had risen on every day."""
    found = concerned(doel, rows)
    needed = doel.needed(sum(each.n for each in found))
    van, tot = period
    whole = (tot - van).days + 1
    return [
        Stap(
            day,
            sum(each.n for each in found if each.gestegen is not None and each.gestegen <= day),
            round(needed * ((day - van).days + 1) / whole),
        )
        for day in steps(period, until)
    ]
