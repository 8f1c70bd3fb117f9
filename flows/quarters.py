"""The quarters of a year, as councils are reported to."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from flows.planning import add_months

_WRITTEN = re.compile(r"((?:19|20|21)[0-9]{2})-?[qQkK]?([1-4])")


class Quarter(NamedTuple):
    """One of the four quarters of a year."""

    year: int
    number: int

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return add_months(self.first, 3) - timedelta(days=1)

    @property
    def before(self) -> Quarter:
        """The one before it."""
        return Quarter(self.year - 1, 4) if self.number == 1 else Quarter(self.year, self.number - 1)

    @property
    def after(self) -> Quarter:
        """The one after it."""
        return Quarter(self.year + 1, 1) if self.number == 4 else Quarter(self.year, self.number + 1)

    def __str__(self) -> str:
        """``2026-3``."""
        return f"{self.year}-{self.number}"


def read_quarter(text: str) -> Quarter | None:
    """``2026-3`` or ``2026-Q3``; none for anything else."""
    found = _WRITTEN.fullmatch(text.strip())
    return Quarter(int(found[1]), int(found[2])) if found else None


def last_quarter(today: date) -> Quarter:
    """The last one that is over: its last day is ``today`` or was before."""
    running = Quarter(today.year, (today.month + 2) // 3)
    return running if running.last == today else running.before
