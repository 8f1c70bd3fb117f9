"""Absence: who is away until when, who stands in meanwhile, and arranging that."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from bot.absence.routes import (
    ABSENCE,
    ABSENCE_FROM,
    ABSENCE_SURE,
    ABSENCE_UNTIL,
    BE_AWAY,
    END_ABSENCE,
    FIRST_DAY,
    LAST_DAY,
    SUBSTITUTE,
    Period,
)
from bot.caseload.routes import MEMBER
from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Block, Button, Entry, Look, Screen, Style, Text, t, tn
from bot.preferences.routes import SETTINGS
from bot.ui.picking import picking, who_measure
from bot.ui.widgets import column, hint, item, line, menu, title, to
from flows.absence import Afwezigheid, may_be_away, may_substitute
from flows.people import Functionaris, Right

_DAY = timedelta(days=1)


@ABSENCE.handler
async def absence(context: RequestContext, functionaris: str) -> Screen:
    """When somebody is away, now and to come, and the colleagues they stand in for."""
    who = await arranged_by(context, functionaris)
    if who is None:
        return not_yours()
    known = await context.unit.absences.over(context.today)
    own = [each for each in known if each.functionaris == who.id]
    labels = await context.unit.people.labels()
    active = {each.id for each in await context.unit.people.everyone(context.now)}
    heading = (
        t("leave.own", "Afwezig") if who.id == context.who.id else t("leave.of", "Afwezig: {label}", label=who.label)
    )
    blocks = [title(heading), *(item(_row(each, labels)) for each in own)]
    if not own:
        blocks.append(line(t("leave.none", "Er is geen afwezigheid gemeld.")))
    if any(each.vervanger not in active for each in own):
        gone = t("leave.gone", "Deze vervanger heeft geen toegang meer. Stop, en meld de afwezigheid opnieuw.")
        blocks.append(Block(Style.WARNING, gone))
    blocks += [item(standing_in(each, labels)) for each in known if each.vervanger == who.id]
    blocks.append(hint(t("leave.what", "De vervanger ziet en meet dan de cliënten, en krijgt de herinneringen.")))
    stop = [
        Button(t("btn.end_leave", "Stop {day}", day=each.van), link(END_ABSENCE, each.id), Look.DANGER) for each in own
    ]
    more = Button(t("btn.leave_from", "Afwezigheid melden"), link(ABSENCE_FROM, who.id), Look.PRIMARY)
    back = to(link(SETTINGS)) if who.id == context.who.id else to(link(MEMBER, who.id, 0))
    return Screen(tuple(blocks), ((more,), *column(stop), (back, menu())))


@ABSENCE_FROM.handler
async def absence_from(context: RequestContext, functionaris: str) -> Screen:
    """On which day an absence begins."""
    who = await arranged_by(context, functionaris)
    if who is None:
        return not_yours()
    monday = context.today + timedelta(days=7 - context.today.weekday())
    days = (
        (t("btn.today", "Vandaag"), context.today),
        (t("btn.tomorrow", "Morgen"), context.today + _DAY),
        (t("btn.monday", "Volgende maandag"), monday),
    )
    buttons = [Button(label, link(FIRST_DAY, who.id, day)) for label, day in days]
    question = Block(Style.QUESTION, t("leave.from", "Wat is de eerste dag van de afwezigheid?"))
    return Screen((question,), (*column(buttons), (to(link(ABSENCE, who.id)),)), entry=_entry())


@ABSENCE_UNTIL.handler
async def absence_until(context: RequestContext, functionaris: str, first: date) -> Screen:
    """Until and with which day it lasts."""
    who = await arranged_by(context, functionaris)
    if who is None:
        return not_yours()
    if may_be_away(first, first, context.today) is not None:
        return await absence_from(context, functionaris)
    lasts = (
        (t("btn.one_day", "Alleen die dag"), 1),
        (t("btn.week", "1 week"), 7),
        (t("btn.weeks", "2 weken"), 14),
        (t("btn.three_weeks", "3 weken"), 21),
    )
    buttons = [
        Button(label, link(LAST_DAY, who.id, first, first + timedelta(days=days - 1)), Look.PLAIN)
        for label, days in lasts
    ]
    blocks = (
        Block(Style.QUESTION, t("leave.until", "Wat is de laatste dag van de afwezigheid?")),
        hint(t("leave.begins", "De eerste dag is {day}.", day=first)),
    )
    rows = (tuple(buttons[:2]), tuple(buttons[2:]), (to(link(ABSENCE_FROM, who.id)),))
    return Screen(blocks, rows, entry=_entry())


@SUBSTITUTE.handler
async def substitute(context: RequestContext, functionaris: str, period: Period, page: int) -> Screen:
    """Who stands in: the colleagues of the team who are there then."""
    who = await arranged_by(context, functionaris)
    if who is None:
        return not_yours()
    known = await context.unit.absences.over(*period)
    team = [each for each in await who_measure(context, who.id) if each.team == who.team]
    free = [each for each in team if may_substitute(who, each, *period, known) is None]
    question = Block(Style.QUESTION, t("leave.who", "Wie vervangt {label}?", label=who.label))
    back = (to(link(ABSENCE_UNTIL, who.id, period[0])), menu())
    own = [each for each in known if who.id in (each.functionaris, each.vervanger)]
    if own:
        return Screen((question, *await _in_the_way(context, who, own)), (back,))
    if not free:
        none = t("leave.nobody", "In het team kan dan niemand vervangen. Kies andere dagen of vraag de teamleider.")
        return Screen((question, line(none)), (back,))
    blocks = [question, hint(_lasting(*period))]
    if len(free) < len(team):
        blocks.append(hint(t("leave.others", "Wie dan niet kan vervangen, staat er niet bij.")))
    rows = picking(
        free,
        page,
        lambda number: link(SUBSTITUTE, who.id, period, number),
        lambda each: link(ABSENCE_SURE, who.id, period, each.id),
    )
    return Screen(tuple(blocks), (*rows, back))


async def _in_the_way(context: RequestContext, who: Functionaris, own: Collection[Afwezigheid]) -> list[Block]:
    """Why somebody cannot be away then, whoever would stand in, and what to do."""
    labels = await context.unit.people.labels()
    away = [item(_row(each, labels)) for each in own if each.functionaris == who.id]
    if away:
        return [line(t("leave.already", "Voor deze dagen is al afwezigheid gemeld. Stop die eerst.")), *away]
    stands_in = t("leave.busy", "{label} vervangt dan zelf een collega, en kan niet afwezig zijn.", label=who.label)
    do = t("leave.busy_do", "Kies andere dagen, of laat voor die collega eerst een ander vervangen.")
    return [line(stands_in), *(item(standing_in(each, labels)) for each in own), line(do)]


@ABSENCE_SURE.handler
async def absence_sure(context: RequestContext, functionaris: str, period: Period, vervanger: str) -> Screen:
    """What the absence comes down to, before it is kept."""
    who, other = await arranged_by(context, functionaris), await context.unit.people.get(vervanger, context.now)
    if who is None or other is None:
        return not_yours()
    count = (await context.unit.clients.tally_of(who.id, context.today)).clients
    blocks = (
        Block(Style.QUESTION, t("leave.sure", "Klopt dit?")),
        line(_lasting(*period)),
        line(_meanwhile(other, count)),
    )
    keep = Button(t("btn.confirm", "Bevestigen"), link(BE_AWAY, who.id, period, other.id), Look.PRIMARY)
    return Screen(blocks, ((keep,), (to(link(SUBSTITUTE, who.id, period, 0)), menu())))


async def arranged_by(context: RequestContext, functionaris: str) -> Functionaris | None:
    """Somebody whose absence this person may arrange: one's own, and a team lead that of the team."""
    if functionaris == context.who.id:
        return context.who if context.who.may(Right.HAND_OVER) else None
    who = await context.unit.people.get(functionaris, context.now)
    if who is None or not context.who.may(Right.ASSIGN) or who.team is None or who.team != context.who.team:
        return None
    return who if who.may(Right.MEASURE) else None


