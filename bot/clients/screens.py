"""The own caseload and one client: where they stand, how they got there, what can be done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.clients import household, letting_go, moving
from bot.clients.finding import to_measure, unknown
from bot.clients.listing import MINE, around, mine
from bot.clients.routes import CLIENT_CARD, CLIENTS, PICK, WITH_PART
from bot.conversation.context import RequestContext
from bot.conversation.routes import Route, link
from bot.conversation.screen import Block, Button, Entry, Look, Param, Screen, Target, Text, t, verbatim
from bot.handover import screens as handover
from bot.history.messages import differing
from bot.history.routes import MOMENTS
from bot.history.timeline import picture
from bot.home.routes import NEW
from bot.measuring.routes import RATES, START
from bot.placements.routes import PLACEMENTS
from bot.planning import screens as planning
from bot.ui import wording
from bot.ui.facts import next_step
from bot.ui.widgets import Rows, column, hint, item, line, menu, pages, title, to
from flows.meetmoment import Actie, Meetmoment, Status, counting, latest_of
from flows.people import Right
from flows.planning import Termijn
from flows.reminders import stopped
from storage.clients.clients import PAGE, ClientCard

_DAY = timedelta(days=1)


@CLIENTS.handler
async def listing(context: RequestContext, page: int) -> Screen:
    """Eight clients at a time; the one due first on top."""
    rates = Button(t("btn.rates", "Mijn hermetingen"), link(RATES), Look.QUIET)
    only_own = context.who.may(Right.REPORT_OWN) and not context.who.may(Right.SEE_TEAM)
    ways = (rates, menu()) if only_own else (menu(),)
    heading = MINE
    screen = await _listed(context, heading, CLIENTS, page, CLIENT_CARD, (*await handover.whole(context), ways))
    return replace(screen, blocks=(*screen.blocks, *await handover.standing_in(context)), paper=True)


@PICK.handler
async def pick(context: RequestContext, page: int) -> Screen:
    """The same clients, to be measured at once."""
    return await _listed(context, t("pick.title", "Wie gaat u meten?"), PICK, page, START, ((to(link(NEW)), menu()),))


@PICK.typed
async def picked(context: RequestContext, said: str, page: int) -> Target | None:
    """A code begins the measurement here too."""
    return await to_measure(context, said)


@WITH_PART.handler
async def with_part(context: RequestContext, part: str) -> Screen:
    """The first few clients in the caseload whose code has something in it that was typed."""
    found = await context.unit.clients.with_part(part, context.who, context.today)
    buttons = [Button(row(card, context), link(CLIENT_CARD, card.code)) for card in found[:PAGE]]
    blocks = [title(t("with_part.title", "Codes met {part}", part=part))]
    if len(found) > PAGE:
        blocks.append(hint(t("with_part.more", "Er zijn er meer. Typ meer van de code.")))
    entry = Entry("code", t("entry.code", "Of typ een cliëntcode"))
    return Screen(tuple(blocks), (*column(buttons), (to(link(CLIENTS, 0)), menu())), entry=entry)


async def _listed(
    context: RequestContext,
    heading: Text,
    here: Route[[int], Screen],
    page: int,
    opens: Route[[str], Any],
    ways: Rows,
) -> Screen:
    found, total = await context.unit.clients.page(context.who, context.today, page)
    if total and not found:
        return await _listed(context, heading, here, 0, opens, ways)
    if not found:
        none = t("clients.none", "U heeft nog geen cliënten. Begin met een nieuwe meting.")
        blocks = (title(heading), line(await handover.gave_away(context) or none))
        return Screen(blocks, ((Button(t("btn.new", "Nieuwe meting"), link(NEW), Look.PRIMARY),), (menu(),)))
    buttons = [Button(row(card, context), link(opens, card.code)) for card in found]
    last = (total - 1) // PAGE + 1
    where = t(
        "clients.page",
        "Cliënten: {total} · bladzijde {number} van {last}",
        total=total,
        number=page + 1,
        last=last,
    )
    order = t("clients.order", "Eerst wie nog niet gemeten is, dan op de geplande dag van de meting.")
    rows = (*column(buttons), *pages(lambda other: link(here, other), page, total, PAGE), *ways)
    entry = Entry("code", t("entry.code", "Of typ een cliëntcode"))
    return Screen((title(heading), hint(where), hint(order)), rows, entry=entry, listing=await mine(context, opens))


@CLIENT_CARD.handler
async def client(context: RequestContext, code: str) -> Screen:
    """One client: position now, the way there as a picture, and what to do next."""
    card = await context.unit.clients.get(code, context.who, context.today)
    if card is None:
        return unknown()
    history = await context.unit.meetmomenten.history(code)
    termijn = await context.unit.termijnen.get(code)
    unsettled = list(_unsettled(history))
    counted = counting(history)
    days = context.flows.gemeente.options.verschil_dagen
    unsettled += [item(text) for each in counted[-1:] for text in differing(each, counted, days)]
    blocks = [title(verbatim(code)), *(() if card.stand is None and unsettled else _now(card, context)), *unsettled]
    rows: Rows = ((Button(t("btn.measure", "Meten"), link(START, code), Look.PRIMARY),),)
    if termijn is not None:
        rows += planning.ways(context, code, termijn)
        blocks += await planning.postponed(context, code, termijn)
        blocks += _dozing(termijn, context)
    blocks += (*await moving.lives(context, code), *await household.card(context, code))
    if context.flows.gemeente.instrumenten:
        rows += ((Button(t("btn.placements", "Instrumenten"), link(PLACEMENTS, code)),),)
    if history:
        rows += ((Button(t("btn.moments", "Meetmomenten"), link(MOMENTS, code, 0)),),)
    else:
        rows += await letting_go.ways(context, code)
    rows += (*moving.ways(context, code), *household.ways(context, code))
    whose, handed = await handover.ways(context, card)
    blocks += whose
    page = await context.unit.clients.page_with(card, context.who, context.today)
    rows += (*handed, (to(link(CLIENTS, page)), menu()))
    return Screen(
        tuple(blocks),
        rows,
        picture=picture(code, counted, context),
        listing=await around(context, code),
        shared=link(CLIENT_CARD, code),
        paper=True,
    )


def _dozing(termijn: Termijn, context: RequestContext) -> Iterator[Block]:
    """Until when nobody is reminded."""
    until = termijn.sluimert_tot
    if until is None or until <= context.today:
        return
    if stopped(termijn):
        yield item(t("client.stopped", "Herinneringen staan uit, hoogstens tot {day}", day=until))
    else:
        yield item(t("client.dozes", "Geen herinnering tot {day}", day=until))


def row(card: ClientCard, context: RequestContext) -> Text:
    """A client as a list shows it: the code and where they stand."""
    if card.stand is None:
        return t("clients.row.new", "{code} · nog niet gemeten", code=card.code)
    if card.uiterste is not None and card.uiterste < context.today:
        late = card.uiterste + _DAY
        return t(
            "clients.row.late",
            "{code} · {stand} · verlopen sinds {day}",
            code=card.code,
            stand=str(card.stand),
            day=late,
        )
    if card.gepland is not None and card.gepland <= context.today:
        return t("clients.row.due", "{code} · {stand} · nu meten", code=card.code, stand=str(card.stand))
    return t("clients.row", "{code} · {stand}", code=card.code, stand=str(card.stand))


def _unsettled(history: tuple[Meetmoment, ...]) -> Iterator[Block]:
    """What was measured, corrected or withdrawn and does not count, because of the check."""
    for each in latest_of(history):
        what: dict[str, Param] = {"day": each.meting.datum, "stand": str(each.meting.stand)}
        if each.status is Status.TERUGGEGEVEN and each.actie is Actie.INTREKKING:
            yield item(t("client.withdrawal_returned", "Niet ingetrokken: {stand} van {day}, na controle.", **what))
        elif each.status is Status.TERUGGEGEVEN:
            yield item(t("client.returned", "Teruggegeven: {stand} van {day}. Dit telt nog niet mee.", **what))
        elif each.status is Status.TE_CONTROLEREN and each.actie is Actie.INTREKKING:
            yield item(t("client.withdrawal", "In controle: intrekking van {stand} van {day}.", **what))
        elif each.status is Status.TE_CONTROLEREN:
            yield item(t("client.waiting", "In controle: {stand} van {day}. Dit telt nog niet mee.", **what))


def _now(card: ClientCard, context: RequestContext) -> Iterator[Block]:
    if card.stand is None or card.datum is None:
        yield line(t("client.new", "Nog niet gemeten."))
        return
    name = wording.named(context.flows, str(card.stand.positie))
    yield line(t("client.now", "Nu: {name}", name=name))
    if card.stand.on_ladder:
        growth = (
            t("client.plus", "Met groeipotentieel (+)")
            if str(card.stand).endswith("+")
            else t("client.nul", "Zonder groeipotentieel")
        )
        yield item(growth)
        yield from next_step(context.flows, card.stand.positie)
    yield item(t("client.measured", "Gemeten op {day}", day=card.datum))
    if card.gepland is not None and card.uiterste is not None:
        last = max(card.gepland, card.uiterste)
        if last < context.today:
            since = last + _DAY
            yield item(t("client.late", "Verlopen sinds {since}: {last} was de laatste dag", since=since, last=last))
        else:
            yield item(t("client.next", "Volgende meting: {day}", day=card.gepland))
            if card.uiterste < context.today:
                yield item(t("client.past", "De uiterste datum was {day}", day=card.uiterste))
