"""The team as its lead sees it: who keeps how many clients, who is away, and whom nobody keeps any more."""

from __future__ import annotations

from collections.abc import Mapping

from bot.absence.screens import not_yours
from bot.clients.screens import row
from bot.conversation.context import RequestContext
from bot.conversation.screen import Block, Button, Look, Screen, Text, t, tn, verbatim
from bot.reassigning.subject import LEAVERS, subject_of
from bot.ui.picking import WIDE
from bot.ui.widgets import Rows, column, hint, item, line, menu, page_number, pages, title, to
from flows.people import Right
from flows.waarneming import Afwezigheid
from storage.caseloads import Caseload
from storage.clients import PAGE


async def team(context: RequestContext, page: str = "0") -> Screen:
    """Eight colleagues at a time; clients without a klantmanager come first."""
    heading = title(t("team.title", "Mijn team"))
    if context.who.team is None:
        return Screen((heading, line(t("team.none", "U hoort nog bij geen team. Vraag uw beheerder."))), ((menu(),),))
    everyone = await context.unit.caseloads.of_team(context.who.team, context.today, context.now)
    number = min(page_number(page), max(0, len(everyone) - 1) // PAGE)
    shown = everyone[number * PAGE : (number + 1) * PAGE]
    leaves: dict[str, Afwezigheid] = {}
    for each in await context.unit.waarneming.leaves(context.today):
        leaves.setdefault(each.functionaris, each)
    labels = await context.unit.people.labels()
    blocks = [heading, *(item(_row(context, each, leaves.get(each.who.id), labels)) for each in shown)]
    unkept = sum(each.clients for each in everyone if not each.active)
    rows: Rows = ()
    if unkept:
        rows = ((Button(t("btn.unkept", "Zonder klantmanager: {n}", n=unkept), "unkept/0", Look.PRIMARY),),)
    buttons = [Button(verbatim(each.who.label[:WIDE]), f"member/{each.who.id}/0") for each in shown]
    ways = (Button(t("btn.team_rates", "Hermetingen"), "hermetingen", Look.QUIET), menu())
    return Screen(tuple(blocks), (*rows, *column(buttons), *pages("team", number, len(everyone), PAGE), ways))


async def member(context: RequestContext, functionaris: str, page: str = "0") -> Screen:
    """What somebody of the team keeps: codes and where each stands."""
    subject = None if functionaris == LEAVERS else await subject_of(context, functionaris)
    if subject is None or subject.client is not None:
        return not_yours()
    active = await context.unit.people.get(functionaris, context.now) is not None
    blocks = [title(verbatim(subject.label))]
    if not active:
        blocks.append(line(t("notice.gone", "Deze collega heeft geen toegang meer.")))
    ways = []
    if active and context.who.may(Right.HAND_OVER):
        ways.append(Button(t("btn.away", "Afwezig"), f"leave/{functionaris}"))
    return await _listed(context, blocks, (functionaris,), f"member/{functionaris}", page, functionaris, ways)


async def unkept(context: RequestContext, page: str = "0") -> Screen:
    """Clients whose klantmanager left."""
    subject = await subject_of(context, LEAVERS)
    if subject is None or not subject.keepers:
        return await team(context)
    blocks = [title(t("unkept.title", "Zonder klantmanager"))]
    blocks.append(line(t("unkept.what", "De collega die deze cliënten had, heeft geen toegang meer.")))
    return await _listed(context, blocks, subject.keepers, "unkept", page, LEAVERS, [])


async def _listed(
    context: RequestContext,
    blocks: list[Block],
    keepers: tuple[str, ...],
    here: str,
    page: str,
    subject: str,
    ways: list[Button],
) -> Screen:
    number = page_number(page)
    found, total = await context.unit.clients.page_of(keepers, context.today, number)
    if total and not found:
        number = 0
        found, total = await context.unit.clients.page_of(keepers, context.today, number)
    blocks.append(hint(_where(total, number)) if total else line(t("member.none", "Geen cliënten.")))
    if total and context.who.may(Right.ASSIGN):
        ways.append(Button(t("btn.reassign", "Geef aan collega’s"), f"reassign/{subject}/0/0"))
    buttons = [Button(row(card, context), f"client/{card.code}") for card in found]
    own: Rows = (tuple(ways),) if ways else ()
    rows = (*column(buttons), *pages(here, number, total, PAGE), *own, (to("team/0"), menu()))
    return Screen(tuple(blocks), rows)


def _where(total: int, number: int) -> Text:
    return t(
        "clients.page",
        "Cliënten: {total} · bladzijde {number} van {last}",
        total=total,
        number=number + 1,
        last=(total - 1) // PAGE + 1,
    )


def _row(context: RequestContext, each: Caseload, leave: Afwezigheid | None, labels: Mapping[str, str]) -> Text:
    count = tn("team.clients", "{n} cliënt", "{n} cliënten", each.clients)
    if each.verlopen:
        count = t("team.late", "{count}, {late} verlopen", count=count, late=each.verlopen)
    if not each.active:
        return t("team.gone", "{label}: {count} · geen toegang meer", label=each.who.label, count=count)
    if leave is None:
        return t("team.row", "{label}: {count}", label=each.who.label, count=count)
    return t(
        "team.away",
        "{label}: {count} · afwezig van {van} tot en met {last}, {substitute} vervangt",
        label=each.who.label,
        count=count,
        van=leave.van,
        last=leave.last,
        substitute=labels.get(leave.vervanger, leave.vervanger),
    )
