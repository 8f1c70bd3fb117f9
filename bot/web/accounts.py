"""The pages of signing in with an account of the organisation, and of what a beheerder fills in for it.

All cookies are ``SameSite=Strict``, so a browser that the provider sends back shows none of them. It gets a page that
asks the same again by itself: that request comes from our own page, so it carries the seed to which the journey is tied
and the session that the browser had before, which ends. The answer is a redirect to the conversation, with the new
session.
"""

from __future__ import annotations

from urllib.parse import urlencode

from aiohttp import web

from bot.openid.refusals import ProviderDownError
from bot.web import account_texts, texts
from bot.web.bodies import form_of_a_machine
from bot.web.pages import page
from bot.web.parts import PARTS
from bot.web.ports import OpenId, RefusedOpenIdError
from bot.web.refusals import NotSignedInError, RefusedError
from bot.web.signin import device_of, in_pace, link_in, welcome
from bot.web.visits import Visit, form_of, guest, visit

_ANSWER = ("code", "state", "iss", "error")
_LONGEST = 4096


async def depart(request: web.Request) -> web.Response:
    """Go to the provider, with a link in hand or without."""
    in_pace(request)
    reader, link = guest(request), link_in(request) if "token" in request.match_info else ""
    try:
        where = await _openid(request).way_in.depart(reader.seed, link)
    except RefusedOpenIdError as refused:
        raise _said(refused) from refused
    response = web.Response(status=303, headers={"Location": where})
    request.app[PARTS].cookies.keep_seed(response, reader.seed)
    return response


async def back(request: web.Request) -> web.Response:
    """The provider sends somebody back; nothing happens before our own page asks."""
    in_pace(request)
    _openid(request)
    again = f"/openid/aan?{urlencode(_answer(request))}"
    return page(request.app[PARTS].view.moving_on(guest(request), account_texts.BACK, again))


async def arrive(request: web.Request) -> web.Response:
    """Begin a session, for who is back in the browser that they left with."""
    in_pace(request)
    seed = request.app[PARTS].cookies.seed(request)
    try:
        begun = await _openid(request).way_in.arrive(_answer(request), seed, device_of(request))
    except RefusedOpenIdError as refused:
        if refused.why == "late" and await _is_in(request):
            raise web.HTTPSeeOther("/") from refused
        raise _said(refused) from refused
    return await welcome(request, begun)


async def left(request: web.Request) -> web.Response:
    """The provider says that somebody left there (back-channel logout)."""
    in_pace(request)
    openid, form = _openid(request), await form_of_a_machine(request)
    try:
        believed = await openid.way_out.left(form.get("logout_token", ""))
    except ProviderDownError:
        return web.Response(status=503)
    return web.Response() if believed else web.json_response({"error": "invalid_request"}, status=400)


async def left_in_front(request: web.Request) -> web.Response:
    """The same, through the browser of who left (front-channel logout)."""
    in_pace(request)
    await _openid(request).way_out.left_in_front(request.query.get("iss", ""), request.query.get("sid", ""))
    return web.Response()


async def account(request: web.Request) -> web.Response:
    """The account of a colleague or of who is invited."""
    return await _account(request, await visit(request), "")


async def fill_in(request: web.Request) -> web.Response:
    """Fill it in, or take it away."""
    caller = await visit(request)
    if not request.app[PARTS].pace.allows(caller.token):
        raise RefusedError(429, texts.TOO_FAST)
    form = await form_of(request, caller.token)
    typed, (whose, invited) = form.get("account", ""), _whose(request)
    outcome = await _openid(request).accounts.fill_in(caller.visitor, whose, typed, invited=invited)
    return await _account(request, caller, outcome, typed if outcome in account_texts.AGAIN else None)


async def _account(request: web.Request, caller: Visit, outcome: str, typed: str | None = None) -> web.Response:
    whose, invited = _whose(request)
    found = await _openid(request).accounts.of(caller.visitor, whose, invited=invited)
    if found is None:
        raise web.HTTPNotFound
    notice = account_texts.FILLED_IN.get(outcome)
    text = request.app[PARTS].view.account(caller.reader, found, notice, found.waarde if typed is None else typed)
    return page(text, 200 if typed is None else 422)


def _whose(request: web.Request) -> tuple[str, bool]:
    return request.match_info["whose"], request.match_info["kind"] == "uitnodiging"


def _answer(request: web.Request) -> dict[str, str]:
    """What the provider says, as far as it is read."""
    return {name: request.query[name] for name in _ANSWER if len(request.query.get(name, "")) in range(1, _LONGEST)}


async def _is_in(request: web.Request) -> bool:
    """Whether who asks the same again, as with Back, is signed in already."""
    try:
        await visit(request)
    except NotSignedInError:
        return False
    return True


def _openid(request: web.Request) -> OpenId:
    openid = request.app[PARTS].openid
    if openid is None:
        raise web.HTTPNotFound
    return openid


def _said(refused: RefusedOpenIdError) -> RefusedError:
    return RefusedError(503 if refused.why == "down" else 403, account_texts.refused(refused.why, refused.code))
