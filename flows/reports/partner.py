"""What came of placements in an instrument, per contractpartner or per instrument.

A gross result: nobody knows how these clients would have fared without it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from flows.ladder import TREDEN, UIT_BEELD
from flows.reports.counts import Count
from flows.reports.equations import Equation, within

MEASURED_WITHIN_DAYS = 90


class Resultaat(StrEnum):
    """Where a client stands after a placement, compared with before; not measured at the start goes first."""

    GESTEGEN = "GESTEGEN"
    GELIJK = "GELIJK"
    GEDAALD = "GEDAALD"
    UIT = "UIT"
    BEGIN_NIET_GEMETEN = "BEGIN_NIET_GEMETEN"
    EIND_NIET_GEMETEN = "EIND_NIET_GEMETEN"


class Plaatsing(NamedTuple):
    """A client in an instrument, carried out by a partner; ``tot`` is the last day, none while it runs."""

    client: str
    instrument: str
    partner: str | None
    van: date
    tot: date | None


# The day and the position of a meetmoment that counts.
Gemeten = tuple[date, int]


@dataclass(frozen=True, slots=True)
class Opbrengst:
    """The results of one partner or instrument; a client may have been placed more than once."""

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


def in_period(plaatsing: Plaatsing, van: date, tot: date) -> bool:
    """Whether a placement ended after ``van``, or still ran, up to and with ``tot``."""
    return plaatsing.van <= tot and (plaatsing.tot is None or plaatsing.tot > van)


def begin_position(plaatsing: Plaatsing, history: Iterable[Gemeten], days: int = MEASURED_WITHIN_DAYS) -> int | None:
    """The position when a placement began: the last one measured by then, unless it was too long before."""
    earliest = plaatsing.van - timedelta(days)
    return max(((day, positie) for day, positie in history if earliest <= day <= plaatsing.van), default=(None, None))[
        1
    ]


def end_position(
    plaatsing: Plaatsing, history: Iterable[Gemeten], tot: date, days: int = MEASURED_WITHIN_DAYS
) -> int | None:
    """The position after a placement that ended by ``tot``: the first one measured from then on, unless too late.

    Of a placement that still runs it is the last position measured since it began.
    """
    if plaatsing.tot is None or plaatsing.tot > tot:
        return max(((day, positie) for day, positie in history if plaatsing.van < day <= tot), default=(None, None))[1]
    latest = plaatsing.tot + timedelta(days)
    return min(((day, positie) for day, positie in history if plaatsing.tot <= day <= latest), default=(None, None))[1]


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


def effect(
    placed: Iterable[tuple[Plaatsing, Sequence[Gemeten]]],
    van: date,
    tot: date,
    by: Callable[[Plaatsing], str | None],
    days: int = MEASURED_WITHIN_DAYS,
) -> Effect:
    """The results of placements between two dates, each with the history of its client; ``by`` none is left out."""
    clients: dict[str, set[str]] = {}
    results: dict[str, Counter[str]] = {}
    for plaatsing, history in placed:
        name = by(plaatsing)
        if name is not None and in_period(plaatsing, van, tot):
            begin, end = begin_position(plaatsing, history, days), end_position(plaatsing, history, tot, days)
            clients.setdefault(name, set()).add(plaatsing.client)
            results.setdefault(name, Counter())[classify_placement(begin, end)] += 1
    return Effect({name: _result(clients[name], results[name]) for name in sorted(results)})


def _result(clients: set[str], results: Counter[str]) -> Opbrengst:
    return Opbrengst(len(clients), results.total(), {each: results[each] for each in Resultaat})
