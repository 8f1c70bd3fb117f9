"""Arranging an absence: its days, who stands in, and ending it."""

from __future__ import annotations

from datetime import date, timedelta

from bot.absence.routes import (
    ABSENCE,
    ABSENCE_FROM,
    ABSENCE_UNTIL,
    BE_AWAY,
    END_ABSENCE,
    FIRST_DAY,
    LAST_DAY,
    SUBSTITUTE,
    Period,
)
from bot.absence.screens import arranged_by
from bot.conversation.context import RequestContext
from bot.conversation.notices import refusal
from bot.conversation.routes import link
from bot.conversation.routing import MENU
from bot.conversation.screen import Target
from bot.messages.announcing import announce
from bot.ui.days import day_typed
from flows.absence import Afwezigheid, may_be_away, may_substitute

_DAY = timedelta(days=1)


@FIRST_DAY.handler
async def first_day(context: RequestContext, functionaris: str, first: date) -> Target:
    """Choose the day on which an absence begins."""
    refused = may_be_away(first, first, context.today)
    if refused is None:
        return link(ABSENCE_UNTIL, functionaris, first)
    context.tell(refusal(refused))
    return link(ABSENCE_FROM, functionaris)


@ABSENCE_FROM.typed
async def first_typed(context: RequestContext, said: str, functionaris: str) -> Target | None:
    """The first day, typed."""
    again = link(ABSENCE_FROM, functionaris)
    return await day_typed(context, said, again, lambda day: first_day(context, functionaris, day))


@LAST_DAY.handler
async def last_day(context: RequestContext, functionaris: str, first: date, last: date) -> Target:
    """Choose the last day of an absence."""
    refused = may_be_away(first, last, context.today)
    if refused is None:
        return link(SUBSTITUTE, functionaris, (first, last + _DAY), 0)
    context.tell(refusal(refused))
    return link(ABSENCE_UNTIL, functionaris, first)


@ABSENCE_UNTIL.typed
async def last_typed(context: RequestContext, said: str, functionaris: str, first: date) -> Target | None:
    """The last day, typed."""
    again = link(ABSENCE_UNTIL, functionaris, first)
    return await day_typed(context, said, again, lambda day: last_day(context, functionaris, first, day))


@BE_AWAY.handler
async def be_away(context: RequestContext, functionaris: str, period: Period, vervanger: str) -> Target:
    """Keep an absence; the substitute hears of it, and so does who is away when somebody else arranged it."""
    who, (van, tot) = await arranged_by(context, functionaris), period
    if who is None:
        context.tell("not_allowed")
        return MENU
    await context.unit.absences.hold(who.id, vervanger)
    known = await context.unit.absences.over(van, tot)
    other = await context.unit.people.get(vervanger, context.now)
    refused = may_be_away(van, tot - _DAY, context.today) or may_substitute(who, other, van, tot, known)
    if refused is not None:
        context.tell(refusal(refused))
        return link(ABSENCE, who.id)
    kept = Afwezigheid(context.app.ids.new(), who.id, vervanger, van, tot)
    await context.unit.absences.add(kept, context.who.id, context.now)
    await context.note("afwezig_gemeld", bij=who.id)
    await _tell(context, kept)
    context.tell("leave_kept")
    return link(ABSENCE, who.id)


@END_ABSENCE.handler
async def end_absence(context: RequestContext, absence_id: str) -> Target:
    """Withdraw an absence, or end it today; the substitute who heard of it hears this too."""
    kept = await context.unit.absences.get(absence_id)
    who = None if kept is None else await arranged_by(context, kept.functionaris)
    if kept is None or who is None:
        context.tell("stale" if kept is None else "not_allowed")
        return MENU
    if not await context.unit.absences.end(kept, context.today, context.now):
        context.tell("stale")
        return link(ABSENCE, who.id)
    await context.unit.berichten.cancel(f"leave:{kept.id}")
    await context.note("afwezig_gestopt", bij=who.id)
    await announce(context, f"leave_over:{kept.id}", kept.vervanger, "leave_over", {"functionaris": who.id})
    context.tell("leave_ended")
    return link(ABSENCE, who.id)


async def _tell(context: RequestContext, kept: Afwezigheid) -> None:
    """At once, and the substitute once more on the first day."""
    key, params = f"leave:{kept.id}", {"afwezigheid": kept.id}
    eve = _eve(kept, context.today)
    await announce(context, f"{key}:now", kept.vervanger, "substitution", params, until=eve)
    if kept.van > context.today:
        days = {"day": kept.van, "until": kept.last}
        await announce(context, f"{key}:first", kept.vervanger, "substitution", params, **days)
    if context.who.id != kept.functionaris:
        await announce(context, f"{key}:own", kept.functionaris, "leave_arranged", params, until=kept.last)


def _eve(kept: Afwezigheid, today: date) -> date:
    """Until when the announcement holds: the day before an absence to come, or the last of one that has begun."""
    return kept.van - _DAY if kept.van > today else kept.last
