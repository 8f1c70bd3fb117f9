"""Choosing when reminders are welcome; what cannot be kept is refused with the reason."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import time

from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Target
from bot.preferences.routes import HUSH, PREFER, WISHES
from flows.agenda import Wishes, refusal

_CLOCK = r"([0-9]{1,2})[:.]([0-9]{2})"
_PERIOD = re.compile(rf"{_CLOCK}\s*(?:-|–|tot|to|until)\s*{_CLOCK}")


@PREFER.handler
async def prefer(context: RequestContext, clock: time | None) -> Target:
    """Choose the time of day for reminders, or none."""
    return await _keep(context, replace(await context.unit.people.wishes(context.who.id), preferred=clock))


@HUSH.handler
async def hush(context: RequestContext, begins: time | None, ends: time | None) -> Target:
    """Choose the quiet hours, or none."""
    if (begins is None) is not (ends is None):
        context.tell("not_a_time")
        return link(WISHES)
    quiet = None if begins is None or ends is None else (begins, ends)
    return await _keep(context, replace(await context.unit.people.wishes(context.who.id), quiet=quiet))


@WISHES.typed
async def typed(context: RequestContext, said: str) -> Target:
    """Choose the time that was typed, or the period such as ``12:00-13:30``."""
    if found := _PERIOD.fullmatch(said):
        begins, ends = _clock(found[1], found[2]), _clock(found[3], found[4])
        if begins is not None and ends is not None:
            return link(HUSH, begins, ends)
    elif (found := re.fullmatch(_CLOCK, said)) and (clock := _clock(found[1], found[2])) is not None:
        return link(PREFER, clock)
    context.tell("not_a_time")
    return link(WISHES)


async def _keep(context: RequestContext, wishes: Wishes) -> Target:
    refused = refusal(wishes)
    if refused is None:
        await context.unit.people.wish(context.who.id, wishes)
        await context.note("berichten_ingesteld")
    context.tell(refused or "wishes_kept")
    return link(WISHES)


def _clock(hours: str, minutes: str) -> time | None:
    try:
        return time(int(hours), int(minutes))
    except ValueError:
        return None
