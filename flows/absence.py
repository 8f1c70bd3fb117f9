"""Absence: who is away until when, who stands in meanwhile, and when that cannot be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from flows.people import Functionaris, Right, Rol
from flows.planning import add_months
from flows.values import Rejected

_MOST_MONTHS = 12
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Afwezigheid:
    """An absence, from ``van`` and (exclusive) until ``tot``, in which ``vervanger`` sees and measures the caseload."""

    id: str
    functionaris: str
    vervanger: str
    van: date
    tot: date

    @property
    def last(self) -> date:
        """The last day, as people say it."""
        return self.tot - _DAY


def may_be_away(first: date, last: date, today: date) -> Rejected | None:
    """Why there cannot be an absence of which these are the first and the last day; none when there can.

    ``too_early`` with the ``first`` day that can be, ``ends_first``, or ``too_late`` with the ``last``: a year ahead.
    """
    furthest = add_months(today, _MOST_MONTHS)
    if first < today:
        return Rejected("too_early", {"first": today})
    if last < first:
        return Rejected("ends_first")
    return Rejected("too_late", {"last": furthest}) if last > furthest else None


def may_substitute(
    who: Functionaris, substitute: Functionaris | None, van: date, tot: date, known: Iterable[Afwezigheid]
) -> Rejected | None:
    """Why ``substitute`` cannot take over from ``who`` during an absence; none when they can.

    ``known`` are the absences that were arranged before. Nobody is away twice, and nobody substitutes while away:
    so there are no chains. ``gone`` is somebody without access; an invoerder works for another organisation.
    """
    if substitute is None:
        return Rejected("gone")
    if substitute.id == who.id:
        return Rejected("substitute_self")
    if not substitute.may(Right.MEASURE):
        return Rejected("cannot_measure")
    if substitute.rol is Rol.INVOERDER:
        return Rejected("substitute_external")
    for absence in known:
        if absence.van < tot and van < absence.tot:
            if absence.functionaris == who.id:
                return Rejected("away_already")
            if absence.functionaris == substitute.id:
                return Rejected("substitute_away")
            if absence.vervanger == who.id:
                return Rejected("substitutes_then")
    return None
