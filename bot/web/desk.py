"""What a desk asks for beside the conversation: a screen that a colleague shared, and numbers for a spreadsheet."""

from __future__ import annotations

import re
from secrets import token_urlsafe

from aiohttp import web

from bot.conversation.event import Channel, Event, Tapped
from bot.web import texts
from bot.web.pages import opened, page
from bot.web.parts import PARTS
from bot.web.refusals import NotSignedInError, RefusedError
from bot.web.view import Reader
from bot.web.visits import locale_of, visit

OPEN = "/open"
_ROUTE = re.compile(r"[\x21-\x7e]{1,256}")
_FROM_ELSEWHERE = ("cross-site", "same-site")
# What marks a file as UTF-8 for the spreadsheets that would not think of it.
_MARK = "\ufeff"


async def follow(request: web.Request) -> web.Response:
    """Open what a colleague shared; only what may be opened at any later time.

    A page of another site that sends somebody here gets one more tap: that one comes from our own page, with the
    session, and nobody is moved by a page that they did not choose.
    """
    route = request.match_info["route"]
    if not _ROUTE.fullmatch(route):
        raise web.HTTPNotFound
    if request.headers.get("Sec-Fetch-Site") in _FROM_ELSEWHERE or "Sec-Purpose" in request.headers:
        view = request.app[PARTS].view
        return page(view.message(Reader(locale_of(request)), texts.OPEN, href=f"{OPEN}/{route}"))
    caller = await visit(request)
    if not request.app[PARTS].pace.allows(caller.token):
        raise RefusedError(429, texts.TOO_FAST)
    who = caller.visitor
    tapped = Tapped(route, None)
    event = Event(Channel.WEB, who.functionaris, token_urlsafe(16), tapped, who.locale, who.maker, who.session)
    if await request.app[PARTS].conversation.handle(event) is None:
        raise NotSignedInError
    raise web.HTTPSeeOther("/#vraag")


async def numbers(request: web.Request) -> web.Response:
    """The numbers of a report, as a file."""
    caller, form = await opened(request)
    who, route, downloads = caller.visitor, form.get("route", ""), request.app[PARTS].downloads
    found = None
    if downloads is not None and _ROUTE.fullmatch(route):
        found = await downloads.numbers(who.functionaris, route, who.maker)
    if found is None:
        raise RefusedError(403, texts.NO_NUMBERS)
    name, text = found
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return web.Response(body=(_MARK + text).encode(), content_type="text/csv", charset="utf-8", headers=headers)
