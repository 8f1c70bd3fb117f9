"""The conversation: what it shows, a tap, a typed line and a change of language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from aiohttp import web

from bot.conversation.cleaning import entered
from bot.conversation.event import Channel, Commanded, Event, Input, Tapped, Typed
from bot.conversation.screen import Text
from bot.texts.translations import LOCALES
from bot.web import texts
from bot.web.parts import PARTS
from bot.web.ports import Shown
from bot.web.refusals import NotSignedInError, RefusedError
from bot.web.visits import Visit, by_script, form_of, visit

MOST_CHARACTERS = 4096
# A date, a time or a code that was mistyped is short; anything longer is something else, and is not shown again.
MOST_PUT_RIGHT = 16
_ROUTE = re.compile(r"[\x21-\x7e]{1,256}")
_REVISION = re.compile(r"[0-9]{1,15}")


def page(text: str, status: int = 200) -> web.Response:
    """An HTML page."""
    return web.Response(text=text, content_type="text/html", charset="utf-8", status=status)


async def chat(request: web.Request) -> web.Response:
    """What the chat shows now."""
    caller = await visit(request)
    return _shown_page(request, caller, await _look(request, caller))


async def tap(request: web.Request) -> web.Response:
    """A button of the conversation was pressed."""
    caller, form = await opened(request)
    route, revision = form.get("route", ""), form.get("revision", "")
    if not _ROUTE.fullmatch(route) or not _REVISION.fullmatch(revision):
        raise RefusedError(400, texts.STALE)
    return await _handle(request, caller, form["key"], Tapped(route, int(revision)))


async def say(request: web.Request) -> web.Response:
    """A line was typed; a command is understood here as it is in every channel."""
    caller, form = await opened(request)
    line = form.get("text", "").strip() or _period(form)
    if not line:
        return _shown_page(request, caller, await _look(request, caller), texts.EMPTY, status=422)
    if len(line) > MOST_CHARACTERS:
        too_long = texts.too_long(MOST_CHARACTERS)
        return _shown_page(request, caller, await _look(request, caller), too_long, status=422)
    revision = form.get("revision")
    if revision is not None and not _REVISION.fullmatch(revision):
        raise RefusedError(400, texts.STALE)
    return await _handle(request, caller, form["key"], entered(line), None if revision is None else int(revision), line)


def _period(form: Mapping[str, str]) -> str:
    """Two days that were chosen in calendars, as somebody would type them."""
    try:
        first, last = (date.fromisoformat(form.get(name, "")) for name in ("van", "tot"))
    except ValueError:
        return ""
    return f"{first:%d-%m-%Y} - {last:%d-%m-%Y}"


async def language(request: web.Request) -> web.Response:
    """Another language was chosen; the core keeps it, for every device and channel."""
    caller, form = await opened(request)
    if form.get("locale") not in LOCALES:
        raise RefusedError(400, texts.NOT_HERE)
    return await _handle(request, caller, form["key"], Commanded("taal", form["locale"]))


async def quarter(request: web.Request) -> web.Response:
    """The page of a quarter, for who may see it."""
    caller, parts = await visit(request), request.app[PARTS]
    who, stylesheet = caller.visitor, parts.view.assets.url("paper.css")
    found = None
    if parts.quarters is not None:
        found = await parts.quarters.page(who.functionaris, request.match_info["quarter"], who.locale, stylesheet)
    if found is None:
        raise web.HTTPNotFound
    return page(found)


async def opened(request: web.Request) -> tuple[Visit, dict[str, str]]:
    """The visit and the fields of a form that somebody sent, when it is not too much at once."""
    caller = await visit(request)
    if not request.app[PARTS].pace.allows(caller.token):
        raise RefusedError(429, texts.TOO_FAST)
    return caller, dict(await form_of(request, caller.token))


async def _look(request: web.Request, caller: Visit) -> Shown:
    shown = await request.app[PARTS].conversation.look(caller.visitor.functionaris, caller.visitor.session)
    if shown is None:
        raise NotSignedInError
    return shown


async def _handle(
    request: web.Request, caller: Visit, key: str, said: Input, revision: int | None = None, line: str = ""
) -> web.Response:
    who = caller.visitor
    event = Event(Channel.WEB, who.functionaris, key, said, who.locale, who.maker, who.session, revision)
    shown = await request.app[PARTS].conversation.handle(event)
    if shown is None:
        raise NotSignedInError
    if line and shown.said is not None:
        # It was an answer to another question than the one that would take it.
        return _shown_page(request, caller, shown, texts.FELL_BEHIND, typed=line[:MOST_PUT_RIGHT], status=409)
    if not by_script(request) and shown.said is None:
        raise web.HTTPSeeOther("/#vraag")
    typed = said.text if isinstance(said, Typed) and shown.refused and len(said.text) <= MOST_PUT_RIGHT else ""
    if shown.locale != who.locale:
        # The script replaces the conversation only; a new language concerns the whole page.
        return web.Response(headers={"HX-Redirect": "/"})
    return _shown_page(request, caller, shown, typed=typed)


def _shown_page(
    request: web.Request,
    caller: Visit,
    shown: Shown,
    notice: Text | None = None,
    *,
    typed: str = "",
    status: int = 200,
) -> web.Response:
    view = request.app[PARTS].view
    return page(view.chat(caller.reader, shown, notice, typed, whole=not by_script(request)), status)
