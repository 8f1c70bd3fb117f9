"""Asking a colleague to take clients over, and answering that."""

from __future__ import annotations

from datetime import date, timedelta

from bot.absence.arranging import EVERYTHING, refuse, tell
from bot.conversation.context import Turn
from flows.ladder import UIT_BEELD
from flows.values import read_date
from flows.waarneming import Overdracht, OverdrachtStatus, may_transfer

_DAY = timedelta(days=1)


async def hand_over_on(turn: Turn, subject: str, receiver: str, day: str) -> str:
    """Choose the day from which it is somebody else's."""
    datum = await _may_go(turn, receiver, day)
    if datum is None:
        return f"hand_over_when/{subject}/{receiver}"
    return f"hand_over_sure/{subject}/{receiver}/{datum}"


async def ask_handover(turn: Turn, subject: str, receiver: str, day: str) -> str:
    """Ask a colleague; nothing changes until it is accepted."""
    back = "clients/0" if subject == EVERYTHING else f"client/{subject}"
    datum = await _may_go(turn, receiver, day)
    if datum is None:
        return back
    client = None if subject == EVERYTHING else subject
    request = Overdracht(turn.house.world.new_id(), turn.who.id, receiver, client, datum)
    trouble = await _trouble(turn, request)
    if trouble is not None:
        turn.tell(trouble)
        return back
    await turn.unit.overdrachten.ask(request, door=turn.who.id, at=turn.now)
    await turn.note("overdracht_gevraagd", client=client, bij=request.id)
    await _announce(turn, request)
    turn.tell("handover_asked")
    return f"handover/{request.id}"


async def accept(turn: Turn, request_id: str) -> str:
    """Take over: the second confirmation."""
    request = await _to_answer(turn, request_id)
    if request is None:
        return "handovers"
    refused = may_transfer(request.van, turn.who, request.datum, turn.today)
    if refused is not None:
        refuse(turn, refused)
        return "handovers"
    given = await turn.unit.overdrachten.accept(request, turn.now)
    if given is None:
        turn.tell("handover_answered")
        return "handovers"
    await turn.unit.berichten.cancel(f"handover:{request.id}")
    params = {"overdracht": request.id, "clients": list(given)}
    if not given:
        await turn.note("overdracht_vervallen", client=request.client, bij=request.id)
        await tell(turn, f"handover_over:{request.id}:giver", request.van, "handover_lapsed", params)
        turn.tell("handover_moot")
        return "handovers"
    await turn.note("overdracht_aanvaard", client=request.client, bij=request.id)
    for code in given:
        await turn.note("overgedragen", client=code, bij=request.id)
    if request.datum <= turn.today:
        await turn.unit.termijnen.say_again(given, turn.today)
    else:
        for code in given:
            await turn.unit.termijnen.wake(code, turn.today)
    await tell(turn, f"handover_over:{request.id}:giver", request.van, "handover_done", params)
    await tell(turn, f"handover_over:{request.id}:receiver", request.aan, "handover_done", params, day=request.datum)
    turn.tell("handover_accepted" if request.datum <= turn.today else f"handover_from:{request.datum}")
    if request.datum > turn.today:
        return f"handover/{request.id}"
    return "clients/0" if request.client is None else f"client/{request.client}"


async def refuse_handover(turn: Turn, request_id: str) -> str:
    """Leave the clients where they are."""
    request = await _to_answer(turn, request_id)
    if request is not None and await _settled(turn, request, OverdrachtStatus.GEWEIGERD, "overdracht_geweigerd"):
        params = {"overdracht": request.id}
        await tell(turn, f"handover_over:{request.id}:giver", request.van, "handover_refused", params)
        turn.tell("handover_refused")
    return "handovers"


async def call_off(turn: Turn, request_id: str) -> str:
    """Withdraw a request that nobody answered yet."""
    request = await turn.unit.overdrachten.get(request_id)
    if request is None or request.van != turn.who.id:
        turn.tell("not_allowed")
    elif await _settled(turn, request, OverdrachtStatus.INGETROKKEN, "overdracht_ingetrokken"):
        turn.tell("handover_off")
    return "handovers"


async def _may_go(turn: Turn, receiver: str, day: str) -> date | None:
    """The day from which somebody may take over; none when that cannot be, and then it is said why."""
    datum, who = read_date(day), await turn.unit.people.get(receiver, turn.now)
    refused = None if datum is None else may_transfer(turn.who.id, who, datum, turn.today)
    if datum is not None and refused is None:
        return datum
    refuse(turn, refused)
    return None


async def _trouble(turn: Turn, request: Overdracht) -> str | None:
    """Why these clients cannot be handed over now; none when they can."""
    kept = await turn.unit.overdrachten.kept([turn.who.id], request.datum, request.client)
    waiting = await turn.unit.overdrachten.waiting(turn.who.id, turn.today)
    if any(each.van == turn.who.id and each.client == request.client for each in waiting):
        return "asked_already"
    if not any(each.van <= request.datum for each in kept):
        return "nothing_to_hand_over"
    if request.client is None:
        return None
    card = await turn.unit.clients.get(request.client, turn.who, turn.today)
    if card is None:
        return "unknown_code"
    return "client_closed" if card.stand is not None and card.stand.positie == UIT_BEELD else None


async def _announce(turn: Turn, request: Overdracht) -> None:
    """To the receiver; and to the giver, the next day when nobody has answered, and when it is too late."""
    params = {"overdracht": request.id}
    key = f"handover:{request.id}"
    await tell(turn, f"{key}:request", request.aan, "handover_request", params, until=request.datum)
    if turn.today + _DAY <= request.datum:
        await tell(
            turn, f"{key}:waiting", request.van, "handover_waiting", params, day=turn.today + _DAY, until=request.datum
        )
    await tell(turn, f"{key}:late", request.van, "handover_lapsed", params, day=request.datum + _DAY)


async def _to_answer(turn: Turn, request_id: str) -> Overdracht | None:
    """A request to this person that can still be answered."""
    request = await turn.unit.overdrachten.get(request_id)
    if request is None or request.aan != turn.who.id:
        turn.tell("not_allowed")
        return None
    if not request.waits(turn.today):
        late = request.status is OverdrachtStatus.GEVRAAGD
        turn.tell("handover_late" if late else "handover_answered")
        return None
    return request


async def _settled(turn: Turn, request: Overdracht, status: OverdrachtStatus, wat: str) -> bool:
    if not await turn.unit.overdrachten.settle(request, status, turn.now):
        turn.tell("handover_answered")
        return False
    await turn.unit.berichten.cancel(f"handover:{request.id}")
    await turn.note(wat, client=request.client, bij=request.id)
    return True
