"""The instruments of one client: what runs, what begins, what ends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from bot.clients.finding import unknown
from bot.clients.routes import CLIENT_CARD
from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Block, Button, Entry, Look, Screen, Style, Target, Text, t, verbatim
from bot.measuring.routes import DIALOGUE
from bot.placements.routes import (
    BEGIN_PLACEMENT,
    BEGUN,
    END_PLACEMENT,
    PLACE,
    PLACE_COSTS,
    PLACE_PAID,
    PLACE_SINCE,
    PLACE_UNTIL,
    PLACE_WITH,
    PLACEMENTS,
    Chosen,
)
from bot.ui.widgets import Rows, column, date_entry, hint, item, line, menu, short, title, to
from flows.gemeente import Gemeente
from flows.instrumenten import ANDER
from flows.plaatsingen import Plaatsing
from flows.planning import add_months
from flows.values import observed

_LATEST = 3
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
    if _measures(context, code):
        back: Rows = ((Button(t("btn.to_measurement", "Naar de meting"), link(DIALOGUE), Look.QUIET),),)
    else:
        back = ((to(link(CLIENT_CARD, code)), menu()),)
    return Screen(tuple(blocks), ((begin,), *column(ends), *back))


@PLACE.handler
async def place(context: RequestContext, code: str) -> Screen:
    """Which instrument begins, or began before."""
    if await context.unit.clients.get(code, context.who, context.today) is None:
        return unknown()
    gemeente = context.flows.gemeente
    labels = [verbatim(each.naam) for each in gemeente.instrumenten]
    if ANDER not in {each.naam for each in gemeente.instrumenten}:
        labels.append(t("btn.placement.other", "Ander instrument"))
    buttons = [Button(label, _after_instrument(gemeente, code, number)) for number, label in enumerate(labels)]
    question = Block(Style.QUESTION, t("place.title", "Welk instrument begint voor {code}?", code=code))
    told = hint(t("place.earlier", "Ook als het al eerder begon. De dag kiest u hierna."))
    return Screen((question, told), (*column(buttons), (to(link(PLACEMENTS, code)),)))


@PLACE_WITH.handler
async def place_with(context: RequestContext, code: str, number: int) -> Screen:
    """Who carries it out."""
    if await context.unit.clients.get(code, context.who, context.today) is None:
        return unknown()
    gemeente = context.flows.gemeente
    buttons = [
        Button(verbatim(name), _after_partner(gemeente, code, Chosen(number, which)))
        for which, name in enumerate(gemeente.partners)
    ]
    own = _after_partner(gemeente, code, Chosen(number))
    nobody = Button(t("btn.placement.own", "De gemeente zelf"), own)
    question = Block(Style.QUESTION, t("place_with.title", "Wie voert het uit?"))
    return Screen((question,), (*column(buttons), (nobody,), (to(link(PLACE, code)),)))


@PLACE_PAID.handler
async def place_paid(context: RequestContext, code: str, chosen: Chosen) -> Screen:
    """From which law it is paid."""
    if await context.unit.clients.get(code, context.who, context.today) is None:
        return unknown()
    labels = enumerate(context.flows.gemeente.financieringen)
    buttons = [
        Button(verbatim(name), link(PLACE_SINCE, code, chosen._replace(financiering=which))) for which, name in labels
    ]
    question = Block(Style.QUESTION, t("place_paid.title", "Waaruit wordt het betaald?"))
    return Screen((question,), (*column(buttons), (to(link(PLACE, code)),)))


@PLACE_SINCE.handler
async def place_since(context: RequestContext, code: str, chosen: Chosen) -> Screen:
    """On which day it begins or began."""
    if await context.unit.clients.get(code, context.who, context.today) is None:
        return unknown()
    today = context.today
    days = [
        (t("btn.today", "Vandaag"), today),
        (t("btn.since.week", "Een week geleden"), today - _WEEK),
        (t("btn.since.month", "Een maand geleden"), add_months(today, -1)),
    ]
    if (measured := _measured(context, code)) is not None:
        days.insert(1, measured)
    buttons = [Button(label, link(BEGIN_PLACEMENT, code, chosen, day)) for label, day in days]
    blocks = (Block(Style.QUESTION, t("place_since.title", "Wanneer begint het, of wanneer begon het?")),)
    return Screen(blocks, (*column(buttons), (to(link(PLACE, code)),)), entry=date_entry(add_months(today, -2)))


@PLACE_COSTS.handler
async def place_costs(context: RequestContext, code: str, placed: str) -> Screen:
    """What it costs; may be left open."""
    if await context.unit.clients.get(code, context.who, context.today) is None:
        return unknown()
    blocks = (
        Block(Style.QUESTION, t("place_costs.title", "Wat kost dit instrument voor deze cliënt?")),
        hint(t("place_costs.what", "In hele euro’s. Weet u het niet? Kies ‘Overslaan’.")),
    )
    skip = Button(t("btn.skip", "Overslaan"), link(BEGUN, code))
    return Screen(blocks, ((skip,),), entry=Entry("number", t("entry.euros", "Typ een bedrag"), "1250"))


@PLACE_UNTIL.handler
async def place_until(context: RequestContext, code: str, placed: str) -> Screen:
    """Which day was the last one."""
    running = {each.id: each for each in await context.unit.plaatsingen.running(code, context.today)}
    if placed not in running or await context.unit.clients.get(code, context.who, context.today) is None:
        return await placements(context, code)
    today, ending = context.today, running[placed]
    days = [(t("btn.today", "Vandaag"), today), (t("btn.yesterday", "Gisteren"), today - _DAY)]
    if (measured := _measured(context, code)) is not None:
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


def _after_instrument(gemeente: Gemeente, code: str, number: int) -> Target:
    return link(PLACE_WITH, code, number) if gemeente.partners else _after_partner(gemeente, code, Chosen(number))


def _after_partner(gemeente: Gemeente, code: str, chosen: Chosen) -> Target:
    """From what it is paid is asked where the municipality has labels and the instrument none of its own."""
    own = [each.financiering for each in gemeente.instrumenten[chosen.instrument : chosen.instrument + 1]]
    asked = gemeente.financieringen and own in ([], [None])
    return link(PLACE_PAID if asked else PLACE_SINCE, code, chosen)


def _measures(context: RequestContext, code: str) -> bool:
    """Whether this chat holds a measurement of this client, to which it then goes back."""
    return context.dialogue is not None and context.dialogue.client == code


def _measured(context: RequestContext, code: str) -> tuple[Text, date] | None:
    """The day of the meting as a choice, when a measurement of this client is open and it is not today."""
    if context.dialogue is None or not _measures(context, code):
        return None
    day = observed(context.dialogue.answers, context.today)
    return None if day == context.today else (t("btn.measured_on", "Op {day}", day=day), day)
