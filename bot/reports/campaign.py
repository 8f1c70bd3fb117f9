"""The first placing of everybody before a day that the gemeente set: how far it is, and who is left."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Block, Button, Screen, Text, t, tn
from bot.measuring.routes import START
from bot.reports.answer import Question, about_rounding, shown, with_share
from bot.reports.caseload import found
from bot.reports.naming import OF_EVERYBODY, OF_ONESELF
from bot.reports.routes import CAMPAIGN
from bot.ui.widgets import Rows, column, hint, item, line, menu, pages, title
from flows.people import Right
from flows.reports.placing import placing
from storage.clients.clients import PAGE, ClientCard
from storage.reports import Eenheid, Soort


@CAMPAIGN.handler
async def campaign(context: RequestContext, page: int) -> Screen:
    """The day, how far the groups are that this person may see, and the own clients who are left."""
    until = context.flows.gemeente.inschaling_voor
    heading = title(t("campaign.title", "Eerste indeling van iedereen"))
    if until is None:
        none = line(t("campaign.none", "Uw gemeente heeft hiervoor geen dag gekozen."))
        return Screen((heading, none), ((menu(),),))
    blocks = [heading, line(_day(until, context.today))]
    for question in _questions(context):
        blocks += [item(await _far(context, question)), *(hint(text) for text in about_rounding(question))]
    rows: Rows = ()
    if context.who.may(Right.MEASURE):
        left, total = await context.unit.clients.unplaced(context.who, context.today, page)
        if total and not left:
            return await campaign(context, 0)
        blocks += _left(total)
        turning = pages(lambda other: link(CAMPAIGN, other), page, total, PAGE)
        rows = (*column([Button(_row(card), link(START, card.code)) for card in left]), *turning)
    return Screen(tuple(blocks), (*rows, (menu(),)))


def ways(context: RequestContext) -> Rows:
    """The way to it, where the gemeente set a day."""
    if context.flows.gemeente.inschaling_voor is None:
        return ()
    return ((Button(t("btn.report.inschaling", "Eerste indeling"), link(CAMPAIGN, 0)),),)


def _questions(context: RequestContext) -> Iterator[Question]:
    """About whom this person may know how far it is; numbers that leave the team are as they are published."""
    who, today = context.who, context.today
    if who.may(Right.REPORT_OWN):
        yield Question(Eenheid(Soort.FUNCTIONARIS, who.id), OF_ONESELF, today, today)
    if who.may(Right.REPORT_TEAM) and who.team is not None:
        yield Question(Eenheid(Soort.TEAM, who.team), t("unit.team", "van uw team"), today, today)
    if who.may(Right.REPORT_ALL) or who.may(Right.CONFIGURE):
        yield Question(Eenheid(Soort.ALLES), OF_EVERYBODY, today, today, masked=True)


async def _far(context: RequestContext, question: Question) -> Text:
    placed = placing(await found(context.unit, question, context.today))
    return t(
        "campaign.far",
        "Ingedeeld {name}: {n} van {whole}, op {day}",
        name=question.naam,
        n=with_share(placed.geplaatst, placed.in_beeld),
        whole=shown(placed.in_beeld),
        day=question.tot,
    )


def _day(until: date, today: date) -> Text:
    days = (until - today).days
    if days > 0:
        return tn(
            "campaign.until",
            "Vóór {day} krijgt iedereen een plaats op de ladder: nog {n} dag.",
            "Vóór {day} krijgt iedereen een plaats op de ladder: nog {n} dagen.",
            days,
            day=until,
        )
    return t("campaign.past", "Vóór {day} zou iedereen een plaats op de ladder hebben. Die dag is voorbij.", day=until)


def _left(total: int) -> Iterator[Block]:
    if total == 0:
        yield line(t("campaign.done", "Al uw cliënten zijn ingedeeld."))
        return
    yield line(
        tn(
            "campaign.left",
            "Nog in te delen: {n} cliënt. Tik om te meten.",
            "Nog in te delen: {n} cliënten. Tik om te meten.",
            total,
        )
    )


def _row(card: ClientCard) -> Text:
    if card.stand is None:
        return t("clients.row.new", "{code} · nog niet gemeten", code=card.code)
    return t("clients.row", "{code} · {stand}", code=card.code, stand=str(card.stand))
