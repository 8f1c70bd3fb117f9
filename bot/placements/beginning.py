"""An instrument begins, or began before: which one, with whom, what pays for it, since when and for how much."""

from __future__ import annotations

from datetime import timedelta

from bot.clients.finding import unknown
from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Block, Button, Entry, Screen, Style, Target, t, verbatim
from bot.placements.routes import (
    BEGIN_PLACEMENT,
    BEGUN,
    PLACE,
    PLACE_COSTS,
    PLACE_PAID,
    PLACE_SINCE,
    PLACE_WITH,
    PLACEMENTS,
    Chosen,
)
from bot.placements.screens import measured_on
from bot.ui.widgets import column, date_entry, hint, to
from flows.gemeente import Gemeente
from flows.instrumenten import ANDER
from flows.planning import add_months

_WEEK = timedelta(weeks=1)


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
    if (measured := measured_on(context, code)) is not None:
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


def _after_instrument(gemeente: Gemeente, code: str, number: int) -> Target:
    return link(PLACE_WITH, code, number) if gemeente.partners else _after_partner(gemeente, code, Chosen(number))


def _after_partner(gemeente: Gemeente, code: str, chosen: Chosen) -> Target:
    """From what it is paid is asked where the municipality has labels and the instrument none of its own."""
    own = [each.financiering for each in gemeente.instrumenten[chosen.instrument : chosen.instrument + 1]]
    asked = gemeente.financieringen and own in ([], [None])
    return link(PLACE_PAID if asked else PLACE_SINCE, code, chosen)
