"""Dates of the next meetmoment: planned and ultimate, in whole calendar months from the day of the last one."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from flows.gemeente import Options
from flows.ladder import UIT_BEELD


@dataclass(frozen=True, slots=True)
class Termijn:
    """When the next measurement of a client is due; whoever measures may let its reminders doze a while.

    ``gepland`` is past ``uiterste`` only where somebody gave a reason for that.
    """

    gepland: date
    uiterste: date
    sluimert_tot: date | None = None

    def verlopen(self, day: date) -> bool:
        """Whether the measurement should have been there before this day."""
        return self.uiterste < day


def add_months(day: date, months: int) -> date:
    """The same day ``months`` later, or the last day of a shorter month.

    Add to the first day, not to a day that was added to before: the end of February would stick.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def next_termijn(datum: date, positie: int, options: Options, chosen: date | None = None) -> Termijn | None:
    """When to measure again after a measurement on ``datum``; none for who is out of sight (code 9).

    A ``chosen`` day goes before the municipality's interval, unless the measurement itself has overtaken it;
    neither passes the ultimate day.
    """
    if positie == UIT_BEELD:
        return None
    last = add_months(datum, options.uiterste_maanden)
    if chosen is None or chosen <= datum:
        chosen = add_months(datum, options.interval(positie))
    return Termijn(min(chosen, last), last)
