"""One group beside others: where its clients stand, and how they moved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flows.ladder import TREDEN
from flows.reports.caseload import Caseload
from flows.reports.counts import Count
from flows.reports.movement import Beweging

# From here on somebody takes part with others at least once a week, in an organised form, unpaid or paid.
TAKES_PART = 3


@dataclass(frozen=True, slots=True)
class Groepsregel:
    """What is told of one group; ``doet_mee`` stand on trede 3 or higher."""

    op_ladder: Count
    actueel: Count
    doet_mee: Count
    treden: Mapping[int, Count]
    gestegen: Count
    gelijk: Count
    gedaald: Count


def group_line(caseload: Caseload, beweging: Beweging) -> Groepsregel:
    """The line of a group, from its exact numbers."""
    return Groepsregel(
        op_ladder=caseload.op_ladder,
        actueel=caseload.actueel,
        doet_mee=sum(caseload.treden[trede] or 0 for trede in TREDEN if trede >= TAKES_PART),
        treden=caseload.treden,
        gestegen=beweging.gestegen,
        gelijk=beweging.gelijk,
        gedaald=beweging.gedaald,
    )
