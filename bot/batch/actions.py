"""Adding codes to the list, filling in a row, and going on to the next one."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from bot.batch.reading import read_list, stands
from bot.batch.routes import BEGIN_ROW, CLEAR_DONE, DROP_ROW, FILL_ROW, LIST, NEXT_ROW, ROW
from bot.clients.finding import MISSES
from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Target
from bot.measuring.starting import begin_directly, interrupted, take_up
from flows.ladder import Groei, Stand, read_code

_HOUR = timedelta(hours=1)


@LIST.typed
async def add(context: RequestContext, said: str, _page: int) -> Target | None:
    """Add the codes that were typed, as far as they are in the own caseload; none for anything but codes."""
    found = read_list(said, context.flows.gemeente.prefix, context.flows.gemeente.options)
    if not found.rows:
        return None
    if await context.unit.audit.count("code_onbekend", context.who.id, context.now - _HOUR) >= MISSES:
        context.tell("too_many_codes")
        return link(LIST, 0)
    mine = await _mine(context, found.rows)
    await context.unit.lijsten.add(context.who, {code: found.rows[code] for code in mine}, context.now)
    if mine:
        await context.note("lijst_aangevuld")
    left = len(found.rows) - len(mine) + found.unread
    context.tell(f"list_partly:{left}" if left else "list_added")
    return link(LIST, 0)


@ROW.typed
async def trede_typed(context: RequestContext, said: str, client: str) -> Target | None:
    """Take a code such as ``4+`` for this client."""
    read = read_code(said)
    return None if read is None else await fill(context, client, read.positie, read.groei or Groei.NUL)


@FILL_ROW.handler
async def fill(context: RequestContext, client: str, positie: int, groei: Groei) -> Target:
    """Note where a client stands, and show what is recorded with it."""
    on_ladder = Stand(positie, groei)
    stand = on_ladder if on_ladder.on_ladder else Stand(positie, None)
    if stand not in stands(context.flows.gemeente.options):
        context.tell("not_offered")
        return link(ROW, client)
    for dialogue in await interrupted(context, client):
        await context.stop(dialogue)
    await context.unit.lijsten.fill(context.who, client, stand)
    return await begin(context, client)


@BEGIN_ROW.handler
async def begin(context: RequestContext, client: str) -> Target:
    """Measure a client of the list: with the trede that was typed everything is proposed, to confirm once."""
    found = await context.unit.lijsten.one(context.who, client, context.today)
    if found is None:
        return link(LIST, 0)
    if waiting := await interrupted(context, client):
        return take_up(context, waiting[0])
    return link(ROW, client) if found.stand is None else await begin_directly(context, client, found.stand)


@NEXT_ROW.handler
async def next_row(context: RequestContext) -> Target:
    """Go on with the first client of the list who is not recorded."""
    rows = await context.unit.lijsten.of(context.who, context.today)
    waiting = next((each for each in rows if each.vastgelegd is None), None)
    return link(LIST, 0) if waiting is None else await begin(context, waiting.client)


@DROP_ROW.handler
async def drop(context: RequestContext, client: str) -> Target:
    """Take a client off the list; nothing else changes."""
    await context.unit.lijsten.drop(context.who, client)
    return link(LIST, 0)


@CLEAR_DONE.handler
async def clear_done(context: RequestContext) -> Target:
    """Take everybody off the list who is recorded."""
    for each in await context.unit.lijsten.of(context.who, context.today):
        if each.vastgelegd is not None:
            await context.unit.lijsten.drop(context.who, each.client)
    return link(LIST, 0)


async def _mine(context: RequestContext, codes: Collection[str]) -> list[str]:
    """Those of them that this person may see; a list with others counts as one guess."""
    mine = [code for code in codes if await context.unit.clients.get(code, context.who, context.today) is not None]
    if len(mine) < len(codes):
        await context.note("code_onbekend")
    return mine
