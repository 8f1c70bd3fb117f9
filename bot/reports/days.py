"""Days on a button: three or four letters for a day, and the periods that are asked for most."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.runtime.clock import AMSTERDAM
from flows.planning import add_months

_TODAY = "nu"
_FIRST = date(2000, 1, 1)
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_MOST = 40_000
_LONGEST = 4


class Span(StrEnum):
    """A period until today."""

    MONTH = "maand"
    QUARTER = "kwartaal"
    HALF = "half"
    YEAR = "jaar"
    TWO_YEARS = "twee"

    @property
    def months(self) -> int:
        """How long it is."""
        return {Span.MONTH: 1, Span.QUARTER: 3, Span.HALF: 6, Span.YEAR: 12, Span.TWO_YEARS: 24}[self]


@dataclass(frozen=True, slots=True)
class When:
    """The day a report is about, none for today; ``known`` asks what was known at the end of that day."""

    day: date | None = None
    known: date | None = None

    def on(self, today: date) -> tuple[date, datetime | None] | None:
        """The day, and until which moment something counts as known; none for what is still to come."""
        day = self.day or today
        if max(day, self.known or day) > today:
            return None
        return (day, None) if self.known is None else (min(day, self.known), end_of(self.known))


@dataclass(frozen=True, slots=True)
class Between:
    """Two days of one's own choice."""

    van: date
    tot: date


Period = Span | Between


def dates(period: Period, today: date) -> tuple[date, date] | None:
    """The first and the last day; none for what is no period until and with today."""
    if isinstance(period, Span):
        return add_months(today, -period.months), today
    return (period.van, period.tot) if period.van < period.tot <= today else None


def written(day: date) -> str:
    """A day as a button carries it."""
    number, letters = (day - _FIRST).days, ""
    while number > 0:
        number, digit = divmod(number, 36)
        letters = _DIGITS[digit] + letters
    return letters or "0"


def read(text: str) -> date:
    """The day that was written. Raises ``ValueError`` for what is no day."""
    if not text.isascii() or not text.isalnum() or len(text) > _LONGEST or int(text, 36) >= _MOST:
        raise ValueError("not a day")
    return _FIRST + timedelta(days=int(text, 36))


def read_when(text: str) -> When:
    """``nu``, a day, or a day and a day on which it was known."""
    day, _, known = text.partition("-")
    return When(None if day == _TODAY else read(day), read(known) if known else None)


def written_when(when: When) -> str:
    """As :func:`read_when` reads it."""
    day = _TODAY if when.day is None else written(when.day)
    return day if when.known is None else f"{day}-{written(when.known)}"


def read_period(text: str) -> Period:
    """``jaar``, ``kwartaal`` and so on, or two days."""
    if text in list(Span):
        return Span(text)
    first, _, last = text.partition("-")
    return Between(read(first), read(last))


def written_period(period: Period) -> str:
    """As :func:`read_period` reads it."""
    return period.value if isinstance(period, Span) else f"{written(period.van)}-{written(period.tot)}"


def end_of(day: date) -> datetime:
    """The last moment of a day where the people live."""
    return datetime.combine(day, time.max, AMSTERDAM)
