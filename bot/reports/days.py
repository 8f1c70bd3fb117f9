"""Days on a button: three or four letters for a day, and the periods that are asked for most."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from bot.runtime.clock import AMSTERDAM
from flows.planning import add_months

TODAY, YEAR = "nu", "jaar"
_FIRST = date(2000, 1, 1)
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_MOST = 40_000
PERIODS = {"maand": 1, "kwartaal": 3, "half": 6, YEAR: 12, "twee": 24}


def written(day: date) -> str:
    """A day as a button carries it."""
    number, letters = (day - _FIRST).days, ""
    while number > 0:
        number, digit = divmod(number, 36)
        letters = _DIGITS[digit] + letters
    return letters or "0"


def read(text: str, today: date) -> date | None:
    """The day that was written; none for what is no day, or still to come."""
    if text == TODAY:
        return today
    if not text.isascii() or not text.isalnum() or len(text) > 4:
        return None
    number = int(text, 36)
    day = _FIRST + timedelta(days=number) if number < _MOST else None
    return day if day is not None and day <= today else None


def when(text: str, today: date) -> tuple[date, datetime | None] | None:
    """A day, and after a hyphen the day as known on which it is asked about: nothing after it was known then."""
    day, _, known = text.partition("-")
    first = read(day, today)
    if not known:
        return None if first is None else (first, None)
    last = read(known, today)
    return None if first is None or last is None else (min(first, last), end_of(last))


def period(text: str, today: date) -> tuple[date, date] | None:
    """``jaar``, ``kwartaal`` and so on until today, or two days."""
    if text in PERIODS:
        return add_months(today, -PERIODS[text]), today
    first, _, last = text.partition("-")
    van, tot = read(first, today), read(last, today) if last else None
    return (van, tot) if van is not None and tot is not None and van < tot else None


def end_of(day: date) -> datetime:
    """The last moment of a day where the people live."""
    return datetime.combine(day, time.max, AMSTERDAM)
