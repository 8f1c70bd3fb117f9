"""Handovers that are under way: to answer, to withdraw, or to wait for."""

from __future__ import annotations

from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Block, Button, Look, Screen, Style, Text, t
from bot.handover.card import card, what
from bot.handover.routes import ACCEPT, CALL_OFF, HANDOVER, HANDOVERS, REFUSE
from bot.ui.widgets import Rows, column, hint, line, menu, title, to
from flows.handover import Overdracht, OverdrachtStatus


@HANDOVERS.handler
async def handovers(context: RequestContext) -> Screen:
    """Every request to or from this person that waits for an answer."""
    waiting = await context.unit.overdrachten.waiting(context.who.id, context.today)
    heading = title(t("handovers.title", "Overdrachten"))
    if not waiting:
        return Screen((heading, line(t("handovers.none", "Er wacht geen overdracht op antwoord."))), ((menu(),),))
    labels = await context.unit.people.labels()
    buttons = [
        Button(
            _row(context, each, labels),
            link(HANDOVER, each.id),
            Look.PRIMARY if each.aan == context.who.id else Look.PLAIN,
        )
        for each in waiting
    ]
    return Screen((heading,), (*column(buttons), (menu(),)))


async def ways(context: RequestContext) -> Rows:
    """The way to what waits, with how many; nothing when nothing does."""
    waiting = await context.unit.overdrachten.waiting(context.who.id, context.today)
    if not waiting:
        return ()
    return ((Button(t("btn.handovers", "Overdrachten ({n})", n=len(waiting)), link(HANDOVERS)),),)


@HANDOVER.handler
async def handover(context: RequestContext, request_id: str) -> Screen:
    """One request: the handover card with accept and refuse, or how it stands."""
    request = await context.unit.overdrachten.get(request_id)
    if request is None or context.who.id not in (request.van, request.aan):
        return Screen((line(t("handover.unknown", "Deze overdracht is er niet.")),), ((to(link(HANDOVERS)), menu()),))
    if request.aan == context.who.id and request.waits(context.today):
        return await _to_answer(context, request)
    labels = await context.unit.people.labels()
    heading = t(
        "handover.between",
        "{what}: van {giver} naar {receiver}",
        what=await _what(context, request),
        giver=labels.get(request.van, request.van),
        receiver=labels.get(request.aan, request.aan),
    )
    rows: Rows = ()
    if request.waits(context.today):
        rows = ((Button(t("btn.call_off", "Intrekken"), link(CALL_OFF, request.id), Look.DANGER),),)
    return Screen((title(heading), line(_standing(context, request))), (*rows, (to(link(HANDOVERS)), menu())))


async def _to_answer(context: RequestContext, request: Overdracht) -> Screen:
    giver = (await context.unit.people.labels()).get(request.van, request.van)
    question = t("handover.take", "Neemt u {what} over van {label}?", what=await _what(context, request), label=giver)
    blocks: list[Block] = [
        Block(Style.QUESTION, question),
        hint(t("handover.from", "Vanaf {day} bent u dan verantwoordelijk.", day=request.datum)),
        *await card(context.flows, context.unit, request, context.today),
    ]
    answers = (
        Button(t("btn.accept", "Aannemen"), link(ACCEPT, request.id), Look.PRIMARY),
        Button(t("btn.refuse", "Weigeren"), link(REFUSE, request.id)),
    )
    return Screen(tuple(blocks), (answers, (to(link(HANDOVERS)), menu())))


def _standing(context: RequestContext, request: Overdracht) -> Text:
    if request.waits(context.today):
        return t("handover.stands.asked", "Wacht op antwoord. De overdracht is vanaf {day}.", day=request.datum)
    if request.status is OverdrachtStatus.AANVAARD:
        return t("handover.stands.accepted", "Aangenomen. De overdracht is vanaf {day}.", day=request.datum)
    if request.status is OverdrachtStatus.GEWEIGERD:
        return t("handover.stands.refused", "Geweigerd. Er is niets veranderd.")
    if request.status is OverdrachtStatus.INGETROKKEN:
        return t("handover.stands.off", "Ingetrokken. Er is niets veranderd.")
    return t("handover.stands.late", "Niet op tijd beantwoord. Er is niets veranderd.")


def _row(context: RequestContext, each: Overdracht, labels: dict[str, str]) -> Text:
    code = t("handover.caseload", "Caseload") if each.client is None else each.client
    if each.aan == context.who.id:
        return t("handovers.from", "{what} van {label}", what=code, label=labels.get(each.van, each.van))
    return t("handovers.to", "{what} naar {label}", what=code, label=labels.get(each.aan, each.aan))


async def _what(context: RequestContext, request: Overdracht) -> Text:
    if request.client is None and request.status is OverdrachtStatus.AANVAARD:
        return t("handover.caseload", "Caseload")
    return what(request, (await context.unit.clients.tally_of(request.van, request.datum)).clients)
