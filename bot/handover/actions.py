"""Asking a colleague to take clients over, and answering that."""

from __future__ import annotations

from datetime import date, timedelta

from bot.clients.routes import CLIENT_CARD, CLIENTS
from bot.conversation.context import RequestContext
from bot.conversation.notices import refusal
from bot.conversation.routes import link
from bot.conversation.screen import Target
from bot.handover.routes import (
    ACCEPT,
    ASK_HANDOVER,
    CALL_OFF,
    EVERYTHING,
    HAND_OVER_ON,
    HAND_OVER_SURE,
    HAND_OVER_WHEN,
    HANDOVER,
    HANDOVERS,
    REFUSE,
)
from bot.messages.announcing import announce
from bot.ui.days import day_typed
from flows.handover import Overdracht, OverdrachtStatus, may_hand_over
from flows.ladder import UIT_BEELD

_DAY = timedelta(days=1)


@HAND_OVER_ON.handler
async def hand_over_on(context: RequestContext, what: str, receiver: str, datum: date) -> Target:
    """Choose the day from which it is somebody else's."""
    if not await _may_go(context, receiver, datum):
        return link(HAND_OVER_WHEN, what, receiver)
    return link(HAND_OVER_SURE, what, receiver, datum)


@HAND_OVER_WHEN.typed
async def typed(context: RequestContext, said: str, what: str, receiver: str) -> Target | None:
    """The day, typed."""
    again = link(HAND_OVER_WHEN, what, receiver)
    return await day_typed(context, said, again, lambda day: hand_over_on(context, what, receiver, day))


@ASK_HANDOVER.handler
async def ask_handover(context: RequestContext, what: str, receiver: str, datum: date) -> Target:
    """Ask a colleague; nothing changes until it is accepted."""
    back = link(CLIENTS, 0) if what == EVERYTHING else link(CLIENT_CARD, what)
    if not await _may_go(context, receiver, datum):
        return back
    client = None if what == EVERYTHING else what
    request = Overdracht(context.app.ids.new(), context.who.id, receiver, client, datum)
    trouble = await _trouble(context, request)
    if trouble is not None:
        context.tell(trouble)
        return back
    await context.unit.overdrachten.ask(request, door=context.who.id, at=context.now)
    await context.note("overdracht_gevraagd", client=client, bij=request.id)
    await _announce(context, request)
    context.tell("handover_asked")
    return link(HANDOVER, request.id)


@ACCEPT.handler
async def accept(context: RequestContext, request_id: str) -> Target:
    """Take over: the second confirmation."""
    request = await _to_answer(context, request_id)
    if request is None:
        return link(HANDOVERS)
    refused = may_hand_over(request.van, context.who, request.datum, context.today)
    if refused is not None:
        context.tell(refusal(refused))
        return link(HANDOVERS)
    given = await context.unit.overdrachten.accept(request, context.now)
    if given is None:
        context.tell("handover_answered")
        return link(HANDOVERS)
    await context.unit.berichten.cancel(f"handover:{request.id}")
    params = {"overdracht": request.id, "clients": list(given)}
    if not given:
        await context.note("overdracht_vervallen", client=request.client, bij=request.id)
        await announce(context, f"handover_over:{request.id}:giver", request.van, "handover_lapsed", params)
        context.tell("handover_moot")
        return link(HANDOVERS)
    await context.note("overdracht_aanvaard", client=request.client, bij=request.id)
    for code in given:
        await context.note("overgedragen", client=code, bij=request.id)
    if request.datum <= context.today:
        await context.unit.termijnen.say_again(given, context.today)
    else:
        for code in given:
            await context.unit.termijnen.wake(code, context.today)
    await announce(context, f"handover_over:{request.id}:giver", request.van, "handover_done", params)
    await announce(
        context, f"handover_over:{request.id}:receiver", request.aan, "handover_done", params, day=request.datum
    )
    context.tell("handover_accepted" if request.datum <= context.today else f"handover_from:{request.datum}")
    if request.datum > context.today:
        return link(HANDOVER, request.id)
    return link(CLIENTS, 0) if request.client is None else link(CLIENT_CARD, request.client)


@REFUSE.handler
async def refuse(context: RequestContext, request_id: str) -> Target:
    """Leave the clients where they are."""
    request = await _to_answer(context, request_id)
    if request is not None and await _settled(context, request, OverdrachtStatus.GEWEIGERD, "overdracht_geweigerd"):
        params = {"overdracht": request.id}
        await announce(context, f"handover_over:{request.id}:giver", request.van, "handover_refused", params)
        context.tell("handover_refused")
    return link(HANDOVERS)


@CALL_OFF.handler
async def call_off(context: RequestContext, request_id: str) -> Target:
    """Withdraw a request that nobody answered yet."""
    request = await context.unit.overdrachten.get(request_id)
    if request is None or request.van != context.who.id:
        context.tell("not_allowed")
    elif await _settled(context, request, OverdrachtStatus.INGETROKKEN, "overdracht_ingetrokken"):
        context.tell("handover_off")
    return link(HANDOVERS)


async def _may_go(context: RequestContext, receiver: str, datum: date) -> bool:
    """Whether somebody may take over from a day on; a notice says why not."""
    who = await context.unit.people.get(receiver, context.now)
    refused = may_hand_over(context.who.id, who, datum, context.today)
    if refused is not None:
        context.tell(refusal(refused))
    return refused is None


async def _trouble(context: RequestContext, request: Overdracht) -> str | None:
    """Why these clients cannot be handed over now; none when they can."""
    kept = await context.unit.overdrachten.kept([context.who.id], request.datum, request.client)
    waiting = await context.unit.overdrachten.waiting(context.who.id, context.today)
    if any(each.van == context.who.id and each.client == request.client for each in waiting):
        return "asked_already"
    if not any(each.van <= request.datum for each in kept):
        return "nothing_to_hand_over"
    if request.client is None:
        return None
    card = await context.unit.clients.get(request.client, context.who, context.today)
    if card is None:
        return "unknown_code"
    return "client_closed" if card.stand is not None and card.stand.positie == UIT_BEELD else None


async def _announce(context: RequestContext, request: Overdracht) -> None:
    """To the receiver; and to the giver, the next day when nobody has answered, and when it is too late."""
    params = {"overdracht": request.id}
    key = f"handover:{request.id}"
    await announce(context, f"{key}:request", request.aan, "handover_request", params, until=request.datum)
    if context.today + _DAY <= request.datum:
        await announce(
            context,
            f"{key}:waiting",
            request.van,
            "handover_waiting",
            params,
            day=context.today + _DAY,
            until=request.datum,
        )
    await announce(context, f"{key}:late", request.van, "handover_lapsed", params, day=request.datum + _DAY)


async def _to_answer(context: RequestContext, request_id: str) -> Overdracht | None:
    """A request to this person that can still be answered."""
    request = await context.unit.overdrachten.get(request_id)
    if request is None or request.aan != context.who.id:
        context.tell("not_allowed")
        return None
    if not request.waits(context.today):
        late = request.status is OverdrachtStatus.GEVRAAGD
        context.tell("handover_late" if late else "handover_answered")
        return None
    return request


async def _settled(context: RequestContext, request: Overdracht, status: OverdrachtStatus, wat: str) -> bool:
    if not await context.unit.overdrachten.settle(request, status, context.now):
        context.tell("handover_answered")
        return False
    await context.unit.berichten.cancel(f"handover:{request.id}")
    await context.note(wat, client=request.client, bij=request.id)
    return True
