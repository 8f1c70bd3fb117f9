"""Who is to be measured about now, and who in the team is long overdue."""

from __future__ import annotations

from dataclasses import replace

from bot.clients.listing import only
from bot.clients.routes import CLIENT_CARD
from bot.conversation.context import RequestContext
from bot.conversation.routes import Route, link
from bot.conversation.screen import Block, Button, Screen, Text, t
from bot.planning.deadline import line_of
from bot.planning.routes import DUE, LATE
from bot.ui.widgets import Rows, hint, item, line, menu, pages, pairs, title
from flows.people import Right
from storage.clients.clients import PAGE
from storage.clients.overviews import MOST
from storage.planning.duties import Duty


@DUE.handler
async def due(context: RequestContext, page: int) -> Screen:
    """Everyone who is due or overdue, own clients and those of a colleague who is away; the oldest first."""
    found, total = await context.unit.duties.page(context.who, context.now, context.today, page)
    if total and not found:
        return await due(context, 0)
    heading = t("due.title", "Te meten")
    screen = _listed(context, heading, t("due.none", "Er is nu niemand te meten."), DUE, found, page, total)
    if not context.has_room:
        return screen
    codes = await context.unit.duties.codes(context.who, context.now, context.today, MOST + 1)
    return replace(screen, listing=await only(context, heading, codes), paper=True)


@LATE.handler
async def late(context: RequestContext, page: int) -> Screen:
    """Everyone in the team of whom the team lead has heard."""
    found, total = await context.unit.duties.late_page(context.who, context.today, page)
    if total and not found:
        return await late(context, 0)
    heading = t("late.title", "Twee weken of langer verlopen in uw team")
    nobody = t("late.none", "In uw team is niemand zo lang verlopen.")
    screen = _listed(context, heading, nobody, LATE, found, page, total)
    if not context.has_room:
        return screen
    codes = await context.unit.duties.late_codes(context.who, context.today, MOST + 1)
    return replace(screen, listing=await only(context, heading, codes), paper=True)


async def ways_to_due(context: RequestContext) -> Rows:
    """The lists in which there is anybody, each with how many."""
    count = await context.unit.duties.count(context.who, context.now, context.today)
    rows: Rows = ((Button(t("btn.due", "Te meten ({n})", n=count), link(DUE, 0)),),) if count else ()
    if context.who.may(Right.SEE_TEAM) and (n := await context.unit.duties.late_count(context.who, context.today)):
        rows += ((Button(t("btn.late", "Lang verlopen ({n})", n=n), link(LATE, 0)),),)
    return rows


def _listed(
    context: RequestContext,
    heading: Text,
    nobody: Text,
    route: Route[[int], Screen],
    found: tuple[Duty, ...],
    page: int,
    total: int,
) -> Screen:
    if not found:
        return Screen((title(heading), line(nobody)), ((menu(),),))
    last = (total - 1) // PAGE + 1
    where = t(
        "clients.page", "Cliënten: {total} · bladzijde {number} van {last}", total=total, number=page + 1, last=last
    )
    blocks: list[Block] = [title(heading), hint(where)]
    blocks += [item(line_of(duty.code, duty.termijn, context.today)) for duty in found]
    buttons = [
        Button(
            t("btn.one_due", "{code} · {stand}", code=duty.code, stand=str(duty.stand)), link(CLIENT_CARD, duty.code)
        )
        for duty in found
    ]
    return Screen(tuple(blocks), (*pairs(buttons), *pages(lambda at: link(route, at), page, total, PAGE), (menu(),)))
