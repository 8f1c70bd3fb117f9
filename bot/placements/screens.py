"""The instruments of one client: what runs, what begins, what ends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from bot.clients.finding import unknown
from bot.clients.routes import CLIENT_CARD
from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Block, Button, Look, Screen, Style, Text, t
from bot.measuring.routes import DIALOGUE
from bot.placements.routes import (
    ASK_UNDO_PLACEMENT,
    END_PLACEMENT,
    PLACE,
    PLACE_UNTIL,
    PLACE_WRONG,
    PLACEMENTS,
    UNDO_PLACEMENT,
)
from bot.ui.widgets import Rows, column, date_entry, hint, item, line, menu, short, title, to
from flows.plaatsingen import Plaatsing
from flows.values import observed

_LATEST, _MOST = 3, 12
_DAY, _WEEK = timedelta(days=1), timedelta(weeks=1)


@PLACEMENTS.handler
async def placements(context: RequestContext, code: str) -> Screen:
    """What runs and what ended lately, with a way to begin and to end one."""
    if await context.unit.clients.get(code, context.who, context.today) is None:
        return unknown()
    known = await context.unit.plaatsingen.of(code)
    running = [each for each in known if each.runs_on(context.today)]
    blocks = [
        title(t("placements.title", "Instrumenten van {code}", code=code)),
        *(item(_paid(each, runs(each))) for each in running),
    ]
    if not running:
        blocks.append(line(t("placements.none", "Er loopt nu geen instrument.")))
    blocks += _ended(known)
    begin = Button(t("btn.placement.begin", "Instrument begint"), link(PLACE, code), Look.PRIMARY)
    ends = [
        Button(t("btn.placement.end", "Stop {name}", name=short(each.instrument, 18)), link(PLACE_UNTIL, code, each.id))
        for each in running
    ]
    if known:
        ends.append(Button(t("btn.placement.wrong", "Iets klopt niet"), link(PLACE_WRONG, code), Look.QUIET))
    if _measures(context, code):
        back: Rows = ((Button(t("btn.to_measurement", "Naar de meting"), link(DIALOGUE), Look.QUIET),),)
    else:
        back = ((to(link(CLIENT_CARD, code)), menu()),)
    return Screen(tuple(blocks), ((begin,), *column(ends), *back))


@PLACE_UNTIL.handler
async def place_until(context: RequestContext, code: str, placed: str) -> Screen:
    """Which day was the last one."""
    running = {each.id: each for each in await context.unit.plaatsingen.running(code, context.today)}
    if placed not in running or await context.unit.clients.get(code, context.who, context.today) is None:
        return await placements(context, code)
    today, ending = context.today, running[placed]
    days = [(t("btn.today", "Vandaag"), today), (t("btn.yesterday", "Gisteren"), today - _DAY)]
    if (measured := measured_on(context, code)) is not None:
        days.append(measured)
    buttons = [
        Button(label, link(END_PLACEMENT, code, placed, day)) for label, day in days if ending.van <= day <= today
    ]
    blocks = (
        Block(Style.QUESTION, t("place_until.title", "Wat was de laatste dag van {name}?", name=ending.instrument)),
        hint(t("place_until.what", "Een meting op die dag telt het instrument niet meer als lopend.")),
    )
    entry = date_entry(max(ending.van, today - _WEEK))
    return Screen(blocks, (*column(buttons), (to(link(PLACEMENTS, code)),)), entry=entry)


@PLACE_WRONG.handler
async def place_wrong(context: RequestContext, code: str) -> Screen:
    """Which placement was a mistake."""
    if await context.unit.clients.get(code, context.who, context.today) is None:
        return unknown()
    known = await context.unit.plaatsingen.of(code)
    buttons = [
        Button(
            t("btn.placement.since", "{name} ({day})", name=short(each.instrument, 18), day=each.van),
            link(ASK_UNDO_PLACEMENT, code, each.id),
        )
        for each in reversed(known)
    ]
    question = Block(Style.QUESTION, t("place_wrong.title", "Welk instrument klopt niet?"))
    told = hint(t("place_wrong.what", "U haalt het weg en voert het daarna zo nodig opnieuw in."))
    return Screen((question, told), (*column(buttons[:_MOST]), (to(link(PLACEMENTS, code)),)))


@ASK_UNDO_PLACEMENT.handler
async def ask_undo_placement(context: RequestContext, code: str, placed: str) -> Screen:
    """Withdrawing is asked once, with what happens."""
    found = {each.id: each for each in await context.unit.plaatsingen.of(code)}
    if placed not in found or await context.unit.clients.get(code, context.who, context.today) is None:
        return await placements(context, code)
    blocks = (
        Block(Style.QUESTION, t("undo_placement.title", "Dit instrument weghalen?")),
        item(_paid(found[placed], runs(found[placed]))),
        line(t("undo_placement.what", "Het telt dan nergens meer mee. Is het alleen afgelopen? Kies dan ‘Stop’.")),
    )
    undo = Button(t("btn.placement.undo", "Ja, weghalen"), link(UNDO_PLACEMENT, code, placed), Look.DANGER)
    return Screen(blocks, ((undo,), (to(link(PLACE_WRONG, code)),)))


def runs(each: Plaatsing) -> Text:
    """An instrument, with whom and since when."""
    if each.partner is None:
        return t("placements.own", "{name}, sinds {day}", name=each.instrument, day=each.van)
    return t(
        "placements.row", "{name} bij {partner}, sinds {day}", name=each.instrument, partner=each.partner, day=each.van
    )


def _paid(each: Plaatsing, what: Text) -> Text:
    """The same, with from what and how much is paid."""
    if each.financiering is not None:
        what = t("placements.paid", "{what} · {label}", what=what, label=each.financiering)
    if each.bedrag is not None:
        what = t("placements.costs", "{what} · € {n}", what=what, n=each.bedrag)
    return what


def _ended(known: tuple[Plaatsing, ...]) -> Iterator[Block]:
    """What ended last."""
    over = sorted(((each.tot, each.id, each) for each in known if each.tot is not None), reverse=True)
    for tot, _, each in over[:_LATEST]:
        yield hint(
            t("placements.ended", "Afgelopen: {name}, {van} tot {tot}", name=each.instrument, van=each.van, tot=tot)
        )


def _measures(context: RequestContext, code: str) -> bool:
    """Whether this chat holds a measurement of this client, to which it then goes back."""
    return context.dialogue is not None and context.dialogue.client == code


def measured_on(context: RequestContext, code: str) -> tuple[Text, date] | None:
    """The day of the meting as a choice, when a measurement of this client is open and it is not today."""
    if context.dialogue is None or not _measures(context, code):
        return None
    day = observed(context.dialogue.answers, context.today)
    return None if day == context.today else (t("btn.measured_on", "Op {day}", day=day), day)
