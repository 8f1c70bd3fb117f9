"""Transfers that are under way: to answer, to withdraw, or to wait for."""

from __future__ import annotations

from bot.conversation.context import Turn
from bot.conversation.screen import Block, Button, Look, Screen, Style, Text, t
from bot.handover.card import card, what
from bot.ui.widgets import Rows, column, hint, line, menu, title, to
from flows.waarneming import Overdracht, OverdrachtStatus


async def handovers(turn: Turn) -> Screen:
    """Every request to or from this person that waits for an answer."""
    waiting = await turn.unit.overdrachten.waiting(turn.who.id, turn.today)
    heading = title(t("handovers.title", "Overdrachten"))
    if not waiting:
        return Screen((heading, line(t("handovers.none", "Er wacht geen overdracht op antwoord."))), ((menu(),),))
    labels = await turn.unit.people.labels()
    buttons = [
        Button(_row(turn, each, labels), f"handover/{each.id}", Look.PRIMARY if each.aan == turn.who.id else Look.PLAIN)
        for each in waiting
    ]
    return Screen((heading,), (*column(buttons), (menu(),)))


async def ways(turn: Turn) -> Rows:
    """The way to what waits, with how many; nothing when nothing does."""
    waiting = await turn.unit.overdrachten.waiting(turn.who.id, turn.today)
    if not waiting:
        return ()
    return ((Button(t("btn.handovers", "Overdrachten ({n})", n=len(waiting)), "handovers"),),)


async def handover(turn: Turn, request_id: str) -> Screen:
    """One request: the handover card with accept and refuse, or how it stands."""
    request = await turn.unit.overdrachten.get(request_id)
    if request is None or turn.who.id not in (request.van, request.aan):
        return Screen((line(t("handover.unknown", "Deze overdracht is er niet.")),), ((to("handovers"), menu()),))
    if request.aan == turn.who.id and request.waits(turn.today):
        return await _to_answer(turn, request)
    labels = await turn.unit.people.labels()
    heading = t(
        "handover.between",
        "{what}: van {giver} naar {receiver}",
        what=await _what(turn, request),
        giver=labels.get(request.van, request.van),
        receiver=labels.get(request.aan, request.aan),
    )
    rows: Rows = ()
    if request.waits(turn.today):
        rows = ((Button(t("btn.call_off", "Intrekken"), f"call_off/{request.id}", Look.DANGER),),)
    return Screen((title(heading), line(_standing(turn, request))), (*rows, (to("handovers"), menu())))


async def _to_answer(turn: Turn, request: Overdracht) -> Screen:
    giver = (await turn.unit.people.labels()).get(request.van, request.van)
    question = t("handover.take", "Neemt u {what} over van {label}?", what=await _what(turn, request), label=giver)
    blocks: list[Block] = [
        Block(Style.QUESTION, question),
        hint(t("handover.from", "Vanaf {day} bent u dan verantwoordelijk.", day=request.datum)),
        *await card(turn.house, turn.unit, request, turn.today),
    ]
    answers = (
        Button(t("btn.accept", "Aannemen"), f"accept/{request.id}", Look.PRIMARY),
        Button(t("btn.refuse", "Weigeren"), f"refuse/{request.id}"),
    )
    return Screen(tuple(blocks), (answers, (to("handovers"), menu())))


def _standing(turn: Turn, request: Overdracht) -> Text:
    if request.waits(turn.today):
        return t("handover.stands.asked", "Wacht op antwoord. De overdracht is vanaf {day}.", day=request.datum)
    if request.status is OverdrachtStatus.AANVAARD:
        return t("handover.stands.accepted", "Aangenomen. De overdracht is vanaf {day}.", day=request.datum)
    if request.status is OverdrachtStatus.GEWEIGERD:
        return t("handover.stands.refused", "Geweigerd. Er is niets veranderd.")
    if request.status is OverdrachtStatus.INGETROKKEN:
        return t("handover.stands.off", "Ingetrokken. Er is niets veranderd.")
    return t("handover.stands.late", "Niet op tijd beantwoord. Er is niets veranderd.")


def _row(turn: Turn, each: Overdracht, labels: dict[str, str]) -> Text:
    code = t("handover.caseload", "Caseload") if each.client is None else each.client
    if each.aan == turn.who.id:
        return t("handovers.from", "{what} van {label}", what=code, label=labels.get(each.van, each.van))
    return t("handovers.to", "{what} naar {label}", what=code, label=labels.get(each.aan, each.aan))


async def _what(turn: Turn, request: Overdracht) -> Text:
    if request.client is None and request.status is OverdrachtStatus.AANVAARD:
        return t("handover.caseload", "Caseload")
    return what(request, (await turn.unit.clients.tally_of(request.van, request.datum)).clients)
