"""When somebody is reminded of a measurement: the stages before its dates, on them and after them.

What still has to be said is one day: the first on which something was left unsaid. Whoever hears the newest
stage needs none of the earlier ones, so that after a week of silence everything is said once.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from flows.planning import Termijn

_DAY, _WEEK, _TWO_WEEKS, _NEAR = (timedelta(days=days) for days in (1, 7, 14, 30))


class Stap(StrEnum):
    """A stage, the more urgent ones last; ``TEAMLEIDER`` is for the team lead, the others are for who measures."""

    VOORAF = "vooraf"
    GEPLAND = "gepland"
    UITERSTE_30 = "uiterste_30"
    UITERSTE_7 = "uiterste_7"
    VERLOPEN = "verlopen"
    WEKELIJKS = "wekelijks"
    TEAMLEIDER = "teamleider"


class Melding(NamedTuple):
    """What is said on one day: to who measures, and to the team lead."""

    klantmanager: Stap | None = None
    teamleider: Stap | None = None


def stage_on(termijn: Termijn, day: date) -> Stap | None:
    """The newest stage reached on ``day`` for who measures; none before the first, and while it dozes."""
    if termijn.sluimert_tot is not None and day < termijn.sluimert_tot:
        return None
    reached = _reached(termijn, day)
    return None if reached is None else reached[1]


def due(termijn: Termijn, since: date, day: date) -> Melding:
    """What to say on ``day`` when nothing was said from ``since`` on; the team lead hears of a client once."""
    reached, dozes_until = _reached(termijn, day), termijn.sluimert_tot
    said = None
    if reached is not None and (dozes_until is None or dozes_until <= day):
        woken = dozes_until is not None and since <= dozes_until
        said = reached[1] if woken or since <= reached[0] else None
    escalates = since <= last_day(termijn) + _TWO_WEEKS <= day
    return Melding(said, Stap.TEAMLEIDER if escalates else None)


def next_from(termijn: Termijn, day: date) -> date:
    """The first day, from ``day`` on, on which something new is to be said."""
    dozes_until = termijn.sluimert_tot
    coming = _coming(termijn, day)
    if dozes_until is not None and day <= dozes_until and _reached(termijn, dozes_until) is not None:
        coming = dozes_until
    escalation = last_day(termijn) + _TWO_WEEKS
    return min(coming, escalation) if day <= escalation else coming


def next_after(termijn: Termijn, day: date) -> date:
    """The day of the next reminder when on ``day`` everything due was said."""
    return next_from(termijn, day + _DAY)


def first_day(termijn: Termijn, day: date) -> date:
    """The day of the first reminder of a termijn that was set or moved on ``day``.

    Who sets a date knows what it is close to, and hears of it on the next stage. Where the planned day has come
    already (a measurement dated back, or taken over from elsewhere), the newest stage waits to be said.
    """
    return next_after(termijn, day) if day < termijn.gepland else min(when for when, _ in _stages(termijn))


def after_snooze(termijn: Termijn, waiting: date, today: date) -> date:
    """The day of the next reminder when ``today`` the termijn began to doze; ``waiting`` was that day before."""
    return next_from(termijn, min(waiting, today + _DAY))


def after_waking(termijn: Termijn, waiting: date, today: date) -> date:
    """The day of the next reminder when ``today`` it was woken: who does so knows of the stages until now.

    ``waiting`` was that day before; what should have been said by today still is.
    """
    return waiting if waiting <= today else next_after(replace(termijn, sluimert_tot=None), today)


def latest_snooze(termijn: Termijn, today: date) -> date:
    """Until which day a reminder may doze: two weeks, but not past the last day while that is still to come."""
    latest, end = today + _TWO_WEEKS, last_day(termijn)
    return min(latest, end) if today < end else latest


def stop_day(termijn: Termijn, today: date) -> date | None:
    """Until which day reminders may be stopped: the last day, when nobody is forgotten; none once that has come."""
    end = last_day(termijn)
    return end if today < end else None


def stopped(termijn: Termijn) -> bool:
    """Whether reminders doze for as long as they may be stopped."""
    return termijn.sluimert_tot == last_day(termijn)


def horizon(day: date) -> tuple[date, date]:
    """Until which planned day and until which ultimate date a stage is reached on ``day``.

    One of them is enough, but past its ultimate date a measurement is in sight on its planned day only.
    """
    return day + _TWO_WEEKS, day + _NEAR


def last_day(termijn: Termijn) -> date:
    """The last day on which a measurement is in time, or as late as was agreed."""
    return max(termijn.gepland, termijn.uiterste)


def escalated_until(day: date) -> date:
    """The latest last day of which the team lead has heard by ``day``."""
    return day - _TWO_WEEKS


def stage_day(termijn: Termijn, day: date) -> date | None:
    """Since when the newest stage reached on ``day`` was to be said; none before the first."""
    reached = _reached(termijn, day)
    return None if reached is None else reached[0]


def near_ultimate(termijn: Termijn, day: date) -> bool:
    """Whether the wording names the ultimate date, whichever stage is said: within thirty days of it, and after."""
    return termijn.uiterste - _NEAR <= day


def _stages(termijn: Termijn) -> tuple[tuple[date, Stap], ...]:
    """The stages that come once, the more urgent ones last; past the ultimate date only those of the new day."""
    gepland, uiterste = termijn.gepland, termijn.uiterste
    if gepland > uiterste:
        return ((gepland, Stap.GEPLAND), (gepland + _DAY, Stap.VERLOPEN))
    return (
        (gepland - _TWO_WEEKS, Stap.VOORAF),
        (gepland, Stap.GEPLAND),
        (uiterste - _NEAR, Stap.UITERSTE_30),
        (uiterste - _WEEK, Stap.UITERSTE_7),
        (uiterste + _DAY, Stap.VERLOPEN),
    )


def _reached(termijn: Termijn, day: date) -> tuple[date, Stap] | None:
    """The newest stage on or before ``day``, and its day; of two on one day the more urgent one."""
    overdue = last_day(termijn) + _DAY
    if day >= overdue + _WEEK:
        return day - (day - overdue) % _WEEK, Stap.WEKELIJKS
    found = None
    for when, stap in _stages(termijn):
        if when <= day and (found is None or found[0] <= when):
            found = when, stap
    return found


def _coming(termijn: Termijn, day: date) -> date:
    """The day of the first stage on or after ``day``."""
    overdue = last_day(termijn) + _DAY
    if day > overdue:
        return day + (overdue - day) % _WEEK
    return min(when for when, _ in _stages(termijn) if when >= day)
