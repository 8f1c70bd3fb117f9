"""The instruments of one client: what runs, what begins, what ends."""

from __future__ import annotations

from bot.clients.finding import unknown
from bot.clients.routes import CLIENT_CARD
from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Block, Button, Look, Screen, Style, Text, t, verbatim
from bot.placements.routes import BEGIN_PLACEMENT, END_PLACEMENT, PLACE, PLACE_WITH, PLACEMENTS
from bot.ui.widgets import column, item, line, menu, short, title, to
from storage.clients.plaatsingen import Placed


@PLACEMENTS.handler
async def placements(context: RequestContext, code: str) -> Screen:
    """What runs, with a way to begin and to end one."""
    if await context.unit.clients.get(code, context.who, context.today) is None:
        return unknown()
    running = await context.unit.plaatsingen.running(code)
    blocks = [
        title(t("placements.title", "Instrumenten van {code}", code=code)),
        *(item(runs(each)) for each in running),
    ]
    if not running:
        blocks.append(line(t("placements.none", "Er loopt nu geen instrument.")))
    begin = Button(t("btn.placement.begin", "Instrument begint"), link(PLACE, code), Look.PRIMARY)
    ends = [
        Button(
            t("btn.placement.end", "Stop {name}", name=short(each.instrument, 18)), link(END_PLACEMENT, code, each.id)
        )
        for each in running
    ]
    return Screen(tuple(blocks), ((begin,), *column(ends), (to(link(CLIENT_CARD, code)), menu())))


@PLACE.handler
async def place(context: RequestContext, code: str) -> Screen:
    """Which instrument begins today."""
    if await context.unit.clients.get(code, context.who, context.today) is None:
        return unknown()
    names = context.flows.gemeente.instrumenten
    buttons = [Button(verbatim(name), link(PLACE_WITH, code, number)) for number, name in enumerate(names)]
    question = Block(Style.QUESTION, t("place.title", "Welk instrument begint vandaag voor {code}?", code=code))
    return Screen((question,), (*column(buttons), (to(link(PLACEMENTS, code)),)))


@PLACE_WITH.handler
async def place_with(context: RequestContext, code: str, number: int) -> Screen:
    """Who carries it out."""
    if await context.unit.clients.get(code, context.who, context.today) is None:
        return unknown()
    partners = context.flows.gemeente.partners
    buttons = [
        Button(verbatim(name), link(BEGIN_PLACEMENT, code, number, which)) for which, name in enumerate(partners)
    ]
    nobody = Button(t("btn.placement.own", "De gemeente zelf"), link(BEGIN_PLACEMENT, code, number, None))
    question = Block(Style.QUESTION, t("place_with.title", "Wie voert het uit?"))
    return Screen((question,), (*column(buttons), (nobody,), (to(link(PLACE, code)),)))


def runs(each: Placed) -> Text:
    """An instrument, with whom and since when."""
    if each.partner is None:
        return t("placements.own", "{name}, sinds {day}", name=each.instrument, day=each.van)
    return t(
        "placements.row", "{name} bij {partner}, sinds {day}", name=each.instrument, partner=each.partner, day=each.van
    )
