"""Moving the next measurement of a client, silencing its reminders, and waking them."""

from __future__ import annotations

from datetime import date, timedelta

from bot.clients.codes import normalise
from bot.clients.routes import CLIENT_CARD
from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Target
from bot.planning.routes import CHANGED, DOZE, PLAN, POSTPONE, PROPOSAL, REPLAN, SNOOZE, WAKE
from flows.planning import Termijn
from flows.reminders import latest_snooze, stop_day
from flows.replanning import Aanleiding, Uitstel, may_replan
from flows.values import Rejected, read_day

_DAY = timedelta(days=1)
_A_YEAR = timedelta(days=365)


@PLAN.typed
async def typed(context: RequestContext, said: str, code: str) -> Target | None:
    """Plan the day that was typed."""
    if normalise(said, context.flows.gemeente.prefix) is not None:
        return None
    day = read_day(said, context.today, context.today, context.today + _A_YEAR)
    if day is None:
        context.tell("not_a_date")
        return link(PLAN, code)
    return link(REPLAN, code, day, None)


@REPLAN.handler
async def replan(context: RequestContext, code: str, day: date, reason: Uitstel | None) -> Target:
    """Plan another day; past the ultimate date only with a reason."""
    termijn = await _dated(context, code)
    if termijn is None:
        return link(CLIENT_CARD, code)
    verdict = may_replan(day, termijn, context.today, reason)
    if isinstance(verdict, Rejected):
        context.tell(f"{verdict.code}:{next(iter(verdict.params.values()))}")
        return link(POSTPONE, code, day) if verdict.code == "reason_needed" else link(PLAN, code)
    await context.unit.termijnen.plan(code, day, reason, context.who.id, context.now, context.today)
    await context.note("herpland", client=code)
    context.tell(f"replanned:{day}")
    return link(CLIENT_CARD, code)


@DOZE.handler
async def doze(context: RequestContext, code: str, until: date) -> Target:
    """Hear nothing of a client until a day, or until one says so; the team lead still does."""
    termijn = await _dated(context, code)
    if termijn is None:
        return link(CLIENT_CARD, code)
    latest, stop = latest_snooze(termijn, context.today), stop_day(termijn, context.today)
    if not (context.today < until <= latest or until == stop):
        context.tell(f"too_early:{context.today + _DAY}" if until <= context.today else f"too_late:{latest}")
        return link(SNOOZE, code)
    await context.unit.termijnen.doze(code, until, context.today)
    await context.note("sluimert", client=code)
    context.tell(f"dozes:{until}" if until != stop else f"reminds_from:{until}")
    return link(CLIENT_CARD, code)


@WAKE.handler
async def wake(context: RequestContext, code: str) -> Target:
    """Hear of a client again."""
    if await _dated(context, code) is not None:
        await context.unit.termijnen.wake(code, context.today)
        await context.note("gewekt", client=code)
        context.tell("awake")
    return link(CLIENT_CARD, code)


@CHANGED.handler
async def changed(context: RequestContext, code: str, what: Aanleiding) -> Target:
    """Something happened to a client: propose an earlier day."""
    if await _dated(context, code) is None:
        return link(CLIENT_CARD, code)
    await context.note(f"aanleiding_{what}", client=code)
    return link(PROPOSAL, code, what)


async def _dated(context: RequestContext, code: str) -> Termijn | None:
    """When a client is due; one who was closed meanwhile is not."""
    termijn = await context.unit.termijnen.get(code)
    if termijn is None:
        context.tell("not_due")
    return termijn