def standing_in(each: Afwezigheid, labels: dict[str, str]) -> Text:
    """For whom somebody stands in, and until when."""
    label = labels.get(each.functionaris, each.functionaris)
    return t(
        "leave.stands_in", "Vervangt {label} van {van} tot en met {last}", label=label, van=each.van, last=each.last
    )


async def away_then(context: RequestContext, people: Collection[str], day: date) -> list[Block]:
    """A warning for each of these people who is away on a day."""
    labels = await context.unit.people.labels()
    return [
        Block(Style.WARNING, _away(labels[each.functionaris], each.last, labels[each.vervanger]))
        for each in await context.unit.absences.over(day, day + _DAY)
        if each.functionaris in people
    ]


def not_yours() -> Screen:
    """The one answer for a colleague who is unknown, has left or is not of one's team."""
    text = t("leave.not_yours", "Voor deze collega kunt u niets regelen. Misschien is er geen toegang meer.")
    return Screen((line(text),), ((menu(),),))


def _row(each: Afwezigheid, labels: dict[str, str]) -> Text:
    label = labels.get(each.vervanger, each.vervanger)
    return t("leave.row", "{van} tot en met {last}: {label} vervangt", van=each.van, last=each.last, label=label)


def _away(label: str, last: date, substitute: str) -> Text:
    return t(
        "leave.away_then",
        "{label} is dan afwezig, tot en met {last}. {substitute} vervangt.",
        label=label,
        last=last,
        substitute=substitute,
    )


def _lasting(van: date, tot: date) -> Text:
    return t("leave.lasts", "Afwezig van {van} tot en met {last}.", van=van, last=tot - _DAY)


def _meanwhile(other: Functionaris, count: int) -> Text:
    return tn(
        "leave.meanwhile",
        "{label} ziet en meet in die tijd {n} cliënt, en krijgt de herinneringen.",
        "{label} ziet en meet in die tijd {n} cliënten, en krijgt de herinneringen.",
        count,
        label=other.label,
    )


def _entry() -> Entry:
    return Entry("date", t("entry.date", "Of typ een datum"), "15-03-2027")
