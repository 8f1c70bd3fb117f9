"""An instrument begins or ends; both are a reason to measure sooner."""

from __future__ import annotations

from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Target
from bot.placements.routes import BEGIN_PLACEMENT, END_PLACEMENT, PLACE, PLACEMENTS
from bot.planning.actions import changed
from flows.replanning import Aanleiding
from storage.clients.plaatsingen import Placed


@BEGIN_PLACEMENT.handler
async def begin_placement(context: RequestContext, code: str, number: int, which: int | None) -> Target:
    """Note that an instrument begins today, with a partner or without."""
    instrument = _named(context.flows.gemeente.instrumenten, number)
    if instrument is None:
        return link(PLACE, code)
    partner = None if which is None else _named(context.flows.gemeente.partners, which)
    placed = Placed(context.app.ids.new(), code, instrument, partner, context.today, None)
    await context.unit.plaatsingen.begin(placed, context.who.id, context.now)
    await context.note("plaatsing_begonnen", client=code, bij=placed.id)
    return await changed(context, code, Aanleiding.INSTRUMENT_GESTART)


@END_PLACEMENT.handler
async def end_placement(context: RequestContext, code: str, placed: str) -> Target:
    """Note that an instrument ended today."""
    if not await context.unit.plaatsingen.end(placed, code, context.today):
        return link(PLACEMENTS, code)
    await context.note("plaatsing_geeindigd", client=code, bij=placed)
    return await changed(context, code, Aanleiding.INSTRUMENT_GEEINDIGD)


def _named(names: tuple[str, ...], number: int) -> str | None:
    return names[number] if number < len(names) else None
