"""The Dutch public holidays, on which nobody works and nobody is written to."""

from __future__ import annotations

from datetime import date
from functools import cache

from holidays import country_holidays


def holiday(day: date) -> bool:
    """Whether ``day`` is a public holiday. The first time takes half a second: the library reads every country."""
    return day in _holidays(day.year)


@cache
def _holidays(year: int) -> frozenset[date]:
    return frozenset(country_holidays("NL", years=year))
