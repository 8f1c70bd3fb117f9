"""Which day it is: a moment is kept in UTC, and a day is the one of the clock on the wall where the people live."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)


@cache
def amsterdam() -> ZoneInfo:
    """The zone of everybody who works with Meetlat."""
    return ZoneInfo("Europe/Amsterdam")


def day_in(zone: tzinfo, moment: datetime) -> date:
    """The day that a moment falls on in a zone; raises ``ValueError`` for one of which the zone is not known."""
    if moment.tzinfo is None:
        raise ValueError("a moment must be aware")
    return moment.astimezone(zone).date()


def local_day(moment: datetime) -> date:
    """The day that a moment falls on where the people live."""
    return day_in(amsterdam(), moment)


def begins(day: date) -> datetime:
    """The first moment of a day where the people live, in UTC."""
    return datetime.combine(day, time(), amsterdam()).astimezone(UTC)


def ends(day: date) -> datetime:
    """The moment at which a day is over where the people live, in UTC; the first one of the next."""
    return begins(day + _DAY)
