"""Coming in by a one-time link or the demo's list of people, and going out."""

from __future__ import annotations

import re

from aiohttp import web

from bot.people.devices import device
from bot.web import texts
from bot.web.pace import network_of
from bot.web.pages import page
from bot.web.parts import PARTS
from bot.web.ports import Begun
from bot.web.refusals import RefusedError
from bot.web.view import Reader
from bot.web.visits import form_of, guest, locale_of, visit

_LINK_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,128}")


async def ask(request: web.Request) -> web.Response:
    """Show the button; opening the link, as a preview does, changes nothing."""
    _in_pace(request)
    reader = guest(request)
    response = page(request.app[PARTS].view.sign_in(reader, f"/in/{_link(request)}"))
    request.app[PARTS].cookies.keep_seed(response, reader.seed)
    return response


async def come_in(request: web.Request) -> web.Response:
    """Exchange the link for a session."""
    _in_pace(request)
    parts = request.app[PARTS]
    form = await form_of(request, parts.cookies.seed(request))
    begun = await parts.sessions.redeem(_link(request), form["key"], device_of(request))
    if begun is None:
        raise RefusedError(403, texts.SPENT)
    return await welcome(request, begun)


async def go_out(request: web.Request) -> web.Response:
    """End the session here and in Meetlat."""
    caller = await visit(request)
    await form_of(request, caller.token)
    await _leave(request, caller.token)
    response = web.HTTPSeeOther("/")
    request.app[PARTS].cookies.forget(response)
    raise response


async def choose(request: web.Request) -> web.Response:
    """Who do you want to be in the demo?"""
    parts, reader = request.app[PARTS], guest(request)
    if parts.demo_login is None:
        raise web.HTTPNotFound
    response = page(parts.view.pick(reader, await parts.demo_login.people()))
    parts.cookies.keep_seed(response, reader.seed)
    return response


async def chosen(request: web.Request) -> web.Response:
    """Be somebody in the demo."""
    parts = request.app[PARTS]
    if parts.demo_login is None:
        raise web.HTTPNotFound
    _in_pace(request)
    form = await form_of(request, parts.cookies.seed(request))
    try:
        begun = await parts.demo_login.enter(form.get("functionaris", ""), device_of(request))
    except KeyError as error:
        raise RefusedError(400, texts.STALE) from error
    return await welcome(request, begun)


async def welcome(request: web.Request, begun: Begun) -> web.Response:
    """Start the new session and end the one this browser had, so that nobody stays behind in it."""
    parts = request.app[PARTS]
    earlier = parts.cookies.session(request)
    if earlier and earlier != begun.token:
        await _leave(request, earlier)
    response = web.HTTPSeeOther("/")
    parts.cookies.keep_session(response, begun)
    raise response


async def _leave(request: web.Request, token: str) -> None:
    """End a session, in every page that is open in it."""
    parts = request.app[PARTS]
    await parts.sessions.leave(token)
    parts.streams.end_of(token)


def device_of(request: web.Request) -> str:
    """The kind of device that asks."""
    return device(request.headers.get("User-Agent", ""))


def _in_pace(request: web.Request) -> None:
    if not request.app[PARTS].strangers.allows(network_of(request)):
        raise RefusedError(429, texts.TOO_FAST)


def _link(request: web.Request) -> str:
    token = request.match_info["token"]
    if not _LINK_TOKEN.fullmatch(token):
        raise RefusedError(403, texts.SPENT)
    return token


def refusal(request: web.Request) -> str:
    """The page for who is not signed in; it tells nothing but whose Meetlat this is."""
    parts = request.app[PARTS]
    return parts.view.message(Reader(locale_of(request)), texts.refused(parts.settings.organisation))
