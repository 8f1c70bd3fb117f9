"""When a Dutch town hall works, so that no demo meetmoment falls on a Sunday or at Easter."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from random import Random

from dateutil.easter import easter

from bot.demo.records import AMSTERDAM

_SATURDAY = 5
# Counted from Easter Sunday: Good Friday, Easter Monday, Ascension Day, the Friday after it, Whit Monday.
_AROUND_EASTER = (-2, 1, 39, 40, 50)
_FIXED = ((1, 1), (4, 27), (12, 25), (12, 26))
_OPENS, _CLOSES = 8 * 60 + 30, 16 * 60 + 30


@cache
def _closed(year: int) -> frozenset[date]:
    moving = {easter(year) + timedelta(days=days) for days in _AROUND_EASTER}
    return frozenset(moving | {date(year, month, day) for month, day in _FIXED})


def is_workday(day: date) -> bool:
    """Whether people are at work: not in a weekend, not on a public holiday."""
    return day.weekday() < _SATURDAY and day not in _closed(day.year)


def workday_from(day: date) -> date:
    """``day``, or the first workday after it."""
    while not is_workday(day):
        day += timedelta(days=1)
    return day


def workday_until(day: date) -> date:
    """``day``, or the last workday before it."""
    while not is_workday(day):
        day -= timedelta(days=1)
    return day


def later(day: date, months: float, slack: int = 0) -> date:
    """A workday some months on; ``slack`` is how many days it comes late."""
    return workday_from(day + timedelta(days=round(months * 30.44) + slack))


def office_hour(rng: Random, day: date) -> datetime:
    """A moment within office hours on ``day``, with half an hour to spare for what follows."""
    minute = rng.randrange(_OPENS, _CLOSES)
    return datetime(day.year, day.month, day.day, minute // 60, minute % 60, rng.randrange(60), tzinfo=AMSTERDAM)
