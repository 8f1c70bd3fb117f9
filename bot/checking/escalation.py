"""Tells the team lead of a meetmoment that has waited too long for its check."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.planning.holidays import holiday
from bot.runtime.clock import AMSTERDAM, local_day
from flows.agenda import Wishes, next_moment, working_days_after
from flows.checking import PATIENCE
from storage.unit import Storage


async def escalate(storage: Storage, now: datetime) -> int:
    """Post a bericht about every version that waits for five working days, once; gives how many were new."""
    today = local_day(now)
    async with storage.look() as unit:
        found = await unit.controles.waiting_since(now - timedelta(days=PATIENCE))
    posted = 0
    for version in found:
        registered = local_day(version.geregistreerd)
        if working_days_after(registered, PATIENCE, holiday) > today:
            continue
        async with storage.unit() as unit:
            author = await unit.people.known(version.door)
            for lead in () if author is None else await unit.reach.leads_of(author, now):
                posted += await unit.berichten.post(
                    f"controle:{version.id}:{version.versie}:{lead.id}",
                    lead.id,
                    "check_waits",
                    {"meetmoment": version.id, "versie": version.versie},
                    vanaf=next_moment(now, Wishes(), holiday, AMSTERDAM),
                    at=now,
                )
    return posted
