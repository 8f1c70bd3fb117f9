"""What transfers have to say: asked, still unanswered, refused, lapsed and done; each as it is when it is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversation.screen import Block, Button, Look, Screen, Text, t, tn, verbatim
from bot.handover.card import card, clients, what
from bot.messages.post import Post
from bot.ui.widgets import Rows, hint, line, menu, title
from flows.waarneming import Overdracht, OverdrachtStatus


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
    return await _received(post, params["clients"], origin)


async def reassigned(post: Post, params: Mapping[str, Any]) -> Screen | None:
    """For who got clients from the team lead."""
    return await _received(post, params["clients"], t("received.given", "Uw teamleider heeft dat beslist."))


async def reassigned_away(post: Post, params: Mapping[str, Any]) -> Screen | None:
    """For who kept them until then."""
    away = tn(
        "reassigned.away",
        "Uw teamleider heeft {n} cliënt aan een collega gegeven.",
        "Uw teamleider heeft {n} cliënten aan collega’s gegeven.",
        len(params["clients"]),
    )
    kept = line(t("reassigned.kept", "U ziet ze niet meer. Wat u vastlegde, houdt uw naam."))
    return Screen((title(away), kept), ((menu(),),))


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


async def _received(post: Post, codes: list[str], origin: Text) -> Screen | None:
    """Those that are still theirs: what was passed on meanwhile falls out."""
    mine = [code for code in codes if await post.unit.clients.get(code, post.who, post.today) is not None]
    if not mine:
        return None
    got = tn("received.title", "{n} cliënt is nu van u", "{n} cliënten zijn nu van u", len(mine))
    blocks: list[Block] = [title(got), line(origin), line(t("received.what", "Alle meetmomenten zijn meegekomen."))]
    dates = await post.unit.duties.of(mine, post.who, post.today)
    due = sum(termijn.gepland <= post.today for termijn in dates.values())
    if due:
        blocks.append(line(tn("received.due", "{n} cliënt is nu te meten.", "{n} cliënten zijn nu te meten.", due)))
    rows: Rows = ((Button(t("btn.clients", "Mijn cliënten"), "clients/0", Look.PRIMARY),),)
    if len(mine) == 1:
        rows = ((Button(t("btn.see_code", "Bekijk {code}", code=mine[0]), f"client/{mine[0]}", Look.PRIMARY),),)
    return Screen(tuple(blocks), (*rows, (menu(),)))


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
    return (Button(t("btn.look_handover", "Bekijk en beslis"), f"handover/{request.id}", Look.PRIMARY),)
