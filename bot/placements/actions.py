"""An instrument begins or ends, today or on an earlier day; both are a reason to measure sooner."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from bot.clients.codes import normalise
from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Target
from bot.measuring.routes import DIALOGUE
from bot.placements.ending import settle
from bot.placements.routes import (
    BEGIN_PLACEMENT,
    BEGUN,
    END_PLACEMENT,
    PLACE,
    PLACE_COSTS,
    PLACE_SINCE,
    PLACE_UNTIL,
    PLACEMENTS,
    UNDO_PLACEMENT,
    Chosen,
)
from bot.planning.actions import changed
from bot.ui.days import day_typed
from flows.gemeente import Gemeente
from flows.instrumenten import ANDER, Instrument
from flows.plaatsingen import Plaatsing
from flows.replanning import Aanleiding

# A placement may be older than the client is known here, but not older than a working life.
_LONGEST = timedelta(days=50 * 365)
_EUROS = re.compile(r"(?:€|eur|euro)? ?([0-9]{1,6}|[0-9]{1,3}\.[0-9]{3})(?:,(?:00|-))? ?(?:euro)?")


@PLACE_SINCE.typed
async def since_typed(context: RequestContext, said: str, code: str, chosen: Chosen) -> Target | None:
    """Let it begin on the day that was typed."""
    first = context.today - _LONGEST
    return await day_typed(
        context, said, context.here, lambda day: begin_placement(context, code, chosen, day), past=first
    )


@BEGIN_PLACEMENT.handler
async def begin_placement(context: RequestContext, code: str, chosen: Chosen, day: date) -> Target:
    """Note that an instrument begins or began, with a partner or without."""
    instrument = named(context.flows.gemeente, chosen.instrument)
    if instrument is None:
        return link(PLACE, code)
    if not context.today - _LONGEST <= day <= context.today:
        return _refused(context, context.today - _LONGEST, day)
    gemeente = context.flows.gemeente
    placed = Plaatsing(
        id=context.app.ids.new(),
        client=code,
        instrument=instrument.naam,
        partner=_at(gemeente.partners, chosen.partner),
        van=day,
        financiering=instrument.financiering or _at(gemeente.financieringen, chosen.financiering),
        srg_type=instrument.srg_type,
        door=context.who.id,
        op=context.now,
    )
    await context.unit.clients.hold(code)
    await context.unit.plaatsingen.begin(placed)
    await context.note("plaatsing_begonnen", client=code, bij=placed.id)
    await settle(context, code, await context.unit.meetmomenten.history(code))
    return link(PLACE_COSTS, code, placed.id) if gemeente.options.instrument_bedrag else await begun(context, code)


@PLACE_COSTS.typed
async def costs_typed(context: RequestContext, said: str, code: str, placed: str) -> Target | None:
    """Note what it costs, in whole euros."""
    if normalise(said, context.flows.gemeente.prefix) is not None:
        return None
    euros = _EUROS.fullmatch(said.casefold())
    if euros is None:
        context.tell("not_euros")
        return link(PLACE_COSTS, code, placed)
    if await context.unit.plaatsingen.costs(placed, code, int(euros[1].replace(".", ""))):
        await context.note("plaatsing_bedrag", client=code, bij=placed)
    return await begun(context, code)


@BEGUN.handler
async def begun(context: RequestContext, code: str) -> Target:
    """Go on after an instrument began: with the measurement that is open, or else with measuring sooner."""
    return await _onwards(context, code, Aanleiding.INSTRUMENT_GESTART)


@PLACE_UNTIL.typed
async def until_typed(context: RequestContext, said: str, code: str, placed: str) -> Target | None:
    """Let it end on the day that was typed."""
    first = context.today - _LONGEST
    return await day_typed(
        context, said, context.here, lambda day: end_placement(context, code, placed, day), past=first
    )


@END_PLACEMENT.handler
async def end_placement(context: RequestContext, code: str, placed: str, day: date) -> Target:
    """Note the last day of an instrument that runs."""
    await context.unit.clients.hold(code)
    running = {each.id: each for each in await context.unit.plaatsingen.running(code, context.today)}
    if placed not in running:
        return link(PLACEMENTS, code)
    if not running[placed].van <= day <= context.today:
        return _refused(context, running[placed].van, day)
    await context.unit.plaatsingen.end(replace(running[placed], genoteerd=day, tot=day))
    await context.note("plaatsing_geeindigd", client=code, bij=placed)
    return await _onwards(context, code, Aanleiding.INSTRUMENT_GEEINDIGD)


@UNDO_PLACEMENT.handler
async def undo_placement(context: RequestContext, code: str, placed: str) -> Target:
    """Withdraw a placement that was a mistake: it counts nowhere any more, and what was registered with it stays."""
    if await context.unit.plaatsingen.withdraw(placed, code, context.now):
        await context.note("plaatsing_ingetrokken", client=code, bij=placed)
        context.changed = True
        context.tell("placement_undone")
    return link(PLACEMENTS, code)


def named(gemeente: Gemeente, number: int) -> Instrument | None:
    """The instrument with this number; after the last one comes what is not in the settings."""
    return next(iter((*gemeente.instrumenten, Instrument(ANDER))[number : number + 1]), None)


async def _onwards(context: RequestContext, code: str, what: Aanleiding) -> Target:
    context.changed = True
    if context.dialogue is not None and context.dialogue.client == code:
        return link(DIALOGUE)
    return await changed(context, code, what)


def _refused(context: RequestContext, first: date, day: date) -> Target:
    """The same screen, with the days that can be."""
    context.tell(f"too_early:{first}" if day < first else f"too_late:{context.today}")
    return context.here


def _at(names: tuple[str, ...], number: int | None) -> str | None:
    return None if number is None else next(iter(names[number : number + 1]), None)
