"""Coming in by a one-time link or the demo's list of people, and going out."""

from __future__ import annotations

import re

from aiohttp import web

from bot.conversation.screen import Text
from bot.people.devices import device
from bot.people.relying import Site, site_at
from bot.web import texts
from bot.web.account_texts import with_account
from bot.web.pace import network_of
from bot.web.pages import page
from bot.web.parts import PARTS
from bot.web.ports import Begun
from bot.web.refusals import RefusedError
from bot.web.visits import form_of, guest, visit

# The pages that a notice, a mail or a colleague leads to.
_MAY_BE_WANTED = re.compile(r"/(open|kwartaal)/[A-Za-z0-9_/:.,+-]{1,80}|/passkeys")
_LINK_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,128}")


async def ask(request: web.Request) -> web.Response:
    """Show the button; opening the link, as a preview does, changes nothing."""
    in_pace(request)
    reader = guest(request)
    parts, link = request.app[PARTS], link_in(request)
    bare = parts.openid is None or not await parts.openid.way_in.needed_for(link)
    response = page(parts.view.sign_in(reader, f"/in/{link}", bare=bare, account=button_of(request)))
    parts.cookies.keep_seed(response, reader.seed)
    return response


async def come_in(request: web.Request) -> web.Response:
    """Exchange the link for a session."""
    in_pace(request)
    parts = request.app[PARTS]
    form = await form_of(request, parts.cookies.seed(request))
    begun = await parts.sessions.redeem(link_in(request), form["key"], device_of(request))
    if begun is None:
        raise RefusedError(403, texts.SPENT)
    offered = site_of(request) is not None and parts.passkeys is not None and await parts.passkeys.offer(begun.token)
    return await welcome(request, begun, "/passkeys/offer" if offered else "/")


async def go_out(request: web.Request) -> web.Response:
    """End the session here and in Meetlat."""
    caller = await visit(request)
    await form_of(request, caller.token)
    parts = request.app[PARTS]
    elsewhere = None if parts.openid is None else await parts.openid.way_out.way_out(caller.visitor)
    await _leave(request, caller.token)
    response = web.Response(status=303, headers={"Location": "/"})
    if elsewhere is not None:
        # A link, because a form of ours leads a browser nowhere but to us.
        response = page(parts.view.signed_out(guest(request), elsewhere))
    parts.cookies.forget(response)
    return response


async def left(request: web.Request) -> web.Response:
    """How long the session lasts; a form, sent by who stays, makes it last longer."""
    caller = await visit(request)
    if request.method == "POST":
        await form_of(request, caller.token)
    return web.json_response({"seconds": caller.visitor.seconds, "final": caller.visitor.final})


async def choose(request: web.Request) -> web.Response:
    """Who do you want to be in the demo?"""
    parts, reader = request.app[PARTS], guest(request)
    if parts.demo_login is None:
        raise web.HTTPNotFound
    response = page(parts.view.pick(reader, await parts.demo_login.people(), passkey=site_of(request) is not None))
    parts.cookies.keep_seed(response, reader.seed)
    return response


async def chosen(request: web.Request) -> web.Response:
    """Be somebody in the demo."""
    parts = request.app[PARTS]
    if parts.demo_login is None:
        raise web.HTTPNotFound
    in_pace(request)
    form = await form_of(request, parts.cookies.seed(request))
    try:
        begun = await parts.demo_login.enter(form.get("functionaris", ""), device_of(request))
    except KeyError as error:
        raise RefusedError(400, texts.STALE) from error
    return await welcome(request, begun)


async def welcome(request: web.Request, begun: Begun, to: str = "/") -> web.Response:
    """Start the new session and end the one this browser had, so that nobody stays behind in it.

    Who was going to a page when there was no session goes there now.
    """
    parts = request.app[PARTS]
    earlier = parts.cookies.session(request)
    if earlier and earlier != begun.token:
        await _leave(request, earlier)
    wanted = parts.cookies.wanted(request)
    response = web.HTTPSeeOther(wanted if to == "/" and _MAY_BE_WANTED.fullmatch(wanted) else to)
    parts.cookies.keep_session(response, begun)
    parts.cookies.keep_wanted(response, "")
    raise response


async def _leave(request: web.Request, token: str) -> None:
    """End a session, in every page that is open in it."""
    parts = request.app[PARTS]
    await parts.sessions.leave(token)
    parts.streams.end_of(token)


def device_of(request: web.Request) -> str:
    """The kind of device that asks."""
    return device(request.headers.get("User-Agent", ""))


def button_of(request: web.Request) -> Text | None:
    """What the button says for who has an account of the organisation; none where there are no accounts."""
    openid = request.app[PARTS].openid
    return None if openid is None else with_account(openid.button)


def in_pace(request: web.Request) -> None:
    """Refuse who asks too often without being signed in."""
    if not request.app[PARTS].strangers.allows(network_of(request)):
        raise RefusedError(429, texts.TOO_FAST)


def link_in(request: web.Request) -> str:
    """The token of the one-time link in an address."""
    token = request.match_info["token"]
    if not _LINK_TOKEN.fullmatch(token):
        raise RefusedError(403, texts.SPENT)
    return token


def entrance(request: web.Request) -> web.Response:
    """The page for who is not signed in; it tells nothing but whose Meetlat this is, and the ways in."""
    parts, reader = request.app[PARTS], guest(request)
    ended = bool(parts.cookies.session(request))
    message = texts.refused(parts.settings.organisation, ended=ended, accounts=parts.openid is not None)
    possible = site_of(request) is not None
    response = page(parts.view.entrance(reader, message, passkey=possible, account=button_of(request)), 403)
    parts.cookies.keep_seed(response, reader.seed)
    return remembering(request, response)


def remembering(request: web.Request, response: web.Response) -> web.Response:
    """The same answer, with which the browser remembers where it was going."""
    if request.method == "GET" and _MAY_BE_WANTED.fullmatch(request.path):
        request.app[PARTS].cookies.keep_wanted(response, request.path)
    return response


def site_of(request: web.Request) -> Site | None:
    """The address under which devices keep passkeys; none where they cannot be used."""
    parts = request.app[PARTS]
    return None if parts.passkeys is None else site_at(parts.settings.public_url, request.host)
