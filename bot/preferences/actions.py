"""Saying when one likes to hear from the house; what cannot be kept is refused with the reason."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import time

from bot.conversation.context import RequestContext
from flows.agenda import Wishes, refusal

_CLOCK = r"(\d{1,2})[:.](\d{2})"
_PERIOD = re.compile(rf"{_CLOCK}\s*(?:-|–|tot|to|until)\s*{_CLOCK}")
_ROUTE = re.compile(r"(\d{2})(\d{2})")


async def prefer(context: RequestContext, clock: str = "") -> str:
    """Choose the time of day for reminders, or none."""
    chosen = _clock(*found.groups()) if (found := _ROUTE.fullmatch(clock)) else None
    if clock and chosen is None:
        context.tell("not_a_time")
        return "wishes"
    return await _keep(context, replace(await context.unit.people.wishes(context.who.id), preferred=chosen))


async def hush(context: RequestContext, begins: str = "", ends: str = "") -> str:
    """Choose the quiet hours, or none."""
    both = tuple(_clock(*found.groups()) if (found := _ROUTE.fullmatch(clock)) else None for clock in (begins, ends))
    quiet = None if both[0] is None or both[1] is None else (both[0], both[1])
    if (begins or ends) and quiet is None:
        context.tell("not_a_time")
        return "wishes"
    return await _keep(context, replace(await context.unit.people.wishes(context.who.id), quiet=quiet))


def typed(said: str) -> tuple[str, list[str]]:
    """What was typed as a button would say it: a time, or a period such as ``12:00-13:30``."""
    if found := _PERIOD.fullmatch(said):
        return "hush", [f"{int(found[1]):02}{found[2]}", f"{int(found[3]):02}{found[4]}"]
    if found := re.fullmatch(_CLOCK, said):
        return "prefer", [f"{int(found[1]):02}{found[2]}"]
    return "prefer", ["-"]


async def _keep(context: RequestContext, wishes: Wishes) -> str:
    refused = refusal(wishes)
    if refused is None:
        await context.unit.people.wish(context.who.id, wishes)
        await context.note("berichten_ingesteld")
    context.tell(refused or "wishes_kept")
    return "wishes"


def _clock(hours: str, minutes: str) -> time | None:
    try:
        return time(int(hours), int(minutes))
    except ValueError:
        return None
