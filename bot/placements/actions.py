"""An instrument begins or ends; both are a reason to measure sooner."""

from __future__ import annotations

from bot.conversation.context import RequestContext
from bot.planning.actions import changed
from flows.replanning import Aanleiding
from storage.plaatsingen import Placed


async def begin_placement(context: RequestContext, code: str, number: str, which: str) -> str:
    """Note that an instrument begins today, with a partner or without."""
    instrument = _named(context.flows.gemeente.instrumenten, number)
    if await context.unit.clients.get(code, context.who, context.today) is None or instrument is None:
        context.tell("unknown_code")
        return "clients/0"
    partner = _named(context.flows.gemeente.partners, which)
    placed = Placed(context.app.ids.new(), code, instrument, partner, context.today, None)
    await context.unit.plaatsingen.begin(placed, context.who.id, context.now)
    await context.note("plaatsing_begonnen", client=code, bij=placed.id)
    return await changed(context, code, Aanleiding.INSTRUMENT_GESTART)


async def end_placement(context: RequestContext, code: str, placed: str) -> str:
    """Note that an instrument ended today."""
    if await context.unit.clients.get(code, context.who, context.today) is None:
        context.tell("unknown_code")
        return "clients/0"
    if not await context.unit.plaatsingen.end(placed, code, context.today):
        return f"placements/{code}"
    await context.note("plaatsing_geeindigd", client=code, bij=placed)
    return await changed(context, code, Aanleiding.INSTRUMENT_GEEINDIGD)


def _named(names: tuple[str, ...], number: str) -> str | None:
    return names[int(number)] if number.isdecimal() and int(number) < len(names) else None
