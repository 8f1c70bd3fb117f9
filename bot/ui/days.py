"""Typing a day on a screen that asks for one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date, timedelta

from bot.clients.codes import normalise
from bot.conversation.context import RequestContext
from bot.conversation.screen import Target
from flows.values import read_day

_A_YEAR = timedelta(days=365)


async def day_typed(
    context: RequestContext,
    said: str,
    again: Target,
    choose: Callable[[date], Awaitable[Target]],
    *,
    past: date | None = None,
) -> Target | None:
    """Choose the day that was typed, or ask again; none for the code of a client.

    A day without its year is one of the year to come, or one since ``past``.
    """
    if normalise(said, context.flows.gemeente.prefix) is not None:
        return None
    between = (context.today, context.today + _A_YEAR) if past is None else (past, context.today)
    day = read_day(said, context.today, *between)
    if day is None:
        context.tell("not_a_date")
        return again
    return await choose(day)
