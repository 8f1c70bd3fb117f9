"""Targets in ladder terms: so many percent of those on a trede rise within a year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from flows.doelen import Doel
from flows.reports.counts import Count
from flows.reports.equations import Equation
from flows.reports.forecast import Prognoseklasse, Verloop, outcome


class Oordeel(StrEnum):
    """Whether a target was met; open while those who can still rise may make the difference."""

    GEHAALD = "GEHAALD"
    NIET_GEHAALD = "NIET_GEHAALD"
    OPEN = "OPEN"


@dataclass(frozen=True, slots=True)
class Realisatie:
    """What came of a target: so many rose in time, of those measured since; of ``open`` the year still runs."""

    gestegen: Count
    beoordeeld: Count
    open: Count

    def equations(self) -> Iterator[Equation]:
        """What adds up to what."""
        yield Equation((("beoordeeld",),), (("gestegen",),), rest=True)


def realise(doel: Doel, verlopen: Iterable[Verloop]) -> Realisatie:
    """How those whom a target is about fared."""
    found = outcome(each for each in verlopen if (each.trede, each.groei) == (doel.trede, doel.groei))
    return Realisatie(
        gestegen=found.klassen[Prognoseklasse.UITGEKOMEN],
        beoordeeld=found.beoordeeld,
        open=found.klassen[Prognoseklasse.OPEN],
    )


def judge(doel: Doel, realisatie: Realisatie) -> Oordeel | None:
    """Whether the target was met; none where nobody stood there, or a number is hidden."""
    rose, judged, still = realisatie.gestegen, realisatie.beoordeeld, realisatie.open
    if rose is None or judged is None or still is None or not judged + still:
        return None
    needed = doel.procent * (judged + still)
    if 100 * rose >= needed:
        return Oordeel.GEHAALD
    return Oordeel.OPEN if 100 * (rose + still) >= needed else Oordeel.NIET_GEHAALD
