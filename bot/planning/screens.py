"""Another day for the next measurement of a client: planned, put off, silenced, or brought forward by an event."""

from __future__ import annotations

from datetime import date, timedelta

from bot.clients.finding import unknown
from bot.clients.routes import CLIENT_CARD
from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Block, Button, Look, Screen, Style, Text, t
from bot.measuring.routes import START
from bot.placements.routes import PLACE, PLACEMENTS
from bot.planning.deadline import deadline
from bot.planning.routes import CHANGED, DOZE, EVENT, PLAN, POSTPONE, PROPOSAL, REPLAN, SNOOZE, WAKE
from bot.ui.widgets import Rows, column, date_entry, hint, item, line, to
from flows.planning import Termijn, add_months
from flows.reminders import latest_snooze, stage_on, stop_day
from flows.replanning import Aanleiding, Uitstel, propose

POSTPONED: dict[Uitstel, Text] = {
    Uitstel.GEEN_CONTACT: t("btn.postponed.contact", "Geen contact"),
    Uitstel.AFSPRAAK_VERZET: t("btn.postponed.moved", "Afspraak verzet"),
    Uitstel.TIJDELIJK_WEG: t("btn.postponed.away", "Tijdelijk weg"),
    Uitstel.INSTRUMENT_LOOPT: t("btn.postponed.instrument", "Instrument loopt nog"),
    Uitstel.ANDERS: t("btn.postponed.other", "Andere reden"),
}
EVENTS: dict[Aanleiding, Text] = {
    Aanleiding.INSTRUMENT_GESTART: t("btn.event.instrument", "Instrument gestart"),
    Aanleiding.INSTRUMENT_GEEINDIGD: t("btn.event.instrument_over", "Instrument geëindigd"),
    Aanleiding.EXAMEN_GEHAALD: t("btn.event.exam", "Examen gehaald"),
    Aanleiding.CONTRACT_GETEKEND: t("btn.event.contract", "Contract getekend"),
    Aanleiding.CONTRACT_GEEINDIGD: t("btn.event.contract_over", "Contract geëindigd"),
    Aanleiding.UITKERING_GESTART: t("btn.event.benefit", "Uitkering gestart"),
    Aanleiding.UITKERING_GEEINDIGD: t("btn.event.benefit_over", "Uitkering geëindigd"),
    Aanleiding.ONTHEFFING_GEWIJZIGD: t("btn.event.exemption", "Vrijstelling gewijzigd"),
    Aanleiding.VERHUISD: t("btn.event.moved", "Verhuisd"),
}
_WEEK = timedelta(days=7)
# Where placements are kept, an instrument that begins or ends is entered there, and only there.
_PLACED = {Aanleiding.INSTRUMENT_GESTART: PLACE, Aanleiding.INSTRUMENT_GEEINDIGD: PLACEMENTS}


def ways(context: RequestContext, code: str, termijn: Termijn) -> Rows:
    """What can be done about the next measurement of a client."""
    buttons = [Button(t("btn.plan", "Andere datum"), link(PLAN, code))]
    if termijn.sluimert_tot is not None and context.today < termijn.sluimert_tot:
        buttons.append(Button(t("btn.wake", "Herinner weer"), link(WAKE, code)))
    elif stage_on(termijn, context.today) is not None:
        buttons.append(Button(t("btn.snooze", "Later herinneren"), link(SNOOZE, code)))
    return tuple(buttons), (Button(t("btn.event", "Er is iets veranderd"), link(EVENT, code)),)


async def postponed(context: RequestContext, code: str, termijn: Termijn) -> list[Block]:
    """Why a measurement comes after its ultimate date; nothing when it does not."""
    reason = await context.unit.termijnen.postponed(code) if termijn.gepland > termijn.uiterste else None
    if reason is None:
        return []
    return [item(t("client.postponed", "Na de uiterste datum: {reason}", reason=POSTPONED[Uitstel(reason)]))]


@PLAN.handler
async def plan(context: RequestContext, code: str) -> Screen:
    """When to measure instead."""
    termijn = await _termijn(context, code)
    if termijn is None:
        return await _nothing_due(context, code)
    today = context.today
    choices = (
        (t("btn.plan.weeks", "Over 2 weken"), today + 2 * _WEEK),
        (t("btn.plan.month", "Over 1 maand"), add_months(today, 1)),
        (t("btn.plan.months", "Over 3 maanden"), add_months(today, 3)),
    )
    buttons = [Button(label, link(REPLAN, code, day, None)) for label, day in choices]
    blocks = (Block(Style.QUESTION, t("plan.title", "Wanneer meet u {code}?", code=code)), hint(_now(termijn)))
    entry = date_entry(add_months(today, 2))
    return Screen(blocks, (*column(buttons), (to(link(CLIENT_CARD, code)),)), entry=entry)


