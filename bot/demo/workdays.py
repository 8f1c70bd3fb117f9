"""When a Dutch town hall works, so that no demo meetmoment falls on a Sunday or at Easter."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

from bot.demo.records import AMSTERDAM
from bot.planning.holidays import holiday
from flows import agenda

_DAY = timedelta(days=1)
_THURSDAY = 3
_OPENS, _CLOSES = 8 * 60 + 30, 16 * 60 + 30


def _closed(day: date) -> bool:
    """A holiday, or the Friday after one."""
    return holiday(day) or ((day - _DAY).weekday() == _THURSDAY and holiday(day - _DAY))


def is_workday(day: date) -> bool:
    """Whether people are at work: not in a weekend, not on a public holiday."""
    return agenda.is_workday(day, _closed)


def workday_from(day: date) -> date:
    """``day``, or the first workday after it."""
    while not is_workday(day):
        day += _DAY
    return day


def workday_until(day: date) -> date:
    """``day``, or the last workday before it."""
    while not is_workday(day):
        day -= _DAY
    return day


def later(day: date, months: float, slack: int = 0) -> date:
    """A workday some months on; ``slack`` is how many days it comes late."""
    return workday_from(day + timedelta(days=round(months * 30.44) + slack))


def office_hour(rng: Random, day: date) -> datetime:
    """A moment within office hours on ``day``, with half an hour to spare for what follows."""
    minute = rng.randrange(_OPENS, _CLOSES)
    return datetime(day.year, day.month, day.day, minute // 60, minute % 60, rng.randrange(60), tzinfo=AMSTERDAM)
