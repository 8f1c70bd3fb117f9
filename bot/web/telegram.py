"""Coming in from Telegram, where the web chat opens as a Mini App."""

from __future__ import annotations

from aiohttp import web

from bot.web import texts
from bot.web.pages import page
from bot.web.parts import PARTS
from bot.web.ports import MiniApp
from bot.web.refusals import RefusedError
from bot.web.signin import device_of, in_pace, welcome
from bot.web.visits import form_of, guest


async def ask(request: web.Request) -> web.Response:
    """Have the page hand over what Telegram put behind the address, which no server ever sees."""
    in_pace(request)
    _here(request)
    reader = guest(request)
    response = page(request.app[PARTS].view.from_telegram(reader, request.path))
    request.app[PARTS].cookies.keep_seed(response, reader.seed)
    return response


async def come_in(request: web.Request) -> web.Response:
    """Begin a session for whoever Telegram says it is."""
    in_pace(request)
    mini_app, parts = _here(request), request.app[PARTS]
    form = await form_of(request, parts.cookies.seed(request))
    begun = await mini_app.enter(form.get("opened", ""), device_of(request))
    if begun is None:
        raise RefusedError(403, texts.NOT_FROM_TELEGRAM)
    return await welcome(request, begun)


def _here(request: web.Request) -> MiniApp:
    mini_app = request.app[PARTS].mini_app
    if mini_app is None:
        raise web.HTTPNotFound
    return mini_app
