"""Arranging a leave: its days, who stands in, and ending it."""

from __future__ import annotations

from datetime import date, timedelta

from bot.absence.arranging import period, read_period, refuse, tell, whose
from bot.conversation.context import RequestContext
from flows.values import read_date
from flows.waarneming import Afwezigheid, may_be_away, may_substitute

_DAY = timedelta(days=1)


async def first_day(context: RequestContext, functionaris: str, day: str) -> str:
    """Choose the day on which a leave begins."""
    chosen = read_date(day)
    refused = None if chosen is None else may_be_away(chosen, chosen + _DAY, context.today)
    if chosen is not None and refused is None:
        return f"leave_until/{functionaris}/{chosen}"
    refuse(context, refused)
    return f"leave_from/{functionaris}"


async def last_day(context: RequestContext, functionaris: str, van: str, day: str) -> str:
    """Choose the last day of a leave."""
    first, chosen = read_date(van), read_date(day)
    if first is None:
        return f"leave_from/{functionaris}"
    refused = None if chosen is None else may_be_away(first, chosen + _DAY, context.today)
    if chosen is not None and refused is None:
        return f"substitute/{functionaris}/{period(first, chosen + _DAY)}/0"
    refuse(context, refused)
    return f"leave_until/{functionaris}/{first}"


async def be_away(context: RequestContext, functionaris: str, days: str, vervanger: str) -> str:
    """Keep a leave; the substitute hears of it, and so does whoever is away when somebody else arranged it."""
    who, found = await whose(context, functionaris), read_period(days)
    if who is None or found is None:
        context.tell("not_allowed")
        return "home"
    await context.unit.waarneming.hold(who.id, vervanger)
    known = await context.unit.waarneming.leaves(*found)
    other = await context.unit.people.get(vervanger, context.now)
    refused = may_be_away(*found, context.today) or may_substitute(who, other, *found, known)
    if refused is not None:
        refuse(context, refused)
        return f"leave/{who.id}"
    kept = Afwezigheid(context.app.ids.new(), who.id, vervanger, *found)
    await context.unit.waarneming.add(kept, context.who.id, context.now)
    await context.note("afwezig_gemeld", bij=who.id)
    await _tell(context, kept)
    context.tell("leave_kept")
    return f"leave/{who.id}"


async def end_leave(context: RequestContext, leave_id: str) -> str:
    """Withdraw a leave, or end it today; the substitute who heard of it hears this too."""
    kept = await context.unit.waarneming.leave(leave_id)
    who = None if kept is None else await whose(context, kept.functionaris)
    if kept is None or who is None:
        context.tell("stale" if kept is None else "not_allowed")
        return "home"
    if not await context.unit.waarneming.end(kept, context.today, context.now):
        context.tell("stale")
        return f"leave/{who.id}"
    await context.unit.berichten.cancel(f"leave:{kept.id}")
    await context.note("afwezig_gestopt", bij=who.id)
    await tell(context, f"leave_over:{kept.id}", kept.vervanger, "leave_over", {"functionaris": who.id})
    context.tell("leave_ended")
    return f"leave/{who.id}"


async def _tell(context: RequestContext, kept: Afwezigheid) -> None:
    """At once, and the substitute once more on the first day."""
    params = {"afwezigheid": kept.id}
    await tell(context, f"leave:{kept.id}:now", kept.vervanger, "substitution", params, until=_eve(kept, context.today))
    if kept.van > context.today:
        sleutel = f"leave:{kept.id}:first"
        await tell(context, sleutel, kept.vervanger, "substitution", params, day=kept.van, until=kept.last)
    if context.who.id != kept.functionaris:
        await tell(context, f"leave:{kept.id}:own", kept.functionaris, "leave_arranged", params, until=kept.last)


def _eve(kept: Afwezigheid, today: date) -> date:
    """Until when the announcement holds: the day before a leave to come, or the last of one that has begun."""
    return kept.van - _DAY if kept.van > today else kept.last
