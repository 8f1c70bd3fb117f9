"""What is said of handovers: asked, still unanswered, refused, lapsed and done; each as it is when it is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversation.routes import link
from bot.conversation.screen import Button, Look, Screen, Text, t, verbatim
from bot.handover.card import card, clients, what
from bot.handover.receiving import received
from bot.handover.routes import HANDOVER
from bot.messages.post import Post
from bot.ui.widgets import hint, line, menu, title
from flows.handover import Overdracht, OverdrachtStatus


async def handover_request(post: Post, params: Mapping[str, Any]) -> Screen | None:
    """For the receiver: the handover card, and the way to accept or refuse."""
    request = await _request(post, params, OverdrachtStatus.GEVRAAGD)
    if request is None or request.aan != post.who.id or not request.waits(post.today):
        return None
    asked = t(
        "handover.asked",
        "{label} vraagt u {what} over te nemen vanaf {day}.",
        label=await _label(post, request.van),
        what=await _what(post, request),
        day=request.datum,
    )
    blocks = (
        title(t("handover.title", "Overdracht")),
        line(asked),
        *await card(post.flows, post.unit, request, post.today),
    )
    return Screen(blocks, (_look(request), (menu(),)))


async def handover_waiting(post: Post, params: Mapping[str, Any]) -> Screen | None:
    """For the giver: nobody has answered yet, or nobody can any more."""
    request = await _request(post, params, OverdrachtStatus.GEVRAAGD)
    if request is None or request.van != post.who.id or not request.waits(post.today):
        return None
    said = await _named(post, request)
    blocks = [title(t("handover.unanswered", "Nog geen antwoord van {label}", label=said["label"]))]
    if await post.unit.people.get(request.aan, post.now) is None:
        gone = t("handover.gone", "{label} heeft geen toegang meer. Trek in, en vraag een andere collega.", **said)
        blocks.append(line(gone))
    else:
        waits = t("handover.waits", "U vroeg {what} over te nemen vanaf {day}.", **said, day=request.datum)
        blocks.append(line(waits))
    return Screen(tuple(blocks), (_look(request), (menu(),)))


async def handover_lapsed(post: Post, params: Mapping[str, Any]) -> Screen | None:
    """For the giver: it will not happen, because nobody answered in time or there was nothing left to give."""
    request = await post.unit.overdrachten.get(params["overdracht"])
    if request is None or request.van != post.who.id or request.waits(post.today):
        return None
    said = await _named(post, request)
    if request.status is OverdrachtStatus.GEVRAAGD:
        why = t("handover.late", "{label} heeft niet op tijd geantwoord. U houdt {what}.", **said)
    elif request.status is OverdrachtStatus.INGETROKKEN:
        why = t("handover.moot", "Er viel niets meer over te dragen. Al bij een ander of uit beeld: {what}.", **said)
    else:
        return None
    return Screen((title(t("handover.off", "De overdracht gaat niet door")), line(why)), ((menu(),),))


async def handover_refused(post: Post, params: Mapping[str, Any]) -> Screen | None:
    """For the giver: the colleague does not take it over."""
    request = await _request(post, params, OverdrachtStatus.GEWEIGERD)
    if request is None or request.van != post.who.id:
        return None
    why = t("handover.refused", "{label} neemt niet over. U houdt {what}.", **await _named(post, request))
    return Screen((title(t("handover.off", "De overdracht gaat niet door")), line(why)), ((menu(),),))


async def handover_done(post: Post, params: Mapping[str, Any]) -> Screen | None:
    """For both: from when it is whose; the receiver hears it on the day itself, of what is theirs then."""
    request = await _request(post, params, OverdrachtStatus.AANVAARD)
    if request is None:
        return None
    if post.who.id == request.van:
        return await _given(post, request, params["clients"])
    if post.who.id != request.aan:
        return None
    origin = t("received.from", "U nam over van {label}.", label=await _label(post, request.van))
    return await received(post, params["clients"], origin)


async def _given(post: Post, request: Overdracht, codes: list[str]) -> Screen:
    label = await _label(post, request.aan)
    number = clients(len(codes)) if request.client is None else verbatim(request.client)
    done = t("handover.given", "{label} neemt {what} over vanaf {day}.", label=label, what=number, day=request.datum)
    blocks = [title(t("handover.accepted", "De overdracht is aangenomen")), line(done)]
    if post.today < request.datum:
        blocks.append(line(t("handover.until", "Tot die dag blijft u verantwoordelijk.")))
    if request.client is None:
        blocks.append(hint(t("handover.new", "Cliënten die u er daarna bij krijgt, blijven van u.")))
    return Screen(tuple(blocks), ((menu(),),))


async def _request(post: Post, params: Mapping[str, Any], status: OverdrachtStatus) -> Overdracht | None:
    request = await post.unit.overdrachten.get(params["overdracht"])
    return request if request is not None and request.status is status else None


async def _named(post: Post, request: Overdracht) -> dict[str, Text | str]:
    return {"label": await _label(post, request.aan), "what": await _what(post, request)}


async def _what(post: Post, request: Overdracht) -> Text:
    return what(request, (await post.unit.clients.tally_of(request.van, request.datum)).clients)


async def _label(post: Post, functionaris: str) -> str:
    return (await post.unit.people.labels()).get(functionaris, functionaris)


def _look(request: Overdracht) -> tuple[Button, ...]:
    return (Button(t("btn.look_handover", "Bekijk en beslis"), link(HANDOVER, request.id), Look.PRIMARY),)
