"""The first placing of everyone on the ladder: so many of so many."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flows.reports.caseload import Caseload
from flows.reports.counts import Count
from flows.reports.equations import Equation


@dataclass(frozen=True, slots=True)
class Inschaling:
    """``geplaatst`` stand on a trede, of ``in_beeld`` who are not out of sight."""

    geplaatst: Count
    in_beeld: Count

    def equations(self) -> Iterator[Equation]:
        """What adds up to what."""
        yield Equation((("in_beeld",),), (("geplaatst",),), rest=True)


def placing(caseload: Caseload) -> Inschaling:
    """How far the first placing is."""
    return Inschaling(geplaatst=caseload.op_ladder, in_beeld=caseload.in_beeld)
