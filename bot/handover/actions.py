"""Asking a colleague to take clients over, and answering that."""

from __future__ import annotations

from datetime import date, timedelta

from bot.absence.arranging import EVERYTHING, refuse, tell
from bot.conversation.context import RequestContext
from flows.ladder import UIT_BEELD
from flows.values import read_date
from flows.waarneming import Overdracht, OverdrachtStatus, may_transfer

_DAY = timedelta(days=1)


async def hand_over_on(context: RequestContext, subject: str, receiver: str, day: str) -> str:
    """Choose the day from which it is somebody else's."""
    datum = await _may_go(context, receiver, day)
    if datum is None:
        return f"hand_over_when/{subject}/{receiver}"
    return f"hand_over_sure/{subject}/{receiver}/{datum}"


async def ask_handover(context: RequestContext, subject: str, receiver: str, day: str) -> str:
    """Ask a colleague; nothing changes until it is accepted."""
    back = "clients/0" if subject == EVERYTHING else f"client/{subject}"
    datum = await _may_go(context, receiver, day)
    if datum is None:
        return back
    client = None if subject == EVERYTHING else subject
    request = Overdracht(context.app.ids.new(), context.who.id, receiver, client, datum)
    trouble = await _trouble(context, request)
    if trouble is not None:
        context.tell(trouble)
        return back
    await context.unit.overdrachten.ask(request, door=context.who.id, at=context.now)
    await context.note("overdracht_gevraagd", client=client, bij=request.id)
    await _announce(context, request)
    context.tell("handover_asked")
    return f"handover/{request.id}"


async def accept(context: RequestContext, request_id: str) -> str:
    """Take over: the second confirmation."""
    request = await _to_answer(context, request_id)
    if request is None:
        return "handovers"
    refused = may_transfer(request.van, context.who, request.datum, context.today)
    if refused is not None:
        refuse(context, refused)
        return "handovers"
    given = await context.unit.overdrachten.accept(request, context.now)
    if given is None:
        context.tell("handover_answered")
        return "handovers"
    await context.unit.berichten.cancel(f"handover:{request.id}")
    params = {"overdracht": request.id, "clients": list(given)}
    if not given:
        await context.note("overdracht_vervallen", client=request.client, bij=request.id)
        await tell(context, f"handover_over:{request.id}:giver", request.van, "handover_lapsed", params)
        context.tell("handover_moot")
        return "handovers"
    await context.note("overdracht_aanvaard", client=request.client, bij=request.id)
    for code in given:
        await context.note("overgedragen", client=code, bij=request.id)
    if request.datum <= context.today:
        await context.unit.termijnen.say_again(given, context.today)
    else:
        for code in given:
            await context.unit.termijnen.wake(code, context.today)
    await tell(context, f"handover_over:{request.id}:giver", request.van, "handover_done", params)
    await tell(context, f"handover_over:{request.id}:receiver", request.aan, "handover_done", params, day=request.datum)
    context.tell("handover_accepted" if request.datum <= context.today else f"handover_from:{request.datum}")
    if request.datum > context.today:
        return f"handover/{request.id}"
    return "clients/0" if request.client is None else f"client/{request.client}"


async def refuse_handover(context: RequestContext, request_id: str) -> str:
    """Leave the clients where they are."""
    request = await _to_answer(context, request_id)
    if request is not None and await _settled(context, request, OverdrachtStatus.GEWEIGERD, "overdracht_geweigerd"):
        params = {"overdracht": request.id}
        await tell(context, f"handover_over:{request.id}:giver", request.van, "handover_refused", params)
        context.tell("handover_refused")
    return "handovers"


async def call_off(context: RequestContext, request_id: str) -> str:
    """Withdraw a request that nobody answered yet."""
    request = await context.unit.overdrachten.get(request_id)
    if request is None or request.van != context.who.id:
        context.tell("not_allowed")
    elif await _settled(context, request, OverdrachtStatus.INGETROKKEN, "overdracht_ingetrokken"):
        context.tell("handover_off")
    return "handovers"


async def _may_go(context: RequestContext, receiver: str, day: str) -> date | None:
    """The day from which somebody may take over; none when that cannot be, and then it is said why."""
    datum, who = read_date(day), await context.unit.people.get(receiver, context.now)
    refused = None if datum is None else may_transfer(context.who.id, who, datum, context.today)
    if datum is not None and refused is None:
        return datum
    refuse(context, refused)
    return None


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
    await tell(context, f"{key}:request", request.aan, "handover_request", params, until=request.datum)
    if context.today + _DAY <= request.datum:
        await tell(
            context,
            f"{key}:waiting",
            request.van,
            "handover_waiting",
            params,
            day=context.today + _DAY,
            until=request.datum,
        )
    await tell(context, f"{key}:late", request.van, "handover_lapsed", params, day=request.datum + _DAY)


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
