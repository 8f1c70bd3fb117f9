"""When people may be written to: on working days, by day, and when they themselves like it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from flows.days import day_in

Holiday = Callable[[date], bool]

OPENS, CLOSES = time(8), time(17)
_DAY, _MINUTE = timedelta(days=1), timedelta(minutes=1)
_SATURDAY = 5
_LONGEST_CLOSURE = 31


@dataclass(frozen=True, slots=True)
class Wishes:
    """When somebody likes to be written to, in local time: not before ``preferred``, and not while it is quiet.

    ``quiet`` runs from its first time until its second, over midnight when the second is earlier.
    """

    preferred: time | None = None
    quiet: tuple[time, time] | None = None


def refusal(wishes: Wishes) -> str | None:
    """Why these wishes cannot be kept, as a code; none when they can.

    ``preferred_outside``: not between 08:00 and 17:00 · ``quiet_always``: nothing of that day is left ·
    ``preferred_quiet``: the preferred time is in the quiet hours.
    """
    preferred = wishes.preferred
    if preferred is not None and not OPENS <= preferred < CLOSES:
        return "preferred_outside"
    if _first_minute(OPENS, wishes) is None:
        return "quiet_always"
    if preferred is not None and _quiet(preferred, wishes):
        return "preferred_quiet"
    return None


def next_moment(now: datetime, wishes: Wishes, holiday: Holiday, zone: tzinfo) -> datetime:
    """The first moment, from ``now`` on, at which somebody may be written to; in UTC.

    Wishes that cannot be kept are left out. Who is too late for the preferred time is written to at once. Raises
    ``ValueError`` when there is no working day within a month.
    """
    kept = wishes if refusal(wishes) is None else Wishes()
    here = now.astimezone(zone)
    today = day_in(zone, now)
    for day in _workdays(today, holiday):
        opens = kept.preferred or OPENS
        if day == today:
            opens = max(opens, here.time())
        start = _first_minute(opens, kept)
        if start is not None:
            return max(now.astimezone(UTC), moment_of(day, start, zone))
    raise AssertionError("unreachable")


def moment_of(day: date, clock: time, zone: tzinfo) -> datetime:
    """The moment, in UTC, at which a clock shows this time: the first where it does so twice.

    Where it never does, because summer time begins, the first moment after that.
    """
    wall = datetime.combine(day, clock)
    while True:
        moment = wall.replace(tzinfo=zone).astimezone(UTC)
        if moment.astimezone(zone).replace(tzinfo=None) == wall:
            return moment
        wall = wall.replace(second=0, microsecond=0) + _MINUTE


def is_workday(day: date, holiday: Holiday) -> bool:
    """Whether people are at work: not in a weekend, not on a public holiday."""
    return day.weekday() < _SATURDAY and not holiday(day)


def working_days_after(day: date, n: int, holiday: Holiday) -> date:
    """The ``n``-th working day after ``day``."""
    for _ in range(n):
        day = next(_workdays(day + _DAY, holiday))
    return day


def _workdays(day: date, holiday: Holiday) -> Iterator[date]:
    """The working days from ``day`` on; raises ``ValueError`` after a month without one."""
    closed = 0
    while closed <= _LONGEST_CLOSURE:
        if is_workday(day, holiday):
            closed = 0
            yield day
        closed += 1
        day += _DAY
    raise ValueError(f"no working day in the month before {day}")


def _quiet(clock: time, wishes: Wishes) -> bool:
    if wishes.quiet is None:
        return False
    begins, ends = wishes.quiet
    return begins <= clock < ends if begins < ends else not ends <= clock < begins


def _first_minute(clock: time, wishes: Wishes) -> time | None:
    """The first time from ``clock`` on, on the same day, that is within office hours and not quiet."""
    if _quiet(clock, wishes) and wishes.quiet is not None:
        clock = wishes.quiet[1] if clock < wishes.quiet[1] else time.max
    return clock if OPENS <= clock < CLOSES and not _quiet(clock, wishes) else None
