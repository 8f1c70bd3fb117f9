"""Browsers that begin or end showing notices, and the link in a mail that says no to more."""

from __future__ import annotations

from aiohttp import web

from bot.web import reaching_texts, texts
from bot.web.pace import network_of
from bot.web.pages import page
from bot.web.parts import PARTS
from bot.web.refusals import RefusedError
from bot.web.view import Reader
from bot.web.visits import form_of, locale_of, visit
from storage.people.reach import Address


async def subscribe(request: web.Request) -> web.Response:
    """This browser shows notices from now on."""
    caller = await visit(request)
    form, browsers = await form_of(request, caller.token), request.app[PARTS].browsers
    address = Address(form.get("endpoint", ""), form.get("p256dh", ""), form.get("auth", ""))
    agent = request.headers.get("User-Agent", "")[:300]
    if browsers is None or not await browsers.begin(caller.visitor, caller.token, address, agent):
        raise RefusedError(400, texts.NOT_HERE)
    return web.Response(status=204)


async def unsubscribe(request: web.Request) -> web.Response:
    """This browser shows none any more."""
    caller = await visit(request)
    form, browsers = await form_of(request, caller.token), request.app[PARTS].browsers
    if browsers is not None:
        await browsers.end(caller.visitor.functionaris, form.get("endpoint", ""))
    return web.Response(status=204)


async def ask_mail_off(request: web.Request) -> web.Response:
    """Show the button; opening the link, as a scanner of mail does, changes nothing."""
    token = _way_out(request)
    view = request.app[PARTS].view
    return page(view.one_step(Reader(locale_of(request)), reaching_texts.MAIL_OFF, action=f"/mail/off/{token}"))


async def mail_off(request: web.Request) -> web.Response:
    """No more mail to whom the link belongs: from the button, or from a mail program with one click (RFC 8058)."""
    token, parts = _way_out(request), request.app[PARTS]
    if parts.browsers is not None:
        await parts.browsers.end_mail(token)
    return page(parts.view.message(Reader(locale_of(request)), reaching_texts.MAIL_IS_OFF))


def _way_out(request: web.Request) -> str:
    """The token in the address when it is one of ours, found out without the database."""
    parts, token = request.app[PARTS], request.match_info["token"]
    if not parts.strangers.allows(network_of(request)):
        raise RefusedError(429, texts.TOO_FAST)
    if parts.browsers is None or not parts.browsers.is_way_out(token):
        raise RefusedError(403, texts.SPENT)
    return token
