"""The pages of passkeys: signing in with one, one's own, and adding and revoking them."""

from __future__ import annotations

from aiohttp import web

from bot.conversation.screen import Text
from bot.people.passkeys import default_name, named
from bot.people.relying import Site
from bot.web import passkey_texts, texts
from bot.web.pages import page
from bot.web.parts import PARTS
from bot.web.ports import Passkeys, RefusedPasskeyError
from bot.web.refusals import RefusedError
from bot.web.signin import device_of, in_pace, site_of, welcome
from bot.web.visits import Visit, form_of, visit


async def to_sign_in(request: web.Request) -> web.Response:
    """What to ask of the device of who is not signed in."""
    in_pace(request)
    passkeys, site = _here(request)
    seed = request.app[PARTS].cookies.seed(request)
    if not seed:
        raise RefusedError(403, texts.STALE)
    return _asked(await passkeys.to_sign_in(site, seed))


async def sign_in(request: web.Request) -> web.Response:
    """The device answered."""
    in_pace(request)
    passkeys, site = _here(request)
    seed = request.app[PARTS].cookies.seed(request)
    form = await form_of(request, seed)
    try:
        begun = await passkeys.sign_in(site, seed, form.get("answer", ""), device_of(request))
    except RefusedPasskeyError as refused:
        raise RefusedError(403, passkey_texts.REFUSED.get(refused.why, passkey_texts.UNKNOWN)) from refused
    return await welcome(request, begun)


async def mine(request: web.Request) -> web.Response:
    """One's own passkeys."""
    return await _page(request, await visit(request))


async def offer(request: web.Request) -> web.Response:
    """The same form, for who was never asked whether they want one."""
    return await _page(request, await visit(request), offered=True)


async def to_add(request: web.Request) -> web.Response:
    """What to ask of the device of who is signed in."""
    caller, (passkeys, site) = await visit(request), _here(request)
    return _asked(await passkeys.to_add(site, caller.visitor, caller.token))


async def add(request: web.Request) -> web.Response:
    """The device made one."""
    caller, form = await _opened(request)
    passkeys, site = _here(request)
    name = named(form.get("name", ""), default_name(device_of(request), caller.visitor.locale))
    try:
        begun = await passkeys.add(site, caller.visitor, caller.token, form.get("answer", ""), name)
    except RefusedPasskeyError as refused:
        notice = passkey_texts.NOT_ADDED.get(refused.why, passkey_texts.FAILED)
        return await _page(request, caller, notice, status=422)
    response = await _page(request, caller, passkey_texts.ADDED)
    request.app[PARTS].cookies.keep_session(response, begun)
    return response


async def revoke(request: web.Request) -> web.Response:
    """One of one's own is not wanted any more."""
    caller, form = await _opened(request)
    passkeys = request.app[PARTS].passkeys
    known = passkeys is not None and await passkeys.revoke(caller.visitor, form.get("passkey", ""))
    return await _page(request, caller, passkey_texts.REVOKED if known else passkey_texts.GONE)


async def _opened(request: web.Request) -> tuple[Visit, dict[str, str]]:
    caller = await visit(request)
    if not request.app[PARTS].pace.allows(caller.token):
        raise RefusedError(429, texts.TOO_FAST)
    return caller, dict(await form_of(request, caller.token))


async def _page(
    request: web.Request, caller: Visit, notice: Text | None = None, *, offered: bool = False, status: int = 200
) -> web.Response:
    parts = request.app[PARTS]
    if parts.passkeys is None:
        raise web.HTTPNotFound
    known = await parts.passkeys.of(caller.visitor.functionaris)
    name, possible = default_name(device_of(request), caller.visitor.locale), site_of(request) is not None
    return page(parts.view.passkeys(caller.reader, known, name, notice, offered=offered, possible=possible), status)


def _here(request: web.Request) -> tuple[Passkeys, Site]:
    passkeys, site = request.app[PARTS].passkeys, site_of(request)
    if passkeys is None or site is None:
        raise web.HTTPNotFound
    return passkeys, site


def _asked(options: str) -> web.Response:
    return web.Response(text=options, content_type="application/json", charset="utf-8")
