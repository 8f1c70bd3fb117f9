"""What came of placements in an instrument, per contractpartner or per instrument.

A gross result: nobody knows how these clients would have fared without it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from flows.ladder import TREDEN, UIT_BEELD
from flows.reports.counts import Count
from flows.reports.equations import Equation, within
from flows.reports.publishing import Keyed

MEASURED_WITHIN_DAYS = 90


class Resultaat(StrEnum):
    """Where a client stands after a placement, compared with before; not measured at the start goes first."""

    GESTEGEN = "GESTEGEN"
    GELIJK = "GELIJK"
    GEDAALD = "GEDAALD"
    UIT = "UIT"
    BEGIN_NIET_GEMETEN = "BEGIN_NIET_GEMETEN"
    EIND_NIET_GEMETEN = "EIND_NIET_GEMETEN"


class Uitslag(NamedTuple):
    """Placements with the same partner or instrument (``naam``) that went alike, and how many they are (``n``).

    ``begin`` is the position when they began, ``eind`` the one after they ended, or the last one since they began
    while they run; none for what was measured too long before or after, or not at all.
    """

    naam: str
    begin: int | None
    eind: int | None
    n: int


@dataclass(frozen=True, slots=True)
class Opbrengst:
    """The results of one partner or instrument; a client may have been placed more than once.

    For readers outside the team every number is one of clients, and ``plaatsingen`` are not told.
    """

    clienten: Count
    plaatsingen: Count
    resultaat: Mapping[str, Count]


@dataclass(frozen=True, slots=True)
class Effect:
    """The results of every partner or instrument."""

    per: Mapping[str, Opbrengst]

    def equations(self) -> Iterator[Equation]:
        """What adds up to what."""
        for name in self.per:
            results = Equation((("plaatsingen",),), tuple(("resultaat", each) for each in Resultaat))
            yield from within(("per", name), [results, Equation((("plaatsingen",),), (("clienten",),), rest=True)])


def classify_placement(begin: int | None, end: int | None) -> Resultaat:
    """What a placement came to; a client with code 0 has not been measured as far as the ladder goes."""
    if begin is None or begin not in TREDEN:
        return Resultaat.BEGIN_NIET_GEMETEN
    if end == UIT_BEELD:
        return Resultaat.UIT
    if end is None or end not in TREDEN:
        return Resultaat.EIND_NIET_GEMETEN
    if begin == end:
        return Resultaat.GELIJK
    return Resultaat.GESTEGEN if end > begin else Resultaat.GEDAALD


def per_client(placed: Iterable[tuple[str, Uitslag]]) -> tuple[list[Uitslag], dict[str, int]]:
    """Each client once for every result, and once for every partner or instrument: clients, and no placements."""
    results: dict[tuple[str, str, str], Uitslag] = {}
    clients: dict[tuple[str, str], int] = {}
    for client, each in placed:
        results[each.naam, classify_placement(each.begin, each.eind), client] = each
        clients[each.naam, client] = each.n
    counted: Counter[str] = Counter()
    for (naam, _), n in clients.items():
        counted[naam] += n
    return list(results.values()), dict(counted)


def effect(uitslagen: Iterable[Uitslag], clienten: Mapping[str, int]) -> Effect:
    """The results of placements; ``clienten`` says how many clients each partner or instrument had."""
    results: dict[str, Counter[str]] = {}
    for naam, begin, eind, n in uitslagen:
        results.setdefault(naam, Counter())[classify_placement(begin, eind)] += n
    return Effect({naam: _result(clienten[naam], results[naam]) for naam in sorted(results)})


def _result(clienten: int, results: Counter[str]) -> Opbrengst:
    placed = None if isinstance(clienten, Keyed) else results.total()
    return Opbrengst(clienten, placed, {each: results[each] for each in Resultaat})
