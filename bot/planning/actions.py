"""Moving the next measurement of a client, silencing its reminders, and waking them."""

from __future__ import annotations

from datetime import date, timedelta

from bot.conversation.context import RequestContext
from flows.planning import Termijn
from flows.reminders import latest_snooze, stop_day
from flows.replanning import Aanleiding, Uitstel, may_replan
from flows.values import Rejected, read_date

_DAY = timedelta(days=1)


async def replan(context: RequestContext, code: str, day: str, reason: str | None = None) -> str:
    """Plan another day; past the ultimate date only with a reason."""
    termijn, chosen = await _dated(context, code), read_date(day)
    if termijn is None:
        return f"client/{code}"
    if chosen is None or (reason is not None and reason not in set(Uitstel)):
        context.tell("not_a_date" if chosen is None else "stale")
        return f"plan/{code}"
    why = None if reason is None else Uitstel(reason)
    verdict = may_replan(chosen, termijn, context.today, why)
    if isinstance(verdict, Rejected):
        context.tell(f"{verdict.code}:{next(iter(verdict.params.values()))}")
        return f"postpone/{code}/{chosen}" if verdict.code == "reason_needed" else f"plan/{code}"
    await context.unit.termijnen.plan(code, chosen, why, context.who.id, context.now, context.today)
    await context.note("herpland", client=code)
    context.tell(f"replanned:{chosen}")
    return f"client/{code}"


async def doze(context: RequestContext, code: str, day: str) -> str:
    """Hear nothing of a client until a day, or until one says so; the team lead still does."""
    termijn, until = await _dated(context, code), read_date(day)
    if termijn is None:
        return f"client/{code}"
    latest = latest_snooze(termijn, context.today)
    stop = stop_day(termijn, context.today)
    if until is None or not (context.today < until <= latest or until == stop):
        context.tell(_refused(until, context.today, latest))
        return f"snooze/{code}"
    await context.unit.termijnen.doze(code, until, context.today)
    await context.note("sluimert", client=code)
    context.tell(f"dozes:{until}" if until != stop else f"reminds_from:{until}")
    return f"client/{code}"


async def wake(context: RequestContext, code: str) -> str:
    """Hear of a client again."""
    if await _dated(context, code) is not None:
        await context.unit.termijnen.wake(code, context.today)
        await context.note("gewekt", client=code)
        context.tell("awake")
    return f"client/{code}"


async def changed(context: RequestContext, code: str, what: str) -> str:
    """Something happened to a client: propose an earlier day."""
    if await _dated(context, code) is None:
        return f"client/{code}"
    if what not in set(Aanleiding):
        context.tell("stale")
        return f"event/{code}"
    await context.note(f"aanleiding_{what}", client=code)
    return f"proposal/{code}/{what}"


async def _dated(context: RequestContext, code: str) -> Termijn | None:
    """When a client is due; one who was closed meanwhile is not."""
    termijn = await context.unit.termijnen.get(code)
    if termijn is None:
        context.tell("not_due")
    return termijn


def _refused(until: date | None, today: date, latest: date) -> str:
    if until is None:
        return "not_a_date"
    return f"too_early:{today + _DAY}" if until <= today else f"too_late:{latest}"
