"""The team as its lead sees it: who keeps how many clients, who is away, and whom nobody keeps any more."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.absence.routes import ABSENCE
from bot.absence.screens import not_yours
from bot.caseload.routes import MEMBER, TEAM, UNKEPT
from bot.clients.listing import of_team
from bot.clients.routes import CLIENT_CARD
from bot.clients.screens import row
from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Block, Button, Look, Screen, Target, Text, t, tn, verbatim
from bot.measuring.routes import RATES
from bot.reassigning.routes import NOBODY_YET, REASSIGN, WITHOUT_ACCESS
from bot.reassigning.subject import subject_of
from bot.ui.widgets import Rows, column, hint, item, line, menu, pages, short, title, to
from flows.absence import Afwezigheid
from flows.people import Right
from storage.clients.caseloads import Caseload
from storage.clients.clients import PAGE


@TEAM.handler
async def team(context: RequestContext, page: int) -> Screen:
    """Eight colleagues at a time; clients without a klantmanager come first."""
    heading = title(t("team.title", "Mijn team"))
    if context.who.team is None:
        return Screen((heading, line(t("team.none", "U hoort nog bij geen team. Vraag uw beheerder."))), ((menu(),),))
    everyone = await context.unit.caseloads.of_team(context.who.team, context.today, context.now)
    number = min(page, max(0, len(everyone) - 1) // PAGE)
    shown = everyone[number * PAGE : (number + 1) * PAGE]
    absences: dict[str, Afwezigheid] = {}
    for each in await context.unit.absences.over(context.today):
        absences.setdefault(each.functionaris, each)
    labels = await context.unit.people.labels()
    blocks = [heading, *(item(_row(context, each, absences.get(each.who.id), labels)) for each in shown)]
    unkept = sum(each.clients for each in everyone if not each.active)
    rows: Rows = ()
    if unkept:
        rows = ((Button(t("btn.unkept", "Zonder klantmanager: {n}", n=unkept), link(UNKEPT, 0), Look.PRIMARY),),)
    buttons = [Button(verbatim(short(each.who.label)), link(MEMBER, each.who.id, 0)) for each in shown]
    ways = (Button(t("btn.team_rates", "Hermetingen"), link(RATES), Look.QUIET), menu())
    return Screen(
        tuple(blocks),
        (*rows, *column(buttons), *pages(lambda page: link(TEAM, page), number, len(everyone), PAGE), ways),
        listing=await of_team(context),
    )


@MEMBER.handler
async def member(context: RequestContext, functionaris: str, page: int) -> Screen:
    """What somebody of the team keeps: codes and where each stands."""
    subject = None if functionaris == WITHOUT_ACCESS else await subject_of(context, functionaris)
    if subject is None or subject.client is not None:
        return not_yours()
    active = await context.unit.people.get(functionaris, context.now) is not None
    blocks = [title(verbatim(subject.label))]
    if not active:
        blocks.append(line(t("notice.gone", "Deze collega heeft geen toegang meer.")))
    ways = []
    if active and context.who.may(Right.HAND_OVER):
        ways.append(Button(t("btn.away", "Afwezig"), link(ABSENCE, functionaris)))
    return await _listed(
        context, blocks, (functionaris,), lambda number: link(MEMBER, functionaris, number), page, functionaris, ways
    )


@UNKEPT.handler
async def unkept(context: RequestContext, page: int) -> Screen:
    """Clients whose klantmanager left."""
    subject = await subject_of(context, WITHOUT_ACCESS)
    if subject is None or not subject.keepers:
        return await team(context, 0)
    blocks = [title(t("unkept.title", "Zonder klantmanager"))]
    blocks.append(line(t("unkept.what", "De collega die deze cliënten had, heeft geen toegang meer.")))
    return await _listed(
        context, blocks, subject.keepers, lambda number: link(UNKEPT, number), page, WITHOUT_ACCESS, []
    )


async def _listed(
    context: RequestContext,
    blocks: list[Block],
    keepers: tuple[str, ...],
    here: Callable[[int], Target],
    page: int,
    subject: str,
    ways: list[Button],
) -> Screen:
    number = page
    found, total = await context.unit.clients.page_of(keepers, context.today, number)
    if total and not found:
        number = 0
        found, total = await context.unit.clients.page_of(keepers, context.today, number)
    blocks.append(hint(_where(total, number)) if total else line(t("member.none", "Geen cliënten.")))
    if total and context.who.may(Right.ASSIGN):
        ways.append(Button(t("btn.reassign", "Geef aan collega’s"), link(REASSIGN, subject, NOBODY_YET, 0)))
    buttons = [Button(row(card, context), link(CLIENT_CARD, card.code)) for card in found]
    own: Rows = (tuple(ways),) if ways else ()
    rows = (*column(buttons), *pages(here, number, total, PAGE), *own, (to(link(TEAM, 0)), menu()))
    return Screen(tuple(blocks), rows, listing=await of_team(context, blocks[0].text, keepers))


def _where(total: int, number: int) -> Text:
    return t(
        "clients.page",
        "Cliënten: {total} · bladzijde {number} van {last}",
        total=total,
        number=number + 1,
        last=(total - 1) // PAGE + 1,
    )


def _row(context: RequestContext, each: Caseload, absence: Afwezigheid | None, labels: Mapping[str, str]) -> Text:
    count = tn("team.clients", "{n} cliënt", "{n} cliënten", each.clients)
    if each.verlopen:
        count = t("team.late", "{count}, {late} verlopen", count=count, late=each.verlopen)
    if not each.active:
        return t("team.gone", "{label}: {count} · geen toegang meer", label=each.who.label, count=count)
    if absence is None:
        return t("team.row", "{label}: {count}", label=each.who.label, count=count)
    return t(
        "team.away",
        "{label}: {count} · afwezig van {van} tot en met {last}, {substitute} vervangt",
        label=each.who.label,
        count=count,
        van=absence.van,
        last=absence.last,
        substitute=labels.get(absence.vervanger, absence.vervanger),
    )