@POSTPONE.handler
async def postpone(context: RequestContext, code: str, day: date) -> Screen:
    """Why the measurement comes after its ultimate date; a reason is always given."""
    termijn = await _termijn(context, code)
    if termijn is None:
        return await plan(context, code)
    blocks = (
        Block(Style.QUESTION, t("postpone.title", "Waarom komt de meting na de uiterste datum?")),
        item(t("postpone.day", "Gekozen dag: {day}", day=day)),
        item(t("summary.last", "Uiterste datum: {day}", day=termijn.uiterste)),
        hint(t("postpone.what", "In overzichten telt de cliënt als verlopen tot er opnieuw gemeten is.")),
    )
    buttons = [Button(label, link(REPLAN, code, day, reason)) for reason, label in POSTPONED.items()]
    return Screen(blocks, (*column(buttons), (to(link(PLAN, code)),)))


@SNOOZE.handler
async def snooze(context: RequestContext, code: str) -> Screen:
    """How long to hear nothing of a client."""
    termijn = await _termijn(context, code)
    if termijn is None:
        return await _nothing_due(context, code)
    latest, stop = latest_snooze(termijn, context.today), stop_day(termijn, context.today)
    weeks = ((t("btn.week", "1 week"), context.today + _WEEK), (t("btn.weeks", "2 weken"), context.today + 2 * _WEEK))
    buttons = [Button(label, link(DOZE, code, day)) for label, day in weeks if day <= latest]
    blocks = [
        Block(Style.QUESTION, t("snooze.title", "Hoe lang wilt u geen herinnering voor {code}?", code=code)),
        hint(_now(termijn)),
    ]
    if stop is not None:
        buttons.append(Button(t("btn.stop_reminding", "Tot ik het weer aanzet"), link(DOZE, code, stop)))
        blocks.append(hint(t("snooze.stop", "Vanaf {day} herinnert Meetlat u hoe dan ook weer.", day=stop)))
    return Screen(tuple(blocks), (*column(buttons), (to(link(CLIENT_CARD, code)),)))


@EVENT.handler
async def event(context: RequestContext, code: str) -> Screen:
    """What happened to a client that makes it worth measuring sooner."""
    if await _termijn(context, code) is None:
        return await _nothing_due(context, code)
    placed = _PLACED if context.flows.gemeente.instrumenten else {}
    buttons = [
        Button(label, link(placed[what], code) if what in placed else link(CHANGED, code, what))
        for what, label in EVENTS.items()
    ]
    question = Block(Style.QUESTION, t("event.title", "Wat is er veranderd voor {code}?", code=code))
    return Screen((question,), (*column(buttons), (to(link(CLIENT_CARD, code)),)))


@PROPOSAL.handler
async def proposal(context: RequestContext, code: str, what: Aanleiding) -> Screen:
    """An earlier day, when the event is a reason for one."""
    termijn = await _termijn(context, code)
    if termijn is None:
        return await _nothing_due(context, code)
    day = propose(termijn, context.today)
    keep = Button(t("btn.leave", "Laat staan"), link(CLIENT_CARD, code))
    now = Button(t("btn.measure_now", "Nu meten"), link(START, code), Look.PRIMARY if day is None else Look.PLAIN)
    label = EVENTS[what]
    if termijn.gepland < context.today:
        when = deadline(termijn, context.today)
        waits = t(
            "proposal.waits", "{event}. De meting van {code} wacht al: {when}.", event=label, code=code, when=when
        )
        replan = Button(t("btn.plan", "Andere datum"), link(PLAN, code))
        return Screen((Block(Style.QUESTION, waits),), ((now,), (replan, keep)))
    if day is None:
        planned = t("proposal.soon", "{event}. De volgende meting staat al op {day}.", event=label, day=termijn.gepland)
        return Screen((Block(Style.QUESTION, planned),), ((now, keep),))
    sooner = t("proposal.sooner", "{event}. Wilt u {code} eerder meten?", event=label, code=code)
    blocks = (Block(Style.QUESTION, sooner), line(_now(termijn)))
    chosen = Button(t("btn.plan_on", "Plan {day}", day=day), link(REPLAN, code, day, None), Look.PRIMARY)
    return Screen(blocks, ((chosen,), (now, keep)))


async def _termijn(context: RequestContext, code: str) -> Termijn | None:
    """When a client is due whom this person may measure."""
    if await context.unit.clients.get(code, context.who, context.today) is None:
        return None
    return await context.unit.termijnen.get(code)


async def _nothing_due(context: RequestContext, code: str) -> Screen:
    """Who was closed meanwhile is not measured again; somebody else's client is unknown."""
    if await context.unit.clients.get(code, context.who, context.today) is None:
        return unknown()
    nothing = t("plan.nothing", "Voor {code} staat geen volgende meting gepland.", code=code)
    return Screen((Block(Style.QUESTION, nothing),), ((to(link(CLIENT_CARD, code)),),))


def _now(termijn: Termijn) -> Text:
    return t("plan.now", "Nu gepland op {day}. Uiterste datum: {last}.", day=termijn.gepland, last=termijn.uiterste)
