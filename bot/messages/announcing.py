"""Has somebody told what others arranged, at a time when they like to be written to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Any

from bot.conversation.context import RequestContext
from bot.planning.holidays import holiday
from bot.runtime.clock import AMSTERDAM
from flows.agenda import OPENS, moment_of, next_moment

_DAY = timedelta(days=1)


async def announce(
    context: RequestContext,
    sleutel: str,
    aan: str,
    sjabloon: str,
    params: Mapping[str, Any],
    *,
    day: date | None = None,
    until: date | None = None,
) -> None:
    """Post a message for somebody, on ``day`` at the earliest, and of no use after ``until``.

    What would come too late comes at once; what is for a later day is left out then.
    """
    start = context.now if day is None or day <= context.today else moment_of(day, OPENS, AMSTERDAM)
    vanaf = next_moment(start, await context.unit.people.wishes(aan), holiday, AMSTERDAM)
    end = None if until is None else moment_of(until + _DAY, time(0), AMSTERDAM)
    if end is not None and end <= vanaf:
        if start > context.now:
            return
        vanaf = start
    await context.unit.berichten.post(sleutel, aan, sjabloon, params, vanaf=vanaf, at=context.now, geldig_tot=end)
