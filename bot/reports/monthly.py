"""Has the monthly letter written: for every team lead, on the first working day of a month."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.planning.holidays import holiday
from bot.runtime.clock import AMSTERDAM, local_day
from flows.agenda import Wishes, next_moment, working_days_after
from flows.people import Right
from storage.unit import Storage

VALID = timedelta(days=14)


async def write_letters(storage: Storage, now: datetime) -> int:
    """Post the letter about the month that ended, once for everybody; gives how many were new."""
    today = local_day(now)
    last = today.replace(day=1) - timedelta(days=1)
    if today < working_days_after(last, 1, holiday):
        return 0
    async with storage.look() as unit:
        leads = [each for each in await unit.people.everyone(now) if each.may(Right.REPORT_TEAM)]
        if await unit.berichten.known(f"brief:{last.isoformat()}"):
            return 0
    posted = 0
    async with storage.unit() as unit:
        for lead in leads:
            posted += await unit.berichten.post(
                f"brief:{last.isoformat()}:{lead.id}",
                lead.id,
                "letter",
                {"tot": last.isoformat()},
                vanaf=next_moment(now, Wishes(), holiday, AMSTERDAM),
                geldig_tot=now + VALID,
                at=now,
            )
    return posted
