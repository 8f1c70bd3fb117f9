"""Who is to be measured about now, and who in the team is long overdue."""

from __future__ import annotations

from bot.conversation.context import Turn
from bot.conversation.screen import Block, Button, Screen, Text, t
from bot.planning.deadline import line_of
from bot.ui.widgets import Rows, hint, item, line, menu, page_number, pages, pairs, title
from flows.people import Right
from storage.clients import PAGE
from storage.duties import Duty


async def due(turn: Turn, page: str) -> Screen:
    """Everyone who is due or overdue, of the own clients and those of whoever is replaced; the oldest first."""
    number = page_number(page)
    found, total = await turn.unit.duties.page(turn.who, turn.now, turn.today, number)
    if total and not found:
        return await due(turn, "0")
    heading = t("due.title", "Te meten")
    return _listed(turn, heading, t("due.none", "Er is nu niemand te meten."), "due", found, number, total)


async def late(turn: Turn, page: str) -> Screen:
    """Everyone in the team of whom the team lead has heard."""
    number = page_number(page)
    found, total = await turn.unit.duties.late_page(turn.who, turn.today, number)
    if total and not found:
        return await late(turn, "0")
    heading = t("late.title", "Meer dan twee weken verlopen in uw team")
    nobody = t("late.none", "In uw team is niemand zo lang verlopen.")
    return _listed(turn, heading, nobody, "late", found, number, total)


async def ways(turn: Turn) -> Rows:
    """The lists in which there is anybody, each with how many."""
    count = await turn.unit.duties.count(turn.who, turn.now, turn.today)
    rows: Rows = ((Button(t("btn.due", "Te meten ({n})", n=count), "due/0"),),) if count else ()
    if turn.who.may(Right.SEE_TEAM) and (n := await turn.unit.duties.late_count(turn.who, turn.today)):
        rows += ((Button(t("btn.late", "Verlopen in team ({n})", n=n), "late/0"),),)
    return rows


def _listed(
    turn: Turn, heading: Text, nobody: Text, route: str, found: tuple[Duty, ...], number: int, total: int
) -> Screen:
    if not found:
        return Screen((title(heading), line(nobody)), ((menu(),),))
    last = (total - 1) // PAGE + 1
    where = t(
        "clients.page", "Cliënten: {total} · bladzijde {number} van {last}", total=total, number=number + 1, last=last
    )
    blocks: list[Block] = [title(heading), hint(where)]
    blocks += [item(line_of(duty.code, duty.termijn, turn.today)) for duty in found]
    buttons = [
        Button(t("btn.one_due", "{code} · {stand}", code=d.code, stand=str(d.stand)), f"client/{d.code}") for d in found
    ]
    return Screen(tuple(blocks), (*pairs(buttons), *pages(route, number, total, PAGE), (menu(),)))
