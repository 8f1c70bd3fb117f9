"""A client who moves to another gemeente of the organisation: from which day on; what was before stays known."""

from __future__ import annotations

from datetime import date, timedelta

from bot.clients.finding import unknown
from bot.clients.routes import CLIENT_CARD, MOVE, MOVE_FROM, MOVE_NOW
from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Block, Button, Screen, Style, Target, t, verbatim
from bot.texts.translations import words
from bot.ui import wording
from bot.ui.widgets import Rows, column, date_entry, hint, in_full, item, menu, short, to
from flows.people import Right
from flows.values import read_day
from storage.clients.verhuizingen import Verhuizing

# A move that is noted later than this is corrected by the functioneel beheerder.
_LONG_AGO = timedelta(days=366)


async def lives(context: RequestContext, code: str) -> list[Block]:
    """Where a client lives and since when, for an organisation that serves several gemeenten."""
    if len(context.flows.gemeente.codes) < 2:
        return []
    now = await context.unit.verhuizingen.code_of(code)
    moves = await context.unit.verhuizingen.of(code)
    if now is None:
        return []
    name = wording.gemeente(context.flows, now)
    if not moves:
        return [item(t("client.lives", "Woont in {gemeente}", gemeente=name))]
    old = wording.gemeente(context.flows, moves[-1].oud)
    since = t(
        "client.moved", "Woont in {gemeente} sinds {day}, daarvoor in {old}", gemeente=name, day=moves[-1].dag, old=old
    )
    return [item(since)]


def ways(context: RequestContext, code: str) -> Rows:
    """The way to another gemeente, for who may decide it."""
    if len(context.flows.served(context.today)) < 2 or not context.who.may(Right.HAND_OVER):
        return ()
    return ((Button(t("btn.move", "Andere gemeente"), link(MOVE, code)),),)


@MOVE.handler
async def where(context: RequestContext, code: str) -> Screen:
    """Where a client lives from now on."""
    if await context.unit.clients.get(code, context.who, context.today) is None:
        return unknown()
    say = words(context.chat.taal).say
    now = await context.unit.verhuizingen.code_of(code)
    others = [each for each in context.flows.served(context.today) if each != now]
    names = {each: say(wording.gemeente(context.flows, each)) for each in others}
    buttons = [Button(verbatim(short(name)), link(MOVE_FROM, code, each)) for each, name in names.items()]
    question = Block(Style.QUESTION, t("move.title", "Waar gaat {code} wonen?", code=code))
    blocks = (question, *await lives(context, code), *in_full(names.values()))
    return Screen(blocks, (*column(buttons), (to(link(CLIENT_CARD, code)), menu())))


@MOVE_FROM.handler
async def since(context: RequestContext, code: str, gemeentecode: str) -> Screen:
    """From which day on."""
    if await context.unit.clients.get(code, context.who, context.today) is None:
        return unknown()
    name = wording.gemeente(context.flows, gemeentecode)
    first = context.today.replace(day=1)
    days = [(t("btn.today", "Vandaag"), context.today)]
    if first != context.today:
        days.append((t("btn.first_of_month", "Begin van deze maand"), first))
    buttons = [Button(label, link(MOVE_NOW, code, gemeentecode, day)) for label, day in days]
    blocks = (
        Block(Style.QUESTION, t("move.since", "Vanaf welke dag woont {code} in {gemeente}?", code=code, gemeente=name)),
        hint(t("move.what", "Rapporten over een eerdere dag houden de gemeente van die dag.")),
    )
    return Screen(blocks, (*column(buttons), (to(link(MOVE, code)), menu())), entry=date_entry(first))


@MOVE_FROM.typed
async def day_typed(context: RequestContext, said: str, code: str, gemeentecode: str) -> Target:
    """The day that was typed."""
    day = read_day(said, context.today, context.today - _LONG_AGO, context.today)
    if day is None:
        context.tell("not_a_past_day")
        return link(MOVE_FROM, code, gemeentecode)
    return await move(context, code, gemeentecode, day)


@MOVE_NOW.handler
async def move(context: RequestContext, code: str, gemeentecode: str, day: date) -> Target:
    """Note the move, if it can be: to a code that is valid, not in the future, and not before the move before."""
    old = await context.unit.verhuizingen.code_of(code)
    moves = await context.unit.verhuizingen.of(code)
    if old is None or old == gemeentecode or gemeentecode not in context.flows.served(context.today):
        context.tell("stale")
        return link(CLIENT_CARD, code)
    if moves and day < moves[-1].dag:
        context.tell(f"too_early:{moves[-1].dag.isoformat()}")
        return link(MOVE_FROM, code, gemeentecode)
    if not context.today - _LONG_AGO <= day <= context.today:
        context.tell("not_a_past_day")
        return link(MOVE_FROM, code, gemeentecode)
    await context.unit.verhuizingen.add([Verhuizing(code, old, gemeentecode, day)], context.who.id, context.now)
    await context.note("verhuisd", client=code, bij=gemeentecode)
    context.tell("moved")
    return link(CLIENT_CARD, code)
