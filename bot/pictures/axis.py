"""Time from left to right: where a day stands and which days get a word under the axis."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

# Shorter histories keep this much room, or two days a week apart would fill the picture.
SHORTEST = timedelta(days=62)
_MONTHS = (1, 2, 3, 6)
_YEARS = (1, 2, 5, 10, 20)
_ROOM_FOR_MONTH = 64
_ROOM_FOR_YEAR = 42


@dataclass(frozen=True, slots=True)
class Tick:
    """A word under the axis."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """Days between ``first`` and ``last`` on the pixels between ``left`` and ``right``."""

    first: date
    last: date
    left: float
    right: float

    @classmethod
    def over(cls, first: date, until: date, *, left: float, right: float) -> TimeAxis:
        """The axis from the first meetmoment until today, never shorter than two months."""
        return cls(min(first, until - SHORTEST), until, left, right)

    def x(self, day: date) -> float:
        """Where ``day`` stands, in tenths of a pixel."""
        return round(self.left + (day - self.first).days * self._pixels_per_day, 1)

    def ticks(self, month: Callable[[date], str]) -> list[Tick]:
        """Years where they fit, months in a history too short for two years."""
        if self.last.year - self.first.year >= 2:
            return [Tick(self.x(day), str(day.year)) for day in self._starts(self._year_step() * 12)]
        return [Tick(self.x(day), month(day)) for day in self._starts(self._month_step())]

    @property
    def _pixels_per_day(self) -> float:
        return (self.right - self.left) / (self.last - self.first).days

    def _year_step(self) -> int:
        fits = (years for years in _YEARS if years * 365 * self._pixels_per_day >= _ROOM_FOR_YEAR)
        return next(fits, 50)

    def _month_step(self) -> int:
        fits = (months for months in _MONTHS if months * 30 * self._pixels_per_day >= _ROOM_FOR_MONTH)
        return next(fits, 12)

    def _starts(self, months: int) -> Iterator[date]:
        """First days of a month on the axis, ``months`` apart and counted from January of year 0."""
        for number in range(self.first.year * 12, self.last.year * 12 + 12):
            day = date(number // 12, number % 12 + 1, 1)
            if number % months == 0 and self.first <= day <= self.last:
                yield day
