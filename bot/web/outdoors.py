"""The page for measuring without a connection: what it takes along, and where it hands in."""

from __future__ import annotations

import json
import re

from aiohttp import web
from pydantic import ValidationError

from bot.outdoors.measured import Measured
from bot.texts.translations import LOCALES, words
from bot.web import texts
from bot.web.pages import page
from bot.web.parts import PARTS
from bot.web.refusals import NotSignedInError, RefusedError
from bot.web.security import form_token, mark_of
from bot.web.view import Reader
from bot.web.visits import form_of, locale_of, visit

# What the page needs without a connection, beside what the chat needs.
FILES = ("outdoors.js", "outdoors-store.js", "flow.js")
_SEAL = re.compile(r"[A-Za-z0-9._-]{0,128}")


async def outdoors(request: web.Request) -> web.Response:
    """The page; it is nobody's until its script fetched what goes along."""
    locale = request.match_info.get("locale", locale_of(request))
    if locale not in LOCALES:
        raise web.HTTPNotFound
    return page(request.app[PARTS].view.outdoors(Reader(locale)))


async def kit(request: web.Request) -> web.Response:
    """What goes along, for who may measure."""
    caller, parts = await visit(request), request.app[PARTS]
    if not parts.pace.allows(caller.token):
        raise RefusedError(429, texts.TOO_FAST)
    seal = request.query.get("seal", "")
    if not _SEAL.fullmatch(seal):
        raise RefusedError(400, texts.NOT_HERE)
    found = None if parts.kits is None else await parts.kits.kit(caller.visitor, seal)
    if found is None:
        raise web.HTTPNotFound
    secret = parts.settings.secret
    who = mark_of(secret, caller.visitor.functionaris)
    return _json({**found, "who": who, "csrf": form_token(secret, caller.token)})


async def hand_in(request: web.Request) -> web.Response:
    """One measurement that was answered without a connection."""
    caller, parts = await visit(request), request.app[PARTS]
    if not parts.pace.allows(caller.token):
        raise RefusedError(429, texts.TOO_FAST)
    form = await form_of(request, caller.token)
    try:
        measured = Measured.model_validate_json(form.get("measured", ""))
    except ValidationError as error:
        raise RefusedError(422, texts.NOT_HERE) from error
    if parts.taking is None:
        raise web.HTTPNotFound
    told = await parts.taking.hand_in(caller.visitor, form["key"], measured)
    if told is None:
        raise NotSignedInError
    return _json({"what": told.what, "text": words(caller.visitor.locale).say(told.text)})


def _json(told: object) -> web.Response:
    return web.Response(text=json.dumps(told), content_type="application/json", charset="utf-8")
