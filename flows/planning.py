"""Dates of the next meetmoment: planned and ultimate, in whole calendar months."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

ULTIMATE_MONTHS = 12


def add_months(day: date, months: int) -> date:
    """The same day ``months`` later, or the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def ultimate(datum: date) -> date:
    """The last day on which the next measurement is still in time."""
    return add_months(datum, ULTIMATE_MONTHS)
