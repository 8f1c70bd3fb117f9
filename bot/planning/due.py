"""Who is to be measured about now, and who in the team is long overdue."""

from __future__ import annotations

from bot.conversation.context import RequestContext
from bot.conversation.screen import Block, Button, Screen, Text, t
from bot.planning.deadline import line_of
from bot.ui.widgets import Rows, hint, item, line, menu, page_number, pages, pairs, title
from flows.people import Right
from storage.clients import PAGE
from storage.duties import Duty


async def due(context: RequestContext, page: str) -> Screen:
    """Everyone who is due or overdue, of the own clients and those of whoever is replaced; the oldest first."""
    number = page_number(page)
    found, total = await context.unit.duties.page(context.who, context.now, context.today, number)
    if total and not found:
        return await due(context, "0")
    heading = t("due.title", "Te meten")
    return _listed(context, heading, t("due.none", "Er is nu niemand te meten."), "due", found, number, total)


async def late(context: RequestContext, page: str) -> Screen:
    """Everyone in the team of whom the team lead has heard."""
    number = page_number(page)
    found, total = await context.unit.duties.late_page(context.who, context.today, number)
    if total and not found:
        return await late(context, "0")
    heading = t("late.title", "Meer dan twee weken verlopen in uw team")
    nobody = t("late.none", "In uw team is niemand zo lang verlopen.")
    return _listed(context, heading, nobody, "late", found, number, total)


async def ways(context: RequestContext) -> Rows:
    """The lists in which there is anybody, each with how many."""
    count = await context.unit.duties.count(context.who, context.now, context.today)
    rows: Rows = ((Button(t("btn.due", "Te meten ({n})", n=count), "due/0"),),) if count else ()
    if context.who.may(Right.SEE_TEAM) and (n := await context.unit.duties.late_count(context.who, context.today)):
        rows += ((Button(t("btn.late", "Verlopen in team ({n})", n=n), "late/0"),),)
    return rows


def _listed(
    context: RequestContext, heading: Text, nobody: Text, route: str, found: tuple[Duty, ...], number: int, total: int
) -> Screen:
    if not found:
        return Screen((title(heading), line(nobody)), ((menu(),),))
    last = (total - 1) // PAGE + 1
    where = t(
        "clients.page", "Cliënten: {total} · bladzijde {number} van {last}", total=total, number=number + 1, last=last
    )
    blocks: list[Block] = [title(heading), hint(where)]
    blocks += [item(line_of(duty.code, duty.termijn, context.today)) for duty in found]
    buttons = [
        Button(t("btn.one_due", "{code} · {stand}", code=d.code, stand=str(d.stand)), f"client/{d.code}") for d in found
    ]
    return Screen(tuple(blocks), (*pairs(buttons), *pages(route, number, total, PAGE), (menu(),)))
