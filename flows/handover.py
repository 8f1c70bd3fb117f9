"""Handing clients over: from whom to whom, from which day, and when that cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from flows.people import Functionaris, Right
from flows.planning import add_months
from flows.values import Rejected

_MOST_MONTHS = 12


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


def may_hand_over(giver: str, receiver: Functionaris | None, datum: date, today: date) -> Rejected | None:
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


def spread(clients: Iterable[str], caseloads: Mapping[str, int]) -> dict[str, str]:
    """Who gets which client, so that what everybody has then differs as little as can be.

    ``caseloads`` says how many each receiver has now; where two have as few, the first one named gets the client.
    """
    sizes = dict(caseloads)
    given = {}
    for client in dict.fromkeys(clients):
        receiver = min(sizes, key=lambda who: sizes[who])
        given[client] = receiver
        sizes[receiver] += 1
    return given
