"""Moving the next measurement of a client, silencing its reminders, and waking them."""

from __future__ import annotations

from datetime import date, timedelta

from bot.conversation.context import Turn
from flows.planning import Termijn
from flows.reminders import latest_snooze, stop_day
from flows.replanning import Aanleiding, Uitstel, may_replan
from flows.values import Rejected, read_date

_DAY = timedelta(days=1)


async def replan(turn: Turn, code: str, day: str, reason: str | None = None) -> str:
    """Plan another day; past the ultimate date only with a reason."""
    termijn, chosen = await _dated(turn, code), read_date(day)
    if termijn is None:
        return f"client/{code}"
    if chosen is None or (reason is not None and reason not in set(Uitstel)):
        turn.tell("not_a_date" if chosen is None else "stale")
        return f"plan/{code}"
    why = None if reason is None else Uitstel(reason)
    verdict = may_replan(chosen, termijn, turn.today, why)
    if isinstance(verdict, Rejected):
        turn.tell(f"{verdict.code}:{next(iter(verdict.params.values()))}")
        return f"postpone/{code}/{chosen}" if verdict.code == "reason_needed" else f"plan/{code}"
    await turn.unit.termijnen.plan(code, chosen, why, turn.who.id, turn.now, turn.today)
    await turn.note("herpland", client=code)
    turn.tell(f"replanned:{chosen}")
    return f"client/{code}"


async def doze(turn: Turn, code: str, day: str) -> str:
    """Hear nothing of a client until a day, or until one says so; the team lead still does."""
    termijn, until = await _dated(turn, code), read_date(day)
    if termijn is None:
        return f"client/{code}"
    latest = latest_snooze(termijn, turn.today)
    stop = stop_day(termijn, turn.today)
    if until is None or not (turn.today < until <= latest or until == stop):
        turn.tell(_refused(until, turn.today, latest))
        return f"snooze/{code}"
    await turn.unit.termijnen.doze(code, until, turn.today)
    await turn.note("sluimert", client=code)
    turn.tell(f"dozes:{until}" if until != stop else f"reminds_from:{until}")
    return f"client/{code}"


async def wake(turn: Turn, code: str) -> str:
    """Hear of a client again."""
    if await _dated(turn, code) is not None:
        await turn.unit.termijnen.wake(code, turn.today)
        await turn.note("gewekt", client=code)
        turn.tell("awake")
    return f"client/{code}"


async def changed(turn: Turn, code: str, what: str) -> str:
    """Something happened to a client: propose an earlier day."""
    if await _dated(turn, code) is None:
        return f"client/{code}"
    if what not in set(Aanleiding):
        turn.tell("stale")
        return f"event/{code}"
    await turn.note(f"aanleiding_{what}", client=code)
    return f"proposal/{code}/{what}"


async def _dated(turn: Turn, code: str) -> Termijn | None:
    """When a client is due; one who was closed meanwhile is not."""
    termijn = await turn.unit.termijnen.get(code)
    if termijn is None:
        turn.tell("not_due")
    return termijn


def _refused(until: date | None, today: date, latest: date) -> str:
    if until is None:
        return "not_a_date"
    return f"too_early:{today + _DAY}" if until <= today else f"too_late:{latest}"
