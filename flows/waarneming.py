"""Who takes over from whom, for the time of a leave or for good, and when that cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from flows.people import Functionaris, Right, Rol
from flows.planning import add_months
from flows.values import Rejected

_MOST_MONTHS = 12
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Afwezigheid:
    """A leave, from ``van`` and (exclusive) until ``tot``, in which ``vervanger`` sees and measures the caseload."""

    id: str
    functionaris: str
    vervanger: str
    van: date
    tot: date

    @property
    def last(self) -> date:
        """The last day, as people say it."""
        return self.tot - _DAY


class OverdrachtStatus(StrEnum):
    """What became of a request to take clients over; who does not answer before its day has let it lapse."""

    GEVRAAGD = "gevraagd"
    AANVAARD = "aanvaard"
    GEWEIGERD = "geweigerd"
    INGETROKKEN = "ingetrokken"


@dataclass(frozen=True, slots=True)
class Overdracht:
    """One client, or without ``client`` a whole caseload, that goes from ``van`` to ``aan`` on ``datum``."""

    id: str
    van: str
    aan: str
    client: str | None
    datum: date
    status: OverdrachtStatus = OverdrachtStatus.GEVRAAGD
    besloten: datetime | None = None

    def waits(self, today: date) -> bool:
        """Whether it can still be accepted."""
        return self.status is OverdrachtStatus.GEVRAAGD and today <= self.datum


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
    """Why ``substitute`` cannot take over from ``who`` during a leave; none when they can.

    ``known`` are the leaves that were arranged before. Nobody is away twice, and nobody substitutes while away:
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
    for leave in known:
        if leave.van < tot and van < leave.tot:
            if leave.functionaris == who.id:
                return Rejected("away_already")
            if leave.functionaris == substitute.id:
                return Rejected("substitute_away")
            if leave.vervanger == who.id:
                return Rejected("substitutes_then")
    return None


def may_transfer(giver: str, receiver: Functionaris | None, datum: date, today: date) -> Rejected | None:
    """Why clients cannot go from ``giver`` to ``receiver`` on a day; none when they can."""
    last = add_months(today, _MOST_MONTHS)
    if receiver is None:
        return Rejected("gone")
    if receiver.id == giver:
        return Rejected("transfer_self")
    if not receiver.may(Right.MEASURE):
        return Rejected("cannot_measure")
    if datum < today:
        return Rejected("too_early", {"first": today})
    return Rejected("too_late", {"last": last}) if datum > last else None


def spread(clients: Iterable[str], receivers: Sequence[str]) -> Mapping[str, str]:
    """Who gets which client: each as many as the others, or one more for who comes first."""
    return {client: receivers[number % len(receivers)] for number, client in enumerate(dict.fromkeys(clients))}
