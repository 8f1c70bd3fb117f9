"""Another day for the next measurement: what may be chosen, and what an event proposes."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from flows.planning import Termijn, add_months
from flows.values import Accepted, Rejected, Verdict

_MOST_MONTHS = 12
_SOON = timedelta(days=14)


class Uitstel(StrEnum):
    """Why a measurement may come after its ultimate date; chosen, never written, and never about health."""

    GEEN_CONTACT = "geen_contact"
    AFSPRAAK_VERZET = "afspraak_verzet"
    TIJDELIJK_WEG = "tijdelijk_weg"
    INSTRUMENT_LOOPT = "instrument_loopt"
    ANDERS = "anders"


class Aanleiding(StrEnum):
    """What happens to a client that makes it worth measuring sooner."""

    INSTRUMENT_GESTART = "instrument_gestart"
    INSTRUMENT_GEEINDIGD = "instrument_geeindigd"
    EXAMEN_GEHAALD = "examen_gehaald"
    CONTRACT_GETEKEND = "contract_getekend"
    CONTRACT_GEEINDIGD = "contract_geeindigd"
    UITKERING_GESTART = "uitkering_gestart"
    UITKERING_GEEINDIGD = "uitkering_geeindigd"
    ONTHEFFING_GEWIJZIGD = "ontheffing_gewijzigd"
    VERHUISD = "verhuisd"


def may_replan(day: date, termijn: Termijn, today: date, reason: Uitstel | None = None) -> Verdict:
    """Whether ``day`` can be the planned day: not in the past, past the ultimate date only with a reason.

    Refused as ``too_early`` with the ``first`` day that can be, or as ``too_late`` (more than a year ahead) or
    ``reason_needed`` with the ``last``. A day that is sooner than what was planned never needs a reason.
    """
    last = add_months(today, _MOST_MONTHS)
    if day < today:
        return Rejected("too_early", {"first": today})
    if day > last:
        return Rejected("too_late", {"last": last})
    if reason is None and day > max(termijn.gepland, termijn.uiterste):
        return Rejected("reason_needed", {"last": termijn.uiterste})
    return Accepted(day.isoformat())


def propose(termijn: Termijn, today: date) -> date | None:
    """The planned day that an :class:`Aanleiding` proposes: within two weeks; none when that is not sooner."""
    day = today + _SOON
    if today <= termijn.uiterste:
        day = min(day, termijn.uiterste)
    return day if day < termijn.gepland else None
