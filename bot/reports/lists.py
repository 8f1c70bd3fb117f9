"""The clients behind the numbers, for who is responsible for them; each code opens the client card."""

from __future__ import annotations

from bot.clients.listing import only
from bot.clients.routes import CLIENT_CARD
from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Button, Screen, Text, t
from bot.reports.routes import CASELOAD, LIST, LISTS
from bot.reports.screens import not_yours
from bot.reports.units import choice
from bot.ui.widgets import column, hint, line, menu, pages, title, to
from flows.ladder import Groei, Stand
from flows.planning import add_months
from flows.reports.lists import Lijst, Regel, belongs

_PAGE = 8
NAMES: dict[Lijst, Text] = {
    Lijst.GEDAALD: t("btn.list.gedaald", "Gedaald"),
    Lijst.WITTE_VLEK: t("btn.list.witte_vlek", "+ zonder instrument"),
    Lijst.VERLOPEN: t("btn.list.verlopen", "Verlopen"),
    Lijst.NOOIT_GEMETEN: t("btn.list.nooit", "Nooit gemeten"),
}
_WHATS: dict[Lijst, Text] = {
    Lijst.GEDAALD: t("list.gedaald", "Een trede of meer lager dan een jaar geleden."),
    Lijst.WITTE_VLEK: t("list.witte_vlek", "Groei verwacht, maar geen instrument dat loopt of komt."),
    Lijst.VERLOPEN: t("list.verlopen", "De uiterste dag voor een nieuwe meting is voorbij."),
    Lijst.NOOIT_GEMETEN: t("list.nooit", "Nog zonder enig meetmoment."),
}


@LISTS.handler
async def lists(context: RequestContext, unit: str) -> Screen:
    """The lists with how many are on each."""
    chosen = await choice(context, unit)
    if chosen is None or not chosen.listed:
        return not_yours()
    lines = await context.unit.reports.lines(chosen.eenheid, add_months(context.today, -12), context.today)
    buttons = [
        Button(_counted(name, sum(belongs(lijst, each, context.today) for each in lines)), link(LIST, unit, lijst, 0))
        for lijst, name in NAMES.items()
    ]
    heading = title(t("lists.title", "Wie zitten er achter de cijfers?"))
    return Screen((heading, hint(chosen.naam)), (*column(buttons), (to(link(CASELOAD, unit, None, None)), menu())))


@LIST.handler
async def listed(context: RequestContext, unit: str, lijst: Lijst, number: int) -> Screen:
    """One list, eight at a time."""
    chosen = await choice(context, unit)
    if chosen is None or not chosen.listed:
        return not_yours()
    lines = await context.unit.reports.lines(chosen.eenheid, add_months(context.today, -12), context.today)
    found = [each for each in lines if belongs(lijst, each, context.today)]
    shown = found[number * _PAGE : (number + 1) * _PAGE]
    buttons = [Button(_row(each), link(CLIENT_CARD, each.client)) for each in shown]
    blocks = [title(NAMES[lijst]), hint(_WHATS[lijst])]
    if not found:
        blocks.append(line(t("list.none", "Niemand.")))
    turning = pages(lambda page: link(LIST, unit, lijst, page), number, len(found), _PAGE)
    rows = (*column(buttons), *turning, (to(link(LISTS, unit)), menu()))
    listing = await only(context, NAMES[lijst], (each.client for each in found))
    return Screen(tuple(blocks), rows, listing=listing, paper=True)


def _counted(name: Text, n: int) -> Text:
    return t("btn.list.counted", "{name} ({n})", name=name, n=n)


def _row(each: Regel) -> Text:
    if each.positie is None:
        return t("clients.row.new", "{code} · nog niet gemeten", code=each.client)
    now = str(Stand(each.positie, Groei(each.groei) if each.groei else None))
    if each.vroeger is not None and each.vroeger > each.positie:
        return t("list.fell", "{code} · {then} → {now}", code=each.client, then=each.vroeger, now=now)
    return t("clients.row", "{code} · {stand}", code=each.client, stand=now)
