"""What taking over from each other needs on every side: for whom one may arrange it, periods, and telling people."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Any

from bot.conversation.context import RequestContext
from bot.planning.workdays import holiday
from bot.runtime.clock import AMSTERDAM
from flows.agenda import OPENS, moment_of, next_moment
from flows.people import Functionaris, Right
from flows.values import Rejected

# Stands in the place of a client's code: the whole caseload.
EVERYTHING = "alles"
_DAY = timedelta(days=1)
_PERIOD = re.compile(r"(\d{8})-(\d{1,3})")


async def whose(context: RequestContext, functionaris: str) -> Functionaris | None:
    """Somebody whose leave this person may arrange: one's own, and a team lead that of the team."""
    if functionaris == context.who.id:
        return context.who if context.who.may(Right.HAND_OVER) else None
    who = await context.unit.people.get(functionaris, context.now)
    if who is None or not context.who.may(Right.ASSIGN) or who.team is None or who.team != context.who.team:
        return None
    return who if who.may(Right.MEASURE) else None


async def colleagues(context: RequestContext, besides: str) -> list[Functionaris]:
    """Everybody else with access who may measure, those of one's own team first."""
    everyone = [who for who in await context.unit.people.everyone(context.now) if who.may(Right.MEASURE)]
    others = [who for who in everyone if who.id != besides]
    return sorted(others, key=lambda who: (who.team != context.who.team, who.label, who.id))


async def tell(
    context: RequestContext,
    sleutel: str,
    aan: str,
    sjabloon: str,
    params: Mapping[str, Any],
    *,
    day: date | None = None,
    until: date | None = None,
) -> None:
    """Have somebody told when they like to be written to, on ``day`` at the earliest, and of no use after ``until``.

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


def refuse(context: RequestContext, refused: Rejected | None) -> None:
    """Say why something cannot be, and what can; without a reason it was not a day at all."""
    if refused is None:
        context.tell("not_a_date")
        return
    day = next(iter(refused.params.values()), None)
    context.tell(refused.code if day is None else f"{refused.code}:{day}")


def period(van: date, tot: date) -> str:
    """A leave as a route carries it."""
    return f"{van:%Y%m%d}-{(tot - van).days}"


def read_period(text: str) -> tuple[date, date] | None:
    """The first day of a leave, and the first after it; none for anything else."""
    found = _PERIOD.fullmatch(text)
    try:
        return None if found is None else (van := date.fromisoformat(found[1]), van + timedelta(days=int(found[2])))
    except (ValueError, OverflowError):
        return None
